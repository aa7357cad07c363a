//! What became of one recipient of a mail, in one attempt.

use super::address::{bracketed, is_queue_id};
use super::doubt::Doubt;
use super::head::micros;
use crate::{Micros, SECOND};

crate::words! {
    /// What an attempt ended with.
    pub enum Status {
        Sent = "sent",
        Deferred = "deferred",
        Bounced = "bounced",
        Expired = "expired",
        /// A refusal for good that Postfix was told to take for one that passes (`soft_bounce`).
        SoftBounce = "SOFTBOUNCE",
        /// Postfix only asked whether it could be delivered.
        Deliverable = "deliverable",
        Undeliverable = "undeliverable",
    }
}

/// No syslog cuts a shorter text.
const LONGEST: usize = 800;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery<'a> {
    pub to: &'a str,
    /// Before aliases made another of it.
    pub orig_to: Option<&'a str>,
    /// Where it was given to, as `mx.example[192.0.2.1]:25` or `local`; `None`: it got nowhere.
    pub relay: Option<&'a str>,
    /// From its coming to this line.
    pub delay: Micros,
    /// Before the queue manager, in its queue, until there was a connection, and while it was given over.
    pub delays: [Micros; 4],
    /// The enhanced status code (RFC 3463).
    pub dsn: &'a str,
    /// `None`: it is not believed, and `doubt` says why.
    pub status: Option<Status>,
    pub doubt: Option<Doubt>,
    /// What the next hop said, or why it was not asked.
    pub reason: &'a str,
    /// Whether the connection was there already.
    pub is_reused: bool,
}

/// What stands between the recipient and the reason.
struct Middle<'a> {
    relay: &'a str,
    is_reused: bool,
    delay: Micros,
    delays: [Micros; 4],
    dsn: &'a str,
    status: &'a str,
    reason: &'a str,
}

impl<'a> Delivery<'a> {
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (to, rest) = bracketed(text.strip_prefix("to=<")?)?;
        let (orig_to, rest) = match rest.strip_prefix(", orig_to=<") {
            Some(orig) => bracketed(orig).map(|(orig, rest)| (Some(orig), rest))?,
            None => (None, rest),
        };
        let middle = middle(rest)?;
        // An address that is not quoted could have brought words with it that look like Postfix's own.
        let others =
            text.match_indices(">, relay=").filter(|(place, _)| self::middle(&text[place + 1..]).is_some());
        // And a line that was cut off may end where a stranger wanted.
        let is_whole = text.len() < LONGEST || text.ends_with(')');
        let doubt = match others.count() {
            _ if !is_whole => Some(Doubt::CutOff),
            1 => None,
            _ => Some(Doubt::TwoWays),
        };
        let status = middle.status.parse().ok().filter(|_| doubt.is_none());
        let doubt = doubt.or_else(|| status.is_none().then_some(Doubt::UnknownWord));
        Some(Self {
            to,
            orig_to: orig_to.filter(|orig| !orig.is_empty()),
            relay: Some(middle.relay).filter(|relay| *relay != "none"),
            delay: middle.delay,
            delays: middle.delays,
            dsn: middle.dsn,
            status,
            doubt,
            reason: middle.reason,
            is_reused: middle.is_reused,
        })
    }

    /// The address of the next hop; of a socket on the host, its path.
    pub fn hop(&self) -> Option<&'a str> {
        let (_, rest) = self.relay?.split_once('[')?;
        rest.split_once(']').map(|(address, _)| address)
    }

    /// Under which id in a queue the next hop took the mail, in its own words. Only of a hop that is one's own it is
    /// more than a claim.
    pub fn next_queue_id(&self) -> Option<&'a str> {
        let (_, id) = self.reason.rsplit_once("queued as ")?;
        (self.status == Some(Status::Sent) && is_queue_id(id)).then_some(id)
    }
}

fn middle(text: &str) -> Option<Middle<'_>> {
    let (relay, rest) = text.strip_prefix(", relay=")?.split_once(", ")?;
    let (conn_use, rest) = match rest.strip_prefix("conn_use=") {
        Some(rest) => rest.split_once(", ").map(|(count, rest)| (Some(count), rest))?,
        None => (None, rest),
    };
    let (delay, rest) = rest.strip_prefix("delay=")?.split_once(", delays=")?;
    let (delays, rest) = rest.split_once(", dsn=")?;
    let (dsn, rest) = rest.split_once(", status=")?;
    let (status, reason) = rest.split_once(" (")?;
    let mut parts = delays.split('/').map(seconds);
    let delays = [parts.next()??, parts.next()??, parts.next()??, parts.next()??];
    let is_word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    let is_code = dsn.len() <= 16
        && dsn.split('.').count() == 3
        && dsn.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.'));
    let is_status =
        !status.is_empty() && status.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let is_count = conn_use.is_none_or(|count| count.bytes().all(|byte| byte.is_ascii_digit()));
    if !(is_word(relay) && is_count && is_code && is_status && parts.next().is_none()) {
        return None;
    }
    let reason = reason.strip_suffix(')').unwrap_or(reason);
    Some(Middle { relay, is_reused: conn_use.is_some(), delay: seconds(delay)?, delays, dsn, status, reason })
}

/// Such as `0.09` or `11`.
fn seconds(text: &str) -> Option<Micros> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = (1..=10).contains(&whole.len()) && whole.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(())?;
    Some(whole.parse::<Micros>().ok()? * SECOND + micros(fraction)?)
}
