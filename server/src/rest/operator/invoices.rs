use axum::{Json, extract::Path, http::StatusCode, response::Response};
use domain::operators::{ManageBilling, ViewBilling};
use serde::{Deserialize, Serialize};
use service::{
    control::{invoices::Invoice, tenants::Tenant},
    invoices::{PaymentForm, TakeBackForm},
    operator_invoices::{self, InvoiceQuery, Standing},
    payments::RefundForm,
};
use utoipa::{IntoParams, ToSchema};

use super::super::{
    Answer, Done, Refused,
    client::Desk,
    input::{Body, Query, given},
    invoices::{InvoiceWay, PeriodWanted, UsageExport},
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Narrowed, Paging},
    settlements::{self, InvoicePayment, InvoiceRefund},
};
use crate::web::invoices as files;

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(find))
        .routes(operation!(pay))
        .routes(operation!(take_back))
        .routes(operation!(refund))
        .routes(operation!(credit))
        .routes(operation!(revenue))
        .routes(operation!(pdf))
        .routes(operation!(xml))
        .routes(operation!(set_elsewhere))
        .routes(operation!(usage))
        .routes(operation!(usage_csv))
        .routes(operation!(run))
}

word!(standing = Standing::ALL);

/// A document, and how it stands.
#[derive(Debug, Serialize, ToSchema)]
struct OperatorInvoice {
    id: String,
    /// Empty for a proforma.
    number: String,
    /// `invoice`, `credit-note` or `proforma`.
    kind: String,
    /// The id of the space.
    tenant: String,
    issued_at: i64,
    due_at: i64,
    currency: String,
    /// In minor units of the currency, as all amounts; what a credit note takes back is above zero.
    net: i64,
    tax: i64,
    gross: i64,
    paid: i64,
    credited: i64,
    refunded: i64,
    /// What is still owed; less than nothing: what is to be paid back. Nothing for a credit note or a proforma.
    left: i64,
    /// How it reaches whoever it is for; told of one document alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    way: Option<InvoiceWay>,
    /// What arrived for it; told of one document alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    payments: Option<Vec<InvoicePayment>>,
    /// What was paid back of it; told of one document alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    refunds: Option<Vec<InvoiceRefund>>,
}

impl From<Invoice> for OperatorInvoice {
    fn from(invoice: Invoice) -> Self {
        Self {
            left: invoice.left(),
            id: invoice.id.to_string(),
            number: invoice.number,
            kind: invoice.kind.to_string(),
            tenant: invoice.tenant_id.to_string(),
            issued_at: invoice.issued_at,
            due_at: invoice.due_at,
            currency: invoice.currency,
            net: invoice.net,
            tax: invoice.tax,
            gross: invoice.gross,
            paid: invoice.paid,
            credited: invoice.credited,
            refunded: invoice.refunded,
            way: None,
            payments: None,
            refunds: None,
        }
    }
}

impl From<(Invoice, Tenant)> for OperatorInvoice {
    fn from((invoice, _): (Invoice, Tenant)) -> Self {
        invoice.into()
    }
}

/// Which documents; what is left out means any.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct InvoicesWanted {
    #[param(schema_with = standing)]
    #[serde(deserialize_with = "given")]
    state: String,
}

/// What arrived.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPayment {
    /// As people write it, such as `12.50`; empty: all that is left.
    #[serde(default)]
    amount: String,
    /// The day it arrived, `2026-11-21`, from the day of issue to today; empty: today.
    #[serde(default)]
    day: String,
    /// What the bank said about it.
    #[serde(default)]
    #[schema(max_length = 200)]
    reference: String,
}

/// What was noted by mistake.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PaymentMistake {
    /// The id of the payment; empty: the newest that can be taken back.
    #[serde(default)]
    payment: String,
    #[schema(max_length = 500)]
    reason: String,
}

/// What is to be paid back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRefund {
    /// The id of the payment; empty: the newest of which something can be paid back.
    #[serde(default)]
    payment: String,
    /// As people write it, such as `12.50`; empty: all that can be paid back of the payment.
    #[serde(default)]
    amount: String,
    #[schema(max_length = 500)]
    reason: String,
    /// Whether it was paid back by transfer already.
    #[serde(default)]
    by_hand: bool,
}

