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

/// The newest page of an invoice that is still open.
pub async fn find_open(tx: &mut ControlTx, invoice: &InvoiceId, now: Micros) -> Result<Option<Checkout>> {
    let select = "select id, amount, url, ends_at from checkouts where invoice_id = $1 and ends_at > $2
         order by created_at desc, id limit 1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(invoice.as_str()).bind(now).fetch_optional(conn).await)?)
}
