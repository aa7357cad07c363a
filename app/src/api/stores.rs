use leptos::prelude::*;

use crate::Fault;

/// Sends a stretch of time to a store once more.
#[server(prefix = "/rpc", endpoint = "events.send-again")]
pub async fn send_again(
    tenant: String,
    store: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::deep_links::sinks::again_between(access, &store, (&from, &to)).await?;
    reply::done(Action::EventsSendAgain, &format!("/t/{tenant}/events/stores"));
    Ok(())
}

/// Tries again what a store would not take.
#[server(prefix = "/rpc", endpoint = "events.retry-rejected")]
pub async fn retry_rejected(tenant: String, store: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::deep_links::sinks::retry_rejected(access, service::deep_links::sinks::sink(&store)?).await?;
    reply::done(Action::EventsRetryRejected, &format!("/t/{tenant}/events/stores"));
    Ok(())
}

/// Forgets what a store would not take.
#[server(prefix = "/rpc", endpoint = "events.clear-rejected")]
pub async fn clear_rejected(tenant: String, store: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::deep_links::sinks::clear_rejected(access, service::deep_links::sinks::sink(&store)?).await?;
    reply::done(Action::EventsClearRejected, &format!("/t/{tenant}/events/stores"));
    Ok(())
}
