//! A content filter takes a mail from Postfix and hands it back, where it gets another id in the queue: still one mail.
//!
//! Strangers choose the Message-ID, so that it is the same proves nothing. What makes it certain is the word of one's own
//! hosts: the filter's reply tells the id under which the mail came back, or Postfix tells the id that a client, which it
//! was told to believe, says the mail had before. And it came back from the filter, or from the host itself.

use std::{collections::HashSet, net::IpAddr};

use domain::{
    MessageId, Micros, PolicyAgentId, direction::MailFlow, mail_log::Delivery, networks::parse_address,
    zones::Zone,
};
use store::{
    TenantTx,
    tenant::{
        events,
        messages::{Recipient, log::QueueId, parts},
    },
};

use super::{APART, Lines, SESSION, mail::Mail};
use crate::{OrInternal, Result, events::rollups::Tally};

/// Requests about one part that are looked at; what came beyond them stays counted.
const REQUESTS: i64 = 10_000;

/// A mail that turned out to be a part of another.
#[derive(Debug)]
pub(super) struct Joined {
    part: Mail,
    whole: MessageId,
    /// Lines of the whole before it.
    lines: i64,
    /// How many filters the whole had been through when it came back as this.
    passes: i64,
}

/// Two that may be one.
struct Pair {
    whole: MessageId,
    part: MessageId,
    /// The id under which it came back.
    queue_id: String,
    /// The filter's address, where it is known.
    filter: String,
    passes: i64,
}

/// Under which id in the queue a filter handed a mail back, as it says. Only the word of one's own hosts counts.
pub(super) fn passed_as<'a>(flow: &MailFlow, delivery: &Delivery<'a>) -> Option<&'a str> {
    let hop = delivery.hop()?;
    // A socket lies on the host itself.
    let is_own = hop.contains('/') || parse_address(hop).is_some_and(|address| is_own(flow, address));
    delivery.next_queue_id().filter(|_| is_own)
}

fn is_own(flow: &MailFlow, address: IpAddr) -> bool {
    address.is_loopback() || flow.networks.iter().any(|network| network.contains(address))
}

/// The address in `name[address]:port`.
fn bracketed(relay: &str) -> &str {
    let inside = relay.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    inside.map_or("", |(address, _)| address)
}

impl Lines<'_> {
    /// Whether a mail is or was in a queue under an id.
    pub(super) fn holds(&self, id: &MessageId, queue_id: &str) -> bool {
        self.queued.get(queue_id).is_some_and(|all| all.iter().any(|one| one.message_id == *id))
    }

    /// Makes one of those that are one.
    pub(super) fn join(&mut self) {
        for pair in self.pairs() {
            // Its whole may be a part of another by now.
            let (mut whole, mut passes) = (pair.whole.clone(), pair.passes);
            while let Some(known) = self.joined.iter().find(|one| one.part.message.id == whole) {
                (whole, passes) = (known.whole.clone(), passes + known.passes);
            }
            if whole != pair.part && self.is_one(&whole, &pair) {
                self.absorb(&whole, &pair.part, passes);
            }
        }
    }

    fn pairs(&self) -> Vec<Pair> {
        let under = |id: &str| self.queued.get(id).into_iter().flatten();
        let mut pairs = Vec::new();
        for (id, mail) in &self.mails {
            let passed = |one: &&Recipient| !one.passed_as.is_empty();
            for one in mail.recipients.iter().filter(passed) {
                let near = |back: &&QueueId| {
                    back.passes == 0 && one.outcome_at.is_some_and(|at| (at - back.at).abs() <= SESSION)
                };
                pairs.extend(under(&one.passed_as).filter(near).map(|back| Pair {
                    whole: id.clone(),
                    part: back.message_id.clone(),
                    queue_id: back.queue_id.clone(),
                    filter: bracketed(&one.relay).to_owned(),
                    passes: one.passes + 1,
                }));
            }
        }
        for back in self.queued.values().flatten().filter(|one| one.passes == 0) {
            let then = |one: &&QueueId| {
                one.at <= back.at + APART && one.left_at.is_none_or(|left| back.at <= left + APART)
            };
            let before = under(&back.passed_from).filter(then);
            pairs.extend(before.map(|one| Pair {
                whole: one.message_id.clone(),
                part: back.message_id.clone(),
                queue_id: back.queue_id.clone(),
                filter: String::new(),
                passes: one.passes + 1,
            }));
        }
        let mut seen = HashSet::new();
        pairs.retain(|pair| pair.whole != pair.part && seen.insert((pair.whole.clone(), pair.part.clone())));
        pairs
    }

    fn is_one(&self, whole: &MessageId, pair: &Pair) -> bool {
        let (Some(whole), Some(part)) = (self.mails.get(whole), self.mails.get(&pair.part)) else {
            return false;
        };
        let (whole, part) = (&whole.message, &part.message);
        // A mail that had no Message-ID gets one from Postfix when it comes back, which holds its id in the queue.
        let is_named = if whole.message_id.is_empty() {
            part.message_id.contains(&format!(".{}@", pair.queue_id))
        } else {
            whole.message_id == part.message_id
        };
        let client = part.client_address.as_str();
        let is_filter = client.is_empty()
            || client == pair.filter
            || parse_address(client).is_some_and(|address| {
                address.is_loopback() || pair.filter.is_empty() && is_own(&self.flow, address)
            });
        is_named && is_filter && whole.at <= part.at + APART
    }

    /// Makes a mail a part of another, which has been through so many filters by then.
    fn absorb(&mut self, whole_id: &MessageId, part_id: &MessageId, passes: i64) {
        let Some(part) = self.mails.remove(part_id) else { return };
        let Some(whole) = self.mails.get_mut(whole_id) else { return };
        let lines = whole.message.lines;
        for one in &mut self.kept {
            if one.message_id == *part_id {
                (one.message_id, one.number) = (whole_id.clone(), one.number + lines);
            }
        }
        let mut ids = Vec::new();
        for one in self.queued.values_mut().flatten().filter(|one| one.message_id == *part_id) {
            (one.message_id, one.passes) = (whole_id.clone(), one.passes + passes);
            ids.push(one.queue_id.clone());
        }
        for one in self.joined.iter_mut().filter(|one| one.whole == *part_id) {
            (one.whole, one.lines, one.passes) = (whole_id.clone(), one.lines + lines, one.passes + passes);
        }
        for (direction, domain) in whole.absorb(&self.flow, &part, (&ids, passes)) {
            whole.count(&mut self.tally, (direction, &domain), self.zone);
        }
        whole.message.seen_at = self.now;
        self.joined.push(Joined { part, whole: whole_id.clone(), lines, passes });
    }
}

impl Joined {
    /// Moves what is kept of it, and takes back what was counted for it.
    pub(super) async fn store(
        &self,
        tx: &mut TenantTx,
        agent: &PolicyAgentId,
        tally: &mut Tally,
        zone: &Zone,
    ) -> Result<()> {
        let message = &self.part.message;
        let of = (agent, message.instance.as_str());
        let span = (message.at - SESSION, Micros::MAX);
        let instances = [message.instance.as_str()];
        let requests =
            events::list_of_instances(tx, (agent, &instances), span, REQUESTS).await.or_internal()?;
        tally.take_back(message, &self.part.recipients, requests, zone);
        events::update_uncounted(tx, of, span).await.or_internal()?;
        let moved = (self.lines, self.passes);
        parts::join(tx, agent, (&message.id, &message.instance), &self.whole, moved).await.or_internal()
    }
}
