use axum::{Json, extract::Path, http::StatusCode};
use domain::permission::{ManageRoles, PreviewRoles, ViewTeam};
use serde::{Deserialize, Serialize};
use service::{
    TeamAccess,
    roles::{self, Listed, RoleForm},
};
use utoipa::ToSchema;

use super::{
    Answer, Done, Made,
    api_keys::words,
    client::Client,
    input::{Body, Confirmation, Query},
    operations::{Operations, operation},
    paging::{List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(create))
        .routes(operation!(find))
        .routes(operation!(update))
        .routes(operation!(preview))
        .routes(operation!(delete))
}

/// A role of the space's own, and how much it is used.
#[derive(Debug, Serialize, ToSchema)]
struct CustomRole {
    id: String,
    name: String,
    description: String,
    /// Words of permissions.
    permissions: Vec<&'static str>,
    /// How many members hold it.
    members: i64,
    /// How many open invitations give it.
    invitations: i64,
    created_at: i64,
}

impl From<Listed> for CustomRole {
    fn from(listed: Listed) -> Self {
        let Listed { role, members, invitations } = listed;
        Self {
            id: role.id.to_string(),
            name: role.name,
            description: role.description,
            permissions: words(role.permissions),
            members,
            invitations,
            created_at: role.created_at,
        }
    }
}

/// What a role is, or becomes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoleChange {
    #[schema(min_length = 1)]
    name: String,
    #[serde(default)]
    description: String,
    /// Words of permissions; no more than the key that asks has for the whole space.
    #[schema(min_items = 1)]
    permissions: Vec<String>,
}

impl From<RoleChange> for RoleForm {
    fn from(change: RoleChange) -> Self {
        Self { name: change.name, description: change.description, permissions: change.permissions }
    }
}

/// What one member would gain and lose.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Effect {
    email: String,
    gains: Vec<&'static str>,
    loses: Vec<&'static str>,
}

impl From<roles::Effect> for Effect {
    fn from(effect: roles::Effect) -> Self {
        Self { email: effect.email, gains: words(effect.gains), loses: words(effect.loses) }
    }
}

/// What a change of a role would do.
#[derive(Debug, Serialize, ToSchema)]
struct RolePreview {
    adds: Vec<&'static str>,
    removes: Vec<&'static str>,
    /// Those who hold the role, by address.
    effects: Vec<Effect>,
    /// Open invitations that would give the role as it is then.
    invitations: i64,
}

/// List the space's own roles, oldest first. The built-in ones are the same everywhere.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/roles", operation_id = "roles.list", tag = "roles",
    params(Paging), responses((status = 200, body = List<CustomRole>)))]
async fn list(
    client: Client<ViewTeam>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<CustomRole>> {
    let mut access: TeamAccess<ViewTeam> = client.enter(&tenant).await?;
    let mut all = roles::list(&mut access).await?;
    all.sort_by(|one, other| one.role.id.cmp(&other.role.id));
    Ok(Json(paging.cut(&client, all, |listed| listed.role.id.as_str())?))
}

/// Make a role.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/roles", operation_id = "roles.create", tag = "roles",
    request_body = RoleChange, responses((status = 201, body = CustomRole)))]
async fn create(
    client: Client<ManageRoles>,
    Path(tenant): Path<String>,
    Body(new): Body<RoleChange>,
) -> Made<CustomRole> {
    let access: TeamAccess<ManageRoles> = client.enter(&tenant).await?;
    let role = roles::create(access, &new.into()).await?;
    Ok((StatusCode::CREATED, Json(Listed { role, members: 0, invitations: 0 }.into())))
}

/// One of the space's own roles.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/roles/{id}", operation_id = "roles.find", tag = "roles",
    responses((status = 200, body = CustomRole)))]
async fn find(client: Client<ViewTeam>, Path((tenant, id)): Path<(String, String)>) -> Answer<CustomRole> {
    let mut access: TeamAccess<ViewTeam> = client.enter(&tenant).await?;
    Ok(Json(roles::find(&mut access, &id).await?.into()))
}

/// Change a role for everybody who holds it, from the next request on.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/roles/{id}", operation_id = "roles.update", tag = "roles",
    request_body = RoleChange, responses((status = 204)))]
async fn update(
    client: Client<ManageRoles>,
    Path((tenant, id)): Path<(String, String)>,
    Body(change): Body<RoleChange>,
) -> Done {
    let access: TeamAccess<ManageRoles> = client.enter(&tenant).await?;
    roles::update(access, &id, &change.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say who would gain and lose what by a change of a role. Nothing is changed.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/roles/{id}/preview", operation_id = "roles.preview",
    tag = "roles", request_body = RoleChange, responses((status = 200, body = RolePreview)))]
async fn preview(
    client: Client<PreviewRoles>,
    Path((tenant, id)): Path<(String, String)>,
    Body(change): Body<RoleChange>,
) -> Answer<RolePreview> {
    let access: TeamAccess<PreviewRoles> = client.enter(&tenant).await?;
    let preview = roles::preview(access, &id, &change.into()).await?;
    Ok(Json(RolePreview {
        adds: words(preview.adds),
        removes: words(preview.removes),
        effects: preview.effects.into_iter().map(Effect::from).collect(),
        invitations: preview.invitations,
    }))
}

/// Delete a role that nobody holds and no open invitation gives; `confirm` is its name.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/roles/{id}", operation_id = "roles.delete",
    tag = "roles", params(Confirmation), responses((status = 204)))]
async fn delete(
    client: Client<ManageRoles>,
    Path((tenant, id)): Path<(String, String)>,
    Query(typed): Query<Confirmation>,
) -> Done {
    let access: TeamAccess<ManageRoles> = client.enter(&tenant).await?;
    roles::delete(access, &id, &typed.confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}
