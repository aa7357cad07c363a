use domain::{AccountId, Micros};

use crate::{ControlTx, Result};

pub async fn insert(
    tx: &mut ControlTx,
    token_hash: &str,
    account: &AccountId,
    now: Micros,
    expires_at: Micros,
) -> Result<()> {
    let insert = "insert into password_resets (token_hash, account_id, created_at, expires_at)
         values ($1, $2, $3, $4)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(token_hash).bind(account.as_str()).bind(now).bind(expires_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Whose password a link may change, if it is still good.
pub async fn find(tx: &mut ControlTx, token_hash: &str, now: Micros) -> Result<Option<AccountId>> {
    let select = "select account_id from password_resets
         where token_hash = $1 and used_at is null and expires_at > $2";
    let row: Option<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(token_hash).bind(now).fetch_optional(conn).await)?;
    Ok(row.map(|(account,)| AccountId::from(account)))
}

/// Uses up every link the account still has, the one at hand included; false when that one was used already.
pub async fn update_used(
    tx: &mut ControlTx,
    token_hash: &str,
    account: &AccountId,
    now: Micros,
) -> Result<bool> {
    let this = "update password_resets set used_at = $2 where token_hash = $1 and used_at is null";
    let used = on!(tx.raw(), conn => sqlx::query(this)
        .bind(token_hash).bind(now).execute(conn).await.map(|done| done.rows_affected()))?;
    let others = "update password_resets set used_at = $2 where account_id = $1 and used_at is null";
    on!(tx.raw(), conn => sqlx::query(others)
        .bind(account.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(used == 1)
}

/// Ends every link of an account: it was mailed to an address that is not its own any more.
pub async fn delete_all(tx: &mut ControlTx, account: &AccountId) -> Result<()> {
    let delete = "delete from password_resets where account_id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(account.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
