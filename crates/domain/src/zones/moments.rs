//! Reading a time of day in a zone, also where clocks pass it twice.

use jiff::{Timestamp, civil::DateTime};

use super::{Zone, parse_date};
use crate::{Micros, error::Problem, search::SearchProblem};

/// Which end of a stretch a moment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    First,
    /// A whole day is then meant up to its end.
    Last,
}

impl Zone {
    /// Reads a day, `2026-11-28`, or a time of day, `2026-11-28T14:30`, which an offset may follow. An hour that
    /// clocks pass twice is, without one, all of both.
    pub fn read_moment(&self, text: &str, end: End) -> Result<Micros, Problem> {
        let wrong = || Problem::from(SearchProblem::NotADayOrTime);
        if let Ok(day) = parse_date(text) {
            return Ok(self.day_start(day.saturating_add(i32::from(end == End::Last))));
        }
        // A plus that was not escaped in an address arrives as a space.
        let text = text.trim().replace(' ', "+");
        if !text.get(10..11).is_some_and(|letter| letter == "T") || text.len() > 40 {
            return Err(wrong());
        }
        if let Ok(at) = text.parse::<Timestamp>() {
            return Ok(at.as_microsecond());
        }
        let is_local = text[10..].bytes().all(|byte| byte.is_ascii_digit() || b"T:.".contains(&byte));
        let local = text.parse::<DateTime>().ok().filter(|_| is_local).ok_or_else(wrong)?;
        let local = self.rules.to_ambiguous_timestamp(local);
        let at = match end {
            End::First => local.earlier(),
            End::Last => local.later(),
        };
        at.map(Timestamp::as_microsecond).map_err(|_| wrong())
    }
}