/// Where a space is billed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SpaceBilling {
    /// Whether there are exports of what it used instead of invoices.
    elsewhere: bool,
}

/// What a space brings in, in minor units.
#[derive(Debug, Serialize, ToSchema)]
struct SpaceRevenue {
    monthly: i64,
    invoiced: i64,
    open: i64,
    overdue: i64,
}

/// List the documents of every space, the newest first.
#[utoipa::path(get, path = "/api/v1/operator/invoices", operation_id = "operator-invoices.list", tag = "operator",
    params(InvoicesWanted, Paging), responses((status = 200, body = List<OperatorInvoice>)))]
async fn list(
    desk: Desk<ViewBilling>,
    Narrowed(wanted, paging): Narrowed<InvoicesWanted>,
) -> Answer<List<OperatorInvoice>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let query = InvoiceQuery { standing: wanted.state, before };
    let page = operator_invoices::list(&mut desk.enter().await?, &query, limit).await?;
    Ok(Json(paging.read(&desk, page.invoices, page.next.as_deref())))
}

/// One document.
#[utoipa::path(get, path = "/api/v1/operator/invoices/{id}", operation_id = "operator-invoices.find",
    tag = "operator", responses((status = 200, body = OperatorInvoice)))]
async fn find(desk: Desk<ViewBilling>, Path(id): Path<String>) -> Answer<OperatorInvoice> {
    let (seen, _) = operator_invoices::find(&mut desk.enter().await?, &id).await?;
    let (payments, refunds) = settlements::of(&seen, true);
    let (way, payments, refunds) = (Some((&seen.way).into()), Some(payments), Some(refunds));
    Ok(Json(OperatorInvoice { way, payments, refunds, ..seen.invoice.into() }))
}

/// Note that something arrived for an invoice, by its number.
#[utoipa::path(post, path = "/api/v1/operator/invoices/{id}/payments", operation_id = "operator-invoices.pay",
    tag = "operator", request_body = NewPayment, responses((status = 200, body = OperatorInvoice)))]
async fn pay(
    desk: Desk<ManageBilling>,
    Path(id): Path<String>,
    Body(NewPayment { amount, day, reference }): Body<NewPayment>,
) -> Answer<OperatorInvoice> {
    let form = PaymentForm { amount, day, reference };
    Ok(Json(operator_invoices::pay(desk.enter().await?, &id, &form).await?.into()))
}

/// Take back a payment that was noted by mistake, by the number of its invoice. It stays in the list, and the invoice is
/// owed as before. What came through the payment provider is paid back instead.
#[utoipa::path(post, path = "/api/v1/operator/invoices/{id}/payments/take-back",
    operation_id = "operator-invoices.take-back", tag = "operator", request_body = PaymentMistake,
    responses((status = 200, body = OperatorInvoice)))]
async fn take_back(
    desk: Desk<ManageBilling>,
    Path(id): Path<String>,
    Body(PaymentMistake { payment, reason }): Body<PaymentMistake>,
) -> Answer<OperatorInvoice> {
    let form = TakeBackForm { payment, reason };
    Ok(Json(operator_invoices::take_back(desk.enter().await?, &id, &form).await?.into()))
}

/// Pay back what was paid for an invoice and is owed no more, by its number. What was paid online goes back the way it
/// came, and is done when its refund says so.
#[utoipa::path(post, path = "/api/v1/operator/invoices/{id}/refunds", operation_id = "operator-invoices.refund",
    tag = "operator", request_body = NewRefund, responses((status = 200, body = OperatorInvoice)))]
async fn refund(
    desk: Desk<ManageBilling>,
    Path(id): Path<String>,
    Body(NewRefund { payment, amount, reason, by_hand }): Body<NewRefund>,
) -> Answer<OperatorInvoice> {
    let form = RefundForm { payment, amount, reason, is_by_hand: by_hand };
    Ok(Json(operator_invoices::refund(desk.enter().await?, &id, &form).await?.into()))
}

/// Take an invoice back by a credit note, by its number; the answer is the note.
#[utoipa::path(post, path = "/api/v1/operator/invoices/{id}/credit", operation_id = "operator-invoices.credit",
    tag = "operator", responses((status = 200, body = OperatorInvoice)))]
