//! What of a tenant's events waits for a sink: taken a piece at a time, and the cursor moved once it is known what became
//! of it.
//!
//! A piece is claimed first, so that servers do not all send the same. Should whoever claimed it die, another sends it
//! when the claim is over; should it only be slow, the claim is no longer its own, and it moves no cursor.

use std::collections::{BTreeMap, BTreeSet};

use domain::{EventId, HOUR, MINUTE, Micros, PolicyAgentId};
use store::{
    Mode, TenantTx,
    control::tenants::Tenant,
    tenant::{
        events::{self, Before, Numbered},
        outcomes::{self, OutcomeCell},
        policy_agents::{self, AgentState, PolicyAgent},
        sinks::{self, Cursor, Position, Rejected, SinkKind},
        tops::{self, Name},
    },
};

use super::{
    Delivered, Fault, Sent,
    again::{State, state_of},
    pause,
};
use crate::{OrInternal, Result, Service, chance};

/// Events of a piece, at most; half of them for what is sent once more.
const PIECE: i64 = 5000;
/// How long nobody else sends; longer than a piece takes.
const CLAIM: Micros = 3 * MINUTE;
/// How often it is told how the agents are.
const SAMPLE: Micros = 5 * MINUTE;
/// Names of each kind that are sent of an hour, for each agent and domain: as many as anybody looks at, since a store of
/// series suffers from names without end.
const NAMES: i64 = 50;
/// Quarters of what became of mails that are sent at once; those of one instant are fewer.
const OUTCOMES: i64 = 20_000;
/// A batch takes no longer.
const OVERLAP: Micros = 3 * MINUTE;
/// What a sink will not take and is kept, the newest of it.
const KEPT_ASIDE: i64 = 1000;

/// What is sent at once.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) events: Vec<Numbered>,
    /// Those behind this place are sent once more.
    again_from: usize,
    pub(super) agents: BTreeMap<PolicyAgentId, PolicyAgent>,
    /// The most frequent names of the hours that the events are of.
    pub(super) tops: Vec<(Name, i64)>,
    /// What became of mails, as it is now, of the quarters in which that changed; and up to when it is told so.
    pub(super) outcomes: Vec<(OutcomeCell, i64)>,
    outcomes_at: Micros,
    /// As of when it is told how the agents are; none: not now.
    pub(super) sampled_at: Option<Micros>,
    pub(super) now: Micros,
    claim: String,
    /// Of each agent up to which number all events that are kept are here, and where it stood before.
    stretches: Vec<(Position, i64)>,
    /// Whether what is sent once more is sent to its end.
    is_again_whole: bool,
    has_more: bool,
}

/// What there is to send.
pub(super) enum Taken {
    Nothing,
    Waits {
        until: Micros,
    },
    /// With what was made there for the tenant.
    Piece(Box<Piece>, String),
}

impl Piece {
    /// From when until when the events of each agent are that are sent once more.
    pub(super) fn again_by_agent(&self) -> BTreeMap<&PolicyAgentId, (Micros, Micros)> {
        let mut found = BTreeMap::new();
        for Numbered { event, .. } in &self.events[self.again_from..] {
            let (first, last) = found.entry(&event.agent_id).or_insert((event.at, event.at));
            (*first, *last) = ((*first).min(event.at), (*last).max(event.at));
        }
        found
    }
}

