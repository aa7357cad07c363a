//! Counting: how events become messages, and the numbers of a dashboard.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    MessageId, Micros, PolicyAgentId,
    bounds::{LONGEST_KEY, cut},
    direction::Direction,
    networks::network_around,
    policy::{Record, State},
    zones::Zone,
};
use store::tenant::{
    events::Event,
    messages::{Message, Recipient},
    rollups::{Cell, CellCounts, Counts, QUARTER},
    tops::{Name, TopKind},
};

/// Ways of one message that are told apart. Whatever it goes beyond them counts as gone already.
const WAYS: usize = 64;

/// The counts that a run of events adds up to.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) quarters: BTreeMap<Cell, CellCounts>,
    pub(crate) days: BTreeMap<Cell, CellCounts>,
    pub(crate) top_hours: BTreeMap<Name, i64>,
    pub(crate) top_days: BTreeMap<Name, i64>,
    /// Messages of these events, those seen before included, by their instance.
    pub(crate) messages: BTreeMap<String, Message>,
    /// Recipients that these events asked about.
    pub(crate) recipients: Vec<Recipient>,
    /// Instances of requests about a mail that a filter handed back: it is counted already.
    pub(crate) parts: BTreeSet<String>,
    /// Which of the agent's Postfixes is asked at which address and port.
    pub(crate) listeners: BTreeMap<String, String>,
}

impl Tally {
    /// Which of the agent's Postfixes asked; empty: the first, or nobody knows.
    pub(crate) fn host(&self, record: &Record) -> &str {
        if self.listeners.is_empty() {
            return "";
        }
        listener(record).and_then(|listener| self.listeners.get(&listener)).map_or("", String::as_str)
    }

    /// The message an event belongs to, if it was seen before.
    pub(crate) fn message(&self, instance: &str) -> Option<&Message> {
        self.messages.get(instance)
    }

    /// Counts one event, and answers it with what it added.
    ///
    /// A request counts always; a message with its first request; a recipient with each RCPT request, or by its count
    /// where no RCPT request was seen. A message counts once in all, once in each direction it went, and once for each
    /// domain it concerned.
    pub(crate) fn add(&mut self, event: Event, zone: &Zone) -> Event {
        if self.parts.contains(&event.instance) {
            let added = CellCounts::from(Counts { requests: 1, ..Counts::default() });
            let way = (event.direction, event.domain.as_str());
            self.put((&event.agent_id, &event.host, event.at), way, added, false, zone);
            return event;
        }
        let is_first = !event.instance.is_empty() && !self.messages.contains_key(&event.instance);
        let mut added = CellCounts::default();
        (added.counts.requests, added.counts.messages) = (1, i64::from(is_first));
        let was_undecided = if event.instance.is_empty() {
            added.counts.recipients = i64::from(event.state == State::Rcpt.as_str());
            false
        } else {
            let message = self.messages.entry(event.instance.clone()).or_insert_with(|| begun(&event));
            learn(message, &event, &mut added.counts);
            let recipient = take_recipient(message, &event, &mut added.counts);
            let was_undecided = go(message, (event.direction, &event.domain), is_first, &mut added);
            self.recipients.extend(recipient);
            was_undecided
        };
        let (at, way) = (event.at, (event.direction, event.domain.as_str()));
        self.put((&event.agent_id, &event.host, at), way, added, was_undecided, zone);
        self.add_tops(&event, (is_first, added.counts.authenticated > 0), zone);
        let Counts { messages, recipients, .. } = added.counts;
        Event { messages, recipients, ..event }
    }

    /// Adds to the quarter and the day of an instant, and takes back what counted as undecided until then.
    pub(crate) fn put(
        &mut self,
        (agent, host, at): (&PolicyAgentId, &str, Micros),
        (direction, domain): (Direction, &str),
        added: CellCounts,
        was_undecided: bool,
        zone: &Zone,
    ) {
        let (agent_id, of, domain) = (agent.clone(), host.to_owned(), domain.to_owned());
        let quarter = Cell { bucket: start(at, QUARTER), agent_id, host: of, direction, domain };
        let day = Cell { bucket: i64::from(zone.day_of(at)), ..quarter.clone() };
        *self.quarters.entry(quarter).or_default() += added;
        *self.days.entry(day).or_default() += added;
        if was_undecided {
            let undone = CellCounts { by_direction: -1, by_both: -1, ..CellCounts::default() };
            self.put((agent, host, at), (Direction::Undecided, ""), undone, false, zone);
        }
    }

