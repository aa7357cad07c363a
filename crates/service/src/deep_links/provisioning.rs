//! What tenants have in the programs, as operators see it, and making it again: for one, or for all whose plan gives it.
//!
//! Each is made by a job of its own, and a tenant has one at a time: nobody makes the same thing beside another. A job
//! looks first and writes what differs, so that asking again mends what drifted and harms nothing else.

use domain::{
    Checks, Error, JobId, SECOND,
    audit::{Deed, Target, TargetKind},
    deep_links::{
        DeepLinksError,
        offers::PreparedState,
        targets::{LinkState, LinkTarget},
    },
    jobs::{Awaited, JobKind, JobState, Priority},
    operators::{ManageDeepLinks, ViewDeepLinks},
    plans::Feature,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
pub use store::control::tenant_links::Listed;
use store::{
    ControlTx, Mode,
    control::{
        jobs, link_targets,
        tenant_links::{self, Narrowed},
        tenants::{self, TenantState},
    },
};

use super::PrepareLink;
use crate::{
    OperatorAccess, OrInternal, Result,
    access::Change,
    jobs::{Asked, JobError, Output, Run, Step, Work},
};

/// Tenants that are asked for in one transaction.
const PIECE: i64 = 100;
/// How often it is looked how far they are.
const AGAIN: i64 = 5 * SECOND;

/// Which tenants a list shows, as it stands in an address or on the command line.
#[derive(Clone, Debug, Default)]
pub struct LinkQuery {
    /// Part of the name or the slug.
    pub text: String,
    /// One of [`PreparedState`], or empty.
    pub state: String,
    /// The slug behind which the page begins.
    pub after: String,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct LinkPage {
    pub links: Vec<Listed>,
    pub next: Option<String>,
}

/// What tenants have in a program.
pub async fn list(
    access: &mut OperatorAccess<ViewDeepLinks>,
    target: &str,
    query: &LinkQuery,
    limit: usize,
) -> Result<LinkPage> {
    let target = program(target)?;
    let mut checks = Checks::default();
    checks.word("state", &query.state, query.state.parse::<PreparedState>().is_ok());
    checks.finish()?;
    let text: String = query.text.trim().to_lowercase().chars().take(100).collect();
    let narrowed = (query.state.parse().ok(), &Narrowed { text: &text, after: &query.after });
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut links = tenant_links::search(access.tx(), target, narrowed, most).await.or_internal()?;
    let has_more = links.len() > limit;
    links.truncate(limit);
    let next = links.last().filter(|_| has_more).map(|one| one.slug.clone());
    Ok(LinkPage { links, next })
}

/// How many tenants are in each state with a program.
pub async fn counts(
    access: &mut OperatorAccess<ViewDeepLinks>,
    target: LinkTarget,
) -> Result<Vec<(PreparedState, i64)>> {
    tenant_links::count(access.tx(), target).await.or_internal()
}

fn program(target: &str) -> Result<LinkTarget> {
    target.parse().ok().filter(|target: &LinkTarget| !target.is_store()).ok_or(Error::NotFound)
}

async fn require_on(tx: &mut ControlTx, target: LinkTarget) -> Result<()> {
    let connection = link_targets::find(tx, target).await.or_internal()?.ok_or(Error::Internal)?;
    if connection.mode.is_on() { Ok(()) } else { Err(DeepLinksError::TargetOff.into()) }
}

/// Has what one tenant has made again.
pub async fn prepare(mut access: OperatorAccess<ManageDeepLinks>, target: &str, slug: &str) -> Result<JobId> {
    let target = program(target)?;
    require_on(access.tx(), target).await?;
    let found = tenants::find_by_slug(access.tx(), slug).await.or_internal()?;
    let tenant = found.filter(|tenant| tenant.purged_at.is_none()).ok_or(Error::NotFound)?;
    access.lock_tenant(&tenant.id).await?;
    let (service, caller) = (access.service().clone(), access.caller().clone());
    let work = PrepareLink::new(&tenant.id, target);
    let asked = Asked { by: Some(&caller), ..Asked::default() };
    let job = service.enqueue_as(access.tx(), &work, asked).await?;
    let change = Change {
        after: Some(json!({ "program": target, "job": job.as_str() })),
        ..Change::of(Deed::DeepLinksPrepare, Target::of(&tenant.id).called(&tenant.name))
    };
    access.audit_tenant(&tenant.id, change).await?;
    access.commit().await?;
    Ok(job)
}

/// Has made again what every tenant has whose plan gives it. Asked for again while it goes on, it is the same job.
pub async fn prepare_all(mut access: OperatorAccess<ManageDeepLinks>, target: &str) -> Result<JobId> {
    let target = program(target)?;
    access.lock().await?;
    require_on(access.tx(), target).await?;
    let kind = JobKind::PrepareLinks.as_str();
    let key = format!("{target} ");
    let under_way = jobs::find_open(access.tx(), kind, &key).await.or_internal()?;
    if let Some(job) = under_way {
        return Ok(job);
    }
    let (service, caller, now) = (access.service().clone(), access.caller().clone(), access.now());
    let key = format!("{key}{now}");
    let asked = Asked { by: Some(&caller), key: Some(&key), ..Asked::default() };
    let job = service.enqueue_as(access.tx(), &PrepareLinks { target }, asked).await?;
    let about = Target::new(TargetKind::LinkTarget, target.as_str()).called(target.title());
    let after = Some(json!({ "job": job.as_str() }));
    access.audit(Change { after, ..Change::of(Deed::DeepLinksPrepareAll, about) }).await?;
    access.commit().await?;
    Ok(job)
}

/// Asks for what each tenant has in a program, and waits until each was tried.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PrepareLinks {
    target: LinkTarget,
}

impl Work for PrepareLinks {
    const KIND: JobKind = JobKind::PrepareLinks;
    const IS_SHOWN: bool = true;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] = &[
        Step { name: "ask", act: |work, run| Box::pin(work.ask(run)), undo: None },
        Step { name: "make", act: |work, run| Box::pin(work.wait(run)), undo: None },
    ];
}

