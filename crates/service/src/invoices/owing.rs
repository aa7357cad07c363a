//! What a tenant owes, from what it has and up to when that was charged.

use std::ops::Range;

use billing::{
    Currency, Money,
    items::Item,
    lines::{Line, Totals},
    periods::{Anchor, Interval},
    quotes,
    vat::{self, Treatment},
};
use domain::{Error, Locale, Micros, contacts::ContactKind, zones::Zone};
use store::{
    ControlTx,
    control::{
        billing_contacts,
        billing_items::{self, BillingItem},
        metered_events::MeteredWindow,
        subscriptions::{self, Every, Subscription},
        tenants::Tenant,
    },
};

use super::{Billing, contacts, metering};
use crate::{OrInternal, Result};

/// What is owed up to the end of the running period.
#[derive(Clone, Debug)]
pub(super) struct Owed {
    pub(super) items: Vec<BillingItem>,
    /// The windows of what programs report that are on an invoice with it.
    pub(super) windows: Vec<MeteredWindow>,
    pub(super) until: Micros,
    /// When something begins to cost, should that be before.
    pub(super) begins: Option<Micros>,
    /// The stretch of time that the lines are for.
    pub(super) span: Range<Micros>,
    pub(super) lines: Vec<Line>,
    pub(super) totals: Totals,
}

impl Owed {
    /// Up to when an item is charged once this is on an invoice.
    pub(super) fn charged(&self, item: &BillingItem) -> Micros {
        item.closed_at.map_or(self.until, |closed| closed.min(self.until)).max(item.opened_at)
    }
}

pub(super) const fn interval(every: Every) -> Interval {
    match every {
        Every::Month => Interval::Month,
        Every::Year => Interval::Year,
    }
}

pub(super) fn anchor(subscription: &Subscription) -> Anchor {
    let day = i32::try_from(subscription.anchor_day).unwrap_or_default();
    Anchor { day, interval: interval(subscription.every) }
}

/// The periods from the one around an instant up to the running one. What was written down stays as it was; what is
/// new follows from the zone as it is now.
pub(super) async fn periods(
    tx: &mut ControlTx,
    subscription: &Subscription,
    zone: &Zone,
    from: Micros,
    now: Micros,
) -> Result<Vec<Range<Micros>>> {
    let tenant = &subscription.tenant_id;
    let written = subscriptions::list_periods(tx, tenant, from).await.or_internal()?;
    let mut periods: Vec<Range<Micros>> = written.into_iter().map(|(start, end)| start..end).collect();
    let last = if let Some(last) = periods.last() {
        last.end
    } else {
        let last = subscriptions::find_last_period(tx, tenant).await.or_internal()?;
        last.ok_or(Error::Internal)?.1
    };
    let anchor = anchor(subscription);
    let mut ended = last;
    while ended <= now {
        let next = anchor.next(zone, ended);
        ended = next.end;
        if next.end > from {
            periods.push(next);
        }
    }
    Ok(periods)
}

/// The running period.
pub(super) async fn running(
    tx: &mut ControlTx,
    subscription: &Subscription,
    zone: &Zone,
    now: Micros,
) -> Result<Range<Micros>> {
    periods(tx, subscription, zone, now, now).await?.pop().ok_or(Error::Internal)
}

/// Writes down the periods up to the running one.
pub(super) async fn roll(
    tx: &mut ControlTx,
    subscription: &Subscription,
    zone: &Zone,
    now: Micros,
) -> Result<()> {
    for period in periods(tx, subscription, zone, now.min(subscription.created_at), now).await? {
        subscriptions::insert_period(tx, &subscription.tenant_id, period.start, period.end)
            .await
            .or_internal()?;
    }
    Ok(())
}

/// The tax on what a tenant is invoiced; none while nobody knows which applies.
pub(crate) async fn tax(tx: &mut ControlTx, billing: &Billing, tenant: &Tenant) -> Result<Option<Treatment>> {
    let contact = billing_contacts::find(tx, &tenant.id, ContactKind::Billing).await.or_internal()?;
    let buyer = contact.as_ref().map(contacts::party).unwrap_or_default();
    Ok(vat::known(&billing.seller, &buyer, &billing.rates))
}

/// What is owed now. Titles are in the language of whoever is billed.
pub(super) async fn owed(
    tx: &mut ControlTx,
    subscription: &Subscription,
    zone: &Zone,
    now: Micros,
    (language, vat): (Locale, Treatment),
) -> Result<Owed> {
    let items = billing_items::list_open(tx, &subscription.tenant_id).await.or_internal()?;
    // What is opened later, after a trial, is owed from then on.
    let begins = items.iter().map(|item| item.opened_at).filter(|opened| *opened > now).min();
    let items: Vec<BillingItem> = items.into_iter().filter(|item| item.opened_at <= now).collect();
    let low = |item: &BillingItem| {
        let done = item.charged_until.unwrap_or(item.opened_at);
        item.closed_at.map_or(done, |closed| closed.min(done)).max(item.opened_at)
    };
    let first = items.iter().map(low).min().unwrap_or(now);
    let periods = periods(tx, subscription, zone, first.min(now), now).await?;
    let until = periods.last().map_or(now, |period| period.end);
    let reckoned: Vec<Item> = items.iter().map(|item| reckoned(item, language)).collect::<Result<_>>()?;
    let mut lines = quotes::owed(&reckoned, &periods, until, vat).map_err(|_| Error::Internal)?;
    let metered = metering::owed(tx, subscription, zone, now, (language, vat), false).await?;
    lines.extend(metered.lines);
    let currency = reckoned.first().map_or(Currency::Eur, |item| item.price.currency);
    let totals = Totals::of(currency, &lines).map_err(|error| {
        tracing::error!(tenant = %subscription.tenant_id, %error, "what a tenant owes cannot be added up");
        Error::Internal
    })?;
    let span = span(&lines).unwrap_or(first..until);
    Ok(Owed { items, windows: metered.windows, until, begins, span, lines, totals })
}

fn reckoned(item: &BillingItem, language: Locale) -> Result<Item> {
    let currency = item.currency.parse().map_err(|_| Error::Internal)?;
    Ok(Item {
        title: item.title(language).to_owned(),
        price: Money::new(item.price, currency),
        opened: item.opened_at,
        closed: item.closed_at,
        charged: item.charged_until,
    })
}

fn span(lines: &[Line]) -> Option<Range<Micros>> {
    let shares = lines.iter().filter_map(|line| match &line.basis {
        billing::lines::Basis::Share { from, to, .. } => Some(*from.min(to)..*from.max(to)),
        _ => None,
    });
    shares.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))
}
