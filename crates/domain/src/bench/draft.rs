//! A change of domains and networks that is not made yet, and what it would move.

use std::collections::BTreeMap;

use super::{BenchProblem, Move, Moves};
use crate::{
    EventId, Micros,
    direction::{Direction, DomainKind, Facts, MailFlow},
    domains::DomainName,
    error::Checks,
    lists::{MOST, entries},
    networks::Network,
};

/// Events named for each way that something moved.
const EXAMPLES: usize = 5;

/// What would be declared besides, and what would be declared no more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// New ones, and declared ones of which the kind would change.
    pub domains: BTreeMap<String, DomainKind>,
    pub networks: Vec<Network>,
    pub without_domains: Vec<String>,
    pub without_networks: Vec<Network>,
}

impl Draft {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The mail flow as it would be.
    pub fn applied(&self, flow: &MailFlow) -> MailFlow {
        let mut flow = flow.clone();
        flow.domains.retain(|name, _| !self.without_domains.contains(name));
        flow.networks.retain(|network| !self.without_networks.contains(network));
        flow.domains.extend(self.domains.iter().map(|(name, kind)| (name.clone(), *kind)));
        flow.networks.extend(&self.networks);
        flow
    }
}

/// Takes a list of declared names and networks apart. What is not declared is noted under its line.
pub fn parse_without(
    text: &str,
    field: &str,
    flow: &MailFlow,
    checks: &mut Checks,
) -> (Vec<String>, Vec<Network>) {
    let (mut names, mut networks) = (Vec::new(), Vec::new());
    for entry in entries(text).into_iter().take(MOST) {
        let network = Network::parse(&entry.text).ok().filter(|network| flow.networks.contains(network));
        let name =
            DomainName::parse(&entry.text).ok().filter(|name| flow.domains.contains_key(name.as_str()));
        match (name, network) {
            (Some(name), _) => names.push(name.as_str().to_owned()),
            (None, Some(network)) => networks.push(network),
            (None, None) => {
                checks.add_line(field, entry.line, &entry.text, BenchProblem::NotDeclared);
            }
        }
    }
    (names, networks)
}

/// Decides requests as they are and as they would be, and counts where the two differ.
#[derive(Clone, Debug)]
pub struct Replay {
    before: MailFlow,
    after: MailFlow,
    looked_at: i64,
    since: Option<Micros>,
    moves: BTreeMap<(Direction, Direction), (i64, Vec<EventId>)>,
}

impl Replay {
    pub fn of(draft: &Draft, flow: MailFlow) -> Self {
        let after = draft.applied(&flow);
        Self { before: flow, after, looked_at: 0, since: None, moves: BTreeMap::new() }
    }

    /// Takes the next one, newest first.
    pub fn take(&mut self, event: &EventId, at: Micros, facts: &Facts) {
        let (from, to) = (self.before.decide(facts).direction, self.after.decide(facts).direction);
        if from != to {
            let (count, examples) = self.moves.entry((from, to)).or_default();
            *count += 1;
            if examples.len() < EXAMPLES {
                examples.push(event.clone());
            }
        }
        self.looked_at += 1;
        self.since = Some(at);
    }

    pub fn moves(self) -> Moves {
        let told = |((from, to), (count, examples)): (_, (i64, Vec<EventId>))| {
            let examples = examples.iter().map(ToString::to_string).collect();
            Move { from, to, count, examples }
        };
        let mut moves: Vec<Move> = self.moves.into_iter().map(told).collect();
        moves.sort_by_key(|one| std::cmp::Reverse(one.count));
        Moves { looked_at: self.looked_at, since: self.since, moves }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::networks::parse_address;

    fn flow() -> MailFlow {
        MailFlow {
            domains: BTreeMap::from([("tenant.test".to_owned(), DomainKind::Local)]),
            networks: vec![Network::parse("192.0.2.0/24").unwrap()],
        }
    }

    fn take(replay: &mut Replay, number: u64, client: &str, domain: &str) {
        let facts = Facts {
            client_address: parse_address(client),
            recipient_domain: domain,
            has_recipient: true,
            ..Facts::default()
        };
        replay.take(&EventId::new(number, 1), 1000 - i64::try_from(number).unwrap(), &facts);
    }

    #[test]
    fn a_replay_tells_what_moves_and_where_to() {
        let draft = Draft {
            domains: BTreeMap::from([("mail.tenant.test".to_owned(), DomainKind::Local)]),
            without_networks: vec![Network::parse("192.0.2.0/24").unwrap()],
            ..Draft::default()
        };
        let mut replay = Replay::of(&draft, flow());
        take(&mut replay, 1, "203.0.113.9", "tenant.test");
        take(&mut replay, 2, "192.0.2.1", "x.example");
        (3..13).for_each(|number| take(&mut replay, number, "203.0.113.9", "mail.tenant.test"));
        let moves = replay.moves();
        assert_eq!((moves.looked_at, moves.since), (12, Some(988)));
        let told: Vec<_> =
            moves.moves.iter().map(|one| (one.from, one.to, one.count, one.examples.len())).collect();
        let expected = [
            (Direction::Foreign, Direction::Inbound, 10, 5),
            (Direction::Outbound, Direction::Foreign, 1, 1),
        ];
        assert_eq!(told, expected);
        assert_eq!(moves.moves[0].examples[0], EventId::new(3, 1).to_string());
    }

    #[test]
    fn only_what_is_declared_can_be_left_out() {
        let mut checks = Checks::default();
        let text = "Tenant.test\n192.0.2.0/24\n192.0.2.0/25\nother.test";
        let (names, networks) = parse_without(text, "without", &flow(), &mut checks);
        assert_eq!(names, ["tenant.test"]);
        assert_eq!(networks, [Network::parse("192.0.2.0/24").unwrap()]);
        let lines: Vec<_> =
            checks.into_fields().into_iter().map(|error| error.line.map(|line| line.number)).collect();
        assert_eq!(lines, [Some(3), Some(4)]);
    }

    #[test]
    fn a_kind_that_changes_is_no_second_domain() {
        let domains = BTreeMap::from([("tenant.test".to_owned(), DomainKind::Relay)]);
        let after = Draft { domains: domains.clone(), ..Draft::default() }.applied(&flow());
        assert_eq!(after.domains, domains);
    }
}
