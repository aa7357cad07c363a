//! Subscribers are moved to another version: asked for at once, and done one by one by a job that may die anywhere.

use domain::{
    Error, JobId, MINUTE, PlanVersionId, TenantId,
    audit::{Deed, Target},
    jobs::JobKind,
    operators::{ManageCatalogue, ViewCatalogue},
    plans::PlansError,
};
use serde::{Deserialize, Serialize};
pub use store::control::jobs::Job;
use store::{
    Mode,
    audit::{self, Chain},
    control::{
        job_lists,
        plan_versions::{self, PlanVersion, VersionState},
        tenants::{self, Tenant},
    },
};

use super::{
    subscriptions::{self, Taken},
    versions::{self, When, find_named},
};
use crate::{
    OperatorAccess, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance,
    jobs::{Asked, JobError, Output, Run, Step, Work},
};

/// So few are moved before the page answers; more are left to the workers.
const AT_ONCE: usize = 5;
/// The progress is said after each so many.
const EACH: usize = 10;

/// Puts subscribers on a version. Who is there already, or has left the version they were asked about, stays.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MoveSubscribers {
    /// Each with the version it had when it was asked for.
    tenants: Vec<(TenantId, PlanVersionId)>,
    to: PlanVersionId,
    when: When,
}

impl Work for MoveSubscribers {
    const KIND: JobKind = JobKind::MoveSubscribers;
    const AT_ONCE: i64 = 1;
    const IS_SHOWN: bool = true;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| Box::pin(work.act(run)))];
}

/// What was asked for.
#[derive(Clone, Debug)]
pub struct Moving {
    pub job: JobId,
    /// How many are to be moved.
    pub count: usize,
}

/// Asks for subscribers to be put on a version: those that are named.
pub async fn move_some(
    mut access: OperatorAccess<ManageCatalogue>,
    slugs: &[String],
    to: &str,
    when: When,
) -> Result<Moving> {
    let version = published(&mut access, to).await?;
    let mut found = Vec::new();
    for slug in slugs {
        found.push(tenants::find_by_slug(access.tx(), slug).await.or_internal()?.ok_or(Error::NotFound)?);
    }
    ask(access, found, version, when).await
}

/// The same for everybody who is on another version now.
pub async fn move_all(
    mut access: OperatorAccess<ManageCatalogue>,
    from: &str,
    to: &str,
    when: When,
) -> Result<Moving> {
    let version = published(&mut access, to).await?;
    let from = find_named(access.tx(), from).await?;
    let found = tenants::list_on_version(access.tx(), &from.id, i64::MAX).await.or_internal()?;
    ask(access, found, version, when).await
}

async fn published(access: &mut OperatorAccess<ManageCatalogue>, named: &str) -> Result<PlanVersion> {
    let version = find_named(access.tx(), named).await?;
    if version.state == VersionState::Published { Ok(version) } else { Err(PlansError::NotPublished.into()) }
}

/// Puts the job. The same asked for twice within some minutes is one job; a few are moved before this answers.
async fn ask(
    mut access: OperatorAccess<ManageCatalogue>,
    found: Vec<Tenant>,
    version: PlanVersion,
    when: When,
) -> Result<Moving> {
    let (service, caller, now) = (access.service().clone(), access.caller().clone(), access.now());
    let tenants: Vec<_> = found
        .into_iter()
        .filter(|tenant| tenant.plan.version_id != version.id && tenant.purged_at.is_none())
        .map(|tenant| (tenant.id, tenant.plan.version_id))
        .collect();
    let count = tenants.len();
    let work = MoveSubscribers { tenants, to: version.id.clone(), when };
    let named = serde_json::to_string(&work).map_err(|_| Error::Internal)?;
    let key = format!("{}:{}", now / (10 * MINUTE), chance::hash(&named));
    let asked = Asked { by: Some(&caller), key: Some(&key), ..Asked::default() };
    let job = service.enqueue_as(access.tx(), &work, asked).await?;
    let change = Change {
        after: Some(serde_json::json!({ "spaces": count, "when": when, "job": job.as_str() })),
        ..Change::of(Deed::PlansMove, Target::of(&version.id).called(versions::name(&version)))
    };
    access.audit(change).await?;
    access.commit().await?;
    if count <= AT_ONCE {
        finish(&service, &job).await?;
    }
    Ok(Moving { job, count })
}

/// Does a job that was asked for here and now, unless somebody is at it.
pub async fn finish(service: &Service, job: &JobId) -> Result<()> {
    service.run_now(job).await.or_internal()
}

/// How far a move is that was asked for; none where there is no such job any more.
pub async fn find(access: &mut OperatorAccess<ViewCatalogue>, job: &str) -> Result<Option<Job>> {
    let Some(id) = JobId::parse(job) else { return Ok(None) };
    let found = job_lists::find(access.tx(), &id).await.or_internal()?;
    Ok(found.filter(|job| job.kind == JobKind::MoveSubscribers.as_str()))
}

impl MoveSubscribers {
    async fn act(&self, run: &Run) -> Result<Output, JobError> {
        let (mut moved, all) = (0, self.tenants.len());
        for (place, (tenant, from)) in self.tenants.iter().enumerate() {
            moved += usize::from(self.move_one(run, tenant, from).await?);
            if (place + 1) % EACH == 0 {
                run.progress(place + 1, all).await?;
            }
        }
        Ok(Output::told(format!("{moved} of {all}")))
    }

    /// Puts one on the version, in a transaction of its own; whether it is there, or will be.
    async fn move_one(&self, run: &Run, id: &TenantId, from: &PlanVersionId) -> Result<bool, JobError> {
        let service = &run.service;
        let mut tx = service.control(Mode::Write).await?;
        audit::lock(&mut tx, Chain::Of(id)).await?;
        let Some(tenant) = tenants::find(&mut tx, id).await? else { return Ok(false) };
        let (now, caller) = (service.now(), run.caller());
        let seen = subscriptions::seen(service, &mut tx, &tenant, now).await?;
        let is_pending = seen.pending.is_some_and(|(pending, _)| pending.version == self.to);
        if tenant.plan.version_id == self.to || is_pending {
            return Ok(true);
        }
        // Whoever chose another plan meanwhile, or is gone, keeps that.
        if tenant.plan.version_id != *from || tenant.purged_at.is_some() {
            return Ok(false);
        }
        let version = plan_versions::find(&mut tx, &self.to).await?.ok_or(Error::NotFound)?;
        let later = match self.when {
            When::Now => None,
            When::PeriodEnd => subscriptions::put_later(service, &mut tx, &tenant, &version).await?,
        };
        let change = if let Some(change) = later {
            change
        } else {
            let taken = Taken { version, every: None, at: now };
            subscriptions::put_on(service, &mut tx, &tenant, taken).await?.1
        };
        // In its own log, where its people see it, and in the installation's.
        let own = Change {
            target: change.target.clone(),
            before: change.before.clone(),
            after: change.after.clone(),
            tenant: Some(id),
            ..Change::of(change.action, Target::default())
        };
        audit_control(&mut tx, &caller, now, own).await?;
        audit_control(&mut tx, &caller, now, change).await?;
        service.commit_with_jobs(tx).await?;
        service.live().recheck(id);
        Ok(true)
    }
}
