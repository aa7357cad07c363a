use leptos::prelude::*;

use crate::Fault;

/// Opens one more space for whoever is signed in.
#[server(prefix = "/rpc", endpoint = "tenants.open")]
pub async fn open_space(
    #[server(default)] space: String,
    #[server(default)] kind: String,
    #[server(default)] slug: String,
    #[server(default)] time_zone: String,
    #[server(default)] plan: String,
    #[server(default)] interval: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    let form = service::tenants::SpaceForm { space, kind, slug, time_zone, plan, interval };
    let (tenant, session) = service::tenants::open(&service, &caller, form).await?;
    reply::renew(session);
    reply::done(Action::TenantsOpen, &format!("/t/{}", tenant.slug));
    Ok(())
}

/// Changes a space's name and time zone.
#[server(prefix = "/rpc", endpoint = "tenants.update-settings")]
pub async fn update_settings(
    tenant: String,
    #[server(default)] name: String,
    #[server(default)] time_zone: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let form = service::tenants::SettingsForm { name, time_zone };
    service::tenants::update_settings(access, form).await?;
    reply::done(Action::TenantsUpdateSettings, &format!("/t/{tenant}/settings"));
    Ok(())
}

/// Makes a personal space a company's, in place.
#[server(prefix = "/rpc", endpoint = "tenants.become-company")]
pub async fn become_company(tenant: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::tenants::become_company(access).await?;
    reply::done(Action::TenantsBecomeCompany, &format!("/t/{tenant}/settings"));
    Ok(())
}

/// Closes a space, whose name was typed.
#[server(prefix = "/rpc", endpoint = "tenants.close")]
pub async fn close_space(tenant: String, #[server(default)] confirm: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::tenants::close(access, &confirm).await?;
    reply::done(Action::TenantsClose, &format!("/t/{tenant}/settings/closing"));
    Ok(())
}

/// Opens a closed space again.
#[server(prefix = "/rpc", endpoint = "tenants.reopen")]
pub async fn reopen_space(tenant: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::tenants::reopen(access).await?;
    reply::done(Action::TenantsReopen, &format!("/t/{tenant}"));
    Ok(())
}
