//! What a plan takes of what is sent, what is held of the rest, and what is only counted.
//!
//! A record counts on the day on which it arrives, so nobody gets another day's room by the times they send.

use domain::{
    HOUR, Micros, PolicyAgentId,
    bounds::LARGEST,
    plans::{Feature, Limit, Span},
    usage::step,
    zones::Zone,
};
use store::{
    TenantTx,
    control::tenants::Tenant,
    tenant::{
        gaps::{self, Gap, GapCause},
        held_records::{self, HeldRecord},
        usage_counters::{self, Counter},
    },
};

use super::{RECORDS, Taken};
use crate::{
    OrInternal, Result,
    quotas::windows::{self, ALWAYS},
};

const EVENTS: &str = Feature::Events.as_str();
const BYTES: &str = Feature::StoredBytes.as_str();
/// So many batches of one tenant are worked on at the same time at most, on all servers together. Nearer to a limit
/// than all of them could come, each waits for the one before.
const SIDE_BY_SIDE: i64 = 200;
/// What a batch holds at most, unpacked.
const LARGEST_BATCH: i64 = 32 * 1024 * 1024;

/// One meter while a batch is shared out.
#[derive(Debug)]
pub(crate) struct Meter {
    limit: Limit,
    /// As it stands without this batch.
    before: Counter,
    /// What this batch adds to it.
    more: Counter,
}

impl Meter {
    pub(crate) fn new(limit: Limit, before: Counter) -> Self {
        let more = Counter::empty(&before.meter, &before.who, &before.window());
        Self { limit, before, more }
    }

    fn has_room(&self, amount: i64) -> bool {
        let used = self.before.used.saturating_add(self.more.used);
        self.limit.number().is_none_or(|limit| used.saturating_add(amount) <= limit)
    }

    /// Whether so much more may be held, where no more than `most` is.
    fn can_hold(&self, amount: i64, most: Limit) -> bool {
        let held = self.before.held.saturating_add(self.more.held);
        most.number().is_none_or(|most| held.saturating_add(amount) <= most)
    }

    fn is_step_reached(&self) -> bool {
        let after = self.before.used.saturating_add(self.more.used);
        step(after, self.limit) > step(self.before.used, self.limit)
            || (self.more.held > 0 && self.before.held == 0)
    }
}

/// Of a day's events as many again are held, and of the bytes a tenth.
fn held_most(limit: Limit, part: i64) -> Limit {
    limit.number().map_or(Limit::Unlimited, |limit| Limit::Of(limit / part))
}

/// A batch on its way through what the plan takes.
#[derive(Debug)]
pub(super) struct Share {
    events: Meter,
    bytes: Meter,
    held: Vec<HeldRecord>,
    /// From when until when those were seen that are not kept.
    lost: Option<(Micros, Micros)>,
}

/// What became of a batch.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) lost: i64,
    pub(super) is_step_reached: bool,
}

impl Share {
    /// Looks at how much there is, and locks it where a limit is near.
    pub(super) async fn open(tx: &mut TenantTx, tenant: &Tenant, zone: &Zone, now: Micros) -> Result<Self> {
        let given = tenant.plan.entitlements(now);
        let mut found = usage_counters::list_around(tx, &[EVENTS, BYTES], "", now).await.or_internal()?;
        let bytes = take(&mut found, BYTES).unwrap_or_else(|| Counter::empty(BYTES, "", &ALWAYS));
        let events = if let Some(begun) = take(&mut found, EVENTS) {
            begun
        } else {
            let day = windows::around(Span::Day, zone, now, &ALWAYS);
            windows::counter(tx, (EVENTS, ""), day, now).await?
        };
        let mut share = Self {
            events: Meter::new(given.limit(Feature::Events), events),
            bytes: Meter::new(given.limit(Feature::StoredBytes), bytes),
            held: Vec::new(),
            lost: None,
        };
        let largest = i64::try_from(RECORDS).unwrap_or(LARGEST);
        let is_near = !share.events.has_room(SIDE_BY_SIDE.saturating_mul(largest))
            || !share.bytes.has_room(SIDE_BY_SIDE.saturating_mul(LARGEST_BATCH));
        if is_near {
            for meter in [&mut share.bytes, &mut share.events] {
                let window = meter.before.window();
                meter.before =
                    usage_counters::lock(tx, &meter.before.meter, "", &window).await.or_internal()?;
            }
        }
        Ok(share)
    }

    /// Whether the plan takes a record. If not, it is held, or counted as lost.
    pub(super) fn takes(&mut self, agent: &PolicyAgentId, one: &Taken) -> bool {
        let size = i64::try_from(one.line.len()).unwrap_or(LARGEST);
        if self.events.has_room(1) && self.bytes.has_room(size) {
            self.events.more.used += 1;
            self.bytes.more.used += size;
            return true;
        }
        let (events, bytes) = (held_most(self.events.limit, 1), held_most(self.bytes.limit, 10));
        if self.events.can_hold(1, events) && self.bytes.can_hold(size, bytes) {
            self.events.more.held += 1;
            self.bytes.more.held += size;
            self.held.push(HeldRecord {
                id: one.id.clone(),
                agent_id: agent.clone(),
                at: one.record.at,
                received_at: one.received_at,
                window_at: self.events.before.starts_at,
                record: one.line.clone(),
            });
        } else {
            let at = one.record.at;
            self.events.more.lost += 1;
            self.lost = Some(self.lost.map_or((at, at), |(from, to)| (from.min(at), to.max(at))));
        }
        false
    }

    /// Whether there is room for the text of a line of a log. What it tells is known without it.
    pub(super) fn keeps(&mut self, text: &str) -> bool {
        let size = i64::try_from(text.len()).unwrap_or(LARGEST);
        let has_room = self.bytes.has_room(size);
        if has_room {
            self.bytes.more.used += size;
        }
        has_room
    }

    /// Writes down what was counted, what is held, and a gap where something was lost.
    pub(super) async fn close(self, tx: &mut TenantTx, agent: &PolicyAgentId) -> Result<Shared> {
        held_records::insert(tx, &self.held).await.or_internal()?;
        let shared = Shared {
            lost: self.events.more.lost,
            is_step_reached: self.events.is_step_reached() || self.bytes.is_step_reached(),
        };
        if let Some((from_at, to_at)) = self.lost {
            let gap = Gap {
                agent_id: agent.clone(),
                from_at,
                to_at: to_at.max(from_at + 1),
                cause: GapCause::OverPlan,
                lost: shared.lost,
            };
            gaps::lengthen(tx, &gap, HOUR).await.or_internal()?;
        }
        usage_counters::add(tx, &[self.bytes.more, self.events.more]).await.or_internal()?;
        Ok(shared)
    }
}

fn take(found: &mut Vec<Counter>, meter: &str) -> Option<Counter> {
    found.iter().position(|one| one.meter == meter).map(|place| found.swap_remove(place))
}
