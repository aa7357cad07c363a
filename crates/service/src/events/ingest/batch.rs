use domain::{
    Error,
    bounds::{LONGEST_KEY, cut},
    policy::{BatchHeader, EARLIEST, Entry, LATEST, LONGEST_VALUE, Record, RecordError},
    policy_agents::PolicyAgentsError,
};

use crate::{Result, chance};

/// Records in one batch at most.
pub const RECORDS: usize = 10_000;

/// One upload, read: nothing of it has met a database yet.
#[derive(Debug)]
pub struct Batch {
    pub header: BatchHeader,
    pub(super) lines: Vec<Line>,
    /// Its length, unpacked.
    pub(super) bytes: usize,
}

/// What stands on one line: a record, or why it is none.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) seq: i64,
    /// As it was sent; of what is no record, its beginning.
    pub(super) text: String,
    pub(super) record: Result<Entry, String>,
}

impl Batch {
    /// Reads an upload. This takes a while for a large one, and touches nothing else.
    pub fn parse(body: &str) -> Result<Self> {
        let mut lines = body.lines();
        let first = lines.next().unwrap_or_default();
        let header = BatchHeader::parse(first).map_err(|error| {
            Error::PolicyAgents(PolicyAgentsError::Unreadable { line: 1, reason: error.to_string() })
        })?;
        let lines: Vec<&str> = lines.take(RECORDS + 1).collect();
        if lines.len() > RECORDS {
            return Err(Error::TooLarge { limit: format!("{RECORDS} records") });
        }
        let is_clock_set = header.clock == 0 || (EARLIEST..LATEST).contains(&header.clock);
        let parse = if is_clock_set { Entry::parse } else { Entry::parse_of_any_time };
        let numbered = (header.first_seq..).zip(lines);
        let lines = numbered.map(|(seq, line)| Line::read(seq, line, parse(line))).collect();
        Ok(Self { header, lines, bytes: body.len() })
    }

    pub fn records(&self) -> usize {
        self.lines.len()
    }

    /// How many of them are lines of a log.
    pub(super) fn log_lines(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line.record, Ok(Entry::Log(_)))).count()
    }

    pub(super) fn last_seq(&self) -> i64 {
        self.lines.last().map_or(self.header.first_seq - 1, |line| line.seq)
    }
}

impl Line {
    fn read(seq: i64, line: &str, entry: std::result::Result<Entry, RecordError>) -> Self {
        match entry {
            Ok(Entry::Request(record)) => {
                let record = Record { instance: key(record.instance), ..record };
                Self { seq, text: line.to_owned(), record: Ok(Entry::Request(record)) }
            }
            Ok(log) => Self { seq, text: line.to_owned(), record: Ok(log) },
            Err(error) => {
                // PostgreSQL's text holds no NUL.
                let text: String =
                    line.chars().filter(|letter| *letter != '\0').take(LONGEST_VALUE).collect();
                Self { seq, text, record: Err(cut(&error.to_string(), domain::bounds::LONGEST_REASON)) }
            }
        }
    }
}

/// Reads a record again that was kept as it was sent.
pub(crate) fn read_again(text: &str, at: domain::Micros) -> Option<Record> {
    let record = Record::parse_of_any_time(text).ok()?;
    Some(Record { at, instance: key(record.instance), ..record })
}

/// A message is found by its instance, so an index holds it; one that is too long for that goes by its hash.
fn key(instance: String) -> String {
    if instance.len() <= LONGEST_KEY { instance } else { format!("sha256:{}", chance::hash(&instance)) }
}
