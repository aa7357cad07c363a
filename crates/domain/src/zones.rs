//! Time zones and the calendar: which day an instant falls on for people in a place, and how to write it.
//!
//! Instants are [`Micros`] UTC. Days are numbered from 1970-01-01 in the zone's own calendar (Gregorian,
//! before its invention too). Nothing here fails on a far instant or day: the calendar ends with the years
//! -9999 and 9999, and what lies beyond is taken as its last day.

pub mod moments;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

use self::words::months;
pub use self::words::{length_text, weekday_text};
use crate::error::Problem;
use crate::{HOUR, Locale, Micros, SECOND};

/// The IANA database that was built in: every host of an installation answers alike.
static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut names: Vec<String> = DATABASE.available().map(|name| name.to_string()).collect();
    names.retain(|name| !IS_NO_PLACE.contains(&name.as_str()) && DATABASE.get(name).is_ok());
    names.sort_unstable();
    names.dedup();
    names
});

/// Entries that stand for a zone not set, not for one.
const IS_NO_PLACE: &[&str] = &["Factory", "Etc/Unknown"];

const DAY_SECONDS: i64 = 86_400;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The name of a zone in the IANA database, such as `Europe/Paris`, in the database's spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeZoneName(&'static str);

impl TimeZoneName {
    /// Reads a name; its case does not matter.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let known = NAMES.iter().find(|name| name.eq_ignore_ascii_case(text));
        known.map(|name| Self(name)).ok_or(Problem::Zones(ZonesProblem::NotATimeZone))
    }

    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Every name that [`TimeZoneName::parse`] takes, sorted.
    pub fn names() -> Vec<&'static str> {
        NAMES.iter().map(String::as_str).collect()
    }
}

impl std::fmt::Display for TimeZoneName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// A zone with its rules at hand. Look it up once and pass it on: a clone is cheap, a lookup is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: &'static str,
    rules: TimeZone,
}

