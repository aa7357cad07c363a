use domain::{AccountId, IdentityId, Micros};

use crate::{ControlTx, Result};

/// The columns of [`Identity`].
macro_rules! columns {
    () => {
        "id, account_id, provider_id, issuer, subject, email, created_at, used_at"
    };
}

/// Who a person is at a provider.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Identity {
    #[sqlx(try_from = "String")]
    pub id: IdentityId,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    /// The operator's word for the provider, or the id of a tenant's provider.
    pub provider_id: String,
    pub issuer: String,
    pub subject: String,
    /// The address the provider told last; empty: none.
    pub email: String,
    pub created_at: Micros,
    pub used_at: Micros,
}

pub async fn insert(tx: &mut ControlTx, identity: &Identity) -> Result<()> {
    let insert = "insert into identities (id, account_id, provider_id, issuer, subject, email, created_at,
            used_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(identity.id.as_str()).bind(identity.account_id.as_str()).bind(&identity.provider_id)
        .bind(&identity.issuer).bind(&identity.subject).bind(&identity.email)
        .bind(identity.created_at).bind(identity.used_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(
    tx: &mut ControlTx,
    provider: &str,
    issuer: &str,
    subject: &str,
) -> Result<Option<Identity>> {
    let select = concat!(
        "select ",
        columns!(),
        " from identities where provider_id = $1 and issuer = $2 and subject = $3"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(provider).bind(issuer).bind(subject).fetch_optional(conn).await)?)
}

/// What an account is linked to, oldest first.
pub async fn list(tx: &mut ControlTx, account: &AccountId) -> Result<Vec<Identity>> {
    let select =
        concat!("select ", columns!(), " from identities where account_id = $1 order by created_at, id");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(account.as_str()).fetch_all(conn).await)?)
}

/// How many people are linked through a provider.
pub async fn count(tx: &mut ControlTx, provider: &str) -> Result<i64> {
    let select = "select count(*) from identities where provider_id = $1";
    let (count,): (i64,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(provider).fetch_one(conn).await)?;
    Ok(count)
}

/// Notes that somebody came through an identity, and the address told this time.
pub async fn update_used(tx: &mut ControlTx, id: &IdentityId, email: &str, now: Micros) -> Result<()> {
    let update = "update identities set used_at = $2, email = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).bind(email).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Unlinks an identity of an account; says whether it was there.
pub async fn delete(tx: &mut ControlTx, account: &AccountId, id: &IdentityId) -> Result<bool> {
    let delete = "delete from identities where account_id = $1 and id = $2";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(account.as_str()).bind(id.as_str())
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

/// Unlinks everybody from a provider that is no more.
pub async fn delete_all(tx: &mut ControlTx, provider: &str) -> Result<u64> {
    let delete = "delete from identities where provider_id = $1";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(provider).execute(conn).await.map(|done| done.rows_affected()))?)
}
