//! Reading a time of day in a zone, also where clocks pass it twice.

use jiff::{Timestamp, civil::DateTime};

use super::{Zone, months, parse_date};
use crate::{Locale, Micros, error::Problem, search::SearchProblem};

/// Which end of a stretch a moment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    First,
    /// A whole day is then meant up to its end.
    Last,
}

impl Zone {
    /// Reads a day, `2026-11-28`, or a time of day, `2026-11-28T14:30`, which an offset may follow; both as pages write
    /// them, too. An hour that clocks pass twice is, without an offset, all of both.
    pub fn read_moment(&self, text: &str, end: End) -> Result<Micros, Problem> {
        let wrong = || Problem::from(SearchProblem::NotADayOrTime);
        let text = &plainly(text);
        if let Ok(day) = parse_date(text) {
            return Ok(self.day_start(day.saturating_add(i32::from(end == End::Last))));
        }
        // A plus that was not escaped in an address arrives as a space.
        let text = text.trim().replace(' ', "+");
        if text.get(10..11) != Some("T") || text.len() > 40 {
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

/// What was typed as ISO 8601 writes it: a space before the time is its `T`, and a day may be `28.11.2026`, or `28 Nov
/// 2026` and `28 nov. 2026` as pages write it. A day with strokes is left alone: which of its numbers is the month, nobody knows.
fn plainly(text: &str) -> String {
    let parted = text.replace(',', " ");
    let words: Vec<&str> = parted.split_whitespace().collect();
    let (day, rest) = match &words[..] {
        [day, month, year, rest @ ..] if month_of(month).is_some() => {
            (written(year, month_of(month).unwrap_or_default(), day), rest)
        }
        [day, rest @ ..] if day.len() <= 10 && day.contains('.') => {
            let mut parts = day.split('.');
            let (day, month, year) = (parts.next(), parts.next(), parts.next());
            let month = month.and_then(|month| month.parse().ok()).unwrap_or_default();
            (written(year.unwrap_or_default(), month, day.unwrap_or_default()), rest)
        }
        [day, rest @ ..] if day.len() == 10 => ((*day).to_owned(), rest),
        _ => return text.to_owned(),
    };
    match rest {
        [] => day,
        [clock, offset @ ..] => {
            let clock = if clock.find(':') == Some(1) { format!("0{clock}") } else { (*clock).to_owned() };
            let offset = offset.concat();
            let offset = offset.trim_start_matches("UTC");
            // A plus that was not escaped in an address arrives as a space.
            let plus = if offset.starts_with(|first: char| first.is_ascii_digit()) { "+" } else { "" };
            format!("{day}T{clock}{plus}{offset}")
        }
    }
}

fn written(year: &str, month: usize, day: &str) -> String {
    format!("{year}-{month:02}-{day:0>2}")
}

/// The number of a month by its name, in full or short, with or without its point.
fn month_of(word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.').to_lowercase();
    let is_named = |(full, short): &(&str, &str)| {
        [full, short].iter().any(|name| name.trim_end_matches('.').to_lowercase() == word)
    };
    Locale::ALL.iter().find_map(|locale| months(*locale).iter().position(is_named)).map(|place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_pages_write_it_and_as_people_type_it() {
        let zone = Zone::parse("Europe/Paris").unwrap();
        let read = |text: &str| zone.read_moment(text, End::First);
        let at = read("2026-11-28T14:05:09").unwrap();
        for locale in Locale::ALL {
            assert_eq!(read(&zone.local_text(at, *locale)), Ok(at), "{}", zone.local_text(at, *locale));
        }
        let minute = read("2026-11-28T09:05").unwrap();
        for text in [
            "2026-11-28 09:05",
            "2026-11-28 9:05",
            "28.11.2026 9:05",
            "28 November 2026 09:05",
            " 28 nov. 2026 9:05 ",
        ] {
            assert_eq!(read(text), Ok(minute), "{text}");
        }
        let twice = read("2026-10-25T02:30+01:00").unwrap();
        for text in ["2026-10-25T02:30 01:00", "2026-10-25 02:30 +01:00", "2026-10-25 02:30 01:00"] {
            assert_eq!(read(text), Ok(twice), "{text}");
        }
        assert_eq!(read(&zone.local_text(twice, Locale::En)), Ok(twice));
        let day = read("2026-11-28").unwrap();
        for text in ["28.11.2026", "28 Nov 2026", "28 novembre 2026", "8.11.2026"] {
            assert_eq!(
                read(text).unwrap(),
                if text.starts_with('8') { day - 20 * crate::DAY } else { day },
                "{text}"
            );
        }
        let odd = [
            "28/11/2026",
            "11.28.2026",
            "28 Nov",
            "Nov 28 2026",
            "28 Nov 26",
            "yesterday",
            "2026-11-28 x",
            "1.2",
            "é",
        ];
        for text in odd {
            assert_eq!(read(text), Err(SearchProblem::NotADayOrTime.into()), "{text}");
        }
    }
}
