//! An installation on which nothing was done yet: the migrations make it once in a process and on each engine, and every
//! world begins with a copy.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use store::{Backend, Store};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::{Engine, postgres, world::audit_key};

/// So much of a file system in memory has to be free, in KiB.
const ROOM: u64 = 6 * 1024 * 1024;

/// The files of its folder, with the key of its secrets; on PostgreSQL the database is another template beside them.
struct Template(Vec<(PathBuf, Vec<u8>)>);

static SQLITE: OnceCell<Template> = OnceCell::const_new();
static POSTGRES: OnceCell<Template> = OnceCell::const_new();

/// A new folder with a copy in it, and where the data of the copy is.
pub(crate) async fn copy(engine: Engine) -> (TempDir, Backend) {
    let cell = match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    let Template(files) = cell.get_or_init(|| make(engine)).await;
    let folder = folder("parvis-world-");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder of the file")).expect("a folder to copy into");
        fs::write(path, bytes).expect("a file to copy");
    }
    let backend = match engine {
        Engine::Sqlite => Backend::Folder(folder.path().join("data")),
        Engine::Postgres => of(blocking(postgres::copy_of_template).await),
    };
    (folder, backend)
}

async fn make(engine: Engine) -> Template {
    let folder = folder("parvis-template-");
    let backend = match engine {
        Engine::Sqlite => Backend::Folder(folder.path().join("data")),
        Engine::Postgres => of(blocking(postgres::new_template).await),
    };
    let store = Store::open(&backend, audit_key(folder.path())).await.expect("the store to open");
    store.close().await;
    let mut files = Vec::new();
    read(folder.path(), Path::new(""), &mut files);
    Template(files)
}

fn of(url: String) -> Backend {
    Backend::Postgres { url, connections: 4 }
}

fn read(folder: &Path, within: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder.join(within)).expect("a folder to read") {
        let entry = entry.expect("an entry");
        let path = within.join(entry.file_name());
        if entry.path().is_dir() {
            read(folder, &path, files);
        } else {
            files.push((path, fs::read(entry.path()).expect("a file to read")));
        }
    }
}

/// Whether what is written is to reach a disk, as measurements say; tests lose nothing that anybody wants back.
pub(crate) fn is_synced() -> bool {
    std::env::var("PARVIS_TEST_FSYNC").is_ok_and(|said| said == "on")
}

/// A folder for the time of a test: in memory where there is room.
pub(crate) fn folder(prefix: &str) -> TempDir {
    let made = match memory().filter(|_| !is_synced()) {
        Some(memory) => TempDir::with_prefix_in(prefix, memory),
        None => TempDir::with_prefix(prefix),
    };
    made.expect("a folder")
}

fn memory() -> Option<&'static Path> {
    let memory = Path::new("/dev/shm");
    let asked = Command::new("df").args(["--output=avail", "-k"]).arg(memory).output().ok()?;
    let told = String::from_utf8_lossy(&asked.stdout).lines().last()?.trim().parse::<u64>().ok()?;
    (told > ROOM).then_some(memory)
}

/// Waits for what starts programs.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
}
