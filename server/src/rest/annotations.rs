use axum::{Json, extract::Path, http::StatusCode};
use domain::permission::{ManageMailFlow, ViewOverview};
use serde::{Deserialize, Serialize};
use service::dashboards::annotations::{self, AnnotationForm};
use utoipa::ToSchema;

use super::{
    Answer, Done, Made,
    client::Client,
    input::{Body, Query},
    operations::{Operations, operation},
    paging::{List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new().routes(operation!(list)).routes(operation!(add)).routes(operation!(delete))
}

/// What somebody wrote on the time axis.
#[derive(Debug, Serialize, ToSchema)]
struct Annotation {
    id: String,
    at: i64,
    text: String,
    author: String,
    created_at: i64,
}

impl From<annotations::Annotation> for Annotation {
    fn from(one: annotations::Annotation) -> Self {
        let annotations::Annotation { id, at, text, author, created_at, .. } = one;
        Self { id: id.to_string(), at, text, author, created_at }
    }
}

/// What is to be written on the time axis.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAnnotation {
    #[schema(min_length = 1, max_length = 200)]
    text: String,
    /// `2026-11-28T14:30` in the space's zone, with an offset where that time comes twice; now where it is left out.
    #[serde(default)]
    at: String,
}

/// List the newest 200 annotations, by id. Who sees a part of the space is told none: they are about all of it.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/annotations", operation_id = "annotations.list",
    tag = "annotations", params(Paging), responses((status = 200, body = List<Annotation>)))]
async fn list(
    client: Client<ViewOverview>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Annotation>> {
    let mut access = client.enter(&tenant).await?;
    let mut all = annotations::list(&mut access).await?;
    all.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(Json(paging.cut(&client, all, |one| one.id.as_str())?))
}

/// Write on the time axis what happened, such as a release or a move.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/annotations", operation_id = "annotations.add",
    tag = "annotations", request_body = NewAnnotation, responses((status = 201, body = Annotation)))]
async fn add(
    client: Client<ManageMailFlow>,
    Path(tenant): Path<String>,
    Body(new): Body<NewAnnotation>,
) -> Made<Annotation> {
    let access = client.enter(&tenant).await?;
    let made = annotations::add(access, &AnnotationForm { text: new.text, at: new.at }).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Take an annotation away.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/annotations/{id}", operation_id = "annotations.delete",
    tag = "annotations", responses((status = 204)))]
async fn delete(client: Client<ManageMailFlow>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    annotations::delete(access, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
