//! One mail, as lines of the log tell of it.

use domain::{
    Micros,
    direction::{Direction, Facts, MailFlow},
    domains::domain_of,
    mail_log::{Delivery, Refusal, Status},
    messages::{Outcome, Reason},
    networks::parse_address,
    zones::Zone,
};
use store::tenant::messages::{Message, Recipient};

use crate::events::rollups::Tally;

/// Recipients of one mail that are told apart.
const RECIPIENTS: usize = 10_000;

/// What a line of the log tells of a delivery, beside what stands in it.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) at: Micros,
    pub(super) outcome: Outcome,
    pub(super) protocol: &'a str,
    /// How many filters the mail had been through.
    pub(super) passes: i64,
    /// The id in the queue under which the filter it was given to handed it back.
    pub(super) passed_as: Option<&'a str>,
    /// Whether that is known to be the same mail: then this is no end of it.
    pub(super) is_within: bool,
}

/// A mail with its recipients, as these lines find it.
#[derive(Debug)]
pub(super) struct Mail {
    pub(super) message: Message,
    pub(super) recipients: Vec<Recipient>,
    /// Whether one of these lines is about it.
    pub(super) is_told: bool,
}

impl Mail {
    pub(super) const fn found(message: Message) -> Self {
        Self { message, recipients: Vec::new(), is_told: false }
    }

    pub(super) fn sent_by(&mut self, sender: &str) {
        if self.message.sender.is_empty() && !sender.is_empty() {
            sender.clone_into(&mut self.message.sender);
            self.message.sender_domain = domain_of(sender);
        }
    }

    /// Another recipient, which way the mail goes to it, and whose domain that concerns.
    pub(super) fn add(&mut self, flow: &MailFlow, recipient: &str) -> (Direction, String) {
        let (message, recipient_domain) = (&mut self.message, domain_of(recipient));
        let is_local = message.client_address.is_empty();
        let facts = Facts {
            client_address: parse_address(&message.client_address),
            is_authenticated: is_local || !message.sasl_username.is_empty(),
            sender_domain: &message.sender_domain,
            recipient_domain: &recipient_domain,
            has_recipient: true,
            message: None,
        };
        let decided = flow.decide(&facts);
        let domain = flow.own_domain(&facts, decided.direction).to_owned();
        if message.direction == Direction::Undecided {
            (message.direction, message.rule) = (decided.direction, decided.rule);
            message.domain.clone_from(&domain);
        }
        if message.recipient.is_empty() {
            recipient.clone_into(&mut message.recipient);
            message.recipient_domain.clone_from(&recipient_domain);
        }
        let number = self.recipients.last().map_or(1, |last| last.number + 1);
        self.recipients.push(Recipient {
            message_id: message.id.clone(),
            number,
            at: message.at,
            recipient: recipient.to_owned(),
            recipient_domain,
            direction: decided.direction,
            rule: decided.rule,
            domain: domain.clone(),
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
        (decided.direction, domain)
    }

    /// Another recipient counts, unless its request was counted.
    pub(super) fn count(&mut self, tally: &mut Tally, way: (Direction, &str), zone: &Zone) {
        if self.message.instance.is_empty() {
            self.message.recipients += 1;
            tally.reach_of_log(&mut self.message, way, zone);
        }
    }

    /// Where a recipient stands, by the address it came with or the one it had when a filter was given the mail.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        let find = |of: fn(&Recipient) -> &str| {
            self.recipients.iter().position(|one| of(one).eq_ignore_ascii_case(name))
        };
        find(|one| &one.recipient).or_else(|| find(|one| &one.handed_to).filter(|_| !name.is_empty()))
    }

    /// What became of one recipient; where it was not known yet, which way the mail went to it.
    pub(super) fn told(
        &mut self,
        flow: &MailFlow,
        delivery: &Delivery<'_>,
        told: Told<'_>,
    ) -> Option<(Direction, String)> {
        let Told { at, outcome, protocol, passes, passed_as, is_within } = told;
        // An alias leads to somebody else: what was asked about is the name it had before.
        let found = self.place(delivery.to).or_else(|| self.place(delivery.orig_to?));
        let (place, new) = match found {
            Some(place) => (place, None),
            None if self.recipients.len() >= RECIPIENTS => return None,
            None => {
                let way = self.add(flow, delivery.orig_to.unwrap_or(delivery.to));
                (self.recipients.len() - 1, Some(way))
            }
        };
        let one = &mut self.recipients[place];
        if let Some(next) = passed_as {
            next.clone_into(&mut one.passed_as);
            if !delivery.to.eq_ignore_ascii_case(&one.recipient) {
                delivery.to.clone_into(&mut one.handed_to);
            }
        }
        // What became of it behind a filter outweighs that the filter took it.
        let is_newer =
            passes > one.passes || passes == one.passes && one.outcome_at.is_none_or(|known| known <= at);
        if is_newer && !is_within {
            one.passes = passes;
            one.outcome = outcome.to_string();
            delivery.dsn.clone_into(&mut one.status);
            delivery.reason.clone_into(&mut one.reason);
            one.reason_kind = because(outcome, delivery.dsn, delivery.reason);
            delivery.relay.unwrap_or_default().clone_into(&mut one.relay);
            one.delay = Some(delivery.delay);
            protocol.clone_into(&mut one.encryption_protocol);
            one.outcome_at = Some(at);
        }
        new
    }

