//! Every tenant's own database: made from a template, opened on demand, closed when others need the room.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use sqlx::{AssertSqlSafe, PgPool};

use crate::{
    Location, Result, StoreError,
    audit::Key,
    conn::{Database, Tx},
    copies, files, migrate, pools, schemas,
    turns::{Turn, Turns},
    updates::Updates,
};

/// How many tenants' files are open at once. Each costs up to three threads and a few hundred kilobytes.
const OPEN_TENANTS: usize = 128;

#[derive(Debug)]
pub(crate) struct Tenants {
    engine: Engine,
    key: Key,
    updates: Updates,
    open: Mutex<HashMap<Location, (Database, u64)>>,
    uses: AtomicU64,
    /// Those of the tenants that are open or being opened: also who waits for a migration waits here.
    turns: Mutex<HashMap<String, Turns>>,
    /// One file is made at a time: two who make the same one would write over each other.
    making: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
enum Engine {
    Folder { tenants: PathBuf, copies: PathBuf },
    Postgres(PgPool),
}

impl Tenants {
    pub(crate) fn folder(tenants: PathBuf, copies: PathBuf, key: Key) -> Self {
        Self::new(Engine::Folder { tenants, copies }, key)
    }

    pub(crate) fn postgres(pool: PgPool, key: Key) -> Self {
        Self::new(Engine::Postgres(pool), key)
    }

    fn new(engine: Engine, key: Key) -> Self {
        let shared = match &engine {
            Engine::Folder { .. } => None,
            Engine::Postgres(pool) => Some(pool.options().get_max_connections()),
        };
        Self {
            updates: Updates::of(shared),
            engine,
            key,
            open: Mutex::default(),
            uses: AtomicU64::default(),
            turns: Mutex::default(),
            making: tokio::sync::Mutex::default(),
        }
    }

    /// Makes the template that new tenants are copied from.
    pub(crate) async fn prepare(&self) -> Result<()> {
        let Engine::Folder { tenants: folder, copies } = &self.engine else { return Ok(()) };
        let template = folder.join(template());
        if tokio::fs::try_exists(&template).await? {
            return Ok(());
        }
        // Under a name of this process's own: another may be making the same.
        let making = folder.join(format!("template.{}.making", std::process::id()));
        remove(&making).await?;
        files::make_file(&making)?;
        let database = pools::sqlite(making.clone(), 1, copies);
        migrate::run(&database, &migrate::TENANT, &self.key).await?;
        // Closing folds the write-ahead log into the file, so that one file is the whole database.
        database.close().await;
        tokio::fs::rename(making, template).await?;
        Ok(())
    }

    pub(crate) async fn create(&self, location: &Location) -> Result<()> {
        match (&self.engine, location) {
            (Engine::Folder { tenants: folder, .. }, Location::Sqlite { file }) => {
                let _turn = self.making.lock().await;
                let target = folder.join(file);
                if tokio::fs::try_exists(&target).await? {
                    return Ok(());
                }
                let making = folder.join(format!("{file}.making"));
                tokio::fs::copy(folder.join(template()), &making).await?;
                tokio::fs::File::open(&making).await?.sync_all().await?;
                // The rename is what makes it exist: a crash before it leaves nothing half-made in use.
                tokio::fs::rename(&making, &target).await?;
                tokio::fs::File::open(folder).await?.sync_all().await?;
                Ok(())
            }
            (Engine::Postgres(pool), Location::Postgres { schema }) => {
                let mut tx = pool.begin().await?;
                // Whoever comes second waits here, and finds the tables made.
                schemas::lock(&mut tx, schema).await?;
                schemas::create(&mut tx, schema).await?;
                let path = format!("set local search_path to \"{schema}\"");
                sqlx::raw_sql(AssertSqlSafe(path)).execute(&mut *tx).await?;
                let mut tx = Tx::Postgres(Turn::new(tx, None));
                migrate::fill(&mut tx, &migrate::TENANT, &self.key).await?;
                tx.commit().await
            }
            _ => Err(StoreError::Location(location.to_string())),
        }
    }

    /// Removes a database for good. Nobody may open it any more.
    pub(crate) async fn remove(&self, location: &Location) -> Result<()> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(location);
        if let Some((database, _)) = open {
            database.close().await;
        }
        match (&self.engine, location) {
            (Engine::Folder { tenants: folder, copies }, Location::Sqlite { file }) => {
                copies::remove_all(copies, file.trim_end_matches(".db"));
                remove(&folder.join(file)).await
            }
            (Engine::Postgres(pool), Location::Postgres { schema }) => {
                let mut tx = pool.begin().await?;
                schemas::remove(&mut tx, schema).await?;
                Ok(tx.commit().await?)
            }
            _ => Err(StoreError::Location(location.to_string())),
        }
    }

    pub(crate) async fn database(&self, location: &Location) -> Result<Database> {
        let used = self.uses.fetch_add(1, Ordering::Relaxed);
        if let Some((database, last)) =
            self.open.lock().unwrap_or_else(PoisonError::into_inner).get_mut(location)
        {
            *last = used;
            return Ok(database.clone());
        }
        let database = match (&self.engine, location) {
            (Engine::Folder { tenants: folder, copies }, Location::Sqlite { file }) => {
                let path = folder.join(file);
                if !tokio::fs::try_exists(&path).await? {
                    return Err(StoreError::Location(location.to_string()));
                }
                pools::sqlite(path, 2, copies)
            }
            (Engine::Postgres(pool), Location::Postgres { schema }) => {
                let turns = Some(self.turns(schema, pool));
                Database::Postgres { pool: pool.clone(), schema: schema.clone(), turns }
            }
            _ => return Err(StoreError::Location(location.to_string())),
        };
        self.updates.run(location, &database, &self.key).await?;
        let evicted = self.keep(location, &database, used);
        if let Some(evicted) = evicted {
            // Waits for work under way on it, so it must not hold up this request.
            tokio::spawn(async move { evicted.close().await });
        }
        Ok(database)
    }

    /// Has whoever opens a tenant's database wait until it is up to date.
    pub(crate) fn wait_for_updates(&self) {
        self.updates.wait();
    }

    /// The turns of one tenant's writers.
    pub(crate) fn turns(&self, tenant: &str, pool: &PgPool) -> Turns {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, turns| turns.is_used());
        let new = || Turns::of(pool.options().get_max_connections());
        turns.entry(tenant.to_owned()).or_insert_with(new).clone()
    }

    /// Remembers an open database; returns the one that has to make room.
    fn keep(&self, location: &Location, database: &Database, used: u64) -> Option<Database> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.insert(location.clone(), (database.clone(), used));
        if open.len() <= OPEN_TENANTS {
            return None;
        }
        let oldest = open.iter().min_by_key(|(_, (_, last))| *last).map(|(location, _)| location.clone())?;
        open.remove(&oldest).map(|(database, _)| database)
    }

    pub(crate) async fn close(&self) {
        let open: Vec<_> = self.open.lock().unwrap_or_else(PoisonError::into_inner).drain().collect();
        for (_, (database, _)) in open {
            database.close().await;
        }
    }
}

/// The template's name holds its shape's number, so that a newer version makes its own.
fn template() -> String {
    format!("template-{}.db", migrate::newest(&migrate::TENANT))
}

async fn remove(file: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        match tokio::fs::remove_file(PathBuf::from(name)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
