//! The directions as the product defines them, by example and against a naive reading of the definitions.

use std::net::{IpAddr, Ipv4Addr};

use domain::direction::{Decided, Direction, Facts, MailFlow, Rule};
use domain::domains::{DomainKind, domain_of};
use domain::networks::{Network, parse_address};
use proptest::prelude::*;

fn flow(domains: &[(&str, DomainKind)], networks: &[&str]) -> MailFlow {
    MailFlow {
        domains: domains.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect(),
        networks: networks.iter().map(|text| Network::parse(text).expect("a network")).collect(),
    }
}

/// The tenant of the examples.
fn tenant() -> MailFlow {
    let domains = [
        ("tenant.test", DomainKind::Local),
        ("other.test", DomainKind::Local),
        ("backup.test", DomainKind::Relay),
        ("xn--bcher-kva.test", DomainKind::Local),
    ];
    flow(&domains, &["127.0.0.5", "10.0.0.0/8", "2001:db8::/32"])
}

const INSIDE: &str = "127.0.0.5";
const OUTSIDE: &str = "127.0.0.1";

/// A request at RCPT from a client that has not authenticated.
fn rcpt<'a>(client: &str, sender_domain: &'a str, recipient_domain: &'a str) -> Facts<'a> {
    let client_address = parse_address(client);
    Facts { client_address, sender_domain, recipient_domain, has_recipient: true, ..Facts::default() }
}

fn authenticated<'a>(client: &str, sender_domain: &'a str, recipient_domain: &'a str) -> Facts<'a> {
    Facts { is_authenticated: true, ..rcpt(client, sender_domain, recipient_domain) }
}

fn assert_decides(facts: &Facts, direction: Direction, rule: Rule) {
    assert_eq!(tenant().decide(facts), Decided { direction, rule }, "{facts:?}");
}

#[test]
fn mail_to_a_local_domain_is_internal_from_inside_and_inbound_from_outside() {
    let to_us = |client| rcpt(client, "sender.example", "tenant.test");
    assert_decides(&to_us(INSIDE), Direction::Internal, Rule::ClientInNetworkRecipientLocal);
    assert_decides(&to_us("2001:db8::25"), Direction::Internal, Rule::ClientInNetworkRecipientLocal);
    assert_decides(&to_us(OUTSIDE), Direction::Inbound, Rule::ClientOutsideRecipientLocal);
    let user = authenticated(OUTSIDE, "tenant.test", "tenant.test");
    assert_decides(&user, Direction::Internal, Rule::AuthenticatedRecipientLocal);
}

#[test]
fn mail_to_a_domain_elsewhere_is_outbound_from_inside_and_foreign_from_outside() {
    let away = |client| rcpt(client, "tenant.test", "remote.example");
    assert_decides(&away(INSIDE), Direction::Outbound, Rule::ClientInNetworkRecipientElsewhere);
    assert_decides(&away(OUTSIDE), Direction::Foreign, Rule::ClientOutsideRecipientElsewhere);
    let user = authenticated(OUTSIDE, "tenant.test", "remote.example");
    assert_decides(&user, Direction::Outbound, Rule::AuthenticatedRecipientElsewhere);
}

#[test]
fn mail_to_a_relayed_domain_is_relay_whoever_the_client_is() {
    let facts = [
        rcpt(OUTSIDE, "sender.example", "backup.test"),
        rcpt(INSIDE, "tenant.test", "backup.test"),
        authenticated(OUTSIDE, "tenant.test", "backup.test"),
    ];
    for facts in facts {
        assert_decides(&facts, Direction::Relay, Rule::RecipientRelayed);
    }
}

#[test]
fn the_network_is_named_when_the_client_has_authenticated_too() {
    let facts = authenticated(INSIDE, "tenant.test", "remote.example");
    assert_decides(&facts, Direction::Outbound, Rule::ClientInNetworkRecipientElsewhere);
}

#[test]
fn a_null_sender_and_an_unknown_client_change_nothing() {
    assert_decides(&rcpt(OUTSIDE, "", "tenant.test"), Direction::Inbound, Rule::ClientOutsideRecipientLocal);
    let facts = rcpt("unknown", "", "remote.example");
    assert_decides(&facts, Direction::Foreign, Rule::ClientOutsideRecipientElsewhere);
}

