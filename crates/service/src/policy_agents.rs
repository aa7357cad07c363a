//! The enrolled programs on the tenant's mail hosts, and their keys.

pub(crate) mod hosts;

use domain::{
    Checks, DAY, EnvironmentId, Error, Micros, PolicyAgentId, Problem, Quota, TenantId,
    audit::{Deed, Target},
    forms,
    permission::{ManagePolicyAgents, MayOne, ViewPolicyAgents},
    pins,
    plans::Feature,
    resources::Path,
    zones::{TimeZoneName, Zone},
};
use store::tenant::{
    Among, agent_warnings, allowances, environments, policy_agents, rejected_records,
    rollups::{self, Grain, Window},
};
pub use store::tenant::{
    agent_warnings::{Warning, WarningKind},
    policy_agents::{AgentState, PolicyAgent},
    rejected_records::RejectedRecord,
};

use crate::{
    Access, OrInternal, Result,
    access::Change,
    chance,
    forms::confirm_name,
    keys::{self, prefix},
    quotas::{self, Count},
};

/// So long a warning is shown after it was last given.
const WARNINGS: Micros = 7 * DAY;
/// How the keys of policy agents begin.
const KIND: &str = "pva";

/// What the page sends.
#[derive(Clone, Debug, Default)]
pub struct AgentForm {
    pub name: String,
    pub time_zone: String,
    /// The one address it may send from, or an IPv6 /64; empty: any, or the first it comes from where the
    /// plan pins.
    pub address: String,
    /// The id of the environment it belongs to; empty: none.
    pub environment: String,
}

#[derive(Debug)]
struct Checked {
    name: String,
    time_zone: TimeZoneName,
    address: String,
    environment: Option<EnvironmentId>,
}

impl AgentForm {
    fn check(&self) -> Result<Checked> {
        let mut checks = Checks::default();
        let name = checks.take("name", agent_name(&self.name));
        let time_zone = checks.take("time_zone", TimeZoneName::parse(&self.time_zone));
        let address = match self.address.trim() {
            "" => Ok(String::new()),
            text => pins::parse(text),
        };
        let address = checks.take("address", address);
        let environment = match self.environment.as_str() {
            "" => Ok(None),
            id => EnvironmentId::parse(id).map(Some).ok_or(Problem::NotAChoice),
        };
        let environment = checks.take("environment", environment);
        checks.finish()?;
        match (name, time_zone, address, environment) {
            (Some(name), Some(time_zone), Some(address), Some(environment)) => {
                Ok(Checked { name, time_zone, address, environment })
            }
            _ => Err(Error::Internal),
        }
    }
}

/// A host's name as it appears in addresses of pages, so it holds no white space.
fn agent_name(text: &str) -> Result<String, Problem> {
    forms::name(text, 60).map(|name| name.split_whitespace().collect::<Vec<_>>().join("-"))
}

/// A policy agent's key. The ids in it say where to look it up.
#[derive(Debug)]
pub(crate) struct Key<'a> {
    pub(crate) tenant: TenantId,
    pub(crate) agent: PolicyAgentId,
    pub(crate) whole: &'a str,
}

impl<'a> Key<'a> {
    pub(crate) fn parse(whole: &'a str) -> Option<Self> {
        let (tenant, agent) = keys::parse(KIND, whole)?;
        Some(Self { tenant, agent: PolicyAgentId::parse(&format!("agt_{agent}"))?, whole })
    }

    /// Whether this is the key an agent has now.
    pub(crate) fn is_of(&self, agent: &PolicyAgent) -> bool {
        chance::same(&agent.key_hash, &chance::hash(self.whole)) && agent.state != AgentState::Revoked
    }
}

/// A key just made. It is shown once and stored as its hash.
#[derive(Clone)]
pub struct NewKey {
    pub agent: PolicyAgent,
    pub key: String,
}

impl std::fmt::Debug for NewKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewKey").field("agent", &self.agent.id).finish_non_exhaustive()
    }
}

fn new_key(tenant: &TenantId, agent: &PolicyAgentId) -> String {
    keys::make(KIND, tenant, agent.as_str())
}

/// What to say of a name that another agent has: that it is taken, to whoever may know of the other one.
async fn taken(access: &mut Access<ManagePolicyAgents>, name: &str) -> Result<Error> {
    let (seen, among) = covered(access).await?;
    let is_known = among == *Among::ALL || seen.iter().any(|agent| agent.name == name);
    Ok(Error::field("name", if is_known { Problem::Taken } else { Problem::Unusable }))
}

/// The agents that a permission covers, and the same for statements. Whatever is not among them must not be
/// shown, counted or told.
pub(crate) async fn covered<P: MayOne>(
    access: &mut Access<P>,
) -> Result<(Vec<PolicyAgent>, Among<PolicyAgentId>)> {
    let mut agents = policy_agents::list(access.tx()).await.or_internal()?;
    let reach = access.reach();
    if reach.is_whole() {
        return Ok((agents, Among::All));
    }
    agents.retain(|agent| reach.covers(&agent.path()));
    let among = Among::these(agents.iter().map(|agent| &agent.id));
    Ok((agents, among))
}

