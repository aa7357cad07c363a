//! The journal of systemd, read by its own reader: `journalctl` writes each entry as a line of JSON.

use std::io::{self, BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::lines::{Filter, LONGEST};
use super::place::Place;
use super::{Found, other};
use crate::upload::now;

/// A reader that ended is started again after this time.
const AGAIN: Duration = Duration::from_secs(5);
const WAIT: Duration = Duration::from_millis(100);
/// Bytes of one entry; a text within it may take several for each of its own.
const LONGEST_ENTRY: u64 = 256 * 1024;
/// Postfix writes under the facility `mail` unless told otherwise (`syslog_facility`).
const MATCH: &str = "SYSLOG_FACILITY=2";

pub(super) struct Journal {
    place: Option<Place>,
    reader: Option<Reader>,
    ended: Option<Instant>,
}

struct Reader {
    child: Child,
    entries: Receiver<Vec<u8>>,
}

impl Drop for Reader {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "__CURSOR")]
    cursor: String,
    #[serde(rename = "__REALTIME_TIMESTAMP")]
    at: String,
    #[serde(rename = "_SOURCE_REALTIME_TIMESTAMP", default)]
    written_at: Option<String>,
    #[serde(rename = "SYSLOG_IDENTIFIER", default)]
    tag: Text,
    #[serde(rename = "SYSLOG_PID", default)]
    said_pid: Text,
    #[serde(rename = "_PID", default)]
    pid: Text,
    #[serde(rename = "MESSAGE", default)]
    message: Text,
}

/// Text, or bytes where it is none; null where it is too long.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Text {
    Plain(String),
    Bytes(Vec<u8>),
    Null(()),
    #[default]
    Absent,
}

impl Text {
    fn into_text(self) -> String {
        match self {
            Self::Plain(text) => text,
            Self::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Self::Null(()) | Self::Absent => String::new(),
        }
    }
}

impl Journal {
    pub(super) fn new(place: Option<Place>) -> Self {
        let place = place.filter(|place| matches!(place, Place::Cursor(_) | Place::Since(_)));
        Self { place, reader: None, ended: None }
    }

    pub(super) fn place(&self) -> Option<Place> {
        self.place.clone()
    }

    pub(super) fn look(&mut self, filter: &mut Filter) -> io::Result<Found> {
        if self.place.is_none() {
            // Kept before the first entry is read.
            self.place = Some(Place::Since(now()));
            return Ok(Found::Nothing);
        }
        let Some(reader) = &mut self.reader else {
            if self.ended.is_none_or(|ended| ended.elapsed() >= AGAIN) {
                self.reader = Some(self.start()?);
            }
            return Ok(Found::Nothing);
        };
        let mut next = match reader.entries.recv_timeout(WAIT) {
            Ok(entry) => Ok(entry),
            Err(RecvTimeoutError::Timeout) => return Ok(Found::Nothing),
            Err(RecvTimeoutError::Disconnected) => Err(TryRecvError::Disconnected),
        };
        loop {
            match next {
                Ok(entry) => {
                    if let Some(cursor) = take(&entry, filter) {
                        self.place = Some(Place::Cursor(cursor));
                    }
                }
                Err(TryRecvError::Empty) => return Ok(Found::Lines),
                Err(TryRecvError::Disconnected) => return self.end(),
            }
            if filter.is_full() {
                return Ok(Found::Lines);
            }
            next = reader.entries.try_recv();
        }
    }

    fn start(&mut self) -> io::Result<Reader> {
        self.ended = Some(Instant::now());
        let mut command = command();
        command.args(["--quiet", "--follow", "--output=json", "--all"]);
        match &self.place {
            Some(Place::Cursor(cursor)) => command.arg(format!("--after-cursor={cursor}")),
            Some(Place::Since(at)) => {
                command.args(["--lines=all".to_owned(), format!("--since=@{}", at / 1_000_000)])
            }
            _ => command.arg("--lines=0"),
        };
        command.arg(MATCH);
        let mut child =
            command.spawn().map_err(|error| other(format!("journalctl cannot be started: {error}")))?;
        let (sender, entries) = sync_channel(1024);
        let mut output = BufReader::new(child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?);
        thread::Builder::new().name("journal".to_owned()).spawn(move || {
            while let Ok(Some(entry)) = read_entry(&mut output) {
                if sender.send(entry).is_err() {
                    return;
                }
            }
        })?;
        tracing::info!(place = ?self.place.as_ref().map(ToString::to_string), "following the journal");
        Ok(Reader { child, entries })
    }

    fn end(&mut self) -> io::Result<Found> {
        self.ended = Some(Instant::now());
        let said = self.reader.take().map(|mut reader| said(&mut reader.child)).unwrap_or_default();
        Err(other(format!("journalctl ended: {said}")))
    }
}

fn command() -> Command {
    let mut command = Command::new("journalctl");
    command.arg("--no-pager").env("LC_ALL", "C");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn said(child: &mut Child) -> String {
    let mut said = String::new();
    if let Some(errors) = &mut child.stderr {
        let _unreadable = errors.take(1000).read_to_string(&mut said);
    }
    said.trim().replace('\n', " ")
}

/// The next line; one that is too long is empty.
fn read_entry(output: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    output.by_ref().take(LONGEST_ENTRY).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_ENTRY {
        output.skip_until(b'\n')?;
        line.clear();
    }
    Ok(Some(line))
}

/// Hands an entry over, and answers its cursor.
fn take(entry: &[u8], filter: &mut Filter) -> Option<String> {
    let entry: Entry = serde_json::from_slice(entry).ok()?;
    let at = entry.written_at.unwrap_or(entry.at).parse().ok();
    let (tag, text) = (entry.tag.into_text(), entry.message.into_text());
    let said_pid = entry.said_pid.into_text();
    let pid = if said_pid.is_empty() { entry.pid.into_text() } else { said_pid };
    if let (Some(at), Ok(pid)) = (at, pid.parse())
        && text.len() <= LONGEST
    {
        let place = Place::Cursor(entry.cursor.clone());
        filter.take_entry(at, &tag, pid, &text, || place.to_string());
    }
    Some(entry.cursor)
}

/// Whether the journal could be followed: how it stands, or why not.
pub(crate) fn check() -> Result<String, String> {
    let output = command().args(["--lines=1", "--output=json", MATCH]).output();
    let output = output.map_err(|error| format!("journalctl cannot be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() && said.trim().is_empty() {
        return Ok("the journal can be read".to_owned());
    }
    Err(format!("the journal cannot be read: {}", said.trim().replace('\n', " ")))
}