pub(super) async fn take(service: &Service, tenant: &Tenant, kind: SinkKind) -> Result<Taken> {
    let (now, location) = (service.now(), tenant.location().or_internal()?);
    // Most have nothing to send: they are not kept from writing.
    let mut tx = service.store().tenant(&location, Mode::Read).await.or_internal()?;
    let cursor = sinks::find(&mut tx, kind).await.or_internal()?;
    let waiting = waiting(&mut tx, kind).await?;
    drop(tx);
    let again = cursor.as_ref().and_then(|cursor| cursor.again_at);
    let sampled_at = cursor.as_ref().map_or(0, |cursor| cursor.sampled_at);
    let is_sampled = kind == SinkKind::Influxdb && now - sampled_at >= SAMPLE;
    if waiting.is_empty() && again.is_none() && !is_sampled {
        return Ok(Taken::Nothing);
    }
    let mut tx = service.store().tenant(&location, Mode::Write).await.or_internal()?;
    let cursor = sinks::lock(&mut tx, kind).await.or_internal()?;
    let until = cursor.next_at.max(cursor.claimed_until);
    if until > now {
        return Ok(Taken::Waits { until });
    }
    let claim = chance::token();
    let claimed = Cursor { claim: claim.clone(), claimed_until: now + CLAIM, ..cursor };
    sinks::update(&mut tx, &claimed).await.or_internal()?;
    tx.commit().await.or_internal()?;
    let mut tx = service.store().tenant(&location, Mode::Read).await.or_internal()?;
    let piece = read(&mut tx, &claimed, is_sampled, now).await?;
    Ok(Taken::Piece(Box::new(piece), claimed.made))
}

/// How sending goes; none: nothing was ever sent there.
pub(super) async fn look(service: &Service, tenant: &Tenant, kind: SinkKind) -> Result<Option<State>> {
    let location = tenant.location().or_internal()?;
    let mut tx = service.store().tenant(&location, Mode::Read).await.or_internal()?;
    state_of(&mut tx, kind).await
}

/// Where each agent stands that has events beyond its position, and the number of its last.
async fn waiting(tx: &mut TenantTx, kind: SinkKind) -> Result<Vec<(Position, i64)>> {
    let numbers = events::list_numbers(tx).await.or_internal()?;
    let positions = sinks::list_positions(tx, kind).await.or_internal()?;
    let mut known: BTreeMap<PolicyAgentId, Position> =
        positions.into_iter().map(|position| (position.agent_id.clone(), position)).collect();
    let mut waiting = Vec::new();
    for (agent, last) in numbers {
        let position = if let Some(position) = known.remove(&agent) {
            position
        } else {
            // What was let go of before the sink was there is not missing.
            let first = events::before_first(tx, &agent).await.or_internal()?.unwrap_or(last);
            Position { agent_id: agent, position: first, counted_from: last, lost: 0, lost_at: None }
        };
        if position.position < last {
            waiting.push((position, last));
        }
    }
    Ok(waiting)
}

async fn read(tx: &mut TenantTx, cursor: &Cursor, is_sampled: bool, now: Micros) -> Result<Piece> {
    let waiting = waiting(tx, cursor.sink).await?;
    let most = if cursor.again_at.is_some() { PIECE / 2 } else { PIECE };
    // Each agent has its part, so that one's backlog keeps no other's waiting.
    let part = (most / i64::try_from(waiting.len().max(1)).unwrap_or(most)).max(100);
    let (mut all, mut stretches, mut has_more) = (Vec::new(), Vec::new(), false);
    for (position, last) in waiting {
        let room = (most - i64::try_from(all.len()).unwrap_or(most)).min(part);
        if room <= 0 {
            has_more = true;
            continue;
        }
        let (agent, after) = (position.agent_id.clone(), position.position);
        let found = events::list_numbered(tx, &agent, (after, last), room).await.or_internal()?;
        let is_cut = i64::try_from(found.len()).is_ok_and(|found| found == room);
        let end = found.last().filter(|_| is_cut).map_or(last, |one| one.number);
        has_more |= end < last;
        stretches.push((position, end));
        all.extend(found);
    }
    let again_from = all.len();
    let mut is_again_whole = true;
    if let (Some(at), Some(until)) = (cursor.again_at, cursor.again_until) {
        let after = Before { at, id: cursor.again_id.clone() };
        let (sink, most) = (cursor.sink, PIECE / 2);
        let found = if cursor.again_rejected {
            events::list_rejected_between(tx, sink, &after, until, most).await
        } else {
            events::list_numbered_between(tx, &after, until, most).await
        };
        let found = found.or_internal()?;
        is_again_whole = i64::try_from(found.len()).is_ok_and(|found| found < PIECE / 2);
        has_more |= !is_again_whole;
        all.extend(found);
    }
    let agents = policy_agents::list(tx).await.or_internal()?;
    let sampled_at = is_sampled.then(|| now.div_euclid(SAMPLE) * SAMPLE);
    let mut tops = Vec::new();
    if cursor.sink == SinkKind::Influxdb {
        let hours: BTreeSet<Micros> = all.iter().map(|one| one.event.at.div_euclid(HOUR) * HOUR).collect();
        for hour in hours {
            tops.extend(tops::list_hour(tx, hour, NAMES).await.or_internal()?);
        }
    }
    let (mut changed, mut outcomes_at) = (Vec::new(), cursor.outcomes_at);
    if is_sampled {
        // A batch that was taken in at the same time may have ended later.
        let from = cursor.outcomes_at - OVERLAP;
        changed = outcomes::list_changed(tx, from, OUTCOMES).await.or_internal()?;
        let is_cut = i64::try_from(changed.len()).is_ok_and(|found| found == OUTCOMES);
        let last = changed.last().filter(|_| is_cut).map(|(.., changed_at)| *changed_at + OVERLAP);
        outcomes_at = last.unwrap_or(now);
    }
    let agents = agents.into_iter().map(|agent| (agent.id.clone(), agent)).collect();
    let claim = cursor.claim.clone();
    Ok(Piece {
        events: all,
        again_from,
        agents,
        tops,
        outcomes: changed.into_iter().map(|(cell, total, _)| (cell, total)).collect(),
        outcomes_at,
        sampled_at,
        now,
        claim,
        stretches,
        is_again_whole,
        has_more,
    })
}