    /// Takes over what a part tells, that a filter handed back under these ids: the ways to whom nobody knew of before.
    pub(super) fn absorb(
        &mut self,
        flow: &MailFlow,
        part: &Self,
        (ids, passes): (&[String], i64),
    ) -> Vec<(Direction, String)> {
        for one in &mut self.recipients {
            if ids.contains(&one.passed_as) && one.passes < passes {
                // That the filter took it was no end.
                for text in [
                    &mut one.outcome,
                    &mut one.status,
                    &mut one.reason,
                    &mut one.relay,
                    &mut one.encryption_protocol,
                ] {
                    text.clear();
                }
                (one.delay, one.outcome_at, one.passes) = (None, None, passes);
            }
        }
        let mut ways = Vec::new();
        for theirs in &part.recipients {
            let then = theirs.passes + passes;
            let place = match self.place(&theirs.recipient) {
                Some(place) => place,
                None if self.recipients.len() >= RECIPIENTS => continue,
                None => {
                    ways.push(self.add(flow, &theirs.recipient));
                    self.recipients.len() - 1
                }
            };
            let mine = &mut self.recipients[place];
            for (mine, theirs) in
                [(&mut mine.handed_to, &theirs.handed_to), (&mut mine.passed_as, &theirs.passed_as)]
            {
                if !theirs.is_empty() {
                    mine.clone_from(theirs);
                }
            }
            if !theirs.outcome.is_empty() && then >= mine.passes {
                *mine = Recipient {
                    outcome: theirs.outcome.clone(),
                    status: theirs.status.clone(),
                    reason: theirs.reason.clone(),
                    relay: theirs.relay.clone(),
                    delay: theirs.delay,
                    encryption_protocol: theirs.encryption_protocol.clone(),
                    outcome_at: theirs.outcome_at,
                    passes: then,
                    ..mine.clone()
                };
            }
        }
        let message = &mut self.message;
        (message.outcome, message.reason, message.outcome_at) = (String::new(), String::new(), None);
        message.lines += part.message.lines;
        if message.message_id.is_empty() {
            message.message_id.clone_from(&part.message.message_id);
        }
        self.is_told = true;
        self.sum_up();
        ways
    }

    /// All that still wait under an id in the queue end so.
    pub(super) fn ended(&mut self, at: Micros, queue_id: &str, outcome: Outcome) {
        let waiting = [Outcome::Deferred.as_str(), ""];
        let waits = |one: &&mut Recipient| {
            waiting.contains(&one.outcome.as_str()) && (one.passed_as.is_empty() || one.passed_as == queue_id)
        };
        for one in self.recipients.iter_mut().filter(waits) {
            (one.outcome, one.outcome_at) = (outcome.to_string(), Some(at));
        }
    }

    /// A recipient was refused, or all of whom nothing else is known.
    pub(super) fn refused(&mut self, at: Micros, refusal: &Refusal<'_>) {
        let to = refusal.to.unwrap_or_default();
        let is_one = self.recipients.iter().any(|one| one.recipient.eq_ignore_ascii_case(to));
        for one in &mut self.recipients {
            let is_meant =
                if is_one { one.recipient.eq_ignore_ascii_case(to) } else { one.outcome.is_empty() };
            if is_meant {
                (one.outcome, one.outcome_at) = (Outcome::Rejected.to_string(), Some(at));
                refusal.status.clone_into(&mut one.status);
                refusal.reason.clone_into(&mut one.reason);
                one.reason_kind = because(Outcome::Rejected, refusal.status, refusal.reason);
            }
        }
        if self.recipients.is_empty() {
            let message = &mut self.message;
            (message.outcome, message.outcome_at) = (Outcome::Rejected.to_string(), Some(at));
            refusal.reason.clone_into(&mut message.reason);
            message.reason_kind = because(Outcome::Rejected, refusal.status, refusal.reason);
        }
    }

    /// The mail's own outcome, and the reason that came last of whoever it did not reach.
    pub(super) fn sum_up(&mut self) {
        let told: Vec<(&Recipient, Outcome)> =
            self.recipients.iter().filter_map(|one| Some((one, one.outcome.parse().ok()?))).collect();
        let Some(outcome) = Outcome::of_all(told.iter().map(|(_, outcome)| *outcome)) else { return };
        let last =
            told.iter().filter(|(_, one)| *one != Outcome::Delivered).max_by_key(|(one, _)| one.outcome_at);
        self.message.reason = last.map_or_else(String::new, |(one, _)| one.reason.clone());
        self.message.outcome_at = told.iter().filter_map(|(one, _)| one.outcome_at).max();
        self.message.outcome = outcome.to_string();
    }
}

/// Why it was not taken, as one of a few kinds.
fn because(outcome: Outcome, status: &str, reason: &str) -> String {
    if outcome == Outcome::Delivered { String::new() } else { Reason::of(status, reason).to_string() }
}

pub(super) fn outcome(status: Status) -> Option<Outcome> {
    match status {
        Status::Sent => Some(Outcome::Delivered),
        Status::Deferred | Status::SoftBounce => Some(Outcome::Deferred),
        Status::Bounced => Some(Outcome::Bounced),
        Status::Expired => Some(Outcome::Expired),
        Status::Deliverable | Status::Undeliverable => None,
    }
}
