//! The bench: which way a request would go, by which rule, and what would have to be declared for another answer; and
//! what a line of Postfix's log says.
//!
//! The server and the browser answer with the same functions; how names beyond ASCII become A-labels comes in by
//! argument, as in [`crate::names`].

#[cfg(not(target_arch = "wasm32"))]
mod draft;
mod log;

use serde::{Deserialize, Serialize};

#[cfg(not(target_arch = "wasm32"))]
pub use self::draft::{Draft, Replay, parse_without};
pub use self::log::{LineSaid, MOST_LINES, Part, PartValue, Tells, Untold};
use crate::{
    Micros,
    direction::{Direction, DomainKind, Facts, MailFlow, Rule},
    error::Problem,
    names::{self, ToAscii},
    networks::{Network, NetworksProblem, parse_address},
    policy::{Entry, ParseError, Parser, Record},
};

/// No text that is pasted is longer, in characters: twice what one request may hold.
pub const LONGEST: usize = 128 * 1024;

/// What the tenant declared and has not disabled, as a page hands it to the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    pub domains: Vec<(String, DomainKind)>,
    pub networks: Vec<String>,
}

impl Declared {
    pub fn of(flow: &MailFlow) -> Self {
        Self {
            domains: flow.domains.iter().map(|(name, kind)| (name.clone(), *kind)).collect(),
            networks: flow.networks.iter().map(ToString::to_string).collect(),
        }
    }

    pub fn flow(&self) -> MailFlow {
        MailFlow {
            domains: self.domains.iter().cloned().collect(),
            networks: self.networks.iter().filter_map(|text| Network::parse(text).ok()).collect(),
        }
    }
}

/// Where the client of a request is, and what says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClientIs {
    InNetwork {
        address: String,
        network: String,
    },
    Authenticated {
        user: String,
    },
    Outside {
        address: String,
    },
    /// Nobody said its address.
    Unknown,
}

/// Where the recipient of a request is, and what says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecipientIs {
    NotNamed,
    WithoutDomain,
    Declared { domain: String, kind: DomainKind },
    Elsewhere { domain: String },
}

/// Something that would be declared otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    Domain { name: String, kind: DomainKind },
    Network { network: String },
    WithoutDomain { name: String },
    WithoutNetwork { network: String },
}

/// What the bench says of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub direction: Direction,
    pub rule: Rule,
    pub client: ClientIs,
    pub recipient: RecipientIs,
    /// The tenant's own domain that it would count for; empty: none.
    pub own_domain: String,
    /// What would have to be declared otherwise for another direction, and which.
    pub others: Vec<(Change, Direction)>,
}

/// Requests that would go another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub from: Direction,
    pub to: Direction,
    pub count: i64,
    /// The newest of them.
    pub examples: Vec<String>,
}

/// What a draft would change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moves {
    pub looked_at: i64,
    /// When the oldest of those that were looked at was seen.
    pub since: Option<Micros>,
    /// Most first.
    pub moves: Vec<Move>,
}

/// What a draft would change, and what of it can be declared from there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replayed {
    pub moves: Moves,
    pub local: Vec<String>,
    pub relay: Vec<String>,
    pub networks: Vec<String>,
    /// Whether a kind would change or something would be left out, which is done where it is declared.
    pub has_others: bool,
}

/// What was laid on the bench.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Laid {
    Request(Box<Record>),
    Log(Vec<LineSaid>),
}

/// What the bench says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    Request(Answer),
    Log(Vec<LineSaid>),
}

/// Says what is to be said of what was pasted.
pub fn tell(flow: &MailFlow, text: &str, to_ascii: ToAscii) -> Result<Told, Problem> {
    Ok(match read(text)? {
        Laid::Request(record) => Told::Request(answer(flow, &record, to_ascii)),
        Laid::Log(lines) => Told::Log(lines),
    })
}

