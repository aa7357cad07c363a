//! What people see of invoices: a list, each as it was issued, and what the next one will say.

use billing::{document::Document, lines::Line, lines::Totals, parties::Missing, vat};
use domain::{
    Error, InvoiceId, Locale, Micros,
    contacts::ContactKind,
    permission::ViewInvoices,
    zones::{Zone, rfc3339},
};
use store::{
    ControlTx,
    control::{
        billing_contacts,
        collections::{self, Collection},
        invoice_payments::{self, Payment},
        invoice_reminders::{self, Reminder},
        invoices::{self, Invoice, InvoiceKind},
        refunds::{self, Refund},
        subscriptions,
        tenants::Tenant,
    },
};

use super::{Billing, Way, contacts, handing, issuing, metering, owing, run};
use crate::{OrInternal, Result, Service, TeamAccess};

/// A page shows so many; a file has all of them.
const SHOWN: i64 = 200;
const MOST: i64 = 10_000;

/// What the next invoice will say, as things are now.
#[derive(Clone, Debug)]
pub struct Draft {
    pub lines: Vec<Line>,
    pub totals: Totals,
    /// Whether the tax of the totals is known, or waits for the country of the billing contact.
    pub is_tax_known: bool,
    /// What the running windows of meters would cost as they are now: not settled before they end.
    pub running: Vec<Line>,
    /// When the running period ends, and the next invoice is made.
    pub until: Micros,
    /// What the billing contact lacks; without it there is a proforma alone.
    pub missing: Vec<Missing>,
}

/// A document as it was issued, and what became of it.
#[derive(Clone, Debug)]
pub struct Seen {
    pub invoice: Invoice,
    pub document: Document,
    pub payments: Vec<Payment>,
    pub refunds: Vec<Refund>,
    /// How it is paid with the saved card, where it is.
    pub collection: Option<Collection>,
    pub reminders: Vec<Reminder>,
    /// How it reaches whoever it is for, as the law asks.
    pub way: Way,
}

/// Where nothing is billed, no documents are shown.
async fn issued(access: &mut TeamAccess<ViewInvoices>, limit: i64) -> Result<Vec<Invoice>> {
    if !access.service().billing().is_on {
        return Ok(Vec::new());
    }
    let tenant = access.tenant().id.clone();
    invoices::list(access.tx(), &tenant, limit).await.or_internal()
}

/// The newest documents, as a page shows them.
pub async fn list(access: &mut TeamAccess<ViewInvoices>) -> Result<Vec<Invoice>> {
    issued(access, SHOWN).await
}

/// Every document, for files and programs.
pub async fn list_all(access: &mut TeamAccess<ViewInvoices>) -> Result<Vec<Invoice>> {
    issued(access, MOST).await
}

/// The draft of the running period. None: the tenant has nothing that costs something.
pub async fn draft(access: &mut TeamAccess<ViewInvoices>, language: Locale) -> Result<Option<Draft>> {
    let (tenant, zone, now) = (access.tenant().clone(), access.zone().clone(), access.now());
    let billing = access.service().billing().clone();
    let Some(mut draft) = next(access.tx(), &billing, &tenant, (language, now)).await? else {
        return Ok(None);
    };
    draft.running = running(access.tx(), &billing, &tenant, (language, now)).await?;
    billing::document::describe(&mut draft.lines, &zone, language);
    billing::document::describe(&mut draft.running, &zone, language);
    Ok(Some(draft))
}

/// What the next invoice of a tenant will say, as things are at an instant, its lines not described yet.
pub(crate) async fn next(
    tx: &mut ControlTx,
    billing: &Billing,
    tenant: &Tenant,
    (language, now): (Locale, Micros),
) -> Result<Option<Draft>> {
    let found = subscriptions::find(tx, &tenant.id).await.or_internal()?;
    let Some(subscription) = found.filter(|_| billing.is_for(tenant)) else { return Ok(None) };
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
    let contact = billing_contacts::find(tx, &tenant.id, ContactKind::Billing).await.or_internal()?;
    let buyer = contact.as_ref().map(contacts::party).unwrap_or_default();
    let vat = vat::treatment(&billing.seller, &buyer, &billing.rates);
    let owed = owing::owed(tx, &subscription, &zone, now, (language, vat)).await?;
    let missing = buyer.missing();
    let is_tax_known = vat::known(&billing.seller, &buyer, &billing.rates).is_some();
    let (lines, totals, running) = (owed.lines, owed.totals, Vec::new());
    Ok(Some(Draft { lines, totals, is_tax_known, running, until: owed.until, missing }))
}

