//! Taking in what policy agents send: acknowledged means durable, and counted once.
//!
//! One batch is one transaction. Records at or below the spool's high-water mark were counted before and are
//! passed over; the rest is classified, stored and added to the roll-ups, and the mark is raised, or
//! nothing of it happened at all.

mod batch;
mod classify;
mod counting;
mod log;
mod numbering;
mod senders;
mod sharing;

use domain::{
    DAY, Error, EventId, Micros, Quota, SECOND,
    audit::Deed,
    bounds::LARGEST,
    policy::{Acknowledgement, BatchHeader, Entry, LogRecord, REJECTED, Record, Rejected, TAKES_LOG},
    policy_agents::PolicyAgentsError,
    zones::Zone,
};
use store::{
    Mode, TenantTx,
    audit::{self, Chain},
    control::tenants::{self, Tenant, TenantState},
    tenant::{
        agent_warnings::{self, WarningKind},
        allowances, counting as counted_in,
        gaps::{self, Gap, GapCause},
        policy_agents::{self, AgentState, PolicyAgent, Sighting},
        rejected_records::{self, RejectedRecord},
    },
};

pub(super) use batch::read_again;
pub use batch::{Batch, RECORDS};
pub(crate) use classify::{classify, mail_flow};
pub(crate) use counting::store_events;
pub(super) use counting::{Taken, store_taken};
pub(super) use log::CONNECTIONS;
use numbering::Numbers;
use sharing::Share;

use super::trail;
use crate::{OrInternal, Result, Service, chance, policy_agents::Key, quotas::require_thawed, usage};

/// An agent that restarted later than this after it was last heard left a gap.
const SILENCE: Micros = 45 * SECOND;
/// Records of one agent that could not be read and are still kept, the newest of them.
const KEPT_ASIDE: i64 = 1000;

/// Whether a key may send at all, before anything of its batch is read.
pub async fn check_key(service: &Service, key: &str) -> Result<()> {
    let key = Key::parse(key).ok_or(Error::InvalidKey)?;
    let tenant = find_tenant(service, &key).await?;
    let location = tenant.location().or_internal()?;
    let mut tx = service.store().tenant(&location, Mode::Read).await.or_internal()?;
    let found = policy_agents::find(&mut tx, &key.agent).await.or_internal()?;
    found.filter(|agent| key.is_of(agent)).map(|_| ()).ok_or(Error::InvalidKey)
}

/// Takes one batch: the key, the address it came from, and the decoded lines.
pub async fn take(service: &Service, key: &str, address: &str, body: &str) -> Result<Acknowledgement> {
    take_read(service, key, address, Batch::parse(body)).await
}

/// Takes one batch that was read already, or could not be. Who sent it is looked at first.
pub async fn take_read(
    service: &Service,
    key: &str,
    address: &str,
    batch: Result<Batch>,
) -> Result<Acknowledgement> {
    let key = Key::parse(key).ok_or(Error::InvalidKey)?;
    let tenant = find_tenant(service, &key).await?;
    let location = tenant.location().or_internal()?;
    let mut tx = service.store().tenant(&location, Mode::Write).await.or_internal()?;
    let agent = match authorise(&mut tx, &key, address, service.now()).await {
        Err(error @ Error::WrongAddress { .. }) => {
            drop(tx);
            trail::refuse(service, &location, &key.agent, address, &error).await?;
            return Err(error);
        }
        authorised => authorised?,
    };
    // Told to nobody but whoever has a key of it; the agent keeps its records.
    crate::standing::require_open(&tenant)?;
    let given = tenant.plan.entitlements(service.now());
    require_thawed(&mut tx, &given, Quota::PolicyAgents, agent.id.as_str()).await?;
    let batch = batch?;
    let records = batch.records();
    if let Err(error) = allow(&mut tx, &tenant, &agent, &batch, service.now()).await {
        drop(tx);
        if matches!(error, Error::RateLimited { .. }) {
            trail::refuse(service, &location, &key.agent, address, &error).await?;
        }
        return Err(error);
    }
    let now = service.now();
    let clock_offset = senders::clock_offset(&batch.header, agent.clock_offset, now);
    let (tenant_row, agent_row, is_step_reached) = (&tenant, &agent, false);
    let mut intake =
        Intake { tenant: tenant_row, agent: agent_row, address, now, clock_offset, tx, is_step_reached };
    let acknowledgement = intake.take(batch).await?;
    let Intake { tx, is_step_reached, .. } = intake;
    tx.commit().await.or_internal()?;
    if is_step_reached {
        // Should this be lost, the hourly look finds it.
        usage::ask_to_tell(service, &tenant.id).await?;
    }
    metrics::counter!("parvis_events_total").increment(records as u64);
    if records > 0 || agent.last_seen_at.is_none() {
        service.live().notify(&tenant.id);
        service.news().tell(&tenant.id);
    }
    Ok(acknowledgement)
}

