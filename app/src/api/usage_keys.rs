use leptos::prelude::*;

use crate::{Fault, api::api_keys::ShownApiKey};

/// Makes a key for a program that reports usage, and answers its secret.
#[server(prefix = "/rpc", endpoint = "usage-keys.create")]
pub async fn create_usage_key(#[server(default)] name: String) -> Result<ShownApiKey, Fault> {
    let (key, secret) = service::usage::programs::create(super::reply::operate().await?, &name).await?;
    Ok(ShownApiKey { id: key.id.to_string(), name: key.name, secret })
}

/// Revokes a key: programs that use it are refused from now on.
#[server(prefix = "/rpc", endpoint = "usage-keys.revoke")]
pub async fn revoke_usage_key(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::usage::programs::revoke(reply::operate().await?, &id).await?;
    reply::done(Action::UsageKeysRevoke, "/operator/keys/usage");
    Ok(())
}
