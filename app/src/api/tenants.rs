use leptos::prelude::*;

use crate::Fault;

/// Changes a space's name and time zone.
#[server(prefix = "/rpc", endpoint = "tenants.update-settings")]
pub async fn update_settings(
    tenant: String,
    #[server(default)] name: String,
    #[server(default)] time_zone: String,
) -> Result<(), Fault> {
    use super::reply;
    let access = reply::enter(&tenant).await?;
    let form = service::tenants::SettingsForm { name, time_zone };
    service::tenants::update_settings(access, form).await?;
    reply::go(&format!("/t/{tenant}/settings?done=saved"));
    Ok(())
}

/// Makes a personal space a company's, in place.
#[server(prefix = "/rpc", endpoint = "tenants.become-company")]
pub async fn become_company(tenant: String) -> Result<(), Fault> {
    use super::reply;
    let access = reply::enter(&tenant).await?;
    service::tenants::become_company(access).await?;
    reply::go(&format!("/t/{tenant}/settings?done=company"));
    Ok(())
}
