//! What operators do with tenants: find them, make one for somebody, suspend it and let it go on, close and purge it.
//!
//! An operator sees how a tenant stands, and nothing of what is in it.

mod making;
mod purging;

use domain::{
    Checks, DAY, Error, Micros, Problem, TenantId,
    audit::{Deed, Target},
    operators::{EndTenants, ManageTenants, ViewTenants},
    permission::ViewPlan,
    plans::Feature,
};
pub use making::{ForSomebody, make};
pub(crate) use purging::PurgeTenant;
pub use store::control::tenant_lists::{Condition, Counts};
use store::{
    control::{
        bindings,
        tenant_lists::{self, Filter},
        tenants::{self, Tenant},
        usage_days,
    },
    tenant::{Among, events},
};

use crate::{
    Access, Caller, OperatorAccess, OrInternal, Result, Source,
    access::Change,
    forms::{confirm_name, reason},
    jobs::Asked,
    notices::{OperatorNotice, Origin, SendNotice},
    plan,
    plans::{self, subscriptions::Taken},
    tenants::CloseTenant,
};

/// For so many days a closing can be undone, at least and at most.
pub const DAYS: (i64, i64) = (1, 365);

/// Which tenants a list shows, as it stands in an address or on the command line.
#[derive(Clone, Debug, Default)]
pub struct TenantQuery {
    /// Part of the name, the slug, the external reference or an owner's address.
    pub text: String,
    /// One of [`Condition`], or empty.
    pub condition: String,
    /// The slug behind which the page begins.
    pub after: String,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct TenantPage {
    pub tenants: Vec<Tenant>,
    /// The last day, in each one's zone, on which it had events; of what is written down every hour.
    pub last_days: Vec<Option<i64>>,
    pub next: Option<String>,
}

pub async fn list(
    access: &mut OperatorAccess<ViewTenants>,
    query: &TenantQuery,
    limit: usize,
) -> Result<TenantPage> {
    let mut checks = Checks::default();
    checks.word("condition", &query.condition, query.condition.parse::<Condition>().is_ok());
    checks.finish()?;
    let text: String = query.text.trim().to_lowercase().chars().take(100).collect();
    let filter = Filter { text: &text, condition: query.condition.parse().ok(), after: &query.after };
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut tenants = tenant_lists::search(access.tx(), &filter, most).await.or_internal()?;
    let has_more = tenants.len() > limit;
    tenants.truncate(limit);
    let next = tenants.last().filter(|_| has_more).map(|tenant| tenant.slug.clone());
    let ids: Vec<TenantId> = tenants.iter().map(|tenant| tenant.id.clone()).collect();
    let days = usage_days::list_last(access.tx(), &ids, Feature::Events.as_str()).await.or_internal()?;
    let day = |id| days.iter().find(|(tenant, _)| tenant == id).map(|(_, day)| *day);
    let last_days = ids.iter().map(day).collect();
    Ok(TenantPage { tenants, last_days, next })
}

/// A tenant as operators see it.
#[derive(Clone, Debug)]
pub struct Seen {
    pub tenant: Tenant,
    /// The owners' addresses.
    pub owners: Vec<String>,
    pub members: i64,
    /// How much is used of what the plan counts; none where its database does not answer or is gone.
    pub usage: Vec<domain::decision::Usage>,
    /// When an event came last.
    pub last_event: Option<Micros>,
}

pub async fn find(mut access: OperatorAccess<ViewTenants>, slug: &str) -> Result<Seen> {
    let tenant = by_slug(&mut access, slug).await?;
    let (owners, members) = tenant_lists::list_people(access.tx(), &tenant.id).await.or_internal()?;
    let service = access.service().clone();
    // One transaction after the other: to hold one while waiting for the other could block everybody.
    drop(access);
    let (mut usage, mut last_event) = (Vec::new(), None);
    if tenant.purged_at.is_none() {
        let job = Caller::local(Source::Job);
        if let Ok(mut own) = Access::<ViewPlan>::local(&service, &job, tenant.clone()).await {
            usage = plan::usage(&mut own).await?;
            last_event = events::newest(own.tx(), Among::ALL).await.or_internal()?.0;
        }
    }
    Ok(Seen { tenant, owners, members, usage, last_event })
}

async fn by_slug<P: domain::operators::Operate>(
    access: &mut OperatorAccess<P>,
    slug: &str,
) -> Result<Tenant> {
    tenants::find_by_slug(access.tx(), slug).await.or_internal()?.ok_or(Error::NotFound)
}

/// The same under the lock of its chain, behind which every change to its team queues, unless it was purged.
async fn locked<P: domain::operators::Operate>(access: &mut OperatorAccess<P>, slug: &str) -> Result<Tenant> {
    let id = by_slug(access, slug).await?.id;
    access.lock_tenant(&id).await?;
    let tenant = by_slug(access, slug).await?;
    if tenant.purged_at.is_some() { Err(Error::NotFound) } else { Ok(tenant) }
}

/// Sets what the provider's own books call the tenant.
pub async fn set_reference(mut access: OperatorAccess<ManageTenants>, slug: &str, text: &str) -> Result<()> {
    let reference = text.trim();
    if reference.chars().count() > 100 {
        return Err(Error::field("reference", Problem::TooLong { max: 100 }));
    }
    let tenant = locked(&mut access, slug).await?;
    tenant_lists::update_external_reference(access.tx(), &tenant.id, reference).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "external_reference": tenant.external_reference })),
        after: Some(serde_json::json!({ "external_reference": reference })),
        ..Change::of(Deed::TenantsSetReference, target(&tenant))
    };
    // What the provider calls a customer is the provider's to know.
    access.audit(change).await?;
    access.commit().await
}

