use domain::{AccountId, Locale, Micros, SignUpId, plans::TenantKind};

use super::subscriptions::Every;
use crate::{ControlTx, Result};

/// The columns of [`SignUp`].
macro_rules! columns {
    () => {
        "id, email, email_key, password_hash, space, slug, kind, locale, account_id, code_hash, \
         code_tries, mailed_at, created_at, expires_at, confirmed_at, browser_hash, address, \
         user_agent, arrival_hash, replaced_at, time_zone, plan, every"
    };
}

/// A sign-up waiting for its address to be confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignUp {
    pub id: SignUpId,
    pub email: String,
    pub email_key: String,
    pub password_hash: String,
    pub space: String,
    pub slug: String,
    pub kind: TenantKind,
    /// Empty where none was chosen.
    pub time_zone: String,
    /// The key of the plan that was chosen; empty: the one that its kind starts on.
    pub plan: String,
    /// How often the tenant is billed that it becomes.
    pub every: Every,
    pub locale: Locale,
    /// The account that already has this address, if one does.
    pub account_id: Option<AccountId>,
    pub code_hash: Option<String>,
    pub code_tries: i64,
    pub mailed_at: Option<Micros>,
    pub created_at: Micros,
    pub expires_at: Micros,
    pub confirmed_at: Option<Micros>,
    /// The hashed secret of the browser that began it; older ones have none.
    pub browser_hash: Option<String>,
    /// From where it was begun.
    pub address: String,
    pub user_agent: String,
    /// Who arrived from a provider in that browser.
    pub arrival_hash: Option<String>,
    /// When a newer one for the same mailbox took its place.
    pub replaced_at: Option<Micros>,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(try_from = "String")]
    id: SignUpId,
    email: String,
    email_key: String,
    password_hash: String,
    space: String,
    slug: String,
    #[sqlx(try_from = "String")]
    kind: TenantKind,
    time_zone: String,
    plan: String,
    #[sqlx(try_from = "String")]
    every: Every,
    #[sqlx(try_from = "String")]
    locale: Locale,
    account_id: Option<String>,
    code_hash: Option<String>,
    code_tries: i64,
    mailed_at: Option<Micros>,
    created_at: Micros,
    expires_at: Micros,
    confirmed_at: Option<Micros>,
    browser_hash: Option<String>,
    address: String,
    user_agent: String,
    arrival_hash: Option<String>,
    replaced_at: Option<Micros>,
}

impl From<Row> for SignUp {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            email: row.email,
            email_key: row.email_key,
            password_hash: row.password_hash,
            space: row.space,
            slug: row.slug,
            kind: row.kind,
            time_zone: row.time_zone,
            plan: row.plan,
            every: row.every,
            locale: row.locale,
            account_id: row.account_id.map(AccountId::from),
            code_hash: row.code_hash,
            code_tries: row.code_tries,
            mailed_at: row.mailed_at,
            created_at: row.created_at,
            expires_at: row.expires_at,
            confirmed_at: row.confirmed_at,
            browser_hash: row.browser_hash,
            address: row.address,
            user_agent: row.user_agent,
            arrival_hash: row.arrival_hash,
            replaced_at: row.replaced_at,
        }
    }
}

pub async fn insert(tx: &mut ControlTx, sign_up: &SignUp) -> Result<()> {
    let insert = "insert into sign_ups (id, email, email_key, password_hash, space, slug, kind, locale,
            account_id, created_at, expires_at, browser_hash, address, user_agent, arrival_hash,
            time_zone, plan, every)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(sign_up.id.as_str()).bind(&sign_up.email).bind(&sign_up.email_key)
        .bind(&sign_up.password_hash).bind(&sign_up.space).bind(&sign_up.slug)
        .bind(sign_up.kind.as_str()).bind(sign_up.locale.as_str())
        .bind(sign_up.account_id.as_ref().map(AccountId::as_str))
        .bind(sign_up.created_at).bind(sign_up.expires_at).bind(&sign_up.browser_hash)
        .bind(&sign_up.address).bind(&sign_up.user_agent).bind(&sign_up.arrival_hash)
        .bind(&sign_up.time_zone).bind(&sign_up.plan).bind(sign_up.every.as_str())
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, id: &SignUpId) -> Result<Option<SignUp>> {
    let select = concat!("select ", columns!(), " from sign_ups where id = $1");
    let row: Option<Row> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?;
    Ok(row.map(SignUp::from))
}

pub async fn find_by_token(tx: &mut ControlTx, token_hash: &str) -> Result<Option<SignUp>> {
    let select = concat!("select ", columns!(), " from sign_ups where token_hash = $1");
    let row: Option<Row> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(token_hash).fetch_optional(conn).await)?;
    Ok(row.map(SignUp::from))
}

/// Records what the mail that is about to leave holds; older links and codes stop working.
pub async fn update_mailed(
    tx: &mut ControlTx,
    id: &SignUpId,
    token_hash: &str,
    code_hash: &str,
    now: Micros,
) -> Result<()> {
    let update = "update sign_ups set token_hash = $2, code_hash = $3, mailed_at = $4
         where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(token_hash).bind(code_hash).bind(now)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Notes when a mail was asked for, so that asking again has to wait.
pub async fn update_mailed_at(tx: &mut ControlTx, id: &SignUpId, now: Micros) -> Result<()> {
    let update = "update sign_ups set mailed_at = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Counts a try at the code and returns how many there were, this one included.
pub async fn update_tries(tx: &mut ControlTx, id: &SignUpId) -> Result<i64> {
    let update = "update sign_ups set code_tries = code_tries + 1 where id = $1 returning code_tries";
    let (tries,): (i64,) =
        on!(tx.raw(), conn => sqlx::query_as(update).bind(id.as_str()).fetch_one(conn).await)?;
    Ok(tries)
}

/// Marks a sign-up as used up; false when it already was.
pub async fn update_confirmed(tx: &mut ControlTx, id: &SignUpId, now: Micros) -> Result<bool> {
    let update = "update sign_ups set confirmed_at = $2, code_hash = null
         where id = $1 and confirmed_at is null and replaced_at is null";
    let changed = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Ends every sign-up for a mailbox that waits, and says which.
pub async fn update_replaced(tx: &mut ControlTx, email_key: &str, now: Micros) -> Result<Vec<SignUpId>> {
    let update = "update sign_ups set replaced_at = $2, code_hash = null
         where email_key = $1 and confirmed_at is null and replaced_at is null returning id";
    let rows: Vec<(String,)> = on!(tx.raw(), conn => sqlx::query_as(update)
        .bind(email_key).bind(now).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(id,)| SignUpId::from(id)).collect())
}
