use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    Error, Problem,
    operators::{ManageCatalogue, ViewCatalogue},
    plans::Value,
};
use serde::{Deserialize, Serialize};
use service::plans::{
    overrides::{self, OverrideForm},
    requests::{self, Answer as Given},
};
use utoipa::ToSchema;

use super::super::{
    Answer, Done, Made,
    client::Desk,
    input::Body,
    operations::{Operations, operation},
    paging::List,
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(exceptions))
        .routes(operation!(give))
        .routes(operation!(end))
        .routes(operation!(waiting))
        .routes(operation!(answer))
}

/// What a space has instead of what its plan gives.
#[derive(Debug, Serialize, ToSchema)]
struct Exception {
    feature: String,
    #[schema(value_type = serde_json::Value)]
    value: serde_json::Value,
    /// `operator` or `grandfathered`.
    origin: String,
    reason: String,
    set_by: String,
    set_at: i64,
    /// From then on it gives nothing.
    ends_at: Option<i64>,
    /// When it was ended or replaced.
    ended_at: Option<i64>,
}

impl From<overrides::Override> for Exception {
    fn from(one: overrides::Override) -> Self {
        Self {
            value: serde_json::from_str(&one.value).unwrap_or_default(),
            feature: one.feature,
            origin: one.origin.to_string(),
            reason: one.reason,
            set_by: one.set_by,
            set_at: one.set_at,
            ends_at: one.ends_at,
            ended_at: one.ended_at,
        }
    }
}

/// An exception to give.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewException {
    feature: String,
    /// A flag, a number, `unlimited`, a word or a list of words.
    #[schema(value_type = serde_json::Value)]
    value: Value,
    #[schema(min_length = 1, max_length = 300)]
    reason: String,
    /// Its last day in the space's zone, `2026-11-21`; empty: until it is ended.
    #[serde(default)]
    ends: String,
}

/// What a space asks for.
#[derive(Debug, Serialize, ToSchema)]
struct RequestForMore {
    id: String,
    /// The slug of the space.
    tenant: String,
    /// Empty where a plan is asked for.
    feature: String,
    plan: String,
    wanted: String,
    reason: String,
    asked_by: String,
    asked_at: i64,
}

/// An answer to a request.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RequestAnswer {
    /// `grant` an exception, `move` to the plan that was asked for, or `decline`.
    how: String,
    /// What the space reads.
    #[schema(min_length = 1, max_length = 500)]
    answer: String,
    /// Of `grant`: how much.
    #[schema(value_type = Option<serde_json::Value>)]
    value: Option<Value>,
    /// Of `grant`: the last day.
    #[serde(default)]
    ends: String,
}

/// List what a space has instead of what its plan gives, and what it had.
#[utoipa::path(get, path = "/api/v1/operator/tenants/{id}/overrides", operation_id = "overrides.list",
    tag = "operator", responses((status = 200, body = List<Exception>)))]
async fn exceptions(desk: Desk<ViewCatalogue>, Path(id): Path<String>) -> Answer<List<Exception>> {
    let (_, found) = overrides::list(&mut desk.enter().await?, &id).await?;
    Ok(Json(List { items: found.into_iter().map(Exception::from).collect(), next: None }))
}

/// Give a space something instead of what its plan gives; one that was there is replaced.
#[utoipa::path(post, path = "/api/v1/operator/tenants/{id}/overrides", operation_id = "overrides.set",
    tag = "operator", request_body = NewException, responses((status = 201, body = Exception)))]
async fn give(
    desk: Desk<ManageCatalogue>,
    Path(id): Path<String>,
    Body(new): Body<NewException>,
) -> Made<Exception> {
    let NewException { feature, value, reason, ends } = new;
    let form = OverrideForm { feature, value: value.as_typed(), reason, ends };
    let one = overrides::set(desk.enter().await?, &id, &form).await?;
    Ok((StatusCode::CREATED, Json(one.into())))
}

/// End an exception, by the key of its feature: the plan decides again.
#[utoipa::path(delete, path = "/api/v1/operator/tenants/{id}/overrides/{name}", operation_id = "overrides.end",
    tag = "operator", responses((status = 204)))]
async fn end(desk: Desk<ManageCatalogue>, Path((id, name)): Path<(String, String)>) -> Done {
    overrides::end(desk.enter().await?, &id, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List what spaces ask for and nobody answered, the oldest first.
#[utoipa::path(get, path = "/api/v1/operator/requests", operation_id = "limit-requests.waiting", tag = "operator",
    responses((status = 200, body = List<RequestForMore>)))]
async fn waiting(desk: Desk<ViewCatalogue>) -> Answer<List<RequestForMore>> {
    let found = requests::waiting(&mut desk.enter().await?).await?.into_iter();
    let items = found
        .map(|(request, tenant)| RequestForMore {
            id: request.id.to_string(),
            tenant: tenant.slug,
            feature: request.feature,
            plan: request.plan,
            wanted: request.wanted,
            reason: request.reason,
            asked_by: request.asked_by,
            asked_at: request.asked_at,
        })
        .collect();
    Ok(Json(List { items, next: None }))
}

/// Answer a request: with an exception, the plan that was asked for, or a sentence alone.
#[utoipa::path(post, path = "/api/v1/operator/requests/{id}/answer", operation_id = "limit-requests.answer",
    tag = "operator", request_body = RequestAnswer, responses((status = 204)))]
async fn answer(
    desk: Desk<ManageCatalogue>,
    Path(id): Path<String>,
    Body(given): Body<RequestAnswer>,
) -> Done {
    let access = desk.enter().await?;
    let value = given.value.as_ref().map(Value::as_typed).unwrap_or_default();
    let how = match given.how.as_str() {
        "grant" => Given::Granted(OverrideForm { value, ends: given.ends, ..OverrideForm::default() }),
        "move" => Given::Moved,
        "decline" => Given::Declined,
        _ => return Err(Error::field("how", Problem::NotAChoice).into()),
    };
    requests::answer(access, &id, &how, &given.answer).await?;
    Ok(StatusCode::NO_CONTENT)
}
