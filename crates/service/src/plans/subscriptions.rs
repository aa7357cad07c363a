//! What a tenant takes, from when on, and what is to come: the one way onto a plan version.
//!
//! Pages, programs, operators and the command line all end in [`put_on`]. A change that waits is a row that comes true
//! at its instant, once, by a job; whatever bills the tenant waits for it.

mod freezing;
mod pending;
mod taking;

use domain::{
    Error, Micros,
    audit::{Deed, Target},
    permission::{CancelPlan, MayOne},
    plans::{Frozen, PlansError},
};
pub(crate) use freezing::FreezeBeyond;
pub(crate) use pending::{ChangePlan, ChangePlans};
pub use store::control::subscriptions::{Every, Pending};
use store::{
    ControlTx,
    control::{
        limit_requests,
        plan_versions::{self, PlanVersion},
        subscriptions,
        tenants::{self, Tenant},
    },
};
pub use taking::{ChangeForm, Done, change};

use crate::{
    Caller, OrInternal, Result, Service, TeamAccess,
    access::{Change, audit_control},
    invoices::{self, Following},
    members,
    usage::BringBack,
};

/// What a tenant is put on.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) version: PlanVersion,
    /// How often it is billed; none: as before.
    pub(crate) every: Option<Every>,
    /// Since when it is had, as far as invoices are concerned.
    pub(crate) at: Micros,
}

/// Puts a tenant on a version, and tells what is to be noted of it. What was to come is no more; what the tenant has
/// less of is frozen, and nothing is deleted. To be called under the lock behind which every change to it queues.
pub(crate) async fn put_on(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &Tenant,
    taken: Taken,
) -> Result<(Tenant, Change<'static>)> {
    let Taken { version, every, at } = taken;
    let now = service.now();
    let every = invoices::follow(tx, tenant, &Following { version: &version, every, at }).await?;
    let before = plan_versions::find(tx, &tenant.plan.version_id).await.or_internal()?;
    let number = version.number;
    let plan = tenant.plan.clone().moved(version);
    let days = |given: domain::plans::Entitlements| given.retention_days();
    let change = (days(tenant.plan.entitlements(now)), days(plan.entitlements(now)));
    let frozen = Frozen::after_change(tenant.frozen(now), change, now);
    tenants::update_plan(tx, &tenant.id, &plan.version_id, frozen).await.or_internal()?;
    members::keep_places(tx, &tenant.id, now).await?;
    service.call_off::<ChangePlan>(tx, &tenant.id).await?;
    // Whoever has the plan, however they came to it, asks for it no longer.
    let granted = limit_requests::update_granted(tx, &tenant.id, &plan.key, now).await.or_internal()?;
    // What was held because the plan was smaller comes back.
    service.enqueue(tx, &BringBack { tenant: tenant.id.clone() }).await?;
    service.enqueue(tx, &FreezeBeyond { tenant: tenant.id.clone() }).await?;
    let (frozen_before, frozen_days) = (frozen.map(|frozen| frozen.before), frozen.map(|frozen| frozen.days));
    let moved = Tenant { plan, frozen_before, frozen_days, ..tenant.clone() };
    let was = before.map(|before| before.number);
    let change = Change {
        before: Some(serde_json::json!({ "plan": tenant.plan.key, "version": was })),
        after: Some(serde_json::json!({
            "plan": moved.plan.key, "version": number, "billed_every": every,
            "frozen_until": frozen.map(Frozen::until), "requests_granted": granted,
        })),
        ..Change::of(Deed::TenantsSetPlan, target(tenant))
    };
    Ok((moved, change))
}

/// The same, noted as what the command line or an operator did.
pub(crate) async fn put(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    tenant: &Tenant,
    taken: Taken,
) -> Result<Tenant> {
    let (moved, change) = put_on(service, tx, tenant, taken).await?;
    audit_control(tx, caller, service.now(), Change { tenant: Some(&tenant.id), ..change }).await?;
    Ok(moved)
}

/// Has a tenant go over to a version when what it has is paid for no longer, and tells what is to be noted. None:
/// nothing of it is paid ahead, and there is nothing to wait for.
pub(crate) async fn put_later(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &Tenant,
    version: &PlanVersion,
) -> Result<Option<Change<'static>>> {
    let now = service.now();
    let before = seen(service, tx, tenant, now).await?;
    let Some(at) = before.had_until.filter(|until| *until > now) else { return Ok(None) };
    let pending = Pending { version: version.id.clone(), every: before.every, at, is_cancelled: false };
    subscriptions::update_pending(tx, &tenant.id, Some(&pending)).await.or_internal()?;
    members::keep_places(tx, &tenant.id, now).await?;
    pending::ask(service, tx, &tenant.id, at).await?;
    Ok(Some(Change {
        before: Some(serde_json::json!({ "plan": tenant.plan.key })),
        after: Some(serde_json::json!({
            "plan": version.plan, "version": version.number, "billed_every": pending.every, "at": at,
        })),
        ..Change::of(Deed::SubscriptionsChange, target(tenant))
    }))
}

fn target(tenant: &Tenant) -> Target {
    Target::of(&tenant.id).called(&tenant.name)
}

