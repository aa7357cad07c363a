//! Contacts that were refused, as the agent's page shows them: from where, and why.

use domain::{MINUTE, Micros, PolicyAgentId, SECOND};
use store::{
    Location, Mode,
    control::tenants::{self, TenantState},
    tenant::{
        agent_warnings::{self, Warning, WarningKind},
        policy_agents::{self, AgentState},
    },
};

use crate::{OrInternal, Result, Service, policy_agents::Key};

/// A refused agent tries every half a minute; its page learns of it this often, and of any address at all
/// only a little more often: whoever guesses must not make the disk busy.
const REFUSALS: Micros = MINUTE;
const ANY_REFUSALS: Micros = 5 * SECOND;

/// Notes for the agent's page that a contact was refused, from where and why.
pub(super) async fn note(
    service: &Service,
    location: &Location,
    agent: &PolicyAgentId,
    kind: WarningKind,
    (about, detail): (&str, &str),
) -> Result<()> {
    let now = service.now();
    let mut tx = service.store().tenant(location, Mode::Read).await.or_internal()?;
    let known = agent_warnings::list(&mut tx, agent).await.or_internal()?;
    drop(tx);
    let is_known = |warning: &Warning| {
        let pause = if warning.about == about { REFUSALS } else { ANY_REFUSALS };
        warning.kind == kind && warning.last_at > now - pause
    };
    if known.iter().any(is_known) {
        return Ok(());
    }
    let mut tx = service.store().tenant(location, Mode::Write).await.or_internal()?;
    agent_warnings::upsert(&mut tx, agent, kind, about, detail, now).await.or_internal()?;
    tx.commit().await.or_internal()
}

/// Notes for an agent's page that a key it had before is still in use, and where.
pub async fn note_old_key(service: &Service, key: &str, address: &str) -> Result<()> {
    let Some(key) = Key::parse(key) else { return Ok(()) };
    let mut control = service.control(Mode::Read).await?;
    let tenant = tenants::find(&mut control, &key.tenant).await.or_internal()?;
    drop(control);
    let Some(tenant) = tenant.filter(|tenant| tenant.state == TenantState::Ready) else { return Ok(()) };
    let location = tenant.location().or_internal()?;
    let mut tx = service.store().tenant(&location, Mode::Read).await.or_internal()?;
    let found = policy_agents::find(&mut tx, &key.agent).await.or_internal()?;
    drop(tx);
    match found {
        Some(agent) if agent.state != AgentState::Revoked && !key.is_of(&agent) => {
            note(service, &location, &agent.id, WarningKind::OldKey, (address, "")).await
        }
        _ => Ok(()),
    }
}