/// Reads what was pasted: the lines of a policy request, lines of Postfix's log, or a record of either as pages show it.
pub fn read(text: &str) -> Result<Laid, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    if text.len() > LONGEST {
        return Err(Problem::TooLong { max: i64::try_from(LONGEST).unwrap_or(i64::MAX) });
    }
    let record = if text.starts_with('{') {
        match Entry::parse_of_any_time(text).map_err(|_| BenchProblem::NotARequest)? {
            Entry::Request(record) => record,
            Entry::Log(record) => return Ok(Laid::Log(vec![log::of_record(&record.log)])),
        }
    } else if log::is_log(text) && !text.lines().any(is_asked) {
        return log::read(text).map(Laid::Log);
    } else {
        read_lines(text)?
    };
    let said = [&record.client_address, &record.sender, &record.recipient, &record.sasl_username];
    if said.into_iter().all(String::is_empty) {
        return Err(BenchProblem::NotARequest.into());
    }
    let is_said = !matches!(record.client_address.as_str(), "" | "unknown");
    if is_said && parse_address(&record.client_address).is_none() {
        return Err(NetworksProblem::NotAnAddress.into());
    }
    Ok(Laid::Request(Box::new(record)))
}

/// Whether a line is one of a request, by a name that Postfix gives: a line of a log that was broken may begin with
/// another.
fn is_asked(line: &str) -> bool {
    let name = line.split_once('=').map(|(name, _)| name.trim());
    name.is_some_and(|name| name == "request" || Record::ATTRIBUTES.contains(&name))
}

/// Whether a line can be one of a request.
fn is_said(line: &str) -> bool {
    line.split_once('=').is_some_and(|(name, _)| is_name(name.trim()))
}

/// Takes the first request of a text with the parser that the agent has. What stands before its first line is
/// passed over, and so is what comes after an empty line.
fn read_lines(text: &str) -> Result<Record, Problem> {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .skip_while(|line| !is_said(line))
        .take_while(|line| !line.is_empty())
        .collect();
    if lines.is_empty() {
        return Err(BenchProblem::NotARequest.into());
    }
    let has_name = lines.iter().any(|line| line.starts_with("request="));
    let opening = if has_name { "" } else { "request=smtpd_access_policy\n" };
    let bytes = format!("{opening}{}\n\n", lines.join("\n"));
    match Parser::default().next(&mut bytes.as_bytes()) {
        Ok(Some(request)) => Ok(request.into_record(0)),
        Ok(None) | Err(ParseError::OtherRequest(_) | ParseError::NoRequestName) => {
            Err(BenchProblem::NotARequest.into())
        }
        Err(ParseError::NoEqualsSign(line)) => Err(BenchProblem::OddLine { text: line }.into()),
        Err(
            ParseError::LineTooLong(max)
            | ParseError::TooManyAttributes(max)
            | ParseError::RequestTooLong(max),
        ) => Err(Problem::TooLong { max: i64::try_from(max).unwrap_or(i64::MAX) }),
    }
}

/// Whether it can be the name of an attribute: Postfix writes them in small letters with strokes.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// A record as the lines that Postfix would send.
pub fn lines(record: &Record) -> String {
    let said = Record::ATTRIBUTES.iter().filter_map(|name| {
        let value = record.attribute(name).filter(|value| !value.is_empty())?;
        Some(format!("{name}={}\n", value.replace(['\n', '\r'], " ")))
    });
    std::iter::once("request=smtpd_access_policy\n".to_owned()).chain(said).collect()
}

/// What the rules say of a request by itself: what was seen of its message before is not asked.
pub fn answer(flow: &MailFlow, record: &Record, to_ascii: ToAscii) -> Answer {
    let sender_domain = names::domain_of(&record.sender, to_ascii);
    let recipient_domain = names::domain_of(&record.recipient, to_ascii);
    let facts = Facts {
        client_address: parse_address(&record.client_address),
        is_authenticated: !record.sasl_username.is_empty(),
        sender_domain: &sender_domain,
        recipient_domain: &recipient_domain,
        has_recipient: !record.recipient.is_empty(),
        message: None,
    };
    let decided = flow.decide(&facts);
    let (client, recipient) = (client(flow, &facts, record), recipient(flow, &facts));
    let others = others(flow, &facts, decided.direction, &client, &recipient);
    Answer {
        direction: decided.direction,
        rule: decided.rule,
        client,
        recipient,
        own_domain: flow.own_domain(&facts, decided.direction).to_owned(),
        others,
    }
}

