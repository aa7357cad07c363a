//! A throw-away PostgreSQL: one cluster per test process, one database per test, which goes with the test.
//!
//! It listens on a socket in its own folder, so no port can clash, and ends with the process that started
//! it: a shell holds the other end of a pipe and cleans up when that closes, however the process ended.

use std::{
    env,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{ChildStdin, Command, Stdio},
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(1);

struct Cluster {
    programs: Programs,
    folder: PathBuf,
    /// Closed by the end of the process; nothing is ever written.
    _lifeline: ChildStdin,
}

/// Names of databases whose tests have ended.
static ENDED: Mutex<Vec<String>> = Mutex::new(Vec::new());
const TEMPLATE: &str = "parvis_template";

/// A database of a test. Once dropped, it is removed before the next one is made: hundreds of them would fill a memory.
#[derive(Debug)]
pub(crate) struct Database(String);

impl Database {
    /// The one of an address that was made here.
    pub(crate) fn of(url: &str) -> Self {
        let path = url.split_once('?').map_or(url, |(path, _)| path);
        Self(path.rsplit('/').next().unwrap_or_default().to_owned())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        ENDED.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.0));
    }
}

/// Makes an empty database and returns its address. Takes a second the first time.
pub fn new_database() -> String {
    create(&next(), "template0")
}

/// Makes the empty database that [`copy_of_template`] copies once it was filled.
pub(crate) fn new_template() -> String {
    create(TEMPLATE, "template0")
}

pub(crate) fn copy_of_template() -> String {
    create(&next(), TEMPLATE)
}

fn next() -> String {
    format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed))
}

fn create(name: &str, like: &str) -> String {
    let cluster = CLUSTER.get_or_init(Cluster::start);
    let folder = cluster.folder.to_string_lossy();
    let mut create = cluster.programs.command("psql");
    create.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", &folder, "-U", "postgres", "-d", "postgres"]);
    for ended in ENDED.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        create.args(["-c", &format!("drop database if exists \"{ended}\" with (force)")]);
    }
    create.args(["-c", &format!("create database \"{name}\" template \"{like}\"")]);
    finish(create);
    format!("postgres://postgres@localhost/{name}?host={folder}")
}

/// Makes a database with what a dump holds, and returns its address.
pub fn new_database_from(dump: &Path) -> String {
    let url = new_database();
    let cluster = CLUSTER.get_or_init(Cluster::start);
    let mut restore = cluster.programs.command("psql");
    restore.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &url]);
    // Read here, because whoever PostgreSQL runs as may not enter the folder.
    restore.stdin(std::fs::File::open(dump).expect("a dump to read")).stdout(Stdio::null());
    finish(restore);
    url
}

/// Ends every connection to a database, as a server that is restarted or replaced does.
pub fn end_connections(url: &str) {
    let cluster = CLUSTER.get_or_init(Cluster::start);
    let mut end = cluster.programs.command("psql");
    let ended = "select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()";
    end.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", ended]);
    finish(end);
}

impl Cluster {
    fn start() -> Self {
        let programs = Programs::find();
        let folder = crate::template::folder("parvis-postgres-").keep();
        if let Some((user, group)) = programs.user {
            std::os::unix::fs::chown(&folder, Some(user), Some(group)).expect("the folder to change hands");
        }
        let data = folder.join("data");
        let lifeline = programs.watch(&folder, &data);
        let mut init = programs.command("initdb");
        init.arg("-D").arg(&data);
        init.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        finish(init);
        // Whoever is made by what is tested shows a password; the others are in the tests alone.
        let rules = "local all postgres,plain,maker trust\nlocal all all scram-sha-256\n";
        std::fs::write(data.join("pg_hba.conf"), rules).expect("who may come in");
        let mut start = programs.command("pg_ctl");
        let fsync = if crate::template::is_synced() { "on" } else { "off" };
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories='{}' -c fsync={fsync} -c max_connections=200 \
             -c max_wal_size=256MB",
            folder.display()
        );
        start.arg("-D").arg(&data).arg("-l").arg(folder.join("log")).args(["-w", "-s", "-o", &options]);
        start.arg("start");
        // The server would keep a captured output open for as long as it runs.
        start.stdout(Stdio::null()).stderr(Stdio::null());
        let status = start.status().expect("pg_ctl to run");
        assert!(status.success(), "PostgreSQL did not start, see {}", folder.join("log").display());
        Self { programs, folder, _lifeline: lifeline }
    }
}

const PROGRAMS: [&str; 3] = ["initdb", "pg_ctl", "psql"];

struct Programs {
    folder: PathBuf,
    /// Whom to run it as: PostgreSQL refuses to run as root.
    user: Option<(u32, u32)>,
}

impl Programs {
    fn find() -> Self {
        let path = env::var_os("PATH").unwrap_or_default();
        let folders =
            env::split_paths(&path).chain(packaged()).chain([PathBuf::from("/usr/local/pgsql/bin")]);
        let is_whole = |folder: &PathBuf| PROGRAMS.iter().all(|program| folder.join(program).is_file());
        let folder = folders.into_iter().find(is_whole);
        let folder = folder.expect(
            "these tests need PostgreSQL: install the package postgresql, or put initdb, pg_ctl and psql \
             on the PATH",
        );
        let is_root = id(&["-u"]) == 0;
        let user = is_root.then(|| (id(&["-u", "nobody"]), id(&["-g", "nobody"])));
        Self { folder, user }
    }

    /// A program of PostgreSQL, run as somebody it accepts.
    fn command(&self, program: &str) -> Command {
        let program = self.folder.join(program);
        let mut command = match self.user {
            None => Command::new(program),
            Some((user, group)) => {
                let mut command = Command::new("setpriv");
                command.arg(format!("--reuid={user}")).arg(format!("--regid={group}")).arg("--clear-groups");
                command.arg(program);
                command
            }
        };
        command.current_dir("/").stdin(Stdio::null());
        command
    }

    /// Starts the shell that stops the server and removes its folder when this process is gone.
    #[expect(clippy::zombie_processes, reason = "it ends after this process, so nobody can wait for it")]
    fn watch(&self, folder: &Path, data: &Path) -> ChildStdin {
        let stop = self.command("pg_ctl");
        let script = "trap '' INT TERM HUP; read -r _; folder=$1; shift; \"$@\"; rm -rf \"$folder\"";
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh"]).arg(folder);
        shell.arg(stop.get_program()).args(stop.get_args()).arg("-D").arg(data);
        shell.args(["-m", "immediate", "-s", "stop"]);
        // In a group of its own, so that an interrupt at the terminal does not reach it.
        shell.current_dir("/").process_group(0);
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = shell.spawn().expect("a shell that watches");
        child.stdin.take().expect("the shell's standard input")
    }
}

/// Where Debian keeps them, the newest version first.
fn packaged() -> Vec<PathBuf> {
    let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") else { return Vec::new() };
    let mut folders: Vec<PathBuf> = versions.flatten().map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.reverse();
    folders
}

fn id(arguments: &[&str]) -> u32 {
    let output = Command::new("id").args(arguments).output().expect("id to run");
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number from id")
}

fn finish(mut command: Command) {
    let output = command.output().expect("PostgreSQL's program to run");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
