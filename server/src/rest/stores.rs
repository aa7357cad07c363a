//! Where a space's events go, and what its members are offered of the programs that read them.

use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    deep_links::{
        flows::{Flow, FlowState},
        offers::OfferState,
        targets::LinkTarget,
    },
    permission::{ManageSettings, ViewEvents, ViewOverview},
};
use serde::{Deserialize, Serialize};
use service::{
    Access,
    deep_links::{
        opening,
        sinks::{self, ToStore},
    },
};
use utoipa::ToSchema;

use super::{
    Answer, Done,
    client::Client,
    input::Body,
    openapi::word,
    operations::{Operations, operation},
    paging::List,
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(again))
        .routes(operation!(retry))
        .routes(operation!(clear))
        .routes(operation!(offers))
}

word!(offer = OfferState::ALL);
word!(program = LinkTarget::ALL);

/// How events flow to a store.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StoreFlow {
    /// What is so; several may be at once.
    #[schema(value_type = Vec<String>)]
    states: Vec<FlowState>,
    /// Events that wait, and when the oldest of them was taken in.
    waiting: i64,
    waiting_since: Option<i64>,
    /// Since when nothing gets through, and when it is tried again.
    failed_since: Option<i64>,
    next_at: Option<i64>,
    /// Events that reached the end of their retention before they were sent.
    lost: i64,
    /// Events that the store would not take.
    rejected: i64,
}

impl From<&Flow> for StoreFlow {
    fn from(flow: &Flow) -> Self {
        Self {
            states: flow.states(),
            waiting: flow.waiting,
            waiting_since: flow.waiting_since,
            failed_since: flow.failed_since,
            next_at: flow.failed_since.map(|_| flow.next_at),
            lost: flow.lost,
            rejected: flow.rejected,
        }
    }
}

/// An event that a store would not take.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StoreRejected {
    pub(super) event: String,
    pub(super) reason: String,
    pub(super) at: i64,
}

/// A store that the space's events go to.
#[expect(clippy::struct_field_names, reason = "the answer's own names")]
#[derive(Debug, Serialize, ToSchema)]
struct Store {
    #[schema(schema_with = program)]
    store: String,
    /// Nothing before anything was sent.
    flow: Option<StoreFlow>,
    sent: i64,
    sent_at: Option<i64>,
    /// Whether a stretch of time is being sent once more.
    is_again: bool,
    /// The newest hundred.
    rejected: Vec<StoreRejected>,
}

impl From<ToStore> for Store {
    fn from(one: ToStore) -> Self {
        let state = one.state.as_ref();
        let rejected = one.rejected.into_iter().map(|aside| StoreRejected {
            event: aside.event_id.to_string(),
            reason: aside.reason,
            at: aside.at,
        });
        Self {
            store: one.store.to_string(),
            flow: state.map(|state| StoreFlow::from(&state.flow())),
            sent: state.map_or(0, |state| state.sent),
            sent_at: state.and_then(|state| state.sent_at),
            is_again: state.is_some_and(|state| state.is_again),
            rejected: rejected.collect(),
        }
    }
}

/// A stretch of time, its end left out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StretchWanted {
    /// Milliseconds since 1970, RFC 3339, or a day.
    #[schema(max_length = 40)]
    pub(super) from: String,
    /// The same; a day is taken whole. At most 400 days after the beginning.
    #[schema(max_length = 40)]
    pub(super) to: String,
}

/// List the stores that the space's events go to, and how far they are.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/stores", operation_id = "events.list-stores", tag = "events",
    responses((status = 200, body = List<Store>)))]
async fn list(client: Client<ViewEvents>, Path(tenant): Path<String>) -> Answer<List<Store>> {
    let found = sinks::flows(client.enter(&tenant).await?).await?;
    Ok(Json(List { items: found.into_iter().map(Store::from).collect(), next: None }))
}

/// Send a stretch of time to a store once more; what is there stays as it is.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/stores/{id}/send-again", operation_id = "events.send-again",
    tag = "events", request_body = StretchWanted, responses((status = 204)))]
async fn again(
    client: Client<ManageSettings>,
    Path((tenant, id)): Path<(String, String)>,
    Body(wanted): Body<StretchWanted>,
) -> Done {
    let access = client.enter(&tenant).await?;
    sinks::again_between(access, &id, (&wanted.from, &wanted.to)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Try again what a store would not take.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/stores/{id}/rejected/retry",
    operation_id = "events.retry-rejected", tag = "events", responses((status = 204)))]
async fn retry(client: Client<ManageSettings>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    sinks::retry_rejected(access, sinks::sink(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forget what a store would not take.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/stores/{id}/rejected",
    operation_id = "events.clear-rejected", tag = "events", responses((status = 204)))]
async fn clear(client: Client<ManageSettings>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    sinks::clear_rejected(access, sinks::sink(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is offered of a program.
#[derive(Debug, Serialize, ToSchema)]
struct DeepLinkOffer {
    /// `links` for an operator's own link.
    program: String,
    title: String,
    #[schema(schema_with = offer)]
    state: String,
    /// Since when it is down or could not be prepared.
    since: Option<i64>,
    /// What happened and what to do, in the language asked for; empty where it is ready.
    sentence: String,
    /// The permanent addresses, the overview of mail flow first. They hold no secret, and whoever opens one is checked;
    /// `from`, `to`, `tz`, `host` and `domain` narrow.
    addresses: Vec<String>,
}

/// List what the space opens in other programs, and how it is for whoever the key acts for.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/deep-links", operation_id = "deep-links.list-offers",
    tag = "deep-links", responses((status = 200, body = List<DeepLinkOffer>)))]
async fn offers(client: Client<ViewOverview>, Path(tenant): Path<String>) -> Answer<List<DeepLinkOffer>> {
    let access: Access<ViewOverview> = client.enter(&tenant).await?;
    let standing = access.standing().clone();
    drop(access);
    let (service, locale) = (&client.service, client.caller.locale);
    let found = opening::offers(service, &standing).await?;
    let root = format!("{}/open/{}", service.public_url().trim_end_matches('/'), standing.tenant.slug);
    let programs = found.programs.into_iter().map(|one| DeepLinkOffer {
        program: one.target.to_string(),
        title: one.target.title().to_owned(),
        state: one.state.to_string(),
        since: one.since,
        sentence: match one.state {
            OfferState::Ready => String::new(),
            state => state.sentence(locale, one.target.title(), None),
        },
        addresses: one
            .target
            .views(one.flavor)
            .iter()
            .map(|view| format!("{root}/{}/{view}", one.target))
            .collect(),
    });
    let links = found.links.into_iter().map(|one| DeepLinkOffer {
        program: opening::LINKS.to_owned(),
        title: one.title,
        state: OfferState::Ready.to_string(),
        since: None,
        sentence: String::new(),
        addresses: vec![format!("{root}/{}/{}", opening::LINKS, one.id)],
    });
    Ok(Json(List { items: programs.chain(links).collect(), next: None }))
}
