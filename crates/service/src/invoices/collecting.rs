//! What is asked of whoever takes payments: to pay an invoice with the saved card, and to close a page whose purpose is
//! done. How it is done is for them.

use domain::{DAY, InvoiceId, TenantId};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx,
    control::{
        checkouts,
        collections::{self, Collection},
        invoices::{Invoice, InvoiceKind},
        payment_methods,
    },
};

use crate::{OrInternal, Result, Service, jobs::Asked};

/// Has an invoice paid with the card that an admin saved for it; once.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CollectInvoice {
    pub(crate) tenant: TenantId,
    pub(crate) invoice: InvoiceId,
}

/// Asks for it, where there is a card and an admin said so. An older invoice, whose mail never left, is paid by a person.
pub(super) async fn ask(service: &Service, tx: &mut ControlTx, invoice: &Invoice) -> Result<()> {
    let is_new = service.now() - invoice.issued_at < DAY;
    if invoice.kind != InvoiceKind::Invoice || invoice.left() <= 0 || !is_new {
        return Ok(());
    }
    let found = payment_methods::find(tx, &invoice.tenant_id).await.or_internal()?;
    let Some(method) = found.filter(|method| method.is_automatic) else { return Ok(()) };
    let new = Collection::new(&method, invoice.left(), service.now());
    if !collections::insert(tx, &invoice.id, &new).await.or_internal()? {
        return Ok(());
    }
    let work = CollectInvoice { tenant: invoice.tenant_id.clone(), invoice: invoice.id.clone() };
    let asked = Asked { key: Some(invoice.id.as_str()), ..Asked::default() };
    service.enqueue_as(tx, &work, asked).await.map(|_| ())
}

/// Has a provider close a page.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ClosePage {
    pub(crate) tenant: TenantId,
    pub(crate) page: String,
}

pub(crate) async fn ask_to_close(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &TenantId,
    page: &str,
) -> Result<()> {
    let work = ClosePage { tenant: tenant.clone(), page: page.to_owned() };
    let asked = Asked { key: Some(page), ..Asked::default() };
    service.enqueue_as(tx, &work, asked).await.map(|_| ())
}

/// Has the pages of an invoice closed: they are for what was left of it before.
pub(super) async fn close_pages(service: &Service, tx: &mut ControlTx, invoice: &Invoice) -> Result<()> {
    let now = service.now();
    for page in checkouts::list_open(tx, &invoice.id, now).await.or_internal()? {
        ask_to_close(service, tx, &invoice.tenant_id, &page.id).await?;
    }
    checkouts::update_ended(tx, &invoice.id, now).await.or_internal()
}
