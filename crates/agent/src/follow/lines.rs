//! From bytes of a log to records.

use std::borrow::Cow;

use domain::mail_log::{self, Clock, Line, Stamp};
use domain::policy::LONGEST_VALUE;
use domain::zones::Zone;
use serde::Serialize;

use super::Moment;
use crate::spool::Lines;

/// Postfix's own lines are a few kilobytes at most.
pub(super) const LONGEST: usize = 16 * 1024;

/// Keeps what says something about a mail.
pub(super) struct Filter {
    clock: Clock,
    pub(super) lines: Lines,
    /// Bytes that are gathered at most.
    most: usize,
}

/// As it lies in the spool and goes to the server, which passes the place over.
#[derive(Serialize)]
struct Spooled<'a> {
    at: i64,
    log: Said<'a>,
    place: &'a str,
}

#[derive(Serialize)]
struct Said<'a> {
    name: &'a str,
    program: &'a str,
    pid: u32,
    text: &'a str,
}

impl Filter {
    pub(super) fn new(zone: Zone, most: usize) -> Self {
        Self { clock: Clock::new(zone), lines: Lines::default(), most }
    }

    /// Whether what was gathered is to be handed over first.
    pub(super) fn is_full(&self) -> bool {
        self.lines.bytes() >= self.most
    }

    /// A line of a file, without its line feed.
    pub(super) fn take(&mut self, line: &[u8], moment: Moment, place: impl FnOnce() -> String) {
        let text = match std::str::from_utf8(line) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(line),
        };
        if let Some(line) = Line::read(text.trim_end_matches('\r')) {
            self.say(&line, moment, place);
        }
    }

    /// An entry of journald.
    pub(super) fn take_entry(
        &mut self,
        at: i64,
        tag: &str,
        pid: u32,
        text: &str,
        place: impl FnOnce() -> String,
    ) {
        if let Some((name, program)) = mail_log::program(tag) {
            let line = Line { stamp: Stamp::At(at), host: "", name, program, pid, text };
            self.say(&line, Moment::new(false), place);
        }
    }

    fn say(&mut self, line: &Line<'_>, moment: Moment, place: impl FnOnce() -> String) {
        if mail_log::read(line.program, line.text).is_none() {
            return;
        }
        let at = self.clock.read(line.stamp, moment.now, moment.is_fresh).unwrap_or(moment.now);
        let is_long = line.text.len() > LONGEST_VALUE;
        let end = if is_long { line.text.char_indices().nth(LONGEST_VALUE) } else { None };
        let text = end.map_or(line.text, |(end, _)| &line.text[..end]);
        let said = Said { name: line.name, program: line.program.as_str(), pid: line.pid, text };
        let spooled = Spooled { at, log: said, place: &place() };
        self.lines.push(|bytes| {
            let written = serde_json::to_writer(bytes, &spooled);
            debug_assert!(written.is_ok(), "texts and numbers are JSON");
        });
    }
}
