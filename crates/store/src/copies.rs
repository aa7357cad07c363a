//! Copies of SQLite databases from before they were migrated: the way back that a migration has not.

use std::{
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use crate::{Result, conn::Database, files};

/// How many copies of one database are kept, the newest ones.
const KEPT: usize = 2;

/// How long a copy is kept: it also holds what its tenant has deleted since.
const KEPT_FOR: Duration = Duration::from_hours(30 * 24);

/// Copies a database as it is at shape `number`, while its one writer is held by whoever migrates it.
/// PostgreSQL's operators have `pg_dump`.
pub(crate) async fn keep(database: &Database, number: i64) -> Result<()> {
    let Database::Sqlite { read, file, copies: folder, .. } = database else { return Ok(()) };
    let Some(name) = file.file_stem().and_then(|name| name.to_str()) else { return Ok(()) };
    files::make_folder(folder)?;
    let writing = folder.join(format!("{name}-{number}.{}.making", std::process::id()));
    let copy = folder.join(format!("{name}-{number}.db"));
    let _ = tokio::fs::remove_file(&writing).await;
    files::make_file(&writing)?;
    let into = "vacuum into $1";
    let mut connection = read.acquire().await?;
    // A copy is not stopped for taking long; the next use of the connection sets its time-out anew.
    connection.lock_handle().await?.remove_progress_handler();
    sqlx::query(into).bind(writing.to_string_lossy().as_ref()).execute(&mut *connection).await?;
    drop(connection);
    tokio::fs::File::open(&writing).await?.sync_all().await?;
    tokio::fs::rename(&writing, &copy).await?;
    tidy(folder, Some(name));
    Ok(())
}

/// Removes the copies that are too old and, of one database, those that are too many.
pub(crate) fn tidy(folder: &Path, name: Option<&str>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut same: Vec<(i64, PathBuf)> = Vec::new();
    for entry in entries.flatten() {
        let file = entry.file_name();
        // What somebody else keeps there is theirs.
        let Some((of, number, is_whole)) = file.to_str().and_then(parse) else { continue };
        let written = entry.metadata().ok().filter(std::fs::Metadata::is_file);
        let Some(written) = written.and_then(|metadata| metadata.modified().ok()) else { continue };
        if SystemTime::now().duration_since(written).is_ok_and(|age| age > KEPT_FOR) {
            remove(&entry.path());
        } else if is_whole && Some(of) == name {
            same.push((number, entry.path()));
        }
    }
    same.sort_unstable_by_key(|(number, _)| std::cmp::Reverse(*number));
    for (_, path) in same.into_iter().skip(KEPT) {
        remove(&path);
    }
}

/// Removes every copy of one database.
pub(crate) fn remove_all(folder: &Path, name: &str) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_str().and_then(parse).is_some_and(|(of, ..)| of == name) {
            remove(&entry.path());
        }
    }
}

/// Of which database a file is a copy, at which shape, and whether it is whole: `<name>-<number>.db`, or
/// `<name>-<number>.<process>.making`.
fn parse(file: &str) -> Option<(&str, i64, bool)> {
    let (stem, is_whole) = match file.strip_suffix(".making") {
        Some(rest) => {
            let (stem, process) = rest.rsplit_once('.')?;
            process.parse::<u32>().ok()?;
            (stem, false)
        }
        None => (file.strip_suffix(".db")?, true),
    };
    let (name, number) = stem.rsplit_once('-')?;
    let is_ours = name == "control" || domain::TenantId::parse(name).is_some();
    number.parse().ok().filter(|number| is_ours && *number >= 0).map(|number| (name, number, is_whole))
}

/// One that cannot be removed stays until the next time; nothing else fails for it.
fn remove(path: &Path) {
    let _ = std::fs::remove_file(path);
}
