//! The time of a line that names no zone, and perhaps no year.

use super::head::Stamp;
use crate::zones::{Zone, day_number, year_of_day};
use crate::{DAY, MINUTE, Micros};

/// Lines of several programs may be out of order by so much.
const DISORDER: Micros = 5 * MINUTE;
/// A host that keeps time writes nothing from later than this.
const AHEAD: Micros = 2 * MINUTE;

/// Reads the stamps of one log, line after line.
#[derive(Clone, Debug)]
pub struct Clock {
    zone: Zone,
    last: Micros,
}

impl Clock {
    pub const fn new(zone: Zone) -> Self {
        Self { zone, last: Micros::MIN }
    }

    /// When a line was written that was read at `now`. `is_fresh`: it was written just before that.
    ///
    /// A year that is not said is the last one that does not put the line into the future. An hour that comes twice
    /// is the first of them until the clock is seen to go back; of a fresh line it is the one that lies nearer.
    /// `None`: there is no such day.
    pub fn read(&mut self, stamp: Stamp, now: Micros, is_fresh: bool) -> Option<Micros> {
        let at = match stamp {
            Stamp::At(at) => at,
            Stamp::Local { year: Some(year), month, day, time } => {
                let [first, second] = self.zone.instants(day_number(year, month, day)?, time);
                self.choose(first, second, now, is_fresh)
            }
            Stamp::Local { year: None, month, day, time } => {
                let latest = year_of_day(self.zone.day_of(now)) + 1;
                // Five years hold a 29th of February, but for those around 1900 and 2100.
                let years = (latest - 9..=latest).rev();
                let days = years.filter_map(|year| day_number(year, month, day));
                let mut instants = days.map(|day| self.zone.instants(day, time));
                let [first, second] = instants.find(|[first, _]| *first <= now.saturating_add(DAY))?;
                self.choose(first, second, now, is_fresh)
            }
        };
        self.last = self.last.max(at);
        Some(at)
    }

    fn choose(&self, first: Micros, second: Micros, now: Micros, is_fresh: bool) -> Micros {
        let is_second = if is_fresh {
            second <= now.saturating_add(AHEAD) && second.abs_diff(now) < first.abs_diff(now)
        } else {
            second <= now.saturating_add(AHEAD) && first < self.last.saturating_sub(DISORDER)
        };
        if is_second { second } else { first }
    }
}
