use leptos::prelude::*;

use super::recovery_codes::ShownCodes;
use crate::Fault;

/// Makes a secret for an authenticator app; the account's page shows it until it is confirmed.
#[server(prefix = "/rpc", endpoint = "authenticators.enrol")]
pub async fn enrol_authenticator() -> Result<(), Fault> {
    use super::reply;
    let (service, caller) = reply::caller()?;
    service::authenticators::enrol(&service, &caller).await?;
    reply::go("/account#authenticator");
    Ok(())
}

/// Forgets the secret that waits to be confirmed.
#[server(prefix = "/rpc", endpoint = "authenticators.cancel")]
pub async fn cancel_authenticator() -> Result<(), Fault> {
    use super::reply;
    let (service, caller) = reply::caller()?;
    service::authenticators::cancel(&service, &caller).await?;
    reply::go("/account#authenticator");
    Ok(())
}

/// Makes the app count by one of its codes. The first factor brings recovery codes.
#[server(prefix = "/rpc", endpoint = "authenticators.confirm")]
pub async fn confirm_authenticator(#[server(default)] code: String) -> Result<ShownCodes, Fault> {
    let (service, caller) = super::reply::caller()?;
    let added = service::authenticators::confirm(&service, &caller, &code).await?;
    Ok(super::reply::factor_added(added))
}

/// Removes the app from the account.
#[server(prefix = "/rpc", endpoint = "authenticators.remove")]
pub async fn remove_authenticator() -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    reply::renew(service::authenticators::remove(&service, &caller).await?);
    reply::done(Action::AuthenticatorsRemove, "/account");
    Ok(())
}
