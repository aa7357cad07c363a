//! Jobs that follow from tenant data: put in the transaction of the change, in the tenant's own database, and moved
//! from there to the queue.

use domain::{
    Error, HOUR, JobId, MINUTE, TenantId,
    jobs::{Awaited, JobKind, Priority},
    permission::May,
};
use serde::{Deserialize, Serialize};
use store::{
    Mode,
    control::{
        jobs::{self, NewJob},
        tenants::{Tenant, TenantState},
    },
    tenant::outbox::{self, Outgoing},
};

use super::{Asked, JobError, Output, Step, Work};
use crate::{Access, OrInternal, Result, Service, chance, directory};

/// Moved at once.
const PIECE: i64 = 500;

impl<P: May> Access<P> {
    /// Adds a job to the tenant's transaction.
    pub(crate) async fn enqueue<W: Work>(&mut self, work: &W) -> Result<()> {
        let now = self.now();
        let data = serde_json::to_string(work).map_err(|_| domain::Error::Internal)?;
        let outgoing = Outgoing { id: chance::id(now, JobId::new), kind: W::KIND.to_string(), data };
        outbox::insert(self.tx(), &outgoing, now).await.or_internal()
    }
}

/// Puts work for each tenant that is not closed, once in an hour.
pub(crate) async fn put_for_each<W: Work>(service: &Service, make: impl Fn(TenantId) -> W) -> Result<()> {
    let now = service.now();
    let mut after = String::new();
    loop {
        let page = directory::list(service, &after, 100).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after.clone_from(&last.slug);
        let mut tx = service.control(Mode::Write).await?;
        for tenant in page.into_iter().filter(|tenant| tenant.closed_at.is_none()) {
            let key = format!("{}:{}", tenant.id, now / HOUR);
            let asked = Asked { key: Some(&key), ..Asked::default() };
            service.enqueue_as(&mut tx, &make(tenant.id), asked).await?;
        }
        service.commit_with_jobs(tx).await?;
    }
}

/// Moves what a tenant's outbox holds to the queue. Whoever dies in between leaves a job that is in both: it is
/// moved again, and its key says that it is there.
pub(crate) async fn flush(service: &Service, tenant: &Tenant) -> Result<u64> {
    let location = tenant.location().or_internal()?;
    let mut moved = 0;
    loop {
        let mut tx = service.store().tenant(&location, Mode::Read).await.or_internal()?;
        let outgoing = outbox::list(&mut tx, PIECE).await.or_internal()?;
        drop(tx);
        let Some(last) = outgoing.last() else { return Ok(moved) };
        put(service, &tenant.id, &outgoing).await?;
        let mut tx = service.store().tenant(&location, Mode::Write).await.or_internal()?;
        moved += outbox::delete_until(&mut tx, &last.id).await.or_internal()?;
        tx.commit().await.or_internal()?;
    }
}

async fn put(service: &Service, tenant: &TenantId, outgoing: &[Outgoing]) -> Result<()> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    for job in outgoing {
        let kind = job.kind.parse::<JobKind>().ok();
        let new = NewJob {
            id: &job.id,
            kind: &job.kind,
            key: job.id.as_str(),
            data: &job.data,
            tenant: Some(tenant),
            priority: kind.map_or(Priority::Normal, |kind| (service.registry().kind)(kind).priority),
            run_at: now,
            asker: None,
        };
        jobs::insert(&mut tx, &new, now).await.or_internal()?;
    }
    service.commit_with_jobs(tx).await
}

/// Until the updates under way are done the others are not begun, so that whoever opens a space finds a turn.
const MOST_UPDATING: usize = 4;

fn wait() -> JobError {
    JobError::Wait { what: Awaited::SpaceUpdate, again: MINUTE }
}

/// Opens every tenant's database once, so that it has this version's shape before somebody waits for it, and moves
/// what a crash left in its outbox.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct VisitTenants {}

impl Work for VisitTenants {
    const KIND: JobKind = JobKind::VisitTenants;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] = &[Step::only(|_, run| {
        Box::pin(async move {
            let (mut after, mut visited, mut updating) = (String::new(), 0, 0);
            let all = {
                let mut tx = run.service.store().control(Mode::Read).await?;
                store::control::tenants::count(&mut tx).await?
            };
            loop {
                let page = directory::list(&run.service, &after, 100).await?;
                let Some(last) = page.last() else { break };
                after.clone_from(&last.slug);
                for tenant in page.iter().filter(|tenant| tenant.state == TenantState::Ready) {
                    match flush(&run.service, tenant).await {
                        Ok(_) => {}
                        // It goes on by itself, and the others are not kept waiting.
                        Err(Error::BeingUpdated { .. }) if updating < MOST_UPDATING => updating += 1,
                        Err(Error::BeingUpdated { .. }) => return Err(wait()),
                        Err(error) => {
                            tracing::warn!(tenant = %tenant.slug, %error, "a tenant could not be visited");
                        }
                    }
                }
                visited += page.len();
                run.progress(visited, usize::try_from(all).unwrap_or(usize::MAX)).await?;
            }
            if updating > 0 {
                return Err(wait());
            }
            Ok(Output::default())
        })
    })];
}
