//! Which window something is counted in.
//!
//! A window that was begun stays until its end, whatever becomes of the tenant's zone: so windows have neither gap nor
//! overlap, and nobody gets a new one by a change of zone.

use std::ops::Range;

use billing::{
    periods::{Anchor, Interval, day_around},
    windows::Window,
};
use domain::{Micros, bounds::LARGEST, plans::Span, zones::Zone};
use store::{
    ControlTx, TenantTx,
    control::{
        subscriptions::{self, Every},
        tenants::Tenant,
    },
    tenant::usage_counters::{self, Counter},
};

use crate::{OrInternal, Result};

/// The stretch in which something is counted that is there as long as it is there.
pub(crate) const ALWAYS: Range<Micros> = 0..LARGEST;

/// The window of a span around an instant; `period` is the billing period around it.
pub(crate) fn around(span: Span, zone: &Zone, at: Micros, period: &Range<Micros>) -> Range<Micros> {
    let window = match span {
        Span::Always => return ALWAYS,
        Span::Hour => Window::Hour,
        Span::Day => Window::Day,
        Span::Month => Window::Month,
        Span::Period => Window::Period,
    };
    window.around(zone, at, period)
}

/// The counter of the window around an instant: the one that was begun, or the empty one that begins where the last
/// one ended.
pub(crate) async fn counter(
    tx: &mut TenantTx,
    (meter, who): (&str, &str),
    window: Range<Micros>,
    now: Micros,
) -> Result<Counter> {
    let found = usage_counters::list_around(tx, &[meter], who, now).await.or_internal()?;
    if let Some(begun) = found.into_iter().next() {
        return Ok(begun);
    }
    let before = usage_counters::find_last(tx, meter, who, now).await.or_internal()?;
    let start = before.map_or(window.start, |before| before.ends_at.max(window.start));
    Ok(Counter::empty(meter, who, &(start..window.end)))
}

/// The billing period around an instant: as it was written down, or as it follows from the anchor; for a tenant
/// without a subscription from the day it was made.
pub(crate) async fn period(
    tx: &mut ControlTx,
    tenant: &Tenant,
    zone: &Zone,
    now: Micros,
) -> Result<Range<Micros>> {
    let Some(subscription) = subscriptions::find(tx, &tenant.id).await.or_internal()? else {
        return Ok(Anchor::at(zone, tenant.created_at, Interval::Month).period(zone, now));
    };
    let interval = match subscription.every {
        Every::Month => Interval::Month,
        Every::Year => Interval::Year,
    };
    let day = i32::try_from(subscription.anchor_day).unwrap_or_else(|_| day_around(zone, now));
    let anchor = Anchor { day, interval };
    let written = subscriptions::list_periods(tx, &tenant.id, now).await.or_internal()?;
    if let Some((start, end)) = written.into_iter().find(|(start, end)| (*start..*end).contains(&now)) {
        return Ok(start..end);
    }
    let Some((_, ended)) = subscriptions::find_last_period(tx, &tenant.id).await.or_internal()? else {
        return Ok(anchor.period(zone, now));
    };
    let mut period = anchor.next(zone, ended);
    while period.end <= now {
        period = anchor.next(zone, period.end);
    }
    Ok(period)
}