#[test]
fn a_domain_does_not_speak_for_its_subdomains_nor_an_address_literal_for_a_domain() {
    for elsewhere in ["sub.tenant.test", "nottenant.test", "test", "[10.0.0.1]"] {
        let facts = rcpt(OUTSIDE, "sender.example", elsewhere);
        assert_decides(&facts, Direction::Foreign, Rule::ClientOutsideRecipientElsewhere);
    }
}

#[test]
fn a_recipient_without_a_domain_is_local_to_the_server() {
    let bare = domain_of("postmaster");
    let facts = rcpt(OUTSIDE, "sender.example", &bare);
    assert_decides(&facts, Direction::Inbound, Rule::ClientOutsideRecipientLocal);
    assert_eq!(tenant().own_domain(&facts, Direction::Inbound), "");
}

#[test]
fn without_a_recipient_the_message_decides_or_nothing_does() {
    let data = |message| Facts { has_recipient: false, message, ..rcpt(INSIDE, "tenant.test", "") };
    assert_decides(&data(Some(Direction::Relay)), Direction::Relay, Rule::SameMessage);
    assert_decides(&data(None), Direction::Undecided, Rule::NoRecipient);
    assert_decides(&data(Some(Direction::Undecided)), Direction::Undecided, Rule::NoRecipient);
}

#[test]
fn a_recipient_decides_for_itself_whatever_its_message_did() {
    let facts = Facts { message: Some(Direction::Inbound), ..rcpt(OUTSIDE, "sender.example", "backup.test") };
    assert_decides(&facts, Direction::Relay, Rule::RecipientRelayed);
}

#[test]
fn addresses_as_postfix_sent_them_decide_as_meant() {
    let cases = [
        (OUTSIDE, "odd local@Sender.EXAMPLE", "Bob@Tenant.TEST", Direction::Inbound),
        (OUTSIDE, "jürgen@sender.example", "bob@Bücher.test", Direction::Inbound),
        (OUTSIDE, "", "bob+tag@tenant.test", Direction::Inbound),
        (INSIDE, "app@tenant.test", "dave@remote.example", Direction::Outbound),
        (OUTSIDE, "alice@sender.example", "eve@elsewhere.example", Direction::Foreign),
    ];
    for (client, sender, recipient, direction) in cases {
        let (sender, recipient) = (domain_of(sender), domain_of(recipient));
        assert_eq!(tenant().decide(&rcpt(client, &sender, &recipient)).direction, direction, "{recipient}");
    }
}

#[test]
fn the_own_domain_is_the_recipients_or_else_the_senders() {
    let tenant = tenant();
    let own = |facts: &Facts| tenant.own_domain(facts, tenant.decide(facts).direction).to_owned();
    assert_eq!(own(&rcpt(OUTSIDE, "other.test", "tenant.test")), "tenant.test");
    assert_eq!(own(&rcpt(INSIDE, "other.test", "Tenant.Test")), "tenant.test");
    assert_eq!(own(&rcpt(INSIDE, "other.test", "remote.example")), "other.test");
    assert_eq!(own(&rcpt(INSIDE, "", "remote.example")), "");
    assert_eq!(own(&rcpt(OUTSIDE, "other.test", "remote.example")), "other.test");
    assert_eq!(own(&rcpt(OUTSIDE, "sender.example", "backup.test")), "backup.test");
}

#[test]
fn without_a_recipient_a_claimed_sender_is_not_the_domain_that_mail_came_in_for() {
    let tenant = tenant();
    let data = Facts { has_recipient: false, ..rcpt(OUTSIDE, "other.test", "") };
    assert_eq!(tenant.own_domain(&data, Direction::Inbound), "");
    assert_eq!(tenant.own_domain(&data, Direction::Relay), "");
    assert_eq!(tenant.own_domain(&data, Direction::Outbound), "other.test");
    assert_eq!(tenant.own_domain(&data, Direction::Undecided), "other.test");
}

#[test]
fn words_are_read_back_as_they_are_written() {
    for rule in Rule::ALL {
        assert_eq!(rule.as_str().parse(), Ok(*rule));
    }
    for direction in Direction::ALL {
        assert_eq!(direction.as_str().parse(), Ok(*direction));
    }
}

