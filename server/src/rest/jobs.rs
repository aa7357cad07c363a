use axum::{Json, extract::Path, http::StatusCode};
use domain::permission::{ManageSettings, ViewAudit};
use serde::Serialize;
use service::jobs::looks::{self, JobQuery, Wish};
use utoipa::ToSchema;

use super::{
    Answer, Done,
    client::Client,
    input::Query,
    operations::{Operations, operation},
    paging::{List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(find))
        .routes(operation!(retry))
        .routes(operation!(cancel))
}

/// Work in the background.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Job {
    id: String,
    /// Such as `close-tenant`.
    kind: String,
    /// `waiting`, `running`, `done`, `failed`, `undone` or `cancelled`.
    state: String,
    /// Who asked for it; empty where it follows from something else.
    asked_by: String,
    created_at: i64,
    changed_at: i64,
    begun_at: Option<i64>,
    ended_at: Option<i64>,
    /// When it is begun, or begun again; of one that waits.
    run_at: i64,
    tries: i64,
    /// Parts of a hundred, where it tells.
    progress: Option<i64>,
    /// What has to come first, in one word, such as `space-update`.
    waits_for: Option<String>,
    waits_since: Option<i64>,
}

impl From<looks::Job> for Job {
    fn from(job: looks::Job) -> Self {
        Self {
            id: job.id.to_string(),
            kind: job.kind,
            state: job.state.to_string(),
            asked_by: job.asker_label,
            created_at: job.created_at,
            changed_at: job.changed_at,
            begun_at: job.begun_at,
            ended_at: job.ended_at,
            run_at: job.run_at,
            tries: job.tries,
            progress: job.progress,
            waits_for: job.waits_for,
            waits_since: job.waits_since,
        }
    }
}

/// A step of a job.
#[derive(Debug, Serialize, ToSchema)]
struct JobStep {
    name: String,
    /// `waiting`, `running`, `done`, `failed` or `undone`.
    state: String,
    begun_at: Option<i64>,
    ended_at: Option<i64>,
}

/// A job with its steps.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct JobWithSteps {
    job: Job,
    /// None where the work is one.
    steps: Vec<JobStep>,
    /// How long its kind takes on average, in microseconds, from the last twenty.
    usually_takes: Option<i64>,
}

impl From<looks::Seen> for JobWithSteps {
    fn from(seen: looks::Seen) -> Self {
        let steps = seen.names.iter().zip(1_i64..).map(|(name, number)| {
            let step = seen.steps.iter().find(|step| step.number == number);
            JobStep {
                name: (*name).to_owned(),
                state: step.map_or("waiting", |step| step.state.as_str()).to_owned(),
                begun_at: step.map(|step| step.begun_at),
                ended_at: step.and_then(|step| step.ended_at),
            }
        });
        Self { steps: steps.collect(), usually_takes: seen.usual, job: seen.job.into() }
    }
}

/// List the space's background work, the last changed first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/jobs", operation_id = "jobs.list", tag = "jobs",
    params(Paging), responses((status = 200, body = List<Job>)))]
async fn list(
    client: Client<ViewAudit>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Job>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let mut access = client.enter(&tenant).await?;
    let page = looks::list(&mut access, &JobQuery { before, ..JobQuery::default() }, limit).await?;
    let jobs: Vec<Job> = page.jobs.into_iter().map(Job::from).collect();
    Ok(Json(paging.read(&client, jobs, page.next.as_deref())))
}

/// One job with its steps.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/jobs/{id}", operation_id = "jobs.find", tag = "jobs",
    responses((status = 200, body = JobWithSteps)))]
async fn find(client: Client<ViewAudit>, Path((tenant, id)): Path<(String, String)>) -> Answer<JobWithSteps> {
    let mut access = client.enter(&tenant).await?;
    Ok(Json(looks::find(&mut access, &id).await?.into()))
}

/// Begin a job again that was given up, undone or called off: at the step where it stopped.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/jobs/{id}/retry", operation_id = "jobs.retry", tag = "jobs",
    responses((status = 204)))]
async fn retry(client: Client<ManageSettings>, path: Path<(String, String)>) -> Done {
    wish(client, path, Wish::Retry).await
}

/// Call off a job that waits or runs; what it did already stays.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/jobs/{id}/cancel", operation_id = "jobs.cancel",
    tag = "jobs", responses((status = 204)))]
async fn cancel(client: Client<ManageSettings>, path: Path<(String, String)>) -> Done {
    wish(client, path, Wish::Cancel).await
}

async fn wish(
    client: Client<ManageSettings>,
    Path((tenant, id)): Path<(String, String)>,
    wish: Wish,
) -> Done {
    let access = client.enter(&tenant).await?;
    looks::wish(access, &id, wish).await?;
    Ok(StatusCode::NO_CONTENT)
}
