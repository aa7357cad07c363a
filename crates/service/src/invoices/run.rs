//! The run: whatever is owed and due is put on invoices, tenant by tenant, by jobs that may die anywhere.

use billing::{document::Kind, parties::Party, vat};
use domain::{
    DAY, HOUR, InvoiceId, Locale, Micros, TenantId,
    audit::{Deed, Target},
    contacts::ContactKind,
    jobs::{JobKind, Priority},
    zones::Zone,
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode,
    audit::{self, Chain},
    control::{
        billing_contacts, billing_items,
        invoices::{self, Invoice, InvoiceKind},
        metered_events, subscriptions,
        tenants::{self, Tenant},
    },
};

use super::{
    collecting, contacts, handing,
    issuing::{self, Draft},
    owing, reminders,
};
use crate::{
    OrInternal, Result, Service,
    access::{Change, audit_control},
    jobs::{Asked, JobError, Output, Run, Step, Work},
};

/// Who of the tenants is due at a time.
const PAGE: i64 = 200;
/// When it is looked at again for what could not be issued.
const LATER: Micros = DAY;

/// Puts a job for each tenant that is due, and one for each reminder, once an hour.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct BillTenants {}

impl Work for BillTenants {
    const KIND: JobKind = JobKind::BillTenants;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] =
        &[Step::only(|_, run| Box::pin(async move { Ok(put_due(&run.service).await.map(Output::from)?) }))];
}

/// Bills one tenant for what is due.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BillTenant {
    tenant: TenantId,
}

impl Work for BillTenant {
    const KIND: JobKind = JobKind::BillTenant;
    const IS_SHOWN: bool = true;
    const STEPS: &'static [Step<Self>] = &[
        Step { name: "issue", act: |work, run| Box::pin(issue(&work.tenant, run)), undo: None },
        Step { name: "write", act: |work, run| Box::pin(write(&work.tenant, run)), undo: None },
    ];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

/// Asks for an invoice for every tenant that is due, and for a reminder of every invoice that is ready for one.
pub async fn put_due(service: &Service) -> Result<()> {
    put_bills(service).await?;
    handing::put_open(service).await?;
    reminders::put_ready(service).await
}

async fn put_bills(service: &Service) -> Result<()> {
    let now = service.now();
    let mut after = (0, String::new());
    loop {
        let mut tx = service.control(Mode::Write).await?;
        let due = subscriptions::list_due(&mut tx, now, (after.0, &after.1), PAGE).await.or_internal()?;
        let Some(last) = due.last() else { return Ok(()) };
        after = (last.due_at, last.tenant_id.to_string());
        for subscription in due {
            let key = format!("{}:{}:{}", subscription.tenant_id, subscription.due_at, now / HOUR);
            let work = BillTenant { tenant: subscription.tenant_id };
            service.enqueue_as(&mut tx, &work, Asked { key: Some(&key), ..Asked::default() }).await?;
        }
        service.commit_with_jobs(tx).await?;
    }
}

/// Bills a tenant at once, for whoever does not wait for the hour.
pub(crate) async fn put(service: &Service, tx: &mut ControlTx, tenant: &TenantId) -> Result<()> {
    subscriptions::update_due(tx, tenant, service.now()).await.or_internal()?;
    service.enqueue_as(tx, &BillTenant { tenant: tenant.clone() }, Asked::default()).await.map(|_| ())
}

/// A mail that brings a document to the billing contact.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendInvoice {
    pub(crate) tenant: TenantId,
    pub(crate) invoice: InvoiceId,
}

/// Has a document sent, once.
pub(super) async fn ask_to_send(service: &Service, tx: &mut ControlTx, invoice: &Invoice) -> Result<()> {
    let work = SendInvoice { tenant: invoice.tenant_id.clone(), invoice: invoice.id.clone() };
    let asked = Asked { key: Some(invoice.id.as_str()), ..Asked::default() };
    service.enqueue_as(tx, &work, asked).await.map(|_| ())
}

async fn issue(tenant: &TenantId, run: &Run) -> Result<Output, JobError> {
    let service = &run.service;
    let mut tx = service.control(Mode::Write).await?;
    let issued = bill(service, &mut tx, tenant, run).await?;
    let told = match &issued {
        Some(invoice) if invoice.number.is_empty() => {
            "a proforma: the billing contact is not complete".to_owned()
        }
        Some(invoice) => invoice.number.clone(),
        None => "nothing is owed".to_owned(),
    };
    Ok(Output { tx: Some(tx), ..Output::told(told) })
}