impl Zone {
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let TimeZoneName(name) = TimeZoneName::parse(text)?;
        let rules = DATABASE.get(name).map_err(|_| Problem::Zones(ZonesProblem::NotATimeZone))?;
        Ok(Self { name, rules })
    }

    pub const fn utc() -> Self {
        Self { name: "UTC", rules: TimeZone::UTC }
    }

    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The local day an instant falls on.
    pub fn day_of(&self, at: Micros) -> i32 {
        number(self.rules.to_datetime(instant(at)).date())
    }

    /// The first instant of a local day, which is not midnight where clocks are put forward over it. A day that
    /// was left out (in Samoa 2011-12-30) starts, and ends, where the next one starts.
    pub fn day_start(&self, day: i32) -> Micros {
        let midnight = self.rules.to_ambiguous_timestamp(date(day).at(0, 0, 0, 0));
        let start = match midnight.offset() {
            AmbiguousOffset::Gap { after, .. } => {
                // By the later clock midnight came before the change: the day starts with the change.
                let before_change = after.to_timestamp(midnight.datetime());
                before_change.and_then(|before| {
                    self.rules.following(before).next().map_or(Ok(before), |change| Ok(change.timestamp()))
                })
            }
            AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => midnight.compatible(),
        };
        start.unwrap_or(if day < 0 { Timestamp::MIN } else { Timestamp::MAX }).as_microsecond()
    }

    /// So many minutes after the midnight of a local day, by its clocks; what clocks pass over comes by the
    /// earlier one.
    pub fn at_minute(&self, day: i32, minutes: i64) -> Micros {
        let hour = i8::try_from(minutes.div_euclid(60)).unwrap_or(23).clamp(0, 23);
        let minute = i8::try_from(minutes.rem_euclid(60)).unwrap_or(0);
        let at = self.rules.to_ambiguous_timestamp(date(day).at(hour, minute, 0, 0)).compatible();
        at.map_or(Micros::MAX, Timestamp::as_microsecond)
    }

    /// When the clocks of a place show a time of a local day, given as microseconds since its midnight: the first and
    /// the last instant, which differ where clocks are put back. What clocks pass over comes by the earlier one.
    pub fn instants(&self, day: i32, time: Micros) -> [Micros; 2] {
        let shown = date(day).at(0, 0, 0, 0).saturating_add(SignedDuration::from_micros(time));
        let instant = |at: Result<Timestamp, jiff::Error>| at.map_or(Micros::MAX, Timestamp::as_microsecond);
        let at = self.rules.to_ambiguous_timestamp(shown);
        match at.offset() {
            AmbiguousOffset::Fold { .. } => [instant(at.earlier()), instant(at.later())],
            AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Gap { .. } => {
                [instant(at.compatible()); 2]
            }
        }
    }

    /// Date and time to the second, such as `21 Nov 2026, 14:05:09` or `21 nov. 2026 14:05:09`; what clocks show
    /// twice is followed by its offset.
    pub fn local_text(&self, at: Micros, locale: Locale) -> String {
        let local = self.rules.to_datetime(instant(at));
        let date = written_date(local.date(), locale);
        let comma = match locale {
            Locale::En => ",",
            Locale::Fr => "",
        };
        let clock = format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second());
        format!("{date}{comma} {clock}{}", self.told_apart(at))
    }

    /// The local time to the minute, such as `14:00`; what clocks show twice is followed by its offset.
    pub fn clock_text(&self, at: Micros) -> String {
        let local = self.rules.to_datetime(instant(at));
        format!("{:02}:{:02}{}", local.hour(), local.minute(), self.told_apart(at))
    }

    /// The local minute as an address has it: `2026-11-28T14:30`, and `2026-10-25T02:30+01:00` where it comes
    /// twice.
    pub fn minute_text(&self, at: Micros) -> String {
        let local = self.rules.to_datetime(instant(at));
        let offset = if self.comes_twice(at) { self.offset_text(at) } else { String::new() };
        let offset = offset.trim_start_matches("UTC");
        format!("{}T{:02}:{:02}{offset}", local.date(), local.hour(), local.minute())
    }

    /// Reads what [`Self::minute_text`] writes, or a browser's field for day and time. What comes twice without its
    /// offset is the first of the two, and what clocks pass over comes by the earlier one.
    pub fn parse_minute(&self, text: &str) -> Result<Micros, Problem> {
        let wrong = Problem::Zones(ZonesProblem::NotADate);
        let text = text.trim();
        let (local, offset) = if text.is_ascii() { text.split_at(text.len().min(16)) } else { ("", "") };
        let (day, clock) = local.split_once('T').ok_or(wrong.clone())?;
        let day = read_date(day).ok_or(wrong.clone())?;
        let (hour, minute) = clock.split_once(':').ok_or(wrong.clone())?;
        let is_digits =
            [hour, minute].iter().all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()));
        if !is_digits || !(offset.is_empty() || offset.starts_with(['+', '-', 'Z'])) {
            return Err(wrong);
        }
        if !offset.is_empty() {
            let at = format!("{local}:00{offset}").parse::<Timestamp>();
            return at.map(Timestamp::as_microsecond).map_err(|_| wrong);
        }
        let time = hour
            .parse()
            .ok()
            .zip(minute.parse().ok())
            .and_then(|(hour, minute)| jiff::civil::Time::new(hour, minute, 0, 0).ok());
        let local = day.to_datetime(time.ok_or(wrong.clone())?);
        let at = self.rules.to_ambiguous_timestamp(local).compatible().map_err(|_| wrong)?;
        Ok(at.as_microsecond())
    }

    /// Day and minute as spreadsheets of every language read them, such as `2026-11-28 14:30`.
    pub fn sheet_text(&self, at: Micros) -> String {
        let local = self.rules.to_datetime(instant(at));
        format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute())
    }

    /// What tells a local time that comes twice from the other one: its offset.
    fn told_apart(&self, at: Micros) -> String {
        if self.comes_twice(at) { format!(" {}", self.offset_text(at)) } else { String::new() }
    }

    /// Whether clocks show the local time of an instant twice, because they are put back over it.
    fn comes_twice(&self, at: Micros) -> bool {
        let local = self.rules.to_datetime(instant(at));
        matches!(self.rules.to_ambiguous_timestamp(local).offset(), AmbiguousOffset::Fold { .. })
    }

    /// The weekday, Monday 0, and the hour that clocks show at an instant.
    pub fn hour_of_week(&self, at: Micros) -> (usize, usize) {
        let local = self.rules.to_datetime(instant(at));
        let day = local.weekday().to_monday_zero_offset().unsigned_abs();
        (usize::from(day), usize::from(local.hour().unsigned_abs()))
    }

    /// The local hour an instant falls in, from beginning to end. An hour that clocks pass twice is two of them,
    /// and one in which they are changed ends there: hours follow each other without gap or overlap.
    pub fn hour_around(&self, at: Micros) -> Range<Micros> {
        let offset = self.rules.to_offset(instant(at));
        let ahead = i64::from(offset.seconds()) * SECOND;
        let start = (at.saturating_add(ahead)).div_euclid(HOUR).saturating_mul(HOUR).saturating_sub(ahead);
        let after = instant(at.saturating_add(1));
        let same = self.rules.preceding(after).take_while(|change| change.offset() == offset).last();
        let since = same.map_or(Micros::MIN, |change| change.timestamp().as_microsecond());
        let until = self.rules.following(instant(at)).find(|change| change.offset() != offset);
        let until = until.map_or(Micros::MAX, |change| change.timestamp().as_microsecond());
        start.max(since)..start.saturating_add(HOUR).min(until)
    }

    /// How far local time is ahead of UTC at an instant, such as `UTC+01:00`.
    pub fn offset_text(&self, at: Micros) -> String {
        let seconds = self.rules.to_offset(instant(at)).seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.abs() / 60;
        format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::utc()
    }
}

