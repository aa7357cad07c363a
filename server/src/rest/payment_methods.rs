use axum::{Json, extract::Path, http::StatusCode};
use domain::permission::{ManageInvoices, ViewInvoices};
use serde::{Deserialize, Serialize};
use service::payments;
use utoipa::ToSchema;

use super::{
    Answer, Done,
    client::Client,
    input::Body,
    operations::{Operations, operation},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(begin))
        .routes(operation!(find))
        .routes(operation!(save))
        .routes(operation!(set_automatic))
        .routes(operation!(remove))
}

/// A saved card, as people know it: it is kept at the payment provider.
#[derive(Debug, Serialize, ToSchema)]
struct SavedCard {
    brand: String,
    last_four: String,
    expires_month: i64,
    expires_year: i64,
    /// Whether invoices are paid with it when they are issued.
    automatic: bool,
    saved_at: i64,
}

/// How invoices may be paid.
#[derive(Debug, Serialize, ToSchema)]
struct PaymentMethods {
    card: Option<SavedCard>,
    /// Whether a card can be saved here.
    can_save: bool,
}

/// A page at the payment provider on which a person pays an invoice, or saves a card.
#[derive(Debug, Serialize, ToSchema)]
struct PaymentPage {
    url: String,
    ends_at: i64,
}

/// Whether invoices are paid with the saved card.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AutomaticPayment {
    automatic: bool,
}

/// Have a page made at the payment provider on which a person pays what is left of an invoice; asked again, it is the
/// same page.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/invoices/{id}/payment-page", operation_id = "payments.begin",
    tag = "invoices", responses((status = 200, body = PaymentPage)))]
async fn begin(
    client: Client<ManageInvoices>,
    Path((tenant, id)): Path<(String, String)>,
) -> Answer<PaymentPage> {
    let page = payments::begin(client.enter(&tenant).await?, &id).await?;
    Ok(Json(PaymentPage { url: page.url, ends_at: page.ends_at }))
}

/// The saved card.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/payment-method", operation_id = "payments.method",
    tag = "invoices", responses((status = 200, body = PaymentMethods)))]
async fn find(client: Client<ViewInvoices>, Path(tenant): Path<String>) -> Answer<PaymentMethods> {
    let methods = payments::methods(&mut client.enter(&tenant).await?).await?;
    let card = methods.saved.map(|saved| SavedCard {
        brand: saved.brand,
        last_four: saved.last_four,
        expires_month: saved.expires_month,
        expires_year: saved.expires_year,
        automatic: saved.is_automatic,
        saved_at: saved.saved_at,
    });
    Ok(Json(PaymentMethods { card, can_save: methods.can_save }))
}

/// Have a page made at the payment provider on which a person saves a card; asked again, it is the same page.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/payment-method", operation_id = "payments.save-method",
    tag = "invoices", responses((status = 200, body = PaymentPage)))]
async fn save(client: Client<ManageInvoices>, Path(tenant): Path<String>) -> Answer<PaymentPage> {
    let page = payments::save_method(client.enter(&tenant).await?).await?;
    Ok(Json(PaymentPage { url: page.url, ends_at: page.ends_at }))
}

/// Say whether invoices are paid with the saved card when they are issued.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/payment-method", operation_id = "payments.set-automatic",
    tag = "invoices", request_body = AutomaticPayment, responses((status = 204)))]
async fn set_automatic(
    client: Client<ManageInvoices>,
    Path(tenant): Path<String>,
    Body(AutomaticPayment { automatic }): Body<AutomaticPayment>,
) -> Done {
    payments::set_automatic(client.enter(&tenant).await?, automatic).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take the saved card away, here and at the payment provider.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/payment-method", operation_id = "payments.remove-method",
    tag = "invoices", responses((status = 204)))]
async fn remove(client: Client<ManageInvoices>, Path(tenant): Path<String>) -> Done {
    payments::remove_method(client.enter(&tenant).await?).await?;
    Ok(StatusCode::NO_CONTENT)
}
