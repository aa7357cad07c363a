//! What people see of the queue: a tenant's own work, and everything for the operator.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Error, JobId, Micros, TenantId,
    audit::{Deed, Target},
    jobs::{JobKind, JobState, JobsError},
    operators::{ManageJobs, ViewJobs},
    permission::{ManageSettings, May},
};
pub use store::control::{job_steps::Step, jobs::Job};
use store::{
    ControlTx,
    control::{
        job_lists::{self, Count, Filter},
        job_steps, jobs,
        tenants::{self, Tenant},
    },
};

use crate::{OperatorAccess, OrInternal, Result, Service, TeamAccess, access::Change};

/// A job with its steps, and how long its kind usually takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub job: Job,
    pub steps: Vec<Step>,
    /// All steps there are, in their order; none where the work is one.
    pub names: Vec<&'static str>,
    pub usual: Option<Micros>,
}

/// Which jobs a list shows, as it stands in an address or on the command line.
#[derive(Clone, Debug, Default)]
pub struct JobQuery {
    pub state: String,
    /// For operators: the id of the only tenant whose jobs are shown; empty: of all.
    pub tenant: String,
    /// Where the page begins: `<changed at>.<id>`, or empty for the last changed.
    pub before: String,
}

/// One page of a list, the last changed first.
#[derive(Clone, Debug)]
pub struct JobPage {
    pub jobs: Vec<Job>,
    pub next: Option<String>,
}

/// A tenant's work that its people see.
pub async fn list<P: May>(access: &mut TeamAccess<P>, query: &JobQuery, limit: usize) -> Result<JobPage> {
    let (tenant, shown) = (access.tenant().id.to_string(), access.service().registry().shown());
    read(access.tx(), Some((&tenant, &shown)), query, limit).await
}

/// All work, for operators: of every tenant, and what belongs to none.
pub async fn list_all(
    access: &mut OperatorAccess<ViewJobs>,
    query: &JobQuery,
    limit: usize,
) -> Result<JobPage> {
    read(access.tx(), None, query, limit).await
}

async fn read(
    tx: &mut ControlTx,
    own: Option<(&str, &[&str])>,
    query: &JobQuery,
    limit: usize,
) -> Result<JobPage> {
    let mut checks = domain::Checks::default();
    checks.word("state", &query.state, query.state.parse::<JobState>().is_ok());
    checks.finish()?;
    let before = match query.before.as_str() {
        "" => None,
        text => {
            let (at, id) = text.split_once('.').ok_or(Error::NotFound)?;
            Some((at.parse().map_err(|_| Error::NotFound)?, JobId::parse(id).ok_or(Error::NotFound)?))
        }
    };
    let filter = Filter {
        tenant: own.map(|(tenant, _)| tenant).or(Some(query.tenant.as_str()).filter(|id| !id.is_empty())),
        state: query.state.parse().ok(),
        kinds: own.map(|(_, kinds)| kinds),
        before: before.as_ref().map(|(at, id)| (*at, id.as_str())),
    };
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut jobs = job_lists::list(tx, &filter, most).await.or_internal()?;
    let has_more = jobs.len() > limit;
    jobs.truncate(limit);
    let next = jobs.last().filter(|_| has_more).map(|job| format!("{}.{}", job.changed_at, job.id));
    Ok(JobPage { jobs, next })
}

/// Whom work is for, by the ids that it names; who is gone is not among them.
pub async fn tenants(
    access: &mut OperatorAccess<ViewJobs>,
    ids: impl IntoIterator<Item = String>,
) -> Result<BTreeMap<String, Tenant>> {
    let ids: BTreeSet<String> = ids.into_iter().collect();
    let mut found = BTreeMap::new();
    for id in ids {
        let tenant = tenants::find(access.tx(), &TenantId::from(id.clone())).await.or_internal()?;
        found.extend(tenant.map(|tenant| (id, tenant)));
    }
    Ok(found)
}

/// A word that changes with what the tenant's page of jobs shows.
pub async fn mark<P: May>(access: &mut TeamAccess<P>) -> Result<String> {
    let tenant = access.tenant().id.clone();
    let service = access.service().clone();
    mark_of(&service, access.tx(), &tenant).await
}

pub(crate) async fn mark_of(service: &Service, tx: &mut ControlTx, tenant: &TenantId) -> Result<String> {
    let shown = service.registry().shown();
    let (changed_at, jobs, sum) = job_lists::newest(tx, tenant.as_str(), &shown).await.or_internal()?;
    Ok(format!("{}.{jobs}.{sum}", changed_at.unwrap_or_default()))
}