fn target(tenant: &Tenant) -> Target {
    Target::of(&tenant.id).called(&tenant.name)
}

/// Puts a tenant on the version of a plan that is on offer. What it has less of is frozen and not deleted.
pub async fn set_plan(mut access: OperatorAccess<ManageTenants>, slug: &str, plan: &str) -> Result<()> {
    let tenant = locked(&mut access, slug).await?;
    let now = access.now();
    let version = plans::current(access.tx(), plan).await?;
    if tenant.plan.version_id == version.id {
        return Ok(());
    }
    let (service, taken) = (access.service().clone(), Taken { version, every: None, at: now });
    let (_, change) = plans::subscriptions::put_on(&service, access.tx(), &tenant, taken).await?;
    access.audit_tenant(&tenant.id, change).await?;
    access.commit_for(&tenant.id).await
}

/// Suspends a tenant: it is read and exported, its people sign in, and nothing in it changes. Its owners are told.
pub async fn suspend(mut access: OperatorAccess<EndTenants>, slug: &str, why: &str) -> Result<()> {
    let why = reason(why)?;
    let tenant = locked(&mut access, slug).await?;
    if tenant.suspended_at.is_some() && tenant.suspended_reason == why {
        return Ok(());
    }
    let now = access.now();
    let since = tenant.suspended_at.unwrap_or(now);
    tenant_lists::update_suspended(access.tx(), &tenant.id, Some((since, why))).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "suspended_at": tenant.suspended_at })),
        after: Some(serde_json::json!({ "suspended_at": since, "reason": why })),
        ..Change::of(Deed::TenantsSuspend, target(&tenant))
    };
    access.audit_tenant(&tenant.id, change).await?;
    let notice = OperatorNotice::SpaceSuspended {
        space: tenant.name.clone(),
        slug: tenant.slug.clone(),
        reason: why.to_owned(),
    };
    tell_owners(&mut access, &tenant.id, notice).await?;
    access.commit_for(&tenant.id).await
}

