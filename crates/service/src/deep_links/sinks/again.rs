//! Sending a stretch of time once more, what a sink would not take, and how sending goes.

use domain::{
    Checks, Error, Micros,
    audit::{Deed, Target, TargetKind},
    deep_links::{
        flows::{Flow, FlowState, stretch},
        targets::LinkTarget,
    },
    permission::{ManageSettings, ViewEvents},
    plans::Feature,
    zones::{Zone, rfc3339},
};
use serde_json::json;
use store::{
    Mode, TenantTx,
    control::link_targets,
    tenant::{
        events,
        sinks::{self, Cursor, Rejected, SinkKind},
    },
};

use crate::{Access, OrInternal, Result, access::Change};

/// What a sink would not take and is shown, the newest of it.
const SHOWN: i64 = 100;

/// Has the events of a stretch of time sent once more, those at its end left out. What is there stays as it is, so that
/// nothing is there twice. Asked for again, it begins anew with the new stretch.
pub async fn again(
    mut access: Access<ManageSettings>,
    sink: SinkKind,
    (from, to): (Micros, Micros),
) -> Result<()> {
    let mut checks = Checks::default();
    checks.word("to", &rfc3339(to), from < to);
    checks.finish()?;
    let cursor = sinks::lock(access.tx(), sink).await.or_internal()?;
    let cursor = Cursor { again_rejected: false, ..cursor };
    begin(access, cursor, (from, to), Deed::EventsSendAgain).await
}

/// The same of a stretch as it was written: instants, or days in the tenant's zone.
pub async fn again_between(
    access: Access<ManageSettings>,
    store: &str,
    (from, to): (&str, &str),
) -> Result<()> {
    let zone = Zone::parse(&access.tenant().time_zone).unwrap_or_default();
    let sink = sink(store)?;
    again(access, sink, stretch(from, to, &zone)?).await
}

async fn begin(
    mut access: Access<ManageSettings>,
    cursor: Cursor,
    (from, to): (Micros, Micros),
    deed: Deed,
) -> Result<()> {
    let sink = cursor.sink;
    let (again_at, again_until) = (Some(from), Some(to));
    let begun = Cursor { again_at, again_id: String::new(), again_until, outcomes_at: 0, ..cursor };
    sinks::update(access.tx(), &begun).await.or_internal()?;
    let after = json!({ "sink": sink.as_str(), "from": rfc3339(from), "to": rfc3339(to) });
    note(&mut access, deed, after).await?;
    let service = access.service().clone();
    service.news().tell(&access.commit().await?);
    Ok(())
}

async fn note(access: &mut Access<ManageSettings>, deed: Deed, after: serde_json::Value) -> Result<()> {
    let target = Target::new(TargetKind::Events, access.tenant().id.to_string());
    access.audit(Change { after: Some(after), ..Change::of(deed, target) }).await
}

/// Has what a sink would not take tried once more, and nothing else. What it takes is kept aside no longer.
pub async fn retry_rejected(mut access: Access<ManageSettings>, sink: SinkKind) -> Result<()> {
    let cursor = sinks::lock(access.tx(), sink).await.or_internal()?;
    let between = sinks::rejected_between(access.tx(), sink).await.or_internal()?;
    let (first, last) = between.ok_or(Error::NotFound)?;
    // A stretch that is sent once more already goes on being so, with what was refused in it.
    let stretch = cursor.again_at.zip(cursor.again_until).filter(|_| !cursor.again_rejected);
    let (from, to) = stretch.map_or((first, last + 1), |(from, to)| (from.min(first), to.max(last + 1)));
    let cursor = Cursor { again_rejected: stretch.is_none(), ..cursor };
    begin(access, cursor, (from, to), Deed::EventsRetryRejected).await
}

/// Forgets what a sink would not take: it stays here and is missing there.
pub async fn clear_rejected(mut access: Access<ManageSettings>, sink: SinkKind) -> Result<()> {
    let cursor = sinks::lock(access.tx(), sink).await.or_internal()?;
    let count = cursor.rejected;
    sinks::delete_rejected(access.tx(), sink).await.or_internal()?;
    sinks::update(access.tx(), &Cursor { rejected: 0, ..cursor }).await.or_internal()?;
    note(&mut access, Deed::EventsClearRejected, json!({ "sink": sink.as_str(), "events": count })).await?;
    let service = access.service().clone();
    service.news().tell(&access.commit().await?);
    Ok(())
}

