//! Tickets into connected programs, the sessions there, and the keys that sign who somebody is.

use domain::{
    AccountId, Micros, SessionId, TenantId,
    deep_links::{offers::LinkStanding, targets::LinkTarget},
};

use super::{
    accounts::Account,
    sessions::{self, Person, Session},
};
use crate::{ControlTx, Result};

/// A ticket as it is made.
#[derive(Clone, Debug)]
pub struct Ticket {
    pub token_hash: String,
    pub session_id: SessionId,
    pub target: LinkTarget,
    pub address: String,
    pub expires_at: Micros,
}

pub async fn insert_ticket(tx: &mut ControlTx, ticket: &Ticket) -> Result<()> {
    let insert = "insert into link_tickets (token_hash, session_id, target, address, expires_at)
         values ($1, $2, $3, $4, $5)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&ticket.token_hash).bind(ticket.session_id.as_str()).bind(ticket.target.as_str())
        .bind(&ticket.address).bind(ticket.expires_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Takes a ticket away, and answers whose session it is for and where it leads; none where it is unknown, was used, or
/// ran out.
pub async fn take_ticket(
    tx: &mut ControlTx,
    token_hash: &str,
    target: LinkTarget,
    now: Micros,
) -> Result<Option<(SessionId, String)>> {
    let delete = "delete from link_tickets where token_hash = $1 and target = $2 and expires_at > $3
         returning session_id, address";
    let taken: Option<(String, String)> = on!(tx.raw(), conn => sqlx::query_as(delete)
        .bind(token_hash).bind(target.as_str()).bind(now).fetch_optional(conn).await)?;
    Ok(taken.map(|(session, address)| (SessionId::from(session), address)))
}

/// A session at a program.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct GatewaySession {
    pub token_hash: String,
    #[sqlx(try_from = "String")]
    pub session_id: SessionId,
    #[sqlx(try_from = "String")]
    pub target: LinkTarget,
    pub created_at: Micros,
    pub seen_at: Micros,
    pub expires_at: Micros,
}

