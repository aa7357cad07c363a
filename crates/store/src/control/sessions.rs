use domain::{AccountId, Locale, Micros, SessionId, TenantId};

use crate::{ControlTx, Result, control::accounts::Account};

domain::words! {
    /// How a session began.
    pub enum Method {
        Password = "password",
        /// By a link or code that was mailed.
        Mail = "mail",
        Provider = "provider",
        Passkey = "passkey",
    }
}

/// The columns of [`Session`].
macro_rules! columns {
    () => {
        "sessions.id, sessions.token_hash, sessions.account_id, sessions.address, sessions.user_agent, \
         sessions.created_at, sessions.seen_at, sessions.expires_at, sessions.method, sessions.provider_id, \
         sessions.second_factor_at, sessions.confirmed_at, sessions.view_as_tenant, \
         sessions.view_as_account, sessions.only_tenant, sessions.began_at_host"
    };
}
pub(super) use columns;

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Session {
    #[sqlx(try_from = "String")]
    pub id: SessionId,
    pub token_hash: String,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    pub address: String,
    pub user_agent: String,
    pub created_at: Micros,
    pub seen_at: Micros,
    pub expires_at: Micros,
    #[sqlx(try_from = "String")]
    pub method: Method,
    /// The identity provider it came through.
    pub provider_id: Option<String>,
    pub second_factor_at: Option<Micros>,
    /// When the person last proved that it is them.
    pub confirmed_at: Micros,
    /// The tenant in which the console is seen as another member, and which member.
    pub view_as_tenant: Option<String>,
    pub view_as_account: Option<String>,
    /// The one tenant it opens, when a tenant's own provider vouched for its person; none: whatever they may.
    pub only_tenant: Option<String>,
    /// Whether it began at that tenant's own host, and opens nothing else whatever is proved.
    pub began_at_host: bool,
}

impl Session {
    /// Whether it opens a tenant, as far as the way it began is concerned.
    pub fn opens(&self, tenant: &TenantId) -> bool {
        self.only_tenant.as_deref().is_none_or(|only| only == tenant.as_str())
    }

    /// The tenant that this session sees as another member, and which.
    pub fn view(&self) -> Option<(TenantId, AccountId)> {
        let (tenant, account) = (self.view_as_tenant.clone()?, self.view_as_account.clone()?);
        Some((TenantId::from(tenant), AccountId::from(account)))
    }

    /// The account as which this session sees a tenant, if it views as another member there.
    pub fn views_as(&self, tenant: &TenantId) -> Option<AccountId> {
        self.view().filter(|(here, _)| here == tenant).map(|(_, account)| account)
    }

    /// Whether a view of the tenant was taken away, and its person has not left it yet.
    pub fn has_lost_view(&self, tenant: &TenantId) -> bool {
        self.view_as_tenant.as_deref() == Some(tenant.as_str()) && self.view_as_account.is_none()
    }
}

pub async fn insert(tx: &mut ControlTx, session: &Session) -> Result<()> {
    let insert = "insert into sessions (id, token_hash, account_id, address, user_agent, created_at,
            seen_at, expires_at, method, provider_id, second_factor_at, confirmed_at, only_tenant, began_at_host)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(session.id.as_str()).bind(&session.token_hash).bind(session.account_id.as_str())
        .bind(&session.address).bind(&session.user_agent).bind(session.created_at)
        .bind(session.seen_at).bind(session.expires_at).bind(session.method.as_str())
        .bind(&session.provider_id).bind(session.second_factor_at).bind(session.confirmed_at)
        .bind(&session.only_tenant).bind(session.began_at_host)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// A session with its person; both have a time at which they were made.
#[derive(sqlx::FromRow)]
pub(super) struct Person {
    #[sqlx(flatten)]
    session: Session,
    email: String,
    email_key: String,
    password_hash: String,
    #[sqlx(try_from = "String")]
    locale: Locale,
    is_operator: bool,
    account_created_at: Micros,
}

impl From<Person> for (Account, Session) {
    fn from(person: Person) -> Self {
        let Person { session, email, email_key, password_hash, locale, is_operator, account_created_at } =
            person;
        let (id, created_at) = (session.account_id.clone(), account_created_at);
        (Account { id, email, email_key, password_hash, locale, is_operator, created_at }, session)
    }
}

/// The columns of [`Person`], where the tables of sessions and accounts are joined.
macro_rules! person {
    () => {
        concat!(
            $crate::control::sessions::columns!(),
            ", email, email_key, password_hash, locale, is_operator, accounts.created_at as account_created_at"
        )
    };
}
pub(super) use person;

