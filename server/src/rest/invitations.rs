use axum::{Json, extract::Path, http::StatusCode};
use domain::permission::{ManageTeam, ViewTeam};
use serde::{Deserialize, Serialize};
use service::{
    TeamAccess,
    invitations::{self, InviteForm, Pending},
    team::GrantForm,
};
use utoipa::ToSchema;

use super::{
    Answer, Done, Made,
    client::Client,
    input::{Body, Query, lines},
    operations::{Operations, operation},
    paging::{Added, List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(send))
        .routes(operation!(resend))
        .routes(operation!(withdraw))
}

/// An invitation that was not answered yet.
#[derive(Debug, Serialize, ToSchema)]
struct Invitation {
    id: String,
    email: String,
    /// A built-in role's word, or the id of one of the space's own.
    role: String,
    /// `tenant`, `environment:<id>` or `policy-agent:<id>`.
    scope: String,
    /// When the role it gives will end.
    ends_at: Option<i64>,
    mailed_at: Option<i64>,
    created_at: i64,
    expires_at: i64,
    /// The codes with which the mail server refused the mail, such as `550 5.1.1`; empty: it was tried for a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    mail_problem: Option<String>,
}

impl From<invitations::Invitation> for Invitation {
    fn from(invitation: invitations::Invitation) -> Self {
        Self {
            id: invitation.id.to_string(),
            email: invitation.email,
            role: invitation.role,
            scope: invitation.scope,
            ends_at: invitation.ends_at,
            mailed_at: invitation.mailed_at,
            created_at: invitation.created_at,
            expires_at: invitation.expires_at,
            mail_problem: None,
        }
    }
}

impl From<Pending> for Invitation {
    fn from(pending: Pending) -> Self {
        Self { mail_problem: pending.mail_problem, ..pending.invitation.into() }
    }
}

/// Whom to invite, as what.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewInvitations {
    #[schema(min_items = 1, max_items = 1000)]
    emails: Vec<String>,
    /// A built-in role's word, or the id of one of the space's own.
    role: String,
    /// `tenant`, `environment:<id>` or `policy-agent:<id>`; empty: the whole space.
    #[serde(default)]
    scope: String,
    /// The last day of the role in the space's zone, `2026-11-21`; empty: without an end.
    #[serde(default)]
    ends: String,
}

/// List the invitations that were not answered yet, oldest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/invitations", operation_id = "invitations.list",
    tag = "invitations", params(Paging), responses((status = 200, body = List<Invitation>)))]
async fn list(
    client: Client<ViewTeam>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Invitation>> {
    let mut access: TeamAccess<ViewTeam> = client.enter(&tenant).await?;
    let mut all = invitations::list(&mut access).await?;
    all.sort_by(|one, other| one.invitation.id.cmp(&other.invitation.id));
    Ok(Json(paging.cut(&client, all, |pending| pending.invitation.id.as_str())?))
}

/// Invite people by mail. Good addresses are invited even when others are refused.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/invitations", operation_id = "invitations.send",
    tag = "invitations", request_body = NewInvitations, responses((status = 201, body = Added<Invitation>)))]
async fn send(
    client: Client<ManageTeam>,
    Path(tenant): Path<String>,
    Body(new): Body<NewInvitations>,
) -> Made<Added<Invitation>> {
    let access: TeamAccess<ManageTeam> = client.enter(&tenant).await?;
    let grant = GrantForm { role: new.role, scope: new.scope, ends: new.ends };
    let form = InviteForm { emails: lines("emails", &new.emails)?, grant };
    Added::some(invitations::send(access, &form).await?)
}

/// Send an invitation again; the older link stops working.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/invitations/{id}/resend", operation_id = "invitations.resend",
    tag = "invitations", responses((status = 204)))]
async fn resend(client: Client<ManageTeam>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access: TeamAccess<ManageTeam> = client.enter(&tenant).await?;
    invitations::resend(access, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take an invitation back: its link stops working.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/invitations/{id}", operation_id = "invitations.withdraw",
    tag = "invitations", responses((status = 204)))]
async fn withdraw(client: Client<ManageTeam>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access: TeamAccess<ManageTeam> = client.enter(&tenant).await?;
    invitations::withdraw(access, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
