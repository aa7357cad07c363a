//! What a change of plan costs, as it was told to whoever asked: kept until it is no promise any more.

use domain::{Micros, PlanQuoteId, PlanVersionId, TenantId};

use super::subscriptions::Every;
use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PlanQuote {
    #[sqlx(try_from = "String")]
    pub id: PlanQuoteId,
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    #[sqlx(try_from = "String")]
    pub version_id: PlanVersionId,
    #[sqlx(try_from = "String")]
    pub every: Every,
    pub made_at: Micros,
    /// From then on it is no promise any more.
    pub ends_at: Micros,
    /// When the change comes.
    pub takes_at: Micros,
    /// That of the subscription it was made for.
    pub revision: i64,
    /// What is invoiced at once, as JSON.
    pub lines: String,
}

pub async fn insert(tx: &mut ControlTx, new: &PlanQuote) -> Result<()> {
    let insert = "insert into plan_quotes (id, tenant_id, version_id, every, made_at, ends_at, takes_at, revision, lines)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(new.id.as_str()).bind(new.tenant_id.as_str()).bind(new.version_id.as_str())
        .bind(new.every.as_str()).bind(new.made_at).bind(new.ends_at).bind(new.takes_at).bind(new.revision)
        .bind(&new.lines).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, tenant: &TenantId, id: &PlanQuoteId) -> Result<Option<PlanQuote>> {
    let select = "select id, tenant_id, version_id, every, made_at, ends_at, takes_at, revision, lines
         from plan_quotes where tenant_id = $1 and id = $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Marks where what follows can be taken back to, once at a time in a transaction.
pub async fn set_mark(tx: &mut ControlTx) -> Result<()> {
    on!(tx.raw(), conn => sqlx::query("savepoint quoted").execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Takes back whatever was done since the mark.
pub async fn take_back(tx: &mut ControlTx) -> Result<()> {
    on!(tx.raw(), conn => sqlx::query("rollback to savepoint quoted").execute(conn).await.map(|_| ()))?;
    on!(tx.raw(), conn => sqlx::query("release savepoint quoted").execute(conn).await.map(|_| ()))?;
    Ok(())
}
