//! What spaces have in connected programs, and how their events arrive in stores.

use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    deep_links::{flows::FlowState, offers::PreparedState},
    operators::{ManageDeepLinks, ViewDeepLinks},
};
use serde::{Deserialize, Serialize};
use service::deep_links::{
    provisioning::{self, LinkQuery},
    sinks::{self, FlowQuery, Tending},
};
use utoipa::{IntoParams, ToSchema};

use super::super::{
    Answer, Done, Made,
    client::Desk,
    input::{Body, given},
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Narrowed, Paging},
    stores::{StoreFlow, StoreRejected, StretchWanted},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(prepare))
        .routes(operation!(prepare_all))
        .routes(operation!(flows))
        .routes(operation!(flow))
        .routes(operation!(again))
        .routes(operation!(retry))
        .routes(operation!(clear))
}

word!(prepared = PreparedState::ALL);
word!(flowing = FlowState::ALL);

/// Which spaces; what is left out means any.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LinksWanted {
    #[param(schema_with = prepared)]
    #[serde(deserialize_with = "given")]
    state: String,
    /// Part of the name or the slug.
    text: String,
}

/// Which spaces; what is left out means any.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FlowsWanted {
    #[param(schema_with = flowing)]
    #[serde(deserialize_with = "given")]
    state: String,
    /// Part of the name or the slug.
    text: String,
}

/// What a space has in a program.
#[derive(Debug, Serialize, ToSchema)]
struct TenantLink {
    slug: String,
    name: String,
    #[schema(schema_with = prepared)]
    state: String,
    since: i64,
    /// What the program calls the space's part of it; empty: none is there yet.
    place: String,
    /// Why it could not be made; empty: it could.
    problem: String,
    updated_at: i64,
}

impl From<provisioning::Listed> for TenantLink {
    fn from(one: provisioning::Listed) -> Self {
        Self {
            slug: one.slug,
            name: one.name,
            state: one.link.state.to_string(),
            since: one.link.since,
            place: one.link.place,
            problem: one.link.problem,
            updated_at: one.link.updated_at,
        }
    }
}

/// How a space's events arrive in a store, as it was seen last.
#[derive(Debug, Serialize, ToSchema)]
struct TenantFlow {
    slug: String,
    name: String,
    flow: StoreFlow,
    /// Why nothing gets through; empty where it does.
    problem: String,
    seen_at: i64,
}

impl From<sinks::Listed> for TenantFlow {
    fn from(one: sinks::Listed) -> Self {
        let flow = one.flow.flow();
        Self {
            slug: one.slug,
            name: one.name,
            flow: StoreFlow::from(&flow),
            problem: flow.problem,
            seen_at: one.flow.seen_at,
        }
    }
}

/// How a space's events arrive in a store, as it is now.
#[derive(Debug, Serialize, ToSchema)]
struct TenantFlowWhole {
    slug: String,
    name: String,
    /// Nothing before anything was sent.
    flow: Option<StoreFlow>,
    problem: String,
    sent_at: Option<i64>,
    /// Whether a stretch of time is being sent once more.
    is_again: bool,
    /// The newest hundred, with ids and reasons and nothing of a mail.
    rejected: Vec<StoreRejected>,
}

/// A job that was asked for.
#[derive(Debug, Serialize, ToSchema)]
struct JobAsked {
    /// Its id; `/api/v1/operator/jobs/{id}` says how far it is.
    job: String,
}

/// List what spaces have in a program.
#[utoipa::path(get, path = "/api/v1/operator/deep-links/targets/{id}/tenants",
    operation_id = "deep-links.list-tenants", tag = "operator", params(LinksWanted, Paging),
    responses((status = 200, body = List<TenantLink>)))]
async fn list(
    desk: Desk<ViewDeepLinks>,
    Path(id): Path<String>,
    Narrowed(wanted, paging): Narrowed<LinksWanted>,
) -> Answer<List<TenantLink>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let query = LinkQuery { text: wanted.text, state: wanted.state, after };
    let page = provisioning::list(&mut desk.enter().await?, &id, &query, limit).await?;
    Ok(Json(paging.read(&desk, page.links, page.next.as_deref())))
}

/// Prepare a space in a program again.
#[utoipa::path(post, path = "/api/v1/operator/deep-links/targets/{id}/tenants/{tenant}/prepare",
    operation_id = "deep-links.prepare", tag = "operator", responses((status = 202, body = JobAsked)))]
