use axum::{Json, Router, extract::Path, routing::get};
use domain::permission::ViewAudit;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use service::{
    Source,
    audit::{self, AuditQuery, Entry, Outcome},
};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::{
    Answer,
    client::Client,
    input::{Query, check_word, given},
    openapi::word,
    paging::{List, Paging, encode},
};
use crate::web::State;

#[derive(OpenApi)]
#[openapi(paths(list))]
pub(super) struct Doc;

pub(super) fn routes() -> Router<State> {
    Router::new().route("/api/v1/tenants/{tenant}/audit", get(list))
}

word!(outcome = Outcome::ALL);
word!(source = Source::ALL);

/// Which entries; what is left out means any.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AuditWanted {
    /// Part of the actor's id, name or address.
    who: String,
    /// An area, or one action of it.
    action: String,
    #[param(schema_with = outcome)]
    #[serde(deserialize_with = "given")]
    outcome: String,
    #[param(schema_with = source)]
    #[serde(deserialize_with = "given")]
    source: String,
    /// First day in the space's zone, `2026-11-21`.
    from: String,
    /// Last day.
    to: String,
    /// Part of what it was done to.
    text: String,
    /// Entries on the page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// Where the page before ended, from its `next`.
    after: Option<String>,
}

/// One write, or one refused attempt.
#[derive(Debug, Serialize, ToSchema)]
struct AuditEntry {
    /// Its number; with a `c` before it in the chain of what concerns people, roles and rules.
    id: String,
    at: i64,
    actor: String,
    source: String,
    action: String,
    target: String,
    #[schema(value_type = Option<Object>)]
    before: Value,
    #[schema(value_type = Option<Object>)]
    after: Value,
    /// Why it was allowed or refused.
    #[schema(value_type = Option<Object>)]
    decision: Value,
    request_id: String,
    address: String,
    hash: String,
}

impl From<Entry> for AuditEntry {
    fn from(entry: Entry) -> Self {
        let json =
            |text: Option<&str>| text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null);
        let id = entry.id();
        let recorded = entry.recorded;
        Self {
            id,
            at: recorded.at,
            source: recorded.source,
            before: json(recorded.before.as_deref()),
            after: json(recorded.after.as_deref()),
            decision: json(recorded.decision.as_deref()),
            actor: recorded.actor,
            action: recorded.action,
            target: recorded.target,
            request_id: recorded.request_id,
            address: recorded.address,
            hash: recorded.hash,
        }
    }
}

/// List the audit log, newest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/audit", operation_id = "audit.list", tag = "audit",
    params(AuditWanted), responses((status = 200, body = List<AuditEntry>)),
    security(("key" = ["view-audit"])))]
async fn list(
    client: Client,
    Path(tenant): Path<String>,
    Query(wanted): Query<AuditWanted>,
) -> Answer<List<AuditEntry>> {
    check_word::<Outcome>("outcome", &wanted.outcome)?;
    check_word::<Source>("source", &wanted.source)?;
    let paging = Paging { limit: wanted.limit, after: wanted.after };
    let limit = paging.limit()?;
    let query = AuditQuery {
        who: wanted.who,
        action: wanted.action,
        outcome: wanted.outcome,
        source: wanted.source,
        from: wanted.from,
        to: wanted.to,
        text: wanted.text,
        before: paging.after()?,
    };
    let access = client.enter::<ViewAudit, _>(&tenant).await?;
    let page = audit::list(access, &query, limit).await?;
    let same = [
        ("who", query.who.as_str()),
        ("action", &query.action),
        ("outcome", &query.outcome),
        ("source", &query.source),
        ("from", &query.from),
        ("to", &query.to),
        ("text", &query.text),
    ];
    let next = page.next.map(|before| client.next_of(limit, &encode(&before), &same));
    Ok(Json(List { items: page.entries.into_iter().map(AuditEntry::from).collect(), next }))
}
