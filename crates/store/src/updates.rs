//! A tenant's database gets this version's shape in the background: whoever needs it waits a moment, and is then told
//! that it is being updated. One that takes long keeps nobody else from theirs.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::{Semaphore, watch};

use crate::{Result, StoreError, audit::Key, conn::Database, migrate, tenants::Location};

/// How long somebody waits for an update before they are told of it.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long one that met somebody else waits before it is tried again.
const PAUSE: Duration = Duration::from_millis(500);
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

type Running = HashMap<Location, watch::Receiver<Option<Outcome>>>;

#[derive(Clone, Debug)]
pub(crate) struct Updates {
    running: Arc<Mutex<Running>>,
    turns: Arc<Semaphore>,
}

impl Updates {
    /// Where everybody shares connections, updates take a quarter of them, but at least two.
    pub(crate) fn of(connections: Option<u32>) -> Self {
        let quarter = connections.map_or(AT_ONCE, |shared| usize::try_from(shared / 4).unwrap_or(AT_ONCE));
        Self { running: Arc::default(), turns: Arc::new(Semaphore::new(quarter.clamp(2, AT_ONCE))) }
    }

    /// Brings a tenant's database to this version's shape, unless it has it.
    pub(crate) async fn run(&self, location: &Location, database: &Database, key: &Key) -> Result<()> {
        if !migrate::is_behind(database, &migrate::TENANT).await? {
            return Ok(());
        }
        let mut ended = self.begin(location, database, key);
        let outcome = match tokio::time::timeout(PATIENCE, ended.wait_for(Option::is_some)).await {
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

    fn running(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The update that runs already, or a new one.
    fn begin(&self, location: &Location, database: &Database, key: &Key) -> watch::Receiver<Option<Outcome>> {
        let mut running = self.running();
        // One that panicked left its turn behind.
        if let Some(ended) = running.get(location).filter(|ended| ended.has_changed().is_ok()) {
            return ended.clone();
        }
        let (end, ended) = watch::channel(None);
        running.insert(location.clone(), ended.clone());
        drop(running);
        let (updates, location) = (self.clone(), location.clone());
        let (database, key) = (database.clone(), key.clone());
        tokio::spawn(async move {
            let _turn = updates.turns.acquire().await;
            let outcome = loop {
                match migrate::run(&database, &migrate::TENANT, &key).await {
                    Ok(()) => break Outcome::Done,
                    // Somebody writes, or another server is at it.
                    Err(StoreError::Busy) => tokio::time::sleep(PAUSE).await,
                    Err(StoreError::Lost(_)) => break Outcome::Lost,
                    Err(error) => break Outcome::Failed(error.to_string()),
                }
            };
            updates.running().remove(&location);
            end.send_replace(Some(outcome));
        });
        ended
    }
}
