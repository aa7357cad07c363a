//! Who may send at once. A batch is heavy, and one tenant's batches must not keep another's, or anybody's pages,
//! waiting; so each has to have a turn before its body is read and before a connection is taken.
//!
//! Everything here is this server's own and in memory: it protects this server. What a key may send in all is
//! in the tenant's database ([`super::ingest`]).

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{Error, Micros, PolicyAgentId, SECOND, TenantId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::ingest;
use crate::{Result, Service, chance, policy_agents::Key};

/// Bodies read or worked on at once, of all tenants and of one.
const INSIDE: usize = 64;
const INSIDE_OF_TENANT: usize = 8;
/// Batches of one agent that wait for the one before: an agent sends one at a time.
const WAITING_OF_AGENT: usize = 2;
/// Keys proved at once that this server has not seen yet.
const STRANGERS: usize = 4;
/// Keys that this server remembers to be right.
const KNOWN: usize = 10_000;
/// Tenants that look through many of their requests at once.
const REPLAYING: usize = 4;
/// How long somebody waits for a turn before they are asked to come back.
const PATIENCE: Duration = Duration::from_secs(5);
/// When they are asked to.
const BUSY: Error = Error::Unavailable { retry_after: 1 };

/// The turns of one server.
#[derive(Debug)]
pub struct Admission {
    inside: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
    work: Arc<Semaphore>,
    work_of_tenant: usize,
    tenants: Mutex<HashMap<TenantId, Arc<Gate>>>,
    /// By the hash of a key: until when it is to wait, if it is.
    known: Mutex<HashMap<String, Micros>>,
    replaying: Arc<Mutex<BTreeSet<TenantId>>>,
}

/// The turns of one tenant.
#[derive(Debug)]
struct Gate {
    inside: Arc<Semaphore>,
    work: Arc<Semaphore>,
    agents: Mutex<HashMap<PolicyAgentId, Queue>>,
}

/// The turn of one agent, and those who wait for it.
#[derive(Clone, Debug)]
struct Queue {
    turn: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

/// A batch that may be read. Its agent's next one waits until this is dropped.
#[derive(Debug)]
pub struct Entered {
    gate: Arc<Gate>,
    work: Arc<Semaphore>,
    _places: [OwnedSemaphorePermit; 3],
}

/// A batch that may be worked on.
#[derive(Debug)]
pub struct Turn {
    _of_tenant: OwnedSemaphorePermit,
    _of_all: OwnedSemaphorePermit,
}

/// A tenant that looks through many of its requests, until this is dropped.
#[derive(Debug)]
pub(crate) struct Replaying {
    all: Arc<Mutex<BTreeSet<TenantId>>>,
    tenant: TenantId,
}

impl Drop for Replaying {
    fn drop(&mut self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.tenant);
    }
}

impl Admission {
    /// `connections` is how many a database shares out at most, if it does: half of them stay for pages.
    pub(crate) fn new(connections: Option<u32>) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let half = connections.map_or(8, |connections| usize::try_from(connections / 2).unwrap_or(8));
        Self {
            inside: Arc::new(Semaphore::new(INSIDE)),
            strangers: Arc::new(Semaphore::new(STRANGERS)),
            work: Arc::new(Semaphore::new(half.clamp(1, cores.max(2)))),
            work_of_tenant: (cores / 2).max(1),
            tenants: Mutex::default(),
            known: Mutex::default(),
            replaying: Arc::default(),
        }
    }

    /// Lets a tenant look through many of its requests: one at a time, and few tenants at once.
    pub(crate) fn replay(&self, tenant: &TenantId) -> Result<Replaying> {
        let mut replaying = self.replaying.lock().unwrap_or_else(PoisonError::into_inner);
        if replaying.len() >= REPLAYING || !replaying.insert(tenant.clone()) {
            return Err(BUSY);
        }
        Ok(Replaying { all: self.replaying.clone(), tenant: tenant.clone() })
    }

    fn gate(&self, tenant: &TenantId) -> Arc<Gate> {
        let mut gates = self.tenants.lock().unwrap_or_else(PoisonError::into_inner);
        gates.retain(|_, gate| Arc::strong_count(gate) > 1);
        let new = || Gate {
            inside: Arc::new(Semaphore::new(INSIDE_OF_TENANT)),
            work: Arc::new(Semaphore::new(self.work_of_tenant)),
            agents: Mutex::default(),
        };
        gates.entry(tenant.clone()).or_insert_with(|| Arc::new(new())).clone()
    }

    /// Until when a key that this server knows is to wait; `None` for one that it does not know.
    fn known(&self, hash: &str) -> Option<Micros> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(hash).copied()
    }

    fn remember(&self, hash: String, wait_until: Micros) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN {
            known.clear();
        }
        known.insert(hash, wait_until);
    }

    /// Learns from the answer to a batch: a key that is refused is not known any more, and one that has used
    /// up its allowance is told so from now on before its batch is read.
    pub fn learn<T>(&self, key: &str, now: Micros, answer: &Result<T>) {
        let hash = chance::hash(key);
        match answer {
            Err(Error::InvalidKey) => {
                self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(&hash);
            }
            Err(Error::RateLimited { retry_after }) => self.remember(hash, now + retry_after * SECOND),
            _ => {}
        }
    }
}

