//! Counting: how events become the numbers of a dashboard.

use std::collections::BTreeMap;

use domain::{
    DAY, HOUR, Micros, PolicyAgentId,
    direction::Direction,
    permission::{ManageSettings, May},
    policy::State,
    zones::Zone,
};
use store::tenant::{
    counting,
    events::{self, Before, Event},
    messages::Message,
    policy_agents,
    rollups::{self, Cell, Counts, Grain, QUARTER},
    tops::{self, Name, TopKind},
};

use super::retention::TOP_HOURS;
use crate::{Access, OrInternal, Result};

/// The counts that a run of events adds up to.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) quarters: BTreeMap<Cell, Counts>,
    pub(crate) days: BTreeMap<Cell, Counts>,
    pub(crate) top_hours: BTreeMap<Name, i64>,
    pub(crate) top_days: BTreeMap<Name, i64>,
    /// Messages of these events, those seen before included, by their instance.
    pub(crate) messages: BTreeMap<String, Message>,
}

impl Tally {
    /// The direction of the message an event belongs to, if it was seen before.
    pub(crate) fn message(&self, instance: &str) -> Option<&Message> {
        self.messages.get(instance)
    }

    /// Counts one event.
    ///
    /// A request counts always; a message with its first request, in that request's direction; a
    /// recipient with each RCPT request, or by its count where no RCPT request was seen.
    pub(crate) fn add(&mut self, event: &Event, zone: &Zone) {
        let is_first = !event.instance.is_empty() && !self.messages.contains_key(&event.instance);
        let recipients = self.recipients(event);
        let counts = Counts { requests: 1, messages: i64::from(is_first), recipients };
        let cell = |bucket: i64| Cell {
            bucket,
            agent_id: event.agent_id.clone(),
            direction: event.direction,
            domain: event.domain.clone(),
        };
        let day = i64::from(zone.day_of(event.at));
        *self.quarters.entry(cell(start(event.at, QUARTER))).or_default() += counts;
        *self.days.entry(cell(day)).or_default() += counts;
        let is_recipient = event.state == State::Rcpt.as_str();
        let tops = [
            (TopKind::SenderDomain, event.sender_domain.as_str(), is_first),
            (TopKind::ClientAddress, event.client_address.as_str(), is_first),
            (TopKind::RecipientDomain, event.recipient_domain.as_str(), is_recipient),
        ];
        for (kind, text, _) in tops.into_iter().filter(|(_, _, counts)| *counts) {
            let name = |bucket: i64| Name {
                kind,
                bucket,
                agent_id: event.agent_id.clone(),
                domain: event.domain.clone(),
                name: text.to_owned(),
            };
            *self.top_hours.entry(name(start(event.at, domain::HOUR))).or_default() += 1;
            *self.top_days.entry(name(day)).or_default() += 1;
        }
    }

    /// How many recipients an event adds, and keeps its message's own count.
    fn recipients(&mut self, event: &Event) -> i64 {
        let is_recipient = event.state == State::Rcpt.as_str();
        if event.instance.is_empty() {
            return i64::from(is_recipient);
        }
        let message = self.messages.entry(event.instance.clone()).or_insert_with(|| Message {
            instance: event.instance.clone(),
            at: event.at,
            seen_at: event.received_at,
            direction: event.direction,
            domain: event.domain.clone(),
            recipient_requests: 0,
            recipients: 0,
        });
        message.seen_at = event.received_at;
        if message.direction == Direction::Undecided && event.direction != Direction::Undecided {
            message.direction = event.direction;
            message.domain.clone_from(&event.domain);
        }
        if is_recipient {
            message.recipient_requests = message.recipient_requests.saturating_add(1);
            message.recipients = message.recipients.saturating_add(1);
            return 1;
        }
        if message.recipient_requests > 0 {
            return 0;
        }
        let more = event.recipient_count.saturating_sub(message.recipients).max(0);
        message.recipients = message.recipients.saturating_add(more);
        more
    }
}

