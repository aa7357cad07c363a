//! Reports of mail flow that members have mailed to themselves: which there are, and when each is due.

use std::ops::Range;

use crate::{
    MINUTE, Micros, words,
    zones::{Zone, days_of_month, month_of_day},
};

words! {
    /// What a report is about.
    pub enum ReportRhythm {
        /// The week from Monday to Sunday that is over.
        Weekly = "weekly",
        /// The month that is over.
        Monthly = "monthly",
    }
}

words! {
    /// Which of them somebody wants.
    pub enum ReportChoice {
        Never = "never",
        Weekly = "weekly",
        Monthly = "monthly",
        Both = "both",
    }
}

/// Minutes of the day at which reports are due: agents had some hours to send what they kept.
const DUE: i64 = 6 * 60;

impl ReportChoice {
    pub const fn has(self, rhythm: ReportRhythm) -> bool {
        matches!(
            (self, rhythm),
            (Self::Both, _) | (Self::Weekly, ReportRhythm::Weekly) | (Self::Monthly, ReportRhythm::Monthly)
        )
    }

    /// The choice that is these.
    pub fn of(chosen: &[ReportRhythm]) -> Self {
        match (chosen.contains(&ReportRhythm::Weekly), chosen.contains(&ReportRhythm::Monthly)) {
            (true, true) => Self::Both,
            (true, false) => Self::Weekly,
            (false, true) => Self::Monthly,
            (false, false) => Self::Never,
        }
    }
}

impl ReportRhythm {
    /// The period that a day is in; days are counted since 1970.
    fn around(self, day: i32) -> Range<i32> {
        match self {
            Self::Weekly => {
                // The first of 1970 was a Thursday.
                let monday = day - (day + 3).rem_euclid(7);
                monday..monday + 7
            }
            Self::Monthly => {
                let (year, month) = month_of_day(day);
                days_of_month(year, month)
            }
        }
    }

    /// The last period that was over as a day began.
    pub fn before(self, day: i32) -> Range<i32> {
        self.around(self.around(day).start - 1)
    }

    /// When the next report after an instant is due, by a reader's clocks.
    pub fn next(self, now: Micros, zone: &Zone) -> Micros {
        let running = self.around(zone.day_of(now));
        let due = |day| zone.at_minute(day, DUE);
        let first = due(running.start);
        if first > now { first } else { due(running.end) }
    }

    /// The period that a report is about that is due at an instant.
    pub fn period(self, due: Micros, zone: &Zone) -> Range<i32> {
        self.before(zone.day_of(due))
    }
}

/// By how many parts of a hundred something grew or shrank; none: there was nothing before.
pub fn change(now: i64, before: i64) -> Option<i64> {
    let percent = (i128::from(now) - i128::from(before)) * 100 / i128::from(before.max(1));
    (before > 0).then(|| i64::try_from(percent).unwrap_or(i64::MAX))
}

/// So much later than a report is due it is not sent any more: nobody reads it.
pub const TOO_LATE: Micros = 5 * 24 * 60 * MINUTE;

crate::errors! {
    /// What goes wrong as somebody chooses.
    pub enum MailedReportsError {
        /// Somebody in another's place would have mail sent to them.
        ReportsOfAnother = "reports-of-another", 403, "only a member themselves has reports mailed";
    }
}

#[cfg(test)]
mod tests {
    use super::{ReportRhythm::*, *};
    use crate::zones::{date_text, moment, parse_date};

    fn at(text: &str) -> Micros {
        moment(text).unwrap()
    }

    #[test]
    fn a_week_is_from_monday_to_sunday_and_a_month_a_whole_one() {
        let text = |days: Range<i32>| format!("{} {}", date_text(days.start), date_text(days.end - 1));
        for (rhythm, day, expected) in [
            (Weekly, "2026-11-23", "2026-11-16 2026-11-22"),
            (Weekly, "2026-11-29", "2026-11-16 2026-11-22"),
            (Weekly, "1970-01-01", "1969-12-22 1969-12-28"),
            (Monthly, "2026-11-01", "2026-10-01 2026-10-31"),
            (Monthly, "2026-01-31", "2025-12-01 2025-12-31"),
            (Monthly, "2028-03-01", "2028-02-01 2028-02-29"),
        ] {
            assert_eq!(text(rhythm.before(parse_date(day).unwrap())), expected, "{rhythm} {day}");
        }
    }

    #[test]
    fn a_report_is_due_on_the_readers_own_morning_whatever_the_clocks_do() {
        let (paris, auckland) =
            (Zone::parse("Europe/Paris").unwrap(), Zone::parse("Pacific/Auckland").unwrap());
        for (zone, rhythm, now, due, days) in [
            // Clocks are turned back on Sunday, 25 October 2026, in Paris.
            (&paris, Weekly, "2026-10-24T12:00:00Z", "2026-10-26T05:00:00Z", "2026-10-19 2026-10-25"),
            (&paris, Weekly, "2026-10-19T03:59:59Z", "2026-10-19T04:00:00Z", "2026-10-12 2026-10-18"),
            (&paris, Weekly, "2026-10-19T04:00:00Z", "2026-10-26T05:00:00Z", "2026-10-19 2026-10-25"),
            (&auckland, Weekly, "2026-10-24T12:00:00Z", "2026-10-25T17:00:00Z", "2026-10-19 2026-10-25"),
            (&paris, Monthly, "2026-12-31T23:30:00Z", "2027-01-01T05:00:00Z", "2026-12-01 2026-12-31"),
            (&paris, Monthly, "2027-01-01T05:00:00Z", "2027-02-01T05:00:00Z", "2027-01-01 2027-01-31"),
        ] {
            let next = rhythm.next(at(now), zone);
            assert_eq!(next, at(due), "{rhythm} {now}");
            let period = rhythm.period(next, zone);
            assert_eq!(format!("{} {}", date_text(period.start), date_text(period.end - 1)), days, "{now}");
        }
    }

    #[test]
    fn a_change_is_told_in_parts_of_a_hundred() {
        assert_eq!((change(150, 100), change(50, 100), change(0, 3)), (Some(50), Some(-50), Some(-100)));
        assert_eq!((change(5, 0), change(7, 7), change(i64::MAX, 1)), (None, Some(0), Some(i64::MAX)));
    }

    #[test]
    fn a_choice_is_what_was_chosen() {
        for choice in ReportChoice::ALL {
            let chosen: Vec<_> = ReportRhythm::ALL.iter().copied().filter(|one| choice.has(*one)).collect();
            assert_eq!(ReportChoice::of(&chosen), *choice);
        }
    }
}
