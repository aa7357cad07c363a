use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    consents::ConsentScope,
    operators::{LookIntoTenants, ViewLooks},
};
use serde::{Deserialize, Serialize};
use service::consents::{self, LookForm};
use utoipa::ToSchema;

use super::super::{
    Answer, Done,
    client::Desk,
    input::Body,
    openapi::word,
    operations::{Operations, operation},
    paging::List,
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(ask))
        .routes(operation!(break_glass))
        .routes(operation!(stop))
}

word!(scope = ConsentScope::ALL);

/// A look into a space: asked for, given, or begun in an emergency.
#[derive(Debug, Serialize, ToSchema)]
struct Look {
    id: String,
    /// `consent` or `break-glass`.
    kind: String,
    /// The operator's address.
    by: String,
    reason: String,
    #[schema(schema_with = scope)]
    scope: String,
    hours: i64,
    state: String,
    asked_at: i64,
    answered_at: Option<i64>,
    ends_at: Option<i64>,
}

impl From<consents::Consent> for Look {
    fn from(one: consents::Consent) -> Self {
        Self {
            id: one.id.to_string(),
            kind: one.kind.to_string(),
            by: one.email,
            reason: one.reason,
            scope: one.scope.to_string(),
            hours: one.hours,
            state: one.state.to_string(),
            asked_at: one.asked_at,
            answered_at: one.answered_at,
            ends_at: one.ends_at,
        }
    }
}

/// What an operator wants to see, why, and for how long.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LookWanted {
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
    /// 168 at most; in an emergency 24.
    #[schema(minimum = 1, maximum = 168)]
    hours: i64,
    #[schema(schema_with = scope)]
    scope: String,
}

impl From<LookWanted> for LookForm {
    fn from(wanted: LookWanted) -> Self {
        let LookWanted { reason, hours, scope } = wanted;
        Self { reason, hours: hours.to_string(), scope, operator: String::new() }
    }
}

/// List the looks into a space.
#[utoipa::path(get, path = "/api/v1/operator/tenants/{id}/looks", operation_id = "consents.list-all",
    tag = "operator", responses((status = 200, body = List<Look>)))]
async fn list(desk: Desk<ViewLooks>, Path(id): Path<String>) -> Answer<List<Look>> {
    let (_, found) = consents::list_for_operators(&mut desk.enter().await?, &id).await?;
    Ok(Json(List { items: found.into_iter().map(Look::from).collect(), next: None }))
}

/// Ask the owners of a space to be let in to look.
#[utoipa::path(post, path = "/api/v1/operator/tenants/{id}/looks", operation_id = "consents.ask",
    tag = "operator", request_body = LookWanted, responses((status = 204)))]
async fn ask(desk: Desk<LookIntoTenants>, Path(id): Path<String>, Body(wanted): Body<LookWanted>) -> Done {
    consents::ask(desk.enter().await?, &id, &wanted.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Look into a space at once, in an emergency; its owners are told by mail.
#[utoipa::path(post, path = "/api/v1/operator/tenants/{id}/looks/emergency",
    operation_id = "consents.break-glass", tag = "operator", request_body = LookWanted,
    responses((status = 204)))]
async fn break_glass(
    desk: Desk<LookIntoTenants>,
    Path(id): Path<String>,
    Body(wanted): Body<LookWanted>,
) -> Done {
    consents::break_glass(desk.enter().await?, &id, &wanted.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End the operator's own look, or take back what they asked for.
#[utoipa::path(delete, path = "/api/v1/operator/tenants/{id}/looks/{name}", operation_id = "consents.stop",
    tag = "operator", responses((status = 204)))]
async fn stop(desk: Desk<LookIntoTenants>, Path((id, name)): Path<(String, String)>) -> Done {
    consents::stop(desk.enter().await?, &id, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}