/// Lets a suspended tenant go on. Twice is once.
pub async fn resume(mut access: OperatorAccess<ManageTenants>, slug: &str) -> Result<()> {
    let tenant = locked(&mut access, slug).await?;
    let Some(since) = tenant.suspended_at else { return Ok(()) };
    tenant_lists::update_suspended(access.tx(), &tenant.id, None).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "suspended_at": since, "reason": tenant.suspended_reason })),
        ..Change::of(Deed::TenantsResume, target(&tenant))
    };
    access.audit_tenant(&tenant.id, change).await?;
    let notice = OperatorNotice::SpaceResumed { space: tenant.name.clone(), slug: tenant.slug.clone() };
    tell_owners(&mut access, &tenant.id, notice).await?;
    access.commit_for(&tenant.id).await
}

/// Closes a tenant whose name was typed, to be purged after so many days, in which it can be undone.
pub async fn close(
    mut access: OperatorAccess<EndTenants>,
    slug: &str,
    days: &str,
    confirm: &str,
) -> Result<()> {
    let (min, max) = DAYS;
    let days = days.trim().parse().ok().filter(|days| (min..=max).contains(days));
    let days: i64 = days.ok_or(Error::field("days", Problem::OutOfRange { min, max }))?;
    let tenant = locked(&mut access, slug).await?;
    confirm_name(confirm, &tenant.name)?;
    let (service, now) = (access.service().clone(), access.now());
    let purge_at = now + days * DAY;
    tenant_lists::update_purge_at(access.tx(), &tenant.id, Some(purge_at)).await.or_internal()?;
    let caller = access.caller().clone();
    let by = caller.account().map_or_else(|| caller.source.to_string(), |own| own.email.clone());
    let asked = Asked { by: Some(&caller), ..Asked::default() };
    let mut closing = None;
    if tenant.closed_at.is_none() {
        let work = CloseTenant::by(tenant.id.clone(), now, by);
        closing = Some(service.enqueue_as(access.tx(), &work, asked).await?);
    }
    let key = format!("purge:{}:{purge_at}", tenant.id);
    let work = PurgeTenant { tenant: tenant.id.clone(), purge_at };
    let asked = Asked { run_at: Some(purge_at), key: Some(&key), ..asked };
    service.enqueue_as(access.tx(), &work, asked).await?;
    let change = Change {
        before: Some(serde_json::json!({ "closed_at": tenant.closed_at, "purge_at": tenant.purge_at })),
        after: Some(
            serde_json::json!({ "closed_at": tenant.closed_at.unwrap_or(now), "purge_at": purge_at }),
        ),
        ..Change::of(Deed::TenantsClose, target(&tenant))
    };
    access.audit_tenant(&tenant.id, change).await?;
    access.commit_for(&tenant.id).await?;
    if let Some(job) = closing {
        service.run_now(&job).await.or_internal()?;
    }
    Ok(())
}

/// Undoes a closing, whoever closed it, while its data is there.
pub async fn reopen(mut access: OperatorAccess<ManageTenants>, slug: &str) -> Result<()> {
    let tenant = locked(&mut access, slug).await?;
    if tenant.closed_at.is_none() && tenant.purge_at.is_none() {
        return Ok(());
    }
    tenants::update_closed(access.tx(), &tenant.id, None).await.or_internal()?;
    tenant_lists::update_purge_at(access.tx(), &tenant.id, None).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "closed_at": tenant.closed_at, "purge_at": tenant.purge_at })),
        after: Some(serde_json::json!({ "closed_at": null, "purge_at": null })),
        ..Change::of(Deed::TenantsReopen, target(&tenant))
    };
    access.audit_tenant(&tenant.id, change).await?;
    access.commit_for(&tenant.id).await
}

async fn tell_owners<P: domain::operators::Operate>(
    access: &mut OperatorAccess<P>,
    tenant: &TenantId,
    notice: OperatorNotice,
) -> Result<()> {
    let (service, at) = (access.service().clone(), access.now());
    let origin = Origin { at, address: String::new(), user_agent: String::new() };
    for account in bindings::list_owners(access.tx(), tenant).await.or_internal()? {
        let work = SendNotice { account, notice: notice.clone().into(), origin: origin.clone() };
        service.enqueue(access.tx(), &work).await?;
    }
    Ok(())
}
