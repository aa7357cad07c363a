use leptos::prelude::*;

use crate::Fault;

/// Begins any job again.
#[server(prefix = "/rpc", endpoint = "operator-jobs.retry")]
pub async fn retry_any_job(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::jobs::looks::wish_any(reply::operate().await?, &id, service::jobs::looks::Wish::Retry).await?;
    reply::done(Action::OperatorJobsRetry, &format!("/operator/jobs/{id}"));
    Ok(())
}

/// Calls off any job.
#[server(prefix = "/rpc", endpoint = "operator-jobs.cancel")]
pub async fn cancel_any_job(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::jobs::looks::wish_any(reply::operate().await?, &id, service::jobs::looks::Wish::Cancel).await?;
    reply::done(Action::OperatorJobsCancel, &format!("/operator/jobs/{id}"));
    Ok(())
}

/// Sends a webhook's message again.
#[server(prefix = "/rpc", endpoint = "webhooks.retry")]
pub async fn retry_delivery(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::webhooks::looks::retry_any(reply::operate().await?, &id).await?;
    reply::done(Action::WebhooksRetry, &format!("/operator/jobs/webhooks/{id}"));
    Ok(())
}
