//! What tenants are billed, and the documents that are issued for it.
//!
//! What something costs are the rules of the crate `billing`; here is when they are asked, and what is written down.
//! A tenant's items follow from what it has ([`follow`]); the run ([`run`]) puts what is owed for them on an invoice
//! in one transaction: number, document, and up to when each item is charged. So whoever dies in between leaves either
//! all of it or nothing, and asking twice gives nothing more.

mod collecting;
mod contacts;
pub mod exports;
mod handing;
mod issuing;
mod looks;
mod metering;
mod owing;
mod periods;
mod reminders;
mod run;
mod seller;
mod settling;

pub use billing::countries;
use billing::periods::Anchor;
pub(crate) use collecting::{ClosePage, CollectInvoice, ask_to_close};
pub(crate) use contacts::missing;
pub use contacts::{BillingContact, ContactForm, contact, set_contact};
use domain::{DAY, Micros, zones::Zone};
pub(crate) use handing::HandOver;
pub use handing::{EInvoiceSink, Handover, HandoverState, Platform, Way};
pub use looks::{Draft, Seen, csv, draft, find, json, list, list_all, pdf, xml};
pub(crate) use looks::{name, next, seen};
pub(crate) use owing::tax;
pub(crate) use periods::running;
pub(crate) use reminders::SendReminder;
pub(crate) use run::put;
pub use run::put_due;
pub(crate) use run::{BillTenant, BillTenants, SendInvoice, keep};
pub use seller::Billing;
pub use settling::{PaymentForm, TakeBackForm, credit, noted, pay, take_back};
pub(crate) use settling::{Received, amount, found, noted_by, receive, write_entries};
use store::{
    ControlTx,
    control::{
        billing_items::{self, BillingItem, ItemKind},
        plan_versions::PlanVersion,
        subscriptions::{self, Every, Subscription},
        tenants::Tenant,
    },
};

use crate::{OrInternal, Result, chance};

/// What a tenant has from an instant on.
#[derive(Clone, Debug)]
pub(crate) struct Following<'a> {
    pub(crate) version: &'a PlanVersion,
    /// How often it comes round; none: as before.
    pub(crate) every: Option<Every>,
    pub(crate) at: Micros,
}

/// Notes what a tenant has from an instant on: what it had of plans is closed, and the version it is on opened. To be
/// called in the transaction in which that changes. Answers how often it comes round now: another interval begins
/// with another period, and waits for the end of the running one where something of that was charged.
pub(crate) async fn follow(tx: &mut ControlTx, tenant: &Tenant, new: &Following<'_>) -> Result<Every> {
    let (at, version) = (new.at, new.version);
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
    let found = subscriptions::find_locked(tx, &tenant.id).await.or_internal()?;
    let subscription = match found {
        Some(found) => found,
        None => subscribe(tx, tenant, &zone, new.every.unwrap_or(Every::Month), at).await?,
    };
    let is_first = !billing_items::exists(tx, &tenant.id).await.or_internal()?;
    let every = periods::turn(tx, &subscription, &zone, new.every, at).await?;
    billing_items::update_closed(tx, &tenant.id, ItemKind::Plan, at).await.or_internal()?;
    let mut trial_ends_at = None;
    if let Some(price) = price(version, every).filter(|price| *price > 0) {
        // Whoever had something before has tried it.
        let trial = if is_first { version.trial_days.clamp(0, 366) * DAY } else { 0 };
        trial_ends_at = Some(at + trial).filter(|_| trial > 0);
        let item = BillingItem {
            id: chance::id(at, domain::BillingItemId::new),
            tenant_id: tenant.id.clone(),
            kind: ItemKind::Plan,
            source: version.id.to_string(),
            title_en: version.name_en.clone(),
            title_fr: version.name_fr.clone(),
            price,
            currency: version.currency.clone(),
            opened_at: at + trial,
            closed_at: None,
            charged_until: None,
        };
        billing_items::insert(tx, &item).await.or_internal()?;
    }
    subscriptions::update_changed(tx, &tenant.id, trial_ends_at).await.or_internal()?;
    subscriptions::update_due(tx, &tenant.id, at).await.or_internal()?;
    Ok(every)
}

/// What a version costs for a whole period; none: on quote.
pub(crate) const fn price(version: &PlanVersion, every: Every) -> Option<i64> {
    match every {
        Every::Month => version.month_price,
        Every::Year => version.year_price,
    }
}

/// Begins a subscription, anchored on the day it is for the tenant.
async fn subscribe(
    tx: &mut ControlTx,
    tenant: &Tenant,
    zone: &Zone,
    every: Every,
    now: Micros,
) -> Result<Subscription> {
    let anchor = Anchor::at(zone, now, owing::interval(every));
    let new = Subscription::new(tenant.id.clone(), every, i64::from(anchor.day), now);
    subscriptions::insert(tx, &new).await.or_internal()?;
    let period = anchor.period(zone, now);
    subscriptions::insert_period(tx, &tenant.id, period.start, period.end).await.or_internal()?;
    Ok(new)
}
