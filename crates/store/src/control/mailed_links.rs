//! What became of each mailed link.

use domain::{Link, Micros};

use crate::{ControlTx, Result};

/// The columns of [`MailedLink`].
macro_rules! columns {
    () => {
        "token_hash, kind, target, state, made_at, expires_at"
    };
}

domain::words! {
    pub enum LinkState { Open = "open", Used = "used", Older = "older", Replaced = "replaced" }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MailedLink {
    pub token_hash: String,
    #[sqlx(try_from = "String")]
    pub kind: Link,
    /// The sign-up or the account it is for.
    pub target: String,
    #[sqlx(try_from = "String")]
    pub state: LinkState,
    pub made_at: Micros,
    pub expires_at: Micros,
}

pub async fn insert(tx: &mut ControlTx, link: &MailedLink) -> Result<()> {
    let insert = "insert into mailed_links (token_hash, kind, target, state, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&link.token_hash).bind(link.kind.as_str()).bind(&link.target).bind(link.state.as_str())
        .bind(link.made_at).bind(link.expires_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, token_hash: &str) -> Result<Option<MailedLink>> {
    let select = concat!(
        "select ",
        columns!(),
        " from mailed_links
         where token_hash = $1"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(token_hash).fetch_optional(conn).await)?)
}

/// The newest link that was mailed for something.
pub async fn find_newest(tx: &mut ControlTx, kind: Link, target: &str) -> Result<Option<MailedLink>> {
    let select = concat!(
        "select ",
        columns!(),
        " from mailed_links
         where kind = $1 and target = $2 order by made_at desc, state limit 1"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(kind.as_str()).bind(target).fetch_optional(conn).await)?)
}

/// Says of every open link for something what became of it.
pub async fn update_state(tx: &mut ControlTx, kind: Link, target: &str, state: LinkState) -> Result<()> {
    let update = "update mailed_links set state = $3 where kind = $1 and target = $2 and state = 'open'";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(kind.as_str()).bind(target).bind(state.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Says of one link that it did its work.
pub async fn update_used(tx: &mut ControlTx, token_hash: &str) -> Result<()> {
    let update = "update mailed_links set state = 'used' where token_hash = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(token_hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}
