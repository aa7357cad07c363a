use leptos::prelude::*;

use crate::Fault;

/// Notes that something arrived for an invoice.
#[server(prefix = "/rpc", endpoint = "operator-invoices.pay")]
pub async fn pay_invoice(
    id: String,
    #[server(default)] number: String,
    #[server(default)] amount: String,
    #[server(default)] day: String,
    #[server(default)] reference: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let form = service::invoices::PaymentForm { amount, day, reference };
    service::operator_invoices::pay(reply::operate().await?, &number, &form).await?;
    reply::done(Action::OperatorInvoicesPay, &format!("/operator/invoices/{id}"));
    Ok(())
}

/// Takes back a payment that was noted by mistake.
#[server(prefix = "/rpc", endpoint = "operator-invoices.take-back")]
pub async fn take_back_payment(
    id: String,
    #[server(default)] number: String,
    #[server(default)] payment: String,
    #[server(default)] reason: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let form = service::invoices::TakeBackForm { payment, reason };
    service::operator_invoices::take_back(reply::operate().await?, &number, &form).await?;
    reply::done(Action::OperatorInvoicesTakeBack, &format!("/operator/invoices/{id}"));
    Ok(())
}

/// Pays back what was paid for an invoice and is owed no more.
#[server(prefix = "/rpc", endpoint = "operator-invoices.refund")]
pub async fn refund_invoice(
    id: String,
    #[server(default)] number: String,
    #[server(default)] payment: String,
    #[server(default)] amount: String,
    #[server(default)] reason: String,
    #[server(default)] by_hand: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let form = service::payments::RefundForm { payment, amount, reason, is_by_hand: by_hand == "true" };
    service::operator_invoices::refund(reply::operate().await?, &number, &form).await?;
    reply::done(Action::OperatorInvoicesRefund, &format!("/operator/invoices/{id}"));
    Ok(())
}

/// Takes an invoice back by a credit note.
#[server(prefix = "/rpc", endpoint = "operator-invoices.credit")]
pub async fn credit_invoice(#[server(default)] number: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let note = service::operator_invoices::credit(reply::operate().await?, &number).await?;
    reply::done(Action::OperatorInvoicesCredit, &format!("/operator/invoices/{}", note.id));
    Ok(())
}

/// Says whether a tenant is billed elsewhere.
#[server(prefix = "/rpc", endpoint = "operator-invoices.set-elsewhere")]
pub async fn set_billed_elsewhere(id: String, #[server(default)] elsewhere: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_invoices::set_billed_elsewhere(reply::operate().await?, &id, elsewhere == "true")
        .await?;
    reply::done(Action::OperatorInvoicesSetElsewhere, &format!("/operator/tenants/{id}"));
    Ok(())
}

/// Puts what is due on invoices now.
#[server(prefix = "/rpc", endpoint = "operator-invoices.run")]
pub async fn run_invoices() -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_invoices::run(reply::operate().await?).await?;
    reply::done(Action::OperatorInvoicesRun, "/operator/invoices");
    Ok(())
}
