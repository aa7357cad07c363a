use axum::{
    Json,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::operators::{ListUsageKeys, ManageUsageKeys};
use serde::{Deserialize, Serialize};
use service::usage::programs::{self, UsageKey as Key};
use utoipa::ToSchema;

use super::super::{
    Answer, Done, Refused,
    client::Desk,
    input::Body,
    operations::{Operations, operation},
    paging::List,
};

pub(super) fn operations() -> Operations {
    Operations::new().routes(operation!(list)).routes(operation!(create)).routes(operation!(revoke))
}

/// A key of a program that reports what tenants use.
#[derive(Debug, Serialize, ToSchema)]
struct UsageKey {
    id: String,
    name: String,
    /// How its secret begins.
    prefix: String,
    created_at: i64,
    last_used_at: Option<i64>,
    revoked_at: Option<i64>,
}

impl From<Key> for UsageKey {
    fn from(key: Key) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name,
            prefix: key.prefix,
            created_at: key.created_at,
            last_used_at: key.last_used_at,
            revoked_at: key.revoked_at,
        }
    }
}

/// A key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewUsageKey {
    /// The program that uses it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
}

/// A key with its secret, which is told this once.
#[derive(Debug, Serialize, ToSchema)]
struct MadeUsageKey {
    key: UsageKey,
    secret: String,
}

/// List the keys of programs that report usage.
#[utoipa::path(get, path = "/api/v1/operator/usage-keys", operation_id = "usage-keys.list", tag = "operator",
    responses((status = 200, body = List<UsageKey>)))]
async fn list(desk: Desk<ListUsageKeys>) -> Answer<List<UsageKey>> {
    let found = programs::list(&mut desk.enter().await?).await?;
    Ok(Json(List { items: found.into_iter().map(UsageKey::from).collect(), next: None }))
}

/// Make a key for a program that reports usage; its secret is told this once.
#[utoipa::path(post, path = "/api/v1/operator/usage-keys", operation_id = "usage-keys.create", tag = "operator",
    request_body = NewUsageKey, responses((status = 201, body = MadeUsageKey)))]
async fn create(desk: Desk<ManageUsageKeys>, Body(new): Body<NewUsageKey>) -> Result<Response, Refused> {
    let (key, secret) = programs::create(desk.enter().await?, &new.name).await?;
    Ok((StatusCode::CREATED, Json(MadeUsageKey { key: key.into(), secret })).into_response())
}

/// Revoke a key: programs that use it are refused from now on.
#[utoipa::path(delete, path = "/api/v1/operator/usage-keys/{id}", operation_id = "usage-keys.revoke",
    tag = "operator", responses((status = 204)))]
async fn revoke(desk: Desk<ManageUsageKeys>, Path(id): Path<String>) -> Done {
    programs::revoke(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
