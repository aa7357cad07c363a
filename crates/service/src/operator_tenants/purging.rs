//! Purging a tenant that an operator closed, once the time is over in which that could be undone.
//!
//! First nobody gets in any more and what is to go is counted and noted, then its database is removed. Its row stays,
//! with its slug, its entries in the audit log and whatever was charged.

use domain::{
    Micros, TenantId,
    audit::{Deed, Target},
    jobs::{JobKind, Priority},
    permission::ViewAudit,
};
use serde::{Deserialize, Serialize};
use store::{
    Mode,
    audit::{Chain, lock},
    control::{
        tenant_lists,
        tenants::{self, Tenant},
    },
    tenant::counting,
};

use crate::{
    Access, Caller, Source,
    access::{Change, audit_control},
    deep_links,
    jobs::{JobError, Output, Run, Step, Work},
    payments,
};

/// Removes what a tenant had. Stored in jobs as JSON: a field that is added has a default.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PurgeTenant {
    pub(crate) tenant: TenantId,
    /// The instant it was put for: a closing that was undone, or put off, leaves it nothing to do.
    pub(crate) purge_at: Micros,
}

impl Work for PurgeTenant {
    const KIND: JobKind = JobKind::PurgeTenant;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] = &[
        Step { name: "shut-out", act: |work, run| Box::pin(work.shut_out(run)), undo: None },
        Step { name: "remove-data", act: |work, run| Box::pin(work.remove(run)), undo: None },
        Step { name: "remove-elsewhere", act: |work, run| Box::pin(work.remove_elsewhere(run)), undo: None },
    ];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

impl PurgeTenant {
    fn is_due(&self, tenant: &Tenant) -> bool {
        tenant.closed_at.is_some() && tenant.purged_at.is_none() && tenant.purge_at == Some(self.purge_at)
    }

    /// Counts what goes, takes its people's way in, and notes both in the transaction from which on it is purged.
    async fn shut_out(&self, run: &Run) -> Result<Output, JobError> {
        let mut look = run.service.store().control(Mode::Read).await?;
        let found = tenants::find(&mut look, &self.tenant).await?;
        drop(look);
        let Some(tenant) = found.filter(|tenant| self.is_due(tenant)) else {
            return Ok(Output::told("it was opened again, or is purged later"));
        };
        let job = Caller::local(Source::Job);
        let mut own = Access::<ViewAudit>::local(&run.service, &job, tenant).await?;
        let mut removed = counting::all(own.tx()).await?;
        drop(own);
        let mut tx = run.service.store().control(Mode::Write).await?;
        lock(&mut tx, Chain::Of(&self.tenant)).await?;
        let found = tenants::find(&mut tx, &self.tenant).await?;
        let Some(tenant) = found.filter(|tenant| self.is_due(tenant)) else {
            return Ok(Output::told("it was opened again meanwhile"));
        };
        payments::forget(&run.service, &mut tx, &self.tenant).await?;
        let members = tenant_lists::purge(&mut tx, &self.tenant, run.now()).await?;
        removed.push(("members", members));
        let report: serde_json::Map<_, _> =
            removed.iter().map(|(what, count)| ((*what).to_owned(), (*count).into())).collect();
        let told =
            removed.iter().map(|(what, count)| format!("{what}: {count}")).collect::<Vec<_>>().join(", ");
        let change = Change {
            before: Some(serde_json::json!({ "removed": report })),
            ..Change::of(Deed::TenantsPurge, Target::of(&self.tenant).called(&tenant.name))
        };
        audit_control(&mut tx, &run.caller(), run.now(), change).await?;
        run.service.live().recheck(&self.tenant);
        Ok(Output { told, result: Some(report.into()), tx: Some(tx) })
    }

    /// Takes away what it had in the programs that links lead to, and in their stores.
    async fn remove_elsewhere(&self, run: &Run) -> Result<Output, JobError> {
        let mut look = run.service.store().control(Mode::Read).await?;
        let found = tenants::find(&mut look, &self.tenant).await?;
        drop(look);
        if found.is_some_and(|tenant| tenant.purged_at.is_some()) {
            deep_links::remove(&run.service, &self.tenant).await?;
        }
        Ok(Output::default())
    }

    /// Removes its database; what is gone already stays gone.
    async fn remove(&self, run: &Run) -> Result<Output, JobError> {
        let mut look = run.service.store().control(Mode::Read).await?;
        let found = tenants::find(&mut look, &self.tenant).await?;
        drop(look);
        let Some(tenant) = found.filter(|tenant| tenant.purged_at.is_some()) else {
            return Ok(Output::told("nothing is removed"));
        };
        run.service.store().remove_tenant(&tenant.location()?).await?;
        Ok(Output::told("its database is removed"))
    }
}