/// Enrols an agent.
pub async fn enrol(mut access: Access<ManagePolicyAgents>, form: AgentForm) -> Result<NewKey> {
    let checked = form.check()?;
    check_environment(&mut access, checked.environment.as_ref()).await?;
    let is_free = access.entitlements().has(Feature::UnpinnedAgents);
    let count = Count::before(&mut access, Quota::PolicyAgents).await?;
    access.check_quota(count.usage()).await?;
    let now = access.now();
    let id = chance::id(now, PolicyAgentId::new);
    let key = new_key(&access.tenant().id, &id);
    let agent = PolicyAgent {
        id,
        name: checked.name,
        time_zone: checked.time_zone.as_str().to_owned(),
        environment_id: checked.environment.map(|id| id.to_string()),
        is_pinned: !checked.address.is_empty() || !is_free,
        address: checked.address,
        key_prefix: prefix(&key),
        key_hash: chance::hash(&key),
        state: AgentState::Active,
        version: String::new(),
        last_address: String::new(),
        last_seen_at: None,
        up_since: None,
        spool_depth: 0,
        dropped: 0,
        created_at: now,
        state_changed_at: now,
        opening: String::new(),
        clock_offset: 0,
        refused_connections: 0,
    };
    let taken = taken(&mut access, &agent.name).await?;
    policy_agents::insert(access.tx(), &agent).await.or_taken(taken)?;
    allowances::inherit(access.tx(), &agent.id).await.or_internal()?;
    let change = Change {
        after: Some(audited(&agent)),
        ..Change::of(Deed::PolicyAgentsEnrol, Target::of(&agent.id).called(&agent.name))
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(NewKey { agent, key })
}

/// An agent in the list, with what it sent today in its own zone.
#[derive(Clone, Debug)]
pub struct Listed {
    pub agent: PolicyAgent,
    pub events_today: i64,
    /// What somebody should look at, newest first.
    pub warnings: Vec<Warning>,
    /// Whether the plan has no room for it: it is refused and keeps its records.
    pub is_frozen: bool,
}

pub async fn list(access: &mut Access<ViewPolicyAgents>) -> Result<Vec<Listed>> {
    let (agents, _) = covered(access).await?;
    let frozen = quotas::frozen(access, Quota::PolicyAgents).await?;
    let mut listed = Vec::with_capacity(agents.len());
    for agent in agents {
        let is_frozen = frozen.contains(agent.id.as_str());
        listed.push(Listed { is_frozen, ..look(access, agent).await? });
    }
    Ok(listed)
}

async fn look(access: &mut Access<ViewPolicyAgents>, agent: PolicyAgent) -> Result<Listed> {
    let events_today = events_today(access, &agent).await?;
    let mut warnings = agent_warnings::list(access.tx(), &agent.id).await.or_internal()?;
    warnings.retain(|warning| warning.last_at > access.now() - WARNINGS);
    Ok(Listed { agent, events_today, warnings, is_frozen: false })
}

async fn events_today(access: &mut Access<ViewPolicyAgents>, agent: &PolicyAgent) -> Result<i64> {
    let zone = Zone::parse(&agent.time_zone).unwrap_or_else(|_| Zone::utc());
    let from = zone.day_start(zone.day_of(access.now()));
    let among = Among::these([&agent.id]);
    let window = Window { from, to: i64::MAX, among: &among, domain: "", host: None };
    let counts = rollups::total(access.tx(), Grain::Quarter, window).await.or_internal()?;
    Ok(counts.requests)
}

/// One agent with the newest records of its that could not be read.
pub async fn find(access: &mut Access<ViewPolicyAgents>, id: &str) -> Result<(Listed, Vec<RejectedRecord>)> {
    let id = PolicyAgentId::parse(id).ok_or(Error::NotFound)?;
    let agent = policy_agents::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    access.check(&agent.path()).await?;
    let rejected = rejected_records::list(access.tx(), &agent.id, 20).await.or_internal()?;
    let is_frozen = quotas::frozen(access, Quota::PolicyAgents).await?.contains(agent.id.as_str());
    Ok((Listed { is_frozen, ..look(access, agent).await? }, rejected))
}

/// Changes an agent's name, zone, address or environment.
pub async fn update(mut access: Access<ManagePolicyAgents>, id: &str, form: AgentForm) -> Result<()> {
    let checked = form.check()?;
    let before = usable(&mut access, id).await?;
    let is_pinned = !checked.address.is_empty() || !access.entitlements().has(Feature::UnpinnedAgents);
    let zone = checked.time_zone.as_str();
    let taken = taken(&mut access, &checked.name).await?;
    policy_agents::update(access.tx(), &before.id, &checked.name, zone, &checked.address, is_pinned)
        .await
        .or_taken(taken)?;
    if checked.address != before.address {
        settle(&mut access, &before.id, &[WarningKind::WrongAddress]).await?;
    }
    if checked.environment != before.environment() {
        // Out of one part and into another: it takes the right over both.
        access.check(&Path::part(before.environment())).await?;
        check_environment(&mut access, checked.environment.as_ref()).await?;
        policy_agents::update_environment(access.tx(), &before.id, checked.environment.as_ref())
            .await
            .or_internal()?;
    }
    let after = PolicyAgent {
        name: checked.name.clone(),
        time_zone: zone.to_owned(),
        address: checked.address.clone(),
        is_pinned,
        environment_id: checked.environment.map(|id| id.to_string()),
        ..before.clone()
    };
    access
        .audit(Change {
            before: Some(audited(&before)),
            after: Some(audited(&after)),
            ..Change::of(Deed::PolicyAgentsUpdate, Target::of(&before.id).called(&before.name))
        })
        .await?;
    access.commit().await.map(|_| ())
}

/// Gives an agent a new key; the old one stops working with the next request.
pub async fn rotate(mut access: Access<ManagePolicyAgents>, id: &str) -> Result<NewKey> {
    let agent = usable(&mut access, id).await?;
    let key = new_key(&access.tenant().id, &agent.id);
    policy_agents::update_key(access.tx(), &agent.id, &prefix(&key), &chance::hash(&key))
        .await
        .or_internal()?;
    // Whoever had the old key is refused from now on, and was perhaps the second.
    settle(&mut access, &agent.id, &[WarningKind::OldKey, WarningKind::TwoPrograms]).await?;
    let change = Change {
        before: Some(serde_json::json!({ "key": agent.key_prefix })),
        after: Some(serde_json::json!({ "key": prefix(&key) })),
        ..Change::of(Deed::PolicyAgentsRotate, Target::of(&agent.id).called(&agent.name))
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(NewKey { agent, key })
}

async fn settle(
    access: &mut Access<ManagePolicyAgents>,
    agent: &PolicyAgentId,
    kinds: &[WarningKind],
) -> Result<()> {
    for kind in kinds {
        agent_warnings::delete(access.tx(), agent, *kind).await.or_internal()?;
    }
    Ok(())
}

/// Pauses or resumes an agent. A paused one keeps its records in its spool.
pub async fn set_paused(mut access: Access<ManagePolicyAgents>, id: &str, is_paused: bool) -> Result<()> {
    let agent = usable(&mut access, id).await?;
    let (state, action) = if is_paused {
        (AgentState::Paused, Deed::PolicyAgentsPause)
    } else {
        (AgentState::Active, Deed::PolicyAgentsResume)
    };
    set_state(&mut access, &agent, state, action).await?;
    access.commit().await.map(|_| ())
}

/// Revokes an agent for good; its name was typed to confirm. What it sent stays.
pub async fn revoke(mut access: Access<ManagePolicyAgents>, id: &str, confirm: &str) -> Result<()> {
    let agent = usable(&mut access, id).await?;
    confirm_name(confirm, &agent.name)?;
    set_state(&mut access, &agent, AgentState::Revoked, Deed::PolicyAgentsRevoke).await?;
    access.commit().await.map(|_| ())
}

async fn set_state(
    access: &mut Access<ManagePolicyAgents>,
    agent: &PolicyAgent,
    state: AgentState,
    action: Deed,
) -> Result<()> {
    let now = access.now();
    policy_agents::update_state(access.tx(), &agent.id, state, now).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "state": agent.state })),
        after: Some(serde_json::json!({ "state": state })),
        ..Change::of(action, Target::of(&agent.id).called(&agent.name))
    };
    access.audit(change).await
}

