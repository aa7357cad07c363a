//! Stretches of time: which buckets a range reads, and how they join into steps.

use domain::{
    Checks, DAY, Error, HOUR, Locale, Micros,
    zones::{Zone, ZonesProblem, days_of_month, local_date, month_of_day, month_text, parse_date},
};
use store::tenant::rollups::{Grain, Window};

use super::{OverviewQuery, Range};
use crate::Result;

/// The longest custom range in days.
const LONGEST: i32 = 731;

/// A window of time, cut into steps.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) grain: Grain,
    /// In buckets of the grain: `from <= bucket < to`.
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) step: i64,
    pub(super) shift: i64,
    /// The same window as instants.
    pub(super) starts: Micros,
    pub(super) ends: Micros,
    is_by_month: bool,
    /// Whether it ends now, so that its tops are counted by the hour.
    is_recent: bool,
}

impl Span {
    pub(super) fn new(range: Range, query: &OverviewQuery, zone: &Zone, now: Micros) -> Result<Self> {
        let today = zone.day_of(now);
        match range {
            Range::Day => {
                // Whole hours of the zone, the running one last.
                let shift = zone.day_start(today).rem_euclid(HOUR);
                let ends = (now - shift).div_euclid(HOUR) * HOUR + HOUR + shift;
                Ok(Self { is_recent: true, ..Self::quarters(ends - DAY, ends, HOUR, shift) })
            }
            Range::Week => Ok(Self::days(today - 6, today + 1, zone)),
            Range::Month => Ok(Self::days(today - 29, today + 1, zone)),
            Range::Year => {
                let (year, month) = month_of_day(today);
                let first = days_of_month(year, month - 11).start;
                Ok(Self { is_by_month: true, ..Self::days(first, days_of_month(year, month).end, zone) })
            }
            Range::Custom => Self::custom(query, zone),
        }
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
            let (starts, ends) = (zone.day_start(from), zone.day_start(to + 1));
            return Ok(Self::quarters(starts, ends, HOUR, starts.rem_euclid(HOUR)));
        }
        Ok(Self { is_by_month: to - from > 92, ..Self::days(from, to + 1, zone) })
    }

    fn quarters(starts: Micros, ends: Micros, step: Micros, shift: Micros) -> Self {
        Self {
            grain: Grain::Quarter,
            from: starts,
            to: ends,
            step,
            shift,
            starts,
            ends,
            is_by_month: false,
            is_recent: false,
        }
    }

    fn days(from: i32, to: i32, zone: &Zone) -> Self {
        let (starts, ends) = (zone.day_start(from), zone.day_start(to));
        Self {
            grain: Grain::Day,
            from: i64::from(from),
            to: i64::from(to),
            step: 1,
            shift: 0,
            starts,
            ends,
            is_by_month: false,
            is_recent: false,
        }
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
    pub(super) fn steps(&self) -> Vec<i64> {
        if !self.is_by_month {
            let count = (self.to - self.from) / self.step;
            return (0..count).map(|number| self.from + number * self.step).collect();
        }
        let (mut day, last) = (day_number(self.from), day_number(self.to));
        let mut steps = Vec::new();
        while day < last {
            steps.push(i64::from(day));
            let (year, month) = month_of_day(day);
            day = days_of_month(year, month).end;
        }
        steps
    }

    pub(super) fn label(&self, bucket: i64, zone: &Zone, locale: Locale) -> String {
        let day = day_number(bucket);
        match self.grain {
            Grain::Quarter => zone.hour_text(bucket),
            Grain::Day if self.is_by_month => {
                let (year, month) = month_of_day(day);
                month_text(year, month, locale)
            }
            Grain::Day => local_date(day, locale),
        }
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