/// How a tenant's sending to a sink goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Events that wait.
    pub backlog: i64,
    /// When the oldest of them was taken in.
    pub backlog_since: Option<Micros>,
    pub sent: i64,
    pub sent_at: Option<Micros>,
    /// Events that it will not take.
    pub rejected: i64,
    /// Events that were let go of before they were sent, and when that was seen last.
    pub lost: i64,
    pub lost_at: Option<Micros>,
    /// Since when nothing gets through, and why.
    pub failed_since: Option<Micros>,
    pub problem: String,
    /// When it is tried again; in the past: at once.
    pub next_at: Micros,
    /// Whether something is sent once more.
    pub is_again: bool,
}

impl State {
    pub fn flow(&self) -> Flow {
        Flow {
            waiting: self.backlog,
            waiting_since: self.backlog_since,
            failed_since: self.failed_since,
            problem: self.problem.clone(),
            next_at: self.next_at,
            lost: self.lost,
            rejected: self.rejected,
        }
    }
}

/// How sending goes; none: nothing was ever sent there.
pub async fn state(access: &mut Access<ViewEvents>, sink: SinkKind) -> Result<Option<State>> {
    state_of(access.tx(), sink).await
}

pub(super) async fn state_of(tx: &mut TenantTx, sink: SinkKind) -> Result<Option<State>> {
    let Some(cursor) = sinks::find(tx, sink).await.or_internal()? else { return Ok(None) };
    let positions = sinks::list_positions(tx, sink).await.or_internal()?;
    let (mut backlog, mut backlog_since) = (0, None::<Micros>);
    for (agent, last) in events::list_numbers(tx).await.or_internal()? {
        let position = positions.iter().find(|one| one.agent_id == agent).map_or(0, |one| one.position);
        if position >= last {
            continue;
        }
        backlog += last - position;
        let first = events::list_numbered(tx, &agent, (position, last), 1).await.or_internal()?;
        let taken_in = first.first().map(|one| one.event.received_at);
        backlog_since = [backlog_since, taken_in].into_iter().flatten().min();
    }
    Ok(Some(State {
        backlog,
        backlog_since,
        sent: cursor.sent.max(0),
        sent_at: cursor.sent_at,
        rejected: cursor.rejected,
        lost: positions.iter().map(|one| one.lost).sum(),
        lost_at: positions.iter().filter_map(|one| one.lost_at).max(),
        failed_since: cursor.failed_since,
        problem: cursor.problem,
        next_at: cursor.next_at,
        is_again: cursor.again_at.is_some(),
    }))
}

/// What a sink will not take, the newest first, with its reasons.
pub async fn rejected(access: &mut Access<ViewEvents>, sink: SinkKind) -> Result<Vec<Rejected>> {
    sinks::list_rejected(access.tx(), sink, SHOWN).await.or_internal()
}

/// How a tenant's events flow to one store.
#[derive(Clone, Debug)]
pub struct ToStore {
    pub store: LinkTarget,
    /// None: nothing was sent there yet.
    pub state: Option<State>,
    /// What it will not take, the newest of it.
    pub rejected: Vec<Rejected>,
}

impl ToStore {
    /// What there is to say of it; nothing before anything was sent.
    pub fn states(&self) -> Vec<FlowState> {
        self.state.as_ref().map(|state| state.flow().states()).unwrap_or_default()
    }
}

/// The store that a sink is.
pub fn store_of(sink: SinkKind) -> LinkTarget {
    match sink {
        SinkKind::Influxdb => LinkTarget::Influxdb,
        SinkKind::Elasticsearch => LinkTarget::Elasticsearch,
    }
}

/// The sink of a store by its word.
pub fn sink(store: &str) -> Result<SinkKind> {
    store.parse().map_err(|_| Error::NotFound)
}

/// How the events flow to each store that is connected and that the plan gives.
pub async fn flows(mut access: Access<ViewEvents>) -> Result<Vec<ToStore>> {
    let (service, entitlements) = (access.service().clone(), access.entitlements().clone());
    let mut all = Vec::new();
    for kind in SinkKind::ALL {
        let state = state(&mut access, *kind).await?;
        let rejected = rejected(&mut access, *kind).await?;
        all.push(ToStore { store: store_of(*kind), state, rejected });
    }
    // One transaction after the other.
    drop(access);
    let mut tx = service.control(Mode::Read).await?;
    let connections = link_targets::list(&mut tx).await.or_internal()?;
    let is_on = |store| connections.iter().any(|one| one.target == store && one.mode.is_on());
    all.retain(|one| {
        let mut programs = LinkTarget::ALL.iter().filter(|program| !program.is_store());
        let program = programs.find(|program| program.store() == one.store);
        let is_given =
            program.is_some_and(|program| entitlements.has_word(Feature::DeepLinks, program.as_str()));
        is_given && is_on(one.store)
    });
    Ok(all)
}
