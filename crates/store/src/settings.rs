use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use sqlx::{
    Connection, PgPool, SqliteConnection, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    ControlTx, Mode, Result, addresses,
    audit::Key,
    conn::{Database, Tx},
    copies, files, migrate,
    tenants::Tenants,
};

/// Which engine holds the data.
#[derive(Clone)]
pub enum Backend {
    /// SQLite files in a folder: `control.db`, and one file per tenant.
    Folder(PathBuf),
    /// A PostgreSQL server: schema `parvis`, and one schema per tenant.
    Postgres { url: String, connections: u32 },
}

impl std::fmt::Debug for Backend {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => f.debug_tuple("Folder").field(folder).finish(),
            // Its address holds a password.
            Self::Postgres { connections, .. } => {
                f.debug_struct("Postgres").field("connections", connections).finish_non_exhaustive()
            }
        }
    }
}

/// The schema of the control data on PostgreSQL.
pub(crate) const CONTROL_SCHEMA: &str = "parvis";

/// How long a connection may have lain unused to be taken without asking whether it still works.
const LONG_IDLE: Duration = Duration::from_secs(5);

/// How long SQLite computes without a pause before it is stopped, and how many of its steps lie between two
/// looks at the clock: some milliseconds.
const LONGEST: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_secs(1);
const STEPS: i32 = 20_000;

/// The open control database, and the way to every tenant's. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    control: Database,
    pub(crate) tenants: Arc<Tenants>,
    /// What new entries of audit logs are keyed with.
    pub(crate) key: Key,
}

impl Store {
    /// Opens the control database, makes it if needed, and brings it to this version's shape. `key` is what
    /// entries of audit logs are keyed with from now on.
    pub async fn open(backend: &Backend, key: Key) -> Result<Self> {
        let (control, tenants) = match backend {
            Backend::Folder(folder) => {
                let tenants = folder.join("tenants");
                files::make_folder(&tenants)?;
                close_folder(folder)?;
                let copies = folder.join("backups");
                copies::tidy(&copies, None);
                let control = folder.join("control.db");
                files::make_file(&control)?;
                (sqlite(control, 4, &copies), Tenants::folder(tenants, copies, key.clone()))
            }
            Backend::Postgres { url, connections } => {
                let pool = postgres(url, *connections).await?;
                let mut tx = pool.begin().await?;
                migrate::create_schema(&mut tx, CONTROL_SCHEMA).await?;
                tx.commit().await?;
                let control =
                    Database::Postgres { pool: pool.clone(), schema: CONTROL_SCHEMA.to_owned(), turns: None };
                (control, Tenants::postgres(pool, key.clone()))
            }
        };
        migrate::run(&control, &migrate::CONTROL, &key).await?;
        settle_addresses(&control).await?;
        tenants.prepare().await?;
        Ok(Self { control, tenants: Arc::new(tenants), key })
    }

    /// For commands, which have nobody to tell that a tenant's database is being updated: they wait until it is.
    pub fn wait_for_updates(&self) {
        self.tenants.wait_for_updates();
    }

    pub async fn control(&self, mode: Mode) -> Result<ControlTx> {
        Ok(ControlTx::new(self.control.begin(mode).await?, &self.key))
    }

    /// Opens a transaction that writes what the control database holds of one tenant, by its id. Its writers
    /// wait for each other, and for those in its own database, whose schema has the same name.
    pub async fn control_of(&self, tenant: &str) -> Result<ControlTx> {
        let database = match &self.control {
            Database::Postgres { pool, schema, .. } => {
                let turns = Some(self.tenants.turns(tenant, pool));
                Database::Postgres { pool: pool.clone(), schema: schema.clone(), turns }
            }
            of_all @ Database::Sqlite { .. } => of_all.clone(),
        };
        Ok(ControlTx::new(database.begin(Mode::Write).await?, &self.key))
    }

    /// How many connections everybody shares; `None` where each tenant has its own.
    pub fn connections(&self) -> Option<u32> {
        match &self.control {
            Database::Postgres { pool, .. } => Some(pool.options().get_max_connections()),
            Database::Sqlite { .. } => None,
        }
    }

    /// Closes every file, so that SQLite folds its write-ahead logs back.
    pub async fn close(&self) {
        self.tenants.close().await;
        self.control.close().await;
    }
}

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

/// Reads the addresses of an older version; where none is left, nothing is written and nobody waited for.
async fn settle_addresses(control: &Database) -> Result<()> {
    let mut tx = control.begin(Mode::Read).await?;
    let unread = tx.number("select count(*) from accounts where address_problem is not null").await?;
    drop(tx);
    if unread == 0 {
        return Ok(());
    }
    let mut tx = control.begin(Mode::Write).await?;
    if let Tx::Postgres(tx) = &mut tx {
        migrate::lock(tx, CONTROL_SCHEMA).await?;
    }
    addresses::settle(&mut tx).await?;
    tx.commit().await
}

/// Takes the rights of others away from what an earlier version, or a generous umask, left readable.
fn close_folder(folder: &Path) -> Result<()> {
    for name in ["control.db", "control.db-wal", "control.db-shm"] {
        files::close_file(&folder.join(name))?;
    }
    for name in ["tenants", "backups"] {
        let folder = folder.join(name);
        if folder.is_dir() {
            files::close_folder(&folder)?;
        }
    }
    Ok(())
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

async fn postgres(url: &str, connections: u32) -> Result<PgPool> {
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
