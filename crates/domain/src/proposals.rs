//! What was seen and is not declared, and what looks odd: found in requests, for somebody to declare, to mend or to
//! put aside.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    EventId, Micros,
    bounds::LONGEST_KEY,
    direction::{Direction, DomainKind, Facts, MailFlow},
};

/// Of each kind, so many are proposed at once.
const EACH: usize = 5;
/// A client outside is proposed from so many requests with a sender of the tenant's on.
const OWN_SENDERS: i64 = 10;
/// Of a client that is proposed, at least so many percent of what it sends have such a sender.
const OWN_SHARE: i64 = 90;
/// A client inside that speaks for so many others stands in front of them.
const OTHER_SENDERS: usize = 20;
/// No more senders of one client are told apart.
const MOST_SENDERS: usize = 1000;
/// Fewer requests in an hour are not worth a word.
const LEAST_SUDDEN: i64 = 100;
/// So many times the usual is sudden.
const SUDDEN: i64 = 100;

crate::words! {
    /// What was found.
    pub enum ProposalKind {
        /// Mail goes to a subdomain of a declared domain that is not declared itself.
        Subdomain = "subdomain",
        /// A client outside sends with the tenant's own domains.
        OwnSender = "own-sender",
        /// The mail server itself is the client, and its loopback address is not declared.
        Loopback = "loopback",
        /// A client inside sends for many others: a gateway of containers, a translation of addresses.
        ManySenders = "many-senders",
        /// A signed-in user sends far more than usual.
        SuddenUser = "sudden-user",
    }
}

/// Something that was found, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: ProposalKind,
    /// The domain, the address or the user that it is about.
    pub subject: String,
    /// Requests that speak for it; of a user, those of the last hour.
    pub count: i64,
    /// How many were looked at besides: of a subdomain all to elsewhere, of a client all of its own, of one with many
    /// senders those senders, of a user what is usual in an hour.
    pub beside: i64,
    /// When the oldest and the newest of them were seen.
    pub since: Micros,
    pub last: Micros,
    /// The newest of them.
    pub example: EventId,
}

/// Requests that speak for the same.
#[derive(Clone, Debug)]
struct Evidence {
    count: i64,
    since: Micros,
    last: Micros,
    example: EventId,
}

impl Evidence {
    /// Counts one more; they come newest first.
    fn add(all: &mut BTreeMap<String, Self>, subject: &str, event: &EventId, at: Micros) {
        let new = || Self { count: 0, since: at, last: at, example: event.clone() };
        let evidence = all.entry(subject.to_owned()).or_insert_with(new);
        evidence.count += 1;
        evidence.since = at;
    }

    fn found(self, kind: ProposalKind, subject: String, beside: i64) -> Found {
        let Self { count, since, last, example } = self;
        Found { kind, subject, count, beside, since, last, example }
    }
}

/// Looks through requests for what could be declared.
#[derive(Clone, Debug)]
pub struct Look {
    flow: MailFlow,
    elsewhere: i64,
    subdomains: BTreeMap<String, Evidence>,
    /// By client: what it sends with own senders, and all it sends.
    own_senders: BTreeMap<String, Evidence>,
    outside: BTreeMap<String, i64>,
    loopback: BTreeMap<String, Evidence>,
    /// By client inside: what it sends for others, and for whom.
    for_others: BTreeMap<String, Evidence>,
    others: BTreeMap<String, BTreeSet<String>>,
}

impl Look {
    pub const fn new(flow: MailFlow) -> Self {
        Self {
            flow,
            elsewhere: 0,
            subdomains: BTreeMap::new(),
            own_senders: BTreeMap::new(),
            outside: BTreeMap::new(),
            loopback: BTreeMap::new(),
            for_others: BTreeMap::new(),
            others: BTreeMap::new(),
        }
    }

    /// Takes the next request, newest first.
    pub fn take(&mut self, event: &EventId, at: Micros, facts: &Facts, sender: &str) {
        let direction = self.flow.decide(facts).direction;
        if matches!(direction, Direction::Outbound | Direction::Foreign) {
            self.elsewhere += 1;
            if self.is_subdomain(facts.recipient_domain) {
                Evidence::add(&mut self.subdomains, facts.recipient_domain, event, at);
            }
        }
        let Some(address) = facts.client_address.filter(|_| !facts.is_authenticated) else { return };
        let (client, has_own) = (address.to_string(), self.flow.declared(facts.sender_domain).is_some());
        if self.flow.network_of(address).is_some() {
            if !has_own && !sender.is_empty() {
                Evidence::add(&mut self.for_others, &client, event, at);
                let others = self.others.entry(client).or_default();
                if others.len() < MOST_SENDERS {
                    others.insert(sender.to_lowercase());
                }
            }
        } else if address.is_loopback() {
            Evidence::add(&mut self.loopback, &client, event, at);
        } else {
            if has_own {
                Evidence::add(&mut self.own_senders, &client, event, at);
            }
            *self.outside.entry(client).or_default() += 1;
        }
    }

