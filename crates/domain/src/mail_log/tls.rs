//! Encrypted connections: a line tells of the connection, later lines of the same process of the mails on it.

use super::delivery::Delivery;
use crate::Micros;

crate::words! {
    /// What Postfix knows of the other side.
    pub enum Trust {
        Anonymous = "Anonymous",
        Untrusted = "Untrusted",
        Trusted = "Trusted",
        Verified = "Verified",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tls<'a> {
    pub trust: Trust,
    /// Whether Postfix connected, or somebody connected to it.
    pub is_outgoing: bool,
    /// As in `relay=`, or the client's `name[address]`.
    pub peer: &'a str,
    /// Such as `TLSv1.3`.
    pub protocol: &'a str,
    pub cipher: &'a str,
}

impl<'a> Tls<'a> {
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let after = |trust: Trust| text.strip_prefix(trust.as_str())?.strip_prefix(" TLS connection ");
        let (trust, rest) = Trust::ALL.iter().find_map(|trust| Some((*trust, after(*trust)?)))?;
        let rest = rest.strip_prefix("established ").or_else(|| rest.strip_prefix("reused "))?;
        let (is_outgoing, rest) = match rest.strip_prefix("to ") {
            Some(rest) => (true, rest),
            None => (false, rest.strip_prefix("from ")?),
        };
        let (peer, rest) = rest.split_once(": ")?;
        let (protocol, rest) = rest.split_once(" with cipher ")?;
        let cipher = rest.split_once(' ').map_or(rest, |(cipher, _)| cipher);
        let is_word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        let is_fit = is_word(peer) && is_word(protocol) && is_word(cipher);
        is_fit.then_some(Self { trust, is_outgoing, peer, protocol, cipher })
    }
}

/// How many processes are kept in mind; Postfix runs a hundred of a kind unless told otherwise.
pub const PROCESSES: usize = 1000;

/// Tells for each delivery whether its connection was encrypted. It sees the lines in their order, and what it knows can
/// be kept between two of them.
#[derive(Debug, Default)]
pub struct Connections(Vec<Connection>);

/// The encrypted connection of one process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    pub name: String,
    pub pid: u32,
    /// Empty: it is over.
    pub peer: String,
    pub protocol: String,
    /// The mail that went over it first.
    pub queue_id: Option<String>,
    /// When it was begun.
    pub at: Micros,
    /// Whether this was not known before.
    pub is_new: bool,
}

impl Connections {
    /// What is known from before.
    pub fn known(connections: Vec<Connection>) -> Self {
        Self(connections)
    }

    /// What is to be kept of these lines.
    pub fn into_new(self) -> impl Iterator<Item = Connection> {
        self.0.into_iter().filter(|one| one.is_new)
    }

    /// A process has an encrypted connection.
    pub fn see(&mut self, name: &str, pid: u32, at: Micros, tls: &Tls<'_>) {
        self.0.retain(|other| other.name != name || other.pid != pid);
        // No mail is delivered over one that somebody made to here.
        if !tls.is_outgoing {
            return;
        }
        if self.0.len() >= PROCESSES {
            self.0.remove(0);
        }
        let (name, peer, protocol) = (name.to_owned(), tls.peer.to_owned(), tls.protocol.to_owned());
        self.0.push(Connection { name, pid, peer, protocol, queue_id: None, at, is_new: true });
    }

    /// The protocol with which a delivery was encrypted; `None`: not at all, or Postfix did not say
    /// (`smtp_tls_loglevel = 1`).
    pub fn protocol(
        &mut self,
        name: &str,
        pid: u32,
        queue_id: &str,
        delivery: &Delivery<'_>,
    ) -> Option<&str> {
        let place = self.0.iter().position(|other| other.name == name && other.pid == pid)?;
        let known = &mut self.0[place];
        let is_first = known.queue_id.is_none();
        let is_same = known.queue_id.as_deref() == Some(queue_id) || delivery.is_reused || is_first;
        if !is_same {
            // Another mail on a new connection, of which nothing was said.
            if !known.peer.is_empty() {
                known.peer.clear();
                known.is_new = true;
            }
            return None;
        }
        if Some(known.peer.as_str()) != delivery.relay {
            return None;
        }
        if is_first {
            known.queue_id = Some(queue_id.to_owned());
            known.is_new = true;
        }
        Some(&self.0[place].protocol)
    }
}