async fn bill(service: &Service, tx: &mut ControlTx, id: &TenantId, run: &Run) -> Result<Option<Invoice>> {
    let (now, billing) = (service.now(), service.billing());
    // In the order in which whoever changes its plan locks both.
    audit::lock(tx, Chain::Of(id)).await.or_internal()?;
    // Whoever bills the tenant on another server waits here, and finds nothing owed.
    let Some(subscription) = subscriptions::find_locked(tx, id).await.or_internal()? else { return Ok(None) };
    // What is to come changes what is owed from then on: it comes true first, and asks for the invoice again.
    if subscription.pending().is_some_and(|pending| pending.at <= now) {
        return Ok(None);
    }
    let tenant = tenants::find(tx, id).await.or_internal()?;
    let zone = tenant.as_ref().and_then(|tenant| Zone::parse(&tenant.time_zone).ok()).unwrap_or_default();
    owing::roll(tx, &subscription, &zone, now).await?;
    let contact = billing_contacts::find(tx, id, ContactKind::Billing).await.or_internal()?;
    let language = contact.as_ref().map_or(Locale::En, |contact| contact.language);
    let buyer = contact.as_ref().map(contacts::party).unwrap_or_default();
    let vat = vat::treatment(&billing.seller, &buyer, &billing.rates);
    let mut owed = owing::owed(tx, &subscription, &zone, now, (language, vat)).await?;
    let is_billed = billing.is_on && tenant.as_ref().is_none_or(|tenant| billing.is_for(tenant));
    let is_settled = !is_billed || owed.totals.net == 0;
    let can_issue = billing.missing().is_empty();
    let is_complete = contact.is_some() && buyer.missing().is_empty();
    // What would be negative waits for the next invoice; what cannot be issued yet is looked at again.
    let due_at = if is_settled || owed.totals.net < 0 || (can_issue && is_complete) {
        owed.begins.map_or(owed.until, |begins| begins.min(owed.until))
    } else {
        owed.until.min(now + LATER)
    };
    subscriptions::update_due(tx, id, due_at).await.or_internal()?;
    if is_settled {
        // Without billing nothing is owed later for what was had meanwhile.
        settle(tx, id, &owed).await?;
        return Ok(None);
    }
    if !can_issue || owed.totals.net < 0 {
        return Ok(None);
    }
    // A proforma that says the same as before is not sent every day.
    let known = invoices::list(tx, id, 1).await.or_internal()?;
    let is_known = |one: &Invoice| one.kind == InvoiceKind::Proforma && one.gross == owed.totals.gross;
    if !is_complete && known.first().is_some_and(is_known) {
        return Ok(None);
    }
    invoices::delete_proforma(tx, id).await.or_internal()?;
    billing::document::describe(&mut owed.lines, &zone, language);
    let draft = Draft {
        tenant: id,
        kind: if is_complete { Kind::Invoice } else { Kind::Proforma },
        buyer: named(buyer, tenant.as_ref()),
        language,
        lines: owed.lines.clone(),
        totals: owed.totals.clone(),
        days: (zone.day_of(owed.span.start), zone.day_of(owed.span.end - 1)),
        corrects: None,
    };
    let invoice = issuing::issue(tx, billing, draft, now).await?;
    if is_complete {
        settle(tx, id, &owed).await?;
        let change = Change {
            after: Some(serde_json::json!({
                "number": invoice.number, "gross": invoice.gross, "currency": invoice.currency,
                "xml_sha256": invoice.xml_sha256,
            })),
            tenant: Some(id),
            ..Change::of(Deed::InvoicesIssue, Target::of(&invoice.id).called(&invoice.number))
        };
        audit_control(tx, &run.caller(), now, change).await?;
    }
    Ok(Some(invoice))
}

async fn settle(tx: &mut ControlTx, tenant: &TenantId, owed: &owing::Owed) -> Result<()> {
    for window in &owed.windows {
        metered_events::upsert_window(tx, tenant, window).await.or_internal()?;
    }
    for item in &owed.items {
        billing_items::update_charged(tx, &item.id, owed.charged(item)).await.or_internal()?;
    }
    Ok(())
}

/// A proforma is made out to the space while nobody else is named.
fn named(buyer: Party, tenant: Option<&Tenant>) -> Party {
    let name = if buyer.name.is_empty() {
        tenant.map(|tenant| tenant.name.clone()).unwrap_or_default()
    } else {
        buyer.name.clone()
    };
    Party { name, ..buyer }
}

/// Makes the PDF of what was issued, and keeps it.
async fn write(tenant: &TenantId, run: &Run) -> Result<Output, JobError> {
    let service = &run.service;
    let mut tx = service.control(Mode::Read).await?;
    let without = invoices::list_without_pdf(&mut tx, tenant).await?;
    drop(tx);
    for invoice in &without {
        keep(service, invoice).await?;
    }
    let mut tx = service.control(Mode::Write).await?;
    for invoice in invoices::list_unmailed(&mut tx, tenant).await? {
        ask_to_send(service, &mut tx, &invoice).await?;
        collecting::ask(service, &mut tx, &invoice).await?;
        handing::put(service, &mut tx, &invoice).await?;
    }
    Ok(Output { tx: Some(tx), ..Output::default() })
}

/// The PDF of a document: what is kept, or what is made now and kept from then on.
pub(crate) async fn keep(service: &Service, invoice: &Invoice) -> Result<Vec<u8>> {
    let mut tx = service.control(Mode::Read).await?;
    if let Some(pdf) = invoices::find_pdf(&mut tx, &invoice.id).await.or_internal()? {
        return Ok(pdf);
    }
    let found = invoices::find_document(&mut tx, &invoice.id).await.or_internal()?;
    drop(tx);
    let (kept, _) = found.ok_or(domain::Error::NotFound)?;
    let pdf = issuing::made(issuing::read(&kept)?).await?;
    let mut tx = service.control(Mode::Write).await?;
    invoices::update_pdf(&mut tx, &invoice.id, &pdf, &issuing::sha256(&pdf)).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok(pdf)
}
