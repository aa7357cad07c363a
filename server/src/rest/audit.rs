use axum::{Json, extract::Path, response::Response};
use domain::{permission::ViewAudit, principal::Named};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use service::{
    Source,
    audit::{self, AuditQuery, Entry, Outcome, export::Format},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    Answer, Refused,
    client::Client,
    input::{Query, given},
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Narrowed, Paging},
};
use crate::web::{audit::AuditReading, written};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(find))
        .routes(operation!(csv))
        .routes(operation!(ndjson))
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
}

impl AuditWanted {
    fn query(self, before: String) -> AuditQuery {
        let Self { who, action, outcome, source, from, to, text } = self;
        AuditQuery { who, action, outcome, source, from, to, text, before }
    }
}

/// Who did something, or for whom.
#[derive(Debug, Serialize, ToSchema)]
struct Principal {
    /// `person`, `visitor`, `api-key`, `share-link`, `policy-agent`, `operator`, `job` or `command-line`.
    kind: String,
    /// Empty where there is only one of the kind.
    id: String,
    /// An address, or the name of a key.
    label: String,
}

impl Principal {
    fn of(named: Named) -> Self {
        Self { kind: named.kind.to_string(), id: named.id, label: named.label }
    }
}

/// One write, or one refused attempt.
#[derive(Debug, Serialize, ToSchema)]
struct AuditEntry {
    /// Its number; with a `c` before it in the chain of what concerns people, roles and rules.
    id: String,
    at: i64,
    /// Who did it, in one text.
    actor: String,
    by: Principal,
    /// For whom, where a program acts for somebody.
    on_behalf_of: Option<Principal>,
    source: String,
    action: String,
    #[schema(schema_with = outcome)]
    outcome: String,
    /// The id of what it was done to.
    target: String,
    target_kind: String,
    /// What people called it then.
    target_label: String,
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
        let doer = recorded.doer();
        Self {
            id,
            at: recorded.at,
            source: recorded.source,
            before: json(recorded.before.as_deref()),
            after: json(recorded.after.as_deref()),
            decision: json(recorded.decision.as_deref()),
            actor: doer.to_string(),
            by: Principal::of(doer.actor),
            on_behalf_of: doer.behalf.map(Principal::of),
            action: recorded.action,
            outcome: recorded.outcome,
            target: recorded.target,
            target_kind: recorded.target_kind,
            target_label: recorded.target_label,
            request_id: recorded.request_id,
            address: recorded.address,
            hash: recorded.hash,
        }
    }
}

/// List the audit log, newest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/audit", operation_id = "audit.list", tag = "audit",
    params(AuditWanted, Paging), responses((status = 200, body = List<AuditEntry>)))]
async fn list(
    client: Client<ViewAudit>,
    Path(tenant): Path<String>,
    Narrowed(wanted, paging): Narrowed<AuditWanted>,
) -> Answer<List<AuditEntry>> {
    let (limit, query) = (paging.limit()?, wanted.query(paging.after()?));
    let access = client.enter(&tenant).await?;
    let page = audit::list(access, &query, limit).await?;
    Ok(Json(paging.read(&client, page.entries, page.next.as_deref())))
}

/// One entry of the audit log.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/audit/{id}", operation_id = "audit.find", tag = "audit",
    responses((status = 200, body = AuditEntry)))]
async fn find(client: Client<ViewAudit>, Path((tenant, id)): Path<(String, String)>) -> Answer<AuditEntry> {
    let access = client.enter(&tenant).await?;
    let (entry, _) = audit::find(access, &id).await?;
    Ok(Json(entry.into()))
}

/// The audit log as comma-separated values, newest first, with a head line.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/audit.csv", operation_id = "audit.export-csv", tag = "audit",
    params(AuditWanted), responses((status = 200, body = String, content_type = "text/csv")))]
async fn csv(
    client: Client<ViewAudit>,
    tenant: Path<String>,
    wanted: Query<AuditWanted>,
) -> Result<Response, Refused> {
    file(client, tenant, wanted, Format::Csv).await
}

/// The audit log as lines of JSON, newest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/audit.ndjson", operation_id = "audit.export-ndjson",
    tag = "audit", params(AuditWanted),
    responses((status = 200, body = String, content_type = "application/x-ndjson")))]
async fn ndjson(
    client: Client<ViewAudit>,
    tenant: Path<String>,
    wanted: Query<AuditWanted>,
) -> Result<Response, Refused> {
    file(client, tenant, wanted, Format::Ndjson).await
}

async fn file(
    client: Client<ViewAudit>,
    Path(slug): Path<String>,
    Query(wanted): Query<AuditWanted>,
    format: Format,
) -> Result<Response, Refused> {
    let reading = AuditReading(wanted.query(String::new()));
    Ok(written::answer(client.asks_for(slug, format), reading).await?)
}
