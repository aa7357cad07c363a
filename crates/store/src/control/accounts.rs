use domain::{AccountId, Locale, Micros};

use crate::{ControlTx, Result};

/// The columns of [`Account`].
macro_rules! columns {
    () => {
        "id, email, email_key, password_hash, locale, is_operator, created_at"
    };
}

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
    let insert =
        "insert into accounts (id, email, email_key, address_key, password_hash, locale, is_operator,
            created_at)
         values ($1, $2, $3, $3, $4, $5, $6, $7)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(account.id.as_str()).bind(&account.email).bind(&account.email_key)
        .bind(&account.password_hash).bind(account.locale.as_str()).bind(account.is_operator)
        .bind(account.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, id: &AccountId) -> Result<Option<Account>> {
    let select = concat!("select ", columns!(), " from accounts where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Finds an account and makes whoever else asks so wait until this transaction is done, so that what it reads
/// of the account, such as the ways to sign in that are left, stays true while it writes.
pub async fn lock(tx: &mut ControlTx, id: &AccountId) -> Result<Option<Account>> {
    let lock = concat!(
        "update accounts set email = email where id = $1
         returning ",
        columns!()
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(lock).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// The account of a mailbox, by the key that all spellings of its address share.
pub async fn find_by_email(tx: &mut ControlTx, key: &str) -> Result<Option<Account>> {
    let select = concat!("select ", columns!(), " from accounts where address_key = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(key).fetch_optional(conn).await)?)
}

/// The same for whoever signs in or forgot the password: of two accounts that an older version made for one
/// mailbox, the one whose address was typed as it was always typed.
pub async fn find_by_spelling(tx: &mut ControlTx, key: &str, spelling: &str) -> Result<Option<Account>> {
    let select = concat!(
        "select ",
        columns!(),
        " from accounts where address_key = $1 or (address_problem = 'taken' and email_key = $2)
         order by case when address_problem is null then 1 else 0 end limit 1"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(key).bind(spelling).fetch_optional(conn).await)?)
}

/// An account as the operator lists it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    #[sqlx(try_from = "String")]
    pub id: AccountId,
    pub email: String,
    /// Why its address cannot be used: `invalid`, or `taken` where another account has the mailbox.
    pub address_problem: Option<String>,
    pub created_at: Micros,
}

/// Accounts after `after`, by id: all of them, or those alone whose address cannot be used.
pub async fn list(tx: &mut ControlTx, after: &str, is_unusable: bool, limit: i64) -> Result<Vec<Listed>> {
    let select = "select id, email, address_problem, created_at from accounts
         where id > $1 and (address_problem is not null or $2 = 0) order by id limit $3";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(after).bind(i64::from(is_unusable)).bind(limit).fetch_all(conn).await)?)
}

/// An account as an operator finds it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Found {
    #[sqlx(try_from = "String")]
    pub id: AccountId,
    pub email: String,
    pub email_key: String,
    pub created_at: Micros,
    pub has_factor: bool,
    /// How many spaces it belongs to.
    pub spaces: i64,
}

/// Accounts whose address holds `text`, in lower case, by address from `after` on.
pub async fn search(tx: &mut ControlTx, text: &str, after: &str, limit: i64) -> Result<Vec<Found>> {
    let select = "select id, email, email_key, created_at,
            (exists (select 1 from authenticators
                where authenticators.account_id = accounts.id and authenticators.confirmed_at is not null)
            or exists (select 1 from passkeys where passkeys.account_id = accounts.id)) as has_factor,
            (select count(*) from memberships where memberships.account_id = accounts.id) as spaces
         from accounts where email_key > $1 and lower(email) like $2 escape '\\'
         order by email_key limit $3";
    let pattern = format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(after).bind(&pattern).bind(limit).fetch_all(conn).await)?)
}

/// Gives an account another address.
pub async fn update_address(tx: &mut ControlTx, id: &AccountId, email: &str, key: &str) -> Result<()> {
    let update = "update accounts set email = $2, email_key = $3, address_key = $3, address_problem = null
         where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(email).bind(key).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Deletes an account, with its sessions, factors, identities and memberships.
pub async fn delete(tx: &mut ControlTx, id: &AccountId) -> Result<()> {
    let delete = "delete from accounts where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
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
