use std::collections::BTreeMap;

use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    decision::Binding,
    permission::{ManageTeam, PreviewTeam, ViewTeam},
};
use serde::{Deserialize, Serialize};
use service::{
    TeamAccess,
    team::{self, GrantForm, TeamMember},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    Answer, Done,
    client::{Client, Proven},
    input::{Body, Confirmation, Query},
    operations::{Operations, operation},
    paging::{List, Paging},
    roles::Effect,
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(find))
        .routes(operation!(remove))
        .routes(operation!(give_role))
        .routes(operation!(change_role))
        .routes(operation!(take_role))
        .routes(operation!(preview))
        .routes(operation!(limit))
}

/// A role that was given: where, and until when.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GivenRole {
    /// A built-in role's word, or the id of one of the space's own.
    role: String,
    /// What the role is called.
    name: String,
    /// `tenant`, `environment:<id>` or `policy-agent:<id>`.
    scope: String,
    ends_at: Option<i64>,
}

impl GivenRole {
    pub(super) fn new(given: &Binding, client: &Proven) -> Self {
        Self {
            role: given.role.key().to_owned(),
            name: given.role.title(client.caller.locale).to_owned(),
            scope: given.scope.to_string(),
            ends_at: given.ends_at,
        }
    }
}

/// Somebody who belongs to the space.
#[derive(Debug, Serialize, ToSchema)]
struct Member {
    id: String,
    email: String,
    roles: Vec<GivenRole>,
    /// What they may use at most themselves in a window, by feature; what is not there the plan alone bounds.
    limits: BTreeMap<String, i64>,
    created_at: i64,
}

fn answer(member: TeamMember, client: &Proven) -> Member {
    Member {
        id: member.account_id.to_string(),
        email: member.email,
        roles: member.bindings.iter().map(|given| GivenRole::new(given, client)).collect(),
        limits: member.own_limits.iter().map(|(feature, limit)| (feature.to_string(), limit)).collect(),
        created_at: member.created_at,
    }
}

/// A role to give.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant {
    /// A built-in role's word, or the id of one of the space's own.
    role: String,
    /// `tenant`, `environment:<id>` or `policy-agent:<id>`; empty: the whole space.
    #[serde(default)]
    scope: String,
    /// Its last day in the space's zone, `2026-11-21`; empty: without an end.
    #[serde(default)]
    ends: String,
}

impl From<Grant> for GrantForm {
    fn from(grant: Grant) -> Self {
        Self { role: grant.role, scope: grant.scope, ends: grant.ends }
    }
}

/// Which of a member's roles.
#[derive(Debug, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Held {
    /// A built-in role's word, or the id of one of the space's own.
    role: String,
    /// `tenant`, `environment:<id>` or `policy-agent:<id>`.
    scope: String,
}

/// What to preview: a role that is taken, one that is given, or the one in the place of the other.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RolesPreview {
    #[serde(default)]
    take: Option<Held>,
    #[serde(default)]
    give: Option<Grant>,
}

/// List the members, by address.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/members", operation_id = "team.list", tag = "team",
    params(Paging), responses((status = 200, body = List<Member>)))]
async fn list(
    client: Client<ViewTeam>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Member>> {
    let mut access: TeamAccess<ViewTeam> = client.enter(&tenant).await?;
    let mut all = team::list(&mut access).await?;
    all.sort_by(|one, other| one.email.cmp(&other.email));
    let page: List<TeamMember> = paging.cut(&client, all, |member| &member.email)?;
    let items = page.items.into_iter().map(|member| answer(member, &client)).collect();
    Ok(Json(List { items, next: page.next }))
}

/// One member.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/members/{id}", operation_id = "team.find", tag = "team",
    responses((status = 200, body = Member)))]
async fn find(client: Client<ViewTeam>, Path((tenant, id)): Path<(String, String)>) -> Answer<Member> {
    let mut access: TeamAccess<ViewTeam> = client.enter(&tenant).await?;
    Ok(Json(answer(team::find(&mut access, &id).await?, &client)))
}

/// Take a member out of the space; `confirm` is their address.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/members/{id}", operation_id = "team.remove", tag = "team",
    params(Confirmation), responses((status = 204)))]
async fn remove(
    client: Client<ManageTeam>,
    Path((tenant, id)): Path<(String, String)>,
    Query(typed): Query<Confirmation>,
) -> Done {
    let access: TeamAccess<ManageTeam> = client.enter(&tenant).await?;
    team::remove(access, &id, &typed.confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give a member one more role, no more than the key's own permissions.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/members/{id}/roles", operation_id = "team.give-role",
    tag = "team", request_body = Grant, responses((status = 204)))]
async fn give_role(
    client: Client<ManageTeam>,
    Path((tenant, id)): Path<(String, String)>,
    Body(grant): Body<Grant>,
) -> Done {
    let access: TeamAccess<ManageTeam> = client.enter(&tenant).await?;
    team::give_role(access, &id, &grant.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put another role, scope or end in the place of one that a member holds.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/members/{id}/roles", operation_id = "team.change-role",
    tag = "team", params(Held), request_body = Grant, responses((status = 204)))]
async fn change_role(
    client: Client<ManageTeam>,
    Path((tenant, id)): Path<(String, String)>,
    Query(held): Query<Held>,
    Body(grant): Body<Grant>,
) -> Done {
    let access: TeamAccess<ManageTeam> = client.enter(&tenant).await?;
    team::change_role(access, &id, &held.role, &held.scope, &grant.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say what a member would gain and lose. Nothing is changed.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/members/{id}/roles/preview", operation_id = "team.preview",
    tag = "team", request_body = RolesPreview, responses((status = 200, body = Effect)))]
async fn preview(
    client: Client<PreviewTeam>,
    Path((tenant, id)): Path<(String, String)>,
    Body(wanted): Body<RolesPreview>,
) -> Answer<Effect> {
    let access: TeamAccess<PreviewTeam> = client.enter(&tenant).await?;
    let taken = wanted.take.as_ref().map(|held| (held.role.as_str(), held.scope.as_str()));
    let given = wanted.give.map(GrantForm::from);
    Ok(Json(team::preview(access, &id, taken, given.as_ref()).await?.into()))
}

/// Take one role from a member.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/members/{id}/roles", operation_id = "team.take-role",
    tag = "team", params(Held), responses((status = 204)))]
async fn take_role(
    client: Client<ManageTeam>,
    Path((tenant, id)): Path<(String, String)>,
    Query(held): Query<Held>,
) -> Done {
    let access: TeamAccess<ManageTeam> = client.enter(&tenant).await?;
    team::take_role(access, &id, &held.role, &held.scope).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a member may use at most.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OwnLimit {
    /// From 0 to 1,000,000,000,000,000; null: as much as the plan gives.
    limit: Option<i64>,
}

/// Limit what a member uses of a feature themselves, such as `actions`.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/members/{id}/limits/{feature}", operation_id = "team.limit",
    tag = "team", request_body = OwnLimit, responses((status = 204)))]
async fn limit(
    client: Client<ManageTeam>,
    Path((tenant, id, feature)): Path<(String, String, String)>,
    Body(wanted): Body<OwnLimit>,
) -> Done {
    let access: TeamAccess<ManageTeam> = client.enter(&tenant).await?;
    let limit = wanted.limit.map_or_else(String::new, |limit| limit.to_string());
    team::own_limits::set(access, &id, &feature, &limit).await?;
    Ok(StatusCode::NO_CONTENT)
}
