//! What is to come comes true at its instant, once, whichever server looks first.

use domain::{HOUR, Micros, TenantId, audit::Deed, jobs::JobKind};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode,
    audit::{self, Chain},
    control::{subscriptions, tenants},
};

use super::{Taken, put_on};
use crate::{
    OrInternal, Result, Service,
    access::{Change, audit_control},
    invoices,
    jobs::{Asked, JobError, Output, Run, Step, Work},
    members,
};

/// So many are asked for at once.
const PAGE: i64 = 200;

/// Asks for every change whose time has come, once an hour: whatever became of the job that was put with it, such as
/// on a server whose clock was wrong.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ChangePlans {}

impl Work for ChangePlans {
    const KIND: JobKind = JobKind::ChangePlans;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] = &[Step::only(|_, run| {
        Box::pin(async move {
            members::keep_due_places(&run.service).await?;
            Ok(put_due(&run.service).await.map(Output::from)?)
        })
    })];
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ChangePlan {
    tenant: TenantId,
}

impl Work for ChangePlan {
    const KIND: JobKind = JobKind::ChangePlan;
    const IS_SHOWN: bool = true;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| Box::pin(come_true(&work.tenant, run)))];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

async fn put_due(service: &Service) -> Result<()> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    for due in subscriptions::list_pending(&mut tx, now, PAGE).await.or_internal()? {
        let key = format!("{}:{}", due.tenant_id, now / HOUR);
        let work = ChangePlan { tenant: due.tenant_id };
        service.enqueue_as(&mut tx, &work, Asked { key: Some(&key), ..Asked::default() }).await?;
    }
    service.commit_with_jobs(tx).await
}

/// Asks for a change at its instant, in the place of what was to come before.
pub(super) async fn ask(service: &Service, tx: &mut ControlTx, tenant: &TenantId, at: Micros) -> Result<()> {
    service.call_off::<ChangePlan>(tx, tenant).await?;
    let asked = Asked { run_at: Some(at), ..Asked::default() };
    service.enqueue_as(tx, &ChangePlan { tenant: tenant.clone() }, asked).await.map(|_| ())
}

async fn come_true(id: &TenantId, run: &Run) -> Result<Output, JobError> {
    let service = &run.service;
    let mut tx = service.control(Mode::Write).await?;
    audit::lock(&mut tx, Chain::Of(id)).await?;
    let now = service.now();
    let subscription = subscriptions::find_locked(&mut tx, id).await?;
    let due =
        subscription.and_then(|subscription| subscription.pending()).filter(|pending| pending.at <= now);
    let (Some(pending), Some(tenant)) = (due, tenants::find(&mut tx, id).await?) else {
        return Ok(Output::told("nothing is due".to_owned()));
    };
    if tenant.purged_at.is_some() {
        subscriptions::update_pending(&mut tx, id, None).await?;
        members::keep_places(&mut tx, id, now).await?;
        return Ok(Output { tx: Some(tx), ..Output::default() });
    }
    // What was promised is kept, also of a version that was retired since; a plan that ends leads to what new tenants
    // start on today.
    let version = if pending.is_cancelled {
        crate::plans::start(&mut tx, tenant.kind).await?
    } else {
        super::version(&mut tx, &pending.version).await?
    };
    let told = format!("{} {}", version.plan, version.number);
    let taken = Taken { version, every: Some(pending.every), at: pending.at };
    let (_, change) = put_on(service, &mut tx, &tenant, taken).await?;
    let change = Change { action: Deed::SubscriptionsTakeEffect, tenant: Some(id), ..change };
    audit_control(&mut tx, &run.caller(), now, change).await?;
    invoices::put(service, &mut tx, id).await?;
    service.live().recheck(id);
    Ok(Output { tx: Some(tx), ..Output::told(told) })
}
