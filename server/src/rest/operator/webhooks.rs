use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    operators::{ManageJobs, ViewJobs},
    webhooks::DeliveryState,
};
use serde::{Deserialize, Serialize};
use service::webhooks::looks::{self, Delivery as Row, DeliveryQuery, Try};
use utoipa::{IntoParams, ToSchema};

use super::super::{
    Answer, Done,
    client::Desk,
    input::given,
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Narrowed, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new().routes(operation!(list)).routes(operation!(find)).routes(operation!(retry))
}

word!(state = DeliveryState::ALL);

/// Which deliveries; what is left out means any.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DeliveriesWanted {
    #[param(schema_with = state)]
    #[serde(deserialize_with = "given")]
    state: String,
}

/// A message to a receiver outside.
#[derive(Debug, Serialize, ToSchema)]
struct Delivery {
    /// By which its receiver knows it.
    id: String,
    #[schema(schema_with = state)]
    state: String,
    /// Such as `audit-heads`.
    webhook: String,
    /// What happened, such as `audit.heads`.
    topic: String,
    /// The id of the space whose it is; none: the installation's own.
    tenant: Option<String>,
    /// Where it went last.
    host: String,
    tries: i64,
    /// How it failed last; empty where it did not.
    error: String,
    created_at: i64,
    delivered_at: Option<i64>,
}

impl From<Row> for Delivery {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.to_string(),
            state: row.state.to_string(),
            webhook: row.webhook.to_string(),
            topic: row.topic,
            tenant: row.tenant_id,
            host: row.host,
            tries: row.tries,
            error: row.error,
            created_at: row.created_at,
            delivered_at: row.delivered_at,
        }
    }
}

/// A time it was sent.
#[derive(Debug, Serialize, ToSchema)]
struct DeliveryTry {
    number: i64,
    at: i64,
    /// Microseconds until it was answered or given up.
    took: i64,
    host: String,
    /// None: there was no answer.
    status: Option<i64>,
    /// Empty: it was taken.
    error: String,
    /// How the answer begins.
    answer: String,
}

impl From<Try> for DeliveryTry {
    fn from(one: Try) -> Self {
        let Try { number, at, took, host, status, error, answer } = one;
        Self { number, at, took, host, status, error, answer }
    }
}

/// A message with every time it was sent, and what is sent.
#[derive(Debug, Serialize, ToSchema)]
struct DeliveryWithTries {
    delivery: Delivery,
    tries: Vec<DeliveryTry>,
    body: String,
}

/// List messages to receivers outside, what was asked for last first. They are kept for thirty days.
#[utoipa::path(get, path = "/api/v1/operator/webhooks", operation_id = "webhooks.list", tag = "operator",
    params(DeliveriesWanted, Paging), responses((status = 200, body = List<Delivery>)))]
async fn list(
    desk: Desk<ViewJobs>,
    Narrowed(wanted, paging): Narrowed<DeliveriesWanted>,
) -> Answer<List<Delivery>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let query = DeliveryQuery { state: wanted.state, before };
    let page = looks::list_all(&mut desk.enter().await?, &query, limit).await?;
    Ok(Json(paging.read(&desk, page.deliveries, page.next.as_deref())))
}

/// One message with its tries.
#[utoipa::path(get, path = "/api/v1/operator/webhooks/{id}", operation_id = "webhooks.find", tag = "operator",
    responses((status = 200, body = DeliveryWithTries)))]
async fn find(desk: Desk<ViewJobs>, Path(id): Path<String>) -> Answer<DeliveryWithTries> {
    let (row, tries) = looks::find_any(&mut desk.enter().await?, &id).await?;
    let (body, tries) = (row.body.clone(), tries.into_iter().map(DeliveryTry::from).collect());
    Ok(Json(DeliveryWithTries { delivery: row.into(), tries, body }))
}

/// Send a message again that was given up, called off or delivered, under the id its receiver knows.
#[utoipa::path(post, path = "/api/v1/operator/webhooks/{id}/retry", operation_id = "webhooks.retry",
    tag = "operator", responses((status = 204)))]
async fn retry(desk: Desk<ManageJobs>, Path(id): Path<String>) -> Done {
    looks::retry_any(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