async fn credit(desk: Desk<ManageBilling>, Path(id): Path<String>) -> Answer<OperatorInvoice> {
    Ok(Json(operator_invoices::credit(desk.enter().await?, &id).await?.into()))
}

/// What a space brings in, by its slug.
#[utoipa::path(get, path = "/api/v1/operator/tenants/{id}/revenue", operation_id = "operator-invoices.revenue",
    tag = "operator", responses((status = 200, body = SpaceRevenue)))]
async fn revenue(desk: Desk<ViewBilling>, Path(id): Path<String>) -> Answer<SpaceRevenue> {
    let mut access = desk.enter().await?;
    let told = operator_invoices::revenue_of(&mut access, &id).await?;
    let operator_invoices::Revenue { monthly, invoiced, open, overdue } = told;
    Ok(Json(SpaceRevenue { monthly, invoiced, open, overdue }))
}

/// The PDF of a document; an invoice’s or a credit note’s carries its XML (Factur-X).
#[utoipa::path(get, path = "/api/v1/operator/invoices/{id}/pdf", operation_id = "operator-invoices.pdf",
    tag = "operator", responses((status = 200, body = String, content_type = "application/pdf")))]
async fn pdf(desk: Desk<ViewBilling>, Path(id): Path<String>) -> Result<Response, Refused> {
    let (name, bytes) = operator_invoices::pdf(desk.enter().await?, &id).await?;
    Ok(files::attachment(("application/pdf", name, bytes)))
}

/// The XML of a document (EN 16931); a proforma has none.
#[utoipa::path(get, path = "/api/v1/operator/invoices/{id}/xml", operation_id = "operator-invoices.xml",
    tag = "operator", responses((status = 200, body = String, content_type = "application/xml")))]
async fn xml(desk: Desk<ViewBilling>, Path(id): Path<String>) -> Result<Response, Refused> {
    let (name, xml) = operator_invoices::xml(&mut desk.enter().await?, &id).await?;
    Ok(files::attachment(("application/xml", name, xml.into_bytes())))
}

/// Say whether a space is billed elsewhere, by its slug; then there are no invoices for it.
#[utoipa::path(put, path = "/api/v1/operator/tenants/{id}/billing", operation_id = "operator-invoices.set-elsewhere",
    tag = "operator", request_body = SpaceBilling, responses((status = 204)))]
async fn set_elsewhere(
    desk: Desk<ManageBilling>,
    Path(id): Path<String>,
    Body(SpaceBilling { elsewhere }): Body<SpaceBilling>,
) -> Done {
    operator_invoices::set_billed_elsewhere(desk.enter().await?, &id, elsewhere).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a space had and used in a period, by its slug.
#[utoipa::path(get, path = "/api/v1/operator/tenants/{id}/usage-export", operation_id = "operator-invoices.usage",
    tag = "operator", params(PeriodWanted), responses((status = 200, body = UsageExport)))]
async fn usage(
    desk: Desk<ViewBilling>,
    Path(id): Path<String>,
    Query(wanted): Query<PeriodWanted>,
) -> Answer<UsageExport> {
    let mut access = desk.enter().await?;
    let export = operator_invoices::usage(&mut access, &id, &wanted.text()).await?;
    let periods = operator_invoices::periods(&mut access, &id).await?;
    Ok(Json(UsageExport::of(export, periods)?))
}

/// The same as comma-separated values, with a head line.
#[utoipa::path(get, path = "/api/v1/operator/tenants/{id}/usage-export.csv",
    operation_id = "operator-invoices.usage-csv", tag = "operator", params(PeriodWanted),
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn usage_csv(
    desk: Desk<ViewBilling>,
    Path(id): Path<String>,
    Query(wanted): Query<PeriodWanted>,
) -> Result<Response, Refused> {
    let mut access = desk.enter().await?;
    let export = operator_invoices::usage(&mut access, &id, &wanted.text()).await?;
    Ok(files::attachment(files::usage_as_csv(&export)?))
}

/// Put what is due on invoices now, as happens every hour.
#[utoipa::path(post, path = "/api/v1/operator/invoices/run", operation_id = "operator-invoices.run",
    tag = "operator", responses((status = 202)))]
async fn run(desk: Desk<ManageBilling>) -> Done {
    operator_invoices::run(desk.enter().await?).await?;
    Ok(StatusCode::ACCEPTED)
}