/// The start of the bucket an instant falls into.
pub(crate) fn start(at: Micros, width: Micros) -> Micros {
    at.div_euclid(width) * width
}

/// Counts the days anew for another zone, from the quarters; false when they are counted in it already.
pub(crate) async fn recount_days(access: &mut Access<ManageSettings>, zone: &Zone) -> Result<bool> {
    // Batches wait for this, so that none adds to a day between its reading and its writing.
    policy_agents::lock_all(access.tx()).await.or_internal()?;
    if counting::time_zone(access.tx()).await.or_internal()? == zone.name() {
        return Ok(false);
    }
    let quarters = rollups::list(access.tx(), Grain::Quarter, Micros::MIN).await.or_internal()?;
    let mut days: BTreeMap<Cell, Counts> = BTreeMap::new();
    for (cell, counts) in quarters {
        let day = Cell { bucket: i64::from(zone.day_of(cell.bucket)), ..cell };
        *days.entry(day).or_default() += counts;
    }
    counting::update_time_zone(access.tx(), zone.name()).await.or_internal()?;
    rollups::delete_days(access.tx()).await.or_internal()?;
    let cells: Vec<_> = days.iter().collect();
    rollups::add(access.tx(), Grain::Day, &cells).await.or_internal()?;
    recount_tops(access, zone).await?;
    Ok(true)
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
    pub direction: Direction,
    pub domain: String,
    pub counted: Counts,
    pub found: Counts,
}

/// Counts the quarters anew from the events that are still kept, and returns where they differ.
///
/// Only quarters that retention has not reached are compared, from the first event on.
pub(crate) async fn differences<P: May>(access: &mut Access<P>) -> Result<Vec<Difference>> {
    let zone = access.zone().clone();
    let mut tally: BTreeMap<PolicyAgentId, Tally> = BTreeMap::new();
    let mut after = Before { at: Micros::MIN, id: String::new() };
    let mut first = None;
    loop {
        let page = events::list_from(access.tx(), &after, 5000).await.or_internal()?;
        let Some(last) = page.last() else { break };
        after = Before { at: last.at, id: last.id.to_string() };
        for event in &page {
            first.get_or_insert(event.at);
            tally.entry(event.agent_id.clone()).or_default().add(event, &zone);
        }
    }
    let kept_from = access.now() - access.tenant().plan.limits().retention_days * DAY;
    let from = (start(kept_from, QUARTER) + QUARTER).max(start(first.unwrap_or(kept_from), QUARTER));
    let mut found: BTreeMap<Cell, Counts> = BTreeMap::new();
    for (_, counted) in tally {
        found.extend(counted.quarters.into_iter().filter(|(cell, _)| cell.bucket >= from));
    }
    let counted: BTreeMap<Cell, Counts> =
        rollups::list(access.tx(), Grain::Quarter, from).await.or_internal()?.into_iter().collect();
    let cells: std::collections::BTreeSet<&Cell> = found.keys().chain(counted.keys()).collect();
    let differ = cells.into_iter().filter_map(|cell| {
        let (counted, found) =
            (counted.get(cell).copied().unwrap_or_default(), found.get(cell).copied().unwrap_or_default());
        (counted != found).then(|| Difference {
            bucket: cell.bucket,
            agent_id: cell.agent_id.clone(),
            direction: cell.direction,
            domain: cell.domain.clone(),
            counted,
            found,
        })
    });
    Ok(differ.collect())
}

/// Compares a tenant's roll-ups with its events, for the command line.
pub async fn check(service: &crate::Service, slug: &str) -> Result<Vec<Difference>> {
    let caller = crate::Caller::local(crate::Source::Cli);
    let tenant = crate::tenants::find_by_slug(service, slug).await?;
    let mut access = Access::<domain::permission::ViewOverview>::local(service, &caller, tenant).await?;
    differences(&mut access).await
}
