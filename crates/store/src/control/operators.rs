use domain::{AccountId, Micros, operators::OperatorRole};

use crate::{ControlTx, Result};

/// A person with an operator role.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Operator {
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    pub email: String,
    #[sqlx(try_from = "String")]
    pub role: OperatorRole,
    pub given_at: Micros,
    /// Who gave the role; empty: the command line or the first link.
    pub given_by: String,
    /// Whether the account has a second factor, without which the console does not open.
    pub has_factor: bool,
}

/// The role of an account, if it has one.
pub async fn find(tx: &mut ControlTx, account: &AccountId) -> Result<Option<OperatorRole>> {
    let select = "select role from operators where account_id = $1";
    let row: Option<(String,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(account.as_str()).fetch_optional(conn).await)?;
    Ok(row.and_then(|(role,)| role.parse().ok()))
}

/// Every operator, by address.
pub async fn list(tx: &mut ControlTx) -> Result<Vec<Operator>> {
    let select = "select operators.account_id, email, role, given_at, given_by,
            (exists (select 1 from authenticators
                where authenticators.account_id = accounts.id and authenticators.confirmed_at is not null)
            or exists (select 1 from passkeys where passkeys.account_id = accounts.id)) as has_factor
         from operators join accounts on accounts.id = operators.account_id order by email_key";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// Gives an account a role in place of the one it had.
pub async fn upsert(
    tx: &mut ControlTx,
    account: &AccountId,
    role: OperatorRole,
    by: &str,
    now: Micros,
) -> Result<()> {
    let upsert = "insert into operators (account_id, role, given_at, given_by) values ($1, $2, $3, $4)
         on conflict (account_id) do update set role = $2, given_at = $3, given_by = $4";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(account.as_str()).bind(role.as_str()).bind(now).bind(by).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Takes the role from an account.
pub async fn delete(tx: &mut ControlTx, account: &AccountId) -> Result<()> {
    let delete = "delete from operators where account_id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(account.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// How many have a role.
pub async fn count(tx: &mut ControlTx, role: OperatorRole) -> Result<i64> {
    let select = "select count(*) from operators where role = $1";
    let (count,): (i64,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(role.as_str()).fetch_one(conn).await)?;
    Ok(count)
}

/// Accounts that an older version marked as operators and that have no role: id and address.
pub async fn list_marked(tx: &mut ControlTx) -> Result<Vec<(String, String)>> {
    let select = "select id, email from accounts where is_operator
         and not exists (select 1 from operators where operators.account_id = accounts.id) order by email_key";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// Takes the mark of an older version away.
pub async fn delete_mark(tx: &mut ControlTx, account: &AccountId) -> Result<()> {
    let update = "update accounts set is_operator = false where id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(account.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Puts a link that makes an operator in the place of those there were.
pub async fn insert_link(
    tx: &mut ControlTx,
    token_hash: &str,
    now: Micros,
    expires_at: Micros,
) -> Result<()> {
    let delete = "delete from operator_links where used_at is null";
    on!(tx.raw(), conn => sqlx::query(delete).execute(conn).await.map(|_| ()))?;
    let insert = "insert into operator_links (token_hash, created_at, expires_at) values ($1, $2, $3)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(token_hash).bind(now).bind(expires_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Whether a link still makes an operator.
pub async fn is_open_link(tx: &mut ControlTx, token_hash: &str, now: Micros) -> Result<bool> {
    let select =
        "select count(*) from operator_links where token_hash = $1 and used_at is null and expires_at > $2";
    let (count,): (i64,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(token_hash).bind(now).fetch_one(conn).await)?;
    Ok(count > 0)
}

/// Uses a link up; false where it was used before or has run out.
pub async fn update_link_used(tx: &mut ControlTx, token_hash: &str, now: Micros) -> Result<bool> {
    let update = "update operator_links set used_at = $2
         where token_hash = $1 and used_at is null and expires_at > $2";
    let done = on!(tx.raw(), conn => sqlx::query(update).bind(token_hash).bind(now).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done == 1)
}
