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