/// The session a token stands for and whose it is, unless its time is over. Every request asks, so it is
/// one statement.
pub async fn find(tx: &mut ControlTx, token_hash: &str, now: Micros) -> Result<Option<(Account, Session)>> {
    let select = concat!(
        "select ",
        person!(),
        " from sessions join accounts on accounts.id = account_id
         where token_hash = $1 and expires_at > $2"
    );
    let person: Option<Person> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(token_hash).bind(now).fetch_optional(conn).await)?;
    Ok(person.map(Into::into))
}

/// An account's sessions whose time is not over, the latest used first.
pub async fn list(tx: &mut ControlTx, account: &AccountId, now: Micros) -> Result<Vec<Session>> {
    let select = concat!(
        "select ",
        columns!(),
        " from sessions where account_id = $1 and expires_at > $2 order by seen_at desc, id desc"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(account.as_str()).bind(now).fetch_all(conn).await)?)
}

pub async fn update_seen(tx: &mut ControlTx, id: &SessionId, now: Micros, expires_at: Micros) -> Result<()> {
    let update = "update sessions set seen_at = $2, expires_at = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).bind(expires_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Gives a session another token, as every change of what it may do demands.
pub async fn update_token(tx: &mut ControlTx, id: &SessionId, token_hash: &str) -> Result<()> {
    let update = "update sessions set token_hash = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(token_hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Notes what its person has proved just now.
pub async fn update_proof(
    tx: &mut ControlTx,
    id: &SessionId,
    second_factor_at: Option<Micros>,
    confirmed_at: Micros,
) -> Result<()> {
    let update = "update sessions set second_factor_at = $2, confirmed_at = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(second_factor_at).bind(confirmed_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Lets a session open whatever its person may: they proved by themselves who they are. One that began at the host of a
/// tenant stays that tenant's.
pub async fn update_whole(tx: &mut ControlTx, id: &SessionId) -> Result<()> {
    let update = "update sessions set only_tenant = null where id = $1 and not began_at_host";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// What the sessions of an account have shown is worth nothing any more: its last second factor is gone.
pub async fn forget_second_factor(tx: &mut ControlTx, account: &AccountId) -> Result<()> {
    let update = "update sessions set second_factor_at = null where account_id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(account.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Begins to see a tenant as one of its members, or ends it.
pub async fn update_view_as(
    tx: &mut ControlTx,
    id: &SessionId,
    view: Option<(&TenantId, &AccountId)>,
) -> Result<()> {
    let update = "update sessions set view_as_tenant = $2, view_as_account = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(view.map(|(tenant, _)| tenant.as_str()))
        .bind(view.map(|(_, account)| account.as_str()))
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Takes away as whom a session sees a tenant, as long as it is this view; its person has to leave it. Says
/// whether it was.
pub async fn end_view(
    tx: &mut ControlTx,
    id: &SessionId,
    (tenant, account): (&TenantId, &AccountId),
) -> Result<bool> {
    let update = "update sessions set view_as_account = null
         where id = $1 and view_as_tenant = $2 and view_as_account = $3";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(tenant.as_str()).bind(account.as_str())
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

pub async fn delete(tx: &mut ControlTx, id: &SessionId) -> Result<()> {
    let delete = "delete from sessions where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Ends every session of an account, as a changed password demands.
pub async fn delete_all(tx: &mut ControlTx, account: &AccountId) -> Result<u64> {
    let delete = "delete from sessions where account_id = $1";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(account.as_str()).execute(conn).await.map(|done| done.rows_affected()))?)
}

/// Ends every session of an account but one.
pub async fn delete_others(tx: &mut ControlTx, account: &AccountId, id: &SessionId) -> Result<u64> {
    let delete = "delete from sessions where account_id = $1 and id <> $2";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(account.as_str()).bind(id.as_str()).execute(conn).await.map(|done| done.rows_affected()))?)
}

/// Ends the sessions that began through a provider for people with an address in a domain; says how many.
pub async fn delete_through_at(tx: &mut ControlTx, provider: &str, domain: &str) -> Result<u64> {
    let delete = "delete from sessions where provider_id = $1
         and account_id in (select id from accounts where email_key like $2)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(provider).bind(format!("%@{domain}"))
        .execute(conn).await.map(|done| done.rows_affected()))?)
}

/// Ends every session that began through a provider but one; says how many.
pub async fn delete_through(tx: &mut ControlTx, provider: &str, but: Option<&SessionId>) -> Result<u64> {
    let delete = "delete from sessions where provider_id = $1 and id <> $2";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(provider).bind(but.map_or("", SessionId::as_str))
        .execute(conn).await.map(|done| done.rows_affected()))?)
}
