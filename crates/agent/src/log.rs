//! Log lines in logfmt on standard error, and a brake for messages that repeat.

use std::fmt::{self, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use crate::settings;

pub(crate) fn start(level: settings::Level) {
    let level = match level {
        settings::Level::Error => Level::ERROR,
        settings::Level::Warn => Level::WARN,
        settings::Level::Info => Level::INFO,
        settings::Level::Debug => Level::DEBUG,
    };
    tracing_subscriber::fmt().event_format(Logfmt).with_max_level(level).with_writer(std::io::stderr).init();
}

struct Logfmt;

impl<S, N> FormatEvent<S, N> for Logfmt
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        // Libraries tell each step of a connection, and could tell a header; only their warnings count.
        if !event.metadata().target().starts_with("parvis_agent") && *event.metadata().level() > Level::WARN {
            return Ok(());
        }
        writer.write_str("time=")?;
        SystemTime.format_time(&mut writer)?;
        write!(writer, " level={}", event.metadata().level().as_str().to_ascii_lowercase())?;
        let mut pairs = Pairs(String::new());
        event.record(&mut pairs);
        writeln!(writer, "{}", pairs.0)
    }
}

struct Pairs(String);

impl Pairs {
    fn push(&mut self, name: &str, value: &str) {
        let name = if name == "message" { "msg" } else { name };
        let is_plain = |letter: char| letter.is_alphanumeric() || "-_.:/@+[]".contains(letter);
        let result = if !value.is_empty() && value.chars().all(is_plain) {
            write!(self.0, " {name}={value}")
        } else {
            write!(self.0, " {name}={value:?}")
        };
        debug_assert!(result.is_ok(), "writing to a string does not fail");
    }
}

impl Visit for Pairs {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.push(field.name(), value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.push(field.name(), &format!("{value:?}"));
    }
}

/// Lets a message through once a minute and counts the others.
#[derive(Debug, Default)]
pub(crate) struct Brake(Mutex<(Option<Instant>, u64)>);

impl Brake {
    const INTERVAL: Duration = Duration::from_mins(1);

    /// `Some` with the number of times since the last message, or `None` when it is too early for another.
    pub(crate) fn ready(&self) -> Option<u64> {
        let mut state = crate::spool::lock(&self.0);
        state.1 += 1;
        if state.0.is_some_and(|last| last.elapsed() < Self::INTERVAL) {
            return None;
        }
        *state = (Some(Instant::now()), state.1);
        Some(std::mem::take(&mut state.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_only_when_they_must_be() {
        let mut pairs = Pairs(String::new());
        pairs.push("message", "listening on 127.0.0.1:1");
        pairs.push("address", "127.0.0.1:1");
        pairs.push("reason", "a \"b\"\n");
        assert_eq!(pairs.0, r#" msg="listening on 127.0.0.1:1" address=127.0.0.1:1 reason="a \"b\"\n""#);
    }

    #[test]
    fn a_repeated_message_is_held_back() {
        let brake = Brake::default();
        assert_eq!(brake.ready(), Some(1));
        assert_eq!(brake.ready(), None);
    }
}