    /// Counts a mail of which the log alone tells, as one that goes nowhere yet.
    pub(crate) fn begin_of_log(&mut self, message: &mut Message, zone: &Zone) {
        let authenticated = i64::from(message.is_authenticated);
        let counts = Counts { messages: 1, authenticated, ..Counts::default() };
        let mut added = CellCounts { counts, ..CellCounts::default() };
        let way = (Direction::Undecided, "");
        go(message, way, true, &mut added);
        self.put((&message.agent_id, &message.host, message.at), way, added, false, zone);
    }

    /// Counts one of its recipients, where the mail itself was counted.
    pub(crate) fn reach_of_log(
        &mut self,
        message: &mut Message,
        (direction, domain): (Direction, &str),
        zone: &Zone,
    ) {
        let counts = Counts { recipients: 1, ..Counts::default() };
        let mut added = CellCounts { counts, ..CellCounts::default() };
        let was_undecided = go(message, (direction, domain), false, &mut added);
        let whose = (&message.agent_id, message.host.as_str(), message.at);
        self.put(whose, (direction, domain), added, was_undecided, zone);
    }

    /// Counts the size of a mail that the log told, where the mail began.
    pub(crate) fn weigh(&mut self, message: &Message, bytes: i64, zone: &Zone) {
        if bytes == 0 {
            return;
        }
        let counts = Counts { bytes, ..Counts::default() };
        let added = CellCounts { counts, ..CellCounts::default() };
        let is_of_log = message.instance.is_empty();
        let way =
            if is_of_log { (Direction::Undecided, "") } else { (message.direction, message.domain.as_str()) };
        self.put((&message.agent_id, &message.host, message.at), way, added, false, zone);
    }

    /// Takes back all that a message added but for its requests: it is another that came back from a filter.
    pub(crate) fn take_back(
        &mut self,
        message: &Message,
        recipients: &[Recipient],
        requests: Vec<Event>,
        zone: &Zone,
    ) {
        let mut counted = Self::default();
        for event in requests {
            counted.add(event, zone);
        }
        let mut again = Message { ways: String::new(), ..message.clone() };
        if message.instance.is_empty() {
            counted.begin_of_log(&mut again, zone);
            for one in recipients {
                counted.reach_of_log(&mut again, (one.direction, &one.domain), zone);
            }
        }
        let weighed = counted.messages.get(&message.instance).map_or(0, |found| found.bytes);
        counted.weigh(message, message.bytes - weighed, zone);
        for (cells, counted) in [(&mut self.quarters, counted.quarters), (&mut self.days, counted.days)] {
            for (cell, mut counts) in counted {
                counts.counts.requests = 0;
                *cells.entry(cell).or_default() += -counts;
            }
        }
        for (names, counted) in
            [(&mut self.top_hours, counted.top_hours), (&mut self.top_days, counted.top_days)]
        {
            for (name, total) in counted {
                *names.entry(name).or_default() -= total;
            }
        }
    }

    fn add_tops(&mut self, event: &Event, (is_first, has_signed_in): (bool, bool), zone: &Zone) {
        let day = i64::from(zone.day_of(event.at));
        let is_recipient = event.state == State::Rcpt.as_str();
        let network = if has_signed_in { network_around(&event.client_address) } else { String::new() };
        let tops = [
            (TopKind::User, event.sasl_username.as_str(), has_signed_in),
            (TopKind::UserNetwork, network.as_str(), !network.is_empty()),
            (TopKind::SenderDomain, event.sender_domain.as_str(), is_first),
            (TopKind::ClientAddress, event.client_address.as_str(), is_first),
            (TopKind::RecipientDomain, event.recipient_domain.as_str(), is_recipient),
        ];
        for (kind, text, _) in tops.into_iter().filter(|(_, _, counts)| *counts) {
            let name = |bucket: i64| Name {
                kind,
                bucket,
                agent_id: event.agent_id.clone(),
                host: event.host.clone(),
                domain: event.domain.clone(),
                name: text.to_owned(),
            };
            *self.top_hours.entry(name(start(event.at, domain::HOUR))).or_default() += 1;
            *self.top_days.entry(name(day)).or_default() += 1;
        }
    }
}

/// Where a Postfix was asked, if the request says so.
pub(crate) fn listener(record: &Record) -> Option<String> {
    let (address, port) = (&record.server_address, &record.server_port);
    (!address.is_empty() && !port.is_empty()).then(|| cut(&format!("{address}:{port}"), LONGEST_KEY))
}

