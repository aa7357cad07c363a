//! The beginning of a line: when, on which host, and which program of which Postfix said the rest.

use crate::{DAY, HOUR, MINUTE, Micros, SECOND};

crate::words! {
    /// The programs of Postfix whose lines are read.
    pub enum Program {
        Smtpd = "smtpd",
        Postscreen = "postscreen",
        Pickup = "pickup",
        Cleanup = "cleanup",
        Qmgr = "qmgr",
        Smtp = "smtp",
        Lmtp = "lmtp",
        Local = "local",
        Virtual = "virtual",
        Pipe = "pipe",
        /// `error`; the name `Error` is taken.
        Failing = "error",
        Discard = "discard",
        Bounce = "bounce",
        Postsuper = "postsuper",
    }
}

/// When a line says that it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    At(Micros),
    /// By the clock on a wall: the year where it is said, month and day from 1, microseconds since midnight.
    Local {
        year: Option<i32>,
        month: u8,
        day: u8,
        time: Micros,
    },
}

/// A line of a log file, taken apart but for its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    pub stamp: Stamp,
    pub host: &'a str,
    /// Postfix's `syslog_name`: which of several Postfixes, or which of its services.
    pub name: &'a str,
    pub program: Program,
    pub pid: u32,
    pub text: &'a str,
}

impl<'a> Line<'a> {
    /// Reads a line as syslog writes it since BSD, with a stamp of ISO 8601 as rsyslog does, by RFC 5424, or as
    /// Postfix writes its own `maillog_file`. `None`: it is no line of a program that is read.
    pub fn read(line: &'a str) -> Option<Self> {
        let line = after_priority(line);
        if let Some(rest) = line.strip_prefix("1 ") {
            return Self::read_rfc_5424(rest);
        }
        let (stamp, rest) = stamped(line)?;
        let (host, rest) = rest.split_once(' ')?;
        let (tag, text) = rest.split_once(": ")?;
        let (tag, pid) = tag.strip_suffix(']')?.split_once('[')?;
        let (name, program) = program(tag)?;
        Some(Self { stamp, host, name, program, pid: number(pid)?, text })
    }

    fn read_rfc_5424(line: &'a str) -> Option<Self> {
        let mut words = line.splitn(6, ' ');
        let stamp = iso(words.next()?)?;
        let (host, tag, pid, _id) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let text = after_structure(words.next()?)?;
        let (name, program) = program(tag)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Some(Self { stamp, host, name, program, pid: number(pid)?, text })
    }
}

/// Whether a line begins as one of a log does: by when it was written.
pub fn is_stamped(line: &str) -> bool {
    let line = after_priority(line);
    stamped(line.strip_prefix("1 ").unwrap_or(line)).is_some()
}

fn stamped(line: &str) -> Option<(Stamp, &str)> {
    if line.starts_with(|first: char| first.is_ascii_digit()) {
        let (stamp, rest) = line.split_once(' ')?;
        Some((iso(stamp)?, rest))
    } else {
        bsd(line)
    }
}

/// The `syslog_name` and the program of a tag such as `postfix/submission/smtpd`.
pub fn program(tag: &str) -> Option<(&str, Program)> {
    let (name, program) = tag.rsplit_once('/')?;
    let is_plain = (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_graphic());
    is_plain.then_some(())?;
    Some((name, Program::ALL.iter().copied().find(|known| known.as_str() == program)?))
}

/// The Postfix that a `syslog_name` is one of, whose services may have names of their own behind a slash. Empty: the one
/// called `postfix`, as the first of a host is.
pub fn instance(name: &str) -> &str {
    match name.split('/').next() {
        None | Some("postfix") => "",
        Some(instance) => instance,
    }
}

fn after_priority(line: &str) -> &str {
    let Some((priority, rest)) = line.strip_prefix('<').and_then(|rest| rest.split_once('>')) else {
        return line;
    };
    if (1..=3).contains(&priority.len()) && priority.bytes().all(|byte| byte.is_ascii_digit()) {
        rest
    } else {
        line
    }
}

