//! A tenant's database gets this version's shape in the background: whoever needs it waits a moment, and is then told
//! that it is being updated. One that takes long keeps nobody else from theirs.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::{Semaphore, watch};

use crate::{Result, StoreError, audit::Key, conn::Database, location::Location, migrate};

/// How long somebody waits for an update before they are told of it. Whoever comes later is told at once.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long one that met somebody else waits before it is tried again.
const PAUSE: Duration = Duration::from_millis(500);
/// How long one that failed is left alone.
const REST: Duration = Duration::from_mins(5);
/// Updates at once on one server.
const AT_ONCE: usize = 4;

/// How an update ended.
#[derive(Clone, Debug)]
enum Outcome {
    Done,
    /// The database went away; whoever comes next begins it again.
    Lost,
    Failed(String),
}

#[derive(Clone, Debug)]
struct Update {
    begun: Instant,
    ended: watch::Receiver<Option<Outcome>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Updates {
    known: Arc<Mutex<HashMap<Location, Update>>>,
    turns: Arc<Semaphore>,
    waits: Arc<AtomicBool>,
}

impl Updates {
    /// Where everybody shares connections, updates take a quarter of them, but at least two.
    pub(crate) fn of(connections: Option<u32>) -> Self {
        let quarter = connections.map_or(AT_ONCE, |shared| usize::try_from(shared / 4).unwrap_or(AT_ONCE));
        Self {
            known: Arc::default(),
            turns: Arc::new(Semaphore::new(quarter.clamp(2, AT_ONCE))),
            waits: Arc::default(),
        }
    }

    /// Has everybody wait until an update is done.
    pub(crate) fn wait(&self) {
        self.waits.store(true, Ordering::Relaxed);
    }

    /// Brings a tenant's database to this version's shape, unless it has it.
    pub(crate) async fn run(&self, location: &Location, database: &Database, key: &Key) -> Result<()> {
        if !migrate::is_behind(database, &migrate::TENANT).await? {
            return Ok(());
        }
        let Update { begun, mut ended } = self.begin(location, database, key);
        let waits = self.waits.load(Ordering::Relaxed);
        let patience = if waits { Duration::MAX } else { PATIENCE.saturating_sub(begun.elapsed()) };
        let outcome = match tokio::time::timeout(patience, ended.wait_for(Option::is_some)).await {
            Ok(Ok(outcome)) => outcome.clone(),
            // It panicked.
            Ok(Err(_)) => None,
            Err(_) => return Err(StoreError::Updating),
        };
        match outcome {
            Some(Outcome::Done) => Ok(()),
            Some(Outcome::Lost) => Err(StoreError::Busy),
            Some(Outcome::Failed(error)) => Err(StoreError::Update(error)),
            None => Err(StoreError::Update("it ended in the middle".to_owned())),
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Location, Update>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The update that runs already or failed a while ago, or a new one.
    fn begin(&self, location: &Location, database: &Database, key: &Key) -> Update {
        let mut known = self.known();
        // One that panicked left its place behind.
        let is_over =
            |update: &Update| update.ended.has_changed().is_err() && update.ended.borrow().is_none();
        if let Some(update) = known.get(location).filter(|update| !is_over(update)) {
            let has_failed = update.ended.borrow().is_some();
            if !has_failed || update.begun.elapsed() < REST {
                return update.clone();
            }
        }
        let (end, ended) = watch::channel(None);
        let update = Update { begun: Instant::now(), ended };
        known.insert(location.clone(), update.clone());
        drop(known);
        let (updates, location) = (self.clone(), location.clone());
        let (database, key) = (database.clone(), key.clone());
        tokio::spawn(async move {
            let outcome = updates.until_done(&database, &key).await;
            if let Outcome::Failed(error) = &outcome {
                tracing::error!(%location, error, "a tenant's data could not be updated; it is tried again in a while");
            } else {
                updates.known().remove(&location);
            }
            end.send_replace(Some(outcome));
        });
        update
    }

    /// Whoever waits for somebody else leaves the turn to others meanwhile.
    async fn until_done(&self, database: &Database, key: &Key) -> Outcome {
        loop {
            let turn = self.turns.acquire().await;
            let updated = migrate::run(database, &migrate::TENANT, key).await;
            drop(turn);
            match updated {
                Ok(()) => return Outcome::Done,
                // Somebody writes, or another server is at it.
                Err(StoreError::Busy) => tokio::time::sleep(PAUSE).await,
                Err(StoreError::Lost(_)) => return Outcome::Lost,
                Err(error) => return Outcome::Failed(error.to_string()),
            }
        }
    }
}
