//! What is used of what a plan bounds: in which window, how far, and what is told of it.

pub mod alerts;
pub mod history;
pub mod meters;
pub mod opened;
pub mod programs;

use domain::{
    MINUTE, TenantId,
    jobs::{JobKind, Priority},
};
use serde::{Deserialize, Serialize};
use store::{
    Mode,
    control::tenants::{self, Tenant},
};

use crate::{
    Caller, Result, Service, Source, TeamAccess,
    jobs::{Asked, Output, Step, Work},
};

/// Brings back what is held, as far as the plan takes it by now. Done where events are.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BringBack {
    pub(crate) tenant: TenantId,
}

/// Looks how far everything is used up, and tells whom it concerns.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TellUsage {
    tenant: TenantId,
}

impl Work for TellUsage {
    const KIND: JobKind = JobKind::TellUsage;
    const PRIORITY: Priority = Priority::Normal;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            let mut tx = run.service.control(Mode::Read).await?;
            let found = tenants::find(&mut tx, &work.tenant).await?;
            drop(tx);
            let Some(tenant) = found else { return Ok(Output::default()) };
            Ok(settle(&run.service, &tenant).await.map(Output::from)?)
        })
    })];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

/// Has somebody look how far everything is used up, once a minute at most.
pub(crate) async fn ask_to_tell(service: &Service, tenant: &TenantId) -> Result<()> {
    let key = format!("{tenant}:{}", service.now() / MINUTE);
    let mut tx = service.control(Mode::Write).await?;
    let work = TellUsage { tenant: tenant.clone() };
    service.enqueue_as(&mut tx, &work, Asked { key: Some(&key), ..Asked::default() }).await?;
    service.commit_with_jobs(tx).await
}

/// Writes the running days down, and tells who is to be told.
pub(crate) async fn settle(service: &Service, tenant: &Tenant) -> Result<()> {
    let job = Caller::local(Source::Job);
    let access = TeamAccess::local(service, &job, tenant.clone()).await?;
    let seen = meters::list(access).await?;
    let mut tx = service.control(Mode::Write).await?;
    history::write(&mut tx, tenant, &seen).await?;
    alerts::tell(service, &mut tx, tenant, &seen).await?;
    service.commit_with_jobs(tx).await
}