/// The year and the month (1 to 12) of a day.
pub fn month_of_day(day: i32) -> (i32, i32) {
    let date = date(day);
    (i32::from(date.year()), i32::from(date.month()))
}

pub fn year_of_day(day: i32) -> i32 {
    month_of_day(day).0
}

/// The day with this date; `None`: there is none.
pub fn day_number(year: i32, month: u8, day: u8) -> Option<i32> {
    let (year, month) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?);
    Date::new(year, month, i8::try_from(day).ok()?).ok().map(number)
}

/// The same day a year before; the 29th of February has the 28th.
pub fn year_before(day: i32) -> i32 {
    number(date(day).saturating_sub(jiff::Span::new().years(1)))
}

/// The days of a month, from its first to the next month's first. A month beyond 1 to 12 counts on into the
/// neighbouring years, so that `month + 1` and `month - 1` may be asked for.
pub fn days_of_month(year: i32, month: i32) -> Range<i32> {
    first_day(year, month)..first_day(year, month.saturating_add(1))
}

/// The days of a year, from its first to the next year's first.
pub fn days_of_year(year: i32) -> Range<i32> {
    first_day(year, 1)..first_day(year.saturating_add(1), 1)
}

/// The day in ISO 8601, such as `2026-11-21`: what a date field of a form holds.
pub fn date_text(day: i32) -> String {
    date(day).to_string()
}

/// Reads a day from `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Result<i32, Problem> {
    read_date(text.trim()).map(number).ok_or(Problem::Zones(ZonesProblem::NotADate))
}

/// The day for people, such as `21 Nov 2026` or `21 nov. 2026`.
pub fn local_date(day: i32, locale: Locale) -> String {
    written_date(date(day), locale)
}

/// The month for people, such as `November 2026` or `novembre 2026`; empty for a month that is not 1 to 12.
pub fn month_text(year: i32, month: i32, locale: Locale) -> String {
    let place = usize::try_from(month.saturating_sub(1)).ok();
    let names = place.and_then(|place| months(locale).get(place));
    names.map_or_else(String::new, |(name, _)| format!("{name} {year}"))
}

/// The instant in RFC 3339 with `Z`, with a fraction only where there is one.
pub fn rfc3339(at: Micros) -> String {
    instant(at).to_string()
}

/// The instant of a date as HTTP writes it (RFC 9110, 5.6.7), such as `Sun, 06 Nov 1994 08:49:37 GMT`.
pub fn parse_http_date(text: &str) -> Option<Micros> {
    let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(zoned.timestamp().as_microsecond())
}