impl Piece {
    /// Of those that are at work it is told how they are.
    pub(super) fn sampled(&self) -> impl Iterator<Item = &PolicyAgent> {
        self.agents.values().filter(|agent| agent.state != AgentState::Revoked)
    }
}

/// Writes down what became of a piece; none: another server has taken over.
pub(super) async fn settle(
    service: &Service,
    tenant: &Tenant,
    kind: SinkKind,
    piece: &Piece,
    (made, delivered): (&str, Delivered),
) -> Result<Option<Sent>> {
    let (now, location) = (service.now(), tenant.location().or_internal()?);
    let mut tx = service.store().tenant(&location, Mode::Write).await.or_internal()?;
    let mut cursor = sinks::lock(&mut tx, kind).await.or_internal()?;
    if cursor.claim != piece.claim {
        return Ok(None);
    }
    let Delivered { rejected, unsettled, fault } = delivered;
    let is_settled = |id: &EventId| !unsettled.contains(id);
    let (events, again) = piece.events.split_at(piece.again_from);
    let moved = piece.stretches.iter().map(|(position, end)| moved(position, *end, events, &unsettled, now));
    let positions: Vec<Position> = moved.collect();
    sinks::upsert_positions(&mut tx, kind, &positions).await.or_internal()?;
    // What is passed was sent now or before, unless it was kept aside then.
    let passed = events.iter().filter(|one| {
        let position = positions.iter().find(|position| position.agent_id == one.event.agent_id);
        position.is_some_and(|position| one.number <= position.position)
    });
    let passed = i64::try_from(passed.count()).unwrap_or(i64::MAX);
    let again_ids: BTreeSet<&EventId> = again.iter().map(|one| &one.event.id).collect();
    let refused: BTreeSet<EventId> = rejected.iter().map(|(id, _)| id.clone()).collect();
    let aside = |(event_id, reason)| Rejected { event_id, reason, at: now };
    let (again_aside, events_aside): (Vec<_>, Vec<_>) =
        rejected.into_iter().map(aside).partition(|one| again_ids.contains(&one.event_id));
    let mut new = Vec::new();
    for aside in [events_aside, again_aside] {
        let rows = sinks::insert_rejected(&mut tx, kind, &aside, KEPT_ASIDE).await.or_internal()?;
        new.push(i64::try_from(rows).unwrap_or(i64::MAX));
    }
    let (sent, rejected) = (passed - new[0], new[0] + new[1]);
    (cursor.sent, cursor.rejected) = (cursor.sent + sent, cursor.rejected + rejected);
    if cursor.rejected > 0 {
        let is_taken = |id: &&EventId| is_settled(id) && !refused.contains(id);
        let taken: Vec<EventId> = again_ids.into_iter().filter(is_taken).cloned().collect();
        let gone = sinks::delete_taken(&mut tx, kind, &taken).await.or_internal()?;
        cursor.rejected = (cursor.rejected - i64::try_from(gone).unwrap_or(0)).max(0);
    }
    if sent > 0 {
        cursor.sent_at = Some(now);
    }
    move_again(&mut cursor, again, piece.is_again_whole, is_settled);
    if fault.is_none() && unsettled.is_empty() {
        cursor.sampled_at = piece.sampled_at.unwrap_or(cursor.sampled_at);
        cursor.outcomes_at = piece.outcomes_at;
    }
    (cursor.claim, cursor.claimed_until) = (String::new(), 0);
    made.clone_into(&mut cursor.made);
    let count = piece.events.iter().filter(|one| is_settled(&one.event.id)).count();
    let has_more = piece.has_more || !unsettled.is_empty();
    let told = rest(&mut cursor, fault.as_ref(), now).unwrap_or(Sent::Events { count, has_more });
    sinks::update(&mut tx, &cursor).await.or_internal()?;
    tx.commit().await.or_internal()?;
    for (outcome, count) in [("sent", sent), ("rejected", rejected)] {
        let count = u64::try_from(count).unwrap_or(0);
        metrics::counter!("parvis_sink_events_total", "sink" => kind.as_str(), "outcome" => outcome)
            .increment(count);
    }
    Ok(Some(told))
}

