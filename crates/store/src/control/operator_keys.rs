//! Keys of programs that act for an operator: each stored as its hash.

use domain::{AccountId, Micros, OperatorKeyId, operators::OperatorRole};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OperatorKey {
    #[sqlx(try_from = "String")]
    pub id: OperatorKeyId,
    /// The operator it acts for.
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    /// Their address.
    pub email: String,
    pub name: String,
    /// The most it may do, whatever its operator may.
    #[sqlx(try_from = "String")]
    pub role: OperatorRole,
    /// How its secret begins.
    pub prefix: String,
    pub key_hash: String,
    pub created_at: Micros,
    pub expires_at: Micros,
    pub last_used_at: Option<Micros>,
    pub last_used_address: String,
    pub revoked_at: Option<Micros>,
}

impl OperatorKey {
    /// Whether it lets anybody in.
    pub fn is_live(&self, now: Micros) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select operator_keys.id, account_id, email, name, role, prefix, key_hash,
                operator_keys.created_at, expires_at, last_used_at, last_used_address, revoked_at
             from operator_keys join accounts on accounts.id = account_id ",
            $rest
        )
    };
}

pub async fn insert(tx: &mut ControlTx, key: &OperatorKey) -> Result<()> {
    let insert = "insert into operator_keys (id, account_id, name, role, prefix, key_hash, created_at,
            expires_at, last_used_at, last_used_address, revoked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(key.id.as_str()).bind(key.account_id.as_str()).bind(&key.name).bind(key.role.as_str())
        .bind(&key.prefix).bind(&key.key_hash).bind(key.created_at).bind(key.expires_at)
        .bind(key.last_used_at).bind(&key.last_used_address).bind(key.revoked_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, id: &OperatorKeyId) -> Result<Option<OperatorKey>> {
    let select = select!("where operator_keys.id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// The keys of one operator, or of all, the newest first.
pub async fn list(tx: &mut ControlTx, account: Option<&AccountId>, limit: i64) -> Result<Vec<OperatorKey>> {
    let select = select!(
        "where $1 = '' or account_id = $1 order by operator_keys.created_at desc, operator_keys.id desc limit $2"
    );
    let account = account.map(AccountId::as_str).unwrap_or_default();
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(account).bind(limit).fetch_all(conn).await)?)
}

/// How many of an operator's keys let somebody in.
pub async fn count_live(tx: &mut ControlTx, account: &AccountId, now: Micros) -> Result<i64> {
    let select = "select count(*) from operator_keys
         where account_id = $1 and revoked_at is null and expires_at > $2";
    let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(account.as_str()).bind(now).fetch_one(conn).await)?;
    Ok(count)
}

/// Ends a key for good; whether it was not ended before.
pub async fn update_revoked(tx: &mut ControlTx, id: &OperatorKeyId, now: Micros) -> Result<bool> {
    let update = "update operator_keys set revoked_at = $2 where id = $1 and revoked_at is null";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Notes that a key was used, and from where.
pub async fn update_used(tx: &mut ControlTx, id: &OperatorKeyId, now: Micros, address: &str) -> Result<()> {
    let update = "update operator_keys set last_used_at = $2, last_used_address = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).bind(address).execute(conn).await.map(|_| ()))?;
    Ok(())
}
