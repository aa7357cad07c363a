//! Invoices that are paid with a saved card when they are issued.

use domain::{InvoiceId, Micros};

use super::payment_methods::PaymentMethod;
use crate::{ControlTx, Result};

domain::words! {
    pub enum CollectionState {
        /// The provider is to be asked for it.
        Asked = "asked",
        Done = "done",
        /// The card was declined, or its owner has to say yes.
        Failed = "failed",
        /// Nothing was asked for: it was paid otherwise, or the card was taken away.
        Dropped = "dropped",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Collection {
    pub customer_id: String,
    pub method_id: String,
    pub brand: String,
    pub last_four: String,
    pub amount: i64,
    #[sqlx(try_from = "String")]
    pub state: CollectionState,
    /// Why it failed, in the provider's word.
    pub problem: String,
    pub asked_at: Micros,
    pub changed_at: Micros,
}

impl Collection {
    pub fn new(method: &PaymentMethod, amount: i64, now: Micros) -> Self {
        Self {
            customer_id: method.customer_id.clone(),
            method_id: method.method_id.clone(),
            brand: method.brand.clone(),
            last_four: method.last_four.clone(),
            amount,
            state: CollectionState::Asked,
            problem: String::new(),
            asked_at: now,
            changed_at: now,
        }
    }
}

/// Notes that an invoice is to be paid with a card. False: that was noted before.
pub async fn insert(tx: &mut ControlTx, invoice: &InvoiceId, new: &Collection) -> Result<bool> {
    let insert =
        "insert into collections (invoice_id, customer_id, method_id, brand, last_four, amount, state,
            problem, asked_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (invoice_id) do nothing";
    Ok(on!(tx.raw(), conn => sqlx::query(insert)
        .bind(invoice.as_str()).bind(&new.customer_id).bind(&new.method_id).bind(&new.brand).bind(&new.last_four)
        .bind(new.amount).bind(new.state.as_str()).bind(&new.problem).bind(new.asked_at).bind(new.changed_at)
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

pub async fn find(tx: &mut ControlTx, invoice: &InvoiceId) -> Result<Option<Collection>> {
    let select =
        "select customer_id, method_id, brand, last_four, amount, state, problem, asked_at, changed_at
         from collections where invoice_id = $1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(invoice.as_str()).fetch_optional(conn).await)?)
}

/// Notes what became of it. False: that was noted before.
pub async fn update(tx: &mut ControlTx, invoice: &InvoiceId, new: &Collection) -> Result<bool> {
    let update = "update collections set state = $2, problem = $3, changed_at = $4
         where invoice_id = $1 and state = 'asked'";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(invoice.as_str()).bind(new.state.as_str()).bind(&new.problem).bind(new.changed_at)
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}
