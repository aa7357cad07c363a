//! Counting: how events become the numbers of a dashboard.

use std::collections::BTreeMap;

use domain::{Micros, direction::Direction, policy::State, zones::Zone};
use store::tenant::{
    events::Event,
    messages::Message,
    rollups::{Cell, Counts, QUARTER},
    tops::{Name, TopKind},
};

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

    /// Counts one event, and answers what it added.
    ///
    /// A request counts always; a message with its first request, in that request's direction; a
    /// recipient with each RCPT request, or by its count where no RCPT request was seen.
    pub(crate) fn add(&mut self, event: &Event, zone: &Zone) -> Counts {
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
        counts
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