async fn find_tenant(service: &Service, key: &Key<'_>) -> Result<Tenant> {
    let mut control = service.control(Mode::Read).await?;
    let tenant = tenants::find(&mut control, &key.tenant).await.or_internal()?;
    tenant.filter(|tenant| tenant.state == TenantState::Ready).ok_or(Error::InvalidKey)
}

/// The agent a key belongs to, if it may send now and from here.
async fn authorise(tx: &mut TenantTx, key: &Key<'_>, address: &str, now: Micros) -> Result<PolicyAgent> {
    let found = policy_agents::find(tx, &key.agent).await.or_internal()?;
    let is_first =
        |agent: PolicyAgent| agent.last_seen_at.is_none() || agent.is_pinned && agent.address.is_empty();
    if found.filter(|agent| key.is_of(agent)).is_some_and(is_first) {
        // Its first contact and its pinning are audited, and audited writes take the trail's lock before any other.
        audit::lock(tx, Chain::Main).await.or_internal()?;
    }
    let locked = policy_agents::lock(tx, &key.agent).await.or_internal()?;
    let agent = locked.filter(|agent| key.is_of(agent)).ok_or(Error::InvalidKey)?;
    if agent.is_pinned && agent.address.is_empty() {
        policy_agents::update_address(tx, &agent.id, address).await.or_internal()?;
        let after = serde_json::json!({ "name": agent.name, "address": address });
        trail::append(tx, Deed::PolicyAgentsPin, &agent.id, address, after, now).await?;
    } else if agent.is_pinned && !domain::pins::covers(&agent.address, address) {
        return Err(Error::WrongAddress { pinned: agent.address, address: address.to_owned() });
    }
    if agent.state == AgentState::Paused {
        return Err(PolicyAgentsError::AgentPaused.into());
    }
    Ok(agent)
}

/// Runs what only computes where it keeps nobody waiting.
pub async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a batch could not be worked on");
        Error::Internal
    })
}

/// Takes what a batch holds from its agent's allowance: two days' worth at once, then as fast as its plan says.
/// A batch is always smaller than that, so whoever waits gets through.
async fn allow(
    tx: &mut TenantTx,
    tenant: &Tenant,
    agent: &PolicyAgent,
    batch: &Batch,
    now: Micros,
) -> Result<()> {
    let given = tenant.plan.entitlements(now);
    let takes = |amount: usize, a_day: i64| {
        let amount = i128::try_from(amount).unwrap_or(i128::from(LARGEST));
        i64::try_from(amount * i128::from(DAY) / i128::from(a_day)).unwrap_or(LARGEST)
    };
    let lines = batch.log_lines();
    // A sign of life is a row or two as well.
    let records = takes(batch.records() - lines + 1, given.records_per_day());
    let lines = takes(lines, given.log_lines_per_day());
    let bytes = takes(batch.bytes, given.bytes_per_day());
    let used = allowances::take(tx, &agent.id, (records, lines, bytes), now).await.or_internal()?;
    // What has no lines does not wait for them.
    let lines_until = if lines > 0 { used.lines_until } else { now };
    let wait = used.records_until.max(lines_until).max(used.bytes_until) - now - 2 * DAY;
    if wait <= 0 {
        return Ok(());
    }
    metrics::counter!("parvis_batches_limited_total").increment(1);
    Err(Error::RateLimited { retry_after: (wait + SECOND - 1) / SECOND })
}

/// The work on one batch, inside its transaction.
struct Intake<'a> {
    tenant: &'a Tenant,
    agent: &'a PolicyAgent,
    address: &'a str,
    now: Micros,
    /// How far the host's clock is ahead; 0 when it is about right.
    clock_offset: Micros,
    tx: TenantTx,
    /// Whether so much of a limit is used up by this batch that people are to be told.
    is_step_reached: bool,
}