/// What a tenant has, until when, and what is to come.
#[derive(Clone, Debug)]
pub struct Seen {
    pub version: PlanVersion,
    pub every: Every,
    /// When the running period ends; none: the tenant never had anything that costs something.
    pub period_ends_at: Option<Micros>,
    /// Until when what it has is paid for or tried; what changes for less waits for it.
    pub had_until: Option<Micros>,
    pub trial_ends_at: Option<Micros>,
    /// Up to when what it has is on an invoice.
    pub invoiced_until: Option<Micros>,
    /// When it comes on an invoice for the first time, if it is on none.
    pub invoiced_from: Option<Micros>,
    /// Whether there are invoices from before, be it of something else.
    pub has_invoices: bool,
    /// What is to come, with its version.
    pub pending: Option<(Pending, PlanVersion)>,
    pub(crate) revision: i64,
}

/// What the tenant has and what is to come.
pub async fn find<P: MayOne>(access: &mut TeamAccess<P>) -> Result<Seen> {
    let (service, tenant, now) = (access.service().clone(), access.tenant().clone(), access.now());
    seen(&service, access.tx(), &tenant, now).await
}

pub(crate) async fn seen(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &Tenant,
    now: Micros,
) -> Result<Seen> {
    let version = version(tx, &tenant.plan.version_id).await?;
    let Some(running) = invoices::running(tx, tenant, now).await? else {
        return Ok(Seen {
            version,
            every: Every::Month,
            period_ends_at: None,
            had_until: None,
            trial_ends_at: None,
            invoiced_until: None,
            invoiced_from: None,
            has_invoices: false,
            pending: None,
            revision: 0,
        });
    };
    let is_waiting = running.invoiced_from.is_some_and(|from| from <= now);
    // Without a contact that can be invoiced there is a proforma, and nobody knows when an invoice follows.
    let is_invoiced = !is_waiting || invoices::missing(tx, tenant).await?.is_empty();
    let (subscription, is_billed) = (running.subscription, service.bills(tenant));
    let pending = match subscription.pending() {
        None => None,
        Some(pending) => {
            let version = self::version(tx, &pending.version).await?;
            Some((pending, version))
        }
    };
    Ok(Seen {
        version,
        every: subscription.every,
        period_ends_at: Some(running.period.end),
        // Where nothing is billed, nothing waits to be over that is paid for.
        had_until: running.had_until.filter(|_| is_billed),
        invoiced_until: running.invoiced_until.filter(|_| is_billed),
        invoiced_from: running.invoiced_from.filter(|_| is_billed && is_invoiced),
        has_invoices: running.has_invoices,
        trial_ends_at: subscription.trial_ends_at.filter(|end| now < *end),
        pending,
        revision: subscription.revision,
    })
}

async fn version(tx: &mut ControlTx, id: &domain::PlanVersionId) -> Result<PlanVersion> {
    plan_versions::find(tx, id).await.or_internal()?.ok_or(Error::Internal)
}

/// Ends what costs something with what is paid for: from then on the tenant has what costs nothing.
pub async fn cancel(mut access: TeamAccess<CancelPlan>) -> Result<Pending> {
    let (service, tenant, now) = (access.service().clone(), access.tenant().clone(), access.now());
    let seen = seen(&service, access.tx(), &tenant, now).await?;
    if seen.version.month_price.is_none() {
        return Err(PlansError::AskForPlan.into());
    }
    let is_set = seen.pending.as_ref().is_some_and(|(pending, _)| pending.is_cancelled);
    let at = seen.had_until.filter(|_| !is_set).ok_or(PlansError::NothingToCancel)?;
    let start = super::start(access.tx(), tenant.kind).await?;
    let pending = Pending { version: start.id, every: seen.every, at, is_cancelled: true };
    put_pending(&mut access, &tenant, Some(&pending)).await?;
    let after = serde_json::json!({ "plan": start.plan, "at": at });
    let before = serde_json::json!({ "plan": tenant.plan.key });
    let change = Change {
        before: Some(before),
        after: Some(after),
        ..Change::of(Deed::SubscriptionsCancel, target(&tenant))
    };
    access.audit(change).await?;
    access.commit_with_jobs().await?;
    Ok(pending)
}

/// Undoes what is to come: the tenant keeps what it has.
pub async fn undo(mut access: TeamAccess<CancelPlan>) -> Result<()> {
    let (service, tenant, now) = (access.service().clone(), access.tenant().clone(), access.now());
    let seen = seen(&service, access.tx(), &tenant, now).await?;
    let Some((pending, version)) = seen.pending.filter(|(pending, _)| now < pending.at) else {
        return Err(PlansError::NothingToCome.into());
    };
    subscriptions::update_pending(access.tx(), &tenant.id, None).await.or_internal()?;
    service.call_off::<ChangePlan>(access.tx(), &tenant.id).await?;
    members::keep_places(access.tx(), &tenant.id, now).await?;
    let before =
        serde_json::json!({ "plan": version.plan, "at": pending.at, "cancelled": pending.is_cancelled });
    let change = Change { before: Some(before), ..Change::of(Deed::SubscriptionsUndo, target(&tenant)) };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

/// Notes what is to come, and asks for it at its instant.
async fn put_pending<P: MayOne>(
    access: &mut TeamAccess<P>,
    tenant: &Tenant,
    pending: Option<&Pending>,
) -> Result<()> {
    let (service, now) = (access.service().clone(), access.now());
    subscriptions::update_pending(access.tx(), &tenant.id, pending).await.or_internal()?;
    members::keep_places(access.tx(), &tenant.id, now).await?;
    if let Some(pending) = pending {
        pending::ask(&service, access.tx(), &tenant.id, pending.at).await?;
    }
    Ok(())
}
