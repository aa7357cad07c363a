//! What becomes of the demo's mails, as the log of a Postfix would tell.

use std::collections::HashMap;

use domain::{
    HOUR, MINUTE, MessageId, Micros, SECOND,
    direction::Direction,
    messages::{Outcome, Reason},
    zones::Zone,
};
use store::tenant::messages::Recipient;

use super::Dice;
use crate::events::{outcomes::Outcomes, rollups::Tally};

const DELIVERED: &[(&str, &str)] = &[("2.0.0", "250 2.0.0 Ok: queued"), ("2.0.0", "delivered to mailbox")];
const DEFERRED: &[(&str, &str)] = &[
    ("4.4.1", "connect to mx.next.example[198.51.100.25]:25: Connection timed out"),
    ("4.2.0", "host mx.next.example[198.51.100.25] said: 450 4.2.0 Greylisted, come again later"),
    ("4.2.2", "host mx.next.example[198.51.100.25] said: 452 4.2.2 Mailbox full"),
    ("4.7.28", "host mx.next.example[198.51.100.25] said: 421 4.7.28 Rate limit exceeded"),
];
const BOUNCED: &[(&str, &str)] = &[
    ("5.1.1", "host mx.next.example[198.51.100.25] said: 550 5.1.1 No such user here"),
    ("5.4.4", "Host or domain name not found"),
    ("5.3.4", "message size exceeds the limit of the next server"),
];
const REJECTED: &[(&str, &str)] = &[
    ("5.7.1", "Relay access denied"),
    ("5.7.1", "Service unavailable; Client host blocked using a block list"),
    ("5.1.1", "Recipient address rejected: User unknown"),
];

/// Tells what became of all that was seen, and counts it.
pub(super) fn tell(
    tally: &mut Tally,
    outcomes: &mut Outcomes,
    (zone, now): (&Zone, Micros),
    dice: &mut Dice,
) {
    let mut of_message: HashMap<MessageId, Vec<Recipient>> = HashMap::new();
    for one in &mut tally.recipients {
        end(one, now, dice);
        of_message.entry(one.message_id.clone()).or_default().push(one.clone());
    }
    for message in tally.messages.values_mut() {
        let recipients = of_message.remove(&message.id).unwrap_or_default();
        let known = recipients.iter().filter_map(|one| one.outcome.parse().ok());
        if let Some(outcome) = Outcome::of_all(known) {
            message.outcome = outcome.to_string();
            message.outcome_at = recipients.iter().filter_map(|one| one.outcome_at).max();
            let said = recipients.iter().rfind(|one| one.outcome != Outcome::Delivered.as_str());
            message.reason = said.map_or_else(String::new, |one| one.reason.clone());
            outcomes.count(message, &recipients, 1, zone);
        }
    }
}

fn end(one: &mut Recipient, now: Micros, dice: &mut Dice) {
    let outcome = match (one.direction, dice.roll(40)) {
        (Direction::Foreign, 1..) | (Direction::Inbound | Direction::Relay, 0) => Outcome::Rejected,
        (Direction::Outbound, 0) => Outcome::Bounced,
        (Direction::Outbound, 1) => Outcome::Expired,
        // What waits has come lately.
        (Direction::Outbound, 2..8) if now - one.at < 6 * HOUR => Outcome::Deferred,
        _ => Outcome::Delivered,
    };
    let (said, longest) = match outcome {
        Outcome::Delivered => (DELIVERED, [2 * SECOND, 20 * SECOND, 3 * HOUR]),
        Outcome::Deferred => (DEFERRED, [HOUR; 3]),
        Outcome::Rejected => (REJECTED, [SECOND; 3]),
        _ => (BOUNCED, [MINUTE; 3]),
    };
    let (status, reason) = said[dice.roll(said.len())];
    let longest = longest[dice.roll(3).min(dice.roll(3))];
    let delay = (longest / 100).max(1) * i64::try_from(dice.roll(100)).unwrap_or_default();
    one.outcome = outcome.to_string();
    (one.status, one.reason) = (status.to_owned(), reason.to_owned());
    if outcome != Outcome::Delivered {
        one.reason_kind = Reason::of(status, reason).to_string();
    }
    if outcome != Outcome::Rejected {
        (one.relay, one.delay) = ("mx.next.example[198.51.100.25]:25".to_owned(), Some(delay));
    }
    one.outcome_at = Some((one.at + delay).min(now));
}
