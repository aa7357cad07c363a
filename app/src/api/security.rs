use leptos::prelude::*;

use crate::Fault;

/// Demands a second factor of every member, or of none.
#[server(prefix = "/rpc", endpoint = "security.require-second-factor")]
pub async fn require_second_factor(tenant: String, #[server(default)] required: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::security::require_second_factor(access, required == "true").await?;
    reply::done(Action::SecurityRequireSecondFactor, &format!("/t/{tenant}/settings/security"));
    Ok(())
}
