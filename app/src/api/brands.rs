use leptos::prelude::*;

use crate::Fault;

/// Sets what a space is called for its people, with its logo in base 64 where one is sent.
#[server(prefix = "/rpc", endpoint = "brands.set")]
pub async fn set_brand(
    tenant: String,
    #[server(default)] name: String,
    #[server(default)] logo: String,
    #[server(default)] sender: String,
    #[server(default)] host: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::brands::set(access, service::brands::BrandForm { name, logo, sender, host }).await?;
    reply::done(Action::BrandsSet, &format!("/t/{tenant}/settings/brand"));
    Ok(())
}

/// Removes the logo of a space's brand.
#[server(prefix = "/rpc", endpoint = "brands.remove-logo")]
pub async fn remove_logo(tenant: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::brands::remove_logo(access).await?;
    reply::done(Action::BrandsRemoveLogo, &format!("/t/{tenant}/settings/brand"));
    Ok(())
}

/// Removes a space's brand.
#[server(prefix = "/rpc", endpoint = "brands.remove")]
pub async fn remove_brand(tenant: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::brands::remove(access).await?;
    reply::done(Action::BrandsRemove, &format!("/t/{tenant}/settings/brand"));
    Ok(())
}
