//! Encrypted connections: a line tells of the connection, later lines of the same process of the mails on it.

use super::delivery::Delivery;

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
const PROCESSES: usize = 1000;

/// Tells for each delivery whether its connection was encrypted. It sees the lines in their order.
#[derive(Debug, Default)]
pub struct Connections(Vec<Connection>);

#[derive(Debug)]
struct Connection {
    name: String,
    pid: u32,
    peer: String,
    protocol: String,
    /// The mail that went over it first.
    queue_id: Option<String>,
}

impl Connections {
    /// A process has an encrypted connection.
    pub fn see(&mut self, name: &str, pid: u32, tls: &Tls<'_>) {
        self.0.retain(|other| other.name != name || other.pid != pid);
        if self.0.len() == PROCESSES {
            self.0.remove(0);
        }
        let (name, peer, protocol) = (name.to_owned(), tls.peer.to_owned(), tls.protocol.to_owned());
        self.0.push(Connection { name, pid, peer, protocol, queue_id: None });
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
            self.0.swap_remove(place);
            return None;
        }
        if Some(known.peer.as_str()) != delivery.relay {
            return None;
        }
        if is_first {
            known.queue_id = Some(queue_id.to_owned());
        }
        Some(&self.0[place].protocol)
    }
}