    /// Whether a name lies under a declared one, at any depth.
    fn is_subdomain(&self, name: &str) -> bool {
        parent(&self.flow, name).is_some()
    }

    /// What was found: of each kind the most frequent.
    pub fn found(self) -> Vec<Found> {
        let Self { elsewhere, subdomains, own_senders, outside, loopback, for_others, others, .. } = self;
        let mut all: Vec<Found> = most(
            subdomains
                .into_iter()
                .map(|(subject, evidence)| evidence.found(ProposalKind::Subdomain, subject, elsewhere)),
        );
        all.extend(most(own_senders.into_iter().filter_map(|(subject, evidence)| {
            let sent = outside.get(&subject).copied().unwrap_or_default();
            let is_own = evidence.count >= OWN_SENDERS && evidence.count * 100 >= sent * OWN_SHARE;
            is_own.then(|| evidence.found(ProposalKind::OwnSender, subject, sent))
        })));
        all.extend(most(loopback.into_iter().map(|(subject, evidence)| {
            let count = evidence.count;
            evidence.found(ProposalKind::Loopback, subject, count)
        })));
        all.extend(most(for_others.into_iter().filter_map(|(subject, evidence)| {
            let senders = others.get(&subject).map_or(0, BTreeSet::len);
            let beside = i64::try_from(senders).unwrap_or(i64::MAX);
            (senders >= OTHER_SENDERS).then(|| evidence.found(ProposalKind::ManySenders, subject, beside))
        })));
        all
    }
}

/// The most frequent of them.
fn most(found: impl Iterator<Item = Found>) -> Vec<Found> {
    let mut found: Vec<Found> = found.filter(|one| one.subject.len() <= LONGEST_KEY).collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.count), one.subject.clone()));
    found.truncate(EACH);
    found
}

/// The declared domain that a name lies under, if it is not declared itself.
pub fn parent<'a>(flow: &'a MailFlow, name: &str) -> Option<&'a str> {
    if flow.declared(name).is_some() {
        return None;
    }
    let mut rest = name;
    while let Some((_, above)) = rest.split_once('.') {
        if let Some((declared, _)) = flow.declared(above) {
            return Some(declared);
        }
        rest = above;
    }
    None
}

/// What a proposed subdomain most likely is: what the domain above it is.
pub fn kind_above(flow: &MailFlow, name: &str) -> DomainKind {
    parent(flow, name).and_then(|above| flow.domains.get(above)).copied().unwrap_or(DomainKind::Local)
}

crate::errors! {
    /// What goes wrong with proposals.
    pub enum ProposalsError {
        /// It looks odd, and no domain or network would mend it.
        NothingToDeclare = "nothing-to-declare", 409, "nothing can be declared for it";
    }
}

/// What users sent in the last hour, beside what they sent in the same hour of the days before.
#[derive(Clone, Debug, Default)]
pub struct Users {
    now: BTreeMap<String, Evidence>,
    before: BTreeMap<String, i64>,
    days: i64,
}

impl Users {
    /// Takes the next request of the last hour, newest first.
    pub fn take(&mut self, event: &EventId, at: Micros, user: &str) {
        if !user.is_empty() {
            Evidence::add(&mut self.now, user, event, at);
        }
    }

    /// Whether anybody sends enough for a word.
    pub fn is_any_busy(&self) -> bool {
        self.now.values().any(|evidence| evidence.count >= LEAST_SUDDEN)
    }

