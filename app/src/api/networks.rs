use leptos::prelude::*;

use crate::Fault;

/// Adds networks, one per line. Good lines are added even when others are not.
#[server(prefix = "/rpc", endpoint = "networks.add")]
pub async fn add_networks(
    tenant: String,
    #[server(default)] cidrs: String,
    #[server(default)] label: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let form = service::networks::NetworksForm { cidrs, label };
    let added = service::networks::add(access, form).await?;
    if !added.refused.is_empty() {
        return Err(Fault(domain::Error::Invalid { fields: added.refused }));
    }
    let new = added.added.iter().map(|network| &network.id);
    reply::made(Action::NetworksAdd, &format!("/t/{tenant}/mail-flow"), new);
    Ok(())
}

/// Changes a network's label, or switches it on or off.
#[server(prefix = "/rpc", endpoint = "networks.update")]
pub async fn update_network(
    tenant: String,
    id: String,
    #[server(default)] label: String,
    #[server(default)] enabled: bool,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::networks::update(access, &id, &label, enabled).await?;
    reply::done(Action::NetworksUpdate, &format!("/t/{tenant}/mail-flow"));
    Ok(())
}

/// Deletes a network whose CIDR was typed.
#[server(prefix = "/rpc", endpoint = "networks.delete")]
pub async fn delete_network(
    tenant: String,
    id: String,
    #[server(default)] confirm: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::networks::delete(access, &id, &confirm).await?;
    reply::done(Action::NetworksDelete, &format!("/t/{tenant}/mail-flow"));
    Ok(())
}
