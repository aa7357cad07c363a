//! What arrived for invoices.

use domain::{InvoiceId, Micros, PaymentId};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Payment {
    #[sqlx(try_from = "String")]
    pub id: PaymentId,
    pub amount: i64,
    /// The day on which it arrived, as a day number.
    pub day: i64,
    /// What the bank said about it.
    pub reference: String,
    /// Who noted it, as people read it.
    pub noted_by: String,
    pub noted_at: Micros,
}

pub async fn insert(tx: &mut ControlTx, invoice: &InvoiceId, payment: &Payment) -> Result<()> {
    let insert = "insert into invoice_payments (id, invoice_id, amount, day, reference, noted_by, noted_at)
         values ($1, $2, $3, $4, $5, $6, $7)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(payment.id.as_str()).bind(invoice.as_str()).bind(payment.amount).bind(payment.day)
        .bind(&payment.reference).bind(&payment.noted_by).bind(payment.noted_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Notes a payment that was made elsewhere, whose reference is what it is called there. False: it was noted before.
pub async fn insert_received(tx: &mut ControlTx, invoice: &InvoiceId, payment: &Payment) -> Result<bool> {
    let insert = "insert into invoice_payments (id, invoice_id, amount, day, reference, noted_by, noted_at, provider_id)
         values ($1, $2, $3, $4, $5, $6, $7, $5) on conflict (provider_id) where provider_id <> '' do nothing";
    Ok(on!(tx.raw(), conn => sqlx::query(insert)
        .bind(payment.id.as_str()).bind(invoice.as_str()).bind(payment.amount).bind(payment.day)
        .bind(&payment.reference).bind(&payment.noted_by).bind(payment.noted_at)
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

/// The payments of an invoice, the oldest first.
pub async fn list(tx: &mut ControlTx, invoice: &InvoiceId) -> Result<Vec<Payment>> {
    let select = "select id, amount, day, reference, noted_by, noted_at from invoice_payments
         where invoice_id = $1 order by noted_at, id";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(invoice.as_str()).fetch_all(conn).await)?)
}
