//! What the values of a query mean.

use std::net::IpAddr;

use super::{Encryption, Key, SearchProblem};
use crate::{
    Micros, SECOND,
    direction::Direction,
    domains::domain_of,
    error::Problem,
    messages::{Outcome, Reason, ReasonKind},
    networks::{Network, parse_address},
    policy::State,
    zones::{Zone, moments::End},
};

/// A query that was understood; an empty list asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub hosts: Vec<String>,
    pub directions: Vec<Direction>,
    pub domains: Vec<String>,
    pub clients: Vec<Client>,
    pub senders: Vec<Party>,
    pub recipients: Vec<Party>,
    pub users: Vec<String>,
    pub helos: Vec<String>,
    pub queues: Vec<String>,
    pub messages: Vec<String>,
    pub stages: Vec<State>,
    pub outcomes: Vec<Became>,
    pub reasons: Vec<String>,
    /// Of each value its words, in small letters.
    pub texts: Vec<Vec<String>>,
    /// `from <= at < to`.
    pub from: Option<Micros>,
    pub to: Option<Micros>,
    pub sizes: Vec<Sizes>,
    pub becauses: Vec<Because>,
    pub delays: Vec<Delays>,
    pub encryptions: Vec<Encryption>,
}

/// Anybody who had signed in.
pub const ANYBODY: &str = "*";

/// Who connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    Address(IpAddr),
    Network(Network),
}

impl Client {
    fn parse(text: &str) -> Result<Self, Problem> {
        if let Some(address) = parse_address(text) {
            return Ok(Self::Address(address));
        }
        // What has no length of a prefix was meant as an address.
        if !text.contains('/') {
            return Err(SearchProblem::NotAClient.into());
        }
        let network = Network::parse(text)?;
        // A network of one address is that address.
        let text = network.to_string();
        let whole = if text.contains(':') { "/128" } else { "/32" };
        Ok(text.strip_suffix(whole).and_then(parse_address).map_or(Self::Network(network), Self::Address))
    }

    pub fn is(&self, address: IpAddr) -> bool {
        match self {
            Self::Address(own) => *own == address,
            Self::Network(network) => network.contains(address),
        }
    }
}

/// A sender or a recipient, in small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// The null sender.
    Nobody,
    Whole {
        address: String,
        domain: String,
    },
    Domain(String),
    Part(String),
}

impl Party {
    fn parse(text: &str) -> Self {
        if text == "<>" {
            return Self::Nobody;
        }
        let text = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
        let domain = domain_of(text);
        match text.rsplit_once('@') {
            Some(("", rest)) if !rest.is_empty() => Self::Domain(domain),
            Some((_, rest)) if !rest.is_empty() => Self::Whole { address: text.to_lowercase(), domain },
            _ => Self::Part(text.to_lowercase()),
        }
    }
}

/// What became of a message, or that it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    Known(Outcome),
    Unknown,
}

impl Became {
    /// The word for what is not known yet.
    pub const UNKNOWN: &str = "unknown";

    fn parse(text: &str) -> Result<Self, Problem> {
        if text == Self::UNKNOWN { Ok(Self::Unknown) } else { word(text).map(Self::Known) }
    }
}

/// How large a message is, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    pub least: Option<i64>,
    pub most: Option<i64>,
}

impl Sizes {
    fn parse(text: &str) -> Result<Self, Problem> {
        let (least, most) = match text.split_once("..") {
            Some((least, most)) => (bytes(least)?, bytes(most)?),
            None => (bytes(text)?, bytes(text)?),
        };
        let is_empty = least.is_none() && most.is_none();
        let is_turned = least.zip(most).is_some_and(|(least, most)| least > most);
        if is_empty || is_turned { Err(SearchProblem::NotASize.into()) } else { Ok(Self { least, most }) }
    }
}

/// Why it was not taken: with the code that was said, or whichever was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    Coded(Reason),
    Kind(ReasonKind),
}

impl Because {
    fn parse(text: &str) -> Result<Self, Problem> {
        text.parse().map(Self::Coded).or_else(|_| word(text).map(Self::Kind))
    }
}

/// How long it took to be delivered: `least <= delay < below`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delays {
    pub least: Micros,
    pub below: Option<Micros>,
}

impl Delays {
    fn parse(text: &str) -> Result<Self, SearchProblem> {
        let seconds = |text: &str| match text.trim() {
            "" => Ok(None),
            // A year has eight digits.
            digits if digits.len() <= 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) => digits
                .parse::<i64>()
                .map(|number| Some(number * SECOND))
                .map_err(|_| SearchProblem::NotADelay),
            _ => Err(SearchProblem::NotADelay),
        };
        let (least, below) = text.split_once("..").ok_or(SearchProblem::NotADelay)?;
        let (least, below) = (seconds(least)?, seconds(below)?);
        let is_turned = below.is_some_and(|below| below <= least.unwrap_or(0));
        if is_turned || least.is_none() && below.is_none() {
            return Err(SearchProblem::NotADelay);
        }
        Ok(Self { least: least.unwrap_or(0), below })
    }
}

/// A number of bytes, with `k`, `M` or `G` for thousands, millions and milliards.
fn bytes(text: &str) -> Result<Option<i64>, SearchProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (digits, times) = match text.char_indices().last() {
        Some((at, 'k' | 'K')) => (&text[..at], 1_000),
        Some((at, 'm' | 'M')) => (&text[..at], 1_000_000),
        Some((at, 'g' | 'G')) => (&text[..at], 1_000_000_000),
        _ => (text, 1),
    };
    let is_number =
        !digits.is_empty() && digits.len() <= 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number =
        digits.parse::<i64>().ok().filter(|_| is_number).and_then(|number| number.checked_mul(times));
    number.map(Some).ok_or(SearchProblem::NotASize)
}

fn word<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::NotAChoice)
}

impl Wanted {
    pub(super) fn add(&mut self, key: Key, value: &str, zone: &Zone) -> Result<(), Problem> {
        let text = value.to_owned();
        match key {
            Key::Host => self.hosts.push(text),
            Key::Direction => self.directions.push(word(value)?),
            Key::Domain => self.domains.push(domain_of(&format!("@{}", value.trim_start_matches('@')))),
            Key::Client => self.clients.push(Client::parse(value)?),
            Key::Sender => self.senders.push(Party::parse(value)),
            Key::Recipient => self.recipients.push(Party::parse(value)),
            Key::User => self.users.push(text),
            Key::Helo => self.helos.push(text.to_lowercase()),
            Key::Queue => self.queues.push(text),
            Key::Message => self.messages.push(bare(value).to_owned()),
            Key::Stage => self.stages.push(word(value)?),
            Key::Outcome => self.outcomes.push(Became::parse(value)?),
            Key::Reason => self.reasons.push(text.to_lowercase()),
            Key::Text => self.texts.push(words(value)),
            Key::From => self.from = Some(zone.read_moment(value, End::First)?),
            Key::To => self.to = Some(zone.read_moment(value, End::Last)?),
            Key::Size => self.sizes.push(Sizes::parse(value)?),
            Key::ReasonKind => self.becauses.push(Because::parse(value)?),
            Key::Encryption => self.encryptions.push(word(value)?),
            Key::Delay => self.delays.push(Delays::parse(value)?),
        }
        Ok(())
    }
}

/// So many words are looked for apart; what follows them is one more.
const WORDS: usize = 8;

fn words(text: &str) -> Vec<String> {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain.splitn(WORDS, ' ').map(str::to_owned).collect()
}

/// Without the brackets that a Message-ID stands in.
fn bare(text: &str) -> &str {
    text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text)
}
