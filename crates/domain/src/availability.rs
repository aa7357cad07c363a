//! Which share of its minutes a part of the installation was there.

use crate::{MINUTE, Micros, words};

words! {
    /// What is measured.
    pub enum Part {
        /// Pages and the interface for programs.
        Console = "console",
        /// Taking what policy agents send.
        Ingest = "ingest",
    }
}

/// Of one hour, counted from 1970: a bit for each minute in which the part was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hour {
    pub hour: i64,
    pub minutes: i64,
}

/// How many minutes of a stretch the part was there; of none, nobody knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    pub there: i64,
    pub of: i64,
}

impl Measured {
    /// In hundredths of a percent, rounded down: what is short of a promise never reads as if it kept it.
    pub fn hundredths(self) -> Option<i64> {
        (self.of > 0).then(|| self.there * 10_000 / self.of)
    }

    /// Whether it is less than what was promised.
    pub fn is_below(self, promised: i64) -> bool {
        self.hundredths().is_some_and(|found| found < promised)
    }
}

/// The minute of an instant: its hour, and its bit in it.
pub const fn minute(at: Micros) -> (i64, i64) {
    let minute = at.div_euclid(MINUTE);
    (minute.div_euclid(60), 1 << minute.rem_euclid(60))
}

/// Counts the whole minutes from one instant to another, which begin when the first one was ever measured. Each minute
/// counts once, however many servers were there.
pub fn measure(hours: &[Hour], from: Micros, until: Micros) -> Measured {
    let first = hours
        .iter()
        .filter(|hour| hour.minutes != 0)
        .map(|hour| hour.hour * 60 + i64::from(hour.minutes.trailing_zeros()));
    let Some(first) = first.min() else { return Measured::default() };
    let from = from.div_euclid(MINUTE) + i64::from(from.rem_euclid(MINUTE) > 0);
    let (from, until) = (from.max(first), until.div_euclid(MINUTE));
    let there = hours.iter().map(|hour| {
        let begins = hour.hour * 60;
        let within = (from - begins).clamp(0, 60)..(until - begins).clamp(0, 60);
        i64::try_from(within.filter(|minute| hour.minutes & (1 << minute) != 0).count()).unwrap_or(0)
    });
    Measured { there: there.sum(), of: (until - from).max(0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::HOUR;

    const ALL: i64 = (1 << 60) - 1;

    #[test]
    fn a_minute_is_an_hour_and_a_bit() {
        assert_eq!(minute(0), (0, 1));
        assert_eq!(minute(HOUR - 1), (0, 1 << 59));
        assert_eq!(minute(HOUR), (1, 1));
    }

    #[test]
    fn what_was_not_measured_yet_is_unknown() {
        assert_eq!(measure(&[], 0, HOUR).hundredths(), None);
        let begun = [Hour { hour: 1, minutes: ALL << 30 & ALL }];
        assert_eq!(measure(&begun, 0, HOUR), Measured { there: 0, of: 0 });
        assert_eq!(measure(&begun, 0, 2 * HOUR), Measured { there: 30, of: 30 });
        assert!(!Measured::default().is_below(10_000));
    }

    #[test]
    fn a_minute_without_anybody_is_missing() {
        let hours = [Hour { hour: 0, minutes: ALL }, Hour { hour: 2, minutes: ALL & !1 }];
        let found = measure(&hours, 0, 3 * HOUR);
        assert_eq!(found, Measured { there: 119, of: 180 });
        assert_eq!(found.hundredths(), Some(6_611));
        assert!(found.is_below(6_612) && !found.is_below(6_611));
        // The running minute is not over, and one that was begun before is not of the stretch.
        assert_eq!(measure(&hours, 1, MINUTE * 3 - 1), Measured { there: 1, of: 1 });
        // What a clock that ran ahead wrote does not count before its time.
        let ahead = [Hour { hour: 0, minutes: ALL }, Hour { hour: 9, minutes: ALL }];
        assert_eq!(measure(&ahead, 0, HOUR), Measured { there: 60, of: 60 });
    }
}
