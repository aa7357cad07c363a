use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    jobs::JobState,
    operators::{ManageJobs, ViewJobs},
};
use serde::Deserialize;
use service::jobs::looks::{self, JobQuery, Wish};
use utoipa::IntoParams;

use super::super::{
    Answer, Done,
    client::Desk,
    input::given,
    jobs::{Job, JobWithSteps},
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Narrowed, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(find))
        .routes(operation!(retry))
        .routes(operation!(cancel))
}

word!(state = JobState::ALL);

/// Which jobs; what is left out means any.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct JobsWanted {
    #[param(schema_with = state)]
    #[serde(deserialize_with = "given")]
    state: String,
    /// The id of the only space whose jobs are shown.
    tenant: String,
}

/// List the background work of every space and of the installation, the last changed first.
#[utoipa::path(get, path = "/api/v1/operator/jobs", operation_id = "operator-jobs.list", tag = "operator",
    params(JobsWanted, Paging), responses((status = 200, body = List<Job>)))]
async fn list(desk: Desk<ViewJobs>, Narrowed(wanted, paging): Narrowed<JobsWanted>) -> Answer<List<Job>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let query = JobQuery { state: wanted.state, tenant: wanted.tenant, before };
    let page = looks::list_all(&mut desk.enter().await?, &query, limit).await?;
    Ok(Json(paging.read(&desk, page.jobs, page.next.as_deref())))
}

/// One job with its steps.
#[utoipa::path(get, path = "/api/v1/operator/jobs/{id}", operation_id = "operator-jobs.find", tag = "operator",
    responses((status = 200, body = JobWithSteps)))]
async fn find(desk: Desk<ViewJobs>, Path(id): Path<String>) -> Answer<JobWithSteps> {
    Ok(Json(looks::find_any(&mut desk.enter().await?, &id).await?.into()))
}

/// Begin any job again that was given up, undone or called off.
#[utoipa::path(post, path = "/api/v1/operator/jobs/{id}/retry", operation_id = "operator-jobs.retry",
    tag = "operator", responses((status = 204)))]
async fn retry(desk: Desk<ManageJobs>, Path(id): Path<String>) -> Done {
    looks::wish_any(desk.enter().await?, &id, Wish::Retry).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Call off any job that waits or runs; what it did already stays.
#[utoipa::path(post, path = "/api/v1/operator/jobs/{id}/cancel", operation_id = "operator-jobs.cancel",
    tag = "operator", responses((status = 204)))]
async fn cancel(desk: Desk<ManageJobs>, Path(id): Path<String>) -> Done {
    looks::wish_any(desk.enter().await?, &id, Wish::Cancel).await?;
    Ok(StatusCode::NO_CONTENT)
}