    /// Takes who sent the requests of the same hour of a day before.
    pub fn take_before<'a>(&mut self, users: impl Iterator<Item = &'a str>) {
        let mut is_any = false;
        for user in users {
            is_any = true;
            if !user.is_empty() {
                *self.before.entry(user.to_owned()).or_default() += 1;
            }
        }
        // A day on which nothing at all was seen says nothing of what is usual.
        self.days += i64::from(is_any);
    }

    pub fn found(self) -> Vec<Found> {
        let Self { now, before, days } = self;
        if days == 0 {
            return Vec::new();
        }
        most(now.into_iter().filter_map(|(user, evidence)| {
            let sent = before.get(&user).copied().unwrap_or_default();
            // What was never seen counts as one: a hundred of it are sudden, too.
            let is_sudden =
                evidence.count >= LEAST_SUDDEN && evidence.count * days >= sent.max(days) * SUDDEN;
            is_sudden.then(|| evidence.found(ProposalKind::SuddenUser, user, sent / days))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        direction::DomainKind,
        domains::domain_of,
        networks::{Network, parse_address},
    };

    fn flow() -> MailFlow {
        MailFlow {
            domains: BTreeMap::from([("example.com".to_owned(), DomainKind::Relay)]),
            networks: vec![Network::parse("172.16.0.0/12").unwrap()],
        }
    }

    /// Requests as client, user, sender and recipient, the first one the newest.
    fn look(requests: &[(&str, &str, String, &str)]) -> Vec<(ProposalKind, String, i64, i64)> {
        let mut look = Look::new(flow());
        for (place, (client, user, sender, recipient)) in requests.iter().enumerate() {
            let number = u64::try_from(place).unwrap();
            let (sender_domain, recipient_domain) = (domain_of(sender), domain_of(recipient));
            let facts = Facts {
                client_address: parse_address(client),
                is_authenticated: !user.is_empty(),
                sender_domain: &sender_domain,
                recipient_domain: &recipient_domain,
                has_recipient: true,
                message: None,
            };
            look.take(&EventId::new(number, 1), 1000 - i64::try_from(number).unwrap(), &facts, sender);
        }
        let told = |one: Found| (one.kind, one.subject, one.count, one.beside);
        look.found().into_iter().map(told).collect()
    }

    fn many(
        count: usize,
        client: &'static str,
        sender: impl Fn(usize) -> String,
        recipient: &'static str,
    ) -> Vec<(&'static str, &'static str, String, &'static str)> {
        (0..count).map(|number| (client, "", sender(number), recipient)).collect()
    }

    #[test]
    fn a_subdomain_that_mail_goes_to_is_proposed_and_a_stranger_is_not() {
        let none = || String::new();
        let requests = [
            ("203.0.113.9", "", none(), "a@mail.example.com"),
            ("203.0.113.9", "", none(), "a@deep.mail.example.com"),
            ("203.0.113.9", "", none(), "b@mail.example.com"),
            ("203.0.113.9", "", none(), "a@notexample.com"),
            ("203.0.113.9", "", none(), "a@example.com"),
        ];
        let expected = [
            (ProposalKind::Subdomain, "mail.example.com".to_owned(), 2, 4),
            (ProposalKind::Subdomain, "deep.mail.example.com".to_owned(), 1, 4),
        ];
        assert_eq!(look(&requests), expected);
    }

    #[test]
    fn a_client_outside_is_proposed_when_nearly_all_it_sends_is_ones_own() {
        let own = |number: usize| format!("u{number}@example.com");
        let strange = |number: usize| format!("u{number}@strange.example");
        let mut requests = many(9, "203.0.113.9", own, "a@example.com");
        assert_eq!(look(&requests), []);
        requests.extend(many(9, "203.0.113.9", own, "a@example.com"));
        requests.extend(many(20, "198.51.100.4", own, "a@example.com"));
        requests.extend(many(20, "198.51.100.4", strange, "a@example.com"));
        requests.extend(many(2, "203.0.113.9", strange, "a@example.com"));
        assert_eq!(look(&requests), [(ProposalKind::OwnSender, "203.0.113.9".to_owned(), 18, 20)]);
        requests.extend(many(1, "203.0.113.9", strange, "a@example.com"));
        assert_eq!(look(&requests), []);
    }

    #[test]
    fn the_mail_server_itself_is_proposed_unless_somebody_signed_in() {
        let none = || String::new();
        let requests = [
            ("127.0.0.1", "", none(), "a@elsewhere.example"),
            ("::1", "", none(), "a@example.com"),
            ("::1", "eve", none(), "a@example.com"),
        ];
        let expected = [
            (ProposalKind::Loopback, "127.0.0.1".to_owned(), 1, 1),
            (ProposalKind::Loopback, "::1".to_owned(), 1, 1),
        ];
        assert_eq!(look(&requests), expected);
    }

    #[test]
    fn a_gateway_of_containers_is_pointed_out_and_a_mailing_host_is_not() {
        let outside = |number: usize| format!("s{number}@host{number}.example");
        let expected = [(ProposalKind::ManySenders, "172.18.0.1".to_owned(), 200, 200)];
        assert_eq!(look(&many(200, "172.18.0.1", outside, "a@example.com")), expected);
        let own = |number: usize| format!("s{number}@example.com");
        assert_eq!(look(&many(200, "172.18.0.1", own, "a@example.com")), []);
        assert_eq!(look(&many(19, "172.18.0.1", outside, "a@example.com")), []);
    }

    #[test]
    fn of_many_the_most_frequent_are_proposed() {
        let names: Vec<String> = (0..9).map(|number| format!("a@m{number}.example.com")).collect();
        let requests: Vec<_> =
            names.iter().map(|name| ("203.0.113.9", "", String::new(), name.as_str())).collect();
        assert_eq!(look(&requests).len(), EACH);
    }

    fn sudden(now: usize, before: &[usize]) -> Option<(i64, i64)> {
        let mut users = Users::default();
        (0..now).for_each(|number| users.take(&EventId::new(u64::try_from(number).unwrap(), 1), 1, "eve"));
        users.take(&EventId::new(1, 1), 1, "");
        for count in before {
            users.take_before(std::iter::repeat_n("eve", *count).chain(["bob"]));
        }
        users.found().pop().map(|one| (one.count, one.beside))
    }

    #[test]
    fn a_hundred_times_the_usual_is_sudden() {
        assert_eq!(sudden(200, &[2, 2]), Some((200, 2)));
        assert_eq!(sudden(199, &[2, 2]), None);
        assert_eq!(sudden(100, &[0, 0, 1]), Some((100, 0)));
        assert_eq!(sudden(99, &[0]), None);
        // In a space that is new nothing is usual yet.
        assert_eq!(sudden(1000, &[]), None);
    }
}
