//! Counting anew: the days in another zone, and the quarters against the events that are still kept.

pub mod became;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    DAY, HOUR, Micros, PolicyAgentId,
    audit::{Deed, Target},
    direction::Direction,
    permission::{ManageSettings, May, ViewOverview},
    zones::Zone,
};
use store::tenant::{
    counting,
    events::{self, Before, Event},
    messages, policy_agents,
    rollups::{self, Cell, CellCounts, Counts, Grain, QUARTER},
    tops::{self, Name},
};

use super::{
    outcomes,
    retention::{MESSAGES, TOP_HOURS},
    rollups::{Tally, start},
};
use crate::{Access, Caller, OrInternal, Result, Service, Source, access::Change, directory};

/// Events read at once, and the time they span in one transaction at most.
const PAGE: i64 = 5000;
const SPAN: Micros = 6 * HOUR;

/// Counts the days anew for another zone, from the quarters; false when they are counted in it already.
pub(crate) async fn recount_days(access: &mut Access<ManageSettings>, zone: &Zone) -> Result<bool> {
    // Batches wait for this, so that none adds to a day between its reading and its writing.
    policy_agents::lock_all(access.tx()).await.or_internal()?;
    if counting::time_zone(access.tx()).await.or_internal()? == zone.name() {
        return Ok(false);
    }
    counting::update_time_zone(access.tx(), zone.name()).await.or_internal()?;
    rebuild_days(access, zone).await?;
    outcomes::rebuild_days(access.tx(), zone).await?;
    recount_tops(access, zone).await?;
    Ok(true)
}

/// Makes the days out of the quarters, of which a week at a time is read.
async fn rebuild_days(access: &mut Access<ManageSettings>, zone: &Zone) -> Result<()> {
    let mut days: BTreeMap<Cell, CellCounts> = BTreeMap::new();
    let mut from = Micros::MIN;
    while let Some(first) = rollups::next_quarter(access.tx(), from).await.or_internal()? {
        from = first.saturating_add(7 * DAY);
        for (cell, counts) in rollups::list_quarters(access.tx(), first, from).await.or_internal()? {
            let day = Cell { bucket: i64::from(zone.day_of(cell.bucket)), ..cell };
            *days.entry(day).or_default() += counts;
        }
    }
    rollups::delete_days(access.tx()).await.or_internal()?;
    let cells: Vec<_> = days.iter().collect();
    rollups::add(access.tx(), Grain::Day, &cells).await.or_internal()
}

/// Counts the tops of the last days anew for another zone, from their hours. Of the days before, hours are
/// not kept: they stay the days they were counted as.
async fn recount_tops(access: &mut Access<ManageSettings>, zone: &Zone) -> Result<()> {
    // The hour in which keeping begins may have been cut.
    let kept_from = start(access.now() - TOP_HOURS, HOUR) + HOUR;
    let first = zone.day_of(kept_from - 1) + 1;
    let mut days: BTreeMap<Name, i64> = BTreeMap::new();
    for (hour, total) in tops::list_hours(access.tx()).await.or_internal()? {
        let day = zone.day_of(hour.bucket);
        if day >= first {
            *days.entry(Name { bucket: i64::from(day), ..hour }).or_default() += total;
        }
    }
    tops::delete_days_from(access.tx(), i64::from(first)).await.or_internal()?;
    let names: Vec<_> = days.iter().collect();
    tops::add(access.tx(), Grain::Day, &names).await.or_internal()
}

/// One cell whose count differs from what the events say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub bucket: Micros,
    pub agent_id: PolicyAgentId,
    pub host: String,
    pub direction: Direction,
    pub domain: String,
    pub counted: CellCounts,
    pub found: CellCounts,
}

/// Counting anew, a few hours at a time, each in a transaction of its own: whatever comes in meanwhile is seen
/// in both or in neither.
#[derive(Debug, Default)]
struct Recount {
    /// What is known of each agent's messages so far; the rest of a tally is of one span.
    tallies: BTreeMap<PolicyAgentId, Tally>,
    /// Events before this are counted, and quarters before that compared.
    next: Micros,
    compared: Micros,
    /// Quarters before this counted a message once, and no bytes.
    messages_from: Micros,
    differences: Vec<Difference>,
}

/// Compares a tenant's quarters with its events, for the command line.
///
/// Only quarters that retention has not reached are compared, from the first event on.
pub async fn check(service: &Service, slug: &str) -> Result<Vec<Difference>> {
    let caller = Caller::local(Source::Cli);
    let tenant = directory::find_by_slug(service, slug).await?;
    let mut recount: Option<Recount> = None;
    loop {
        let mut access = Access::<ViewOverview>::local(service, &caller, tenant.clone()).await?;
        let recount = match &mut recount {
            Some(recount) => recount,
            None => recount.insert(Recount::begin(&mut access).await?),
        };
        if recount.span(&mut access).await?.is_none() {
            return Ok(std::mem::take(&mut recount.differences));
        }
    }
}