impl Gate {
    fn agent(&self, agent: &PolicyAgentId) -> Queue {
        let mut agents = self.agents.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Queue {
            turn: Arc::new(Semaphore::new(1)),
            waiting: Arc::new(Semaphore::new(WAITING_OF_AGENT)),
        };
        agents.entry(agent.clone()).or_insert_with(new).clone()
    }
}

/// Lets a key's batch in, one of each agent at a time. A key that was right before is believed until its
/// batch is taken, which proves it again; another is proved here.
pub async fn enter(service: &Service, whole: &str) -> Result<Entered> {
    let key = Key::parse(whole).ok_or(Error::InvalidKey)?;
    let admission = service.admission();
    let hash = chance::hash(whole);
    match admission.known(&hash) {
        Some(until) if until > service.now() => {
            let retry_after = (until - service.now() + SECOND - 1) / SECOND;
            return Err(Error::RateLimited { retry_after });
        }
        Some(_) => {}
        None => {
            let _turn = wait(&admission.strangers).await?;
            ingest::check_key(service, whole).await?;
            admission.remember(hash, 0);
        }
    }
    let gate = admission.gate(&key.tenant);
    // Its own turn first: what waits for it takes no turn from the tenant's other agents.
    let of_agent = gate.agent(&key.agent).wait().await?;
    let of_tenant = gate.inside.clone().try_acquire_owned().map_err(|_| BUSY)?;
    let of_all = admission.inside.clone().try_acquire_owned().map_err(|_| BUSY)?;
    Ok(Entered { gate, work: admission.work.clone(), _places: [of_tenant, of_agent, of_all] })
}

impl Queue {
    async fn wait(self) -> Result<OwnedSemaphorePermit> {
        if let Ok(turn) = self.turn.clone().try_acquire_owned() {
            return Ok(turn);
        }
        let _waiting = self.waiting.try_acquire_owned().map_err(|_| BUSY)?;
        wait(&self.turn).await
    }
}

impl Entered {
    /// Waits for the turn to be unpacked and counted.
    pub async fn turn(&self) -> Result<Turn> {
        let of_tenant = wait(&self.gate.work).await?;
        let of_all = wait(&self.work).await?;
        Ok(Turn { _of_tenant: of_tenant, _of_all: of_all })
    }
}

async fn wait(turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit> {
    match tokio::time::timeout(PATIENCE, turns.clone().acquire_owned()).await {
        Ok(Ok(turn)) => Ok(turn),
        _ => Err(BUSY),
    }
}
