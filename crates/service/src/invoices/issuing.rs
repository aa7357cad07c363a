//! Issuing a document: frozen, numbered and written down in one transaction.

use billing::{
    document::{self, Document, Kind, Reference},
    lines::{Line, Totals},
    parties::Party,
};
use domain::{DAY, Error, InvoiceId, Locale, Micros, TenantId, zones::year_of_day};
use sha2::{Digest, Sha256};
use store::{
    ControlTx,
    control::invoices::{self, Invoice, InvoiceKind},
};

use super::Billing;
use crate::{OrInternal, Result, chance};

/// French law asks for ten years; a day more for each leap day in them.
const KEPT: Micros = 3653 * DAY;

/// What a document is made of, beside the seller's part.
pub(super) struct Draft<'a> {
    pub(super) tenant: &'a TenantId,
    pub(super) kind: Kind,
    pub(super) buyer: Party,
    pub(super) language: Locale,
    pub(super) lines: Vec<Line>,
    pub(super) totals: Totals,
    /// The days that it is for.
    pub(super) days: (i32, i32),
    pub(super) corrects: Option<&'a Invoice>,
}

/// The document as it is frozen, before it has a number.
pub(super) fn frozen(billing: &Billing, draft: Draft<'_>, now: Micros) -> Document {
    let day = |at| billing.zone.day_of(at);
    Document {
        kind: draft.kind,
        number: String::new(),
        language: draft.language,
        issued: day(now),
        due: day(billing.due(now)),
        from: draft.days.0,
        to: draft.days.1,
        notes: document::notes(
            &billing.seller,
            &draft.buyer,
            &draft.totals,
            &billing.penalty,
            draft.language,
        ),
        seller: billing.seller.clone(),
        buyer: draft.buyer,
        lines: draft.lines,
        totals: draft.totals,
        corrects: draft
            .corrects
            .map(|corrected| Reference { number: corrected.number.clone(), day: day(corrected.issued_at) }),
        transfer: billing.transfer.clone(),
        brand: billing.seller.name.clone(),
    }
}

/// Gives the document its number and writes it down. The number is given here alone, with the document that bears it.
pub(super) async fn issue(
    tx: &mut ControlTx,
    billing: &Billing,
    draft: Draft<'_>,
    now: Micros,
) -> Result<Invoice> {
    let (tenant, corrects) = (draft.tenant.clone(), draft.corrects.map(|corrected| corrected.id.to_string()));
    let mut document = frozen(billing, draft, now);
    let (kind, series) = match document.kind {
        Kind::Invoice => (InvoiceKind::Invoice, Some("FA")),
        Kind::CreditNote => (InvoiceKind::CreditNote, Some("AV")),
        Kind::Proforma => (InvoiceKind::Proforma, None),
    };
    if let Some(series) = series {
        let year = year_of_day(document.issued);
        let number = invoices::insert_number(tx, series, year).await.or_internal()?;
        document.number = format!("{series}-{year}-{number:04}");
    }
    let xml = invoice_pdf::xml(&document).unwrap_or_default();
    let invoice = Invoice {
        id: chance::id(now, InvoiceId::new),
        tenant_id: tenant,
        kind,
        number: document.number.clone(),
        issued_at: now,
        due_at: billing.due(now),
        currency: document.currency().to_string(),
        net: document.totals.net,
        tax: document.totals.tax,
        gross: document.totals.gross,
        paid: 0,
        credited: 0,
        refunded: 0,
        corrects,
        pdf_sha256: String::new(),
        xml_sha256: if xml.is_empty() { String::new() } else { sha256(xml.as_bytes()) },
        kept_until: now.saturating_add(KEPT),
        mailed_at: None,
    };
    let kept = serde_json::to_string(&document).map_err(|_| Error::Internal)?;
    invoices::insert(tx, &invoice, &kept, &xml).await.or_internal()?;
    Ok(invoice)
}

/// Reads what was frozen.
pub(crate) fn read(kept: &str) -> Result<Document> {
    serde_json::from_str(kept).map_err(|error| {
        tracing::error!(%error, "a document that was issued cannot be read");
        Error::Internal
    })
}

/// The PDF of a document that was frozen: the same bytes whenever it is made.
pub(super) async fn made(document: Document) -> Result<Vec<u8>> {
    let made = tokio::task::spawn_blocking(move || invoice_pdf::pdf(&document)).await;
    made.map_err(|_| Error::Internal)?.map_err(|error| {
        tracing::error!(%error, "a document cannot be made a PDF");
        Error::Internal
    })
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
