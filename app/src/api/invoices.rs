#![expect(clippy::too_many_arguments, reason = "one per control of the form")]

use leptos::prelude::*;

use crate::Fault;

#[server(prefix = "/rpc", endpoint = "invoices.set-contact")]
pub async fn set_billing_contact(
    tenant: String,
    #[server(default)] name: String,
    #[server(default)] buyer: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
    #[server(default)] language: String,
    #[server(default)] street: String,
    #[server(default)] postcode: String,
    #[server(default)] city: String,
    #[server(default)] country: String,
    #[server(default)] siren: String,
    #[server(default)] vat_number: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let form = service::invoices::ContactForm {
        name,
        buyer,
        email,
        phone,
        language,
        street,
        postcode,
        city,
        country,
        siren,
        vat_number,
    };
    service::invoices::set_contact(access, form).await?;
    reply::done(Action::InvoicesSetContact, &format!("/t/{tenant}/plan/invoices"));
    Ok(())
}
