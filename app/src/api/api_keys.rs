use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Fault;

/// An API key just made, for the one time it is shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShownApiKey {
    pub id: String,
    pub name: String,
    pub secret: String,
}

#[cfg(feature = "ssr")]
impl From<service::api_keys::NewKey> for ShownApiKey {
    fn from(new: service::api_keys::NewKey) -> Self {
        Self { id: new.key.id.to_string(), name: new.key.name, secret: new.secret }
    }
}

/// Makes an API key and answers its secret.
#[server(prefix = "/rpc", endpoint = "api-keys.create")]
pub async fn create_api_key(
    tenant: String,
    #[server(default)] name: String,
    #[server(default)] permissions: Vec<String>,
    #[server(default)] scope: String,
    #[server(default)] networks: String,
    #[server(default)] expires: String,
) -> Result<ShownApiKey, Fault> {
    use service::api_keys::{Expiry, KeyForm, create};
    let access = super::reply::enter(&tenant).await?;
    let form = KeyForm { name, permissions, scope, networks, expiry: Expiry::Day(expires) };
    Ok(create(access, form).await?.into())
}

/// Gives an API key a new secret and answers it; the old one goes on for a while.
#[server(prefix = "/rpc", endpoint = "api-keys.rotate")]
pub async fn rotate_api_key(
    tenant: String,
    id: String,
    #[server(default)] overlap: String,
) -> Result<ShownApiKey, Fault> {
    let access = super::reply::enter(&tenant).await?;
    Ok(service::api_keys::rotate(access, &id, &overlap).await?.into())
}

/// Revokes an API key whose name was typed.
#[server(prefix = "/rpc", endpoint = "api-keys.revoke")]
pub async fn revoke_api_key(
    tenant: String,
    id: String,
    #[server(default)] confirm: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::api_keys::revoke(access, &id, &confirm).await?;
    reply::done(Action::ApiKeysRevoke, &format!("/t/{tenant}/settings/api-keys"));
    Ok(())
}
