//! Servers of different versions on the same data refuse each other. One that has just ended, or was killed, is
//! waited for, so that an upgrade is stop and start.

use std::time::Duration;

use domain::{Error, Locale};
use service::{
    Service,
    servers::{Other, Presence},
};
use store::{Backend, Store, StoreError, audit::Key};

pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Longer than a server that was killed still counts as one at work.
const PATIENCE: u32 = 40;
const SECOND: Duration = Duration::from_secs(1);

/// Opens the data. Its shape is not changed while servers of another version are at work on it.
pub(crate) async fn open(backend: &Backend, key: Key, is_serving: bool) -> Result<Store, String> {
    let mut waited = 0;
    let store = loop {
        match Store::open(backend, key.clone()).await {
            Err(error @ StoreError::AtWork(_)) if is_serving && waited < PATIENCE => {
                wait(&mut waited, &error.to_string()).await;
            }
            opened => break opened.map_err(|error| format!("the data cannot be opened: {error}"))?,
        }
    };
    if !is_serving {
        store.wait_for_updates();
    }
    Ok(store)
}

/// Refuses a command while servers of another version are at work: it would read, write and update spaces by its own
/// rules.
pub(crate) async fn check(service: &Service) -> Result<(), String> {
    match service.other_version(VERSION).await.map_err(sentence)? {
        Some(other) => Err(refusal(&other)),
        None => Ok(()),
    }
}

/// Says that this server works on the data.
pub(crate) async fn announce(service: &Service) -> Result<Presence, String> {
    let mut waited = 0;
    loop {
        match service.announce(VERSION).await.map_err(sentence)? {
            Ok(presence) => return Ok(presence),
            Err(other) if waited < PATIENCE => wait(&mut waited, &refusal(&other)).await,
            Err(other) => return Err(refusal(&other)),
        }
    }
}

pub(crate) fn refusal(other: &Other) -> String {
    format!(
        "a server of version {} is at work on this data, and this is version {VERSION}: stop that server first, \
         or use its version",
        other.version
    )
}

async fn wait(waited: &mut u32, why: &str) {
    if *waited == 0 {
        tracing::warn!("{why}; waiting {PATIENCE} seconds for it to end");
    }
    *waited += 1;
    tokio::time::sleep(SECOND).await;
}

fn sentence(error: Error) -> String {
    error.sentence(Locale::En)
}
