//! What the plan allows, and how much of it is used.

use domain::{Quota, decision::Usage, permission::ViewPlan};
use store::tenant::{
    domains, networks,
    policy_agents::{self, AgentState},
};

use crate::{Access, OrInternal, Result};

/// How much of each counted entitlement is in use.
pub async fn usage(access: &mut Access<ViewPlan>) -> Result<Vec<Usage>> {
    let limits = access.tenant().plan.limits();
    let tx = access.tx();
    let agents = policy_agents::list(tx).await.or_internal()?;
    let domains = domains::list(tx).await.or_internal()?.len();
    let networks = networks::list(tx).await.or_internal()?.len();
    let agents = agents.iter().filter(|agent| agent.state != AgentState::Revoked).count();
    let counted = [(Quota::Domains, domains), (Quota::Networks, networks), (Quota::PolicyAgents, agents)];
    Ok(counted
        .into_iter()
        .map(|(quota, used)| Usage {
            quota,
            limit: limits.of(quota),
            used: i64::try_from(used).unwrap_or(i64::MAX),
        })
        .collect())
}
