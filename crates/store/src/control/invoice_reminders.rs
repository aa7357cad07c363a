//! What was written about invoices that are not paid.

use domain::{InvoiceId, Micros};

use crate::{ControlTx, Result};

domain::words! {
    /// What a reminder says. Each is sent once, and never an earlier one after a later one.
    pub enum ReminderStep { Before = "before", First = "first", Second = "second", Last = "last" }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Reminder {
    #[sqlx(try_from = "String")]
    pub step: ReminderStep,
    pub sent_to: String,
    pub sent_at: Micros,
}

/// Notes a reminder; one that was noted stays.
pub async fn insert(tx: &mut ControlTx, invoice: &InvoiceId, reminder: &Reminder) -> Result<()> {
    let insert = "insert into invoice_reminders (invoice_id, step, sent_to, sent_at) values ($1, $2, $3, $4)
         on conflict (invoice_id, step) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(invoice.as_str()).bind(reminder.step.as_str()).bind(&reminder.sent_to).bind(reminder.sent_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The reminders of an invoice, the oldest first.
pub async fn list(tx: &mut ControlTx, invoice: &InvoiceId) -> Result<Vec<Reminder>> {
    let select =
        "select step, sent_to, sent_at from invoice_reminders where invoice_id = $1 order by sent_at";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(invoice.as_str()).fetch_all(conn).await)?)
}
