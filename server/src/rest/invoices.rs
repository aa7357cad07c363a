use std::ops::Range;

use axum::{Json, extract::Path, http::StatusCode, response::Response};
use domain::{
    Error,
    permission::{ManageInvoices, ViewInvoices},
};
use serde::{Deserialize, Serialize};
use service::{
    control::invoices::Invoice as Kept,
    invoices::{self, ContactForm, Way, exports},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    Answer, Done, Refused,
    client::Client,
    input::{Body, Query},
    operations::{Operations, operation},
    paging::{List, Paging},
    settlements::{self, InvoicePayment, InvoiceRefund},
};
use crate::web::invoices as files;

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(draft))
        .routes(operation!(find))
        .routes(operation!(set_contact))
        .routes(operation!(usage))
        .routes(operation!(usage_csv))
}

/// A document. Amounts are minor units of its currency; what a credit note takes back is above zero.
#[derive(Debug, Serialize, ToSchema)]
struct Invoice {
    id: String,
    /// `invoice`, `credit-note` or `proforma`.
    kind: String,
    /// Empty for a proforma.
    number: String,
    issued_at: i64,
    due_at: i64,
    currency: String,
    net: i64,
    tax: i64,
    gross: i64,
    paid: i64,
    /// What credit notes took back of it.
    credited: i64,
    /// What was paid back of what was paid.
    refunded: i64,
    /// What is still owed; less than nothing: what is to be paid back. Nothing for a credit note or a proforma.
    left: i64,
    /// Empty until the PDF is made.
    pdf_sha256: String,
    xml_sha256: String,
    kept_until: i64,
}

impl From<Kept> for Invoice {
    fn from(kept: Kept) -> Self {
        Self {
            left: kept.left(),
            id: kept.id.to_string(),
            kind: kept.kind.to_string(),
            number: kept.number,
            issued_at: kept.issued_at,
            due_at: kept.due_at,
            currency: kept.currency,
            net: kept.net,
            tax: kept.tax,
            gross: kept.gross,
            paid: kept.paid,
            credited: kept.credited,
            refunded: kept.refunded,
            pdf_sha256: kept.pdf_sha256,
            xml_sha256: kept.xml_sha256,
            kept_until: kept.kept_until,
        }
    }
}

/// How a document reaches whoever it is for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InvoiceWay {
    /// `mail`: the law asks for no platform; `by-hand`: it does, and none is set; `platform`.
    way: &'static str,
    /// `waiting`, `submitted`, `accepted` or `refused`; absent unless a platform is to have it.
    state: Option<String>,
    /// Why the platform refused it; empty unless it did.
    reason: String,
}

impl From<&Way> for InvoiceWay {
    fn from(way: &Way) -> Self {
        let (word, handover) = match way {
            Way::Mail => ("mail", None),
            Way::ByHand => ("by-hand", None),
            Way::Platform(handover) => ("platform", handover.as_ref()),
        };
        Self {
            way: word,
            state: handover.map(|handover| handover.state.to_string()),
            reason: handover.map(|handover| handover.reason.clone()).unwrap_or_default(),
        }
    }
}

/// A document as it was issued.
#[derive(Debug, Serialize, ToSchema)]
struct InvoiceWithDocument {
    invoice: Invoice,
    way: InvoiceWay,
    payments: Vec<InvoicePayment>,
    refunds: Vec<InvoiceRefund>,
    /// Everything that stands on it, as it was frozen; each line with what it was computed from (docs/billing.md).
    #[schema(value_type = Object)]
    document: serde_json::Value,
}

/// What the next invoice will say, as things are now.
#[derive(Debug, Serialize, ToSchema)]
struct InvoiceDraft {
    /// When the running period ends; absent where nothing costs anything.
    until: Option<i64>,
    net: i64,
    /// The VAT; it means nothing while it is not known.
    tax: i64,
    /// `net` and `tax`.
    gross: i64,
    /// Whether the VAT is known: not before the billing contact names its country.
    is_tax_known: bool,
    /// What the billing contact lacks: `name`, `street`, `city`, `country`, `email` or `siren`.
    missing: Vec<String>,
    #[schema(value_type = Vec<Object>)]
    lines: serde_json::Value,
    /// What the running windows of meters would cost as they are now; settled when they end.
    #[schema(value_type = Vec<Object>)]
    running: serde_json::Value,
}

/// What a space had and used in a period, where it is billed elsewhere.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UsageExport {
    from: i64,
    until: i64,
    /// Whether the period is over; until then there may be more.
    is_over: bool,
    currency: String,
    /// In minor units, without tax.
    net: i64,
    /// What an invoice would have, each with what it was computed from (docs/billing.md).
    #[schema(value_type = Vec<Object>)]
    lines: serde_json::Value,
    /// When each period begins, the newest first.
    periods: Vec<i64>,
}

impl UsageExport {
    pub(super) fn of(export: exports::UsageExport, periods: Vec<Range<i64>>) -> Result<Self, Refused> {
        Ok(Self {
            from: export.period.start,
            until: export.period.end,
            is_over: export.is_over,
            currency: export.currency.to_string(),
            net: export.net,
            lines: serde_json::to_value(export.lines).map_err(|_| Refused(Error::Internal))?,
            periods: periods.into_iter().map(|period| period.start).collect(),
        })
    }
}