/// The same, and writes what the events say where a count differs.
pub async fn mend(service: &Service, slug: &str) -> Result<Vec<Difference>> {
    let caller = Caller::local(Source::Cli);
    let tenant = directory::find_by_slug(service, slug).await?;
    let mut recount: Option<Recount> = None;
    loop {
        let mut access = Access::<ManageSettings>::local(service, &caller, tenant.clone()).await?;
        let recount = match &mut recount {
            Some(recount) => recount,
            None => recount.insert(Recount::begin(&mut access).await?),
        };
        // No batch adds to a quarter between its reading and its writing.
        policy_agents::lock_all(access.tx()).await.or_internal()?;
        let before = recount.differences.len();
        let goes_on = recount.span(&mut access).await?.is_some();
        for difference in &recount.differences[before..] {
            let Difference { bucket, agent_id, host, direction, domain, found, .. } = difference.clone();
            let cell = Cell { bucket, agent_id, host, direction, domain };
            rollups::update_quarter(access.tx(), &cell, found).await.or_internal()?;
        }
        if !goes_on && !recount.differences.is_empty() {
            let zone = access.zone().clone();
            rebuild_days(&mut access, &zone).await?;
            let after = serde_json::json!({ "quarters": recount.differences.len() });
            let change = Change {
                after: Some(after),
                ..Change::of(Deed::RollUpsMend, Target::of(&tenant.id).called(&tenant.name))
            };
            access.audit(change).await?;
        }
        access.commit_piece().await?;
        if !goes_on {
            return Ok(std::mem::take(&mut recount.differences));
        }
    }
}

impl Recount {
    async fn begin<P: May>(access: &mut Access<P>) -> Result<Self> {
        let first = next_event(access, Micros::MIN).await?;
        let kept_from = access.now() - access.entitlements().retention_days() * DAY;
        let from = (start(kept_from, QUARTER) + QUARTER).max(start(first.unwrap_or(kept_from), QUARTER));
        let messages_from = counting::messages_from(access.tx()).await.or_internal()?;
        Ok(Self { next: Micros::MIN, compared: from, messages_from, ..Self::default() })
    }

    /// Counts and compares the next span; `None` when it was the last.
    async fn span<P: May>(&mut self, access: &mut Access<P>) -> Result<Option<()>> {
        let zone = access.zone().clone();
        for tally in self.tallies.values_mut() {
            let messages = std::mem::take(&mut tally.messages);
            *tally = Tally { messages, ..Tally::default() };
        }
        let first = next_event(access, self.next).await?;
        let end = first.map_or(Micros::MAX, |first| start(first, QUARTER) + SPAN);
        let mut last = Before { at: first.unwrap_or(Micros::MAX), id: String::new() };
        while first.is_some() {
            let page = events::list_from(access.tx(), &last, PAGE).await.or_internal()?;
            let Some(newest) = page.last() else { break };
            last = Before { at: newest.at, id: newest.id.to_string() };
            self.find_parts(access, &page).await?;
            for event in page.into_iter().filter(|event| event.at < end) {
                self.tallies.entry(event.agent_id.clone()).or_default().add(event, &zone);
            }
            if last.at >= end {
                break;
            }
        }
        self.next = end;
        self.compare(access, end).await?;
        for tally in self.tallies.values_mut() {
            // As the messages that counting itself goes by are kept.
            tally.messages.retain(|_, message| message.seen_at > end.saturating_sub(MESSAGES));
        }
        Ok(first.map(|_| ()))
    }

    /// Which of these requests are about a mail that came back from a filter, and was counted before.
    async fn find_parts<P: May>(&mut self, access: &mut Access<P>, page: &[Event]) -> Result<()> {
        let mut instances: BTreeMap<&PolicyAgentId, BTreeSet<&str>> = BTreeMap::new();
        for event in page.iter().filter(|event| !event.instance.is_empty()) {
            instances.entry(&event.agent_id).or_default().insert(&event.instance);
        }
        for (agent, instances) in instances {
            let instances: Vec<&str> = instances.into_iter().collect();
            let parts = messages::parts::list(access.tx(), agent, &instances).await.or_internal()?;
            let of_agent = self.tallies.entry(agent.clone()).or_default();
            of_agent.parts = parts.into_iter().map(|(instance, _)| instance).collect();
        }
        Ok(())
    }

    async fn compare<P: May>(&mut self, access: &mut Access<P>, end: Micros) -> Result<()> {
        if end <= self.compared {
            return Ok(());
        }
        let mut counted: BTreeMap<Cell, CellCounts> = BTreeMap::new();
        let mut from = self.compared;
        while let Some(first) = rollups::next_quarter(access.tx(), from).await.or_internal()? {
            if first >= end {
                break;
            }
            from = first.saturating_add(DAY).min(end);
            counted.extend(rollups::list_quarters(access.tx(), first, from).await.or_internal()?);
        }
        let of_events = self.tallies.values().flat_map(|tally| &tally.quarters);
        let found: BTreeMap<&Cell, CellCounts> = of_events
            .filter(|(cell, _)| cell.bucket >= self.compared)
            .map(|(cell, counts)| (cell, *counts))
            .collect();
        let cells: BTreeSet<&Cell> = found.keys().copied().chain(counted.keys()).collect();
        for cell in cells {
            let counted = counted.get(cell).copied().unwrap_or_default();
            let mut found = found.get(cell).copied().unwrap_or_default();
            if cell.bucket < self.messages_from {
                found = as_before(found, counted);
            }
            if counted != found {
                let Cell { bucket, agent_id, host, direction, domain } = cell.clone();
                let difference = Difference { bucket, agent_id, host, direction, domain, counted, found };
                self.differences.push(difference);
            }
        }
        self.compared = end;
        Ok(())
    }
}

/// What events say, as far as it was counted when this was: what came later stays as it is.
fn as_before(found: CellCounts, counted: CellCounts) -> CellCounts {
    let Counts { requests, messages, recipients, .. } = found.counts;
    CellCounts::from(Counts { requests, messages, recipients, ..counted.counts })
}

/// The time of the first event from an instant on.
async fn next_event<P: May>(access: &mut Access<P>, from: Micros) -> Result<Option<Micros>> {
    let before = Before { at: from, id: String::new() };
    let page = events::list_from(access.tx(), &before, 1).await.or_internal()?;
    Ok(page.first().map(|event| event.at))
}
