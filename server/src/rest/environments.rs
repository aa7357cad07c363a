use axum::{Json, extract::Path, http::StatusCode};
use domain::permission::{ListEnvironments, ManageEnvironments};
use serde::{Deserialize, Serialize};
use service::environments::{self, EnvironmentForm};
use utoipa::ToSchema;

use super::{
    Answer, Done, Made,
    client::Client,
    input::{Body, Confirmation, Query},
    operations::{Operations, operation},
    paging::{List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(add))
        .routes(operation!(rename))
        .routes(operation!(delete))
}

/// A part of the space, with policy agents of its own.
#[derive(Debug, Serialize, ToSchema)]
struct Environment {
    id: String,
    name: String,
    created_at: i64,
}

impl From<environments::Environment> for Environment {
    fn from(environment: environments::Environment) -> Self {
        Self { id: environment.id.to_string(), name: environment.name, created_at: environment.created_at }
    }
}

/// What an environment is called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EnvironmentName {
    #[schema(min_length = 1)]
    name: String,
}

/// List the environments, by name.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/environments", operation_id = "environments.list",
    tag = "environments", params(Paging), responses((status = 200, body = List<Environment>)))]
async fn list(
    client: Client<ListEnvironments>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Environment>> {
    let mut access = client.enter(&tenant).await?;
    let listed = environments::list(&mut access).await?;
    let mut all: Vec<_> = listed.into_iter().map(|listed| listed.environment).collect();
    all.sort_by(|one, other| one.name_key.cmp(&other.name_key));
    Ok(Json(paging.cut(&client, all, |environment| &environment.name_key)?))
}

/// Add an environment.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/environments", operation_id = "environments.add",
    tag = "environments", request_body = EnvironmentName, responses((status = 201, body = Environment)))]
async fn add(
    client: Client<ManageEnvironments>,
    Path(tenant): Path<String>,
    Body(new): Body<EnvironmentName>,
) -> Made<Environment> {
    let access = client.enter(&tenant).await?;
    let added = environments::add(access, EnvironmentForm { name: new.name }).await?;
    Ok((StatusCode::CREATED, Json(added.into())))
}

/// Give an environment another name.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/environments/{id}", operation_id = "environments.rename",
    tag = "environments", request_body = EnvironmentName, responses((status = 204)))]
async fn rename(
    client: Client<ManageEnvironments>,
    Path((tenant, id)): Path<(String, String)>,
    Body(new): Body<EnvironmentName>,
) -> Done {
    let access = client.enter(&tenant).await?;
    environments::rename(access, &id, EnvironmentForm { name: new.name }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Delete an environment that nothing uses any more.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/environments/{id}", operation_id = "environments.delete",
    tag = "environments", params(Confirmation), responses((status = 204)))]
async fn delete(
    client: Client<ListEnvironments>,
    Path((tenant, id)): Path<(String, String)>,
    Query(typed): Query<Confirmation>,
) -> Done {
    let access = client.enter(&tenant).await?;
    environments::delete(access, &id, &typed.confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}