/// What the windows of meters that run would cost, as they are now.
async fn running(
    tx: &mut ControlTx,
    billing: &Billing,
    tenant: &Tenant,
    (language, now): (Locale, Micros),
) -> Result<Vec<Line>> {
    let found = subscriptions::find(tx, &tenant.id).await.or_internal()?;
    let Some(subscription) = found else { return Ok(Vec::new()) };
    let zone = Zone::parse(&tenant.time_zone).unwrap_or_default();
    let contact = billing_contacts::find(tx, &tenant.id, ContactKind::Billing).await.or_internal()?;
    let buyer = contact.as_ref().map(contacts::party).unwrap_or_default();
    let vat = vat::treatment(&billing.seller, &buyer, &billing.rates);
    let metered = metering::owed(tx, &subscription, &zone, now, (language, vat), true).await?;
    Ok(metered.lines)
}

pub async fn find(access: &mut TeamAccess<ViewInvoices>, id: &str) -> Result<Seen> {
    let invoice = found(access, id).await?;
    let service = access.service().clone();
    seen(&service, access.tx(), invoice).await
}

/// A document with what became of it.
pub(crate) async fn seen(service: &Service, tx: &mut ControlTx, invoice: Invoice) -> Result<Seen> {
    let kept = invoices::find_document(tx, &invoice.id).await.or_internal()?;
    let document = issuing::read(&kept.ok_or(Error::NotFound)?.0)?;
    let payments = invoice_payments::list(tx, &invoice.id).await.or_internal()?;
    let refunds = refunds::list(tx, &invoice.id).await.or_internal()?;
    let collection = collections::find(tx, &invoice.id).await.or_internal()?;
    let reminders = invoice_reminders::list(tx, &invoice.id).await.or_internal()?;
    let way = handing::way(service, tx, &invoice, &document).await?;
    Ok(Seen { invoice, document, payments, refunds, collection, reminders, way })
}

async fn found(access: &mut TeamAccess<ViewInvoices>, id: &str) -> Result<Invoice> {
    let id = InvoiceId::parse(id).filter(|_| access.service().billing().is_on).ok_or(Error::NotFound)?;
    let tenant = access.tenant().id.clone();
    invoices::find(access.tx(), &tenant, &id).await.or_internal()?.ok_or(Error::NotFound)
}

/// The PDF of a document, with the name of its file.
pub async fn pdf(mut access: TeamAccess<ViewInvoices>, id: &str) -> Result<(String, Vec<u8>)> {
    let invoice = found(&mut access, id).await?;
    let service = access.service().clone();
    drop(access);
    Ok((format!("{}.pdf", name(&invoice)), run::keep(&service, &invoice).await?))
}

/// The XML of a document, with the name of its file; a proforma has none.
pub async fn xml(access: &mut TeamAccess<ViewInvoices>, id: &str) -> Result<(String, String)> {
    let invoice = found(access, id).await?;
    let kept = invoices::find_document(access.tx(), &invoice.id).await.or_internal()?;
    let xml = kept.map(|(_, xml)| xml).filter(|xml| !xml.is_empty()).ok_or(Error::NotFound)?;
    Ok((format!("{}.xml", name(&invoice)), xml))
}

/// A document as it was frozen, with what each of its lines was computed from, and the name of its file.
pub async fn json(access: &mut TeamAccess<ViewInvoices>, id: &str) -> Result<(String, String)> {
    let invoice = found(access, id).await?;
    let kept = invoices::find_document(access.tx(), &invoice.id).await.or_internal()?;
    let (document, _) = kept.ok_or(Error::NotFound)?;
    Ok((format!("{}.json", name(&invoice)), document))
}

/// What a document’s files are called.
pub(crate) fn name(invoice: &Invoice) -> &str {
    if invoice.number.is_empty() { "proforma" } else { &invoice.number }
}

/// Every document as a table for accounting, amounts as programs write them. Those of a credit note are below zero, so
/// that a column adds up to what was invoiced less what was taken back.
pub async fn csv(access: &mut TeamAccess<ViewInvoices>) -> Result<String> {
    let listed = list_all(access).await?;
    let mut text =
        String::from("number,kind,issued_at,due_at,currency,net,tax,gross,paid,credited,left,refunded\n");
    for one in listed {
        let currency: billing::Currency = one.currency.parse().map_err(|_| Error::Internal)?;
        let amount = |minor| billing::Money::new(minor, currency).plain();
        let is_note = one.kind == InvoiceKind::CreditNote;
        let signed = |minor: i64| amount(if is_note { minor.saturating_neg() } else { minor });
        let cells = [
            one.number.clone(),
            one.kind.to_string(),
            rfc3339(one.issued_at),
            rfc3339(one.due_at),
            one.currency.clone(),
            signed(one.net),
            signed(one.tax),
            signed(one.gross),
            amount(one.paid),
            amount(one.credited),
            amount(one.left()),
            amount(one.refunded),
        ];
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    Ok(text)
}
