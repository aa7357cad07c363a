//! What is used up window by window: promised first, then used or given back, in the transaction that uses it.
//!
//! What is used and what is promised together never pass the limit, not by one: both are read under the lock of the
//! window's counter. What nobody ends runs out by itself.

use std::ops::Range;

use domain::{
    Micros, ReservationId,
    decision::Changer,
    permission::May,
    plans::{Feature, Limit, OwnLimits, PlansError},
};
use store::tenant::{
    reservations::{self, Reservation},
    usage_counters::{self, Counter},
};

use super::windows;
use crate::{Access, OrInternal, Result, chance};

/// How much is asked for, and for how long.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub amount: i64,
    /// The billing period around now, for what is counted in it.
    pub period: Range<Micros>,
    /// So long it is promised.
    pub lasts: Micros,
}

/// Promises some of a window to whoever is about to use it, or says the limit that is reached: the member's own or
/// the tenant's, whichever is less. Of what members use up one by one, it is counted who did.
pub async fn reserve<P: May>(
    access: &mut Access<P>,
    feature: Feature,
    wanted: &Wanted,
) -> Result<ReservationId> {
    let (now, zone, key) = (access.now(), access.zone().clone(), feature.as_str());
    let (limit, amount) = (access.entitlements().limit(feature), wanted.amount.max(1));
    let time_zone = access.tenant().time_zone.clone();
    let is_of_members = OwnLimits::FEATURES.contains(&feature);
    let member = access.caller().acting().ok().filter(|_| is_of_members);
    let who = member.map_or_else(String::new, ToString::to_string);
    let own_limit = access.standing().own_limits.limit(feature);
    let tx = access.tx();
    let window = windows::around(feature.span(), &zone, now, &wanted.period);
    let window = windows::counter(tx, (key, ""), window, now).await?.window();
    let all = usage_counters::lock(tx, key, "", &window).await.or_internal()?;
    let (reserved, reserved_own) =
        reservations::sum(tx, (key, &who), all.starts_at, now).await.or_internal()?;
    let refused = |limit: Limit, used: i64, changer: Changer| {
        let limit = limit.number().filter(|limit| used.saturating_add(amount) > *limit)?;
        let (span, time_zone) = (feature.span(), time_zone.clone());
        Some(PlansError::LimitReached {
            feature,
            limit,
            used,
            span,
            resets_at: window.end,
            time_zone,
            changer,
        })
    };
    if let Some(error) = refused(limit, all.used.saturating_add(reserved), Changer::Provider) {
        return Err(error.into());
    }
    if !who.is_empty() {
        let own = usage_counters::lock(tx, key, &who, &window).await.or_internal()?;
        let used = own.used.saturating_add(reserved_own);
        if let Some(error) = refused(own_limit, used, Changer::TeamManagers) {
            return Err(error.into());
        }
    }
    let reservation = Reservation {
        id: chance::id(now, ReservationId::new),
        meter: key.to_owned(),
        who,
        starts_at: all.starts_at,
        amount,
        expires_at: now.saturating_add(wanted.lasts),
    };
    reservations::insert(tx, &reservation).await.or_internal()?;
    Ok(reservation.id)
}

/// Uses what was promised, or less of it. What ran out cannot be used any more.
pub async fn commit<P: May>(access: &mut Access<P>, id: &ReservationId, used: i64) -> Result<()> {
    let now = access.now();
    let tx = access.tx();
    let ended = reservations::delete(tx, id, now).await.or_internal()?;
    let ended = ended.ok_or(PlansError::ReservationEnded)?;
    let used = used.clamp(0, ended.amount);
    // The windows are there since the reservation locked them, so that their ends stay.
    let window = ended.starts_at..ended.starts_at;
    let of = |who: &str| Counter { used, ..Counter::empty(&ended.meter, who, &window) };
    let mut more = vec![of("")];
    if !ended.who.is_empty() {
        more.push(of(&ended.who));
    }
    usage_counters::add(tx, &more).await.or_internal()
}

/// Gives back what was promised; what ran out was given back by itself.
pub async fn release<P: May>(access: &mut Access<P>, id: &ReservationId) -> Result<()> {
    let now = access.now();
    reservations::delete(access.tx(), id, now).await.or_internal().map(|_| ())
}

/// Commits nothing but what was promised or ended; for tests.
#[doc(hidden)]
pub async fn commit_alone<P: May>(access: Access<P>) -> Result<()> {
    access.commit_piece().await.map(|_| ())
}
