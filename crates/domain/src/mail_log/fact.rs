//! What the text of a line says about a mail.

use super::address::{bracketed, is_queue_id, peer, queue_id, whole};
use super::delivery::Delivery;
use super::head::Program;
use super::refusal::{self, Refusal, Verdict};
use super::tls::Tls;
use crate::bounds::{LARGEST, natural};
use crate::policy::{LARGEST_MESSAGE, MOST_RECIPIENTS};

/// One fact, and the mail it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// Postfix uses it again once the mail has left its queue. `None`: there is no mail in the queue yet.
    pub queue_id: Option<&'a str>,
    pub fact: Fact<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact<'a> {
    /// A client began to hand a mail over.
    Client(Client<'a>),
    /// A program on the host itself handed a mail over.
    Local {
        uid: i64,
        from: &'a str,
    },
    /// The header field Message-ID, or Resent-Message-ID; empty where there is none.
    MessageId {
        id: &'a str,
        is_resent: bool,
    },
    /// The mail is whole and waits for its delivery; said again with each further attempt.
    Queued {
        from: &'a str,
        size: i64,
        recipients: i64,
    },
    Delivery(Delivery<'a>),
    /// It waited for too long, or somebody would not have it wait; its sender is told.
    Expired {
        from: &'a str,
    },
    /// Somebody is told about this mail by another one.
    Notice {
        kind: NoticeKind,
        queue_id: &'a str,
    },
    Refused(Refusal<'a>),
    /// Taken, and thrown away by a rule.
    Discarded {
        reason: &'a str,
    },
    /// It is in the queue no longer.
    Removed,
    /// A connection is encrypted. Which mails go over it, the lines of the same process tell: [`super::Connections`].
    Encrypted(Tls<'a>),
}

crate::words! {
    /// What a notice of Postfix is.
    pub enum NoticeKind {
        NonDelivery = "sender non-delivery notification",
        Delay = "sender delay notification",
        Success = "sender delivery status notification",
        Postmaster = "postmaster non-delivery notification",
    }
}

impl<'a> From<Verdict<'a>> for Fact<'a> {
    fn from(verdict: Verdict<'a>) -> Self {
        match verdict {
            Verdict::Refused(refusal) => Self::Refused(refusal),
            Verdict::Discarded { reason } => Self::Discarded { reason },
        }
    }
}

/// Who hands a mail over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Client<'a> {
    /// `unknown` where Postfix has no name that leads back to the address.
    pub name: &'a str,
    pub address: &'a str,
    pub sasl_method: &'a str,
    pub sasl_username: &'a str,
    /// What a content filter says about the mail it brings back: its queue id there, and who brought it.
    pub orig_queue_id: Option<&'a str>,
    pub orig_client: Option<(&'a str, &'a str)>,
}

/// What a line of a program says; `None`: nothing about a mail.
pub fn read(program: Program, text: &str) -> Option<Said<'_>> {
    if matches!(program, Program::Smtpd | Program::Smtp | Program::Lmtp)
        && let Some(tls) = Tls::read(text)
    {
        return Some(Said { queue_id: None, fact: Fact::Encrypted(tls) });
    }
    let (queue_id, rest) = match text.strip_prefix("NOQUEUE: ") {
        Some(rest) => (None, rest),
        None => queue_id(text).map(|(id, rest)| (Some(id), rest))?,
    };
    let fact = match program {
        Program::Smtpd => client(rest).map(Fact::Client).or_else(|| refusal::read(rest).map(Fact::from)),
        Program::Postscreen => refusal::read(rest).map(Fact::from),
        Program::Pickup => local(rest),
        Program::Cleanup => {
            let refused = || refusal::read(rest).or_else(|| refusal::read_content(rest));
            message_id(rest).or_else(|| refused().map(Fact::from))
        }
        Program::Qmgr => queued(rest),
        Program::Bounce => notice(rest),
        Program::Postsuper => (rest == "removed").then_some(Fact::Removed),
        Program::Smtp
        | Program::Lmtp
        | Program::Local
        | Program::Virtual
        | Program::Pipe
        | Program::Failing
        | Program::Discard => Delivery::read(rest).map(Fact::Delivery),
    }?;
    // Only what is refused, or passed through, has no queue id.
    let is_fit =
        queue_id.is_some() || matches!(fact, Fact::Client(_) | Fact::Refused(_) | Fact::Discarded { .. });
    is_fit.then_some(Said { queue_id, fact })
}

fn client(text: &str) -> Option<Client<'_>> {
    let (name, address, rest) = peer(text.strip_prefix("client=")?)?;
    // A port is there where smtpd_client_port_logging is set.
    let port = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    let mut rest = if rest.starts_with(':') { &rest[1 + port..] } else { rest };
    let mut client = Client { name, address, ..Client::default() };
    if let Some(method) = rest.strip_prefix(", sasl_method=") {
        let end = method.find(',').unwrap_or(method.len());
        (client.sasl_method, rest) = method.split_at(end);
    }
    if let Some(user) = rest.strip_prefix(", sasl_username=") {
        // A user's name may hold all that could follow it; what follows is left alone.
        let end = [", sasl_sender=", ", orig_queue_id=", ", orig_client="]
            .iter()
            .filter_map(|key| user.find(key))
            .min()
            .unwrap_or(user.len());
        client.sasl_username = &user[..end];
        return Some(client);
    }
    if let Some(id) = rest.strip_prefix(", orig_queue_id=") {
        let (id, after) = id.split_at(id.find(',').unwrap_or(id.len()));
        client.orig_queue_id = Some(id).filter(|id| is_queue_id(id));
        rest = after;
    }
    if let Some((name, address, "")) = rest.strip_prefix(", orig_client=").and_then(peer) {
        client.orig_client = Some((name, address));
    }
    Some(client)
}

fn local(text: &str) -> Option<Fact<'_>> {
    let (uid, from) = text.strip_prefix("uid=")?.split_once(" from=<")?;
    let is_number = !uid.is_empty() && uid.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(())?;
    Some(Fact::Local { uid: natural(uid, LARGEST), from: whole(from)? })
}

fn message_id(text: &str) -> Option<Fact<'_>> {
    let (id, is_resent) = match text.strip_prefix("message-id=") {
        Some(id) => (id, false),
        None => (text.strip_prefix("resent-message-id=")?, true),
    };
    let bare = id.strip_prefix('<').and_then(|id| id.strip_suffix('>'));
    Some(Fact::MessageId { id: bare.unwrap_or(id), is_resent })
}

fn queued(text: &str) -> Option<Fact<'_>> {
    if text == "removed" {
        return Some(Fact::Removed);
    }
    let (from, rest) = bracketed(text.strip_prefix("from=<")?)?;
    if matches!(rest, ", status=expired, returned to sender" | ", status=force-expired, returned to sender") {
        return Some(Fact::Expired { from });
    }
    let (size, rest) = rest.strip_prefix(", size=")?.split_once(", nrcpt=")?;
    let recipients = rest.strip_suffix(" (queue active)")?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(size) && is_number(recipients)).then(|| Fact::Queued {
        from,
        size: natural(size, LARGEST_MESSAGE),
        recipients: natural(recipients, MOST_RECIPIENTS),
    })
}

fn notice(text: &str) -> Option<Fact<'_>> {
    let (kind, queue_id) = text.split_once(": ")?;
    let kind = NoticeKind::ALL.iter().copied().find(|known| known.as_str() == kind)?;
    is_queue_id(queue_id).then_some(Fact::Notice { kind, queue_id })
}