/// Few names and few addresses, so that declared ones are met often.
#[derive(Clone, Debug)]
struct Case {
    domains: Vec<(String, DomainKind)>,
    networks: Vec<(u32, u8)>,
    client: Option<u32>,
    is_authenticated: bool,
    sender: String,
    recipient: String,
}

impl Case {
    fn flow(&self) -> MailFlow {
        let network = |(address, prefix): &(u32, u8)| {
            Network::parse(&format!("{}/{prefix}", Ipv4Addr::from(*address))).expect("a network")
        };
        MailFlow {
            domains: self.domains.iter().cloned().collect(),
            networks: self.networks.iter().map(network).collect(),
        }
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            client_address: self.client.map(|bits| IpAddr::V4(Ipv4Addr::from(bits))),
            is_authenticated: self.is_authenticated,
            sender_domain: &self.sender,
            recipient_domain: &self.recipient,
            has_recipient: true,
            message: None,
        }
    }

    fn decided(&self) -> Decided {
        self.flow().decide(&self.facts())
    }

    /// Whether the recipient's domain was declared with that kind; the last declaration of a name counts.
    fn is_recipient(&self, kind: DomainKind) -> bool {
        let declared = self.domains.iter().rev().find(|(name, _)| *name == self.recipient);
        declared.is_some_and(|(_, declared)| *declared == kind)
    }

    fn is_inside(&self) -> bool {
        let holds = |address: u32, prefix: u8, client: u32| {
            (0..u32::from(prefix)).all(|bit| (address >> (31 - bit)) & 1 == (client >> (31 - bit)) & 1)
        };
        let in_network =
            |client| self.networks.iter().any(|(address, prefix)| holds(*address, *prefix, client));
        self.is_authenticated || self.client.is_some_and(in_network)
    }
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a.test", "b.test", "c.test", "sub.a.test", "d.example"])
        .prop_map(str::to_owned)
}

fn kind() -> impl Strategy<Value = DomainKind> {
    prop::sample::select(DomainKind::ALL)
}

/// A block in 10.0.0.0/8, whose networks the clients below hit about as often as they miss.
fn network() -> impl Strategy<Value = (u32, u8)> {
    (0_u32..4, 8_u8..=16).prop_map(|(second, prefix)| {
        let address = (10 << 24) | (second << 16);
        (address & (u32::MAX << (32 - u32::from(prefix))), prefix)
    })
}

fn client() -> impl Strategy<Value = Option<u32>> {
    prop::option::of(
        (10_u32..12, 0_u32..8, any::<u16>())
            .prop_map(|(first, second, rest)| (first << 24) | (second << 16) | u32::from(rest)),
    )
}

fn case() -> impl Strategy<Value = Case> {
    let flow = (prop::collection::vec((name(), kind()), 0..4), prop::collection::vec(network(), 0..3));
    (flow, client(), any::<bool>(), name(), name()).prop_map(
        |((domains, networks), client, is_authenticated, sender, recipient)| Case {
            domains,
            networks,
            client,
            is_authenticated,
            sender,
            recipient,
        },
    )
}

