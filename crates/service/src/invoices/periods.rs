//! The periods of a subscription as it goes over to another interval, and where it stands.

use std::ops::Range;

use billing::periods::{Anchor, day_around};
use domain::{Error, Micros, zones::Zone};
use store::{
    ControlTx,
    control::{
        billing_items,
        invoices::{self, InvoiceKind},
        subscriptions::{self, Every, Subscription},
        tenants::Tenant,
    },
};

use super::owing;
use crate::{OrInternal, Result};

/// Rolls a subscription up to an instant, and has it come round otherwise from then on, where that can be: at the end
/// of a period, or within one of which nothing was charged. Answers how often it comes round then.
pub(super) async fn turn(
    tx: &mut ControlTx,
    subscription: &Subscription,
    zone: &Zone,
    wanted: Option<Every>,
    at: Micros,
) -> Result<Every> {
    let (id, before) = (&subscription.tenant_id, subscription.every);
    let every = wanted.unwrap_or(before);
    if every == before {
        owing::roll(tx, subscription, zone, at).await?;
        return Ok(before);
    }
    // What is before the instant comes round as it did; at the end of a period the next one is another already.
    owing::roll(tx, subscription, zone, at - 1).await?;
    let last = subscriptions::find_last_period(tx, id).await.or_internal()?.ok_or(Error::Internal)?;
    let anchor = Anchor::at(zone, at, owing::interval(every));
    let begins = if last.1 == at {
        at
    } else if billing_items::list_open(tx, id).await.or_internal()?.iter().any(|item| item.opened_at < at) {
        owing::roll(tx, subscription, zone, at).await?;
        return Ok(before);
    } else {
        // Periods are made of whole days, so the other one begins with the day, or where this one did.
        let day = zone.day_start(day_around(zone, at)).max(last.0);
        subscriptions::update_period_end(tx, id, day).await.or_internal()?;
        day
    };
    subscriptions::update_every(tx, id, every, i64::from(anchor.day)).await.or_internal()?;
    let next = anchor.next(zone, begins);
    subscriptions::insert_period(tx, id, next.start, next.end).await.or_internal()?;
    Ok(every)
}

/// What runs of a subscription at an instant.
#[derive(Clone, Debug)]
pub(crate) struct Running {
    pub(crate) subscription: Subscription,
    pub(crate) period: Range<Micros>,
    /// Until when what it has is paid for or tried: what changes for less waits for it. None: it costs nothing.
    pub(crate) had_until: Option<Micros>,
    /// Up to when what it has is on an invoice.
    pub(crate) invoiced_until: Option<Micros>,
    /// When it is put on an invoice for the first time, as far as it is on none.
    pub(crate) invoiced_from: Option<Micros>,
    /// Whether the tenant was invoiced before, whatever it had then.
    pub(crate) has_invoices: bool,
}

/// None: the tenant never had anything that costs something.
pub(crate) async fn running(tx: &mut ControlTx, tenant: &Tenant, now: Micros) -> Result<Option<Running>> {
    let Some(subscription) = subscriptions::find(tx, &tenant.id).await.or_internal()? else {
        return Ok(None);
    };
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
    let period = owing::running(tx, &subscription, &zone, now).await?;
    let items = billing_items::list_open(tx, &tenant.id).await.or_internal()?;
    let open = items.iter().find(|item| item.closed_at.is_none());
    let had_until = open.map(|item| if item.opened_at > now { item.opened_at } else { period.end });
    let invoiced_until = open.and_then(|item| item.charged_until).filter(|until| now < *until);
    let invoiced_from = open.filter(|item| item.charged_until.is_none()).map(|item| item.opened_at.max(now));
    // There is one proforma at most, and it is no invoice.
    let issued = invoices::list(tx, &tenant.id, 2).await.or_internal()?;
    let has_invoices = issued.iter().any(|one| one.kind != InvoiceKind::Proforma);
    Ok(Some(Running { subscription, period, had_until, invoiced_until, invoiced_from, has_invoices }))
}
