use leptos::prelude::*;

use crate::Fault;

/// Names the owner, technical or emergency contact.
#[server(prefix = "/rpc", endpoint = "contacts.set")]
pub async fn set_contact(
    tenant: String,
    #[server(default)] id: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
    #[server(default)] language: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let form = service::contacts::ContactForm { name, email, phone, language };
    service::contacts::set(access, &id, &form).await?;
    reply::done(Action::ContactsSet, &format!("/t/{tenant}/settings/contacts"));
    Ok(())
}

/// Sends a contact the link by which they say that the address is theirs.
#[server(prefix = "/rpc", endpoint = "contacts.resend")]
pub async fn resend_contact_link(tenant: String, #[server(default)] id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::contacts::resend(access, &id).await?;
    reply::done(Action::ContactsResend, &format!("/t/{tenant}/settings/contacts"));
    Ok(())
}

/// Says that an address is theirs, by the mailed link's token.
#[server(prefix = "/rpc", endpoint = "contacts.confirm")]
pub async fn confirm_contact(#[server(default)] token: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::contacts::confirm(&service, &caller, &token).await?;
    reply::done(Action::ContactsConfirm, "/");
    Ok(())
}
