use axum::{Json, extract::Path, http::StatusCode};
use domain::permission::{KeepViews, ManageSharing, ViewEvents};
use serde::{Deserialize, Serialize};
use service::saved_views::{self, Listed, ViewForm};
use utoipa::ToSchema;

use super::{
    Answer, Done, Made,
    client::Client,
    input::{Body, Query},
    operations::{Operations, operation},
    paging::{List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(add))
        .routes(operation!(rename))
        .routes(operation!(delete))
        .routes(operation!(share))
        .routes(operation!(unshare))
}

/// What messages are looked for by, kept under a name.
#[derive(Debug, Serialize, ToSchema)]
struct SavedView {
    id: String,
    name: String,
    /// As it stands behind the question mark of `messages`.
    query: String,
    /// Whether everybody in the space sees it.
    shared: bool,
    /// Whether it is of whoever made the key.
    own: bool,
    created_at: i64,
}

impl From<Listed> for SavedView {
    fn from(listed: Listed) -> Self {
        let Listed { view, is_own, .. } = listed;
        Self { own: is_own, ..view.into() }
    }
}

impl From<saved_views::SavedView> for SavedView {
    fn from(view: saved_views::SavedView) -> Self {
        let saved_views::SavedView { id, name, query, is_shared, created_at, .. } = view;
        Self { id: id.to_string(), name, query, shared: is_shared, own: true, created_at }
    }
}

/// A view to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSavedView {
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// As it stands behind the question mark of `messages`: `sender=@example.org&outcome=bounced`.
    #[schema(min_length = 1)]
    query: String,
}

/// What a view is called from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ViewName {
    #[schema(min_length = 1, max_length = 60)]
    name: String,
}

/// List the saved views of whoever made the key, and the shared ones, by id.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/saved-views", operation_id = "saved-views.list",
    tag = "saved-views", params(Paging), responses((status = 200, body = List<SavedView>)))]
async fn list(
    client: Client<ViewEvents>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<SavedView>> {
    let mut access = client.enter(&tenant).await?;
    let mut all = saved_views::list(&mut access).await?;
    all.sort_by(|one, other| one.view.id.cmp(&other.view.id));
    Ok(Json(paging.cut(&client, all, |one| one.view.id.as_str())?))
}

/// Keep a view for whoever made the key.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/saved-views", operation_id = "saved-views.add",
    tag = "saved-views", request_body = NewSavedView, responses((status = 201, body = SavedView)))]
async fn add(
    client: Client<KeepViews>,
    Path(tenant): Path<String>,
    Body(new): Body<NewSavedView>,
) -> Made<SavedView> {
    let access = client.enter(&tenant).await?;
    let kept = saved_views::add(access, ViewForm { name: new.name, query: new.query }).await?;
    Ok((StatusCode::CREATED, Json(kept.into())))
}

/// Call an own view otherwise.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/saved-views/{id}", operation_id = "saved-views.rename",
    tag = "saved-views", request_body = ViewName, responses((status = 204)))]
async fn rename(
    client: Client<KeepViews>,
    Path((tenant, id)): Path<(String, String)>,
    Body(new): Body<ViewName>,
) -> Done {
    let access = client.enter(&tenant).await?;
    saved_views::rename(access, &id, &new.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Keep an own view no longer.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/saved-views/{id}", operation_id = "saved-views.delete",
    tag = "saved-views", responses((status = 204)))]
async fn delete(client: Client<KeepViews>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    saved_views::delete(access, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Show a view to everybody in the space.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/saved-views/{id}/sharing", operation_id = "saved-views.share",
    tag = "saved-views", responses((status = 204)))]
async fn share(client: Client<(ManageSharing, ViewEvents)>, view: Path<(String, String)>) -> Done {
    set_shared(client, view, true).await
}

/// Take a shared view back: it is its maker's alone again.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/saved-views/{id}/sharing",
    operation_id = "saved-views.unshare", tag = "saved-views", responses((status = 204)))]
async fn unshare(client: Client<(ManageSharing, ViewEvents)>, view: Path<(String, String)>) -> Done {
    set_shared(client, view, false).await
}

async fn set_shared(
    client: Client<(ManageSharing, ViewEvents)>,
    Path((tenant, id)): Path<(String, String)>,
    is_shared: bool,
) -> Done {
    let access = client.enter(&tenant).await?;
    saved_views::share(access, &id, is_shared).await?;
    Ok(StatusCode::NO_CONTENT)
}
