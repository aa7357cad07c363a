//! Tells open pages that there is something new of what they show of a tenant.
//!
//! However many pages are open, a tenant is looked at once for all of them; a page is asked about its own
//! rights only when there was something, or now and then.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::{
    Error, SessionId, TenantId,
    permission::{MayOne, ViewAudit, ViewOverview},
};
use store::{
    Mode,
    control::tenants::Tenant,
    tenant::{Among, events},
};
use tokio::sync::{Notify, watch};

use crate::{Access, Caller, OrInternal, Result, Service, TeamAccess, background::supervise, jobs::looks};

/// Looks at a tenant are at least so far apart, however fast mail comes in,
const PACE: Duration = Duration::from_millis(200);
/// and this much more when nobody says that something changed: another server may have taken something in.
const IDLE: Duration = Duration::from_millis(1300);
/// Streams of one session at once: a browser needs two.
const PER_SESSION: usize = 10;
/// Streams of one tenant at once; whoever comes later asks instead.
const PER_TENANT: usize = 250;

/// What a page shows of a tenant, and so follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    MailFlow,
    Jobs,
}

/// What is watched: a channel per tenant and topic, and how many streams each session has.
#[derive(Debug, Default)]
pub struct Live(Mutex<Watched>);

#[derive(Debug, Default)]
struct Watched {
    tenants: HashMap<(TenantId, Topic), Channel>,
    sessions: HashMap<SessionId, Seats>,
}

/// The streams of one session.
#[derive(Debug, Default)]
struct Seats {
    taken: usize,
    /// Wakes them when it ends.
    ended: Arc<Notify>,
}

#[derive(Clone, Debug)]
struct Channel {
    /// Wakes the one that looks.
    wake: Arc<Notify>,
    changes: watch::Sender<u64>,
}

/// A stream's slot, and what it waits for.
#[derive(Debug)]
pub struct Watch {
    service: Service,
    session: SessionId,
    changes: watch::Receiver<u64>,
    ended: Arc<Notify>,
}

impl Watch {
    /// Ends when the tenant may have something new, or somebody's rights there may be others.
    pub async fn changed(&mut self) {
        tokio::select! {
            Ok(()) = self.changes.changed() => {}
            () = self.ended.notified() => {}
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut watched = self.service.live().watched();
        if let Some(seats) = watched.sessions.get_mut(&self.session) {
            seats.taken -= 1;
            if seats.taken == 0 {
                watched.sessions.remove(&self.session);
            }
        }
        drop(watched);
        metrics::gauge!("parvis_live_streams").decrement(1);
    }
}

impl Live {
    fn watched(&self) -> MutexGuard<'_, Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something was taken in.
    pub fn notify(&self, tenant: &TenantId) {
        if let Some(channel) = self.watched().tenants.get(&(tenant.clone(), Topic::MailFlow)) {
            channel.wake.notify_one();
        }
    }

    /// Somebody's rights may be others from now on: every open page is asked about its own.
    pub(crate) fn recheck(&self, tenant: &TenantId) {
        let watched = self.watched();
        let topics = [Topic::MailFlow, Topic::Jobs].map(|topic| (tenant.clone(), topic));
        for channel in topics.iter().filter_map(|topic| watched.tenants.get(topic)) {
            channel.changes.send_modify(|changes| *changes += 1);
        }
    }

    /// A session is over, and so are its streams.
    pub(crate) fn end(&self, session: &SessionId) {
        if let Some(seats) = self.watched().sessions.get(session) {
            seats.ended.notify_waiters();
        }
    }

