use axum::{Json, extract::Path};
use domain::{
    direction::{Direction, Rule},
    permission::ViewEvents,
    policy::{Acknowledgement, State as Stage},
};
use serde::{Deserialize, Serialize};
use service::events::{self, EventQuery};
use utoipa::{IntoParams, ToSchema};

use super::{
    Answer,
    client::Client,
    input::given,
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Narrowed, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new().routes(operation!(list)).routes(operation!(find))
}

word!(direction = Direction::ALL);
word!(rule = Rule::ALL);
word!(stage = Stage::ALL);

/// Which events; what is left out means any.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct EventsWanted {
    /// A policy agent's name.
    host: String,
    #[param(schema_with = direction)]
    #[serde(deserialize_with = "given")]
    direction: String,
    #[param(schema_with = stage)]
    #[serde(deserialize_with = "given")]
    state: String,
    /// The sender's or the recipient's domain.
    domain: String,
}

/// One policy request that an agent saw.
#[derive(Debug, Serialize, ToSchema)]
struct Event {
    id: String,
    agent: String,
    at: i64,
    received_at: i64,
    #[schema(schema_with = stage)]
    state: String,
    #[schema(schema_with = direction)]
    direction: &'static str,
    #[schema(schema_with = rule)]
    rule: &'static str,
    domain: String,
    client_address: String,
    client_name: String,
    helo_name: String,
    sender: String,
    recipient: String,
    recipient_count: i64,
    queue_id: String,
    instance: String,
    size: i64,
    sasl_method: String,
    sasl_username: String,
    encryption_protocol: String,
}

impl From<events::Event> for Event {
    fn from(event: events::Event) -> Self {
        Self {
            id: event.id.to_string(),
            agent: event.agent_id.to_string(),
            at: event.at,
            received_at: event.received_at,
            state: event.state,
            direction: event.direction.as_str(),
            rule: event.rule.as_str(),
            domain: event.domain,
            client_address: event.client_address,
            client_name: event.client_name,
            helo_name: event.helo_name,
            sender: event.sender,
            recipient: event.recipient,
            recipient_count: event.recipient_count,
            queue_id: event.queue_id,
            instance: event.instance,
            size: event.size,
            sasl_method: event.sasl_method,
            sasl_username: event.sasl_username,
            encryption_protocol: event.encryption_protocol,
        }
    }
}

/// One event with the record as it was sent.
#[derive(Debug, Serialize, ToSchema)]
struct EventDetails {
    #[serde(flatten)]
    event: Event,
    record: String,
}

/// List events, newest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/events", operation_id = "events.list", tag = "events",
    params(EventsWanted, Paging), responses((status = 200, body = List<Event>)))]
async fn list(
    client: Client<ViewEvents>,
    Path(tenant): Path<String>,
    Narrowed(wanted, paging): Narrowed<EventsWanted>,
) -> Answer<List<Event>> {
    let limit = paging.limit()?;
    let query = EventQuery {
        host: wanted.host,
        direction: wanted.direction,
        state: wanted.state,
        domain: wanted.domain,
        before: paging.after()?,
    };
    let mut access = client.enter(&tenant).await?;
    let page = events::list_page(&mut access, &query, limit).await?;
    Ok(Json(paging.read(&client, page.events, page.next.as_deref())))
}

/// One event.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/events/{id}", operation_id = "events.find", tag = "events",
    responses((status = 200, body = EventDetails)))]
async fn find(
    client: Client<ViewEvents>,
    Path((tenant, id)): Path<(String, String)>,
) -> Answer<EventDetails> {
    let mut access = client.enter(&tenant).await?;
    let (mut event, _) = events::find(&mut access, &id).await?;
    let record = std::mem::take(&mut event.record);
    Ok(Json(EventDetails { event: event.into(), record }))
}

/// Up to where a spool's records are durable and counted.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the answer's own names, which agents read")]
struct Acknowledged {
    acknowledged: i64,
    /// The first hundred records of the batch that could not be read.
    rejected: Vec<RejectedLine>,
    /// How many could not be read in all.
    rejected_count: i64,
    /// How many were more than the plan takes, and are not kept; left out while there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    over_plan: Option<i64>,
    /// What else is taken beside policy requests: `log`, lines of Postfix's log; left out while there is nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    takes: Option<Vec<String>>,
}

/// A record of the batch that could not be read.
#[derive(Serialize, ToSchema)]
struct RejectedLine {
    seq: i64,
    reason: String,
}

/// Take a batch of events from a policy agent, with the agent's own key. The body is lines of JSON; see
/// the prose of the interface.
#[utoipa::path(post, path = "/api/v1/events", operation_id = "events.take", tag = "events",
    request_body(content = String, content_type = "application/x-ndjson"),
    responses((status = 200, body = Acknowledged)), security(("agent-key" = [])))]
#[expect(dead_code, reason = "described here, done by the web's own handler")]
pub(super) fn ingest() -> Option<Acknowledgement> {
    None
}
