use domain::{AccountId, Micros};

use crate::{ControlTx, Result};

/// Replaces every code the account had.
pub async fn replace(tx: &mut ControlTx, account: &AccountId, hashes: &[String], now: Micros) -> Result<()> {
    delete(tx, account).await?;
    let insert = "insert into recovery_codes (code_hash, account_id, created_at) values ($1, $2, $3)";
    for hash in hashes {
        on!(tx.raw(), conn => sqlx::query(insert)
            .bind(hash).bind(account.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

/// How many are left, and when they were made.
pub async fn count(tx: &mut ControlTx, account: &AccountId) -> Result<(i64, Option<Micros>)> {
    let select = "select count(*), min(created_at) from recovery_codes
         where account_id = $1 and used_at is null";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(account.as_str()).fetch_one(conn).await)?)
}

/// Uses a code up; false when there is no such code, or it was used before.
pub async fn update_used(
    tx: &mut ControlTx,
    account: &AccountId,
    code_hash: &str,
    now: Micros,
) -> Result<bool> {
    let update = "update recovery_codes set used_at = $3
         where account_id = $1 and code_hash = $2 and used_at is null";
    let used = on!(tx.raw(), conn => sqlx::query(update)
        .bind(account.as_str()).bind(code_hash).bind(now)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(used == 1)
}

pub async fn delete(tx: &mut ControlTx, account: &AccountId) -> Result<()> {
    let delete = "delete from recovery_codes where account_id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(account.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
