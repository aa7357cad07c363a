//! What Postfix refused while a client was there, or by what a mail held.

use super::address::{bracketed, peer};
use super::doubt::Doubt;

/// Of a longer text only the beginning is believed: a line that was cut off may end where a stranger wanted. No
/// syslog cuts before a thousand bytes.
const LONGEST: usize = 800;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refusal<'a> {
    /// The stage of the SMTP session, as `RCPT`; or the part of the mail, as `header`.
    pub stage: &'a str,
    /// `None` for what a mail held: it may stand anywhere in the line.
    pub client: Option<(&'a str, &'a str)>,
    /// The reply's code, as `550`; empty where Postfix does not say.
    pub code: &'a str,
    /// The enhanced status code, as `5.7.1`; empty where Postfix does not say.
    pub status: &'a str,
    pub reason: &'a str,
    /// `None`: not said, or not to be told from what strangers wrote around it, as `doubt` says.
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    pub doubt: Option<Doubt>,
    /// `SMTP` or `ESMTP`; empty where Postfix does not say.
    pub protocol: &'a str,
    pub helo: Option<&'a str>,
    /// Whether a mail filter (a milter) wanted it so.
    pub is_by_filter: bool,
}

impl Refusal<'_> {
    /// Whether the client may come again: refused for now, not for good.
    pub fn is_for_now(&self) -> bool {
        self.code.starts_with('4') || self.code.is_empty() && self.status.starts_with('4')
    }
}

/// What became of a mail that was not wanted.
pub(super) enum Verdict<'a> {
    Refused(Refusal<'a>),
    Discarded { reason: &'a str },
}

/// Refused in a stage of the SMTP session, or thrown away there.
pub(super) fn read(text: &str) -> Option<Verdict<'_>> {
    let (deed, rest) = text.split_once(": ")?;
    let is_by_filter = deed.starts_with("milter-");
    let (stage, rest) = rest.split_once(" from ")?;
    let is_stage = (1..=20).contains(&stage.len())
        && stage.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'-' | b' '));
    is_stage.then_some(())?;
    let (name, address, rest) = peer(rest)?;
    let rest = match rest.strip_prefix(':') {
        Some(port) if port.starts_with(|first: char| first.is_ascii_digit()) => {
            port.trim_start_matches(|digit: char| digit.is_ascii_digit())
        }
        _ => rest,
    };
    let rest = rest.strip_prefix(": ")?;
    let tail = Tail::read(rest);
    match deed {
        "reject" | "milter-reject" => {
            let (code, after) = digits(tail.reason).unwrap_or(("", tail.reason));
            let (status, reason) = enhanced(after).unwrap_or(("", after));
            let (protocol, helo) = (tail.protocol, tail.helo);
            Some(Verdict::Refused(Refusal {
                stage,
                client: Some((name, address)),
                code,
                status,
                reason,
                from: tail.from,
                to: tail.to,
                doubt: tail.doubt,
                protocol,
                helo,
                is_by_filter,
            }))
        }
        "discard" | "milter-discard" => Some(Verdict::Discarded { reason: tail.reason }),
        _ => None,
    }
}

/// Refused or thrown away for what a header field or a line of the mail holds. Such a text stands in the line as it
/// came, so nothing after it is believed but the last words.
pub(super) fn read_content(text: &str) -> Option<Verdict<'_>> {
    let (deed, rest) = text.split_once(": ")?;
    let (stage, rest) = rest.split_once(' ')?;
    if !["header", "mime", "mime-error", "nested", "body", "content"].contains(&stage) {
        return None;
    }
    // The reason is the administrator's; it follows who sent it.
    let reason = rest.rfind(">: ").map_or("", |place| &rest[place + 3..]);
    match deed {
        "reject" => Some(Verdict::Refused(Refusal {
            stage,
            reason,
            doubt: Some(Doubt::Content),
            ..Refusal::default()
        })),
        "discard" => Some(Verdict::Discarded { reason }),
        _ => None,
    }
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let (code, rest) = text.split_once(' ').unwrap_or((text, ""));
    (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some((code, rest))
}

fn enhanced(text: &str) -> Option<(&str, &str)> {
    let (status, rest) = text.split_once(' ').unwrap_or((text, ""));
    let is_status = status.len() <= 16
        && status.split('.').count() == 3
        && status.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    is_status.then_some((status, rest))
}

/// `REASON; from=<SENDER> to=<RECIPIENT> proto=ESMTP helo=<NAME>`, with commas where postscreen writes it.
struct Tail<'a> {
    reason: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
    protocol: &'a str,
    helo: Option<&'a str>,
    doubt: Option<Doubt>,
}

impl<'a> Tail<'a> {
    /// From the right: the name a client greets with holds no space, so what stands before it is found. Sender and
    /// recipient are taken only if there is one place alone where they can begin.
    fn read(text: &'a str) -> Self {
        if text.len() > LONGEST {
            let doubt = Some(Doubt::CutOff);
            return Self { reason: text, from: None, to: None, protocol: "", helo: None, doubt };
        }
        let (rest, helo) = helo(text).map_or((text, None), |(rest, helo)| (rest, Some(helo)));
        let (rest, protocol) = protocol(rest).unwrap_or((rest, ""));
        let places = text.match_indices("; from=<").chain(text.match_indices("; to=<"));
        let mut found = places.filter_map(|(place, _)| Some((place, parties(rest.get(place + 2..)?)?)));
        match (found.next(), found.next()) {
            (Some((place, (from, to))), None) => {
                Self { reason: &text[..place], from, to, protocol, helo, doubt: None }
            }
            (None, _) => {
                let reason = rest.strip_suffix(';').unwrap_or(rest);
                Self { reason, from: None, to: None, protocol, helo, doubt: None }
            }
            _ => {
                let doubt = Some(Doubt::TwoWays);
                Self { reason: rest, from: None, to: None, protocol, helo, doubt }
            }
        }
    }
}

fn helo(text: &str) -> Option<(&str, &str)> {
    let (rest, name) = text.strip_suffix('>')?.rsplit_once(" helo=<")?;
    (!name.contains(' ')).then(|| (rest.strip_suffix(',').unwrap_or(rest), name))
}

fn protocol(text: &str) -> Option<(&str, &str)> {
    let (rest, word) = text.rsplit_once(" proto=")?;
    let is_word = (1..=10).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_word.then(|| (rest.strip_suffix(',').unwrap_or(rest), word))
}

type Parties<'a> = (Option<&'a str>, Option<&'a str>);

/// `from=<SENDER> to=<RECIPIENT>`, or one of them, and nothing else.
fn parties(text: &str) -> Option<Parties<'_>> {
    let (from, rest) = match text.strip_prefix("from=<") {
        Some(text) => bracketed(text).map(|(from, rest)| (Some(from), rest))?,
        None => (None, text),
    };
    if rest.is_empty() {
        return Some((from, None));
    }
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    let rest = if from.is_some() { rest.strip_prefix(' ')? } else { rest };
    let (to, rest) = bracketed(rest.strip_prefix("to=<")?)?;
    rest.is_empty().then_some((from, Some(to)))
}
