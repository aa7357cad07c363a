use axum::{Extension, Json, extract::Path, http::StatusCode};
use domain::{
    Error,
    permission::{ListApiKeys, ManageApiKeys, Permission, PermissionSet},
};
use serde::{Deserialize, Serialize};
use service::api_keys::{self, Expiry, KeyForm, Overlap};
use utoipa::ToSchema;

use super::{
    Answer, Done, Refused,
    client::{Client, Proven},
    gate::Kept,
    input::{Body, Confirmation, Query, lines},
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(own))
        .routes(operation!(list))
        .routes(operation!(create))
        .routes(operation!(find))
        .routes(operation!(revoke))
        .routes(operation!(rotate))
}

word!(overlap = Overlap::ALL);

pub(super) fn words(permissions: PermissionSet) -> Vec<&'static str> {
    permissions.iter().map(Permission::as_str).collect()
}

/// The key that asks.
#[derive(Debug, Serialize, ToSchema)]
struct OwnKey {
    id: String,
    name: String,
    /// The slug of its space: what stands for `{tenant}` in every address.
    tenant: String,
    /// What it may do now: its own permissions, as far as its maker still has them.
    permissions: Vec<&'static str>,
    /// `tenant`, `environment:<id>` or `policy-agent:<id>`.
    scope: String,
}

/// A key that lets programs in.
#[derive(Debug, Serialize, ToSchema)]
struct ApiKey {
    id: String,
    name: String,
    permissions: Vec<&'static str>,
    /// `tenant`, `environment:<id>` or `policy-agent:<id>`.
    scope: String,
    /// The networks it may be used from; none: any.
    networks: Vec<String>,
    /// How its secret begins.
    prefix: String,
    /// The secret before the last rotation, and until when it goes on.
    old_prefix: String,
    old_ends_at: Option<i64>,
    /// The e-mail address of whoever made it.
    made_by: String,
    expires_at: Option<i64>,
    last_used_at: Option<i64>,
    last_used_address: String,
    created_at: i64,
    revoked_at: Option<i64>,
}

impl From<api_keys::ApiKey> for ApiKey {
    fn from(key: api_keys::ApiKey) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name,
            permissions: words(key.permissions.0),
            scope: key.scope.0.to_string(),
            networks: key.networks.split_whitespace().map(ToOwned::to_owned).collect(),
            prefix: key.prefix,
            old_prefix: key.old_prefix,
            old_ends_at: key.old_ends_at,
            made_by: key.account_email,
            expires_at: key.expires_at,
            last_used_at: key.last_used_at,
            last_used_address: key.last_used_address,
            created_at: key.created_at,
            revoked_at: key.revoked_at,
        }
    }
}

/// What a key is made from.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewApiKey {
    #[schema(min_length = 1)]
    name: String,
    /// Words of permissions; no more than the key that asks has itself.
    #[schema(min_items = 1)]
    permissions: Vec<String>,
    /// `tenant`, `environment:<id>` or `policy-agent:<id>`.
    #[serde(default)]
    scope: String,
    /// The networks it may be used from; none: any.
    #[serde(default)]
    networks: Vec<String>,
    /// From this instant on it lets nobody in.
    #[serde(default)]
    expires_at: Option<i64>,
}

/// How a key is rotated.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Rotation {
    /// How long the present secret goes on.
    #[schema(schema_with = overlap)]
    overlap: String,
}

/// A secret just made: the only time it is told.
#[derive(Debug, Serialize, ToSchema)]
struct ApiKeySecret {
    key: ApiKey,
    /// Nothing when an answer is told again under its `Idempotency-Key`: secrets are not kept.
    secret: Option<String>,
}

/// The answer with the secret, and what of it may be kept.
type SecretAnswer = Result<(StatusCode, Extension<Kept>, Json<ApiKeySecret>), Refused>;

fn answer(status: StatusCode, new: api_keys::NewKey) -> SecretAnswer {
    let answer = ApiKeySecret { key: new.key.into(), secret: Some(new.secret) };
    let key = serde_json::to_value(&answer.key).map_err(|_| Error::Internal)?;
    let kept = serde_json::json!({ "key": key, "secret": null });
    Ok((status, Extension(Kept(kept)), Json(answer)))
}

/// The key that asks: a way to try one, and to find its space.
#[utoipa::path(get, path = "/api/v1/key", operation_id = "api-keys.own", tag = "api-keys",
    responses((status = 200, body = OwnKey)))]
async fn own(client: Proven) -> Answer<OwnKey> {
    let standing = api_keys::standing(&client.service, &client.caller).await?;
    let holder = client.caller.key().cloned().ok_or(Error::InvalidKey)?;
    let now = standing.context.now;
    let permissions = standing.actor.permissions(domain::decision::Resource::Anywhere, now);
    Ok(Json(OwnKey {
        id: holder.id.to_string(),
        name: holder.name,
        tenant: standing.tenant.slug,
        permissions: words(permissions),
        scope: holder.scope.to_string(),
    }))
}

/// List the API keys, newest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/api-keys", operation_id = "api-keys.list", tag = "api-keys",
    params(Paging), responses((status = 200, body = List<ApiKey>)))]
async fn list(
    client: Client<ListApiKeys>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<ApiKey>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut access = client.enter(&tenant).await?;
    let found = api_keys::list(&mut access, &after, i64::try_from(limit + 1).unwrap_or(i64::MAX)).await?;
    Ok(Json(paging.page(&client, found, |key| key.id.as_str(), limit)))
}

/// Make an API key and get its secret, this once.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/api-keys", operation_id = "api-keys.create",
    tag = "api-keys", request_body = NewApiKey, responses((status = 201, body = ApiKeySecret)))]
async fn create(
    client: Client<ManageApiKeys>,
    Path(tenant): Path<String>,
    Body(new): Body<NewApiKey>,
) -> SecretAnswer {
    let access = client.enter(&tenant).await?;
    let form = KeyForm {
        name: new.name,
        permissions: new.permissions,
        scope: new.scope,
        networks: lines("networks", &new.networks)?,
        expiry: new.expires_at.map_or(Expiry::Never, Expiry::At),
    };
    answer(StatusCode::CREATED, api_keys::create(access, form).await?)
}

/// One API key.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/api-keys/{id}", operation_id = "api-keys.find",
    tag = "api-keys", responses((status = 200, body = ApiKey)))]
async fn find(client: Client<ListApiKeys>, Path((tenant, id)): Path<(String, String)>) -> Answer<ApiKey> {
    let mut access = client.enter(&tenant).await?;
    Ok(Json(api_keys::find(&mut access, &id).await?.into()))
}

/// Revoke an API key for good.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/api-keys/{id}", operation_id = "api-keys.revoke",
    tag = "api-keys", params(Confirmation), responses((status = 204)))]
async fn revoke(
    client: Client<ManageApiKeys>,
    Path((tenant, id)): Path<(String, String)>,
    Query(typed): Query<Confirmation>,
) -> Done {
    let access = client.enter(&tenant).await?;
    api_keys::revoke(access, &id, &typed.confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give an API key a new secret; the present one goes on for a while.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/api-keys/{id}/rotate", operation_id = "api-keys.rotate",
    tag = "api-keys", request_body = Rotation, responses((status = 200, body = ApiKeySecret)))]
async fn rotate(
    client: Client<ManageApiKeys>,
    Path((tenant, id)): Path<(String, String)>,
    Body(rotation): Body<Rotation>,
) -> SecretAnswer {
    let access = client.enter(&tenant).await?;
    answer(StatusCode::OK, api_keys::rotate(access, &id, &rotation.overlap).await?)
}
