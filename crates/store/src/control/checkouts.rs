//! Payment pages that a provider made for invoices.

use domain::{InvoiceId, Micros};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Checkout {
    /// The provider's own name for it.
    pub id: String,
    pub amount: i64,
    pub url: String,
    pub ends_at: Micros,
}

pub async fn insert(tx: &mut ControlTx, invoice: &InvoiceId, new: &Checkout, now: Micros) -> Result<()> {
    let insert = "insert into checkouts (id, invoice_id, amount, url, created_at, ends_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&new.id).bind(invoice.as_str()).bind(new.amount).bind(&new.url).bind(now).bind(new.ends_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The pages of an invoice that are still open, the newest first.
pub async fn list_open(tx: &mut ControlTx, invoice: &InvoiceId, now: Micros) -> Result<Vec<Checkout>> {
    let select = "select id, amount, url, ends_at from checkouts where invoice_id = $1 and ends_at > $2
         order by created_at desc, id";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(invoice.as_str()).bind(now).fetch_all(conn).await)?)
}

/// How many pages were made for an invoice.
pub async fn count(tx: &mut ControlTx, invoice: &InvoiceId) -> Result<i64> {
    let select = "select count(*) from checkouts where invoice_id = $1";
    Ok(on!(tx.raw(), conn => sqlx::query_scalar(select).bind(invoice.as_str()).fetch_one(conn).await)?)
}

/// Ends the open pages of an invoice.
pub async fn update_ended(tx: &mut ControlTx, invoice: &InvoiceId, now: Micros) -> Result<()> {
    let update = "update checkouts set ends_at = $2 where invoice_id = $1 and ends_at > $2";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(invoice.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}