async fn prepare(desk: Desk<ManageDeepLinks>, Path((id, tenant)): Path<(String, String)>) -> Made<JobAsked> {
    let job = provisioning::prepare(desk.enter().await?, &id, &tenant).await?;
    Ok((StatusCode::ACCEPTED, Json(JobAsked { job: job.to_string() })))
}

/// Prepare all spaces in a program again whose plan gives it.
#[utoipa::path(post, path = "/api/v1/operator/deep-links/targets/{id}/prepare",
    operation_id = "deep-links.prepare-all", tag = "operator", responses((status = 202, body = JobAsked)))]
async fn prepare_all(desk: Desk<ManageDeepLinks>, Path(id): Path<String>) -> Made<JobAsked> {
    let job = provisioning::prepare_all(desk.enter().await?, &id).await?;
    Ok((StatusCode::ACCEPTED, Json(JobAsked { job: job.to_string() })))
}

/// List how spaces' events arrive in a store.
#[utoipa::path(get, path = "/api/v1/operator/deep-links/stores/{id}/tenants",
    operation_id = "deep-links.list-flows", tag = "operator", params(FlowsWanted, Paging),
    responses((status = 200, body = List<TenantFlow>)))]
async fn flows(
    desk: Desk<ViewDeepLinks>,
    Path(id): Path<String>,
    Narrowed(wanted, paging): Narrowed<FlowsWanted>,
) -> Answer<List<TenantFlow>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let query = FlowQuery { text: wanted.text, state: wanted.state, after };
    let page = sinks::list(&mut desk.enter().await?, &id, &query, limit).await?;
    Ok(Json(paging.read(&desk, page.flows, page.next.as_deref())))
}

/// Read how a space's events arrive in a store.
#[utoipa::path(get, path = "/api/v1/operator/deep-links/stores/{id}/tenants/{tenant}",
    operation_id = "deep-links.find-flow", tag = "operator", responses((status = 200, body = TenantFlowWhole)))]
async fn flow(
    desk: Desk<ViewDeepLinks>,
    Path((id, tenant)): Path<(String, String)>,
) -> Answer<TenantFlowWhole> {
    let one = sinks::one(desk.enter().await?, &id, &tenant).await?;
    let (flow, state) = (one.flow(), one.state.as_ref());
    let aside = one.rejected.into_iter();
    let rejected = aside.map(|(event, reason, at)| StoreRejected { event: event.to_string(), reason, at });
    Ok(Json(TenantFlowWhole {
        flow: flow.as_ref().map(StoreFlow::from),
        problem: flow.map(|flow| flow.problem).unwrap_or_default(),
        sent_at: state.and_then(|state| state.sent_at),
        is_again: state.is_some_and(|state| state.is_again),
        rejected: rejected.collect(),
        slug: one.tenant.slug,
        name: one.tenant.name,
    }))
}

async fn tend(desk: &Desk<ManageDeepLinks>, id: &str, tenant: &str, tending: Tending) -> Done {
    sinks::tend(desk.enter().await?, id, tenant, &tending).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Send a space's stretch of time to a store once more; what is there stays as it is.
#[utoipa::path(post, path = "/api/v1/operator/deep-links/stores/{id}/tenants/{tenant}/send-again",
    operation_id = "deep-links.send-again", tag = "operator", request_body = StretchWanted,
    responses((status = 204)))]
async fn again(
    desk: Desk<ManageDeepLinks>,
    Path((id, tenant)): Path<(String, String)>,
    Body(wanted): Body<StretchWanted>,
) -> Done {
    tend(&desk, &id, &tenant, Tending::Again { from: wanted.from, to: wanted.to }).await
}

/// Try again what a store would not take of a space.
#[utoipa::path(post, path = "/api/v1/operator/deep-links/stores/{id}/tenants/{tenant}/rejected/retry",
    operation_id = "deep-links.retry-rejected", tag = "operator", responses((status = 204)))]
async fn retry(desk: Desk<ManageDeepLinks>, Path((id, tenant)): Path<(String, String)>) -> Done {
    tend(&desk, &id, &tenant, Tending::Retry).await
}

/// Forget what a store would not take of a space.
#[utoipa::path(delete, path = "/api/v1/operator/deep-links/stores/{id}/tenants/{tenant}/rejected",
    operation_id = "deep-links.clear-rejected", tag = "operator", responses((status = 204)))]
async fn clear(desk: Desk<ManageDeepLinks>, Path((id, tenant)): Path<(String, String)>) -> Done {
    tend(&desk, &id, &tenant, Tending::Clear).await
}
