use leptos::prelude::*;

use crate::Fault;

/// Gives a tenant something instead of what its plan gives.
#[server(prefix = "/rpc", endpoint = "overrides.set")]
pub async fn set_override(
    id: String,
    #[server(default)] feature: String,
    #[server(default)] value: String,
    #[server(default)] reason: String,
    #[server(default)] ends: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::plans::overrides::{self, OverrideForm};
    overrides::set(reply::operate().await?, &id, &OverrideForm { feature, value, reason, ends }).await?;
    reply::done(Action::OverridesSet, &format!("/operator/tenants/{id}/overrides"));
    Ok(())
}

/// Ends it: the plan decides again.
#[server(prefix = "/rpc", endpoint = "overrides.end")]
pub async fn end_override(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::plans::overrides::end(reply::operate().await?, &tenant, &id).await?;
    reply::done(Action::OverridesEnd, &format!("/operator/tenants/{tenant}/overrides"));
    Ok(())
}
