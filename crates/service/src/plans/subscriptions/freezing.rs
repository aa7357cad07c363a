//! What stays at work after a change of plan, as an admin chose it.

use domain::{Quota, TenantId, audit::Deed, jobs::JobKind, permission::ManageSettings};
use serde::{Deserialize, Serialize};
use store::{
    Mode,
    control::{
        subscriptions,
        tenants::{self, TenantState},
    },
    tenant::frozen,
};

use super::target;
use crate::{
    Access, Caller, OrInternal, Result, Service, Source,
    access::Change,
    jobs::{Output, Step, Work},
    quotas,
};

/// The plan was changed: what it has no room for is frozen, newest first unless something was chosen to stay. Until
/// this is done the oldest stay, so nothing is at work meanwhile that should not be.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FreezeBeyond {
    pub(super) tenant: TenantId,
}

impl Work for FreezeBeyond {
    const KIND: JobKind = JobKind::FreezeBeyond;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move { Ok(freeze(&run.service, &work.tenant).await.map(Output::from)?) })
    })];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

async fn freeze(service: &Service, id: &TenantId) -> Result<()> {
    let mut tx = service.control(Mode::Read).await?;
    let found = tenants::find(&mut tx, id).await.or_internal()?;
    let chosen = subscriptions::find(&mut tx, id).await.or_internal()?.map(|one| one.kept);
    drop(tx);
    let ready = found.filter(|tenant| tenant.state == TenantState::Ready && tenant.purged_at.is_none());
    let Some(tenant) = ready else { return Ok(()) };
    let chosen: Vec<String> = chosen.unwrap_or_default().split(' ').map(str::to_owned).collect();
    let caller = Caller::local(Source::Job);
    let mut access = Access::<ManageSettings>::local(service, &caller, tenant.clone()).await?;
    let mut beyond = serde_json::Map::new();
    for quota in [Quota::Domains, Quota::Networks, Quota::PolicyAgents] {
        frozen::update_chosen(access.tx(), quota, &chosen).await.or_internal()?;
        let ids = quotas::frozen(&mut access, quota).await?;
        let ranked = frozen::rank(access.tx(), quota).await.or_internal()?;
        let names = ranked.into_iter().filter(|one| ids.contains(&one.id)).map(|one| one.name.into());
        let names: Vec<serde_json::Value> = names.collect();
        if !names.is_empty() {
            beyond.insert(quota.to_string(), names.into());
        }
    }
    if beyond.is_empty() {
        return access.commit_piece().await.map(|_| ());
    }
    let change =
        Change { after: Some(beyond.into()), ..Change::of(Deed::SubscriptionsFreeze, target(&tenant)) };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}
