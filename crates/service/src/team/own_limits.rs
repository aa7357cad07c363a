//! What a member may use at most themselves, less than the plan gives to all.

use domain::{
    Checks, Error, Micros,
    audit::{Deed, Target},
    permission::{ManageTeam, ViewTeam},
    plans::{Feature, Limit, OwnLimits, Shape, Value},
};
use store::{control::memberships, tenant::usage_counters};

use super::{TeamMember, find_member};
use crate::{Access, OrInternal, Result, TeamAccess, access::Change, sessions::NewSession};

/// How much one member has used of what their own limit bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnUse {
    pub feature: Feature,
    /// What the plan gives to all.
    pub plan: Limit,
    pub own: Limit,
    pub used: i64,
    /// When it starts again at zero; none: nothing was used in this window.
    pub resets_at: Option<Micros>,
}

/// Says how much of a feature a member may use at most; nothing typed: as much as the plan gives.
pub async fn set(
    mut access: TeamAccess<ManageTeam>,
    account: &str,
    feature: &str,
    limit: &str,
) -> Result<Option<NewSession>> {
    let member = find_member(&mut access, account).await?;
    let feature = feature.parse().ok().filter(|feature| OwnLimits::FEATURES.contains(feature));
    let feature = feature.ok_or(Error::NotFound)?;
    let limit = check(limit)?;
    let limits = member.own_limits.clone().with(feature, limit);
    let tenant = access.tenant().id.clone();
    memberships::update_own_limits(access.tx(), &tenant, &member.account_id, &limits).await.or_internal()?;
    let change = Change {
        before: Some(audited(&member, &member.own_limits)),
        after: Some(audited(&member, &limits)),
        ..Change::of(Deed::TeamLimit, Target::of(&member.account_id).called(&member.email))
    };
    access.audit(change).await?;
    access.commit_for(&member.account_id).await
}

/// What a member has used of each feature that a limit of their own can bound.
pub async fn used(access: TeamAccess<ViewTeam>, member: &TeamMember) -> Result<Vec<OwnUse>> {
    let mut access: Access<ViewTeam> = access.onward().await?;
    let (now, entitlements) = (access.now(), access.entitlements().clone());
    let keys: Vec<&str> = OwnLimits::FEATURES.iter().map(|feature| feature.as_str()).collect();
    let counters = usage_counters::list_around(access.tx(), &keys, member.account_id.as_str(), now);
    let counters = counters.await.or_internal()?;
    let of = |feature: Feature| {
        let counter = counters.iter().find(|counter| counter.meter == feature.as_str());
        OwnUse {
            feature,
            plan: entitlements.limit(feature),
            own: member.own_limits.limit(feature),
            used: counter.map_or(0, |counter| counter.used),
            resets_at: counter.map(|counter| counter.ends_at),
        }
    };
    Ok(OwnLimits::FEATURES.iter().map(|feature| of(*feature)).collect())
}

fn check(typed: &str) -> Result<Limit> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Limit::Unlimited);
    }
    let mut checks = Checks::default();
    let value = checks.take("limit", Value::typed(Shape::Limit, typed));
    checks.finish()?;
    Ok(match value {
        Some(Value::Limit(limit)) => limit,
        _ => Limit::Unlimited,
    })
}

fn audited(member: &TeamMember, limits: &OwnLimits) -> serde_json::Value {
    let limits: serde_json::Map<_, _> =
        limits.iter().map(|(feature, limit)| (feature.to_string(), limit.into())).collect();
    serde_json::json!({ "email": member.email, "limits": limits })
}
