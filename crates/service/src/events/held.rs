//! Records beyond what the plan takes: brought back once it takes more, let go of when their time is over.

use std::collections::BTreeMap;

use domain::{
    DAY, HOUR, Micros, PolicyAgentId,
    audit::{Deed, Target, TargetKind},
    jobs::JobKind,
    permission::{ManageSettings, ViewPlan},
    plans::{Feature, Limit},
    zones::Zone,
};
use store::{
    Mode,
    control::tenants::{self, Tenant},
    tenant::{
        counting,
        gaps::{self, Gap, GapCause},
        held_records::{self, HeldRecord},
        policy_agents,
        usage_counters::{self, Counter},
    },
};

use super::ingest::{Taken, read_again, store_taken};
use crate::{
    Access, Caller, OrInternal, Result, Service,
    access::{Change, Source},
    jobs::{Output, Step, Work},
    quotas::windows::ALWAYS,
    usage::{BringBack, meters::HELD},
};

/// Records looked at in one transaction.
const PIECE: i64 = 2000;

const EVENTS: &str = Feature::Events.as_str();
const BYTES: &str = Feature::StoredBytes.as_str();

impl Work for BringBack {
    const KIND: JobKind = JobKind::BringBackEvents;
    const IS_SHOWN: bool = true;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            let mut tx = run.service.control(Mode::Read).await?;
            let found = tenants::find(&mut tx, &work.tenant).await?;
            drop(tx);
            let Some(tenant) = found else { return Ok(Output::default()) };
            Ok(settle(&run.service, &tenant).await.map(Output::from)?)
        })
    })];

    fn tenant(&self) -> Option<&domain::TenantId> {
        Some(&self.tenant)
    }
}

/// What came of one piece.
struct Piece {
    back: usize,
    gone: usize,
    /// The last one that was looked at; none where there was nothing more.
    last: Option<String>,
}

/// Brings back what the plan takes by now, and lets go of what was held for as long as it is.
pub(crate) async fn settle(service: &Service, tenant: &Tenant) -> Result<()> {
    let (mut after, mut back, mut gone) = (String::new(), 0, 0);
    let caller = Caller::local(Source::Job);
    // Most tenants hold nothing: they are not kept from writing.
    let mut look = Access::<ViewPlan>::local(service, &caller, tenant.clone()).await?;
    let (held, _) = held_records::count(look.tx()).await.or_internal()?;
    drop(look);
    if held == 0 {
        return Ok(());
    }
    loop {
        let mut access = Access::<ManageSettings>::local(service, &caller, tenant.clone()).await?;
        let piece = settle_piece(&mut access, &after).await?;
        back += piece.back;
        gone += piece.gone;
        if piece.last.is_none() && back + gone > 0 {
            let after = serde_json::json!({ "brought_back": back, "let_go": gone });
            let target = Target::new(TargetKind::Events, tenant.id.to_string());
            access.audit(Change { after: Some(after), ..Change::of(Deed::EventsBringBack, target) }).await?;
        }
        access.commit_piece().await?;
        let Some(last) = piece.last else { break };
        after = last;
        tokio::task::yield_now().await;
    }
    if back > 0 {
        service.live().notify(&tenant.id);
    }
    Ok(())
}

