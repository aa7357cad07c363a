use domain::{ApiKeyId, Micros};

use crate::{Result, TenantTx};

/// A request under an `Idempotency-Key`, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct IdempotentRequest {
    pub request_hash: String,
    /// Set in the transaction of what was asked for.
    pub is_done: bool,
    pub status: Option<i64>,
    pub answer: Option<String>,
    pub begun_at: Micros,
}

/// Begins a request; false when one of this name has begun already.
pub async fn insert(tx: &mut TenantTx, key: &ApiKeyId, name: &str, hash: &str, now: Micros) -> Result<bool> {
    let insert = "insert into idempotent_requests (key_id, name, request_hash, begun_at)
         values ($1, $2, $3, $4) on conflict (key_id, name) do nothing";
    let inserted = on!(tx.raw(), conn => sqlx::query(insert)
        .bind(key.as_str()).bind(name).bind(hash).bind(now)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(inserted == 1)
}

pub async fn find(tx: &mut TenantTx, key: &ApiKeyId, name: &str) -> Result<Option<IdempotentRequest>> {
    let select = "select request_hash, is_done, status, answer, begun_at
         from idempotent_requests where key_id = $1 and name = $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(key.as_str()).bind(name).fetch_optional(conn).await)?)
}

/// Notes that what was asked for is done; false when somebody else has begun it anew meanwhile.
pub async fn update_done(tx: &mut TenantTx, key: &ApiKeyId, name: &str, begun_at: Micros) -> Result<bool> {
    let update = "update idempotent_requests set is_done = true
         where key_id = $1 and name = $2 and begun_at = $3";
    let updated = on!(tx.raw(), conn => sqlx::query(update)
        .bind(key.as_str()).bind(name).bind(begun_at)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(updated == 1)
}

pub async fn update_answer(
    tx: &mut TenantTx,
    key: &ApiKeyId,
    name: &str,
    begun_at: Micros,
    status: i64,
    answer: &str,
) -> Result<()> {
    let update = "update idempotent_requests set status = $4, answer = $5
         where key_id = $1 and name = $2 and begun_at = $3";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(key.as_str()).bind(name).bind(begun_at).bind(status).bind(answer)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, key: &ApiKeyId, name: &str) -> Result<()> {
    let delete = "delete from idempotent_requests where key_id = $1 and name = $2";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(key.as_str()).bind(name).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Forgets a request that came to nothing, so that it may be asked for anew.
pub async fn delete_undone(tx: &mut TenantTx, key: &ApiKeyId, name: &str, begun_at: Micros) -> Result<()> {
    let delete = "delete from idempotent_requests
         where key_id = $1 and name = $2 and begun_at = $3 and is_done = false";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(key.as_str()).bind(name).bind(begun_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete_before(tx: &mut TenantTx, before: Micros) -> Result<u64> {
    let delete = "delete from idempotent_requests where begun_at < $1";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(before).execute(conn).await.map(|done| done.rows_affected()))?)
}
