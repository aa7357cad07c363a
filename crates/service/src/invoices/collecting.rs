//! Paying an invoice with the saved card: asked for when it is issued. How it is done is for whoever takes payments.

use domain::{DAY, InvoiceId, TenantId};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx,
    control::{
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