async fn settle_piece(access: &mut Access<ManageSettings>, after: &str) -> Result<Piece> {
    let (now, given, zone) = (access.now(), access.entitlements().clone(), access.zone().clone());
    let limits = (given.limit(Feature::Events), given.limit(Feature::StoredBytes));
    let tx = access.tx();
    // Before the counters, as batches take them: what is brought back is numbered among them.
    policy_agents::lock_all(tx).await.or_internal()?;
    let held = held_records::list(tx, after, PIECE).await.or_internal()?;
    let last = held.last().map(|one| one.id.to_string());
    let counted = counting::time_zone(tx).await.or_internal()?;
    let zone = Zone::parse(&counted).unwrap_or(zone);
    let mut room = Room::open(tx, &held, limits).await?;
    let (mut back, mut gone) = (Vec::new(), Vec::new());
    for one in held {
        if room.takes(&one) {
            back.push(one);
        } else if one.received_at < now - HELD {
            room.let_go(&one);
            gone.push(one);
        }
    }
    let ids: Vec<_> = back.iter().chain(&gone).map(|one| &one.id).collect();
    held_records::delete(tx, &ids).await.or_internal()?;
    usage_counters::add(tx, &room.changes()).await.or_internal()?;
    for (agent_id, (from_at, to_at, lost)) in stretches(&gone) {
        let gap = Gap { agent_id, from_at, to_at: to_at.max(from_at + 1), cause: GapCause::OverPlan, lost };
        gaps::lengthen(tx, &gap, HOUR).await.or_internal()?;
    }
    let piece = Piece { back: back.len(), gone: gone.len(), last };
    let mut by_agent: BTreeMap<PolicyAgentId, Vec<Taken>> = BTreeMap::new();
    for HeldRecord { id, agent_id, at, received_at, record: line, .. } in back {
        if let Some(record) = read_again(&line, at) {
            by_agent.entry(agent_id).or_default().push(Taken { id, received_at, record, line });
        }
    }
    for (agent, records) in by_agent {
        store_taken(tx, &zone, &agent, records).await?;
    }
    Ok(piece)
}

/// From when until when each agent's records were seen, and how many they are.
fn stretches(gone: &[HeldRecord]) -> BTreeMap<PolicyAgentId, (Micros, Micros, i64)> {
    let mut found = BTreeMap::new();
    for one in gone {
        let (from, to, lost) = found.entry(one.agent_id.clone()).or_insert((one.at, one.at, 0));
        (*from, *to, *lost) = ((*from).min(one.at), (*to).max(one.at), *lost + 1);
    }
    found
}

/// The counters of the windows that held records belong to, locked, and what changes in them.
struct Room {
    events: BTreeMap<Micros, (Counter, Counter)>,
    bytes: (Counter, Counter),
    limits: (Limit, Limit),
}

fn size(one: &HeldRecord) -> i64 {
    i64::try_from(one.record.len()).unwrap_or(i64::MAX)
}

impl Room {
    async fn open(tx: &mut store::TenantTx, held: &[HeldRecord], limits: (Limit, Limit)) -> Result<Self> {
        let stored = usage_counters::lock(tx, BYTES, "", &ALWAYS).await.or_internal()?;
        let mut events = BTreeMap::new();
        for one in held {
            if events.contains_key(&one.window_at) {
                continue;
            }
            let window = one.window_at..one.window_at + DAY;
            let day = usage_counters::lock(tx, EVENTS, "", &window).await.or_internal()?;
            let more = Counter::empty(EVENTS, "", &day.window());
            events.insert(one.window_at, (day, more));
        }
        let more = Counter::empty(BYTES, "", &ALWAYS);
        Ok(Self { events, bytes: (stored, more), limits })
    }

    /// Takes one back where there is room for it by now.
    fn takes(&mut self, one: &HeldRecord) -> bool {
        let bytes = size(one);
        let Some((day, more)) = self.events.get_mut(&one.window_at) else { return false };
        let (stored, more_bytes) = &mut self.bytes;
        let fits = |limit: Limit, used: i64, amount: i64| {
            limit.number().is_none_or(|limit| used.saturating_add(amount) <= limit)
        };
        if !fits(self.limits.0, day.used + more.used, 1)
            || !fits(self.limits.1, stored.used + more_bytes.used, bytes)
        {
            return false;
        }
        (more.used, more.held) = (more.used + 1, more.held - 1);
        (more_bytes.used, more_bytes.held) = (more_bytes.used + bytes, more_bytes.held - bytes);
        true
    }

    fn let_go(&mut self, one: &HeldRecord) {
        if let Some((_, more)) = self.events.get_mut(&one.window_at) {
            (more.lost, more.held) = (more.lost + 1, more.held - 1);
        }
        self.bytes.1.held -= size(one);
    }

    fn changes(self) -> Vec<Counter> {
        let changed = |one: &Counter| one.used != 0 || one.held != 0 || one.lost != 0;
        let all = std::iter::once(self.bytes.1).chain(self.events.into_values().map(|(_, more)| more));
        all.filter(changed).collect()
    }
}
