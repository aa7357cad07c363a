use axum::{Extension, Json, extract::Path, http::StatusCode};
use domain::{
    Error,
    permission::{ListApiKeys, ManageApiKeys},
    read_credentials::{ReadKind, ReadState},
};
use serde::{Deserialize, Serialize};
use service::{
    api_keys::Expiry,
    read_credentials::{self, NewCredential, ReadForm, login},
};
use utoipa::ToSchema;

use super::{
    Answer, Refused,
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
        .routes(operation!(create))
        .routes(operation!(find))
        .routes(operation!(revoke))
        .routes(operation!(rotate))
}

word!(read_kind = ReadKind::ALL);
word!(read_state = ReadState::ALL);

/// A user of a store that reads one space's data and nothing else.
#[derive(Debug, Serialize, ToSchema)]
struct ReadCredential {
    id: String,
    name: String,
    /// In what it reads.
    #[schema(schema_with = read_kind)]
    kind: String,
    /// What it is called there.
    login: String,
    /// `pending`: the store is not known to have taken its password. `ending`: the store may still let it in.
    #[schema(schema_with = read_state)]
    state: String,
    /// The e-mail address of whoever made it; it ends when they leave.
    made_by: String,
    created_at: i64,
    /// When it last got another password.
    rotated_at: Option<i64>,
    expires_at: Option<i64>,
    revoked_at: Option<i64>,
    /// Since when the store is known to refuse it.
    ended_at: Option<i64>,
}

impl From<read_credentials::ReadCredential> for ReadCredential {
    fn from(one: read_credentials::ReadCredential) -> Self {
        Self {
            login: login(&one.tenant_id, &one.id),
            id: one.id.to_string(),
            name: one.name,
            kind: one.kind.to_string(),
            state: one.state.to_string(),
            made_by: one.account_email,
            created_at: one.created_at,
            rotated_at: one.rotated_at,
            expires_at: one.expires_at,
            revoked_at: one.revoked_at,
            ended_at: one.ended_at,
        }
    }
}

/// What one is made from.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewReadCredential {
    #[schema(min_length = 1)]
    name: String,
    /// In what it reads.
    #[schema(schema_with = read_kind)]
    kind: String,
    /// From this instant on it lets nobody in.
    #[serde(default)]
    expires_at: Option<i64>,
}

/// A password just made: the only time it is told.
#[derive(Debug, Serialize, ToSchema)]
struct ReadCredentialSecret {
    credential: ReadCredential,
    address: String,
    /// The database, schema or data stream.
    place: String,
    /// What reads something in a terminal; it asks for the password.
    command: String,
    /// Nothing when an answer is told again under its `Idempotency-Key`: passwords are not kept.
    password: Option<String>,
}

type SecretAnswer = Result<(StatusCode, Extension<Kept>, Json<ReadCredentialSecret>), Refused>;

fn answer(status: StatusCode, new: NewCredential) -> SecretAnswer {
    let mut answer = ReadCredentialSecret {
        command: new.reach.command(&new.login),
        credential: new.credential.into(),
        address: new.reach.address,
        place: new.reach.place,
        password: None,
    };
    let kept = serde_json::to_value(&answer).map_err(|_| Error::Internal)?;
    answer.password = Some(new.password);
    Ok((status, Extension(Kept(kept)), Json(answer)))
}

/// List the read-only credentials, newest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/read-credentials", operation_id = "read-credentials.list",
    tag = "read-credentials", params(Paging), responses((status = 200, body = List<ReadCredential>)))]
async fn list(
    client: Client<ListApiKeys>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<ReadCredential>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut access = client.enter(&tenant).await?;
    let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let found = read_credentials::list(&mut access, &after, most).await?;
    Ok(Json(paging.page(&client, found, |one| one.id.as_str(), limit)))
}

/// Make a read-only credential and get its password, this once.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/read-credentials",
    operation_id = "read-credentials.create", tag = "read-credentials", request_body = NewReadCredential,
    responses((status = 201, body = ReadCredentialSecret)))]
async fn create(
    client: Client<ManageApiKeys>,
    Path(tenant): Path<String>,
    Body(new): Body<NewReadCredential>,
) -> SecretAnswer {
    let access = client.enter(&tenant).await?;
    let expiry = new.expires_at.map_or(Expiry::Never, Expiry::At);
    let form = ReadForm { name: new.name, kind: new.kind, expiry };
    answer(StatusCode::CREATED, read_credentials::create(access, &form).await?)
}

/// One read-only credential.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/read-credentials/{id}",
    operation_id = "read-credentials.find", tag = "read-credentials",
    responses((status = 200, body = ReadCredential)))]
async fn find(
    client: Client<ListApiKeys>,
    Path((tenant, id)): Path<(String, String)>,
) -> Answer<ReadCredential> {
    let mut access = client.enter(&tenant).await?;
    Ok(Json(read_credentials::find(&mut access, &id).await?.into()))
}

/// Revoke a read-only credential for good; the answer says whether its store is known to refuse it.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/read-credentials/{id}",
    operation_id = "read-credentials.revoke", tag = "read-credentials", params(Confirmation),
    responses((status = 200, body = ReadCredential)))]
async fn revoke(
    client: Client<ManageApiKeys>,
    Path((tenant, id)): Path<(String, String)>,
    Query(typed): Query<Confirmation>,
) -> Answer<ReadCredential> {
    let access = client.enter(&tenant).await?;
    Ok(Json(read_credentials::revoke(access, &id, &typed.confirm).await?.into()))
}

/// Give a read-only credential another password; the present one stops working at once.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/read-credentials/{id}/rotate",
    operation_id = "read-credentials.rotate", tag = "read-credentials",
    responses((status = 200, body = ReadCredentialSecret)))]
async fn rotate(client: Client<ManageApiKeys>, Path((tenant, id)): Path<(String, String)>) -> SecretAnswer {
    let access = client.enter(&tenant).await?;
    answer(StatusCode::OK, read_credentials::rotate(access, &id).await?)
}
