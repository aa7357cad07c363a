//! Handing an invoice to an approved platform (*plateforme agréée*), as the law asks of one business in France that
//! invoices another, and keeping what the platform answers. Where there is none, invoices go by mail and download.

mod platform;

use billing::{document::Document, parties::Party};
use domain::{
    HOUR, InvoiceId, TenantId,
    audit::{Deed, Target},
    jobs::JobKind,
};
pub use platform::Platform;
use platform::PlatformError;
use serde::{Deserialize, Serialize};
pub use store::control::invoice_handovers::{Handover, HandoverState};
use store::{
    ControlTx, Mode,
    control::{
        invoice_handovers,
        invoices::{self, Invoice, InvoiceKind},
    },
};

use super::{issuing, run};
use crate::{
    OrInternal, Result, Service,
    access::{Change, audit_control},
    jobs::{Asked, JobError, Output, Run, Step, Work},
};

/// The port: who takes electronic invoices for this installation, if anybody does.
#[derive(Clone, Debug, Default)]
pub enum EInvoiceSink {
    /// They are mailed and downloaded.
    #[default]
    None,
    Platform(Platform),
}

impl EInvoiceSink {
    pub const fn is_there(&self) -> bool {
        !matches!(self, Self::None)
    }
}

impl Service {
    pub(super) fn e_invoice_sink(&self) -> &EInvoiceSink {
        &self.0.e_invoice_sink
    }
}

/// Which way a document goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The law asks for no platform: it is mailed and downloaded.
    Mail,
    /// The law asks for one, and none is set: whoever got it hands it over.
    ByHand,
    /// A platform has it, or will; none: not yet.
    Platform(Option<Handover>),
}

/// Whether both are businesses in France: then the law asks for a platform.
fn is_domestic(seller: &Party, buyer: &Party) -> bool {
    let is_french = |party: &Party| party.is_business && party.country == "FR";
    is_french(seller) && is_french(buyer)
}

/// Which way a document goes, and how far it is.
pub(super) async fn way(
    service: &Service,
    tx: &mut ControlTx,
    invoice: &Invoice,
    document: &Document,
) -> Result<Way> {
    if invoice.kind == InvoiceKind::Proforma || !is_domestic(&document.seller, &document.buyer) {
        return Ok(Way::Mail);
    }
    let found = invoice_handovers::find(tx, &invoice.id).await.or_internal()?;
    Ok(match found {
        None if !service.e_invoice_sink().is_there() => Way::ByHand,
        found => Way::Platform(found),
    })
}

/// Has what was issued handed over, where there is somebody to take it and the law asks for it.
pub(super) async fn put(service: &Service, tx: &mut ControlTx, invoice: &Invoice) -> Result<()> {
    if !service.e_invoice_sink().is_there() || invoice.kind == InvoiceKind::Proforma {
        return Ok(());
    }
    let kept = invoices::find_document(tx, &invoice.id).await.or_internal()?;
    let Some((document, _)) = kept else { return Ok(()) };
    let document = issuing::read(&document)?;
    if !is_domestic(&document.seller, &document.buyer) {
        return Ok(());
    }
    invoice_handovers::insert(tx, &invoice.id, service.now()).await.or_internal()?;
    ask(service, tx, &invoice.tenant_id, &invoice.id).await
}

async fn ask(service: &Service, tx: &mut ControlTx, tenant: &TenantId, invoice: &InvoiceId) -> Result<()> {
    let work = HandOver { tenant: tenant.clone(), invoice: invoice.clone() };
    let key = format!("{invoice}:{}", service.now() / HOUR);
    service.enqueue_as(tx, &work, Asked { key: Some(&key), ..Asked::default() }).await.map(|_| ())
}

/// Asks the platform again, for every document of which it has not said its last word.
pub(super) async fn put_open(service: &Service) -> Result<()> {
    if !service.e_invoice_sink().is_there() {
        return Ok(());
    }
    let mut after = String::new();
    loop {
        let mut tx = service.control(Mode::Write).await?;
        let open = invoice_handovers::list_open(&mut tx, &after, 200).await.or_internal()?;
        let Some(last) = open.last() else { return Ok(()) };
        after = last.to_string();
        for id in &open {
            if let Some(invoice) = invoices::find_any(&mut tx, id).await.or_internal()? {
                ask(service, &mut tx, &invoice.tenant_id, id).await?;
            }
        }
        service.commit_with_jobs(tx).await?;
    }
}

/// Hands a document over, or asks what became of it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct HandOver {
    tenant: TenantId,
    invoice: InvoiceId,
}

impl Work for HandOver {
    const KIND: JobKind = JobKind::HandOver;
    const IS_SHOWN: bool = true;
    const STEPS: &'static [Step<Self>] =
        &[Step::only(|work, run| Box::pin(async move { hand_over(&work.invoice, run).await }))];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

async fn hand_over(id: &InvoiceId, run: &Run) -> Result<Output, JobError> {
    let service = &run.service;
    let EInvoiceSink::Platform(platform) = service.e_invoice_sink() else {
        return Ok(Output::told("there is no platform any more"));
    };
    let mut tx = service.control(Mode::Read).await?;
    let found = invoices::find_any(&mut tx, id).await?.zip(invoice_handovers::find(&mut tx, id).await?);
    drop(tx);
    let Some((invoice, before)) = found else { return Ok(Output::told("there is no such document")) };
    if matches!(before.state, HandoverState::Accepted | HandoverState::Refused) {
        return Ok(Output::told("the platform has said its last word"));
    }
    // Whoever died after handing it over finds it there by its number, and does not hand it over twice.
    let known = if before.flow_id.is_empty() {
        platform.find(service, &invoice.number).await.map_err(told)?
    } else {
        Some(before.flow_id.clone())
    };
    let flow = if let Some(flow) = known {
        flow
    } else {
        let pdf = run::keep(service, &invoice).await?;
        platform.submit(service, &invoice, &pdf).await.map_err(told)?
    };
    let (state, reason) = platform.look(service, &flow).await.map_err(told)?;
    let now = service.now();
    let after = Handover { state, flow_id: flow, reason, changed_at: now };
    if before.state == after.state && before.flow_id == after.flow_id {
        return Ok(Output::told(after.state.to_string()));
    }
    let mut tx = service.control(Mode::Write).await?;
    invoice_handovers::update(&mut tx, id, &after).await?;
    let change = Change {
        before: Some(serde_json::json!({ "state": before.state })),
        after: Some(serde_json::json!({
            "state": after.state, "flow": after.flow_id, "reason": after.reason,
        })),
        tenant: Some(&invoice.tenant_id),
        ..Change::of(Deed::InvoicesHandOver, Target::of(id).called(&invoice.number))
    };
    audit_control(&mut tx, &run.caller(), now, change).await?;
    Ok(Output { tx: Some(tx), ..Output::told(after.state.to_string()) })
}

fn told(error: PlatformError) -> JobError {
    match error {
        PlatformError::Unusable(_) => JobError::Fail(error.to_string()),
        _ => JobError::Retry(error.to_string()),
    }
}
