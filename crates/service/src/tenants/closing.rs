//! Closing a space and opening it again. Nothing of it is deleted: it is read and exported, its address stays
//! its own, and nothing in it changes.
//!
//! Closing is a job of three steps, because it touches the control database, the space's own and its owners' mail:
//! whoever dies in between leaves a job that goes on, and what cannot be finished is taken back.

use domain::{
    DAY, Error, Micros, TenantId,
    audit::{Deed, Target},
    jobs::{JobKind, Priority},
    permission::CloseTenant as MayClose,
    tenants::TenantsError,
};
use serde::{Deserialize, Serialize};
use store::{
    Mode,
    control::{
        bindings,
        job_lists::{self, Filter},
        tenant_lists,
        tenants::{self, Tenant},
    },
    tenant::done_steps,
};

use super::find_by_slug;
use crate::{
    Access, Caller, OrInternal, Result, Service, TeamAccess,
    access::{Change, audit_control},
    forms::confirm_name,
    jobs::{self, Asked, JobError, Output, Run, Step, Work},
    notices::{Notice, Origin, SendNotice},
};

/// How long its owners can open a closed space again; afterwards the command line can.
pub const REOPEN: Micros = 30 * DAY;

/// Until when a closed space can be opened again by its owners.
pub fn reopen_until(tenant: &Tenant) -> Option<Micros> {
    tenant.closed_at.map(|at| at + REOPEN)
}

/// Closes a space whose name was typed to confirm. From the next request on nothing in it changes.
pub async fn close(access: TeamAccess<MayClose>, confirm: &str) -> Result<()> {
    confirm_name(confirm, &access.tenant().name)?;
    begin(access).await.map(|_| ())
}

/// Opens a closed space again.
pub async fn reopen(access: TeamAccess<MayClose>) -> Result<()> {
    if access.tenant().purge_at.is_some() {
        return Err(TenantsError::ClosedByOperator.into());
    }
    if reopen_until(access.tenant()).is_some_and(|until| until <= access.now()) {
        return Err(TenantsError::ClosedForGood.into());
    }
    open_again(access).await.map(|_| ())
}

/// Closes a space from the command line.
pub async fn close_locally(service: &Service, caller: &Caller, slug: &str) -> Result<Tenant> {
    begin(local(service, caller, slug).await?).await
}

/// Opens a closed space again from the command line, however long ago it was closed.
pub async fn reopen_locally(service: &Service, caller: &Caller, slug: &str) -> Result<Tenant> {
    open_again(local(service, caller, slug).await?).await
}

async fn local(service: &Service, caller: &Caller, slug: &str) -> Result<TeamAccess<MayClose>> {
    let tenant = find_by_slug(service, slug).await?;
    TeamAccess::local(service, caller, tenant).await
}

/// Puts the job and does it at once. Twice is once: what is closed already stays closed since then.
async fn begin(mut access: TeamAccess<MayClose>) -> Result<Tenant> {
    let tenant = access.tenant().clone();
    if tenant.closed_at.is_some() {
        return Ok(tenant);
    }
    let (service, caller, closed_at) = (access.service().clone(), access.caller().clone(), access.now());
    let (id, kind) = (tenant.id.to_string(), [JobKind::CloseTenant.as_str()]);
    let filter = Filter { tenant: Some(&id), kinds: Some(&kind), ..Filter::default() };
    let known = job_lists::list(access.tx(), &filter, 1).await.or_internal()?;
    let under_way = known.into_iter().find(|job| !job.state.is_over());
    let job = if let Some(job) = under_way {
        job.id
    } else {
        let by = caller.account().map_or_else(|| caller.source.to_string(), |own| own.email.clone());
        let work = CloseTenant { tenant: tenant.id.clone(), closed_at, by };
        let asked = Asked { by: Some(&caller), ..Asked::default() };
        let job = service.enqueue_as(access.tx(), &work, asked).await?;
        access.audit(audited(Deed::TenantsClose, &tenant, None, Some(closed_at))).await?;
        job
    };
    access.commit().await?;
    service.run_now(&job).await.or_internal()?;
    let mut tx = service.control(Mode::Read).await?;
    let found = tenants::find(&mut tx, &tenant.id).await.or_internal()?.ok_or(Error::NotFound)?;
    // Its first step did not succeed at once; the job goes on by itself.
    if found.closed_at.is_some() { Ok(found) } else { Err(Error::Unavailable { retry_after: 1 }) }
}

async fn open_again(mut access: TeamAccess<MayClose>) -> Result<Tenant> {
    let tenant = access.tenant().clone();
    if tenant.closed_at.is_none() {
        return Ok(tenant);
    }
    tenants::update_closed(access.tx(), &tenant.id, None).await.or_internal()?;
    tenant_lists::update_purge_at(access.tx(), &tenant.id, None).await.or_internal()?;
    access.audit(audited(Deed::TenantsReopen, &tenant, tenant.closed_at, None)).await?;
    access.commit().await?;
    Ok(Tenant { closed_at: None, purge_at: None, ..tenant })
}

