use leptos::prelude::*;

use crate::Fault;

/// Has a page made on which an invoice is paid.
#[server(prefix = "/rpc", endpoint = "payments.begin")]
pub async fn begin_payment(tenant: String, #[server(default)] id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::payments::begin(access, &id).await?;
    reply::done(Action::PaymentsBegin, &format!("/t/{tenant}/plan/invoices/{id}"));
    Ok(())
}

/// Has a page made on which a card is saved.
#[server(prefix = "/rpc", endpoint = "payments.save-method")]
pub async fn save_payment_method(tenant: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::payments::save_method(reply::enter(&tenant).await?).await?;
    reply::done(Action::PaymentsSaveMethod, &format!("/t/{tenant}/plan/invoices"));
    Ok(())
}

/// Says whether invoices are paid with the saved card when they are issued.
#[server(prefix = "/rpc", endpoint = "payments.set-automatic")]
pub async fn set_automatic_payment(
    tenant: String,
    #[server(default)] automatic: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::payments::set_automatic(reply::enter(&tenant).await?, automatic == "true").await?;
    reply::done(Action::PaymentsSetAutomatic, &format!("/t/{tenant}/plan/invoices"));
    Ok(())
}

/// Takes the saved card away.
#[server(prefix = "/rpc", endpoint = "payments.remove-method")]
pub async fn remove_payment_method(tenant: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::payments::remove_method(reply::enter(&tenant).await?).await?;
    reply::done(Action::PaymentsRemoveMethod, &format!("/t/{tenant}/plan/invoices"));
    Ok(())
}
