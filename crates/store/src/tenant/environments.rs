use domain::{EnvironmentId, Micros};

use crate::{Result, TenantTx};

/// The columns of [`Environment`].
macro_rules! columns {
    () => {
        "id, name, name_key, created_at"
    };
}

/// A part of the tenant that a role can be given for.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Environment {
    #[sqlx(try_from = "String")]
    pub id: EnvironmentId,
    pub name: String,
    pub name_key: String,
    pub created_at: Micros,
}

pub async fn insert(tx: &mut TenantTx, environment: &Environment) -> Result<()> {
    let insert = "insert into environments (id, name, name_key, created_at) values ($1, $2, $3, $4)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(environment.id.as_str()).bind(&environment.name).bind(&environment.name_key)
        .bind(environment.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, id: &EnvironmentId) -> Result<Option<Environment>> {
    let select = concat!("select ", columns!(), " from environments where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<Environment>> {
    let select = concat!("select ", columns!(), " from environments order by name_key");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

pub async fn update(tx: &mut TenantTx, id: &EnvironmentId, name: &str, name_key: &str) -> Result<()> {
    let update = "update environments set name = $2, name_key = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(name).bind(name_key).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: &EnvironmentId) -> Result<()> {
    let delete = "delete from environments where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