fn audited(action: Deed, tenant: &Tenant, before: Option<Micros>, after: Option<Micros>) -> Change<'_> {
    Change {
        before: Some(serde_json::json!({ "closed_at": before })),
        after: Some(serde_json::json!({ "closed_at": after })),
        ..Change::of(action, Target::of(&tenant.id).called(&tenant.name))
    }
}

/// Closes a space: nothing in it changes any more, its own log says so, and its owners are told.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CloseTenant {
    tenant: TenantId,
    closed_at: Micros,
    /// Who asked for it, as the owners read it.
    by: String,
}

impl Work for CloseTenant {
    const KIND: JobKind = JobKind::CloseTenant;
    const PRIORITY: Priority = Priority::Urgent;
    const IS_SHOWN: bool = true;
    const STEPS: &'static [Step<Self>] = &[
        Step {
            name: "refuse-changes",
            act: |work, run| Box::pin(work.refuse_changes(run)),
            undo: Some(|work, run| Box::pin(work.allow_changes(run))),
        },
        Step {
            name: "note-in-space",
            act: |work, run| Box::pin(work.note(run, Deed::TenantsClose, Some(work.closed_at))),
            undo: Some(|work, run| Box::pin(work.note(run, Deed::TenantsReopen, None))),
        },
        Step { name: "tell-owners", act: |work, run| Box::pin(work.tell(run)), undo: None },
    ];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

impl CloseTenant {
    pub(crate) const fn by(tenant: TenantId, closed_at: Micros, by: String) -> Self {
        Self { tenant, closed_at, by }
    }

    async fn refuse_changes(&self, run: &Run) -> Result<Output, JobError> {
        let mut tx = run.service.store().control(Mode::Write).await?;
        let found = tenants::find(&mut tx, &self.tenant).await?;
        let closed_at = found.and_then(|tenant| tenant.closed_at).unwrap_or(self.closed_at);
        tenants::update_closed(&mut tx, &self.tenant, Some(closed_at)).await?;
        run.service.live().recheck(&self.tenant);
        Ok(Output { tx: Some(tx), ..Output::default() })
    }

    async fn allow_changes(&self, run: &Run) -> Result<Output, JobError> {
        let mut tx = run.service.store().control(Mode::Write).await?;
        let Some(tenant) = tenants::find(&mut tx, &self.tenant).await? else { return Ok(Output::default()) };
        if tenant.closed_at == Some(self.closed_at) {
            tenants::update_closed(&mut tx, &self.tenant, None).await?;
            let change = audited(Deed::TenantsReopen, &tenant, tenant.closed_at, None);
            let change = Change { tenant: Some(&self.tenant), ..change };
            audit_control(&mut tx, &run.caller(), run.now(), change).await?;
        }
        Ok(Output { tx: Some(tx), ..Output::default() })
    }

    /// The tenant as it is, unless its owner opened it again meanwhile.
    async fn closed(&self, run: &Run) -> Result<Option<Tenant>, JobError> {
        let mut tx = run.service.store().control(Mode::Read).await?;
        let found = tenants::find(&mut tx, &self.tenant).await?;
        Ok(found.filter(|tenant| tenant.closed_at == Some(self.closed_at)))
    }

    /// Writes into the space's own log what became of it, and into its outbox the mails to its owners.
    async fn note(&self, run: &Run, action: Deed, after: Option<Micros>) -> Result<Output, JobError> {
        let Some(tenant) = self.closed(run).await? else { return Ok(Output::told(OPEN_AGAIN)) };
        let owners = {
            let mut tx = run.service.store().control(Mode::Read).await?;
            bindings::list_owners(&mut tx, &self.tenant).await?
        };
        let (space, slug) = (tenant.name.clone(), tenant.slug.clone());
        let (caller, noted) = (run.caller(), tenant.clone());
        let mut access = Access::<MayClose>::local(&run.service, &caller, tenant).await?;
        if done_steps::insert(access.tx(), &run.job.id, action.as_str(), run.now()).await? {
            access.audit(audited(action, &noted, after.xor(Some(self.closed_at)), after)).await?;
            if after.is_some() {
                for account in owners {
                    let notice =
                        Notice::SpaceClosed { space: space.clone(), slug: slug.clone(), by: self.by.clone() };
                    let origin =
                        Origin { at: self.closed_at, address: String::new(), user_agent: String::new() };
                    access.enqueue(&SendNotice { account, notice, origin }).await?;
                }
            }
            access.commit().await?;
        }
        Ok(Output::default())
    }

    async fn tell(&self, run: &Run) -> Result<Output, JobError> {
        let Some(tenant) = self.closed(run).await? else { return Ok(Output::told(OPEN_AGAIN)) };
        let moved = jobs::flush(&run.service, &tenant).await?;
        Ok(Output::told(format!("{moved}")))
    }
}

const OPEN_AGAIN: &str = "it was opened again meanwhile";
