//! The end of credentials: that of those which are over, and of those whose store did not answer at the time.

use domain::{
    Micros,
    audit::Deed,
    jobs::{JobKind, Priority},
    plans::Feature,
    read_credentials::ReadState,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{
    Mode,
    audit::{Chain, lock},
    control::{
        memberships,
        read_credentials::{self, ReadCredential},
        tenants::{self, Tenant},
    },
};

use super::{PATIENCE, change, login};
use crate::{
    Caller, OrInternal, Result, Service, Source,
    access::{Change, audit_control},
    deep_links::readers,
    jobs::{Output, Step, Work},
};

/// How many are looked at in one transaction.
const PIECE: i64 = 100;

/// Ends what is over, every few minutes.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct EndReadCredentials {}

impl Work for EndReadCredentials {
    const KIND: JobKind = JobKind::EndReadCredentials;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] =
        &[Step::only(|_, run| Box::pin(async move { Ok(Output::told(sweep(&run.service).await?)) }))];
}

/// Looks at all credentials: how many ended, and how many stores still have to be told.
pub async fn sweep(service: &Service) -> Result<String> {
    for state in [ReadState::Pending, ReadState::Live] {
        let mut after = String::new();
        loop {
            let all = piece(service, state, &after).await?;
            let Some(last) = all.last() else { break };
            last.id.as_str().clone_into(&mut after);
            for one in &all {
                end_if_over(service, one).await?;
            }
        }
    }
    let (mut ended, mut waiting, mut after) = (0_usize, 0_usize, String::new());
    loop {
        let all = piece(service, ReadState::Ending, &after).await?;
        let Some(last) = all.last() else { break };
        last.id.as_str().clone_into(&mut after);
        for one in &all {
            let count = if end(service, one).await? { &mut ended } else { &mut waiting };
            *count += 1;
        }
    }
    Ok(format!("{ended} ended, {waiting} wait for their store"))
}

async fn piece(service: &Service, state: ReadState, after: &str) -> Result<Vec<ReadCredential>> {
    let mut tx = service.control(Mode::Read).await?;
    read_credentials::list_in(&mut tx, state, after, PIECE).await.or_internal()
}

async fn end_if_over(service: &Service, one: &ReadCredential) -> Result<()> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let tenant = tenants::find(&mut tx, &one.tenant_id).await.or_internal()?;
    let is_member = memberships::exists(&mut tx, &one.tenant_id, &one.account_id).await.or_internal()?;
    drop(tx);
    let Some(why) = over(tenant.as_ref(), one, is_member, now) else { return Ok(()) };
    let mut tx = service.control(Mode::Write).await?;
    lock(&mut tx, Chain::Of(&one.tenant_id)).await.or_internal()?;
    if read_credentials::update_ending(&mut tx, &one.id, now).await.or_internal()? {
        let change = Change {
            after: Some(json!({ "why": why })),
            tenant: Some(&one.tenant_id),
            ..change(Deed::ReadCredentialsEnd, one)
        };
        audit_control(&mut tx, &Caller::local(Source::Job), now, change).await?;
    }
    tx.commit().await.or_internal()
}

/// Why one is over, if it is.
fn over(tenant: Option<&Tenant>, one: &ReadCredential, is_member: bool, now: Micros) -> Option<&'static str> {
    let Some(tenant) = tenant else { return Some("closed") };
    let has_link = tenant.plan.entitlements(now).has_word(Feature::DeepLinks, one.kind.feature_word());
    if one.expires_at.is_some_and(|end| end <= now) {
        Some("expired")
    } else if tenant.closed_at.is_some() || tenant.purged_at.is_some() {
        Some("closed")
    } else if tenant.suspended_at.is_some() {
        Some("suspended")
    } else if !has_link {
        Some("not-in-plan")
    } else if !is_member {
        Some("maker-left")
    } else {
        None
    }
}

/// Has its store let it in no more; whether it is known to.
pub(super) async fn end(service: &Service, one: &ReadCredential) -> Result<bool> {
    let login = login(&one.tenant_id, &one.id);
    let told = tokio::time::timeout(PATIENCE, readers::dismiss(service, one.kind, &login)).await;
    let told = told.unwrap_or_else(|_| Err("it did not answer in time".to_owned()));
    let mut tx = service.control(Mode::Write).await?;
    let is_ended = match told {
        Ok(()) => read_credentials::update_ended(&mut tx, &one.id, service.now()).await.or_internal()?,
        Err(problem) => {
            let problem = domain::bounds::cut(&problem, 300);
            tracing::warn!(kind = %one.kind, problem, "a store may still let a tenant’s reader in");
            read_credentials::update_unsure(&mut tx, &one.id, &problem).await.or_internal()?;
            false
        }
    };
    tx.commit().await.or_internal()?;
    Ok(is_ended)
}
