//! Proofs somebody was asked for and has not given yet.

use domain::{AccountId, Micros};

use crate::{ControlTx, Result, control::sessions::Method};

domain::words! {
    /// What the proof is for.
    pub enum Kind {
        /// The sign-in of a known account waits for its second factor.
        SecondFactor = "second-factor",
        /// Somebody, not known yet, signs in by a passkey.
        Passkey = "passkey",
        /// A passkey is being added.
        Registration = "registration",
        /// Somebody signed in proves that it is still them.
        StepUp = "step-up",
        /// The same by a code that was mailed to them.
        Mailed = "mailed",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    pub token_hash: String,
    pub kind: Kind,
    pub account_id: Option<AccountId>,
    /// How the sign-in began.
    pub method: Option<Method>,
    pub provider_id: Option<String>,
    /// What a passkey was asked to sign, as JSON; the hash of a code that was mailed.
    pub state: Option<String>,
    pub tries: i64,
    pub created_at: Micros,
    pub expires_at: Micros,
    /// The one tenant that the sign-in opens.
    pub only_tenant: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    token_hash: String,
    kind: String,
    account_id: Option<String>,
    method: Option<String>,
    provider_id: Option<String>,
    state: Option<String>,
    tries: i64,
    created_at: Micros,
    expires_at: Micros,
    only_tenant: Option<String>,
}

/// Asks for a proof, in place of what was asked under the same token before.
pub async fn upsert(tx: &mut ControlTx, challenge: &Challenge) -> Result<()> {
    delete(tx, &challenge.token_hash).await?;
    let insert = "insert into challenges (token_hash, kind, account_id, method, provider_id, state, tries,
            created_at, expires_at, only_tenant)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&challenge.token_hash).bind(challenge.kind.as_str())
        .bind(challenge.account_id.as_ref().map(AccountId::as_str))
        .bind(challenge.method.map(Method::as_str)).bind(&challenge.provider_id).bind(&challenge.state)
        .bind(challenge.tries).bind(challenge.created_at).bind(challenge.expires_at)
        .bind(&challenge.only_tenant)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// What a browser was asked for, unless its time is over.
pub async fn find(
    tx: &mut ControlTx,
    token_hash: &str,
    kind: Kind,
    now: Micros,
) -> Result<Option<Challenge>> {
    let select = "select token_hash, kind, account_id, method, provider_id, state, tries, created_at,
            expires_at, only_tenant
         from challenges where token_hash = $1 and kind = $2 and expires_at > $3";
    let row: Option<Row> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(token_hash).bind(kind.as_str()).bind(now).fetch_optional(conn).await)?;
    Ok(row.map(|row| Challenge {
        token_hash: row.token_hash,
        kind: row.kind.parse().unwrap_or(kind),
        account_id: row.account_id.map(AccountId::from),
        method: row.method.and_then(|method| method.parse().ok()),
        provider_id: row.provider_id,
        state: row.state,
        tries: row.tries,
        created_at: row.created_at,
        expires_at: row.expires_at,
        only_tenant: row.only_tenant,
    }))
}

/// Puts down what a passkey was asked to sign.
pub async fn update_state(tx: &mut ControlTx, token_hash: &str, state: &str) -> Result<()> {
    let update = "update challenges set state = $2 where token_hash = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(token_hash).bind(state).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Counts a wrong answer and returns how many there were; what was asked to be signed is used up.
pub async fn update_tries(tx: &mut ControlTx, token_hash: &str) -> Result<i64> {
    let update = "update challenges set tries = tries + 1, state = null where token_hash = $1
         returning tries";
    let row: Option<(i64,)> = on!(tx.raw(), conn => sqlx::query_as(update)
        .bind(token_hash).fetch_optional(conn).await)?;
    Ok(row.map_or(0, |(tries,)| tries))
}

/// Counts a wrong answer to what was mailed and returns how many there were.
pub async fn count_try(tx: &mut ControlTx, token_hash: &str) -> Result<i64> {
    let update = "update challenges set tries = tries + 1 where token_hash = $1 returning tries";
    let row: Option<(i64,)> = on!(tx.raw(), conn => sqlx::query_as(update)
        .bind(token_hash).fetch_optional(conn).await)?;
    Ok(row.map_or(0, |(tries,)| tries))
}

/// Uses one up; false when somebody was faster.
pub async fn delete(tx: &mut ControlTx, token_hash: &str) -> Result<bool> {
    let delete = "delete from challenges where token_hash = $1";
    let gone = on!(tx.raw(), conn => sqlx::query(delete)
        .bind(token_hash).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(gone == 1)
}

/// Ends every sign-in of an account that waits, as a changed password demands.
pub async fn delete_all(tx: &mut ControlTx, account: &AccountId) -> Result<()> {
    let delete = "delete from challenges where account_id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(account.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
