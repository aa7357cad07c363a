//! What policy agents do beside sending records, as the tenant's audit log tells it.
//!
//! Records are their own trail: an entry per batch would grow the log without bound and tell nothing more.

use domain::{
    Error, HOUR, Micros, PolicyAgentId,
    audit::{Deed, Target},
};
use store::{
    Location, Mode, TenantTx, audit,
    tenant::{agent_warnings::WarningKind, policy_agents},
};

use super::refusals;
use crate::{Caller, OrInternal, Principal, Result, Service, Source, access::Change, limits::limit};

/// Notes that a key was used from elsewhere, or for more than its plan allows. An agent goes on trying, so a
/// few an hour are noted.
pub(super) async fn refuse(
    service: &Service,
    location: &Location,
    agent: &PolicyAgentId,
    address: &str,
    error: &Error,
) -> Result<()> {
    let noted = match error {
        Error::WrongAddress { pinned, .. } => Some((WarningKind::WrongAddress, (address, pinned.as_str()))),
        Error::RateLimited { .. } => Some((WarningKind::OverAllowance, ("", ""))),
        _ => None,
    };
    if let Some((kind, about)) = noted {
        refusals::note(service, location, agent, kind, about).await?;
    }
    let refusals = format!("refusals:{agent}");
    if limit(service, &refusals, 3, HOUR).await.is_err() {
        return Ok(());
    }
    let mut tx = service.store().tenant(location, Mode::Write).await.or_internal()?;
    let after = serde_json::json!({ "reason": error.to_string() });
    append(&mut tx, Deed::PolicyAgentsRefuse, agent, address, after, service.now()).await?;
    tx.commit().await.or_internal()
}

/// Leaves an entry of what an agent did, in its batch's transaction.
pub(super) async fn append(
    tx: &mut TenantTx,
    action: Deed,
    agent: &PolicyAgentId,
    address: &str,
    after: serde_json::Value,
    now: Micros,
) -> Result<()> {
    let found = policy_agents::find(tx, agent).await.or_internal()?;
    let name = found.map(|found| found.name).unwrap_or_default();
    let target = Target::of(agent).called(&name);
    let principal = Principal::PolicyAgent { id: agent.clone(), name };
    let caller = Caller { address: address.to_owned(), ..Caller::of(principal, Source::Agent) };
    let change = Change { after: Some(after), ..Change::of(action, target) };
    audit::append(tx, &caller.entry(now, change)).await.or_internal()
}