impl PrepareLinks {
    /// How the keys of the jobs begin that this one asks for.
    fn keys(run: &Run) -> String {
        format!("{} ", run.job.id)
    }

    /// Asks in pieces. Begun anew, it asks for nothing twice: the same key is the same job.
    async fn ask(&self, run: &Run) -> Result<Output, JobError> {
        let (service, keys) = (&run.service, Self::keys(run));
        let (mut after, mut count) = (String::new(), 0);
        loop {
            let mut tx = service.control(Mode::Write).await?;
            let connection = link_targets::find(&mut tx, self.target).await?;
            let Some(connection) = connection.filter(|one| one.mode.is_on()) else {
                return Err(JobError::Fail(format!("{} is off", self.target.title())));
            };
            if connection.state == LinkState::Down {
                return Err(JobError::Retry(format!("{} is not usable now", self.target.title())));
            }
            let page = tenants::list(&mut tx, &after, PIECE).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.slug);
            let given = page.iter().filter(|tenant| {
                let plan = tenant.plan.entitlements(service.now());
                let is_ready = tenant.state == TenantState::Ready && tenant.purged_at.is_none();
                is_ready && plan.has_word(Feature::DeepLinks, self.target.as_str())
            });
            for tenant in given {
                let key = format!("{keys}{}", tenant.id);
                let asked = Asked { key: Some(&key), priority: Some(Priority::Bulk), ..Asked::default() };
                service.enqueue_as(&mut tx, &PrepareLink::new(&tenant.id, self.target), asked).await?;
                count += 1;
            }
            service.commit_with_jobs(tx).await?;
        }
        Ok(Output::told(format!("{count} asked")))
    }

    /// Waits until each is over or was tried, and says what came of it. What failed is tried again by its own job.
    async fn wait(&self, run: &Run) -> Result<Output, JobError> {
        let mut tx = run.service.control(Mode::Read).await?;
        let kind = JobKind::PrepareLink.as_str();
        let counted = jobs::count_keyed(&mut tx, kind, &Self::keys(run)).await?;
        drop(tx);
        let (mut asked, mut made, mut failed) = (0, 0, 0);
        for (state, has_failed, count) in counted {
            asked += count;
            match state {
                JobState::Done => made += count,
                JobState::Waiting | JobState::Running if !has_failed => {}
                _ => failed += count,
            }
        }
        if made + failed < asked {
            let all = usize::try_from(asked).unwrap_or(usize::MAX);
            run.progress(usize::try_from(made + failed).unwrap_or(0), all).await?;
            return Err(JobError::Wait { what: Awaited::Preparations, again: AGAIN });
        }
        let told = format!("{asked} asked, {made} made, {failed} failed");
        let result = json!({ "asked": asked, "made": made, "failed": failed });
        Ok(Output { told, result: Some(result), tx: None })
    }
}
