//! Stretches of time: which buckets a range reads, and how they join into steps.

use domain::{
    Checks, DAY, Error, HOUR, Locale, Micros,
    zones::{
        Zone, ZonesProblem, days_of_month, days_of_year, length_text, local_date, month_of_day, month_text,
        parse_date, year_before, year_of_day,
    },
};
use store::tenant::rollups::{Grain, QUARTER, Window};

use super::{Compare, OverviewQuery, Range};
use crate::Result;

/// The longest custom range in days.
const LONGEST: i32 = 731;
/// As many months of all that was counted are told apart; more are told by the year.
const MONTHS: i32 = 24;

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Hour,
    Day,
    Month,
    Year,
}

/// A window of time, cut into steps.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) grain: Grain,
    /// In buckets of the grain: `from <= bucket < to`.
    pub(super) from: i64,
    pub(super) to: i64,
    /// The same window as instants.
    pub(super) starts: Micros,
    pub(super) ends: Micros,
    cut: Cut,
    /// Whether it ends now, so that its tops are counted by the hour.
    is_recent: bool,
    /// Whether its hours are told with their day.
    has_days: bool,
}

impl Span {
    /// `first` is the first day of which anything was counted; only what shows all of it asks.
    pub(super) fn new(
        range: Range,
        query: &OverviewQuery,
        zone: &Zone,
        now: Micros,
        first: i32,
    ) -> Result<Self> {
        let today = zone.day_of(now);
        match range {
            Range::Day => {
                // Whole hours of the zone, the running one last.
                let ends = zone.hour_around(now).end;
                let starts = zone.hour_around(ends - DAY).start;
                Ok(Self { is_recent: true, ..Self::hours(starts, ends) })
            }
            Range::Week => Ok(Self::days(today - 6, today + 1, zone)),
            Range::Month => Ok(Self::days(today - 29, today + 1, zone)),
            Range::Year => {
                let (year, month) = month_of_day(today);
                let first = days_of_month(year, month - 11).start;
                Ok(Self { cut: Cut::Month, ..Self::days(first, days_of_month(year, month).end, zone) })
            }
            Range::All => Ok(Self::all(first.min(today), today, zone)),
            Range::Custom => Self::custom(query, zone),
        }
    }

    fn all(first: i32, today: i32, zone: &Zone) -> Self {
        let ((year, month), (last_year, last_month)) = (month_of_day(first), month_of_day(today));
        if (last_year - year) * 12 + last_month - month < MONTHS {
            let (from, to) = (days_of_month(year, month).start, days_of_month(last_year, last_month).end);
            return Self { cut: Cut::Month, ..Self::days(from, to, zone) };
        }
        let (from, to) = (days_of_year(year).start, days_of_year(last_year).end);
        Self { cut: Cut::Year, ..Self::days(from, to, zone) }
    }

    fn custom(query: &OverviewQuery, zone: &Zone) -> Result<Self> {
        let mut checks = Checks::default();
        let from = checks.take("from", parse_date(&query.from));
        // One date alone is that one day.
        let to = if query.to.is_empty() { from } else { checks.take("to", parse_date(&query.to)) };
        checks.finish()?;
        let (Some(from), Some(to)) = (from, to) else { return Err(Error::Internal) };
        let (from, to) = (from.min(to), from.max(to));
        if to - from >= LONGEST {
            return Err(Error::field("to", ZonesProblem::TooManyDays { max: i64::from(LONGEST) }));
        }
        if to - from <= 1 {
            let hours = Self::hours(zone.day_start(from), zone.day_start(to + 1));
            return Ok(Self { has_days: to > from, ..hours });
        }
        let cut = if to - from > 92 { Cut::Month } else { Cut::Day };
        Ok(Self { cut, ..Self::days(from, to + 1, zone) })
    }

    fn hours(starts: Micros, ends: Micros) -> Self {
        Self {
            grain: Grain::Quarter,
            from: starts,
            to: ends,
            starts,
            ends,
            cut: Cut::Hour,
            is_recent: false,
            has_days: false,
        }
    }

    fn days(from: i32, to: i32, zone: &Zone) -> Self {
        let (starts, ends) = (zone.day_start(from), zone.day_start(to));
        Self {
            grain: Grain::Day,
            from: i64::from(from),
            to: i64::from(to),
            starts,
            ends,
            cut: Cut::Day,
            is_recent: false,
            has_days: false,
        }
    }

