//! Programs elsewhere that people open by signing in here.

use domain::{LinkClientId, Micros};

use crate::{ControlTx, Result};

/// The columns of [`LinkClient`].
macro_rules! columns {
    () => {
        "id, name, tenant_id, redirects, secret_hash, created_at, updated_at"
    };
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LinkClient {
    #[sqlx(try_from = "String")]
    pub id: LinkClientId,
    pub name: String,
    /// The tenant whose members alone it is for; none: those of all.
    pub tenant_id: Option<String>,
    /// Where browsers are sent back to, an address in each line.
    pub redirects: String,
    pub secret_hash: String,
    pub created_at: Micros,
    pub updated_at: Micros,
}

/// In the order of their names.
pub async fn list(tx: &mut ControlTx) -> Result<Vec<LinkClient>> {
    let select = concat!("select ", columns!(), " from link_clients order by name, id");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

pub async fn find(tx: &mut ControlTx, id: &LinkClientId) -> Result<Option<LinkClient>> {
    let select = concat!("select ", columns!(), " from link_clients where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// A name that is there already is taken.
pub async fn insert(tx: &mut ControlTx, new: &LinkClient) -> Result<()> {
    let insert = concat!("insert into link_clients (", columns!(), ") values ($1, $2, $3, $4, $5, $6, $7)");
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(new.id.as_str()).bind(&new.name).bind(&new.tenant_id).bind(&new.redirects)
        .bind(&new.secret_hash).bind(new.created_at).bind(new.updated_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Changes all but whom it is for. A name that another has is taken.
pub async fn update(tx: &mut ControlTx, new: &LinkClient) -> Result<()> {
    let update = "update link_clients set name = $2, redirects = $3, secret_hash = $4, updated_at = $5
         where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(new.id.as_str()).bind(&new.name).bind(&new.redirects).bind(&new.secret_hash)
        .bind(new.updated_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Removes one, with everything that came of signing in there.
pub async fn delete(tx: &mut ControlTx, id: &LinkClientId) -> Result<()> {
    let delete = "delete from link_clients where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