pub async fn insert(tx: &mut ControlTx, new: &GatewaySession) -> Result<()> {
    let insert =
        "insert into gateway_sessions (token_hash, session_id, target, created_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&new.token_hash).bind(new.session_id.as_str()).bind(new.target.as_str())
        .bind(new.created_at).bind(new.seen_at).bind(new.expires_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Found {
    #[sqlx(flatten)]
    person: Person,
    gateway_created_at: Micros,
    gateway_seen_at: Micros,
    gateway_expires_at: Micros,
}

/// The session that a token stands for, and the person whose it is, where both it and their session in the console go on.
pub async fn find(
    tx: &mut ControlTx,
    token_hash: &str,
    target: LinkTarget,
    now: Micros,
) -> Result<Option<(GatewaySession, Account, Session)>> {
    let select = concat!(
        "select ",
        sessions::person!(),
        ", gateway_sessions.created_at as gateway_created_at, gateway_sessions.seen_at as gateway_seen_at,
            gateway_sessions.expires_at as gateway_expires_at
         from gateway_sessions join sessions on sessions.id = gateway_sessions.session_id
         join accounts on accounts.id = sessions.account_id
         where gateway_sessions.token_hash = $1 and target = $2 and gateway_sessions.expires_at > $3
            and sessions.expires_at > $3"
    );
    let found: Option<Found> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(token_hash).bind(target.as_str()).bind(now).fetch_optional(conn).await)?;
    Ok(found.map(|found| {
        let (account, session) = found.person.into();
        let one = GatewaySession {
            token_hash: token_hash.to_owned(),
            session_id: session.id.clone(),
            target,
            created_at: found.gateway_created_at,
            seen_at: found.gateway_seen_at,
            expires_at: found.gateway_expires_at,
        };
        (one, account, session)
    }))
}

pub async fn update_seen(
    tx: &mut ControlTx,
    token_hash: &str,
    now: Micros,
    expires_at: Micros,
) -> Result<()> {
    let update = "update gateway_sessions set seen_at = $2, expires_at = $3 where token_hash = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(token_hash).bind(now).bind(expires_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut ControlTx, token_hash: &str) -> Result<()> {
    let delete = "delete from gateway_sessions where token_hash = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(token_hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The spaces of a person that have something in a program: slug, name, and what it is called there.
pub async fn list_places(
    tx: &mut ControlTx,
    account: &AccountId,
    target: LinkTarget,
) -> Result<Vec<(String, String, String)>> {
    let select = "select slug, name, tenant_links.place from tenant_links
         join tenants on tenants.id = tenant_links.tenant_id
         join memberships on memberships.tenant_id = tenants.id
         where account_id = $1 and target = $2 and tenant_links.state = 'ready' order by slug";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(account.as_str()).bind(target.as_str()).fetch_all(conn).await)?)
}

/// Somebody who was let into what a tenant has in a program.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Known {
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    #[sqlx(try_from = "String")]
    pub standing: LinkStanding,
    /// In which part of the program.
    pub place: String,
    /// When it was last seen to that they are there.
    pub known_at: Micros,
}

pub async fn find_known(
    tx: &mut ControlTx,
    tenant: &TenantId,
    target: LinkTarget,
    account: &AccountId,
) -> Result<Option<Known>> {
    let select = "select account_id, standing, place, known_at from link_people
         where tenant_id = $1 and target = $2 and account_id = $3";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(target.as_str()).bind(account.as_str()).fetch_optional(conn).await)?)
}

/// Everybody who was let in there.
pub async fn list_known(tx: &mut ControlTx, tenant: &TenantId, target: LinkTarget) -> Result<Vec<Known>> {
    let select = "select account_id, standing, place, known_at from link_people
         where tenant_id = $1 and target = $2 order by account_id";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(target.as_str()).fetch_all(conn).await)?)
}

pub async fn upsert_known(
    tx: &mut ControlTx,
    tenant: &TenantId,
    target: LinkTarget,
    known: &Known,
) -> Result<()> {
    let upsert = "insert into link_people (tenant_id, target, account_id, standing, place, known_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id, target, account_id) do update
            set standing = excluded.standing, place = excluded.place, known_at = excluded.known_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(tenant.as_str()).bind(target.as_str()).bind(known.account_id.as_str())
        .bind(known.standing.as_str()).bind(&known.place).bind(known.known_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Forgets one of them.
pub async fn delete_known(
    tx: &mut ControlTx,
    tenant: &TenantId,
    target: LinkTarget,
    account: &AccountId,
) -> Result<()> {
    let delete = "delete from link_people where tenant_id = $1 and target = $2 and account_id = $3";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(tenant.as_str()).bind(target.as_str()).bind(account.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Forgets who was let into a program.
pub async fn delete_all_known(tx: &mut ControlTx, target: LinkTarget) -> Result<()> {
    let delete = "delete from link_people where target = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(target.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

domain::words! {
    /// What a key signs for.
    pub enum KeyPurpose {
        /// What the gateway says to the programs that it stands before.
        Gateway = "gateway",
        /// What programs elsewhere are told of whoever signs in to them here.
        SignIn = "sign-in",
    }
}

/// A key that signs, sealed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SigningKey {
    pub id: String,
    pub sealed: String,
    pub made_at: Micros,
}

/// The oldest first.
pub async fn list_keys(tx: &mut ControlTx, purpose: KeyPurpose) -> Result<Vec<SigningKey>> {
    let select = "select id, sealed, made_at from signing_keys where purpose = $1 order by made_at, id";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(purpose.as_str()).fetch_all(conn).await)?)
}

pub async fn insert_key(tx: &mut ControlTx, purpose: KeyPurpose, key: &SigningKey) -> Result<()> {
    let insert = "insert into signing_keys (id, sealed, made_at, purpose) values ($1, $2, $3, $4)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&key.id).bind(&key.sealed).bind(key.made_at).bind(purpose.as_str())
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete_key(tx: &mut ControlTx, id: &str) -> Result<()> {
    let delete = "delete from signing_keys where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id).execute(conn).await.map(|_| ()))?;
    Ok(())
}
