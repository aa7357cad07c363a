use axum::{
    Json,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::operators::{ListOperatorKeys, ListOperators, ManageOperatorKeys, ManageOperators, OperatorRole};
use serde::{Deserialize, Serialize};
use service::{
    control::operators::Operator as Held,
    operator_keys::{self, OperatorKey, OperatorKeyForm},
    operators,
};
use utoipa::ToSchema;

use super::super::{
    Answer, Done, Refused,
    client::Desk,
    input::Body,
    openapi::word,
    operations::{Operations, operation},
    paging::List,
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(give))
        .routes(operation!(take))
        .routes(operation!(keys))
        .routes(operation!(make))
        .routes(operation!(revoke))
}

word!(role = OperatorRole::ALL);

/// A person who works for whoever runs this installation.
#[derive(Debug, Serialize, ToSchema)]
struct Operator {
    id: String,
    email: String,
    #[schema(schema_with = role)]
    role: String,
    given_at: i64,
    given_by: String,
    has_second_factor: bool,
}

impl From<Held> for Operator {
    fn from(one: Held) -> Self {
        Self {
            id: one.account_id.to_string(),
            email: one.email,
            role: one.role.to_string(),
            given_at: one.given_at,
            given_by: one.given_by,
            has_second_factor: one.has_factor,
        }
    }
}

/// The role somebody gets in place of the one they had.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoleToGive {
    #[schema(schema_with = role)]
    role: String,
}

/// A key of a program that acts for an operator.
#[derive(Debug, Serialize, ToSchema)]
struct OperatorApiKey {
    id: String,
    name: String,
    /// The address of the operator.
    operator: String,
    /// The most it may do.
    #[schema(schema_with = role)]
    role: String,
    /// How its secret begins.
    prefix: String,
    created_at: i64,
    expires_at: i64,
    last_used_at: Option<i64>,
    revoked_at: Option<i64>,
}

impl From<OperatorKey> for OperatorApiKey {
    fn from(key: OperatorKey) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name,
            operator: key.email,
            role: key.role.to_string(),
            prefix: key.prefix,
            created_at: key.created_at,
            expires_at: key.expires_at,
            last_used_at: key.last_used_at,
            revoked_at: key.revoked_at,
        }
    }
}

/// A key to make, for the operator whose key asks. It does not outlast that one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOperatorApiKey {
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    #[schema(schema_with = role)]
    role: String,
    /// How many days it works.
    #[schema(minimum = 1, maximum = 366)]
    days: i64,
}

/// A key with its secret, which is told this once.
#[derive(Debug, Serialize, ToSchema)]
struct MadeOperatorApiKey {
    key: OperatorApiKey,
    secret: String,
}

/// List the operators.
#[utoipa::path(get, path = "/api/v1/operator/operators", operation_id = "operators.list", tag = "operator",
    responses((status = 200, body = List<Operator>)))]
async fn list(desk: Desk<ListOperators>) -> Answer<List<Operator>> {
    let found = operators::list(&mut desk.enter().await?).await?;
    Ok(Json(List { items: found.operators.into_iter().map(Operator::from).collect(), next: None }))
}

/// Give somebody an operator role, by the id or the address.
#[utoipa::path(put, path = "/api/v1/operator/operators/{id}", operation_id = "operators.give-role",
    tag = "operator", request_body = RoleToGive, responses((status = 204)))]
async fn give(desk: Desk<ManageOperators>, Path(id): Path<String>, Body(given): Body<RoleToGive>) -> Done {
    operators::give(desk.enter().await?, &id, &given.role).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take the operator role from somebody.
#[utoipa::path(delete, path = "/api/v1/operator/operators/{id}", operation_id = "operators.take-role",
    tag = "operator", responses((status = 204)))]
async fn take(desk: Desk<ManageOperators>, Path(id): Path<String>) -> Done {
    operators::take(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the operator's keys; those of all for whoever manages operators.
#[utoipa::path(get, path = "/api/v1/operator/keys", operation_id = "operator-keys.list", tag = "operator",
    responses((status = 200, body = List<OperatorApiKey>)))]
async fn keys(desk: Desk<ListOperatorKeys>) -> Answer<List<OperatorApiKey>> {
    let found = operator_keys::list(&mut desk.enter().await?).await?;
    Ok(Json(List { items: found.into_iter().map(OperatorApiKey::from).collect(), next: None }))
}

/// Make a key; its secret is told this once.
#[utoipa::path(post, path = "/api/v1/operator/keys", operation_id = "operator-keys.make", tag = "operator",
    request_body = NewOperatorApiKey, responses((status = 201, body = MadeOperatorApiKey)))]
async fn make(
    desk: Desk<ManageOperatorKeys>,
    Body(new): Body<NewOperatorApiKey>,
) -> Result<Response, Refused> {
    let NewOperatorApiKey { name, role, days } = new;
    let form = OperatorKeyForm { name, role, days: days.to_string(), operator: String::new() };
    let made = operator_keys::make(desk.enter().await?, &form).await?;
    let body = MadeOperatorApiKey { key: made.key.into(), secret: made.secret };
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// End a key for good.
#[utoipa::path(delete, path = "/api/v1/operator/keys/{id}", operation_id = "operator-keys.revoke",
    tag = "operator", responses((status = 204)))]
async fn revoke(desk: Desk<ManageOperatorKeys>, Path(id): Path<String>) -> Done {
    operator_keys::revoke(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
