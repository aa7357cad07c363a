//! What of payments was paid back, or is to be.

use domain::{InvoiceId, Micros, PaymentId, RefundId};

use crate::{ControlTx, Result};

domain::words! {
    /// How far it is; each comes after those before it, and none goes back.
    pub enum RefundState {
        /// The provider is to be asked for it.
        Asked = "asked",
        /// The provider has it, and has not paid it back yet.
        Pending = "pending",
        Done = "done",
        /// It came back, or was refused; what was paid is still here.
        Failed = "failed",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Refund {
    #[sqlx(try_from = "String")]
    pub id: RefundId,
    #[sqlx(try_from = "String")]
    pub invoice_id: InvoiceId,
    #[sqlx(try_from = "String")]
    pub payment_id: PaymentId,
    pub amount: i64,
    pub reason: String,
    /// Whether it goes back the way the payment came.
    pub is_by_provider: bool,
    #[sqlx(try_from = "String")]
    pub state: RefundState,
    /// What it is called at the provider; empty until it is known there.
    pub provider_id: String,
    /// Why it failed, as the provider says.
    pub problem: String,
    /// Who asked for it, as people read it.
    pub asked_by: String,
    pub asked_at: Micros,
    pub changed_at: Micros,
}

macro_rules! columns {
    () => {
        "id, invoice_id, payment_id, amount, reason, is_by_provider, state, provider_id, problem, asked_by, \
         asked_at, changed_at"
    };
}

pub async fn insert(tx: &mut ControlTx, new: &Refund) -> Result<()> {
    let insert =
        "insert into refunds (id, invoice_id, payment_id, amount, reason, is_by_provider, state, provider_id,
            problem, asked_by, asked_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(new.id.as_str()).bind(new.invoice_id.as_str()).bind(new.payment_id.as_str()).bind(new.amount)
        .bind(&new.reason).bind(new.is_by_provider).bind(new.state.as_str()).bind(&new.provider_id)
        .bind(&new.problem).bind(&new.asked_by).bind(new.asked_at).bind(new.changed_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, id: &RefundId) -> Result<Option<Refund>> {
    let select = concat!("select ", columns!(), " from refunds where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// What is called so at the provider.
pub async fn find_by_provider(tx: &mut ControlTx, provider_id: &str) -> Result<Option<Refund>> {
    let select = concat!("select ", columns!(), " from refunds where provider_id = $1 and provider_id <> ''");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(provider_id).fetch_optional(conn).await)?)
}

/// The refunds of an invoice, the oldest first.
pub async fn list(tx: &mut ControlTx, invoice: &InvoiceId) -> Result<Vec<Refund>> {
    let select = concat!("select ", columns!(), " from refunds where invoice_id = $1 order by asked_at, id");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(invoice.as_str()).fetch_all(conn).await)?)
}

/// Notes how far it is, what it is called at the provider, and why it failed.
pub async fn update(tx: &mut ControlTx, new: &Refund) -> Result<()> {
    let update =
        "update refunds set state = $2, provider_id = $3, problem = $4, changed_at = $5 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(new.id.as_str()).bind(new.state.as_str()).bind(&new.provider_id).bind(&new.problem)
        .bind(new.changed_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}
