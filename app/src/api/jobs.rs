use leptos::prelude::*;

use crate::Fault;

/// Begins a job again that was given up, undone or called off.
#[server(prefix = "/rpc", endpoint = "jobs.retry")]
pub async fn retry_job(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::jobs::looks::wish(access, &id, service::jobs::looks::Wish::Retry).await?;
    reply::done(Action::JobsRetry, &format!("/t/{tenant}/settings/jobs/{id}"));
    Ok(())
}

/// Calls off a job that waits or runs.
#[server(prefix = "/rpc", endpoint = "jobs.cancel")]
pub async fn cancel_job(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::jobs::looks::wish(access, &id, service::jobs::looks::Wish::Cancel).await?;
    reply::done(Action::JobsCancel, &format!("/t/{tenant}/settings/jobs/{id}"));
    Ok(())
}
