//! Options and answers are JSON in the browser's own form, so they travel as text.

use leptos::prelude::*;

use super::recovery_codes::ShownCodes;
use crate::Fault;

/// What a new passkey has to sign.
#[server(prefix = "/rpc", endpoint = "passkeys.start-registration")]
pub async fn start_passkey_registration() -> Result<String, Fault> {
    let (service, caller) = super::reply::caller()?;
    Ok(service::passkeys::start_registration(&service, &caller).await?)
}

/// Adds the passkey that answered.
#[server(prefix = "/rpc", endpoint = "passkeys.add")]
pub async fn add_passkey(
    #[server(default)] name: String,
    #[server(default)] credential: String,
) -> Result<ShownCodes, Fault> {
    let (service, caller) = super::reply::caller()?;
    let added = service::passkeys::add(&service, &caller, &name, &credential).await?;
    Ok(super::reply::factor_added(added))
}

/// Gives a passkey another name.
#[server(prefix = "/rpc", endpoint = "passkeys.rename")]
pub async fn rename_passkey(id: String, #[server(default)] name: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::passkeys::rename(&service, &caller, &id, &name).await?;
    reply::done(Action::PasskeysRename, "/account");
    Ok(())
}

/// Removes a passkey from the account.
#[server(prefix = "/rpc", endpoint = "passkeys.remove")]
pub async fn remove_passkey(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    reply::renew(service::passkeys::remove(&service, &caller, &id).await?);
    reply::done(Action::PasskeysRemove, "/account");
    Ok(())
}

/// What any passkey of this site has to sign, to sign in whoever holds it.
#[server(prefix = "/rpc", endpoint = "passkeys.start-sign-in")]
pub async fn start_passkey_sign_in() -> Result<String, Fault> {
    use super::reply;
    let (service, caller) = reply::caller()?;
    let (options, challenge) = service::passkeys::start_sign_in(&service, &caller).await?;
    reply::set_challenge(&challenge);
    Ok(options)
}

/// Signs in whoever's passkey answered.
#[server(prefix = "/rpc", endpoint = "passkeys.sign-in")]
pub async fn sign_in_by_passkey(
    #[server(default)] credential: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    use super::reply;
    let (service, caller) = reply::caller()?;
    let signed_in = service::passkeys::sign_in(&service, &caller, &credential).await?;
    reply::signed_in(&signed_in, &next, crate::context::HOME);
    Ok(())
}

/// What one of the account's passkeys has to sign, as second factor or as a fresh proof.
#[server(prefix = "/rpc", endpoint = "passkeys.start-proof")]
pub async fn start_passkey_proof() -> Result<String, Fault> {
    let (service, caller) = super::reply::caller()?;
    Ok(service::passkeys::start_proof(&service, &caller).await?)
}