/// What is sent once more goes on behind what is through.
fn move_again(
    cursor: &mut Cursor,
    again: &[Numbered],
    is_whole: bool,
    is_settled: impl Fn(&EventId) -> bool,
) {
    if cursor.again_at.is_none() {
        return;
    }
    let through: Vec<&Numbered> = again.iter().take_while(|one| is_settled(&one.event.id)).collect();
    if through.len() == again.len() && is_whole {
        (cursor.again_at, cursor.again_until, cursor.again_rejected) = (None, None, false);
        cursor.again_id.clear();
    } else if let Some(last) = through.last() {
        cursor.again_at = Some(last.event.at);
        last.event.id.as_str().clone_into(&mut cursor.again_id);
    }
}

/// Rests after a fault, the longer the more often there was one.
fn rest(cursor: &mut Cursor, fault: Option<&Fault>, now: Micros) -> Option<Sent> {
    let Some(fault) = fault else {
        (cursor.failed_since, cursor.attempts, cursor.next_at) = (None, 0, 0);
        cursor.problem.clear();
        return None;
    };
    let (is_away, asked) = match fault {
        Fault::Away { rest, .. } => (true, *rest),
        Fault::Refused(_) => (false, None),
        Fault::Missing(_) => {
            cursor.made.clear();
            // All that is known of what became of mails is sent anew with it.
            cursor.outcomes_at = 0;
            (false, None)
        }
    };
    let until = now + pause(cursor.attempts, is_away, asked);
    cursor.failed_since = cursor.failed_since.or(Some(now));
    cursor.attempts = cursor.attempts.saturating_add(1);
    cursor.problem = fault.to_string();
    cursor.next_at = until;
    Some(Sent::Failed { problem: fault.to_string(), until, is_away })
}

/// Where an agent stands when everything up to the end is through but what is not settled. Numbers have no holes but
/// where an event was let go of.
fn moved(
    from: &Position,
    end: i64,
    events: &[Numbered],
    unsettled: &BTreeSet<EventId>,
    now: Micros,
) -> Position {
    let of_agent = || events.iter().filter(|one| one.event.agent_id == from.agent_id);
    let first_left = of_agent().find(|one| unsettled.contains(&one.event.id));
    let position = first_left.map_or(end, |one| one.number - 1);
    let counted_from = from.counted_from.max(from.position);
    let there = of_agent().filter(|one| (counted_from + 1..=position).contains(&one.number)).count();
    let lost = (position - counted_from).max(0) - i64::try_from(there).unwrap_or(0);
    let lost_at = if lost > 0 { Some(now) } else { from.lost_at };
    Position { position, lost: from.lost + lost, lost_at, ..from.clone() }
}
