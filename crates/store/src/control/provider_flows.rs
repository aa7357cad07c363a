use domain::{AccountId, Micros};

use crate::{ControlTx, Result};

domain::words! {
    /// What a way to a provider and back is for.
    pub enum Purpose {
        SignIn = "sign-in",
        /// Linking an identity to the account that is signed in.
        Link = "link",
        /// Proving anew that it is still the same person.
        Confirm = "confirm",
    }
}

/// One way to a provider and back.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Flow {
    pub secret_hash: String,
    pub provider_id: String,
    #[sqlx(try_from = "String")]
    pub purpose: Purpose,
    /// Who asked for it, when somebody was signed in.
    pub account_id: Option<String>,
    pub state_hash: String,
    pub nonce: String,
    pub verifier: String,
    /// The path of this site to go to afterwards; empty: the usual one.
    pub next: String,
    pub created_at: Micros,
    pub expires_at: Micros,
}

impl Flow {
    pub fn account(&self) -> Option<AccountId> {
        self.account_id.clone().map(AccountId::from)
    }
}

/// Somebody who came back from a provider and is not linked to an account yet.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Arrival {
    pub secret_hash: String,
    pub provider_id: String,
    pub issuer: String,
    pub subject: String,
    pub email: String,
    pub email_verified: bool,
    pub next: String,
    /// When they proved there who they are, as far as the provider tells; 0: untold.
    pub proved_at: Micros,
    pub created_at: Micros,
    pub expires_at: Micros,
}

pub async fn insert(tx: &mut ControlTx, flow: &Flow) -> Result<()> {
    let insert = "insert into provider_flows (secret_hash, provider_id, purpose, account_id, state_hash,
            nonce, verifier, next, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&flow.secret_hash).bind(&flow.provider_id).bind(flow.purpose.as_str())
        .bind(&flow.account_id).bind(&flow.state_hash).bind(&flow.nonce).bind(&flow.verifier)
        .bind(&flow.next).bind(flow.created_at).bind(flow.expires_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Takes a flow out: whoever comes with the same secret again finds nothing.
pub async fn take(tx: &mut ControlTx, secret_hash: &str, now: Micros) -> Result<Option<Flow>> {
    let delete = "delete from provider_flows where secret_hash = $1
         returning secret_hash, provider_id, purpose, account_id, state_hash, nonce, verifier, next,
            created_at, expires_at";
    let flow: Option<Flow> =
        on!(tx.raw(), conn => sqlx::query_as(delete).bind(secret_hash).fetch_optional(conn).await)?;
    Ok(flow.filter(|flow| now < flow.expires_at))
}

pub async fn insert_arrival(tx: &mut ControlTx, arrival: &Arrival) -> Result<()> {
    let insert = "insert into arrivals (secret_hash, provider_id, issuer, subject, email, email_verified,
            next, created_at, expires_at, proved_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&arrival.secret_hash).bind(&arrival.provider_id).bind(&arrival.issuer)
        .bind(&arrival.subject).bind(&arrival.email).bind(arrival.email_verified)
        .bind(&arrival.next).bind(arrival.created_at).bind(arrival.expires_at).bind(arrival.proved_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find_arrival(tx: &mut ControlTx, secret_hash: &str, now: Micros) -> Result<Option<Arrival>> {
    let select = "select secret_hash, provider_id, issuer, subject, email, email_verified, next, created_at,
            expires_at, proved_at
         from arrivals where secret_hash = $1 and expires_at > $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(secret_hash).bind(now).fetch_optional(conn).await)?)
}

/// Takes an arrival out; says whether it was there.
pub async fn delete_arrival(tx: &mut ControlTx, secret_hash: &str) -> Result<bool> {
    let delete = "delete from arrivals where secret_hash = $1";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(secret_hash).execute(conn).await.map(|done| done.rows_affected() > 0))?)
}
