use leptos::prelude::*;

use crate::Fault;

/// Signs in by e-mail and password, and goes to where the person wanted to be.
#[server(prefix = "/rpc", endpoint = "sessions.start")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    use super::reply;
    let (service, caller) = reply::caller()?;
    let signed_in = service::sessions::sign_in(&service, &caller, &email, &password).await?;
    reply::signed_in(&signed_in, &next, crate::context::HOME);
    Ok(())
}

/// Signs out.
#[server(prefix = "/rpc", endpoint = "sessions.end")]
pub async fn sign_out() -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::sessions::sign_out(&service, &caller).await?;
    reply::clear_session();
    reply::done(Action::SessionsEnd, "/sign-in");
    Ok(())
}

/// Ends one of the person's sessions.
#[server(prefix = "/rpc", endpoint = "sessions.end-one")]
pub async fn end_session(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::sessions::end(&service, &caller, &id).await?;
    reply::done(Action::SessionsEndOne, "/account/sessions");
    Ok(())
}

/// Ends every session of the person but this one.
#[server(prefix = "/rpc", endpoint = "sessions.end-others")]
pub async fn end_other_sessions() -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::sessions::end_others(&service, &caller).await?;
    reply::done(Action::SessionsEndOthers, "/account/sessions");
    Ok(())
}