/// The instant that an address says, as milliseconds since 1970 or as RFC 3339 has it; none before 1970.
pub fn moment(text: &str) -> Option<Micros> {
    let at = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse::<Micros>().ok()?.checked_mul(1000)?
    } else {
        text.parse::<Timestamp>().ok()?.as_microsecond()
    };
    (at >= 0 && Timestamp::from_microsecond(at).is_ok()).then_some(at)
}

fn instant(at: Micros) -> Timestamp {
    Timestamp::from_microsecond(at).unwrap_or(if at < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

fn date(day: i32) -> Date {
    EPOCH.saturating_add(SignedDuration::from_secs(i64::from(day) * DAY_SECONDS))
}

/// The day's number. The calendar has fewer than eight million days, so it always fits.
fn number(date: Date) -> i32 {
    i32::try_from(date.duration_since(EPOCH).as_secs() / DAY_SECONDS).unwrap_or(i32::MAX)
}

fn first_day(year: i32, month: i32) -> i32 {
    let months = i64::from(year) * 12 + i64::from(month) - 1;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let first = i16::try_from(year).ok().zip(i8::try_from(month).ok());
    let first = first.and_then(|(year, month)| Date::new(year, month, 1).ok());
    number(first.unwrap_or(if year < 0 { Date::MIN } else { Date::MAX }))
}

fn read_date(text: &str) -> Option<Date> {
    let is_shaped = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !is_shaped {
        return None;
    }
    Date::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?).ok()
}

fn written_date(date: Date, locale: Locale) -> String {
    let place = usize::from(date.month().unsigned_abs()) - 1;
    format!("{} {} {}", date.day(), months(locale)[place].1, date.year())
}

crate::problems! {
    /// What is wrong with a time zone or a day.
    pub enum ZonesProblem {
        NotATimeZone = "not-a-time-zone";
        NotADate = "not-a-date";
        /// From the first day to the last there are more days than can be shown.
        TooManyDays { max: i64 } = "too-many-days";
        /// A day that is over.
        InThePast = "in-the-past";
        /// A last day that comes before the first.
        BeforeTheFirst = "before-the-first";
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{DAY, MINUTE};

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    fn at(text: &str) -> Micros {
        text.parse::<Timestamp>().unwrap().as_microsecond()
    }

    fn day(text: &str) -> i32 {
        parse_date(text).unwrap()
    }

    #[test]
    fn a_zone_is_found_in_any_case_and_keeps_the_databases_spelling() {
        assert_eq!(TimeZoneName::parse(" europe/PARIS ").map(TimeZoneName::as_str), Ok("Europe/Paris"));
        assert_eq!(zone("asia/kathmandu").name(), "Asia/Kathmandu");
        assert_eq!(zone("UTC").name(), Zone::utc().name());
        assert_eq!(zone("Europe/Paris"), zone("europe/paris"));
        assert_ne!(zone("Europe/Paris"), zone("Europe/Madrid"));
    }

    #[test]
    fn what_is_not_a_zone_is_refused() {
        for wrong in
            ["", "Paris", "Europe/Atlantis", "+01:00", "CET-1CEST", "../etc/passwd", "Etc/Unknown", "Factory"]
        {
            assert_eq!(Zone::parse(wrong), Err(Problem::Zones(ZonesProblem::NotATimeZone)), "{wrong}");
        }
    }

    #[test]
    fn the_names_offered_are_sorted_and_every_one_is_taken() {
        let names = TimeZoneName::names();
        assert!(names.len() > 400 && names.is_sorted());
        for known in ["UTC", "Europe/Paris", "Asia/Kathmandu", "America/New_York"] {
            assert!(names.contains(&known), "{known}");
        }
        for name in names {
            assert_eq!(zone(name).name(), name);
        }
    }

    #[test]
    fn a_day_begins_at_local_midnight() {
        let paris = zone("Europe/Paris");
        assert_eq!(paris.day_start(day("2026-11-21")), at("2026-11-20T23:00:00Z"));
        assert_eq!(paris.day_of(at("2026-11-20T22:59:59.999999Z")), day("2026-11-20"));
        assert_eq!(paris.day_of(at("2026-11-20T23:00:00Z")), day("2026-11-21"));
        let kathmandu = zone("Asia/Kathmandu");
        assert_eq!(kathmandu.day_start(day("2026-11-21")), at("2026-11-20T18:15:00Z"));
        assert_eq!(kathmandu.day_of(at("2026-11-20T18:14:59Z")), day("2026-11-20"));
    }

    #[test]
    fn the_days_clocks_change_in_paris_have_23_and_25_hours() {
        let paris = zone("Europe/Paris");
        let length = |text: &str| paris.day_start(day(text) + 1) - paris.day_start(day(text));
        assert_eq!(length("2026-03-28"), DAY);
        assert_eq!(length("2026-03-29"), 23 * HOUR);
        assert_eq!(length("2026-10-25"), 25 * HOUR);
    }

    #[test]
    fn a_day_whose_midnight_does_not_exist_starts_with_the_change() {
        // From 00:00 to 01:00, and from 23:30 to 00:30.
        assert_eq!(zone("America/Sao_Paulo").day_start(day("2018-11-04")), at("2018-11-04T03:00:00Z"));
        assert_eq!(zone("America/Toronto").day_start(day("1919-03-31")), at("1919-03-31T04:30:00Z"));
    }

    #[test]
    fn a_day_whose_midnight_comes_twice_starts_with_the_first() {
        // Back from 01:00 to 00:00.
        assert_eq!(zone("America/Havana").day_start(day("2026-11-01")), at("2026-11-01T04:00:00Z"));
    }

    #[test]
    fn a_day_that_was_left_out_is_empty() {
        let apia = zone("Pacific/Apia");
        assert_eq!(apia.day_start(day("2011-12-30")), at("2011-12-30T10:00:00Z"));
        assert_eq!(apia.day_start(day("2011-12-31")), at("2011-12-30T10:00:00Z"));
    }

    #[test]
    fn days_are_numbered_from_1970_in_both_directions() {
        assert_eq!(day("1970-01-01"), 0);
        assert_eq!(day("1969-12-31"), -1);
        assert_eq!(Zone::utc().day_of(-1), -1);
        assert_eq!(Zone::utc().day_start(-1), -DAY);
        assert_eq!(month_of_day(-1), (1969, 12));
        assert_eq!(date_text(day("1900-02-28") + 1), "1900-03-01");
    }

    #[test]
    fn the_29th_of_february_exists_in_leap_years_only() {
        assert_eq!(day("2028-02-29") + 1, day("2028-03-01"));
        assert_eq!(days_of_month(2028, 2).len(), 29);
        assert_eq!(days_of_month(2026, 2).len(), 28);
        assert_eq!(days_of_month(1900, 2).len(), 28);
        assert_eq!(days_of_year(2028).len(), 366);
        assert_eq!(parse_date("2026-02-29"), Err(Problem::Zones(ZonesProblem::NotADate)));
    }

    #[test]
    fn months_follow_each_other_across_the_year() {
        assert_eq!(days_of_month(2026, 12), day("2026-12-01")..day("2027-01-01"));
        assert_eq!(days_of_month(2026, 13), days_of_month(2027, 1));
        assert_eq!(days_of_month(2026, 0), days_of_month(2025, 12));
        assert_eq!(year_of_day(day("2026-12-31")), 2026);
        assert_eq!(days_of_year(2026), day("2026-01-01")..day("2027-01-01"));
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        let wrong = [
            "",
            "2026",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "21/11/2026",
            "2026-1-1",
            "2026-11-21T00:00",
            "+026-01-01",
            "2026-+1-01",
            "２026-01-0",
            "20261121",
            "tomorrow",
        ];
        for text in wrong {
            assert_eq!(parse_date(text), Err(Problem::Zones(ZonesProblem::NotADate)), "{text}");
        }
        assert_eq!(parse_date(" 2026-11-21 "), Ok(20_778));
    }

    #[test]
    fn dates_and_times_are_written_for_people_in_both_languages() {
        let paris = zone("Europe/Paris");
        let instant = at("2026-11-21T13:05:09.9Z");
        assert_eq!(paris.local_text(instant, Locale::En), "21 Nov 2026, 14:05:09");
        assert_eq!(paris.local_text(instant, Locale::Fr), "21 nov. 2026 14:05:09");
        assert_eq!(local_date(day("2028-02-29"), Locale::En), "29 Feb 2028");
        assert_eq!(local_date(day("2028-02-29"), Locale::Fr), "29 févr. 2028");
        assert_eq!(month_text(2026, 8, Locale::En), "August 2026");
        assert_eq!(month_text(2026, 8, Locale::Fr), "août 2026");
        assert_eq!(month_text(2026, 0, Locale::En), "");
        assert_eq!(month_text(2026, i32::MIN, Locale::En), "");
        assert_eq!(month_text(2026, 13, Locale::En), "");
    }

    #[test]
    fn hours_and_offsets_follow_the_local_clock() {
        let paris = zone("Europe/Paris");
        assert_eq!(paris.clock_text(at("2026-11-21T13:00:00Z")), "14:00");
        assert_eq!(zone("Asia/Kathmandu").clock_text(at("2026-11-21T00:00:00Z")), "05:45");
        assert_eq!(paris.hour_of_week(at("2026-11-21T23:30:00Z")), (6, 0));
        assert_eq!(paris.offset_text(at("2026-03-29T00:59:59Z")), "UTC+01:00");
        assert_eq!(paris.offset_text(at("2026-03-29T01:00:00Z")), "UTC+02:00");
        assert_eq!(zone("Asia/Kathmandu").offset_text(0), "UTC+05:30");
        assert_eq!(zone("Asia/Kathmandu").offset_text(at("2026-01-01T00:00:00Z")), "UTC+05:45");
        assert_eq!(zone("America/St_Johns").offset_text(at("2026-01-01T00:00:00Z")), "UTC-03:30");
        assert_eq!(Zone::utc().offset_text(0), "UTC+00:00");
    }

    #[test]
    fn what_clocks_show_twice_is_told_apart_by_its_offset() {
        let paris = zone("Europe/Paris");
        let (first, second) = (1_792_888_200_000_000, 1_792_891_800_000_000);
        assert_eq!(paris.clock_text(first), "02:30 UTC+02:00");
        assert_eq!(paris.clock_text(second), "02:30 UTC+01:00");
        assert_eq!(paris.local_text(first, Locale::En), "25 Oct 2026, 02:30:00 UTC+02:00");
        assert_eq!(paris.local_text(second, Locale::Fr), "25 oct. 2026 02:30:00 UTC+01:00");
        assert_eq!(paris.minute_text(first), "2026-10-25T02:30+02:00");
        assert_eq!(paris.minute_text(second), "2026-10-25T02:30+01:00");
        for at in [first, second, second + HOUR] {
            assert_eq!(paris.parse_minute(&paris.minute_text(at)), Ok(at));
        }
        assert_eq!(paris.parse_minute("2026-10-25T02:30"), Ok(first));
        for wrong in
            ["", "2026-10-25", "2026-10-25T2:30", "2026-10-25T24:00", "2026-10-25T02:30x", "2026-10-25T02:3é"]
        {
            assert_eq!(paris.parse_minute(wrong), Err(Problem::Zones(ZonesProblem::NotADate)), "{wrong}");
        }
        // The hour after, the one that is left out in spring, and the rest of the year come once.
        assert_eq!(paris.clock_text(second + HOUR), "03:30");
        assert_eq!(paris.clock_text(1_774_746_900_000_000), "03:15");
        assert_eq!(paris.minute_text(at("2026-11-28T13:30:59Z")), "2026-11-28T14:30");
        assert_eq!(paris.sheet_text(first), "2026-10-25 02:30");
        // Half an hour of Lord Howe's night.
        let lord_howe = zone("Australia/Lord_Howe");
        let change = at("2026-04-04T15:00:00Z");
        assert_eq!(lord_howe.clock_text(change - 1), "01:59 UTC+11:00");
        assert_eq!(lord_howe.clock_text(change), "01:30 UTC+10:30");
        assert_eq!(lord_howe.clock_text(change + HOUR / 2), "02:00");
    }

    #[test]
    fn lengths_and_years_before_are_said() {
        assert_eq!(length_text(30 * MINUTE, Locale::En), "30\u{a0}min");
        assert_eq!(length_text(25 * HOUR, Locale::Fr), "25\u{a0}h");
        assert_eq!(length_text(24 * HOUR + 30 * MINUTE, Locale::En), "24.5\u{a0}h");
        assert_eq!(length_text(23 * HOUR + 30 * MINUTE, Locale::Fr), "23,5\u{a0}h");
        assert_eq!(year_before(day("2026-11-28")), day("2025-11-28"));
        assert_eq!(year_before(day("2028-02-29")), day("2027-02-28"));
    }

    #[test]
    fn instants_are_written_in_rfc_3339() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(-1), "1969-12-31T23:59:59.999999Z");
        assert_eq!(rfc3339(at("2026-11-21T13:05:09.25Z")), "2026-11-21T13:05:09.25Z");
    }

    #[test]
    fn the_ends_of_time_are_clamped() {
        for zone in [Zone::utc(), zone("Pacific/Kiritimati"), zone("America/Adak"), zone("Europe/Paris")] {
            assert_eq!(month_of_day(zone.day_of(Micros::MAX)), (9999, 12));
            assert_eq!(year_of_day(zone.day_of(Micros::MIN)), -9999);
            assert!(
                zone.day_start(i32::MIN) < zone.day_start(0) && zone.day_start(0) < zone.day_start(i32::MAX)
            );
        }
        assert!(days_of_month(i32::MAX, i32::MAX).is_empty());
        assert!(days_of_year(i32::MIN).is_empty());
    }

    /// Zones whose clocks do unusual things, and UTC.
    fn some_zone() -> impl Strategy<Value = Zone> {
        let names = [
            "UTC",
            "Europe/Paris",
            "Asia/Kathmandu",
            "America/Havana",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Pacific/Chatham",
            "Africa/Casablanca",
            "America/Toronto",
            "America/Goose_Bay",
        ];
        prop::sample::select(names.map(zone).to_vec())
    }

    proptest! {
        #[test]
        fn every_day_starts_once_after_the_day_before(zone in some_zone(), day in -40_000..60_000_i32) {
            let (start, end) = (zone.day_start(day), zone.day_start(day + 1));
            prop_assert!(start <= end && end - start <= 26 * HOUR);
            prop_assert!(zone.day_of(start - 1) < day);
            prop_assert!(zone.day_of(start) == day || start == end);
        }

        #[test]
        fn an_instant_lies_in_its_day_but_for_clocks_put_back_over_midnight(zone in some_zone(), at in -3_000 * 365 * DAY..3_000 * 365 * DAY) {
            let day = zone.day_of(at);
            prop_assert!(zone.day_start(day) <= at);
            prop_assert!(at < zone.day_start(day + 1) + 60 * MINUTE);
        }

        #[test]
        fn dates_are_read_back_as_written(day in -719_528..2_932_896_i32) {
            prop_assert_eq!(parse_date(&date_text(day)), Ok(day));
            let (year, month) = month_of_day(day);
            prop_assert!(days_of_month(year, month).contains(&day));
            prop_assert!(days_of_year(year).contains(&day));
        }

        #[test]
        fn no_instant_day_or_text_panics(zone in some_zone(), at in any::<i64>(), day in any::<i32>(), month in any::<i32>(), text in any::<String>()) {
            let _ = (zone.day_of(at), zone.day_start(day), zone.clock_text(at), zone.minute_text(at), zone.offset_text(at), rfc3339(at));
            for locale in Locale::ALL {
                let _ = (zone.local_text(at, *locale), local_date(day, *locale));
            }
            let _ = (month_of_day(day), date_text(day), days_of_month(day, month), days_of_year(day));
            let _ = (parse_date(&text), TimeZoneName::parse(&text), zone.parse_minute(&text));
        }
    }
}
