use leptos::prelude::*;

use crate::{Fault, api::api_keys::ShownApiKey};

/// Makes a key for the operator who asks, and answers its secret.
#[server(prefix = "/rpc", endpoint = "operator-keys.make")]
pub async fn make_operator_key(
    #[server(default)] name: String,
    #[server(default)] role: String,
    #[server(default)] days: String,
) -> Result<ShownApiKey, Fault> {
    use service::operator_keys::{self, OperatorKeyForm};
    let form = OperatorKeyForm { name, role, days, operator: String::new() };
    let made = operator_keys::make(super::reply::operate().await?, &form).await?;
    Ok(ShownApiKey { id: made.key.id.to_string(), name: made.key.name, secret: made.secret })
}

/// Ends a key for good.
#[server(prefix = "/rpc", endpoint = "operator-keys.revoke")]
pub async fn revoke_operator_key(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_keys::revoke(reply::operate().await?, &id).await?;
    reply::done(Action::OperatorKeysRevoke, "/operator/keys");
    Ok(())
}
