//! Who reads a tenant's schema from outside: login roles of PostgreSQL, each of which sees one schema, and of it what is
//! listed here. SQLite has none.

use domain::{Micros, zones::rfc3339};
use postgres_protocol::password::scram_sha_256;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, postgres::PgSslMode};

use crate::{Location, Result, Store, StoreError, conn::Database, schemas};

/// What a reader sees: a table, and which of its columns; none named: all. Whatever is not here nobody sees.
pub const SEEN: &[(&str, &[&str])] = &[
    ("days", &[]),
    ("domains", &["id", "name", "kind", "is_enabled", "created_at"]),
    ("environments", &["id", "name"]),
    ("events", &[]),
    ("gaps", &[]),
    ("message_recipients", &[]),
    ("messages", &[]),
    ("networks", &["id", "cidr", "label", "is_enabled", "created_at"]),
    ("outcome_days", &[]),
    ("outcome_months", &[]),
    ("outcome_quarters", &[]),
    (
        "policy_agents",
        &[
            "id",
            "name",
            "time_zone",
            "state",
            "version",
            "last_seen_at",
            "up_since",
            "spool_depth",
            "dropped",
            "clock_offset",
            "environment_id",
            "created_at",
            "state_changed_at",
        ],
    ),
    ("quarters", &[]),
    ("top_days", &[]),
    ("top_hours", &[]),
];

/// Sessions of one reader at once.
const CONNECTIONS: u32 = 5;
/// The lock of what all readers share: the database's own list of who may connect.
const SHARED: &str = "readers";

/// Where readers ask, and whether any can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// A name, an address, or the folder of a socket.
    pub host: String,
    pub port: u16,
    pub database: String,
    /// As PostgreSQL's own programs name it.
    pub ssl_mode: &'static str,
    /// Whether the server's own role may make roles.
    pub makes_roles: bool,
}

impl Store {
    fn pool(&self) -> Option<&PgPool> {
        match self.control_database() {
            Database::Postgres { pool, .. } => Some(pool),
            Database::Sqlite { .. } => None,
        }
    }

    /// Where readers ask; none on SQLite.
    pub async fn find_reading_place(&self) -> Result<Option<Place>> {
        let Some(pool) = self.pool() else { return Ok(None) };
        let select =
            "select current_database(), rolsuper or rolcreaterole from pg_roles where rolname = current_user";
        let (database, makes_roles): (String, bool) = sqlx::query_as(select).fetch_one(pool).await?;
        let options = pool.connect_options();
        let socket = options.get_socket().map(|folder| folder.display().to_string());
        Ok(Some(Place {
            host: socket.unwrap_or_else(|| options.get_host().to_owned()),
            port: options.get_port(),
            database,
            ssl_mode: ssl_mode(options.get_ssl_mode()),
            makes_roles,
        }))
    }

    /// Sees to it that a reader signs in with this password until an instant, sees its schema and nothing else, and
    /// that nobody goes on under an earlier password. Doing it again changes nothing else.
    pub async fn update_reader(
        &self,
        location: &Location,
        login: &str,
        password: &str,
        until: Option<Micros>,
    ) -> Result<()> {
        let (Some(pool), Location::Postgres { schema }) = (self.pool(), location) else {
            return Err(StoreError::Location(location.to_string()));
        };
        let role = name(login)?;
        // PostgreSQL and its log get what the password is checked with, and not the password.
        let secret = scram_sha_256(password.as_bytes());
        let until = until.map_or_else(|| "infinity".to_owned(), rfc3339);
        let mut tx = pool.begin().await?;
        lock(&mut tx, schema).await?;
        if !exists(&mut tx, login).await? {
            run(&mut tx, format!("create role {role}")).await?;
            // Who is to end its sessions has to be in it.
            run(&mut tx, format!("grant {role} to current_user")).await?;
        }
        run(
            &mut tx,
            format!(
                "alter role {role} login connection limit {CONNECTIONS} password '{secret}' valid until '{until}'"
            ),
        )
        .await?;
        // Courtesy, which a session may take back; the walls are the grants.
        for setting in [
            format!("search_path = {}", name(schema)?),
            "default_transaction_read_only = on".to_owned(),
            "statement_timeout = '30s'".to_owned(),
            "idle_in_transaction_session_timeout = '60s'".to_owned(),
        ] {
            run(&mut tx, format!("alter role {role} set {setting}")).await?;
        }
        let database: (String,) = sqlx::query_as("select current_database()").fetch_one(&mut *tx).await?;
        run(&mut tx, format!("grant connect on database {} to {role}", name(&database.0)?)).await?;
        run(&mut tx, format!("grant usage on schema {} to {role}", name(schema)?)).await?;
        grant(&mut tx, schema, &role).await?;
        tx.commit().await?;
        end_sessions(pool, login).await
    }

