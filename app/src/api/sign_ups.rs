#![expect(clippy::too_many_arguments, reason = "one per control of the form")]

use leptos::prelude::*;

use crate::Fault;

/// Asks for a space; the answer is the page on which the mailed code is typed.
#[server(prefix = "/rpc", endpoint = "sign-ups.start")]
pub async fn start_sign_up(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] space: String,
    #[server(default)] kind: String,
    #[server(default)] slug: String,
    #[server(default)] time_zone: String,
    #[server(default)] plan: String,
    #[server(default)] interval: String,
) -> Result<(), Fault> {
    use super::reply;
    let (service, caller) = reply::caller()?;
    let form =
        service::sign_ups::SignUpForm { email, password, space, kind, slug, time_zone, plan, interval };
    reply::sign_up_started(&service::sign_ups::start(&service, &caller, form).await?);
    Ok(())
}

/// Whether a slug is free.
#[server(prefix = "/rpc", endpoint = "sign-ups.check-slug")]
pub async fn check_slug(slug: String) -> Result<bool, Fault> {
    let (service, caller) = super::reply::caller()?;
    Ok(service::tenants::check_slug(&service, &caller, &slug).await?.is_none())
}

/// Confirms a sign-up by the mailed link's token, or by the mail's code; with the password that counts, where
/// it was begun in another browser.
#[server(prefix = "/rpc", endpoint = "sign-ups.confirm")]
pub async fn confirm_sign_up(
    #[server(default)] token: String,
    #[server(default)] sign_up: String,
    #[server(default)] code: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    use super::reply;
    use service::sign_ups::Proof;
    let (service, caller) = reply::caller()?;
    let proof = if token.is_empty() { Proof::Code { sign_up, code } } else { Proof::Link { token } };
    let confirmed = service::sign_ups::confirm(&service, &caller, proof, &password).await?;
    reply::set_session(&confirmed.session);
    reply::set_cookie(|site| site.secret_cookie(site.sign_up_name(), "", 0));
    reply::set_arrival("", 0);
    reply::opened(&confirmed.tenant.slug);
    Ok(())
}

/// Has the confirmation mailed once more.
#[server(prefix = "/rpc", endpoint = "sign-ups.resend")]
pub async fn resend_confirmation(#[server(default)] sign_up: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::sign_ups::resend(&service, &caller, &sign_up).await?;
    reply::done(Action::SignUpsResend, &format!("/confirm?sign_up={sign_up}"));
    Ok(())
}
