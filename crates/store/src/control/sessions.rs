use domain::{AccountId, Micros, SessionId};

use crate::{ControlTx, Result};

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
}

pub async fn insert(tx: &mut ControlTx, session: &Session) -> Result<()> {
    let insert = "insert into sessions (id, token_hash, account_id, address, user_agent, created_at,
            seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(session.id.as_str()).bind(&session.token_hash).bind(session.account_id.as_str())
        .bind(&session.address).bind(&session.user_agent).bind(session.created_at)
        .bind(session.seen_at).bind(session.expires_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The session a token stands for, unless its time is over.
pub async fn find(tx: &mut ControlTx, token_hash: &str, now: Micros) -> Result<Option<Session>> {
    let select = "select id, token_hash, account_id, address, user_agent, created_at, seen_at, expires_at
         from sessions where token_hash = $1 and expires_at > $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(token_hash).bind(now).fetch_optional(conn).await)?)
}

pub async fn update_seen(tx: &mut ControlTx, id: &SessionId, now: Micros, expires_at: Micros) -> Result<()> {
    let update = "update sessions set seen_at = $2, expires_at = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).bind(expires_at).execute(conn).await.map(|_| ()))?;
    Ok(())
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

pub async fn delete_expired(tx: &mut ControlTx, now: Micros) -> Result<u64> {
    let delete = "delete from sessions where expires_at < $1";
    Ok(
        on!(tx.raw(), conn => sqlx::query(delete).bind(now).execute(conn).await.map(|done| done.rows_affected()))?,
    )
}