    /// Takes a reader away and ends its sessions; one that is gone stays gone.
    pub async fn delete_reader(&self, login: &str) -> Result<()> {
        let Some(pool) = self.pool() else { return Ok(()) };
        let role = name(login)?;
        if !exists(&mut *pool.acquire().await?, login).await? {
            return Ok(());
        }
        // At once, so that nobody comes in while the others are sent away.
        run(&mut *pool.acquire().await?, format!("alter role {role} nologin")).await?;
        end_sessions(pool, login).await?;
        let mut tx = pool.begin().await?;
        schemas::lock(&mut tx, SHARED).await?;
        if exists(&mut tx, login).await? {
            run(&mut tx, format!("drop owned by {role}")).await?;
            run(&mut tx, format!("drop role {role}")).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The names of all readers of a schema, whatever they were made for.
    pub async fn list_readers(&self, location: &Location) -> Result<Vec<String>> {
        let (Some(pool), Location::Postgres { schema }) = (self.pool(), location) else {
            return Ok(Vec::new());
        };
        readers(&mut *pool.acquire().await?, schema).await
    }
}

/// Gives all readers of a schema what they see of it: tables that a migration made anew have lost who saw them.
pub(crate) async fn grant_again(tx: &mut PgConnection, schema: &str) -> Result<()> {
    for login in readers(tx, schema).await? {
        grant(tx, schema, &name(&login)?).await?;
    }
    Ok(())
}

async fn grant(tx: &mut PgConnection, schema: &str, role: &str) -> Result<()> {
    let schema = name(schema)?;
    run(tx, format!("revoke all on all tables in schema {schema} from {role}")).await?;
    for (table, columns) in SEEN {
        let columns = if columns.is_empty() { String::new() } else { format!(" ({})", columns.join(", ")) };
        run(tx, format!("grant select{columns} on {schema}.{table} to {role}")).await?;
    }
    Ok(())
}

/// First the schema's lock, as migrations take it, then that of all readers, which is held for a moment.
async fn lock(tx: &mut PgConnection, schema: &str) -> Result<()> {
    schemas::lock(tx, schema).await?;
    schemas::lock(tx, SHARED).await
}

async fn exists(tx: &mut PgConnection, login: &str) -> Result<bool> {
    let select = "select count(*) from pg_roles where rolname = $1";
    let (count,): (i64,) = sqlx::query_as(select).bind(login).fetch_one(tx).await?;
    Ok(count > 0)
}

/// A reader's name begins with its schema's and an underscore; no id of a tenant goes on with one.
async fn readers(tx: &mut PgConnection, schema: &str) -> Result<Vec<String>> {
    let select = "select cast(rolname as text) from pg_roles where starts_with(rolname, $1) order by rolname";
    let rows: Vec<(String,)> = sqlx::query_as(select).bind(format!("{schema}_")).fetch_all(tx).await?;
    Ok(rows.into_iter().map(|(login,)| login).collect())
}

async fn end_sessions(pool: &PgPool, login: &str) -> Result<()> {
    let end = "select pg_terminate_backend(pid) from pg_stat_activity where usename = $1";
    sqlx::query(end).bind(login).execute(pool).await?;
    Ok(())
}

async fn run(tx: &mut PgConnection, statement: String) -> Result<()> {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(tx).await?;
    Ok(())
}

/// A name as a statement takes it.
fn name(text: &str) -> Result<String> {
    let is_plain = !text.is_empty() && !text.contains(['"', '\0']);
    if is_plain { Ok(format!("\"{text}\"")) } else { Err(StoreError::Location(text.to_owned())) }
}

const fn ssl_mode(mode: PgSslMode) -> &'static str {
    match mode {
        PgSslMode::Disable => "disable",
        PgSslMode::Allow => "allow",
        PgSslMode::Prefer => "prefer",
        PgSslMode::Require => "require",
        PgSslMode::VerifyCa => "verify-ca",
        PgSslMode::VerifyFull => "verify-full",
    }
}