    /// Whether nobody watches a tenant any more, which is then forgotten.
    fn is_forgotten(&self, topic: &(TenantId, Topic)) -> bool {
        let mut watched = self.watched();
        let is_idle = watched.tenants.get(topic).is_none_or(|channel| channel.changes.is_closed());
        if is_idle {
            watched.tenants.remove(topic);
        }
        is_idle
    }
}

/// Takes a slot among the streams of a tenant. A change after this is not missed.
pub fn watch(service: &Service, tenant: &Tenant, topic: Topic, session: &SessionId) -> Result<Watch> {
    let mut watched = service.live().watched();
    let key = (tenant.id.clone(), topic);
    let open = watched.tenants.get(&key).map_or(0, |channel| channel.changes.receiver_count());
    let own = watched.sessions.get(session).map_or(0, |seats| seats.taken);
    if own >= PER_SESSION || open >= PER_TENANT {
        return Err(Error::RateLimited { retry_after: 60 });
    }
    let seats = watched.sessions.entry(session.clone()).or_default();
    seats.taken += 1;
    let ended = seats.ended.clone();
    let changes = if let Some(channel) = watched.tenants.get(&key) {
        channel.changes.subscribe()
    } else {
        let (sender, changes) = watch::channel(0);
        let channel = Channel { wake: Arc::default(), changes: sender };
        watched.tenants.insert(key, channel.clone());
        let (service, tenant) = (service.clone(), tenant.clone());
        tokio::spawn(async move {
            supervise("live", || look(service.clone(), tenant.clone(), topic, channel.clone())).await;
        });
        changes
    };
    drop(watched);
    metrics::gauge!("parvis_live_streams").increment(1);
    Ok(Watch { service: service.clone(), session: session.clone(), changes, ended })
}

/// Looks at one tenant for as long as somebody watches it.
async fn look(service: Service, tenant: Tenant, topic: Topic, channel: Channel) {
    let mut seen = None;
    let key = (tenant.id.clone(), topic);
    loop {
        // First, so that a look that panics each time ends with the last page all the same.
        if service.live().is_forgotten(&key) {
            return;
        }
        match whole(&service, &tenant, topic).await {
            Ok(mark) if seen.as_ref() != Some(&mark) => {
                seen = Some(mark);
                channel.changes.send_modify(|changes| *changes += 1);
            }
            Ok(_) => {}
            // A database that is gone for a moment is looked at again.
            Err(error) => tracing::debug!(%error, "a tenant could not be looked at"),
        }
        tokio::time::sleep(PACE).await;
        let _ = tokio::time::timeout(IDLE, channel.wake.notified()).await;
    }
}

/// The mark of everything in a tenant. Nobody is told it: it says only that somebody should look.
async fn whole(service: &Service, tenant: &Tenant, topic: Topic) -> Result<String> {
    if topic == Topic::Jobs {
        return looks::mark_of(service, &mut service.control(Mode::Read).await?, &tenant.id).await;
    }
    let location = tenant.location().or_internal()?;
    let mut tx = service.store().tenant(&location, Mode::Read).await.or_internal()?;
    let newest = events::newest(&mut tx, Among::ALL).await.or_internal()?;
    Ok(format!("{newest:?}"))
}

/// A word that changes with what somebody can see in a tenant. Of what lies outside their part of it, people
/// do not even learn that it changed.
pub async fn mark<P: MayOne>(access: &mut Access<P>) -> Result<String> {
    let (_, among) = crate::policy_agents::covered(access).await?;
    let (last, agents, heard, changed) = events::newest(access.tx(), &among).await.or_internal()?;
    let (last, changed, tenant) = (last.unwrap_or_default(), changed.unwrap_or_default(), access.tenant());
    let closed = tenant.closed_at.or(tenant.suspended_at).unwrap_or_default();
    Ok(format!("{last}.{agents}.{heard}.{changed}.{closed}"))
}

/// The mark for whoever has a page of the tenant open.
pub async fn mark_for(service: &Service, caller: &Caller, slug: &str, topic: Topic) -> Result<String> {
    match topic {
        Topic::MailFlow => mark(&mut Access::<ViewOverview>::enter(service, caller, slug).await?).await,
        Topic::Jobs => looks::mark(&mut TeamAccess::<ViewAudit>::enter(service, caller, slug).await?).await,
    }
}

/// The tenant, for whoever may follow the topic there.
pub async fn tenant_for(service: &Service, caller: &Caller, slug: &str, topic: Topic) -> Result<Tenant> {
    Ok(match topic {
        Topic::MailFlow => Access::<ViewOverview>::enter(service, caller, slug).await?.tenant().clone(),
        Topic::Jobs => TeamAccess::<ViewAudit>::enter(service, caller, slug).await?.tenant().clone(),
    })
}
