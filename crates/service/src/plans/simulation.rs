//! What another plan would have meant for a tenant, replayed over its last days from what was counted.

use domain::{
    Micros, Quota,
    addresses::readable,
    permission::ViewPlan,
    plans::{
        Feature,
        simulation::{Ground, REPLAYED, Terms, Thing},
    },
};
use store::{
    control::{plan_versions::PlanVersion, subscriptions::Every, tenants::Tenant},
    tenant::{frozen, rollups},
};

use crate::{Access, OrInternal, Result, TeamAccess, invoices, members};

/// The quotas of which something freezes.
const COUNTED: [Quota; 3] = [Quota::Domains, Quota::Networks, Quota::PolicyAgents];

/// What a tenant had in its last days, and what it has now, in the order in which it stays at work.
pub async fn ground(mut access: TeamAccess<ViewPlan>) -> Result<Ground> {
    let people = people(&mut access).await?;
    let mut access: Access<ViewPlan> = access.onward().await?;
    let mut things = Vec::new();
    for quota in COUNTED {
        let ranked = frozen::rank(access.tx(), quota).await.or_internal()?;
        let named = ranked.into_iter().map(|one| Thing { id: one.id, name: readable(&one.name) });
        things.push((quota, named.collect()));
    }
    things.push((Quota::Members, people));
    let today = access.zone().day_of(access.now());
    let (from, to) = (today.saturating_sub(REPLAYED), today);
    let counted = rollups::days(access.tx(), i64::from(from), i64::from(to)).await.or_internal()?;
    let of = |day: i32| counted.iter().find(|(bucket, _)| *bucket == i64::from(day)).map(|(_, sum)| *sum);
    Ok(Ground { things, days: (from..to).map(|day| (day, of(day))).collect() })
}

/// Members in the order in which they stay.
async fn people(access: &mut TeamAccess<ViewPlan>) -> Result<Vec<Thing>> {
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let ranked = members::rank(access.tx(), &tenant, now).await?;
    let thing =
        |one: members::Ranked| Thing { id: one.member.account_id.to_string(), name: one.member.email };
    Ok(ranked.into_iter().map(thing).collect())
}

/// What a version would give this tenant, with what operators gave it instead.
pub fn terms(tenant: &Tenant, version: &PlanVersion, every: Every, now: Micros) -> Terms {
    let given = tenant.plan.clone().moved(version.clone()).entitlements(now);
    let counted = [Quota::Domains, Quota::Networks, Quota::PolicyAgents, Quota::Members];
    Terms {
        limits: counted.into_iter().map(|quota| (quota, given.quota(quota))).collect(),
        events_a_day: given.limit(Feature::Events),
        kept_days: given.retention_days(),
        price: invoices::price(version, every),
        months: if every == Every::Year { 12 } else { 1 },
    }
}