/// Lower and upper case by turns.
fn mixed_case(text: &str) -> String {
    let turn = |(place, letter): (usize, char)| {
        if place % 2 == 0 { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
    };
    text.chars().enumerate().map(turn).collect()
}

proptest! {
    #[test]
    fn relay_is_exactly_a_recipient_domain_the_tenant_relays_for(case in case()) {
        prop_assert_eq!(case.decided().direction == Direction::Relay, case.is_recipient(DomainKind::Relay));
    }

    #[test]
    fn internal_is_exactly_client_inside_and_recipient_local(case in case()) {
        let expected = case.is_inside() && case.is_recipient(DomainKind::Local);
        prop_assert_eq!(case.decided().direction == Direction::Internal, expected);
    }

    #[test]
    fn inbound_is_exactly_client_outside_and_recipient_local(case in case()) {
        let expected = !case.is_inside() && case.is_recipient(DomainKind::Local);
        prop_assert_eq!(case.decided().direction == Direction::Inbound, expected);
    }

    #[test]
    fn outbound_is_exactly_client_inside_and_recipient_elsewhere(case in case()) {
        let is_declared = case.is_recipient(DomainKind::Local) || case.is_recipient(DomainKind::Relay);
        prop_assert_eq!(case.decided().direction == Direction::Outbound, case.is_inside() && !is_declared);
    }

    #[test]
    fn foreign_is_exactly_what_remains(case in case()) {
        let is_declared = case.is_recipient(DomainKind::Local) || case.is_recipient(DomainKind::Relay);
        prop_assert_eq!(case.decided().direction == Direction::Foreign, !case.is_inside() && !is_declared);
    }

    #[test]
    fn a_request_with_a_recipient_is_never_undecided(case in case()) {
        prop_assert!(!matches!(case.decided().rule, Rule::NoRecipient | Rule::SameMessage));
        prop_assert_ne!(case.decided().direction, Direction::Undecided);
    }

    #[test]
    fn the_rule_alone_implies_the_direction(case in case()) {
        let Decided { direction, rule } = case.decided();
        let expected = match rule.as_str() {
            "recipient-relayed" => Direction::Relay,
            "client-outside-recipient-local" => Direction::Inbound,
            "client-outside-recipient-elsewhere" => Direction::Foreign,
            word if word.ends_with("-local") => Direction::Internal,
            _ => Direction::Outbound,
        };
        prop_assert_eq!(direction, expected);
    }

    #[test]
    fn the_case_of_domains_changes_nothing(case in case()) {
        let (sender, recipient) = (mixed_case(&case.sender), mixed_case(&case.recipient));
        let facts = Facts { sender_domain: &sender, recipient_domain: &recipient, ..case.facts() };
        let flow = case.flow();
        prop_assert_eq!(flow.decide(&facts), case.decided());
        let direction = case.decided().direction;
        prop_assert_eq!(flow.own_domain(&facts, direction), flow.own_domain(&case.facts(), direction));
    }

    #[test]
    fn an_unrelated_domain_or_network_changes_nothing(case in case(), kind in kind()) {
        let mut more = case.flow();
        more.domains.insert("unrelated.example".to_owned(), kind);
        more.networks.push(Network::parse("192.0.2.0/24").unwrap());
        more.networks.push(Network::parse("2001:db8::/32").unwrap());
        let (facts, decided) = (case.facts(), case.decided());
        prop_assert_eq!(more.decide(&facts), decided);
        let own = case.flow().own_domain(&facts, decided.direction).to_owned();
        prop_assert_eq!(more.own_domain(&facts, decided.direction), own);
    }

    #[test]
    fn an_ipv4_mapped_client_is_the_ipv4_client(case in case()) {
        let mapped = case.client.map(|bits| IpAddr::V6(Ipv4Addr::from(bits).to_ipv6_mapped()));
        let facts = Facts { client_address: mapped, ..case.facts() };
        prop_assert_eq!(case.flow().decide(&facts), case.decided());
    }

    #[test]
    fn the_sender_never_changes_the_direction(case in case(), sender in name()) {
        let facts = Facts { sender_domain: &sender, ..case.facts() };
        prop_assert_eq!(case.flow().decide(&facts), case.decided());
    }

    #[test]
    fn the_own_domain_is_declared_or_empty(case in case(), has_recipient in any::<bool>()) {
        let flow = case.flow();
        let facts = Facts { has_recipient, ..case.facts() };
        for direction in Direction::ALL {
            let own = flow.own_domain(&facts, *direction);
            prop_assert!(own.is_empty() || flow.domains.contains_key(own));
        }
    }

    #[test]
    fn anything_at_all_is_decided(
        case in case(),
        client in any::<Option<IpAddr>>(),
        sender in any::<String>(),
        recipient in any::<String>(),
        has_recipient in any::<bool>(),
        message in prop::option::of(prop::sample::select(Direction::ALL)),
    ) {
        let domains = (domain_of(&sender), domain_of(&recipient));
        for (sender_domain, recipient_domain) in [(&*sender, &*recipient), (&*domains.0, &*domains.1)] {
            let is_authenticated = case.is_authenticated;
            let client_address = client;
            let facts =
                Facts { client_address, is_authenticated, sender_domain, recipient_domain, has_recipient, message };
            let decided = case.flow().decide(&facts);
            prop_assert_eq!(decided.rule == Rule::NoRecipient, decided.direction == Direction::Undecided);
        }
    }
}
