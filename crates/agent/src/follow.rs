//! Follows Postfix's log: the lines that say something about a mail become records.
//!
//! It begins when the server has said that it takes them, at the end of what is there. From then on each line
//! becomes a record once: the place it has reached is kept with the records.

mod file;
mod journal;
mod lines;
mod place;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use file::Tail;
pub(crate) use file::check as check_file;
use journal::Journal;
pub(crate) use journal::check as check_journal;
use lines::Filter;
use place::Place;

use crate::log::Brake;
use crate::settings::{LogSource, Settings};
use crate::spool::{AppendError, Spool};
use crate::upload::now;

/// Between two looks at a log that had nothing new.
const PAUSE: Duration = Duration::from_millis(100);
/// Between two looks at what does not go well.
const TROUBLE: Duration = Duration::from_secs(1);
/// The place is made durable so often while lines come in.
const SAVE: Duration = Duration::from_secs(1);

/// What is read.
enum Source {
    File(Tail),
    Journal(Journal),
}

/// What a look at a log found.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// Lines, or a part of one; there may be more.
    Lines,
    /// Nothing new.
    Nothing,
    /// What was there is gone before it was read to its end.
    Gap(&'static str),
}

pub(crate) struct Follower {
    spool: Arc<Spool>,
    source: Source,
    filter: Filter,
    /// Whether the server said the last time that it takes lines.
    is_wanted: Arc<AtomicBool>,
    saved: Instant,
    troubles: Brake,
}

impl Follower {
    /// `None`: no log is to be followed.
    pub(crate) fn new(
        spool: Arc<Spool>,
        settings: &Settings,
        is_wanted: Arc<AtomicBool>,
    ) -> Result<Option<Self>, String> {
        let Some(source) = &settings.log_source else { return Ok(None) };
        let zone = settings.zone()?;
        let place = Place::parse(&spool.place());
        // Whoever has begun goes on, although the server may not be there to say so again.
        is_wanted.store(place.is_some(), Ordering::Relaxed);
        let source = match source {
            LogSource::File(path) => Source::File(Tail::new(path.clone(), place)),
            LogSource::Journal => Source::Journal(Journal::new(place)),
        };
        let filter = Filter::new(zone, spool.most_lines());
        Ok(Some(Self { spool, source, filter, is_wanted, saved: Instant::now(), troubles: Brake::default() }))
    }

    /// Follows until the agent stops.
    pub(crate) fn run(mut self) {
        while !self.spool.is_stopping() {
            let pause = if self.is_wanted.load(Ordering::Relaxed) { self.look() } else { PAUSE };
            if !pause.is_zero() {
                self.spool.wait_for_stop(Instant::now() + pause);
            }
        }
        if let Err(error) = self.spool.save_place() {
            tracing::warn!(%error, "the place in the log cannot be kept; it is found from the records");
        }
    }

    /// Reads what is new, and answers how long to wait before the next look.
    fn look(&mut self) -> Duration {
        if let Err(error) = self.flush() {
            self.tell(&format!("they wait in the log: {error}"));
            return TROUBLE;
        }
        let found = match &mut self.source {
            Source::File(tail) => tail.look(&mut self.filter),
            Source::Journal(journal) => journal.look(&mut self.filter),
        };
        match found {
            Ok(Found::Lines) if self.saved.elapsed() < SAVE => Duration::ZERO,
            Ok(Found::Lines) => self.save(Duration::ZERO),
            Ok(Found::Nothing) => self.save(PAUSE),
            Ok(Found::Gap(reason)) => {
                // How many lines there were nobody knows: it counts as one record lost.
                tracing::warn!(reason, "lines of the log are lost");
                if let Err(error) = self.spool.release(0, 1) {
                    self.tell(&format!("the loss cannot be written down: {error}"));
                }
                self.save(Duration::ZERO)
            }
            Err(error) => {
                self.tell(&error.to_string());
                TROUBLE
            }
        }
    }

    /// Hands over what was read, and makes the place durable.
    fn save(&mut self, then: Duration) -> Duration {
        let result = self.flush().map_err(|error| error.to_string());
        let result = result.and_then(|()| self.spool.save_place().map_err(|error| error.to_string()));
        self.saved = Instant::now();
        match result {
            Ok(()) => then,
            Err(error) => {
                self.tell(&format!("they wait in the log: {error}"));
                TROUBLE
            }
        }
    }

    fn flush(&mut self) -> Result<(), AppendError> {
        let place = match &self.source {
            Source::File(tail) => tail.place(),
            Source::Journal(journal) => journal.place(),
        };
        match place {
            Some(place) => self.spool.append_lines(&mut self.filter.lines, &place.to_string()),
            None => Ok(()),
        }
    }

    fn tell(&self, reason: &str) {
        if let Some(times) = self.troubles.ready() {
            tracing::warn!(reason, times, "lines of the log are not read");
        }
    }
}

/// The time, and whether the lines of a look were written just before it.
#[derive(Clone, Copy, Debug)]
struct Moment {
    now: i64,
    is_fresh: bool,
}

impl Moment {
    fn new(is_fresh: bool) -> Self {
        Self { now: now(), is_fresh }
    }
}

fn other(sentence: String) -> io::Error {
    io::Error::other(sentence)
}
