//! Connections to either engine, and what bounds the work on them.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use sqlx::{
    Connection, PgPool, SqliteConnection, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Result, conn::Database};

/// How long a connection may have lain unused to be taken without asking whether it still works.
const LONG_IDLE: Duration = Duration::from_secs(5);

/// How long SQLite computes without a pause before it is stopped, and how many of its steps lie between two
/// looks at the clock: some milliseconds.
const LONGEST: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_secs(1);
const STEPS: i32 = 20_000;

/// A SQLite file: one connection writes, a few read. Each open connection is a thread, so idle ones close.
pub(crate) fn sqlite(file: PathBuf, readers: u32, copies: &Path) -> Database {
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // Acknowledged means durable: every commit reaches the disk.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5));
    let pool = |connections: u32, options: SqliteConnectOptions| -> SqlitePool {
        SqlitePoolOptions::new()
            .max_connections(connections)
            .min_connections(0)
            .idle_timeout(Duration::from_mins(1))
            .acquire_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            .after_connect(|connection, _| Box::pin(limit(connection, LONGEST)))
            .before_acquire(|connection, _| {
                Box::pin(async move {
                    limit(connection, LONGEST).await?;
                    Ok(true)
                })
            })
            .connect_lazy_with(options)
    };
    Database::Sqlite {
        read: pool(readers, options.clone()),
        write: pool(1, options),
        file,
        copies: copies.to_owned(),
    }
}

/// Stops a statement that computes for too long, as PostgreSQL's time-out does.
async fn limit(connection: &mut SqliteConnection, longest: Duration) -> Result<(), sqlx::Error> {
    let (mut begun, mut last) = (Instant::now(), Instant::now());
    let may_go_on = move || {
        let now = Instant::now();
        // Nothing was computed for a while: this is another statement.
        if now.duration_since(last) > PAUSE {
            begun = now;
        }
        last = now;
        now.duration_since(begun) < longest
    };
    connection.lock_handle().await?.set_progress_handler(STEPS, may_go_on);
    Ok(())
}

pub(crate) async fn postgres(url: &str, connections: u32) -> Result<PgPool> {
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        // Asked on its return already; one that lay long may have been closed by the other side.
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move { Ok(meta.idle_for < LONG_IDLE || connection.ping().await.is_ok()) })
        })
        .connect(url)
        .await?;
    Ok(pool)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StoreError;

    #[tokio::test]
    async fn a_statement_that_computes_without_end_is_stopped() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.expect("a connection");
        limit(&mut connection, Duration::from_millis(20)).await.expect("a limit");
        let endless = "with recursive numbers (number) as (select 1 union all select number + 1 from numbers)
             select max(number) from numbers";
        let stopped = sqlx::query(endless).fetch_one(&mut connection).await.map_err(StoreError::from);
        assert!(matches!(stopped, Err(StoreError::Busy)), "{stopped:?}");
    }
}
