use leptos::prelude::*;

use crate::Fault;

/// Chooses who is told when something is used up.
#[server(prefix = "/rpc", endpoint = "usage.choose-watchers")]
pub async fn choose_watchers(tenant: String, #[server(default)] emails: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::usage::alerts::choose(access, &emails).await?;
    reply::done(Action::UsageChooseWatchers, &format!("/t/{tenant}/plan"));
    Ok(())
}