    /// The stretch that this one is compared with, in buckets.
    pub(super) fn before<'a>(&self, window: Window<'a>, compare: Compare, zone: &Zone) -> Window<'a> {
        let length = self.to - self.from;
        let from = match (compare, self.grain) {
            (Compare::Before, _) => self.from - length,
            (Compare::Year, Grain::Day) => i64::from(year_before(day_number(self.from))),
            (Compare::Year, Grain::Quarter) => {
                let day = zone.day_of(self.starts);
                zone.day_start(year_before(day)) + (self.starts - zone.day_start(day))
            }
        };
        let to = match (compare, self.grain) {
            (Compare::Before, _) => self.from,
            // By their calendar: a month of a leap year is as long as it is.
            (Compare::Year, Grain::Day) => i64::from(year_before(day_number(self.to))),
            (Compare::Year, Grain::Quarter) => from + length,
        };
        Window { from, to, ..window }
    }

    /// Where the tops of this stretch are counted: by the hour in UTC for the last day, else by the day.
    pub(super) fn top_window<'a>(&self, window: Window<'a>, zone: &Zone) -> (Grain, Window<'a>) {
        match self.grain {
            Grain::Quarter if self.is_recent => {
                (Grain::Quarter, Window { from: crate::events::rollups::start(self.from, HOUR), ..window })
            }
            Grain::Quarter => {
                let day = |at: Micros| i64::from(zone.day_of(at));
                (Grain::Day, Window { from: day(self.starts), to: day(self.ends - 1) + 1, ..window })
            }
            Grain::Day => (Grain::Day, window),
        }
    }

    /// The bucket each step begins with.
    pub(super) fn steps(&self, zone: &Zone) -> Vec<i64> {
        let (mut bucket, mut steps) = (self.from, Vec::new());
        while bucket < self.to {
            steps.push(bucket);
            let day = day_number(bucket);
            bucket = match self.cut {
                Cut::Hour => zone.hour_around(bucket).end,
                Cut::Day => bucket + 1,
                Cut::Month => {
                    let (year, month) = month_of_day(day);
                    i64::from(days_of_month(year, month).end)
                }
                Cut::Year => i64::from(days_of_year(year_of_day(day)).end),
            };
        }
        steps
    }

    /// How buckets are joined while they are read: by the hour, where all hours begin alike.
    pub(super) fn joined(&self, steps: &[i64]) -> (i64, i64) {
        if self.grain == Grain::Day {
            return (1, 0);
        }
        let shift = self.from.rem_euclid(HOUR);
        let are_alike = steps.iter().all(|step| step.rem_euclid(HOUR) == shift);
        if are_alike { (HOUR, shift) } else { (QUARTER, 0) }
    }

    /// A step in words. One that is longer or shorter than the others because clocks change says so.
    pub(super) fn label(&self, bucket: i64, zone: &Zone, locale: Locale) -> String {
        let day = day_number(bucket);
        let (text, length, usual) = match self.cut {
            Cut::Hour => {
                let hour = zone.hour_around(bucket);
                let clock = zone.clock_text(bucket);
                let text = if self.has_days {
                    format!("{} {clock}", local_date(zone.day_of(bucket), locale))
                } else {
                    clock
                };
                (text, hour.end - bucket, HOUR)
            }
            Cut::Day => {
                (local_date(day, locale), zone.day_start(day.saturating_add(1)) - zone.day_start(day), DAY)
            }
            Cut::Month => {
                let (year, month) = month_of_day(day);
                return month_text(year, month, locale);
            }
            Cut::Year => return year_of_day(day).to_string(),
        };
        if length == usual { text } else { format!("{text} ({})", length_text(length, locale)) }
    }

    /// The bucket an instant falls into.
    pub(super) fn bucket(&self, at: Micros, zone: &Zone) -> i64 {
        match self.grain {
            Grain::Quarter => at,
            Grain::Day => i64::from(zone.day_of(at)),
        }
    }

    /// The instant a bucket begins.
    pub(super) fn instant(&self, bucket: i64, zone: &Zone) -> Micros {
        match self.grain {
            Grain::Quarter => bucket,
            Grain::Day => zone.day_start(day_number(bucket)),
        }
    }
}

fn day_number(bucket: i64) -> i32 {
    i32::try_from(bucket).unwrap_or(i32::MAX)
}
