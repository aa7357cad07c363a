use leptos::prelude::*;

use crate::Fault;

/// Has a link for a new password mailed.
#[server(prefix = "/rpc", endpoint = "password-resets.start")]
pub async fn start_password_reset(#[server(default)] email: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::password_resets::start(&service, &caller, &email).await?;
    reply::done(Action::PasswordResetsStart, "/forgot-password");
    Ok(())
}

/// Sets the new password by the mailed link's token.
#[server(prefix = "/rpc", endpoint = "password-resets.finish")]
pub async fn finish_password_reset(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::password_resets::finish(&service, &caller, &token, &password).await?;
    reply::clear_session();
    reply::done(Action::PasswordResetsFinish, "/sign-in");
    Ok(())
}
