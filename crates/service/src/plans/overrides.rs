//! What an operator gives one tenant instead of what its plan gives.

use domain::{
    Checks, Error, Micros, OverrideId,
    audit::{Deed, Target},
    forms,
    operators::{ManageCatalogue, ViewCatalogue},
    plans::{Frozen, PlansProblem, Value},
    zones::{self, Zone, ZonesProblem},
};
pub use store::control::overrides::{Origin, Override};
use store::{
    ControlTx, Mode,
    control::{
        overrides, plans,
        tenants::{self, Tenant},
    },
};

use super::versions::lock_tenant;
use crate::{
    Caller, OperatorAccess, OrInternal, Result, Service, Source,
    access::{Change, audit_control},
    chance,
    usage::BringBack,
};

/// The longest reason.
const REASON: usize = 300;
/// So many of a tenant are told.
const LISTED: i64 = 200;

/// An override as it is typed.
#[derive(Clone, Debug, Default)]
pub struct OverrideForm {
    pub feature: String,
    pub value: String,
    pub reason: String,
    /// The last day; empty: until it is ended.
    pub ends: String,
}

/// Every override of a tenant, the newest first.
pub async fn list(access: &mut OperatorAccess<ViewCatalogue>, slug: &str) -> Result<(Tenant, Vec<Override>)> {
    let tenant = tenants::find_by_slug(access.tx(), slug).await.or_internal()?.ok_or(Error::NotFound)?;
    let found = overrides::list(access.tx(), &tenant.id, LISTED).await.or_internal()?;
    Ok((tenant, found))
}

/// Gives a tenant something instead of what its plan gives, more or less of it. One that was there is replaced.
pub async fn set(
    mut access: OperatorAccess<ManageCatalogue>,
    slug: &str,
    form: &OverrideForm,
) -> Result<Override> {
    let tenant = lock_tenant(access.tx(), slug).await?;
    let one = give(&mut access, &tenant, form).await?;
    access.commit_for(&tenant.id).await?;
    Ok(one)
}

/// The same within what else is done for a tenant whose lock is held.
pub(super) async fn give(
    access: &mut OperatorAccess<ManageCatalogue>,
    tenant: &Tenant,
    form: &OverrideForm,
) -> Result<Override> {
    let (caller, now) = (access.caller().clone(), access.now());
    let one = check(access.tx(), &caller, tenant, form, now).await?;
    let before = overrides::update_ended(access.tx(), &tenant.id, &one.feature, now).await.or_internal()?;
    overrides::insert(access.tx(), &one).await.or_internal()?;
    freeze(access.tx(), tenant, now).await?;
    let change = Change {
        before: before.as_ref().map(audited),
        after: Some(audited(&one)),
        ..Change::of(Deed::TenantsOverride, Target::of(&tenant.id).called(&tenant.name))
    };
    access.audit_tenant(&tenant.id, change).await?;
    // What was held because the plan is smaller comes back.
    let service = access.service().clone();
    service.enqueue(access.tx(), &BringBack { tenant: tenant.id.clone() }).await?;
    Ok(one)
}

/// Ends what a tenant has of a feature instead: its plan decides again.
pub async fn end(mut access: OperatorAccess<ManageCatalogue>, slug: &str, feature: &str) -> Result<()> {
    let tenant = lock_tenant(access.tx(), slug).await?;
    let now = access.now();
    let ended = overrides::update_ended(access.tx(), &tenant.id, feature, now).await.or_internal()?;
    let ended = ended.ok_or(Error::NotFound)?;
    freeze(access.tx(), &tenant, now).await?;
    access.audit_tenant(&tenant.id, ending(&tenant, &ended)).await?;
    access.commit_for(&tenant.id).await
}

