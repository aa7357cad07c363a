//! Which way a mail went, and which rule said so.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::networks::Network;

crate::words! {
    /// What the tenant's mail servers do with mail for the domain.
    pub enum DomainKind {
        /// Deliver it to mailboxes.
        Local = "local",
        /// Pass it on to another server, as a backup MX does.
        Relay = "relay",
    }
}

crate::words! {
    /// Which way a mail went, as seen from the tenant. A client is *inside* when its address lies in one of
    /// the tenant's networks or when it has authenticated, and *outside* otherwise.
    pub enum Direction {
        /// From a client outside to a local domain.
        Inbound = "inbound",
        /// From a client inside to a domain elsewhere.
        Outbound = "outbound",
        /// From a client inside to a local domain.
        Internal = "internal",
        /// From any client to a domain the tenant relays for.
        Relay = "relay",
        /// From a client outside to a domain elsewhere: somebody tries to relay.
        Foreign = "foreign",
        /// Nothing can be said: a request without a recipient (CONNECT, EHLO, MAIL, VRFY) and without a known
        /// message.
        Undecided = "undecided",
    }
}

crate::words! {
    /// The rule that decided a direction. In words of the facts it looked at, for people who ask why.
    pub enum Rule {
        RecipientRelayed = "recipient-relayed",
        ClientInNetworkRecipientLocal = "client-in-network-recipient-local",
        AuthenticatedRecipientLocal = "authenticated-recipient-local",
        ClientOutsideRecipientLocal = "client-outside-recipient-local",
        ClientInNetworkRecipientElsewhere = "client-in-network-recipient-elsewhere",
        AuthenticatedRecipientElsewhere = "authenticated-recipient-elsewhere",
        ClientOutsideRecipientElsewhere = "client-outside-recipient-elsewhere",
        /// The request has no recipient; the message's first recipient decided.
        SameMessage = "same-message",
        /// The request has no recipient and its message is not known.
        NoRecipient = "no-recipient",
    }
}

/// What the tenant declared and has not disabled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailFlow {
    /// By name, as [`crate::domains::DomainName`] writes it. A name does not speak for its subdomains.
    pub domains: BTreeMap<String, DomainKind>,
    pub networks: Vec<Network>,
}

/// What is known about one policy request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts<'a> {
    /// `None` when the mail server did not know it.
    pub client_address: Option<IpAddr>,
    /// Whether the client proved who it is (`sasl_username`).
    pub is_authenticated: bool,
    /// As [`crate::domains::domain_of`] gives it, empty for the null sender.
    pub sender_domain: &'a str,
    /// As [`crate::domains::domain_of`] gives it, empty for an address without a domain.
    pub recipient_domain: &'a str,
    /// Whether the request names a recipient. At DATA and END-OF-MESSAGE it does only for a message that
    /// has one recipient.
    pub has_recipient: bool,
    /// The direction of the first recipient of the same message, when one was seen.
    pub message: Option<Direction>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    pub direction: Direction,
    pub rule: Rule,
}

/// Where a client or a recipient is, as far as deciding needs to know.
#[derive(Clone, Copy)]
enum Client {
    InNetwork,
    Authenticated,
    Outside,
}

#[derive(Clone, Copy)]
enum Recipient {
    Relayed,
    Local,
    Elsewhere,
}

impl MailFlow {
    /// The direction of a request, and why. The rules in the order they are asked:
    ///
    /// 1. No recipient: the direction of the message's first recipient, or undecided.
    /// 2. The recipient's domain is one the tenant relays for: relay, whoever the client is.
    /// 3. The recipient's domain is local: internal from inside, inbound from outside.
    /// 4. Any other domain: outbound from inside, foreign from outside.
    ///
    /// A client that lies in a network and has authenticated too is said to be in the network. A recipient
    /// without a domain, such as `postmaster`, is local: the server that takes it delivers it (RFC 5321,
    /// section 4.5.1).
    pub fn decide(&self, facts: &Facts) -> Decided {
        let (direction, rule) = match self.recipient(facts) {
            None => without_recipient(facts.message),
            Some(recipient) => with_recipient(self.client(facts), recipient),
        };
        Decided { direction, rule }
    }

    /// The declared domain a request concerns, or empty: one of few values, so that counts can be kept for
    /// each. It is the recipient's domain, or else the sender's. What a client outside claims as its sender
    /// says nothing about mail that comes in, nor is the sender's domain one that is relayed for: inbound
    /// and relayed mail concern the recipient's domain only.
    pub fn own_domain(&self, facts: &Facts, direction: Direction) -> &str {
        let recipient = if facts.has_recipient { self.declared(facts.recipient_domain) } else { None };
        let declared = match direction {
            Direction::Inbound | Direction::Relay => recipient,
            _ => recipient.or_else(|| self.declared(facts.sender_domain)),
        };
        declared.map_or("", |(name, _)| name)
    }

    fn recipient(&self, facts: &Facts) -> Option<Recipient> {
        if !facts.has_recipient {
            return None;
        }
        Some(match self.declared(facts.recipient_domain) {
            Some((_, DomainKind::Relay)) => Recipient::Relayed,
            Some((_, DomainKind::Local)) => Recipient::Local,
            None if facts.recipient_domain.is_empty() => Recipient::Local,
            None => Recipient::Elsewhere,
        })
    }

    fn client(&self, facts: &Facts) -> Client {
        match facts.client_address {
            Some(address) if self.network_of(address).is_some() => Client::InNetwork,
            _ if facts.is_authenticated => Client::Authenticated,
            _ => Client::Outside,
        }
    }

    /// The declared network that an address lies in.
    pub fn network_of(&self, address: IpAddr) -> Option<&Network> {
        self.networks.iter().find(|network| network.contains(address))
    }

    /// The declared domain of that name, in whatever case it comes.
    pub fn declared(&self, domain: &str) -> Option<(&str, DomainKind)> {
        let (name, kind) = if domain.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.domains.get_key_value(&domain.to_ascii_lowercase())?
        } else {
            self.domains.get_key_value(domain)?
        };
        Some((name, *kind))
    }
}

fn without_recipient(message: Option<Direction>) -> (Direction, Rule) {
    match message {
        None | Some(Direction::Undecided) => (Direction::Undecided, Rule::NoRecipient),
        Some(direction) => (direction, Rule::SameMessage),
    }
}

fn with_recipient(client: Client, recipient: Recipient) -> (Direction, Rule) {
    match (recipient, client) {
        (Recipient::Relayed, _) => (Direction::Relay, Rule::RecipientRelayed),
        (Recipient::Local, Client::InNetwork) => (Direction::Internal, Rule::ClientInNetworkRecipientLocal),
        (Recipient::Local, Client::Authenticated) => (Direction::Internal, Rule::AuthenticatedRecipientLocal),
        (Recipient::Local, Client::Outside) => (Direction::Inbound, Rule::ClientOutsideRecipientLocal),
        (Recipient::Elsewhere, Client::InNetwork) => {
            (Direction::Outbound, Rule::ClientInNetworkRecipientElsewhere)
        }
        (Recipient::Elsewhere, Client::Authenticated) => {
            (Direction::Outbound, Rule::AuthenticatedRecipientElsewhere)
        }
        (Recipient::Elsewhere, Client::Outside) => {
            (Direction::Foreign, Rule::ClientOutsideRecipientElsewhere)
        }
    }
}
