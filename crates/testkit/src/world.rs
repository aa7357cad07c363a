use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Mutex,
};

use domain::{
    JobId, Micros,
    jobs::{JobKind, Priority},
};
use service::{Service, chance, clock::Clock, mailer::Mailer, secrets::Secrets};
use store::{
    Backend, Mode, Store,
    audit::Key,
    control::jobs::{self, NewJob},
};
use tempfile::TempDir;

use crate::{postgres::Database, template};

/// 2026-11-21 12:00 UTC, a Saturday: what the clock of every new world says.
pub const NOON: Micros = 1_795_262_400_000_000;

/// Which database a world keeps its data in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// One installation of its own: a database, a clock that stands still, an outbox. Gone when dropped.
#[derive(Debug)]
pub struct World {
    pub engine: Engine,
    pub backend: Backend,
    pub store: Store,
    pub service: Service,
    pub(crate) read_mails: Mutex<BTreeSet<PathBuf>>,
    clock: Clock,
    folder: TempDir,
    _database: Option<Database>,
}

impl World {
    pub async fn sqlite() -> Self {
        Self::new(Engine::Sqlite).await
    }

    pub async fn postgres() -> Self {
        Self::new(Engine::Postgres).await
    }

    pub async fn new(engine: Engine) -> Self {
        let (folder, backend) = template::copy(engine).await;
        Self::open(engine, backend, folder).await
    }

    /// Another installation on the same engine, with data kept from an earlier version: one of [`KEPT`].
    pub async fn kept(&self, version: u8) -> (Self, Kept) {
        let folder = template::folder("parvis-kept-");
        let versions = Path::new(env!("CARGO_MANIFEST_DIR")).join("kept");
        let from = versions.join(version.to_string()).join(match self.engine {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        });
        copy(&from, folder.path());
        let backend = match self.engine {
            Engine::Sqlite => Backend::Folder(folder.path().join("data")),
            Engine::Postgres => {
                let dump = from.join("dump.sql");
                let url = template::blocking(move || crate::postgres::new_database_from(&dump)).await;
                Backend::Postgres { url, connections: 4 }
            }
        };
        let known = std::fs::read_to_string(from.join("known.json")).expect("what is known of it");
        let known = serde_json::from_str(&known).expect("what is known of it as JSON");
        (Self::open(self.engine, backend, folder).await, known)
    }

    async fn open(engine: Engine, backend: Backend, folder: TempDir) -> Self {
        let store = Store::open(&backend, audit_key(folder.path())).await.expect("the store to open");
        // However slow the machine, kept data is brought up to date before it is looked at.
        store.wait_for_updates();
        let clock = Clock::fixed(NOON);
        let service = new_service(store.clone(), clock.clone(), folder.path());
        let database = match &backend {
            Backend::Postgres { url, .. } => Some(Database::of(url)),
            Backend::Folder(_) => None,
        };
        let read_mails = Mutex::default();
        Self { engine, backend, store, service, read_mails, clock, folder, _database: database }
    }

    /// Comes back when so many transactions of this world wait for a lock that another one holds. On SQLite,
    /// whose one writer is waited for before anything is read, at once.
    pub async fn until_waiting(&self, count: i64) {
        loop {
            // What the server tells of itself stays the same within a transaction.
            let mut tx = self.store.control(Mode::Read).await.expect("a connection to ask with");
            let waiting = tx.raw().count_waiting().await.expect("an answer about locks");
            if waiting.is_none_or(|waiting| waiting >= count) {
                return;
            }
        }
    }

    /// A folder to write in, removed with the world.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where SQLite keeps its files.
    pub fn data(&self) -> PathBuf {
        self.folder().join("data")
    }

    pub(crate) fn outbox(&self) -> PathBuf {
        self.folder().join("outbox")
    }

    pub fn now(&self) -> Micros {
        self.clock.now()
    }

    pub fn advance(&self, by: Micros) {
        self.clock.advance(by);
    }

    /// What entries of audit logs are keyed with here.
    pub fn audit_key(&self) -> Key {
        audit_key(self.folder())
    }

    /// Work that comes round by itself is due now.
    pub async fn come_round(&self, kind: JobKind) {
        let (id, now) = (chance::id(self.now(), JobId::new), self.now());
        let new = NewJob {
            id: &id,
            kind: kind.as_str(),
            key: id.as_str(),
            data: "{}",
            tenant: None,
            priority: Priority::Bulk,
            run_at: now,
            asker: None,
        };
        let mut tx = self.store.control(Mode::Write).await.expect("the control database");
        jobs::insert(&mut tx, &new, now).await.expect("a job");
        tx.commit().await.expect("a commit");
    }

    /// The same data opened once more, as by a restart.
    pub async fn reopened(&self) -> Store {
        Store::open(&self.backend, self.audit_key()).await.expect("the store to open again")
    }

    /// A server beside the first, on the same data, clock and outbox.
    pub async fn other_server(&self) -> Service {
        new_service(self.reopened().await, self.clock.clone(), self.folder())
    }

    /// A server beside the first that has these keys for secrets, as its settings name them.
    pub async fn server_with_keys(&self, keys: &str) -> Service {
        let mailer = Mailer::folder(self.outbox(), FROM).expect("an outbox");
        let secrets = Secrets::open(self.folder(), Some(keys)).expect("keys to encrypt with");
        let store = Store::open(&self.backend, secrets.audit_key()).await.expect("the store to open again");
        Service::new(store, self.clock.clone(), mailer, secrets, PUBLIC_URL)
    }

    /// A server beside the first with another ceiling for mails in an hour.
    pub async fn server_with_mails(&self, per_hour: u32) -> Service {
        self.other_server().await.with_mails_per_hour(per_hour)
    }

    /// A server beside the first that sends its mail to an SMTP server.
    pub async fn server_with_smtp(&self, url: &str) -> Service {
        let mailer = Mailer::smtp(url, FROM).expect("an SMTP server");
        let secrets = Secrets::open(self.folder(), None).expect("a key to encrypt with");
        Service::new(self.reopened().await, self.clock.clone(), mailer, secrets, PUBLIC_URL)
    }
}

/// The versions that data was kept from, the oldest first.
pub const KEPT: std::ops::RangeInclusive<u8> = 1..=3;

/// What is known of the kept data: who is in it, and the secrets that open it.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Kept {
    pub slug: String,
    /// The token of the owner's session.
    pub session: String,
    pub agent_key: String,
    pub api_key: String,
    pub share_link: String,
    /// The token of an open invitation.
    pub invitation: String,
    /// The secret of the authenticator app of `bea@example.test`.
    pub authenticator: String,
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder to copy into");
    for entry in std::fs::read_dir(from).expect("a folder to copy") {
        let entry = entry.expect("an entry to copy");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file to copy");
        }
    }
}

const FROM: &str = "Parvis <parvis@parvis.test>";
const PUBLIC_URL: &str = "https://parvis.test";

pub(crate) fn audit_key(folder: &Path) -> Key {
    Secrets::open(folder, None).expect("a key to encrypt with").audit_key()
}

fn new_service(store: Store, clock: Clock, folder: &Path) -> Service {
    let mailer = Mailer::folder(folder.join("outbox"), FROM);
    let secrets = Secrets::open(folder, None).expect("a key to encrypt with");
    Service::new(store, clock, mailer.expect("an outbox"), secrets, PUBLIC_URL)
}