impl Intake<'_> {
    async fn take(&mut self, mut batch: Batch) -> Result<Acknowledgement> {
        // `parvis-agent check` knocks without an agent running: it must not hide that none is, and what the
        // spool lost is for the agent to tell.
        let is_knock = batch.lines.is_empty() && batch.header.up_since == 0;
        if is_knock {
            batch.header.dropped = 0;
        }
        let header = batch.header.clone();
        let numbers = Numbers::lock(&mut self.tx, &self.agent.id, &batch).await?;
        let kept_from = self.now - self.tenant.plan.entitlements(self.now).retention_days() * DAY;
        let fresh = numbers.fresh(&mut self.tx, &self.agent.id, &batch, self.clock_offset, kept_from).await?;
        if !fresh.used_twice.is_empty() || numbers.is_set_back(&batch, &self.agent.opening) {
            self.warn(WarningKind::NumbersTwice, &header.spool, self.address).await?;
        }
        let acknowledged = self.acknowledged(&numbers, &batch).await?;
        let newly_dropped = numbers.raise(&mut self.tx, &self.agent.id, &batch, self.now).await?;
        let (mut records, mut log, mut aside, mut furthest) = (Vec::new(), Vec::new(), Vec::new(), None);
        let takes = vec![TAKES_LOG.to_owned()];
        let mut answer = Acknowledgement { acknowledged, takes, ..Acknowledgement::default() };
        for line in batch.lines {
            let is_new = fresh.holds(line.seq);
            match line.record {
                Ok(Entry::Request(mut record)) if is_new => {
                    let off = senders::set_right(&mut record.at, self.clock_offset, self.now).err();
                    furthest = furthest.max(off);
                    records.push((record, line.text));
                }
                Ok(Entry::Log(mut line)) if is_new => {
                    let off = senders::set_right(&mut line.at, self.clock_offset, self.now).err();
                    furthest = furthest.max(off);
                    log.push(line);
                }
                Ok(_) => {}
                Err(reason) => {
                    answer.rejected_count += 1;
                    if is_new {
                        metrics::counter!("parvis_rejected_records_total").increment(1);
                    }
                    if answer.rejected.len() < REJECTED {
                        answer.rejected.push(Rejected { seq: line.seq, reason: reason.clone() });
                    }
                    if is_new && aside.len() < REJECTED {
                        let (seq, received_at) = (line.seq, self.now);
                        aside.push(RejectedRecord { seq, reason, record: line.text, received_at });
                    }
                }
            }
        }
        rejected_records::insert(&mut self.tx, &self.agent.id, &header.spool, &aside, KEPT_ASIDE)
            .await
            .or_internal()?;
        if let Some(off) = furthest {
            self.warn(WarningKind::ImpossibleTimes, "", &off.to_string()).await?;
        }
        let times: Vec<Micros> = records.iter().map(|(record, _)| record.at).collect();
        let too_old = times.iter().filter(|at| **at < kept_from).count();
        if too_old > 0 {
            self.warn(WarningKind::TooOld, "", &too_old.to_string()).await?;
        }
        answer.over_plan = self.count(records, &log).await?;
        self.notice_gaps(&header, &times, newly_dropped).await?;
        if !is_knock {
            self.see(&header, newly_dropped).await?;
        }
        Ok(answer)
    }

    async fn warn(&mut self, kind: WarningKind, about: &str, detail: &str) -> Result<()> {
        let agent = &self.agent.id;
        agent_warnings::upsert(&mut self.tx, agent, kind, about, detail, self.now).await.or_internal()
    }

    /// What the sender is told: the mark, unless its spool is a copy and it never used that number.
    async fn acknowledged(&mut self, numbers: &Numbers, batch: &Batch) -> Result<i64> {
        let (mark, last_seq) = (numbers.run.acknowledged, batch.last_seq());
        if mark <= last_seq || batch.lines.is_empty() && batch.header.up_since == 0 {
            return Ok(mark.max(last_seq));
        }
        let (agent, spool) = (&self.agent.id, batch.header.spool.as_str());
        let copied = agent_warnings::last(&mut self.tx, agent, WarningKind::NumbersTwice, spool);
        Ok(if copied.await.or_internal()?.is_some() { last_seq } else { mark })
    }

    /// Shares the records out: what the plan takes becomes events, some of what is beyond it is held, and of the rest
    /// it is told how many there were.
    async fn count(&mut self, records: Vec<(Record, String)>, log: &[LogRecord]) -> Result<i64> {
        if records.is_empty() && log.is_empty() {
            return Ok(0);
        }
        // Read under the lock: it may have changed while this batch waited.
        let counted = counted_in::time_zone(&mut self.tx).await.or_internal()?;
        let zone = Zone::parse(&counted).or_else(|_| Zone::parse(&self.tenant.time_zone)).unwrap_or_default();
        let (agent, now) = (&self.agent.id, self.now);
        let mut share = Share::open(&mut self.tx, self.tenant, &zone, now).await?;
        let mut id = chance::ids(now, EventId::new);
        let mut taken = Vec::with_capacity(records.len());
        for (record, line) in records {
            let one = Taken { id: id(), received_at: now, record, line };
            if share.takes(agent, &one) {
                taken.push(one);
            }
        }
        store_taken(&mut self.tx, &zone, agent, taken).await?;
        // What was asked stands there before what became of it is told.
        log::take(&mut self.tx, (&zone, now), agent, log, &mut share).await?;
        let shared = share.close(&mut self.tx, agent).await?;
        self.is_step_reached = shared.is_step_reached;
        Ok(shared.lost)
    }

    /// Writes down stretches about which nothing will ever be known, with their cause.
    async fn notice_gaps(
        &mut self,
        header: &BatchHeader,
        times: &[Micros],
        newly_dropped: i64,
    ) -> Result<()> {
        let gap = |from_at: Micros, to_at: Micros, cause: GapCause, lost: i64| Gap {
            agent_id: self.agent.id.clone(),
            from_at,
            to_at,
            cause,
            lost,
        };
        let up_since = (header.up_since - self.clock_offset).min(self.now);
        // Records spooled before the restart show that the agent was still running then.
        let last_record = times.iter().copied().filter(|at| *at < up_since).max();
        let mut found = Vec::new();
        if let Some(last_seen) = self.agent.last_seen_at {
            let last_word = last_record.map_or(last_seen, |at| at.max(last_seen));
            let is_restarted = self.agent.opening != senders::opening(header);
            if is_restarted && up_since > last_word + SILENCE {
                found.push(gap(last_word, up_since, GapCause::Stopped, 0));
            }
        }
        // A backlog comes in many batches: what later ones tell of that time takes away from the gap.
        if let Some(last_record) = last_record {
            gaps::shorten(&mut self.tx, &self.agent.id, up_since, last_record, SILENCE)
                .await
                .or_internal()?;
        }
        if newly_dropped > 0 {
            // Its spool may have been full before it ever reached the server.
            let from = self.agent.last_seen_at.unwrap_or(self.agent.created_at);
            found.push(gap(from, self.now, GapCause::SpoolFull, newly_dropped));
        }
        for gap in found {
            gaps::insert(&mut self.tx, &gap).await.or_internal()?;
        }
        Ok(())
    }

    /// Remembers what the agent told of itself.
    async fn see(&mut self, header: &BatchHeader, newly_dropped: i64) -> Result<()> {
        let version: String = header.version.chars().filter(|letter| !letter.is_control()).take(40).collect();
        if self.agent.last_seen_at.is_none() {
            let after = serde_json::json!({ "name": self.agent.name, "version": version });
            let (agent, address) = (&self.agent.id, self.address);
            trail::append(&mut self.tx, Deed::PolicyAgentsContact, agent, address, after, self.now).await?;
        }
        let (address, offset, now) = (self.address, self.clock_offset, self.now);
        let is_current = senders::compare(&mut self.tx, self.agent, header, address, offset, now).await?;
        let up_since = Some(header.up_since).filter(|at| *at > 0).map(|at| at.saturating_sub(offset));
        let (opening, up_since) = if is_current {
            (senders::opening(header), up_since)
        } else {
            (self.agent.opening.clone(), self.agent.up_since)
        };
        let sighting = Sighting {
            version: &version,
            address: self.address,
            seen_at: self.now,
            up_since,
            spool_depth: header.depth,
            newly_dropped,
            opening: &opening,
            clock_offset: offset,
            refused_connections: header.refused,
        };
        policy_agents::update_seen(&mut self.tx, &self.agent.id, &sighting).await.or_internal()
    }
}