fn client(flow: &MailFlow, facts: &Facts, record: &Record) -> ClientIs {
    let address = facts.client_address.map(|address| address.to_string());
    let network = facts.client_address.and_then(|address| flow.network_of(address));
    match (address, network) {
        (Some(address), Some(network)) => ClientIs::InNetwork { address, network: network.to_string() },
        _ if facts.is_authenticated => ClientIs::Authenticated { user: record.sasl_username.clone() },
        (Some(address), None) => ClientIs::Outside { address },
        (None, _) => ClientIs::Unknown,
    }
}

fn recipient(flow: &MailFlow, facts: &Facts) -> RecipientIs {
    match flow.declared(facts.recipient_domain) {
        _ if !facts.has_recipient => RecipientIs::NotNamed,
        Some((domain, kind)) => RecipientIs::Declared { domain: domain.to_owned(), kind },
        None if facts.recipient_domain.is_empty() => RecipientIs::WithoutDomain,
        None => RecipientIs::Elsewhere { domain: facts.recipient_domain.to_owned() },
    }
}

/// Tries what could be declared otherwise, and keeps what makes a difference.
fn others(
    flow: &MailFlow,
    facts: &Facts,
    now: Direction,
    client: &ClientIs,
    recipient: &RecipientIs,
) -> Vec<(Change, Direction)> {
    let mut tried = Vec::new();
    match recipient {
        RecipientIs::Elsewhere { domain } if names::read(domain, &names::ascii).is_ok() => {
            tried.extend(
                DomainKind::ALL.iter().map(|kind| Change::Domain { name: domain.clone(), kind: *kind }),
            );
        }
        RecipientIs::Declared { domain, kind } => {
            let other = DomainKind::ALL.iter().filter(|other| *other != kind);
            tried.extend(other.map(|other| Change::Domain { name: domain.clone(), kind: *other }));
            tried.push(Change::WithoutDomain { name: domain.clone() });
        }
        _ => {}
    }
    match (client, facts.client_address) {
        (ClientIs::InNetwork { network, .. }, _) => {
            tried.push(Change::WithoutNetwork { network: network.clone() });
        }
        (_, Some(address)) => {
            let network = Network::parse(&address.to_string()).map(|network| network.to_string());
            tried.extend(network.map(|network| Change::Network { network }));
        }
        _ => {}
    }
    let outcome = |change: Change| {
        let direction = change.applied(flow).decide(facts).direction;
        (direction != now).then_some((change, direction))
    };
    tried.into_iter().filter_map(outcome).collect()
}

impl Change {
    /// The mail flow with this change.
    fn applied(&self, flow: &MailFlow) -> MailFlow {
        let mut flow = flow.clone();
        match self {
            Self::Domain { name, kind } => {
                flow.domains.insert(name.clone(), *kind);
            }
            Self::Network { network } => flow.networks.extend(Network::parse(network)),
            Self::WithoutDomain { name } => {
                flow.domains.remove(name);
            }
            Self::WithoutNetwork { network } => flow.networks.retain(|one| one.to_string() != *network),
        }
        flow
    }
}

