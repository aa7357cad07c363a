use domain::{DomainId, Micros, domains::DomainKind};

use crate::{Result, TenantTx};

/// The columns of [`Domain`].
macro_rules! columns {
    () => {
        "id, name, kind, is_enabled, created_at"
    };
}

/// A mail domain of the tenant.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Domain {
    #[sqlx(try_from = "String")]
    pub id: DomainId,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub kind: DomainKind,
    pub is_enabled: bool,
    pub created_at: Micros,
}

pub async fn insert(tx: &mut TenantTx, domain: &Domain) -> Result<()> {
    let insert = "insert into domains (id, name, kind, is_enabled, created_at) values ($1, $2, $3, $4, $5)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(domain.id.as_str()).bind(&domain.name).bind(domain.kind.as_str())
        .bind(domain.is_enabled).bind(domain.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, id: &DomainId) -> Result<Option<Domain>> {
    let select = concat!("select ", columns!(), " from domains where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<Domain>> {
    let select = concat!("select ", columns!(), " from domains order by name");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

pub async fn update(tx: &mut TenantTx, id: &DomainId, kind: DomainKind, is_enabled: bool) -> Result<()> {
    let update = "update domains set kind = $2, is_enabled = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(kind.as_str()).bind(is_enabled).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: &DomainId) -> Result<()> {
    let delete = "delete from domains where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// How many there are.
pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    let select = "select count(*) from domains";
    let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(count)
}
