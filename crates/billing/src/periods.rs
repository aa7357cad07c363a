//! Billing periods: whole local days in the tenant's zone, from the anchor's day of a month to the next.
//!
//! A period begins where the one before it ended, whatever happens to clocks or to the zone, so that periods
//! have neither gap nor overlap. An anchor on a day that a month lacks falls on its last one, and comes back to
//! its own day as soon as there is one: 31 January, 28 February, 31 March.

use std::ops::Range;

use domain::zones::{Zone, days_of_month, month_of_day};
use domain::{Micros, words};
use serde::{Deserialize, Serialize};

words! {
    /// How often a subscription comes round.
    pub enum Interval { Month = "month", Year = "year" }
}

impl Interval {
    pub const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Year => 12,
        }
    }
}

/// The local day on which periods begin, as a day number; its day of the month is what counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    pub day: i32,
    pub interval: Interval,
}

impl Anchor {
    /// Anchored on the day that it is for the tenant.
    pub fn at(zone: &Zone, at: Micros, interval: Interval) -> Self {
        Self { day: day_around(zone, at), interval }
    }

    /// The day on which the period begins that is so many after the anchor's own.
    pub fn begins(self, count: i32) -> i32 {
        let (year, month) = month_of_day(self.day);
        let wanted = self.day - days_of_month(year, month).start;
        let months = count.saturating_mul(self.interval.months());
        let days = days_of_month(year, month.saturating_add(months));
        days.start + wanted.min(days.end - days.start - 1)
    }

    /// The period around an instant, for a tenant that was in one zone all along.
    pub fn period(self, zone: &Zone, at: Micros) -> Range<Micros> {
        let day = day_around(zone, at);
        let (year, month) = month_of_day(day);
        let (own_year, own_month) = month_of_day(self.day);
        let months = (year - own_year) * 12 + month - own_month;
        let mut count = months.div_euclid(self.interval.months());
        while self.begins(count) > day {
            count -= 1;
        }
        while self.begins(count + 1) <= day {
            count += 1;
        }
        zone.day_start(self.begins(count))..zone.day_start(self.begins(count + 1))
    }

    /// The period after one that ended, in the zone as it is now. Where the zone was changed meanwhile, its
    /// first period is a little shorter or longer: it ends with the first anchor's day by the new clocks that is
    /// at least half of the interval away.
    pub fn next(self, zone: &Zone, ended: Micros) -> Range<Micros> {
        let around = self.period(zone, ended);
        if around.start == ended {
            return around;
        }
        let half = (around.end - around.start) / 2;
        let end = if around.end - ended >= half { around.end } else { self.period(zone, around.end).end };
        ended..end
    }
}

/// The day an instant is counted to: days begin once each, even where clocks go back over midnight.
pub fn day_around(zone: &Zone, at: Micros) -> i32 {
    let mut day = zone.day_of(at);
    while zone.day_start(day) > at {
        day -= 1;
    }
    while zone.day_start(day + 1) <= at {
        day += 1;
    }
    day
}

#[cfg(test)]
mod tests {
    use domain::zones::{date_text, parse_date};
    use domain::{DAY, HOUR};

    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    fn anchor(day: &str, interval: Interval) -> Anchor {
        Anchor { day: parse_date(day).unwrap(), interval }
    }

    #[test]
    fn an_anchor_on_the_31st_falls_on_the_last_day_and_comes_back() {
        let anchor = anchor("2026-01-31", Interval::Month);
        let days: Vec<String> = (0..6).map(|count| date_text(anchor.begins(count))).collect();
        assert_eq!(
            days,
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"]
        );
    }

    #[test]
    fn a_leap_day_comes_round_every_fourth_year() {
        let anchor = anchor("2024-02-29", Interval::Year);
        let days: Vec<String> = (0..5).map(|count| date_text(anchor.begins(count))).collect();
        assert_eq!(days, ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]);
    }

    #[test]
    fn the_first_minute_of_a_month_belongs_to_it() {
        let paris = zone("Europe/Paris");
        let anchor = anchor("2026-01-01", Interval::Month);
        let april = paris.day_start(parse_date("2026-04-01").unwrap());
        assert_eq!(anchor.period(&paris, april).start, april);
        assert_eq!(anchor.period(&paris, april - 1).end, april);
        // March loses an hour to daylight saving.
        let march = anchor.period(&paris, april - 1);
        assert_eq!(march.end - march.start, 31 * DAY - HOUR);
    }

    #[test]
    fn a_zone_changed_in_mid_period_leaves_neither_gap_nor_overlap() {
        let anchor = anchor("2026-01-31", Interval::Month);
        let (paris, auckland, hawaii) =
            (zone("Europe/Paris"), zone("Pacific/Auckland"), zone("Pacific/Honolulu"));
        let first = anchor.period(&paris, anchor.period(&paris, 1_770_000_000_000_000).start);
        for other in [&auckland, &hawaii] {
            let second = anchor.next(other, first.end);
            assert_eq!(second.start, first.end);
            let days = (second.end - second.start) / DAY;
            assert!((27..=32).contains(&days), "{days}");
            let third = anchor.next(other, second.end);
            assert_eq!(third, anchor.period(other, second.end));
        }
    }
}
