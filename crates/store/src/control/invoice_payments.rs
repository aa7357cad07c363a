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
    /// What it is called where it was made; empty for what an operator noted.
    pub provider_id: String,
    /// When it was taken back, because it was noted by mistake; such a one counts no more.
    pub taken_back_at: Option<Micros>,
    /// Who took it back, as people read it, and why.
    pub taken_back_by: String,
    pub taken_back_reason: String,
}

macro_rules! columns {
    () => {
        "id, amount, day, reference, noted_by, noted_at, provider_id, taken_back_at, taken_back_by, taken_back_reason"
    };
}

/// Notes a payment. False: one that is called so where it was made was noted before.
pub async fn insert(tx: &mut ControlTx, invoice: &InvoiceId, payment: &Payment) -> Result<bool> {
    let insert = "insert into invoice_payments (id, invoice_id, amount, day, reference, noted_by, noted_at, provider_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (provider_id) where provider_id <> '' do nothing";
    Ok(on!(tx.raw(), conn => sqlx::query(insert)
        .bind(payment.id.as_str()).bind(invoice.as_str()).bind(payment.amount).bind(payment.day)
        .bind(&payment.reference).bind(&payment.noted_by).bind(payment.noted_at).bind(&payment.provider_id)
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

/// Notes that a payment was taken back. False: it was before.
pub async fn update_taken_back(
    tx: &mut ControlTx,
    id: &PaymentId,
    now: Micros,
    (by, reason): (&str, &str),
) -> Result<bool> {
    let update = "update invoice_payments set taken_back_at = $2, taken_back_by = $3, taken_back_reason = $4
         where id = $1 and taken_back_at is null";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).bind(by).bind(reason)
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

/// The invoice that a payment is for, by what the payment is called where it was made.
pub async fn find_by_provider(tx: &mut ControlTx, provider_id: &str) -> Result<Option<(InvoiceId, Payment)>> {
    let select = concat!(
        "select invoice_id, ",
        columns!(),
        " from invoice_payments where provider_id = $1 and provider_id <> ''"
    );
    let found: Option<Found> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(provider_id).fetch_optional(conn).await)?;
    Ok(found.map(|found| (found.invoice_id, found.payment)))
}

#[derive(sqlx::FromRow)]
struct Found {
    #[sqlx(try_from = "String")]
    invoice_id: InvoiceId,
    #[sqlx(flatten)]
    payment: Payment,
}

/// The payments of an invoice, the oldest first, those that were taken back too.
pub async fn list(tx: &mut ControlTx, invoice: &InvoiceId) -> Result<Vec<Payment>> {
    let select =
        concat!("select ", columns!(), " from invoice_payments where invoice_id = $1 order by noted_at, id");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(invoice.as_str()).fetch_all(conn).await)?)
}
