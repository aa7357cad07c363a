use leptos::prelude::*;

use crate::Fault;

/// Changes the password; every other session ends.
#[server(prefix = "/rpc", endpoint = "accounts.change-password")]
pub async fn change_password(
    #[server(default)] current: String,
    #[server(default)] new: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    let session = service::accounts::change_password(&service, &caller, &current, &new).await?;
    reply::set_session(&session);
    reply::done(Action::AccountsChangePassword, "/account");
    Ok(())
}

/// Sets the language, here and in mails.
#[server(prefix = "/rpc", endpoint = "accounts.set-locale")]
pub async fn set_locale(
    #[server(default)] locale: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    use super::reply;
    use domain::{Error, Problem};
    let (service, caller) = reply::caller()?;
    let locale = locale.parse().map_err(|_| Error::field("locale", Problem::NotAChoice))?;
    service::accounts::set_locale(&service, &caller, locale).await?;
    reply::set_cookie(|site| site.preference_cookie("locale", locale.as_str()));
    reply::go(crate::context::safe_path(&next).unwrap_or("/"));
    Ok(())
}

/// Sets the colours: light, dark, or as the system has them.
#[server(prefix = "/rpc", endpoint = "accounts.set-theme")]
pub async fn set_theme(
    #[server(default)] theme: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    use super::reply;
    use domain::{Error, Problem};
    let theme: crate::context::Theme =
        theme.parse().map_err(|_| Error::field("theme", Problem::NotAChoice))?;
    reply::set_cookie(|site| site.preference_cookie("theme", theme.as_str()));
    reply::go(crate::context::safe_path(&next).unwrap_or("/"));
    Ok(())
}

/// Deletes the account of whoever asks, whose address was typed.
#[server(prefix = "/rpc", endpoint = "accounts.delete")]
pub async fn delete_account(#[server(default)] confirm: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::accounts::delete(&service, &caller, &confirm).await?;
    reply::clear_session();
    reply::done(Action::AccountsDelete, "/sign-in");
    Ok(())
}
