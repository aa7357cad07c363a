//! What was used from day to day, kept in the control database.

use domain::{
    permission::ViewPlan,
    plans::{Feature, Span},
};
pub use store::control::usage_days::UsageDay;
use store::{
    ControlTx,
    control::{tenants::Tenant, usage_days},
};

use super::meters::Seen;
use crate::{OrInternal, Result, TeamAccess};

/// So many days are told.
pub const DAYS: i64 = 90;

/// The last days, each meter's in their order.
pub async fn list(access: &mut TeamAccess<ViewPlan>) -> Result<Vec<UsageDay>> {
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let today = i64::from(access.zone().day_of(now));
    usage_days::list(access.tx(), &tenant, today - DAYS + 1).await.or_internal()
}

/// Writes today down as it is, and the days that ended lately as they are now.
pub(super) async fn write(tx: &mut ControlTx, tenant: &Tenant, seen: &Seen) -> Result<()> {
    let today = i64::from(seen.zone.day_of(seen.now));
    let daily = |key: &str| key.parse() == Ok(Feature::Events);
    let limit = |key: &str| {
        let known = key.parse::<Feature>().ok()?;
        seen.standing.entitlements.limit(known).number()
    };
    let ended = seen.days.iter().filter(|counter| daily(&counter.meter)).map(|counter| UsageDay {
        meter: counter.meter.clone(),
        day: i64::from(seen.zone.day_of(counter.starts_at)),
        used: counter.used,
        held: counter.held,
        lost: counter.lost,
        quota: limit(&counter.meter),
    });
    let running = seen.meters.iter().filter(|meter| meter.feature.span == Span::Always);
    let running = running.map(|meter| UsageDay {
        meter: meter.feature.key.clone(),
        day: today,
        used: meter.used,
        held: meter.held,
        lost: meter.lost,
        quota: meter.limit.number(),
    });
    let mut days: Vec<UsageDay> = ended.chain(running).collect();
    // Two windows may begin on one day where the zone was changed: the later one is told.
    days.sort_by(|one, other| (&one.meter, one.day).cmp(&(&other.meter, other.day)));
    days.dedup_by(|later, earlier| {
        let is_same = (&later.meter, later.day) == (&earlier.meter, earlier.day);
        if is_same {
            earlier.used += later.used;
            earlier.held += later.held;
            earlier.lost += later.lost;
        }
        is_same
    });
    usage_days::upsert(tx, &tenant.id, &days).await.or_internal()
}
