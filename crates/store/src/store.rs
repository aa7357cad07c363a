use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use domain::TenantId;

use crate::{
    ControlTx, Location, Mode, Result, StoreError, TenantTx, addresses,
    audit::Key,
    conn::{Database, Tx},
    copies, files, migrate, pools, schemas,
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
                (pools::sqlite(control, 4, &copies), Tenants::folder(tenants, copies, key.clone()))
            }
            Backend::Postgres { url, connections } => {
                let pool = pools::postgres(url, *connections).await?;
                let mut tx = pool.begin().await?;
                schemas::create(&mut tx, schemas::CONTROL).await?;
                tx.commit().await?;
                let control = Database::Postgres {
                    pool: pool.clone(),
                    schema: schemas::CONTROL.to_owned(),
                    turns: None,
                };
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

    /// Where a new tenant's data goes.
    pub fn location(&self, id: &TenantId) -> Location {
        match self.control {
            Database::Sqlite { .. } => Location::Sqlite { file: format!("{id}.db") },
            Database::Postgres { .. } => Location::Postgres { schema: id.to_string() },
        }
    }

    /// Makes a tenant's database. Doing it again changes nothing.
    pub async fn create_tenant(&self, location: &Location) -> Result<()> {
        self.tenants.create(location).await
    }

    /// Removes a tenant's database with the copies of it. Doing it again changes nothing.
    pub async fn remove_tenant(&self, location: &Location) -> Result<()> {
        self.tenants.remove(location).await
    }

    /// Whether a tenant's database takes writes now; nothing is written.
    pub async fn takes_writes(&self, location: &Location) -> bool {
        self.tenant(location, Mode::Write).await.is_ok()
    }

    /// Opens a transaction in one tenant's database.
    pub async fn tenant(&self, location: &Location, mode: Mode) -> Result<TenantTx> {
        let database = self.tenants.database(location).await?;
        match database.begin(mode).await {
            // It had to make room for others while this waited for its turn: once more, with it open anew.
            Err(StoreError::Database(sqlx::Error::PoolClosed)) => {
                let database = self.tenants.database(location).await?;
                Ok(TenantTx::new(database.begin(mode).await?, &self.key))
            }
            begun => Ok(TenantTx::new(begun?, &self.key)),
        }
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

    pub(crate) const fn control_database(&self) -> &Database {
        &self.control
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
        schemas::lock(tx, schemas::CONTROL).await?;
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
