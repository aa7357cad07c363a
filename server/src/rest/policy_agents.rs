use axum::{Extension, Json, extract::Path, http::StatusCode};
use domain::permission::{ManagePolicyAgents, ViewPolicyAgents};
use serde::{Deserialize, Serialize};
use service::policy_agents::{self, AgentForm, AgentState, Listed, WarningKind};
use utoipa::ToSchema;

use super::{
    Answer, Done, Refused,
    client::Client,
    gate::Kept,
    input::{Body, Confirmation, Query},
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(enrol))
        .routes(operation!(find))
        .routes(operation!(update))
        .routes(operation!(revoke))
        .routes(operation!(rotate))
        .routes(operation!(pause))
        .routes(operation!(resume))
}

word!(agent_state = AgentState::ALL);

/// An enrolled program on a mail host.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PolicyAgent {
    id: String,
    name: String,
    time_zone: String,
    /// The id of the environment it belongs to.
    environment: Option<String>,
    /// The address or IPv6 /64 it may send from; empty: any, or the first it comes from when it is pinned.
    address: String,
    pinned: bool,
    /// How its key begins.
    key_prefix: String,
    #[schema(schema_with = agent_state)]
    state: &'static str,
    version: String,
    last_address: String,
    last_seen_at: Option<i64>,
    up_since: Option<i64>,
    spool_depth: i64,
    dropped: i64,
    /// Since midnight in its own zone.
    events_today: i64,
    created_at: i64,
    /// How far its host's clock is ahead, in microseconds; negative: behind; 0: about right.
    clock_offset: i64,
    /// Connections of its mail server that the running agent refused or cut off.
    refused_connections: i64,
    /// What somebody should look at, newest first.
    warnings: Vec<Warning>,
    /// Whether the plan has no room for it: it is refused and keeps its records until there is.
    frozen: bool,
}

word!(warning_kind = WarningKind::ALL);

/// What somebody should look at about an agent, as it was noticed in the last seven days.
#[derive(Debug, Serialize, ToSchema)]
struct Warning {
    #[schema(schema_with = warning_kind)]
    kind: &'static str,
    /// The address that was refused, or the spool.
    about: String,
    /// What it is pinned to; the addresses of two programs; how far times are off, in microseconds.
    detail: String,
    times: i64,
    first_at: i64,
    last_at: i64,
}

impl From<policy_agents::Warning> for Warning {
    fn from(warning: policy_agents::Warning) -> Self {
        Self {
            kind: warning.kind.as_str(),
            about: warning.about,
            detail: warning.detail,
            times: warning.times,
            first_at: warning.first_at,
            last_at: warning.last_at,
        }
    }
}

impl From<Listed> for PolicyAgent {
    fn from(Listed { agent, events_today, warnings, is_frozen }: Listed) -> Self {
        Self {
            id: agent.id.to_string(),
            name: agent.name,
            time_zone: agent.time_zone,
            environment: agent.environment_id,
            address: agent.address,
            pinned: agent.is_pinned,
            key_prefix: agent.key_prefix,
            state: agent.state.as_str(),
            version: agent.version,
            last_address: agent.last_address,
            last_seen_at: agent.last_seen_at,
            up_since: agent.up_since,
            spool_depth: agent.spool_depth,
            dropped: agent.dropped,
            events_today,
            created_at: agent.created_at,
            clock_offset: agent.clock_offset,
            refused_connections: agent.refused_connections,
            warnings: warnings.into_iter().map(Into::into).collect(),
            frozen: is_frozen,
        }
    }
}

/// One agent with the newest of its records that could not be read.
#[derive(Debug, Serialize, ToSchema)]
struct PolicyAgentDetails {
    #[serde(flatten)]
    agent: PolicyAgent,
    rejected: Vec<RejectedRecord>,
}

/// A record that could not be read.
#[derive(Debug, Serialize, ToSchema)]
struct RejectedRecord {
    seq: i64,
    reason: String,
    record: String,
    received_at: i64,
}

/// What an agent is made from, or becomes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PolicyAgentForm {
    #[schema(min_length = 1)]
    name: String,
    /// A name of the IANA database, such as `Europe/Paris`.
    time_zone: String,
    /// The address or IPv6 /64 it may send from; empty: any, or the first it comes from where the plan pins.
    #[serde(default)]
    address: String,
    /// The id of the environment it belongs to; empty: none.
    #[serde(default)]
    environment: String,
}

impl From<PolicyAgentForm> for AgentForm {
    fn from(form: PolicyAgentForm) -> Self {
        Self {
            name: form.name,
            time_zone: form.time_zone,
            address: form.address,
            environment: form.environment,
        }
    }
}

