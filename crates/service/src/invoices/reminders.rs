//! Reminders: a word before an invoice falls due, and three while it stays unpaid.

use domain::{DAY, InvoiceId, Micros, TenantId};
use serde::{Deserialize, Serialize};
use store::{
    Mode,
    control::{
        invoice_reminders::{self, ReminderStep},
        invoices::{self, Invoice},
        tenants,
    },
};

use crate::{OrInternal, Result, Service, jobs::Asked};

/// How many days after the day it falls due each step is for.
const STEPS: [(ReminderStep, i64); 4] = [
    (ReminderStep::Last, 30),
    (ReminderStep::Second, 14),
    (ReminderStep::First, 3),
    (ReminderStep::Before, -3),
];
/// Whoever got the invoice within so many days needs no word before it falls due.
const NEWS: Micros = 7 * DAY;
const PAGE: i64 = 200;

/// The reminder that an invoice is ready for.
fn step(invoice: &Invoice, now: Micros) -> Option<ReminderStep> {
    let (step, _) = STEPS.into_iter().find(|(_, days)| now >= invoice.due_at.saturating_add(days * DAY))?;
    let is_new = now < invoice.issued_at.saturating_add(NEWS);
    let is_due = invoice.due_at <= now;
    match step {
        ReminderStep::Before if is_new || is_due => None,
        _ => Some(step),
    }
}

/// Asks for a reminder of every invoice that is ready for one.
pub(super) async fn put_ready(service: &Service) -> Result<()> {
    if !service.billing().is_on {
        return Ok(());
    }
    let now = service.now();
    let mut after = (i64::MIN, String::new());
    loop {
        let mut tx = service.control(Mode::Write).await?;
        let owed = invoices::list_owed(&mut tx, now.saturating_add(3 * DAY), (after.0, &after.1), PAGE);
        let owed = owed.await.or_internal()?;
        let Some(last) = owed.last() else { return Ok(()) };
        after = (last.due_at, last.id.to_string());
        for invoice in &owed {
            let Some(step) = step(invoice, now) else { continue };
            let tenant = tenants::find(&mut tx, &invoice.tenant_id).await.or_internal()?;
            if tenant.is_some_and(|tenant| tenant.is_billed_elsewhere) {
                continue;
            }
            let sent = invoice_reminders::list(&mut tx, &invoice.id).await.or_internal()?;
            if sent.iter().any(|reminder| reminder.step >= step) {
                continue;
            }
            let work = SendReminder { tenant: invoice.tenant_id.clone(), invoice: invoice.id.clone(), step };
            let key = format!("{}:{step}", invoice.id);
            service.enqueue_as(&mut tx, &work, Asked { key: Some(&key), ..Asked::default() }).await?;
        }
        service.commit_with_jobs(tx).await?;
    }
}

/// A mail that says that an invoice is still owed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendReminder {
    pub(crate) tenant: TenantId,
    pub(crate) invoice: InvoiceId,
    pub(crate) step: ReminderStep,
}
