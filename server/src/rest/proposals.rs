use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    permission::{ManageMailFlow, ViewEvents, ViewMailFlow},
    proposals::ProposalKind,
};
use serde::Serialize;
use service::{Access, proposals};
use utoipa::ToSchema;

use super::{
    Answer, Done,
    client::Client,
    input::Query,
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(look))
        .routes(operation!(accept))
        .routes(operation!(put_aside))
        .routes(operation!(take_back))
}

word!(proposal_kind = ProposalKind::ALL);

/// Something that was seen and is not declared, or that looks odd, with what speaks for it.
#[derive(Debug, Serialize, ToSchema)]
struct Proposal {
    id: String,
    #[schema(schema_with = proposal_kind)]
    kind: &'static str,
    /// The domain, the address or the user that it is about.
    subject: String,
    /// Requests that speak for it; of a user, those of the last hour.
    seen: i64,
    /// How many were looked at besides: of a subdomain all to elsewhere, of a client all of its own, of one with many
    /// senders those senders, of a user what is usual in an hour.
    beside: i64,
    /// When the oldest and the newest of them were seen.
    since: i64,
    last: i64,
    /// The id of the newest of them.
    example: String,
    /// When it was put aside; null while it is open.
    aside_at: Option<i64>,
}

impl From<proposals::Proposal> for Proposal {
    fn from(one: proposals::Proposal) -> Self {
        Self {
            id: one.id.to_string(),
            kind: one.kind.as_str(),
            subject: one.subject,
            seen: one.seen,
            beside: one.beside,
            since: one.since_at,
            last: one.last_at,
            example: one.example,
            aside_at: one.aside_at,
        }
    }
}

/// List what is proposed on mail flow and what was put aside, by id. Who sees a part of the space is told none.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/proposals", operation_id = "proposals.list",
    tag = "proposals", params(Paging), responses((status = 200, body = List<Proposal>)))]
async fn list(
    client: Client<(ViewMailFlow, ViewEvents)>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Proposal>> {
    let access: Access<(ViewMailFlow, ViewEvents)> = client.enter(&tenant).await?;
    let mut access = access.then::<ViewMailFlow>().await?;
    let mut all = proposals::list(&mut access).await?;
    all.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(Json(paging.cut(&client, all, |one| one.id.as_str())?))
}

/// Look through what came lately for what is not declared, without waiting for the hour.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/proposals/look", operation_id = "proposals.look",
    tag = "proposals", responses((status = 204)))]
async fn look(client: Client<ManageMailFlow>, Path(tenant): Path<String>) -> Done {
    let access = client.enter(&tenant).await?;
    proposals::look(access).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Declare what is proposed: a subdomain as what the domain above it is, a client as a network of its one address.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/proposals/{id}/accept", operation_id = "proposals.accept",
    tag = "proposals", responses((status = 204)))]
async fn accept(client: Client<ManageMailFlow>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    proposals::accept(access, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put a proposal aside, so that it is not made again.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/proposals/{id}/put-aside",
    operation_id = "proposals.put-aside", tag = "proposals", responses((status = 204)))]
async fn put_aside(client: Client<ManageMailFlow>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    proposals::put_aside(access, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take back a proposal that was put aside.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/proposals/{id}/take-back",
    operation_id = "proposals.take-back", tag = "proposals", responses((status = 204)))]
async fn take_back(client: Client<ManageMailFlow>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    proposals::take_back(access, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