/// One of a tenant's jobs.
pub async fn find<P: May>(access: &mut TeamAccess<P>, id: &str) -> Result<Seen> {
    let tenant = access.tenant().id.to_string();
    let service = access.service().clone();
    let seen = see(&service, access.tx(), id).await?;
    let is_own = seen.job.tenant_id.as_deref() == Some(tenant.as_str());
    if is_own && service.registry().shown().contains(&seen.job.kind.as_str()) {
        Ok(seen)
    } else {
        Err(Error::NotFound)
    }
}

/// Any job, for operators.
pub async fn find_any(access: &mut OperatorAccess<ViewJobs>, id: &str) -> Result<Seen> {
    let service = access.service().clone();
    see(&service, access.tx(), id).await
}

async fn see(service: &Service, tx: &mut ControlTx, id: &str) -> Result<Seen> {
    let id = JobId::parse(id).ok_or(Error::NotFound)?;
    let job = job_lists::find(tx, &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let steps = job_steps::list(tx, &id).await.or_internal()?;
    let usual = job_lists::usual(tx, &job.kind).await.or_internal()?;
    let kind = job.kind.parse::<JobKind>().ok();
    let names = kind.map(|kind| ((service.registry().kind)(kind).steps)()).unwrap_or_default();
    let names = names.into_iter().map(|(name, _)| name).filter(|name| !name.is_empty()).collect();
    Ok(Seen { job, steps, names, usual })
}

/// What somebody asks of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To begin again where it stopped.
    Retry,
    /// To be called off.
    Cancel,
}

impl Wish {
    const fn action(self) -> Deed {
        match self {
            Self::Retry => Deed::JobsRetry,
            Self::Cancel => Deed::JobsCancel,
        }
    }

    async fn write(self, tx: &mut ControlTx, id: &JobId, now: Micros) -> Result<()> {
        let is_done = match self {
            Self::Retry => jobs::update_again(tx, id, now).await,
            Self::Cancel => jobs::update_cancelled(tx, id, now).await,
        };
        // Whoever asks twice, or too late, is told how it stands.
        if is_done.or_internal()? { Ok(()) } else { Err(Error::Jobs(JobsError::JobChanged)) }
    }
}

/// Begins a tenant's job again, or calls it off.
pub async fn wish(mut access: TeamAccess<ManageSettings>, id: &str, wish: Wish) -> Result<()> {
    let seen = find(&mut access, id).await?;
    let now = access.now();
    wish.write(access.tx(), &seen.job.id, now).await?;
    access.audit(audited(&seen.job, wish)).await?;
    access.commit_with_jobs().await
}

/// The same of any job, by an operator.
pub async fn wish_any(mut access: OperatorAccess<ManageJobs>, id: &str, wish: Wish) -> Result<()> {
    let (service, now) = (access.service().clone(), access.now());
    let seen = see(&service, access.tx(), id).await?;
    wish.write(access.tx(), &seen.job.id, now).await?;
    let change = audited(&seen.job, wish);
    match seen.job.tenant_id.clone().map(TenantId::from) {
        Some(tenant) => access.audit_tenant(&tenant, change).await?,
        None => access.audit(change).await?,
    }
    access.commit().await
}

fn audited(job: &Job, wish: Wish) -> Change<'_> {
    let before = Some(serde_json::json!({ "kind": job.kind, "state": job.state }));
    Change { before, ..Change::of(wish.action(), Target::of(&job.id).called(&job.kind)) }
}

/// Tells the metrics how many jobs there are, and how long the oldest that is due has waited.
pub(super) fn measure(counts: &[Count], now: Micros) {
    if counts.is_empty() {
        return;
    }
    for kind in JobKind::ALL {
        for state in [JobState::Waiting, JobState::Running, JobState::Failed] {
            let of = counts.iter().find(|one| one.kind == kind.as_str() && one.state == state);
            let labels = [("kind", kind.as_str()), ("state", state.as_str())];
            #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
            metrics::gauge!("parvis_jobs", &labels).set(of.map_or(0, |one| one.count) as f64);
            if state == JobState::Waiting {
                let age = of.map_or(0, |one| (now - one.oldest).max(0));
                #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
                metrics::gauge!("parvis_jobs_oldest_seconds", "kind" => kind.as_str())
                    .set(age as f64 / domain::SECOND as f64);
            }
        }
    }
}
