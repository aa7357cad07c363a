//! What each language does its own way: choosing it, numbers, plurals and lengths of time.

use super::Locale;

impl Locale {
    /// The language's own name for itself.
    pub const fn title(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// The best language for an `Accept-Language` header (RFC 9110): the first of ours, by weight.
    pub fn accepted(header: &str) -> Self {
        let mut best = (0.0, Self::En);
        for part in header.split(',') {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()))
                .unwrap_or(1.0);
            let locale = match tag.split('-').next() {
                Some("fr") => Self::Fr,
                Some("en") => Self::En,
                _ => continue,
            };
            if weight > best.0 {
                best = (weight, locale);
            }
        }
        best.1
    }

    /// A whole number with its groups of three apart: `12,345` and `12 345`.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let separator = match self {
            Self::En => ',',
            // A narrow no-break space, as French typography asks.
            Self::Fr => '\u{202f}',
        };
        let mut text = if number < 0 { String::from("−") } else { String::new() };
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }

    /// Picks the singular or the plural; French counts zero as singular.
    pub fn plural<'a>(self, count: i64, one: &'a str, many: &'a str) -> &'a str {
        let is_one = match self {
            Self::En => count == 1,
            Self::Fr => count.abs() < 2,
        };
        if is_one { one } else { many }
    }

    /// A length of time in seconds, in the largest unit that says it.
    pub fn duration(self, seconds: i64) -> String {
        let (count, one, many) = match (seconds, self) {
            (..=119, Self::En) => (seconds, "second", "seconds"),
            (..=119, Self::Fr) => (seconds, "seconde", "secondes"),
            (..=7199, Self::En | Self::Fr) => ((seconds + 59) / 60, "minute", "minutes"),
            (..=172_799, Self::En) => ((seconds + 3599) / 3600, "hour", "hours"),
            (..=172_799, Self::Fr) => ((seconds + 3599) / 3600, "heure", "heures"),
            (_, Self::En) => ((seconds + 86_399) / 86_400, "day", "days"),
            (_, Self::Fr) => ((seconds + 86_399) / 86_400, "jour", "jours"),
        };
        format!("{} {}", self.number(count), self.plural(count, one, many))
    }
}
