//! Goes round the tenants: each has a piece sent, and whoever has more comes again when the others had theirs.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use domain::{MINUTE, Micros, TenantId, plans::Feature};
use futures::future::join_all;
use store::control::tenants::{Tenant, TenantState};
use tokio::sync::watch;

use super::{Sent, Sink, Sinks, sending::send, telling};
use crate::{OrInternal, Result, Service, directory};

/// Pieces on their way at the same time.
const AT_ONCE: usize = 4;
/// Rounds are at least so far apart, so that what comes in one by one is sent together,
const PACE: Duration = Duration::from_secs(1);
/// and all tenants are looked at so often, whoever took something in and died.
const SWEEP: Micros = 5 * MINUTE;

/// The sinks that were away when they were last asked, and until when nobody asks them.
pub type Away = BTreeMap<&'static str, Micros>;

/// Sends until nothing waits that can be sent now; answers who is to be looked at again, and when. A sink that is away
/// is asked by one tenant's events alone, until they get through.
pub async fn round(
    service: &Service,
    sinks: &Sinks,
    tenants: impl IntoIterator<Item = Tenant>,
    away: &mut Away,
) -> BTreeMap<TenantId, Micros> {
    let now = service.now();
    let mut queue: VecDeque<(Tenant, Sink)> = VecDeque::new();
    for tenant in tenants {
        let given = tenant.plan.entitlements(now);
        for sink in sinks.all() {
            if given.has_word(Feature::DeepLinks, sink.program().as_str()) {
                queue.push_back((tenant.clone(), sink));
            } else {
                telling::forget(service, &tenant, sink.kind()).await;
            }
        }
    }
    let mut later = BTreeMap::new();
    let mut told: BTreeMap<(TenantId, &str), Micros> = BTreeMap::new();
    let mut wait = |tenant: &Tenant, until: Micros| {
        let at: &mut Micros = later.entry(tenant.id.clone()).or_insert(until);
        *at = (*at).min(until);
    };
    while !queue.is_empty() {
        let (now, mut asked, mut behind) = (service.now(), Vec::new(), Vec::new());
        for (tenant, sink) in queue.drain(..queue.len().min(AT_ONCE)) {
            let kind = sink.kind();
            match away.get(kind.as_str()) {
                Some(until) if *until > now => {
                    wait(&tenant, *until);
                    telling::tell(service, &tenant, kind).await;
                }
                // Who asks whether it is back asks alone.
                Some(_) if asked.iter().any(|(_, other): &(Tenant, Sink)| other.kind() == kind) => {
                    behind.push((tenant, sink));
                }
                _ => asked.push((tenant, sink)),
            }
        }
        queue.extend(behind);
        let sent = join_all(asked.iter().map(|(tenant, sink)| send(service, tenant, sink))).await;
        for ((tenant, sink), sent) in asked.into_iter().zip(sent) {
            let has_more = matches!(sent, Ok(Sent::Events { has_more: true, .. }));
            let (now, about) = (service.now(), (tenant.id.clone(), sink.kind().as_str()));
            if sent.is_ok() && (!has_more || told.get(&about).is_none_or(|at| *at + telling::EVERY <= now)) {
                telling::tell(service, &tenant, sink.kind()).await;
                told.insert(about, now);
            }
            match sent {
                Ok(Sent::Nothing) => {}
                Ok(Sent::Events { has_more, .. }) => {
                    away.remove(sink.kind().as_str());
                    if has_more {
                        queue.push_back((tenant, sink));
                    }
                }
                Ok(Sent::Waits { until }) => wait(&tenant, until),
                Ok(Sent::Failed { until, is_away, .. }) => {
                    wait(&tenant, until);
                    if is_away {
                        away.insert(sink.kind().as_str(), until);
                    } else {
                        away.remove(sink.kind().as_str());
                    }
                }
                Err(error) => {
                    tracing::warn!(tenant = %tenant.slug, %error, "what waits for a sink could not be looked at");
                    wait(&tenant, service.now() + MINUTE);
                }
            }
        }
    }
    later
}

/// Sends for as long as the server runs, to the sinks that there are.
pub async fn watch(service: &Service, mut sinks: watch::Receiver<Sinks>) {
    let (mut later, mut swept_at): (BTreeMap<TenantId, Micros>, Micros) = (BTreeMap::new(), Micros::MIN);
    let mut away = Away::new();
    loop {
        let (now, current) = (service.now(), sinks.borrow_and_update().clone());
        let mut due = service.news().take();
        due.extend(later.iter().filter(|(_, at)| **at <= now).map(|(tenant, _)| tenant.clone()));
        later.retain(|_, at| *at > now);
        let is_sweep = now.saturating_sub(swept_at) >= SWEEP;
        match ready(service, (!is_sweep).then_some(&due)).await {
            Ok(tenants) if current.all().next().is_some() => {
                later.extend(round(service, &current, tenants, &mut away).await);
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the tenants could not be listed; their events wait"),
        }
        if is_sweep {
            swept_at = now;
        }
        tokio::time::sleep(PACE).await;
        let next = later.values().copied().chain([swept_at.saturating_add(SWEEP)]).min().unwrap_or(now);
        let pause = Duration::from_micros(next.saturating_sub(service.now()).max(0).unsigned_abs());
        tokio::select! {
            () = service.news().added() => {}
            Ok(()) = sinks.changed() => {
                swept_at = Micros::MIN;
                away.clear();
            }
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// The tenants whose database is there, all or those named.
async fn ready(service: &Service, named: Option<&BTreeSet<TenantId>>) -> Result<Vec<Tenant>> {
    let is_ready = |tenant: &Tenant| tenant.state == TenantState::Ready && tenant.purged_at.is_none();
    let mut found = Vec::new();
    if let Some(named) = named {
        let mut control = service.control(store::Mode::Read).await?;
        for id in named {
            found.extend(store::control::tenants::find(&mut control, id).await.or_internal()?);
        }
    } else {
        let mut after = String::new();
        loop {
            let page = directory::list(service, &after, 100).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.slug);
            found.extend(page);
        }
    }
    found.retain(is_ready);
    Ok(found)
}