/// A message with its first request.
fn begun(event: &Event) -> Message {
    Message {
        host: event.host.clone(),
        instance: event.instance.clone(),
        // Its first part is the number of the process, as Postfix makes it.
        process: event
            .instance
            .split('.')
            .next()
            .map_or(0, |pid| u32::from_str_radix(pid, 16).map_or(0, i64::from)),
        direction: event.direction,
        rule: event.rule,
        domain: event.domain.clone(),
        client_address: event.client_address.clone(),
        client_name: event.client_name.clone(),
        ..Message::new(MessageId::of(&event.id), event.agent_id.clone(), (event.at, event.received_at))
    }
}

/// What a request says of its message that was not known, and what that adds.
fn learn(message: &mut Message, event: &Event, added: &mut Counts) {
    message.seen_at = event.received_at;
    if message.direction == Direction::Undecided && event.direction != Direction::Undecided {
        (message.direction, message.rule) = (event.direction, event.rule);
        message.domain.clone_from(&event.domain);
    }
    let said = [
        (&mut message.queue_id, &event.queue_id),
        (&mut message.helo_name, &event.helo_name),
        (&mut message.sender, &event.sender),
        (&mut message.sender_domain, &event.sender_domain),
        (&mut message.sasl_username, &event.sasl_username),
        (&mut message.encryption_protocol, &event.encryption_protocol),
    ];
    for (known, said) in said.into_iter().filter(|(known, _)| known.is_empty()) {
        known.clone_from(said);
    }
    if message.recipient.is_empty() && !event.recipient.is_empty() {
        message.recipient.clone_from(&event.recipient);
        message.recipient_domain.clone_from(&event.recipient_domain);
    }
    if !message.is_encrypted && !message.encryption_protocol.is_empty() {
        (message.is_encrypted, added.encrypted) = (true, 1);
    }
    if !message.is_authenticated && !message.sasl_username.is_empty() {
        (message.is_authenticated, added.authenticated) = (true, 1);
    }
    if event.state == State::EndOfMessage.as_str() {
        // Until then it is what the client claims.
        added.bytes = event.size.saturating_sub(message.bytes).max(0);
        (message.size, message.bytes) = (Some(event.size), message.bytes.saturating_add(added.bytes));
    } else if event.size > 0 && message.bytes == 0 {
        message.size = Some(event.size);
    }
}

/// How many recipients an event adds, and the one it asks about.
fn take_recipient(message: &mut Message, event: &Event, added: &mut Counts) -> Option<Recipient> {
    if event.state == State::Rcpt.as_str() {
        message.recipient_requests = message.recipient_requests.saturating_add(1);
        message.recipients = message.recipients.saturating_add(1);
        added.recipients = 1;
        return Some(Recipient {
            message_id: message.id.clone(),
            number: message.recipient_requests,
            at: message.at,
            recipient: event.recipient.clone(),
            recipient_domain: event.recipient_domain.clone(),
            direction: event.direction,
            rule: event.rule,
            domain: event.domain.clone(),
            outcome: String::new(),
            status: String::new(),
            reason: String::new(),
            relay: String::new(),
            delay: None,
            encryption_protocol: String::new(),
            outcome_at: None,
            reason_kind: String::new(),
            handed_to: String::new(),
            passed_as: String::new(),
            passes: 0,
        });
    }
    if message.recipient_requests == 0 {
        added.recipients = event.recipient_count.saturating_sub(message.recipients).max(0);
        message.recipients = message.recipients.saturating_add(added.recipients);
    }
    None
}

/// Counts the way a message went; whether it counted as undecided until now.
pub(crate) fn go(
    message: &mut Message,
    (direction, domain): (Direction, &str),
    is_first: bool,
    added: &mut CellCounts,
) -> bool {
    let is_decided = direction != Direction::Undecided;
    let way = format!("{direction} {domain}");
    let known: Vec<&str> = message.ways.lines().collect();
    if !is_decided && !is_first || known.contains(&way.as_str()) || known.len() >= WAYS {
        return false;
    }
    let goes = |place: usize, part: &str| known.iter().any(|way| way.split(' ').nth(place) == Some(part));
    added.by_direction = i64::from(!goes(0, direction.as_str()));
    added.by_domain = i64::from(!goes(1, domain));
    added.by_both = 1;
    let was_undecided = is_decided && known.first().is_some_and(|way| way.starts_with("undecided "));
    if was_undecided || known.is_empty() {
        message.ways = way;
    } else {
        message.ways = format!("{}\n{way}", message.ways);
    }
    was_undecided
}

/// The start of the bucket an instant falls into.
pub(crate) fn start(at: Micros, width: Micros) -> Micros {
    at.div_euclid(width) * width
}
