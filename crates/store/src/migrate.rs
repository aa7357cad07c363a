//! Brings a database to this version's shape: each migration in order, all in one transaction.

use sqlx::{AssertSqlSafe, Postgres, Transaction, migrate::Migrator};

use crate::{Result, StoreError, conn::Tx};

pub(crate) static CONTROL: Migrator = sqlx::migrate!("../../migrations/control");
pub(crate) static TENANT: Migrator = sqlx::migrate!("../../migrations/tenant");

/// The number of the newest migration; a database at this number is ready.
pub(crate) fn newest(migrator: &Migrator) -> i64 {
    migrator.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Applies what is missing and returns how many migrations that were.
pub(crate) async fn apply(tx: &mut Tx, migrator: &Migrator) -> Result<usize> {
    match &mut *tx {
        Tx::Postgres(tx) => lock(tx).await?,
        Tx::Sqlite(tx) => tx.lock_handle().await?.remove_progress_handler(),
        Tx::GivenBack => {}
    }
    let create = "create table if not exists migrations (number bigint primary key, name text not null)";
    on!(&mut *tx, conn => sqlx::query(create).execute(conn).await.map(|_| ()))?;
    let applied: Vec<(i64,)> =
        on!(&mut *tx, conn => sqlx::query_as("select number from migrations").fetch_all(conn).await)?;
    if let Some((newer,)) = applied.iter().find(|(number,)| *number > newest(migrator)) {
        return Err(StoreError::Newer(*newer));
    }
    let missing = migrator.iter().filter(|migration| !applied.contains(&(migration.version,)));
    let mut count = 0;
    for migration in missing {
        on!(&mut *tx, conn => sqlx::raw_sql(migration.sql.clone()).execute(conn).await.map(|_| ()))?;
        let insert = "insert into migrations (number, name) values ($1, $2)";
        on!(&mut *tx, conn => sqlx::query(insert)
            .bind(migration.version)
            .bind(migration.description.as_ref())
            .execute(conn).await.map(|_| ()))?;
        count += 1;
    }
    Ok(count)
}

/// Makes a schema unless it is there.
pub(crate) async fn create_schema(tx: &mut Transaction<'static, Postgres>, schema: &str) -> Result<()> {
    // Even with `if not exists`, two at once clash.
    lock(tx).await?;
    let create = format!("create schema if not exists \"{schema}\"");
    sqlx::query(AssertSqlSafe(create)).execute(&mut **tx).await?;
    Ok(())
}

/// Several servers may start at once; the second waits here and then finds nothing to do. Nothing of a
/// migration is stopped for taking long.
async fn lock(tx: &mut Transaction<'static, Postgres>) -> Result<()> {
    sqlx::query("set local statement_timeout = 0").execute(&mut **tx).await?;
    sqlx::query("set local lock_timeout = 0").execute(&mut **tx).await?;
    sqlx::query("select pg_advisory_xact_lock(7274496)").execute(&mut **tx).await?;
    Ok(())
}
