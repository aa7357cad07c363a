use leptos::prelude::*;

use crate::{Fault, api::api_keys::ShownApiKey};

/// Registers a program that people open by signing in here, and answers its secret.
#[server(prefix = "/rpc", endpoint = "deep-links.add-client")]
pub async fn add_link_client(
    #[server(default)] name: String,
    #[server(default)] redirects: String,
    #[server(default)] space: String,
) -> Result<ShownApiKey, Fault> {
    use service::deep_links::oidc::clients;
    let form = clients::ClientForm { name, redirects, space };
    let (made, secret) = clients::add(super::reply::operate().await?, &form).await?;
    Ok(ShownApiKey { id: made.id.to_string(), name: made.name, secret })
}

/// Changes such a program's name and addresses.
#[server(prefix = "/rpc", endpoint = "deep-links.change-client")]
pub async fn change_link_client(
    id: String,
    #[server(default)] name: String,
    #[server(default)] redirects: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::deep_links::oidc::clients;
    let form = clients::ClientForm { name, redirects, space: String::new() };
    clients::change(reply::operate().await?, &id, &form).await?;
    reply::done(Action::DeepLinksChangeClient, &format!("/operator/deep-links/clients/{id}"));
    Ok(())
}

/// Gives such a program another secret and answers it; the one before ends at once.
#[server(prefix = "/rpc", endpoint = "deep-links.renew-secret")]
pub async fn renew_link_secret(id: String) -> Result<ShownApiKey, Fault> {
    use service::deep_links::oidc::clients;
    let (renewed, secret) = clients::renew_secret(super::reply::operate().await?, &id).await?;
    Ok(ShownApiKey { id: renewed.id.to_string(), name: renewed.name, secret })
}

/// Removes such a program.
#[server(prefix = "/rpc", endpoint = "deep-links.remove-client")]
pub async fn remove_link_client(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::deep_links::oidc::clients::remove(reply::operate().await?, &id).await?;
    reply::done(Action::DeepLinksRemoveClient, "/operator/deep-links");
    Ok(())
}
