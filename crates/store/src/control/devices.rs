//! Browsers in which somebody has signed in before.

use domain::{AccountId, Micros};

use crate::{ControlTx, Result};

/// Whether the account signed in before: in this browser, and in any.
pub async fn is_known(tx: &mut ControlTx, account: &AccountId, token_hash: &str) -> Result<(bool, bool)> {
    let select = "select count(case when token_hash = $2 then 1 end), count(*) from devices
         where account_id = $1";
    let (here, all): (i64, i64) = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(account.as_str()).bind(token_hash).fetch_one(conn).await)?;
    Ok((here > 0, all > 0))
}

pub async fn upsert(tx: &mut ControlTx, account: &AccountId, token_hash: &str, now: Micros) -> Result<()> {
    let upsert = "insert into devices (account_id, token_hash, created_at, seen_at) values ($1, $2, $3, $3)
         on conflict (account_id, token_hash) do update set seen_at = excluded.seen_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(account.as_str()).bind(token_hash).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}
