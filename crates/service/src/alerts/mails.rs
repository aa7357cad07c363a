//! What is measured of mails and of who sends them: what waits and is given up, who sends far more than usual, and from
//! where somebody signs in for the first time. All of it from roll-ups.

use domain::{DAY, HOUR, PolicyAgentId, alerts::Metric, messages::Outcome, permission::May};
use store::tenant::{
    Among,
    outcomes::{self, Buckets, OutcomeKind},
    rollups::{QUARTER, Window},
    tops::{self, TopKind},
};

use crate::{Access, OrInternal, Result};

/// Whoever sends less in an hour is not looked at.
const LEAST: i64 = 100;
/// Days that tell what is usual; so many must be known.
const USUAL: i64 = 7;
/// Days in which a network was not seen that is new.
const NEW: i64 = 30;
/// Names looked at, the most frequent.
const MOST: i64 = 200;

/// The value, with whom or what it is of, where that is one among many; none where nothing can be said.
pub(super) async fn measure<P: May>(
    access: &mut Access<P>,
    metric: Metric,
    (among, domain): (Among<PolicyAgentId>, &str),
) -> Result<Option<(String, i64)>> {
    let now = access.now();
    let to = now - now % QUARTER + QUARTER;
    let day = Window { from: to - DAY, to, among: &among, domain, host: None };
    let kind = match metric {
        Metric::UserTimes => return times(access, TopKind::User, day).await,
        Metric::ClientTimes => return times(access, TopKind::ClientAddress, day).await,
        Metric::NewNetworks => return new_networks(access, day).await,
        Metric::DeferredDomain => OutcomeKind::DeferredDomain,
        _ => OutcomeKind::Outcome,
    };
    // Where nobody follows a log nothing is known of it.
    let anywhere = Window { domain: "", ..day };
    if outcomes::first_day(access.tx(), anywhere).await.or_internal()?.is_none() {
        return Ok(None);
    }
    let names = outcomes::top(access.tx(), Buckets::Quarters, kind, day, MOST).await.or_internal()?;
    let sum = |outcomes: &[Outcome]| {
        let of_it = names.iter().filter(|(name, _)| outcomes.iter().any(|one| one.as_str() == name));
        of_it.map(|(_, total)| *total).sum::<i64>()
    };
    Ok(Some(match metric {
        Metric::DeferredDomain => names.first().cloned().unwrap_or_default(),
        Metric::Deferred => (String::new(), sum(&[Outcome::Deferred])),
        _ => (String::new(), sum(&[Outcome::Bounced, Outcome::Expired])),
    }))
}

/// Who sent the most times what is usual for them in an hour, in the last one that is over.
async fn times<P: May>(
    access: &mut Access<P>,
    kind: TopKind,
    window: Window<'_>,
) -> Result<Option<(String, i64)>> {
    let end = access.now() - access.now() % HOUR;
    let today = i64::from(access.zone().day_of(end - HOUR));
    let first = tops::first_day(access.tx(), kind).await.or_internal()?;
    if first.is_none_or(|first| first > today - USUAL) {
        return Ok(None);
    }
    let hour = Window { from: end - HOUR, to: end, ..window };
    let busy = tops::list_at_least(access.tx(), kind, hour, (LEAST, MOST)).await.or_internal()?;
    let names: Vec<&str> = busy.iter().map(|(name, _)| name.as_str()).collect();
    let days = Window { from: today - USUAL, to: today, ..window };
    let usual = tops::sums_of(access.tx(), kind, days, &names).await.or_internal()?;
    let times = busy.iter().map(|(name, count)| {
        let sum = usual.iter().find(|(other, _)| other == name).map_or(0, |(_, sum)| *sum);
        // On average in an hour, but never less than one.
        (name.clone(), count.saturating_mul(USUAL * 24) / sum.max(USUAL * 24))
    });
    Ok(Some(times.max_by_key(|(_, times)| *times).unwrap_or_default()))
}

/// From how many networks somebody signed in for the first time, in the last hour that is over; and one of them.
async fn new_networks<P: May>(access: &mut Access<P>, window: Window<'_>) -> Result<Option<(String, i64)>> {
    let kind = TopKind::UserNetwork;
    let end = access.now() - access.now() % HOUR;
    let zone = access.zone().clone();
    let today = zone.day_of(end - HOUR);
    let first = tops::first_day(access.tx(), kind).await.or_internal()?;
    if first.is_none_or(|first| first > i64::from(today) - USUAL) {
        return Ok(None);
    }
    let hour = Window { from: end - HOUR, to: end, ..window };
    let seen = tops::list_at_least(access.tx(), kind, hour, (1, MOST)).await.or_internal()?;
    let names: Vec<&str> = seen.iter().map(|(name, _)| name.as_str()).collect();
    let days = Window { from: i64::from(today) - NEW, to: i64::from(today), ..window };
    let mut known = tops::sums_of(access.tx(), kind, days, &names).await.or_internal()?;
    let earlier = Window { from: zone.day_start(today), to: end - HOUR, ..window };
    known.extend(tops::list_at_least(access.tx(), kind, earlier, (1, MOST)).await.or_internal()?);
    let is_new = |name: &&(String, i64)| known.iter().all(|(other, _)| *other != name.0);
    let new: Vec<_> = seen.iter().filter(is_new).collect();
    let name = new.first().map_or_else(String::new, |(name, _)| name.clone());
    Ok(Some((name, i64::try_from(new.len()).unwrap_or(i64::MAX))))
}