/// What follows the structured data, in which a quoted value may hold anything.
fn after_structure(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("- ") {
        return Some(rest);
    }
    let (mut is_within, mut is_quoted, mut is_escaped) = (false, false, false);
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' if is_within => is_quoted = !is_quoted,
            b'[' if !is_within => is_within = true,
            b']' if !is_quoted => is_within = false,
            b' ' if !is_within => return (place > 0).then(|| &text[place + 1..]),
            _ if !is_within => return None,
            _ => {}
        }
    }
    None
}

/// `Nov  8 09:01:02`, and perhaps a fraction.
fn bsd(line: &str) -> Option<(Stamp, &str)> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS.iter().zip(1..).find(|(name, _)| line.starts_with(**name))?.1;
    let day = number(line.get(3..6)?.trim_start())?;
    let (time, rest) = line.get(6..)?.strip_prefix(' ')?.split_once(' ')?;
    let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    Some((Stamp::Local { year: None, month, day, time: time_of_day(time)? }, rest))
}

/// `2026-11-28T07:11:14.123456+01:00`, with `Z`, or without a zone.
fn iso(text: &str) -> Option<Stamp> {
    let (date, time) = text.split_once('T')?;
    let mut parts = date.splitn(3, '-');
    let (year, month, day) = (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
    let (year, month) = (i32::try_from(year).ok()?, u8::try_from(month).ok()?);
    let day = u8::try_from(day).ok()?;
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let zone = time.find(['Z', '+', '-']);
    let Some(place) = zone else {
        return Some(Stamp::Local { year: Some(year), month, day, time: time_of_day(time)? });
    };
    let (time, zone) = time.split_at(place);
    let ahead = if zone == "Z" { 0 } else { offset(zone)? };
    Some(Stamp::At(days_since_1970(year, month, day) * DAY + time_of_day(time)? - ahead))
}

/// `+01:00`, `+0100` or `-03`.
fn offset(text: &str) -> Option<Micros> {
    let (sign, digits) = text.split_at(1);
    let (hours, rest) = (digits.get(..2)?, digits.get(2..)?);
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let minutes = if rest.is_empty() { 0 } else { number(rest).filter(|minutes| *minutes < 60)? };
    let hours = number(hours).filter(|hours| *hours <= 18)?;
    let ahead = Micros::from(hours) * HOUR + Micros::from(minutes) * MINUTE;
    Some(if sign == "-" { -ahead } else { ahead })
}

/// `09:01:02`, with up to nine digits of a fraction. A leap second is the one before it.
fn time_of_day(text: &str) -> Option<Micros> {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if clock.len() != 8 || !clock.is_ascii() || fraction.len() > 9 {
        return None;
    }
    let mut parts = clock.split(':');
    let (hour, minute, second) = (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
    if hour > 23 || minute > 59 || second > 60 || parts.next().is_some() {
        return None;
    }
    let whole = Micros::from(hour) * HOUR + Micros::from(minute) * MINUTE;
    Some(whole + Micros::from(second.min(59)) * SECOND + micros(fraction)?)
}

/// The digits behind a point, as microseconds.
pub(super) fn micros(fraction: &str) -> Option<Micros> {
    let mut sum = 0;
    for place in 0..6 {
        let digit = fraction
            .as_bytes()
            .get(place)
            .map_or(Some(0), |byte| byte.is_ascii_digit().then(|| byte - b'0'))?;
        sum = sum * 10 + Micros::from(digit);
    }
    fraction.bytes().all(|byte| byte.is_ascii_digit()).then_some(sum)
}

fn number(text: &str) -> Option<u32> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// Of the Gregorian calendar (Howard Hinnant, `days_from_civil`); there is no table of zones in a browser.
fn days_since_1970(year: i32, month: u8, day: u8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    year.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}
