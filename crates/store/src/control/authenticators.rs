//! Authenticator apps.

use domain::{AccountId, FactorId, Micros};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Authenticator {
    #[sqlx(try_from = "String")]
    pub id: FactorId,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    /// Encrypted.
    pub secret: String,
    /// From when on it counts.
    pub confirmed_at: Option<Micros>,
    /// The step of the last code that was taken.
    pub last_step: i64,
    pub created_at: Micros,
    /// The step of a code from a clock ahead that its person was told of: it is never taken.
    pub told_step: i64,
}

pub async fn insert(tx: &mut ControlTx, authenticator: &Authenticator) -> Result<()> {
    let insert = "insert into authenticators (id, account_id, secret, confirmed_at, last_step, created_at)
         values ($1, $2, $3, $4, $5, $6)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(authenticator.id.as_str()).bind(authenticator.account_id.as_str())
        .bind(&authenticator.secret).bind(authenticator.confirmed_at).bind(authenticator.last_step)
        .bind(authenticator.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The one that counts, or the one that waits to be confirmed.
pub async fn find(
    tx: &mut ControlTx,
    account: &AccountId,
    is_confirmed: bool,
) -> Result<Option<Authenticator>> {
    let select =
        "select id, account_id, secret, confirmed_at, last_step, created_at, told_step from authenticators
         where account_id = $1 and (confirmed_at is not null) = $2 order by created_at desc limit 1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(account.as_str()).bind(is_confirmed).fetch_optional(conn).await)?)
}

/// Makes it the one that counts, and the only one.
pub async fn update_confirmed(
    tx: &mut ControlTx,
    authenticator: &Authenticator,
    step: i64,
    now: Micros,
) -> Result<()> {
    let others = "delete from authenticators where account_id = $1 and id <> $2";
    on!(tx.raw(), conn => sqlx::query(others)
        .bind(authenticator.account_id.as_str()).bind(authenticator.id.as_str())
        .execute(conn).await.map(|_| ()))?;
    let update = "update authenticators set confirmed_at = $2, last_step = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(authenticator.id.as_str()).bind(now).bind(step)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Uses a code's step up; false when it, or a later one, was used already.
pub async fn update_step(tx: &mut ControlTx, id: &FactorId, step: i64) -> Result<bool> {
    let update = "update authenticators set last_step = $2 where id = $1 and last_step < $2";
    let used = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(step).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(used == 1)
}

/// Never takes a code of this step: somebody was told that it is one.
pub async fn update_told(tx: &mut ControlTx, id: &FactorId, step: i64) -> Result<()> {
    let update = "update authenticators set told_step = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).bind(step).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Removes those that wait to be confirmed, or every one.
pub async fn delete(tx: &mut ControlTx, account: &AccountId, also_confirmed: bool) -> Result<()> {
    let delete = "delete from authenticators where account_id = $1 and (confirmed_at is null or $2)";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(account.as_str()).bind(also_confirmed).execute(conn).await.map(|_| ()))?;
    Ok(())
}