/// The agent with this id, unless it was revoked: then there is nothing left to do with it.
async fn usable(access: &mut Access<ManagePolicyAgents>, id: &str) -> Result<PolicyAgent> {
    let id = PolicyAgentId::parse(id).ok_or(Error::NotFound)?;
    let agent = policy_agents::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    access.check(&agent.path()).await?;
    if agent.state == AgentState::Revoked {
        return Err(Error::NotFound);
    }
    Ok(agent)
}

/// Refuses an environment that is not there, and one in which the caller has no right over agents.
async fn check_environment(
    access: &mut Access<ManagePolicyAgents>,
    environment: Option<&EnvironmentId>,
) -> Result<()> {
    if let Some(id) = environment
        && environments::find(access.tx(), id).await.or_internal()?.is_none()
    {
        return Err(Error::field("environment", Problem::NotAChoice));
    }
    access.check(&Path::part(environment.cloned())).await.map_err(|error| match error {
        // One that the caller may not even look at does not exist for them.
        Error::NotFound => Error::field("environment", Problem::NotAChoice),
        other => other,
    })
}

fn audited(agent: &PolicyAgent) -> serde_json::Value {
    serde_json::json!({
        "name": agent.name, "time_zone": agent.time_zone, "address": agent.address,
        "environment": agent.environment_id,
        "pinned": agent.is_pinned, "key": agent.key_prefix,
    })
}
