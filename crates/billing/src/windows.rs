//! Metered windows: the stretch of time in which uses are counted together. Each kind tiles time in every zone.

use std::ops::Range;

use domain::zones::{Zone, days_of_month, month_of_day};
use domain::{Micros, words};

use crate::periods::day_around;

words! {
    /// What a metered quota counts in.
    pub enum Window { Hour = "hour", Day = "day", Month = "month", Period = "period" }
}

impl Window {
    /// The window around an instant; `period` is the billing period around it.
    pub fn around(self, zone: &Zone, at: Micros, period: &Range<Micros>) -> Range<Micros> {
        match self {
            Self::Hour => zone.hour_around(at),
            Self::Day => day(zone, at),
            Self::Month => month(zone, at),
            Self::Period => period.clone(),
        }
    }
}

fn day(zone: &Zone, at: Micros) -> Range<Micros> {
    let day = day_around(zone, at);
    zone.day_start(day)..zone.day_start(day + 1)
}

fn month(zone: &Zone, at: Micros) -> Range<Micros> {
    let (year, month) = month_of_day(day_around(zone, at));
    let days = days_of_month(year, month);
    zone.day_start(days.start)..zone.day_start(days.end)
}