/// Which period.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PeriodWanted {
    /// When it begins; left out: the running one.
    pub(super) period: Option<i64>,
}

impl PeriodWanted {
    pub(super) fn text(&self) -> String {
        self.period.map(|begins| begins.to_string()).unwrap_or_default()
    }
}

/// Whom invoices are made out and sent to. What is left out is not given.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct BillingContact {
    name: String,
    /// `business` or `person`.
    buyer: String,
    email: String,
    phone: String,
    /// `en` or `fr`.
    language: String,
    street: String,
    postcode: String,
    city: String,
    /// Two letters, such as `FR`.
    country: String,
    siren: String,
    vat_number: String,
}

/// List the invoices, the oldest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/invoices", operation_id = "invoices.list", tag = "invoices",
    params(Paging), responses((status = 200, body = List<Invoice>)))]
async fn list(
    client: Client<ViewInvoices>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Invoice>> {
    let mut access = client.enter(&tenant).await?;
    let mut all = invoices::list_all(&mut access).await?;
    all.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(Json(paging.cut(&client, all, |invoice| invoice.id.as_str())?))
}

/// What the next invoice will say.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/invoices/draft", operation_id = "invoices.draft",
    tag = "invoices", responses((status = 200, body = InvoiceDraft)))]
async fn draft(client: Client<ViewInvoices>, Path(tenant): Path<String>) -> Answer<InvoiceDraft> {
    let mut access = client.enter(&tenant).await?;
    let draft = invoices::draft(&mut access, domain::Locale::En).await?;
    let totals = draft.as_ref().map(|draft| draft.totals.clone());
    let (net, tax, gross) = totals.map_or((0, 0, 0), |totals| (totals.net, totals.tax, totals.gross));
    let is_tax_known = draft.as_ref().is_none_or(|draft| draft.is_tax_known);
    let missing = draft.iter().flat_map(|draft| &draft.missing).map(ToString::to_string).collect();
    let lines = draft.as_ref().map(|draft| serde_json::to_value(&draft.lines));
    let lines = lines.transpose().map_err(|_| Refused(Error::Internal))?.unwrap_or(serde_json::json!([]));
    let running = draft.as_ref().map(|draft| serde_json::to_value(&draft.running));
    let running = running.transpose().map_err(|_| Refused(Error::Internal))?.unwrap_or(serde_json::json!([]));
    let until = draft.map(|draft| draft.until);
    Ok(Json(InvoiceDraft { until, net, tax, gross, is_tax_known, missing, lines, running }))
}

/// One document, with what each of its lines was computed from.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/invoices/{id}", operation_id = "invoices.find",
    tag = "invoices", responses((status = 200, body = InvoiceWithDocument)))]
async fn find(
    client: Client<ViewInvoices>,
    Path((tenant, id)): Path<(String, String)>,
) -> Answer<InvoiceWithDocument> {
    let mut access = client.enter(&tenant).await?;
    let seen = invoices::find(&mut access, &id).await?;
    let document = serde_json::to_value(&seen.document).map_err(|_| Refused(Error::Internal))?;
    let (payments, refunds) = settlements::of(&seen, false);
    let way = (&seen.way).into();
    Ok(Json(InvoiceWithDocument { way, payments, refunds, invoice: seen.invoice.into(), document }))
}

/// Set whom invoices are made out and sent to.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/billing-contact", operation_id = "invoices.set-contact",
    tag = "invoices", request_body = BillingContact, responses((status = 204)))]
async fn set_contact(
    client: Client<ManageInvoices>,
    Path(tenant): Path<String>,
    Body(contact): Body<BillingContact>,
) -> Done {
    let access = client.enter(&tenant).await?;
    let form = ContactForm {
        name: contact.name,
        buyer: contact.buyer,
        email: contact.email,
        phone: contact.phone,
        language: contact.language,
        street: contact.street,
        postcode: contact.postcode,
        city: contact.city,
        country: contact.country,
        siren: contact.siren,
        vat_number: contact.vat_number,
    };
    invoices::set_contact(access, form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a space that is billed elsewhere had and used in a period.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/usage-export", operation_id = "invoices.usage",
    tag = "invoices", params(PeriodWanted), responses((status = 200, body = UsageExport)))]
async fn usage(
    client: Client<ViewInvoices>,
    Path(tenant): Path<String>,
    Query(wanted): Query<PeriodWanted>,
) -> Answer<UsageExport> {
    let mut access = client.enter(&tenant).await?;
    let export = exports::find(&mut access, &wanted.text()).await?;
    let periods = exports::list(&mut access).await?;
    Ok(Json(UsageExport::of(export, periods)?))
}

/// The same as comma-separated values, with a head line.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/usage-export.csv", operation_id = "invoices.usage-csv",
    tag = "invoices", params(PeriodWanted),
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn usage_csv(
    client: Client<ViewInvoices>,
    Path(tenant): Path<String>,
    Query(wanted): Query<PeriodWanted>,
) -> Result<Response, Refused> {
    let mut access = client.enter(&tenant).await?;
    let export = exports::find(&mut access, &wanted.text()).await?;
    Ok(files::attachment(files::usage_as_csv(&export)?))
}