/// Ends what gives nothing any more, so that events are kept as long as they were promised. Whatever lets go of
/// events asks for this first.
pub(crate) async fn settle(service: &Service) -> Result<()> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let lapsed = overrides::list_lapsed(&mut tx, now, LISTED).await.or_internal()?;
    drop(tx);
    for one in lapsed {
        let mut tx = service.control(Mode::Write).await?;
        let Some(tenant) = tenants::find(&mut tx, &one.tenant_id).await.or_internal()? else { continue };
        let tenant = lock_tenant(&mut tx, &tenant.slug).await?;
        let end = one.ends_at.unwrap_or(now);
        let before = tenant.plan.entitlements(end - 1).retention_days();
        let Some(ended) =
            overrides::update_ended(&mut tx, &tenant.id, &one.feature, now).await.or_internal()?
        else {
            continue;
        };
        write_frozen(&mut tx, &tenant, (before, tenant.plan.entitlements(now).retention_days()), end).await?;
        let change = Change { tenant: Some(&tenant.id), ..ending(&tenant, &ended) };
        audit_control(&mut tx, &Caller::local(Source::Job), now, change).await?;
        tx.commit().await.or_internal()?;
    }
    Ok(())
}

async fn check(
    tx: &mut ControlTx,
    caller: &Caller,
    tenant: &Tenant,
    form: &OverrideForm,
    now: Micros,
) -> Result<Override> {
    let mut checks = Checks::default();
    let features = plans::list_features(tx).await.or_internal()?;
    let feature = form.feature.trim();
    let known = features.iter().find(|known| known.key == feature);
    let value = if let Some(known) = known {
        checks.take("value", Value::typed(known.shape(), form.value.trim()))
    } else {
        checks.add("feature", PlansProblem::UnknownFeature);
        None
    };
    let reason = checks.take("reason", forms::name(&form.reason, REASON));
    let ends_at = match form.ends.trim() {
        "" => Some(None),
        day => checks.take("ends", end_of(tenant, day, now)).map(Some),
    };
    checks.finish()?;
    let (Some(value), Some(reason), Some(ends_at)) = (value, reason, ends_at) else {
        return Err(Error::Internal);
    };
    Ok(Override {
        id: chance::id(now, OverrideId::new),
        tenant_id: tenant.id.clone(),
        feature: feature.to_owned(),
        value: serde_json::to_string(&value).map_err(|_| Error::Internal)?,
        origin: Origin::Operator,
        reason,
        ends_at,
        set_by: caller.principal.doer().to_string(),
        set_at: now,
        ended_at: None,
    })
}

/// The end of a day in the tenant's zone, that is still to come.
fn end_of(tenant: &Tenant, day: &str, now: Micros) -> std::result::Result<Micros, domain::Problem> {
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_else(|_| Zone::utc());
    let end = zone.day_start(zones::parse_date(day)?.saturating_add(1));
    if end > now { Ok(end) } else { Err(ZonesProblem::InThePast.into()) }
}

/// Keeps events as long as they were promised, where a tenant's are kept for fewer days from now on.
async fn freeze(tx: &mut ControlTx, before: &Tenant, now: Micros) -> Result<()> {
    let after = tenants::find(tx, &before.id).await.or_internal()?.ok_or(Error::NotFound)?;
    let days = |tenant: &Tenant| tenant.plan.entitlements(now).retention_days();
    write_frozen(tx, before, (days(before), days(&after)), now).await
}

async fn write_frozen(tx: &mut ControlTx, tenant: &Tenant, days: (i64, i64), at: Micros) -> Result<()> {
    let frozen = Frozen::after_change(tenant.frozen(at), days, at);
    tenants::update_plan(tx, &tenant.id, &tenant.plan.version_id, frozen).await.or_internal()
}

fn ending(tenant: &Tenant, ended: &Override) -> Change<'static> {
    let target = Target::of(&tenant.id).called(&tenant.name);
    Change { before: Some(audited(ended)), ..Change::of(Deed::TenantsEndOverride, target) }
}

fn audited(one: &Override) -> serde_json::Value {
    serde_json::json!({
        "feature": one.feature, "value": serde_json::from_str::<serde_json::Value>(&one.value).ok(),
        "reason": one.reason, "ends_at": one.ends_at,
    })
}