/// A key just made: the only time it is told.
#[derive(Debug, Serialize, ToSchema)]
struct PolicyAgentKey {
    id: String,
    name: String,
    /// Nothing when an answer is told again under its `Idempotency-Key`: keys are not kept.
    key: Option<String>,
}

/// The answer with the key, and what of it may be kept.
type KeyAnswer = (StatusCode, Extension<Kept>, Json<PolicyAgentKey>);

fn answer(status: StatusCode, new: policy_agents::NewKey) -> KeyAnswer {
    let key = PolicyAgentKey { id: new.agent.id.to_string(), name: new.agent.name, key: Some(new.key) };
    let kept = serde_json::json!({ "id": key.id, "name": key.name, "key": null });
    (status, Extension(Kept(kept)), Json(key))
}

/// List the policy agents, by name.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/policy-agents", operation_id = "policy-agents.list",
    tag = "policy-agents", params(Paging), responses((status = 200, body = List<PolicyAgent>)))]
async fn list(
    client: Client<ViewPolicyAgents>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<PolicyAgent>> {
    let mut access = client.enter(&tenant).await?;
    let mut all = policy_agents::list(&mut access).await?;
    all.sort_by(|one, other| one.agent.name.cmp(&other.agent.name));
    Ok(Json(paging.cut(&client, all, |listed| &listed.agent.name)?))
}

/// Enrol a policy agent and get its key, this once.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/policy-agents", operation_id = "policy-agents.enrol",
    tag = "policy-agents", request_body = PolicyAgentForm, responses((status = 201, body = PolicyAgentKey)))]
async fn enrol(
    client: Client<ManagePolicyAgents>,
    Path(tenant): Path<String>,
    Body(form): Body<PolicyAgentForm>,
) -> Result<KeyAnswer, Refused> {
    let access = client.enter(&tenant).await?;
    Ok(answer(StatusCode::CREATED, policy_agents::enrol(access, form.into()).await?))
}

/// One policy agent.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/policy-agents/{id}", operation_id = "policy-agents.find",
    tag = "policy-agents", responses((status = 200, body = PolicyAgentDetails)))]
async fn find(
    client: Client<ViewPolicyAgents>,
    Path((tenant, id)): Path<(String, String)>,
) -> Answer<PolicyAgentDetails> {
    let mut access = client.enter(&tenant).await?;
    let (listed, rejected) = policy_agents::find(&mut access, &id).await?;
    let rejected = rejected.into_iter().map(|record| RejectedRecord {
        seq: record.seq,
        reason: record.reason,
        record: record.record,
        received_at: record.received_at,
    });
    Ok(Json(PolicyAgentDetails { agent: listed.into(), rejected: rejected.collect() }))
}

/// Change a policy agent's name, zone and address.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/policy-agents/{id}", operation_id = "policy-agents.update",
    tag = "policy-agents", request_body = PolicyAgentForm, responses((status = 204)))]
async fn update(
    client: Client<ManagePolicyAgents>,
    Path((tenant, id)): Path<(String, String)>,
    Body(form): Body<PolicyAgentForm>,
) -> Done {
    let access = client.enter(&tenant).await?;
    policy_agents::update(access, &id, form.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Revoke a policy agent for good. What it sent stays.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/policy-agents/{id}", operation_id = "policy-agents.revoke",
    tag = "policy-agents", params(Confirmation), responses((status = 204)))]
async fn revoke(
    client: Client<ManagePolicyAgents>,
    Path((tenant, id)): Path<(String, String)>,
    Query(typed): Query<Confirmation>,
) -> Done {
    let access = client.enter(&tenant).await?;
    policy_agents::revoke(access, &id, &typed.confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give a policy agent a new key; the old one stops working with its next request.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/policy-agents/{id}/rotate",
    operation_id = "policy-agents.rotate", tag = "policy-agents",
    responses((status = 200, body = PolicyAgentKey)))]
async fn rotate(
    client: Client<ManagePolicyAgents>,
    Path((tenant, id)): Path<(String, String)>,
) -> Result<KeyAnswer, Refused> {
    let access = client.enter(&tenant).await?;
    Ok(answer(StatusCode::OK, policy_agents::rotate(access, &id).await?))
}

/// Pause a policy agent; it keeps its records in its spool.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/policy-agents/{id}/pause",
    operation_id = "policy-agents.pause", tag = "policy-agents", responses((status = 204)))]
async fn pause(client: Client<ManagePolicyAgents>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    policy_agents::set_paused(access, &id, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Resume a paused policy agent.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/policy-agents/{id}/resume",
    operation_id = "policy-agents.resume", tag = "policy-agents", responses((status = 204)))]
async fn resume(client: Client<ManagePolicyAgents>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    policy_agents::set_paused(access, &id, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
