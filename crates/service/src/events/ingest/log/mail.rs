//! One mail, as lines of the log tell of it.

use domain::{
    Micros,
    direction::{Direction, Facts, MailFlow},
    domains::domain_of,
    mail_log::{Delivery, Refusal, Status},
    messages::{Outcome, Reason},
    networks::parse_address,
};
use store::tenant::messages::{Message, Recipient};

/// Recipients of one mail that are told apart.
const RECIPIENTS: usize = 10_000;

/// A mail with its recipients, as these lines find it.
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
        });
        (decided.direction, domain)
    }

    /// What became of one recipient; where it was not known yet, which way the mail went to it.
    pub(super) fn told(
        &mut self,
        flow: &MailFlow,
        at: Micros,
        delivery: &Delivery<'_>,
        (outcome, protocol): (Outcome, &str),
    ) -> Option<(Direction, String)> {
        let find =
            |name: &str| self.recipients.iter().position(|one| one.recipient.eq_ignore_ascii_case(name));
        // An alias leads to somebody else: what was asked about is the name it had before.
        let (place, new) = match find(delivery.to).or_else(|| find(delivery.orig_to?)) {
            Some(place) => (place, None),
            None if self.recipients.len() >= RECIPIENTS => return None,
            None => {
                let way = self.add(flow, delivery.orig_to.unwrap_or(delivery.to));
                (self.recipients.len() - 1, Some(way))
            }
        };
        let one = &mut self.recipients[place];
        if one.outcome_at.is_none_or(|known| known <= at) {
            one.outcome = outcome.to_string();
            one.status = delivery.dsn.to_owned();
            one.reason = delivery.reason.to_owned();
            one.reason_kind = because(outcome, delivery.dsn, delivery.reason);
            one.relay = delivery.relay.unwrap_or_default().to_owned();
            one.delay = Some(delivery.delay);
            one.encryption_protocol = protocol.to_owned();
            one.outcome_at = Some(at);
        }
        new
    }

    /// All that still wait end so.
    pub(super) fn ended(&mut self, at: Micros, outcome: Outcome) {
        let waiting = [Outcome::Deferred.as_str(), ""];
        for one in self.recipients.iter_mut().filter(|one| waiting.contains(&one.outcome.as_str())) {
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
                one.status = refusal.status.to_owned();
                one.reason = refusal.reason.to_owned();
                one.reason_kind = because(Outcome::Rejected, refusal.status, refusal.reason);
            }
        }
        if self.recipients.is_empty() {
            let message = &mut self.message;
            (message.outcome, message.outcome_at) = (Outcome::Rejected.to_string(), Some(at));
            message.reason = refusal.reason.to_owned();
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
