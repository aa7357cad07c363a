use domain::{AccountId, Locale, Micros};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Account {
    #[sqlx(try_from = "String")]
    pub id: AccountId,
    pub email: String,
    pub email_key: String,
    pub password_hash: String,
    #[sqlx(try_from = "String")]
    pub locale: Locale,
    pub is_operator: bool,
    pub created_at: Micros,
}

pub async fn insert(tx: &mut ControlTx, account: &Account) -> Result<()> {
    let insert = "insert into accounts (id, email, email_key, password_hash, locale, is_operator, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(account.id.as_str()).bind(&account.email).bind(&account.email_key)
        .bind(&account.password_hash).bind(account.locale.as_str()).bind(account.is_operator)
        .bind(account.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, id: &AccountId) -> Result<Option<Account>> {
    let select = "select id, email, email_key, password_hash, locale, is_operator, created_at
         from accounts where id = $1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Finds an account and makes whoever else asks so wait until this transaction is done, so that what it reads
/// of the account, such as the ways to sign in that are left, stays true while it writes.
pub async fn lock(tx: &mut ControlTx, id: &AccountId) -> Result<Option<Account>> {
    let lock = "update accounts set email = email where id = $1
         returning id, email, email_key, password_hash, locale, is_operator, created_at";
    Ok(on!(tx.raw(), conn => sqlx::query_as(lock).bind(id.as_str()).fetch_optional(conn).await)?)
}

pub async fn find_by_email(tx: &mut ControlTx, email_key: &str) -> Result<Option<Account>> {
    let select = "select id, email, email_key, password_hash, locale, is_operator, created_at
         from accounts where email_key = $1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(email_key).fetch_optional(conn).await)?)
}

pub async fn update_password(tx: &mut ControlTx, id: &AccountId, password_hash: &str) -> Result<()> {
    let update = "update accounts set password_hash = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(password_hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn update_locale(tx: &mut ControlTx, id: &AccountId, locale: Locale) -> Result<()> {
    let update = "update accounts set locale = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(locale.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
