use domain::{Micros, NetworkId};

use crate::{Result, TenantTx};

/// The columns of [`Network`].
macro_rules! columns {
    () => {
        "id, cidr, label, is_enabled, created_at"
    };
}

/// An IP network that belongs to the tenant.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Network {
    #[sqlx(try_from = "String")]
    pub id: NetworkId,
    pub cidr: String,
    pub label: String,
    pub is_enabled: bool,
    pub created_at: Micros,
}

pub async fn insert(tx: &mut TenantTx, network: &Network) -> Result<()> {
    let insert = "insert into networks (id, cidr, label, is_enabled, created_at) values ($1, $2, $3, $4, $5)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(network.id.as_str()).bind(&network.cidr).bind(&network.label)
        .bind(network.is_enabled).bind(network.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, id: &NetworkId) -> Result<Option<Network>> {
    let select = concat!("select ", columns!(), " from networks where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<Network>> {
    let select = concat!("select ", columns!(), " from networks order by cidr");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

pub async fn update(tx: &mut TenantTx, id: &NetworkId, label: &str, is_enabled: bool) -> Result<()> {
    let update = "update networks set label = $2, is_enabled = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(label).bind(is_enabled).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: &NetworkId) -> Result<()> {
    let delete = "delete from networks where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// How many there are.
pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    let select = "select count(*) from networks";
    let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(count)
}
