//! What is used by reading: requests of keys' allowances, and when a key or a session was last shown. It is gathered
//! in memory and written a second late at most, so that a request that only reads writes nothing.
//!
//! A server that is killed forgets a second of it; servers on one database learn of each other's a second late.

use std::{
    collections::HashMap,
    mem::take,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::{ApiKeyId, Micros, SessionId};
use store::{
    Location, Mode,
    control::{rate_limits, sessions},
    tenant::api_keys,
};
use tokio::{sync::Notify, task::JoinSet};

use crate::{OrInternal, Result, Service};

/// How long what was used waits to be written with what comes after it.
const PAUSE: Duration = Duration::from_millis(500);

/// What is not written yet.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    waiting: Mutex<Waiting>,
    added: Notify,
    /// One at a time writes.
    writing: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Waiting {
    requests: HashMap<String, Requests>,
    keys: HashMap<ApiKeyId, Shown>,
    sessions: HashMap<SessionId, Seen>,
}

/// Requests of one allowance.
#[derive(Debug, Default)]
struct Requests {
    waiting: Batch,
    /// On its way into the database: it counts until it is certain to be there.
    leaving: Batch,
}

/// So much of an allowance, as a length of time, used since an instant.
#[derive(Clone, Copy, Debug, Default)]
struct Batch {
    length: Micros,
    since: Micros,
}

/// When a session was used last, and when it ends if it is not used again.
#[derive(Clone, Copy, Debug)]
struct Seen {
    at: Micros,
    expires_at: Micros,
}

/// Where and when a key was shown last.
#[derive(Clone, Debug)]
struct Shown {
    location: Location,
    address: String,
    at: Micros,
}

/// What is on its way into the databases.
#[derive(Debug)]
struct Leaving {
    requests: Vec<(String, Batch)>,
    keys: HashMap<ApiKeyId, Shown>,
    sessions: HashMap<SessionId, Seen>,
}

impl Batch {
    /// Until when an allowance is used up, with these.
    fn after(self, used_until: Micros) -> Micros {
        if self.length == 0 { used_until } else { used_until.max(self.since) + self.length }
    }

    fn add(&mut self, length: Micros, since: Micros) {
        if self.length == 0 || since < self.since {
            self.since = since;
        }
        self.length += length;
    }
}

impl Uses {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one request of an allowance that is used up until `written` as far as the database knows. Answers
    /// until when it is used up then, or how long to wait where there is none left.
    pub(crate) fn take(
        &self,
        allowance: &str,
        (burst, every): (i64, Micros),
        written: Micros,
        now: Micros,
    ) -> std::result::Result<Micros, Micros> {
        let mut waiting = self.waiting();
        let requests = waiting.requests.entry(allowance.to_owned()).or_default();
        let used = requests.waiting.after(requests.leaving.after(written)).max(now);
        let wait = used + every - now - burst * every;
        if wait > 0 {
            return Err(wait);
        }
        requests.waiting.add(every, now);
        drop(waiting);
        self.added.notify_one();
        Ok(used + every)
    }

    /// Takes what waits, in one order by whoever writes, so that two servers never wait for each other.
    fn leave(&self) -> Leaving {
        let mut waiting = self.waiting();
        // Of what was only refused there is nothing to write.
        waiting.requests.retain(|_, requests| requests.waiting.length > 0);
        let leaving = waiting.requests.iter_mut().map(|(allowance, requests)| {
            requests.leaving = take(&mut requests.waiting);
            (allowance.clone(), requests.leaving)
        });
        let mut leaving: Vec<_> = leaving.collect();
        leaving.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let (keys, sessions) = (take(&mut waiting.keys), take(&mut waiting.sessions));
        Leaving { requests: leaving, keys, sessions }
    }

    /// Forgets what was written; what was not waits again.
    fn settle(&self, requests: &[(String, Batch)], is_written: bool) {
        let mut waiting = self.waiting();
        for (allowance, _) in requests {
            let Some(left) = waiting.requests.get_mut(allowance) else { continue };
            let leaving = take(&mut left.leaving);
            if !is_written {
                left.waiting.add(leaving.length, leaving.since);
            }
            if left.waiting.length == 0 {
                waiting.requests.remove(allowance);
            }
        }
    }

    pub(crate) fn see(&self, session: &SessionId, at: Micros, expires_at: Micros) {
        self.waiting().sessions.insert(session.clone(), Seen { at, expires_at });
        self.added.notify_one();
    }

    pub(crate) fn show(&self, key: &ApiKeyId, location: Location, address: &str, at: Micros) {
        self.waiting().keys.insert(key.clone(), Shown { location, address: address.to_owned(), at });
        self.added.notify_one();
    }
}

impl Service {
    /// Writes what is used, for as long as the server runs.
    pub async fn write_uses(&self) {
        loop {
            self.uses().added.notified().await;
            tokio::time::sleep(PAUSE).await;
            let mut showing = JoinSet::new();
            if let Err(error) = self.write_waiting(&mut showing).await {
                tracing::warn!(%error, "what was used could not be written yet");
                // What waits is tried again, with what comes after it.
                self.uses().added.notify_one();
            }
            // A tenant in whose database somebody else writes keeps no other's allowances waiting.
            showing.detach_all();
        }
    }

    /// Writes what was used until now.
    pub async fn flush_uses(&self) -> Result<()> {
        let mut showing = JoinSet::new();
        let written = self.write_waiting(&mut showing).await;
        while showing.join_next().await.is_some() {}
        written
    }

    /// Writes the requests, and sets out to write when keys were shown, each tenant's by itself.
    async fn write_waiting(&self, showing: &mut JoinSet<()>) -> Result<()> {
        let _turn = self.uses().writing.lock().await;
        let Leaving { requests, keys, sessions } = self.uses().leave();
        let mut tenants: HashMap<Location, Vec<(ApiKeyId, Shown)>> = HashMap::new();
        for (key, shown) in keys {
            tenants.entry(shown.location.clone()).or_default().push((key, shown));
        }
        for (location, keys) in tenants {
            let service = self.clone();
            showing.spawn(async move {
                if let Err(error) = service.write_shown(&location, &keys).await {
                    tracing::warn!(%location, %error, "when keys were last used could not be written");
                }
            });
        }
        let written = self.write_requests(&requests).await;
        self.uses().settle(&requests, written.is_ok());
        // Each by itself: whoever ends several of somebody's sessions takes them in an order of their own.
        for (session, seen) in sessions {
            self.write_seen(&session, seen).await?;
        }
        written
    }

    async fn write_seen(&self, session: &SessionId, seen: Seen) -> Result<()> {
        let mut tx = self.control(Mode::Write).await?;
        sessions::update_seen(&mut tx, session, seen.at, seen.expires_at).await.or_internal()?;
        tx.commit().await.or_internal()
    }

    async fn write_requests(&self, requests: &[(String, Batch)]) -> Result<()> {
        if requests.is_empty() {
            return Ok(());
        }
        let mut tx = self.control(Mode::Write).await?;
        for (allowance, batch) in requests {
            rate_limits::add(&mut tx, allowance, batch.length, batch.since).await.or_internal()?;
        }
        tx.commit().await.or_internal()
    }

    async fn write_shown(&self, location: &Location, keys: &[(ApiKeyId, Shown)]) -> Result<()> {
        let mut tx = self.store().tenant(location, Mode::Write).await.or_internal()?;
        for (key, shown) in keys {
            api_keys::update_used(&mut tx, key, &shown.address, shown.at).await.or_internal()?;
        }
        tx.commit().await.or_internal()
    }
}
