//! What came of signing in to a program elsewhere: a code, and then tokens, which live no longer than the session that
//! they came from.

use domain::{LinkClientId, LinkGrantId, Micros, SessionId};

use super::{
    accounts::Account,
    sessions::{self, Person, Session},
};
use crate::{ControlTx, Result};

/// The columns of [`LinkGrant`].
macro_rules! columns {
    () => {
        "id, client_id, session_id, code_hash, redeemed_at, redirect, challenge, nonce, scope, told, \
         authenticated_at, access_hash, access_ends_at, refresh_hash, created_at, expires_at"
    };
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LinkGrant {
    #[sqlx(try_from = "String")]
    pub id: LinkGrantId,
    #[sqlx(try_from = "String")]
    pub client_id: LinkClientId,
    #[sqlx(try_from = "String")]
    pub session_id: SessionId,
    pub code_hash: String,
    /// None: the code was not used yet.
    pub redeemed_at: Option<Micros>,
    pub redirect: String,
    pub challenge: String,
    pub nonce: String,
    pub scope: String,
    pub told: String,
    pub authenticated_at: Micros,
    /// Empty: there is none.
    pub access_hash: String,
    pub access_ends_at: Micros,
    pub refresh_hash: String,
    pub created_at: Micros,
    pub expires_at: Micros,
}

/// Tokens, as they are kept.
#[derive(Clone, Debug)]
pub struct KeptTokens {
    pub access_hash: String,
    pub access_ends_at: Micros,
    /// Empty: there is none.
    pub refresh_hash: String,
    /// When nothing of it counts any more.
    pub expires_at: Micros,
}

pub async fn insert(tx: &mut ControlTx, new: &LinkGrant) -> Result<()> {
    let insert = concat!(
        "insert into link_grants (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    );
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(new.id.as_str()).bind(new.client_id.as_str()).bind(new.session_id.as_str())
        .bind(&new.code_hash).bind(new.redeemed_at).bind(&new.redirect).bind(&new.challenge)
        .bind(&new.nonce).bind(&new.scope).bind(&new.told).bind(new.authenticated_at)
        .bind(&new.access_hash).bind(new.access_ends_at).bind(&new.refresh_hash)
        .bind(new.created_at).bind(new.expires_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, id: &LinkGrantId) -> Result<Option<LinkGrant>> {
    let select = concat!("select ", columns!(), " from link_grants where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// The one of a code, whether or not it was used.
pub async fn find_by_code(tx: &mut ControlTx, code_hash: &str) -> Result<Option<LinkGrant>> {
    let select = concat!("select ", columns!(), " from link_grants where code_hash = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(code_hash).fetch_optional(conn).await)?)
}

/// The one that an access token counts for.
pub async fn find_by_access(tx: &mut ControlTx, access_hash: &str, now: Micros) -> Result<Option<LinkGrant>> {
    let select =
        concat!("select ", columns!(), " from link_grants where access_hash = $1 and access_ends_at > $2");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(access_hash).bind(now).fetch_optional(conn).await)?)
}

/// The person whose session it came from, where that goes on.
pub async fn find_person(
    tx: &mut ControlTx,
    session: &SessionId,
    now: Micros,
) -> Result<Option<(Account, Session)>> {
    let select = concat!(
        "select ",
        sessions::person!(),
        " from sessions join accounts on accounts.id = sessions.account_id
         where sessions.id = $1 and sessions.expires_at > $2"
    );
    let person: Option<Person> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(session.as_str()).bind(now).fetch_optional(conn).await)?;
    Ok(person.map(Into::into))
}

/// Puts the first tokens in the place of a code; says whether the code had not been used.
pub async fn redeem(tx: &mut ControlTx, id: &LinkGrantId, now: Micros, tokens: &KeptTokens) -> Result<bool> {
    let update = "update link_grants set redeemed_at = $2, access_hash = $3, access_ends_at = $4,
            refresh_hash = $5, expires_at = $6
         where id = $1 and redeemed_at is null";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).bind(&tokens.access_hash).bind(tokens.access_ends_at)
        .bind(&tokens.refresh_hash).bind(tokens.expires_at)
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

/// Puts tokens in the place of those before; says whether `refresh_hash` was the newest.
pub async fn renew(
    tx: &mut ControlTx,
    id: &LinkGrantId,
    refresh_hash: &str,
    tokens: &KeptTokens,
) -> Result<bool> {
    let update = "update link_grants set access_hash = $3, access_ends_at = $4, refresh_hash = $5,
            expires_at = $6
         where id = $1 and refresh_hash = $2";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(refresh_hash).bind(&tokens.access_hash).bind(tokens.access_ends_at)
        .bind(&tokens.refresh_hash).bind(tokens.expires_at)
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

/// Ends one, with its code and its tokens.
pub async fn delete(tx: &mut ControlTx, id: &LinkGrantId) -> Result<()> {
    let delete = "delete from link_grants where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Ends all of a client.
pub async fn delete_of_client(tx: &mut ControlTx, client: &LinkClientId) -> Result<()> {
    let delete = "delete from link_grants where client_id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(client.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
