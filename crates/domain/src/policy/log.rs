//! A line of Postfix's log on its way from an agent to the server.

use serde::{Deserialize, Serialize};

use super::{EARLIEST, LATEST, LONGEST_RECORD, LONGEST_VALUE, Record, RecordError, object, text};
use crate::Micros;

/// What a server says that it takes, beside policy requests, when it takes lines of a log.
pub const TAKES_LOG: &str = "log";
/// Characters in the name of a Postfix or of a program.
const LONGEST_NAME: usize = 64;

/// A line without its head; [`crate::mail_log::read`] reads the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// Postfix's `syslog_name`.
    #[serde(deserialize_with = "text")]
    pub name: String,
    #[serde(deserialize_with = "text")]
    pub program: String,
    pub pid: u32,
    /// As Postfix wrote it, at most [`LONGEST_VALUE`] characters.
    #[serde(deserialize_with = "text")]
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogRecord {
    /// When Postfix wrote it, in microseconds UTC, by the clock of its host.
    pub at: Micros,
    pub log: LogLine,
}

/// What stands on a line of a batch.
#[expect(clippy::large_enum_variant, reason = "most are the larger, and each is taken apart at once")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Request(Record),
    Log(LogRecord),
}

impl Entry {
    /// Reads one line of a batch. Unknown names are ignored, so an older server takes a newer agent.
    pub fn parse(line: &str) -> Result<Self, RecordError> {
        match Self::log(line)? {
            Some(record) if !(EARLIEST..LATEST).contains(&record.at) => Err(RecordError::At(record.at)),
            Some(record) => Ok(Self::Log(record)),
            None => Record::parse(line).map(Self::Request),
        }
    }

    /// The same of a host whose clock was never set.
    pub fn parse_of_any_time(line: &str) -> Result<Self, RecordError> {
        match Self::log(line)? {
            Some(record) => Ok(Self::Log(record)),
            None => Record::parse_of_any_time(line).map(Self::Request),
        }
    }

    /// `None`: it is no line of a log.
    fn log(line: &str) -> Result<Option<LogRecord>, RecordError> {
        #[derive(Deserialize)]
        struct Either {
            #[serde(default)]
            at: Micros,
            log: Option<LogLine>,
        }
        // A request has no such name; within a value the quotes would not stand alone.
        if !line.contains("\"log\"") {
            return Ok(None);
        }
        if line.len() > LONGEST_RECORD {
            return Err(RecordError::Huge);
        }
        let either: Either = object(line.as_bytes()).map_err(RecordError::NotJson)?;
        let Some(log) = either.log else { return Ok(None) };
        let is_name = |name: &str| {
            (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_graphic())
        };
        for (name, value) in [("name", &log.name), ("program", &log.program)] {
            if !is_name(value) {
                return Err(RecordError::LogName(name));
            }
        }
        if log.text.chars().count() > LONGEST_VALUE {
            return Err(RecordError::TooLong("text"));
        }
        Ok(Some(LogRecord { at: either.at, log }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(log: &str) -> String {
        format!(r#"{{"at":1795850451000000,"log":{log},"place":"x"}}"#)
    }

    #[test]
    fn a_line_of_a_log_is_told_from_a_request() {
        let log = r#"{"name":"postfix/submission","program":"smtpd","pid":7,"text":"0F83DA50041: client=x[192.0.2.7]"}"#;
        let Ok(Entry::Log(record)) = Entry::parse(&line(log)) else { panic!() };
        assert_eq!((record.at, record.log.pid), (1_795_850_451_000_000, 7));
        assert_eq!((record.log.name.as_str(), record.log.program.as_str()), ("postfix/submission", "smtpd"));
        for request in [
            r#"{"at":1795850451000000,"protocol_state":"RCPT","sender":"log"}"#,
            r#"{"at":1795850451000000,"protocol_state":"RCPT","sender":"{\"log\":{}"}"#,
            r#"{"at":1795850451000000,"protocol_state":"RCPT","log":null}"#,
        ] {
            assert!(matches!(Entry::parse(request), Ok(Entry::Request(_))), "{request}");
        }
    }

    #[test]
    fn what_is_no_line_of_a_log_says_why() {
        let named = |name: &str| line(&format!(r#"{{"name":"{name}","program":"smtp","pid":1,"text":"x"}}"#));
        assert_eq!(Entry::parse(&named("")), Err(RecordError::LogName("name")));
        assert_eq!(Entry::parse(&named("a b")), Err(RecordError::LogName("name")));
        assert_eq!(Entry::parse(&named(&"x".repeat(65))), Err(RecordError::LogName("name")));
        let long =
            format!(r#"{{"name":"p","program":"smtp","pid":1,"text":"{}"}}"#, "é".repeat(LONGEST_VALUE + 1));
        assert_eq!(Entry::parse(&line(&long)), Err(RecordError::TooLong("text")));
        for broken in [r#"{"name":"p","program":"smtp","pid":-1,"text":"x"}"#, r#"{"name":"p"}"#, "[]", "7"] {
            assert!(matches!(Entry::parse(&line(broken)), Err(RecordError::NotJson(_))), "{broken}");
        }
        let early = named("p").replace("1795850451000000", "0");
        assert_eq!(Entry::parse(&early), Err(RecordError::At(0)));
        assert!(matches!(Entry::parse_of_any_time(&early), Ok(Entry::Log(_))));
        assert_eq!(Entry::parse(&line(&"x".repeat(LONGEST_RECORD))), Err(RecordError::Huge));
    }

    #[test]
    fn a_nul_does_not_come_through() {
        let log = r#"{"name":"p","program":"smtp","pid":1,"text":"a\u0000b"}"#;
        let Ok(Entry::Log(record)) = Entry::parse(&line(log)) else { panic!() };
        assert_eq!(record.log.text, "a\u{fffd}b");
    }
}
