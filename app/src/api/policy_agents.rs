use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Fault;

/// A key just made, for the one time it is shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShownKey {
    pub agent: String,
    pub name: String,
    pub key: String,
}

#[cfg(feature = "ssr")]
impl From<service::policy_agents::NewKey> for ShownKey {
    fn from(new: service::policy_agents::NewKey) -> Self {
        Self { agent: new.agent.id.to_string(), name: new.agent.name, key: new.key }
    }
}

/// Enrols a policy agent and answers its key.
#[server(prefix = "/rpc", endpoint = "policy-agents.enrol")]
pub async fn enrol_policy_agent(
    tenant: String,
    #[server(default)] name: String,
    #[server(default)] time_zone: String,
    #[server(default)] address: String,
    #[server(default)] environment: String,
) -> Result<ShownKey, Fault> {
    let access = super::reply::enter(&tenant).await?;
    let form = service::policy_agents::AgentForm { name, time_zone, address, environment };
    Ok(service::policy_agents::enrol(access, form).await?.into())
}

/// Changes an agent's name, zone or address.
#[server(prefix = "/rpc", endpoint = "policy-agents.update")]
pub async fn update_policy_agent(
    tenant: String,
    id: String,
    #[server(default)] name: String,
    #[server(default)] time_zone: String,
    #[server(default)] address: String,
    #[server(default)] environment: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let form = service::policy_agents::AgentForm { name, time_zone, address, environment };
    service::policy_agents::update(access, &id, form).await?;
    reply::done(Action::PolicyAgentsUpdate, &format!("/t/{tenant}/policy-agents/{id}"));
    Ok(())
}

/// Gives an agent a new key and answers it; the old one stops working.
#[server(prefix = "/rpc", endpoint = "policy-agents.rotate")]
pub async fn rotate_policy_agent(tenant: String, id: String) -> Result<ShownKey, Fault> {
    let access = super::reply::enter(&tenant).await?;
    Ok(service::policy_agents::rotate(access, &id).await?.into())
}

/// Pauses an agent, or resumes it.
#[server(prefix = "/rpc", endpoint = "policy-agents.pause")]
pub async fn pause_policy_agent(
    tenant: String,
    id: String,
    #[server(default)] paused: bool,
) -> Result<(), Fault> {
    use super::reply::{self, Notice};
    let access = reply::enter(&tenant).await?;
    service::policy_agents::set_paused(access, &id, paused).await?;
    let done = if paused { Notice::Paused } else { Notice::Resumed };
    reply::done_as(done, &format!("/t/{tenant}/policy-agents/{id}"));
    Ok(())
}

/// Revokes an agent whose name was typed.
#[server(prefix = "/rpc", endpoint = "policy-agents.revoke")]
pub async fn revoke_policy_agent(
    tenant: String,
    id: String,
    #[server(default)] confirm: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::policy_agents::revoke(access, &id, &confirm).await?;
    reply::done(Action::PolicyAgentsRevoke, &format!("/t/{tenant}/policy-agents"));
    Ok(())
}
