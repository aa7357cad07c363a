use std::path::PathBuf;

use sqlx::{PgPool, Sqlite, SqlitePool, Transaction};

use crate::{
    Result, StoreError,
    audit::{Key, Log, Logged},
    turns::{Turn, Turns},
};

/// Whether a transaction is going to write. SQLite has one writer; it queues here, not in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Read,
    Write,
}

/// Who waits longer than this for a lock, or computes longer in one statement, is told that the database is
/// busy, so that one tenant's work never holds what another's needs.
const TIME_OUTS: &str = "set local lock_timeout = '5s'; set local statement_timeout = '30s'";
/// A plan made for a table that was empty reads all of it once it is full, and a tenant's first batch is followed
/// by the next at once: whoever writes there has statements planned as the tables are now.
const FRESH_PLANS: &str = "set local plan_cache_mode = force_custom_plan";

/// Runs one statement on whichever engine holds the data. The text must be common SQL.
macro_rules! on {
    ($tx:expr, $conn:ident => $statement:expr) => {
        match $tx {
            $crate::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $statement
            }
            $crate::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $statement
            }
            $crate::Tx::GivenBack => Err(sqlx::Error::PoolClosed),
        }
    };
}

/// One open transaction on whichever engine holds the data. Dropped without commit, it rolls back.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Turn),
    /// It was rolled back early, and its connection is somebody else's; a statement on it is an error.
    GivenBack,
}

impl Tx {
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
            Self::GivenBack => return Err(sqlx::Error::PoolClosed.into()),
        }
        Ok(())
    }

    /// Lets its statements compute for as long as they need: for the operator's own work, which nobody waits for.
    pub async fn take_time(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.lock_handle().await?.remove_progress_handler(),
            Self::Postgres(tx) => {
                sqlx::raw_sql("set local statement_timeout = 0").execute(&mut **tx).await?;
            }
            Self::GivenBack => return Err(sqlx::Error::PoolClosed.into()),
        }
        Ok(())
    }

    /// Rolls back at once, for whoever holds on to it but has to ask another database first.
    pub fn give_back(&mut self) {
        *self = Self::GivenBack;
    }

    /// Runs a statement that no area has: for tests that break what the areas keep whole.
    #[doc(hidden)]
    pub async fn tamper(&mut self, statement: &'static str) -> Result<()> {
        on!(self, conn => sqlx::query(statement).execute(conn).await.map(|_| ()))?;
        Ok(())
    }

    /// Reads one number with a statement that no area has: for tests that look at what is written.
    #[doc(hidden)]
    pub async fn number(&mut self, select: &'static str) -> Result<i64> {
        let (number,): (i64,) = on!(self, conn => sqlx::query_as(select).fetch_one(conn).await)?;
        Ok(number)
    }

    /// How many transactions wait for a lock, for tests that let others run into each other. SQLite has one
    /// writer, who waits before anything is read: `None`.
    #[doc(hidden)]
    pub async fn count_waiting(&mut self) -> Result<Option<i64>> {
        let Self::Postgres(tx) = self else { return Ok(None) };
        let select = "select count(*) from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock'";
        let (count,): (i64,) = sqlx::query_as(select).fetch_one(&mut **tx).await?;
        Ok(Some(count))
    }
}

/// A transaction on the control database: people, sessions, tenants, jobs; and what it knows of the audit log there.
#[derive(Debug)]
pub struct ControlTx(Tx, Log);

/// A transaction on one tenant's database, and the same.
#[derive(Debug)]
pub struct TenantTx(Tx, Log);

macro_rules! newtype {
    ($name:ident) => {
        impl $name {
            pub(crate) fn new(tx: Tx, key: &Key) -> Self {
                Self(tx, Log::of(key))
            }

            pub fn raw(&mut self) -> &mut Tx {
                &mut self.0
            }

            pub async fn commit(self) -> Result<()> {
                self.0.commit().await
            }
        }

        impl Logged for $name {
            fn log(&mut self) -> (&mut Tx, &mut Log) {
                (&mut self.0, &mut self.1)
            }

            fn leaves_entry(&self) -> bool {
                self.1.leaves_entry()
            }
        }
    };
}

newtype!(ControlTx);
newtype!(TenantTx);

/// One database: a SQLite file, or a schema of a PostgreSQL server.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
        file: PathBuf,
        /// The folder of the copies made before migrations.
        copies: PathBuf,
    },
    Postgres {
        pool: PgPool,
        schema: String,
        /// Of a tenant's writers.
        turns: Option<Turns>,
    },
}

impl Database {
    pub(crate) async fn begin(&self, mode: Mode) -> Result<Tx> {
        match self {
            Self::Sqlite { read, .. } if mode == Mode::Read => Ok(Tx::Sqlite(read.begin().await?)),
            Self::Sqlite { write, .. } => Ok(Tx::Sqlite(write.begin_with("begin immediate").await?)),
            Self::Postgres { pool, schema, turns } => {
                let permit = match turns {
                    Some(turns) if mode == Mode::Write => Some(turns.take().await?),
                    _ => None,
                };
                // Local to the transaction, so it survives poolers that share connections; one message
                // with the beginning, because every request pays for each.
                let plans = if turns.is_some() && mode == Mode::Write { FRESH_PLANS } else { "" };
                let opening = format!("begin; set local search_path to \"{schema}\"; {TIME_OUTS}; {plans}");
                // After the server went away every idle connection of the pool is dead, and each is found
                // out once. Nothing was asked yet, so asking again is safe.
                let mut tries = pool.size();
                loop {
                    let begun = pool.begin_with(sqlx::AssertSqlSafe(opening.clone())).await;
                    match begun.map_err(StoreError::from) {
                        Err(StoreError::Lost(_)) if tries > 0 => tries -= 1,
                        begun => return Ok(Tx::Postgres(Turn::new(begun?, permit))),
                    }
                }
            }
        }
    }

    pub(crate) async fn close(&self) {
        if let Self::Sqlite { read, write, .. } = self {
            read.close().await;
            write.close().await;
        }
    }
}
