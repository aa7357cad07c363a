//! What policy agents do beside sending records, as the tenant's audit log tells it.
//!
//! Records are their own trail: an entry per batch would grow the log without bound and tell nothing more.

use domain::{Error, HOUR, Micros, PolicyAgentId};
use store::{Location, Mode, TenantTx, audit, tenant::agent_warnings::WarningKind};

use super::refusals;
use crate::{Caller, OrInternal, Result, Service, Source, access::Change, limits::limit};

/// Notes that a key was used from elsewhere, or for more than its plan allows. An agent goes on trying, so a
/// few an hour are noted.
pub(super) async fn refuse(
    service: &Service,
    place: &Location,
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
        refusals::note(service, place, agent, kind, about).await?;
    }
    let refusals = format!("refusals:{agent}");
    if limit(service, &refusals, 3, HOUR).await.is_err() {
        return Ok(());
    }
    let mut tx = service.store().tenant(place, Mode::Write).await.or_internal()?;
    let after = serde_json::json!({ "reason": error.to_string() });
    append(&mut tx, "policy-agents.refuse", agent, address, after, service.now()).await?;
    tx.commit().await.or_internal()
}

/// Leaves an entry of what an agent did, in its batch's transaction.
pub(super) async fn append(
    tx: &mut TenantTx,
    action: &str,
    agent: &PolicyAgentId,
    address: &str,
    after: serde_json::Value,
    now: Micros,
) -> Result<()> {
    let caller = Caller { address: address.to_owned(), ..Caller::local(Source::Agent) };
    let change = Change { action, target: agent.as_str(), after: Some(after), ..Change::default() };
    audit::append(tx.raw(), &caller.entry(now, change)).await.or_internal()
}
