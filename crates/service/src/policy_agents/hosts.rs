//! What mail is counted for. An agent's name is that of the first Postfix on its host; another bears it too, with its own
//! behind a colon, as `mx:out`.

use domain::{PolicyAgentId, permission::MayOne};
use store::tenant::{agent_hosts, policy_agents::PolicyAgent};

use crate::{Access, OrInternal, Result};

/// One Postfix.
#[expect(clippy::struct_field_names, reason = "it is called so in every table")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Host {
    pub(crate) agent: PolicyAgentId,
    /// Its own name; empty: the first of its agent.
    pub(crate) host: String,
    pub(crate) name: String,
}

pub(crate) fn name(agent: &str, host: &str) -> String {
    if host.is_empty() { agent.to_owned() } else { format!("{agent}:{host}") }
}

/// The agent and the Postfix that a name or an agent's id means; without a Postfix, all of the agent's.
pub(crate) fn named<'a>(agents: &'a [PolicyAgent], text: &str) -> Option<(&'a PolicyAgent, Option<String>)> {
    agents.iter().find_map(|agent| {
        if agent.id.as_str() == text {
            return Some((agent, None));
        }
        let rest = text.strip_prefix(agent.name.as_str())?;
        let host = if rest.is_empty() { Some(rest) } else { rest.strip_prefix(':') };
        host.map(|host| (agent, Some(host.to_owned())))
    })
}

/// The Postfixes of these agents, each agent's first before its others.
pub(crate) async fn list<P: MayOne>(access: &mut Access<P>, agents: &[PolicyAgent]) -> Result<Vec<Host>> {
    let others = agent_hosts::list(access.tx()).await.or_internal()?;
    let mut hosts = Vec::with_capacity(agents.len());
    for agent in agents {
        let of_agent = others.iter().filter(|other| other.agent_id == agent.id).map(|other| &*other.host);
        hosts.extend(std::iter::once("").chain(of_agent).map(|host| Host {
            agent: agent.id.clone(),
            host: host.to_owned(),
            name: name(&agent.name, host),
        }));
    }
    Ok(hosts)
}

/// Their names.
pub(crate) async fn names<P: MayOne>(access: &mut Access<P>, agents: &[PolicyAgent]) -> Result<Vec<String>> {
    Ok(list(access, agents).await?.into_iter().map(|host| host.name).collect())
}
