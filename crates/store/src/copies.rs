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
    tidy(folder, Some(name))
}

/// Removes the copies that are too old and, of one database, those that are too many.
pub(crate) fn tidy(folder: &Path, name: Option<&str>) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    let mut same: Vec<(i64, PathBuf)> = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        let written = entry.metadata().and_then(|metadata| metadata.modified());
        let is_old =
            written.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > KEPT_FOR));
        let number = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.rsplit_once('-'));
        match number {
            Some(_) if is_old => std::fs::remove_file(&path)?,
            Some((of, number)) if Some(of) == name => {
                same.extend(number.parse().ok().map(|number| (number, path)));
            }
            _ => {}
        }
    }
    same.sort_unstable_by_key(|(number, _)| std::cmp::Reverse(*number));
    for (_, path) in same.into_iter().skip(KEPT) {
        std::fs::remove_file(path)?;
    }
    Ok(())
}
