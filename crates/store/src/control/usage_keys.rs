//! Keys of programs that report what tenants use.

use domain::{Micros, UsageKeyId};

use crate::{ControlTx, Result};

/// The columns of [`UsageKey`].
macro_rules! columns {
    () => {
        "id, name, prefix, key_hash, created_by, created_at, last_used_at, revoked_at"
    };
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct UsageKey {
    #[sqlx(try_from = "String")]
    pub id: UsageKeyId,
    pub name: String,
    /// How it is recognised.
    pub prefix: String,
    pub key_hash: String,
    pub created_by: String,
    pub created_at: Micros,
    pub last_used_at: Option<Micros>,
    pub revoked_at: Option<Micros>,
}

pub async fn insert(tx: &mut ControlTx, key: &UsageKey) -> Result<()> {
    let insert = concat!("insert into usage_keys (", columns!(), ") values ($1, $2, $3, $4, $5, $6, $7, $8)");
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(key.id.as_str()).bind(&key.name).bind(&key.prefix).bind(&key.key_hash).bind(&key.created_by)
        .bind(key.created_at).bind(key.last_used_at).bind(key.revoked_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The newest first.
pub async fn list(tx: &mut ControlTx) -> Result<Vec<UsageKey>> {
    let select = concat!("select ", columns!(), " from usage_keys order by created_at desc, id limit 500");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// One that counts, by its hash.
pub async fn find_live(tx: &mut ControlTx, key_hash: &str) -> Result<Option<UsageKey>> {
    let select =
        concat!("select ", columns!(), " from usage_keys where key_hash = $1 and revoked_at is null");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(key_hash).fetch_optional(conn).await)?)
}

/// Notes when one was last used, once a minute at most.
pub async fn update_used(tx: &mut ControlTx, id: &UsageKeyId, now: Micros) -> Result<()> {
    let update = "update usage_keys set last_used_at = $2
         where id = $1 and (last_used_at is null or last_used_at < $2 - 60000000)";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Revokes one, and answers what it was; none where it is not there or was revoked before.
pub async fn update_revoked(tx: &mut ControlTx, id: &UsageKeyId, now: Micros) -> Result<Option<UsageKey>> {
    let update = concat!(
        "update usage_keys set revoked_at = $2 where id = $1 and revoked_at is null returning ",
        columns!()
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(update)
        .bind(id.as_str()).bind(now).fetch_optional(conn).await)?)
}