crate::problems! {
    /// What is wrong with what is laid on the bench.
    pub enum BenchProblem {
        /// Neither the lines of a policy request, nor those of a log, nor a record.
        NotARequest = "not-a-request";
        /// A line of a request without its `=`.
        OddLine { text: String } = "odd-line";
        /// More lines of a log than are read at once.
        LongLog { max: i64 } = "long-log";
        /// Something is to be left out that is not declared.
        NotDeclared = "not-declared";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domains::to_ascii;

    fn flow() -> MailFlow {
        Declared {
            domains: vec![
                ("example.com".to_owned(), DomainKind::Relay),
                ("tenant.test".to_owned(), DomainKind::Local),
            ],
            networks: vec!["192.0.2.0/24".to_owned()],
        }
        .flow()
    }

    fn asked(client: &str, sender: &str, recipient: &str) -> Answer {
        let text = format!("client_address={client}\nsender={sender}\nrecipient={recipient}\n");
        answer(&flow(), &record(&text), &to_ascii)
    }

    fn record(text: &str) -> Record {
        match read(text) {
            Ok(Laid::Request(record)) => *record,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_client_in_a_network_is_told_by_which_one_and_what_would_change_it() {
        let told = asked("192.0.2.7", "bob@tenant.test", "alice@elsewhere.example");
        assert_eq!(
            (told.direction, told.rule),
            (Direction::Outbound, Rule::ClientInNetworkRecipientElsewhere)
        );
        let (address, network) = ("192.0.2.7".to_owned(), "192.0.2.0/24".to_owned());
        assert_eq!(told.client, ClientIs::InNetwork { address, network: network.clone() });
        assert_eq!(told.own_domain, "tenant.test");
        let name = "elsewhere.example".to_owned();
        let expected = [
            (Change::Domain { name: name.clone(), kind: DomainKind::Local }, Direction::Internal),
            (Change::Domain { name, kind: DomainKind::Relay }, Direction::Relay),
            (Change::WithoutNetwork { network }, Direction::Foreign),
        ];
        assert_eq!(told.others, expected);
    }

    #[test]
    fn a_subdomain_of_a_relayed_domain_is_elsewhere_until_it_is_declared() {
        let told = asked("203.0.113.9", "", "a@mail.example.com");
        assert_eq!(told.direction, Direction::Foreign);
        assert_eq!(told.recipient, RecipientIs::Elsewhere { domain: "mail.example.com".to_owned() });
        let network = Change::Network { network: "203.0.113.9/32".to_owned() };
        assert_eq!(told.others[2], (network, Direction::Outbound));
    }

    #[test]
    fn what_would_make_no_difference_is_not_told() {
        let told = asked("203.0.113.9", "", "a@example.com");
        assert_eq!(told.direction, Direction::Relay);
        let name = "example.com".to_owned();
        let expected = [
            (Change::Domain { name: name.clone(), kind: DomainKind::Local }, Direction::Inbound),
            (Change::WithoutDomain { name }, Direction::Foreign),
        ];
        assert_eq!(told.others, expected);
    }

    #[test]
    fn a_bare_postmaster_is_delivered_here() {
        let told = asked("203.0.113.9", "x@elsewhere.example", "Postmaster");
        assert_eq!((told.direction, told.recipient), (Direction::Inbound, RecipientIs::WithoutDomain));
    }

    #[test]
    fn names_beyond_ascii_are_compared_in_one_form() {
        let told = asked("192.0.2.7", "", "a@BÜCHER.example");
        let domain = "xn--bcher-kva.example".to_owned();
        assert_eq!(told.recipient, RecipientIs::Elsewhere { domain });
    }

    #[test]
    fn a_request_is_read_as_it_was_captured() {
        let pasted = "--- conn#2 request#1 peer=127.0.0.1 -> action=DUNNO\r\nrequest=smtpd_access_policy\r\nprotocol_state=RCPT\r\nclient_address=127.0.0.1\r\nrecipient=bob@tenant.test\r\n\r\n--- the next one\n";
        // The first line has a sign of its own and no name of an attribute before it.
        let read = record(pasted);
        assert_eq!(read.client_address, "127.0.0.1");
        assert_eq!(read.protocol_state, "RCPT");
        assert_eq!(record(&lines(&read)), read);
    }

    #[test]
    fn a_record_is_read_as_the_page_of_an_event_shows_it() {
        let read =
            record("{\n \"at\": 1,\n \"protocol_state\": \"RCPT\",\n \"recipient\": \"a@b.example\"\n}");
        assert_eq!(read.recipient, "a@b.example");
    }

    #[test]
    fn what_is_no_request_says_why() {
        let odd = BenchProblem::OddLine { text: "client".to_owned() };
        for (text, problem) in [
            ("  ", Problem::Required),
            ("hello", BenchProblem::NotARequest.into()),
            ("{}", BenchProblem::NotARequest.into()),
            ("request=other\nsender=a@b.example", BenchProblem::NotARequest.into()),
            ("helo_name=x", BenchProblem::NotARequest.into()),
            ("sender=a@b.example\nclient", odd.into()),
            ("client_address=nowhere\nsender=a@b.example", NetworksProblem::NotAnAddress.into()),
        ] {
            assert_eq!(read(text).unwrap_err(), problem, "{text}");
        }
        assert!(matches!(read(&"x".repeat(LONGEST + 1)), Err(Problem::TooLong { .. })));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_panic(text in proptest::prelude::any::<String>(), near in "[a-z_=\n{}\"@. ]{0,60}") {
            for text in [text, near] {
                let _ = tell(&flow(), &text, &to_ascii);
                let _ = tell(&flow(), &format!("Nov 28 07:00:00 mx postfix/smtpd[1]: {text}"), &to_ascii);
            }
        }
    }
}
