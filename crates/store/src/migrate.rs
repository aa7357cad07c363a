//! Brings a database to this version's shape: each migration in order, all in one transaction.

use sqlx::{AssertSqlSafe, migrate::Migrator};

use crate::{
    Mode, Result, StoreError,
    audit::{self, Key},
    conn::{Database, Tx},
    control::servers,
    copies, readers, schemas,
};

pub(crate) static CONTROL: Migrator = sqlx::migrate!("../../migrations/control");
pub(crate) static TENANT: Migrator = sqlx::migrate!("../../migrations/tenant");

/// The migration of the control database since which servers say that they are there.
const SERVERS: i64 = 19;

/// The number of the newest migration; a database at this number is ready.
pub(crate) fn newest(migrator: &Migrator) -> i64 {
    migrator.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Whether a database needs migrations.
pub(crate) async fn is_behind(database: &Database, migrator: &Migrator) -> Result<bool> {
    let mut tx = database.begin(Mode::Read).await?;
    Ok(!missing(&applied(&mut tx).await?, migrator)?.is_empty())
}

/// Brings a database up to date. It looks first: one that is ready costs a read, no lock and no write.
pub(crate) async fn run(database: &Database, migrator: &Migrator, key: &Key) -> Result<()> {
    if !is_behind(database, migrator).await? {
        return Ok(());
    }
    let mut tx = database.begin(Mode::Write).await?;
    if let Tx::Sqlite(tx) = &mut tx {
        tx.lock_handle().await?.remove_progress_handler();
    }
    if let Database::Postgres { schema, .. } = database
        && let Tx::Postgres(tx) = &mut tx
    {
        if !schemas::exists(tx, schema).await? {
            return Err(StoreError::Location(schema.clone()));
        }
        schemas::lock(tx, schema).await?;
        if std::ptr::eq(migrator, &raw const TENANT) {
            // Whoever waits for its lock keeps the tenant's people from theirs, and updates of others from a turn.
            sqlx::raw_sql("set local lock_timeout = '5s'").execute(&mut **tx).await?;
        }
    }
    let applied = applied(&mut tx).await?;
    if applied.contains(&SERVERS) && std::ptr::eq(migrator, &raw const CONTROL) {
        servers::refuse(&mut tx).await?;
    }
    // Nobody else writes now, so the copy is of exactly what the migrations begin with.
    if let Some(number) = applied.iter().max()
        && !missing(&applied, migrator)?.is_empty()
    {
        copies::keep(database, *number).await?;
    }
    apply(&mut tx, &applied, migrator, key).await?;
    if let Database::Postgres { schema, .. } = database
        && let Tx::Postgres(tx) = &mut tx
        && std::ptr::eq(migrator, &raw const TENANT)
    {
        readers::grant_again(tx, schema).await?;
    }
    tx.commit().await
}

/// Makes a schema's tables in the transaction that makes the schema.
pub(crate) async fn fill(tx: &mut Tx, migrator: &Migrator, key: &Key) -> Result<()> {
    let applied = applied(tx).await?;
    apply(tx, &applied, migrator, key).await
}

async fn apply(tx: &mut Tx, applied: &[i64], migrator: &Migrator, key: &Key) -> Result<()> {
    let create = "create table if not exists migrations (number bigint primary key, name text not null)";
    on!(&mut *tx, conn => sqlx::raw_sql(create).execute(conn).await.map(|_| ()))?;
    for (number, name, text) in missing(applied, migrator)? {
        // One at a time: a server that spreads schemas over nodes takes no two in one message.
        for statement in statements(text) {
            on!(&mut *tx, conn =>
                sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(conn).await.map(|_| ()))?;
        }
        let insert = "insert into migrations (number, name) values ($1, $2)";
        on!(&mut *tx, conn =>
            sqlx::query(insert).bind(number).bind(name).execute(conn).await.map(|_| ()))?;
    }
    // What no SQL text can do: read the texts of older entries, and seal.
    audit::settle(tx, key).await?;
    if std::ptr::eq(migrator, &raw const TENANT) { audit::settle_share_links(tx).await } else { Ok(()) }
}

/// The numbers of the migrations a database has; none where it has no such table yet.
async fn applied(tx: &mut Tx) -> Result<Vec<i64>> {
    let exists = match tx {
        Tx::Sqlite(_) => "select count(*) from sqlite_master where type = 'table' and name = 'migrations'",
        _ => {
            "select count(*) from pg_catalog.pg_tables
              where schemaname = current_schema() and tablename = 'migrations'"
        }
    };
    let (count,): (i64,) = on!(&mut *tx, conn => sqlx::query_as(exists).fetch_one(conn).await)?;
    if count == 0 {
        return Ok(Vec::new());
    }
    let select = "select number from migrations";
    let rows: Vec<(i64,)> = on!(&mut *tx, conn => sqlx::query_as(select).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(number,)| number).collect())
}

/// What a database still needs: number, name and text. One of a newer version is left alone.
fn missing<'a>(applied: &[i64], migrator: &'a Migrator) -> Result<Vec<(i64, &'a str, &'a str)>> {
    if let Some(newer) = applied.iter().find(|number| **number > newest(migrator)) {
        return Err(StoreError::Newer(*newer));
    }
    let missing = migrator.iter().filter(|migration| !applied.contains(&migration.version));
    Ok(missing
        .map(|migration| (migration.version, &*migration.description, migration.sql.as_str()))
        .collect())
}

/// The statements of a migration. A semicolon in a text, a name or a comment ends none.
fn statements(text: &str) -> Vec<&str> {
    let (mut found, mut start, mut is_empty) = (Vec::new(), 0, true);
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '-' if text[at..].starts_with("--") => {
                while letters.next_if(|(_, letter)| *letter != '\n').is_some() {}
            }
            // The second is the double quote.
            '\'' | '\u{22}' => {
                is_empty = false;
                // A quote written twice ends the text and begins it again, which comes to the same.
                letters.find(|(_, other)| *other == letter);
            }
            ';' => {
                if !is_empty {
                    found.push(text[start..at].trim());
                }
                (start, is_empty) = (at + 1, true);
            }
            _ => is_empty &= letter.is_whitespace(),
        }
    }
    if !is_empty {
        found.push(text[start..].trim());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_is_taken_apart_at_its_semicolons_alone() {
        let text = "-- A table; with 'a quote.\ncreate table \"a;b\" (c text default 'x;''y'); -- and; so on\n\
                    \n;\ninsert into t values ('--', ';');\n  create index i on t (c) -- the last";
        let expected = [
            "-- A table; with 'a quote.\ncreate table \"a;b\" (c text default 'x;''y')",
            "insert into t values ('--', ';')",
            "create index i on t (c) -- the last",
        ];
        assert_eq!(statements(text), expected);
        assert_eq!(statements(" \n-- nothing\n"), [] as [&str; 0]);
    }

    #[test]
    fn every_migration_has_statements_and_no_two_in_one() {
        for migration in CONTROL.iter().chain(TENANT.iter()) {
            let found = statements(migration.sql.as_str());
            assert!(!found.is_empty(), "{}", migration.description);
        }
    }
}
