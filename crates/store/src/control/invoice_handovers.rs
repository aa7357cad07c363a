//! What became of invoices that were handed to an approved platform.

use domain::{InvoiceId, Micros};

use crate::{ControlTx, Result};

domain::words! {
    /// How far it is.
    pub enum HandoverState {
        /// It is to be handed over.
        Waiting = "waiting",
        /// The platform has it, and has not checked it yet.
        Submitted = "submitted",
        Accepted = "accepted",
        Refused = "refused",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Handover {
    #[sqlx(try_from = "String")]
    pub state: HandoverState,
    /// What the platform calls it; empty until it took it.
    pub flow_id: String,
    /// Why it was refused, as the platform says.
    pub reason: String,
    pub changed_at: Micros,
}

/// Notes that an invoice is to be handed over; one that is noted stays as it is.
pub async fn insert(tx: &mut ControlTx, invoice: &InvoiceId, now: Micros) -> Result<()> {
    let insert = "insert into invoice_handovers (invoice_id, state, flow_id, reason, changed_at)
         values ($1, 'waiting', '', '', $2) on conflict (invoice_id) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert).bind(invoice.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, invoice: &InvoiceId) -> Result<Option<Handover>> {
    let select = "select state, flow_id, reason, changed_at from invoice_handovers where invoice_id = $1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(invoice.as_str()).fetch_optional(conn).await)?)
}

pub async fn update(tx: &mut ControlTx, invoice: &InvoiceId, new: &Handover) -> Result<()> {
    let update = "update invoice_handovers set state = $2, flow_id = $3, reason = $4, changed_at = $5
         where invoice_id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(invoice.as_str()).bind(new.state.as_str()).bind(&new.flow_id).bind(&new.reason)
        .bind(new.changed_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The invoices of which the platform has not said its last word, after one that is known.
pub async fn list_open(tx: &mut ControlTx, after: &str, limit: i64) -> Result<Vec<InvoiceId>> {
    let select = "select invoice_id from invoice_handovers
         where state in ('waiting', 'submitted') and invoice_id > $1 order by invoice_id limit $2";
    let found: Vec<(String,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(after).bind(limit).fetch_all(conn).await)?;
    Ok(found.into_iter().filter_map(|(id,)| InvoiceId::parse(&id)).collect())
}
