use leptos::prelude::*;

use crate::Fault;

/// Has a link for a new password mailed.
#[server(prefix = "/rpc", endpoint = "password-resets.start")]
pub async fn start_password_reset(#[server(default)] email: String) -> Result<(), Fault> {
    use super::reply;
    let (service, caller) = reply::caller()?;
    service::password_resets::start(&service, &caller, &email).await?;
    reply::go("/forgot-password?done=reset-mailed");
    Ok(())
}

/// Sets the new password by the mailed link's token.
#[server(prefix = "/rpc", endpoint = "password-resets.finish")]
pub async fn finish_password_reset(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    use super::reply;
    let (service, caller) = reply::caller()?;
    service::password_resets::finish(&service, &caller, &token, &password).await?;
    reply::clear_session();
    reply::go("/sign-in?done=password-changed");
    Ok(())
}
