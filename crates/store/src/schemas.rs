//! The schemas of PostgreSQL: one for the control data, one per tenant.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::Result;

/// The schema of the control data.
pub(crate) const CONTROL: &str = "parvis";

/// The first key of the advisory locks that belong to migrations.
const LOCK: i32 = 7_274_496;

/// Whether a schema is there, and readable for us.
pub(crate) async fn exists(tx: &mut PgConnection, schema: &str) -> Result<bool> {
    let select = "select count(*) from pg_catalog.pg_namespace where nspname = $1";
    let (count,): (i64,) = sqlx::query_as(select).bind(schema).fetch_one(&mut *tx).await?;
    Ok(count > 0)
}

/// Makes a schema unless it is there. It looks first: where schemas are spread over nodes, making one asks
/// every node, and one that is down would stop what needs nothing new.
pub(crate) async fn create(tx: &mut PgConnection, schema: &str) -> Result<()> {
    if exists(tx, schema).await? {
        return Ok(());
    }
    // Even with `if not exists`, two at once clash.
    lock(tx, schema).await?;
    if !exists(tx, schema).await? {
        let create = format!("create schema \"{schema}\"");
        sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut *tx).await?;
    }
    Ok(())
}

/// Removes a schema with all that is in it.
pub(crate) async fn remove(tx: &mut PgConnection, schema: &str) -> Result<()> {
    lock(tx, schema).await?;
    if exists(tx, schema).await? {
        let drop = format!("drop schema \"{schema}\" cascade");
        sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut *tx).await?;
    }
    Ok(())
}

/// Several servers may start at once; the second waits here, for this schema alone, and then finds nothing
/// to do. Nothing of a migration is stopped for taking long.
pub(crate) async fn lock(tx: &mut PgConnection, schema: &str) -> Result<()> {
    sqlx::raw_sql("set local statement_timeout = 0; set local lock_timeout = 0").execute(&mut *tx).await?;
    let lock = "select pg_advisory_xact_lock($1, hashtext($2))";
    sqlx::query(lock).bind(LOCK).bind(schema).execute(&mut *tx).await?;
    Ok(())
}
