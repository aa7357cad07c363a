//! Links into other programs, and the hosts that they may lead to.

use domain::{LinkTemplateId, Micros};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LinkTemplate {
    #[sqlx(try_from = "String")]
    pub id: LinkTemplateId,
    pub title: String,
    /// An address with variables.
    pub url: String,
    pub created_at: Micros,
    pub updated_at: Micros,
}

/// In the order of their titles.
pub async fn list(tx: &mut ControlTx) -> Result<Vec<LinkTemplate>> {
    let select = "select id, title, url, created_at, updated_at from link_templates order by title, id";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

pub async fn find(tx: &mut ControlTx, id: &LinkTemplateId) -> Result<Option<LinkTemplate>> {
    let select = "select id, title, url, created_at, updated_at from link_templates where id = $1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// A title that is there already is taken.
pub async fn insert(tx: &mut ControlTx, new: &LinkTemplate) -> Result<()> {
    let insert =
        "insert into link_templates (id, title, url, created_at, updated_at) values ($1, $2, $3, $4, $5)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(new.id.as_str()).bind(&new.title).bind(&new.url).bind(new.created_at).bind(new.updated_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn update(tx: &mut ControlTx, new: &LinkTemplate) -> Result<()> {
    let update = "update link_templates set title = $2, url = $3, updated_at = $4 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(new.id.as_str()).bind(&new.title).bind(&new.url).bind(new.updated_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut ControlTx, id: &LinkTemplateId) -> Result<()> {
    let delete = "delete from link_templates where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The hosts that links may lead to, by name.
pub async fn list_hosts(tx: &mut ControlTx) -> Result<Vec<String>> {
    let select = "select host from link_hosts order by host";
    let rows: Vec<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(host,)| host).collect())
}

/// One that is there already stays.
pub async fn insert_host(tx: &mut ControlTx, host: &str, now: Micros) -> Result<()> {
    let insert = "insert into link_hosts (host, created_at) values ($1, $2) on conflict (host) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert).bind(host).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete_host(tx: &mut ControlTx, host: &str) -> Result<()> {
    let delete = "delete from link_hosts where host = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(host).execute(conn).await.map(|_| ()))?;
    Ok(())
}
