//! Months, weekdays and lengths of time in words.

use crate::{Locale, MINUTE, Micros};

/// A weekday's short name; Monday is 0.
pub const fn weekday_text(day: usize, locale: Locale) -> &'static str {
    let names = match locale {
        Locale::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Locale::Fr => ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
    };
    names[day % 7]
}

/// How long something takes, such as `30 min`, `25 h` or `24.5 h`.
pub fn length_text(length: Micros, locale: Locale) -> String {
    let minutes = length / MINUTE;
    let mark = match locale {
        Locale::En => '.',
        Locale::Fr => ',',
    };
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => {
            let hundredths = format!("{:02}", minutes * 100 / 60);
            format!("{hours}{mark}{}\u{a0}h", hundredths.trim_end_matches('0'))
        }
    }
}

/// The months' names, in full and short.
pub(super) const fn months(locale: Locale) -> &'static [(&'static str, &'static str); 12] {
    match locale {
        Locale::En => &MONTHS_EN,
        Locale::Fr => &MONTHS_FR,
    }
}

const MONTHS_EN: [(&str, &str); 12] = [
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May", "May"),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sep"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
];

const MONTHS_FR: [(&str, &str); 12] = [
    ("janvier", "janv."),
    ("février", "févr."),
    ("mars", "mars"),
    ("avril", "avr."),
    ("mai", "mai"),
    ("juin", "juin"),
    ("juillet", "juil."),
    ("août", "août"),
    ("septembre", "sept."),
    ("octobre", "oct."),
    ("novembre", "nov."),
    ("décembre", "déc."),
];
