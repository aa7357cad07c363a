use domain::{AccountId, FactorId, Micros};

use crate::{ControlTx, Result};

/// The columns of [`Passkey`].
macro_rules! columns {
    () => {
        "id, account_id, name, credential_id, credential, created_at, used_at, host"
    };
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Passkey {
    #[sqlx(try_from = "String")]
    pub id: FactorId,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    pub name: String,
    /// The authenticator's own name for it, in hexadecimal.
    pub credential_id: String,
    /// Public key and counter, as JSON.
    pub credential: String,
    pub created_at: Micros,
    pub used_at: Option<Micros>,
    /// The host name it was made for, as far as that is known.
    pub host: Option<String>,
}

pub async fn insert(tx: &mut ControlTx, passkey: &Passkey) -> Result<()> {
    let insert = "insert into passkeys (id, account_id, name, credential_id, credential, created_at, used_at,
            host)
         values ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(passkey.id.as_str()).bind(passkey.account_id.as_str()).bind(&passkey.name)
        .bind(&passkey.credential_id).bind(&passkey.credential).bind(passkey.created_at)
        .bind(passkey.used_at).bind(&passkey.host)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The passkeys of an account, oldest first.
pub async fn list(tx: &mut ControlTx, account: &AccountId) -> Result<Vec<Passkey>> {
    let select = concat!("select ", columns!(), " from passkeys where account_id = $1 order by id");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(account.as_str()).fetch_all(conn).await)?)
}

pub async fn find_by_credential(tx: &mut ControlTx, credential_id: &str) -> Result<Option<Passkey>> {
    let select = concat!("select ", columns!(), " from passkeys where credential_id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(credential_id).fetch_optional(conn).await)?)
}

/// Notes a use, with the counter as it is now and the host name it was used under.
pub async fn update_used(
    tx: &mut ControlTx,
    id: &FactorId,
    credential: &str,
    host: &str,
    now: Micros,
) -> Result<()> {
    let update = "update passkeys set credential = $2, used_at = $3, host = $4 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(credential).bind(now).bind(host).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// False when the account has no such passkey.
pub async fn update_name(tx: &mut ControlTx, account: &AccountId, id: &FactorId, name: &str) -> Result<bool> {
    let update = "update passkeys set name = $3 where account_id = $1 and id = $2";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(account.as_str()).bind(id.as_str()).bind(name)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

pub async fn delete(tx: &mut ControlTx, account: &AccountId, id: &FactorId) -> Result<()> {
    let delete = "delete from passkeys where account_id = $1 and id = $2";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(account.as_str()).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete_all(tx: &mut ControlTx, account: &AccountId) -> Result<()> {
    let delete = "delete from passkeys where account_id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(account.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
