//! How amounts and limits are written, for the server and the browser alike.

use super::Locale;
use crate::plans::Limit;

crate::texts! {
    struct Words {
        none = "none", "aucun";
        unlimited = "unlimited", "illimité";
    }
}

impl Locale {
    /// An amount of minor units: `€49`, `49.50 CHF`, `49 €`.
    pub fn money(self, amount: i64, currency: &str) -> String {
        let number = self.hundredths(amount.saturating_abs());
        let sign = if amount < 0 { "−" } else { "" };
        match (self, currency) {
            (Self::En, "EUR") => format!("{sign}€{number}"),
            (Self::Fr, "EUR") => format!("{sign}{number}\u{a0}€"),
            _ => format!("{sign}{number}\u{a0}{currency}"),
        }
    }

    /// What is counted in hundredths, with two digits where it is not whole: `49` and `99.50`.
    pub fn hundredths(self, amount: i64) -> String {
        let (whole, rest) = (amount / 100, (amount % 100).abs());
        let point = match self {
            Self::En => '.',
            Self::Fr => ',',
        };
        let number = self.number(whole);
        if rest > 0 { format!("{number}{point}{rest:02}") } else { number }
    }

    /// An amount of bytes, in the largest unit that says it: `900 B`, `12.34 MB`.
    pub fn storage(self, bytes: i64) -> String {
        let letter = match self {
            Self::En => 'B',
            Self::Fr => 'o',
        };
        let units = ["", "k", "M", "G", "T"];
        let (mut unit, mut scale) = (0, 1);
        while bytes / scale >= 1000 && unit + 1 < units.len() {
            (unit, scale) = (unit + 1, scale * 1000);
        }
        let number =
            if unit == 0 { self.number(bytes) } else { self.hundredths(bytes / (scale / 100).max(1)) };
        format!("{number}\u{a0}{}{letter}", units[unit])
    }

    /// A short time: `0.85 s`, `12 s`, then as [`Self::duration`] says it.
    pub fn milliseconds(self, time: i64) -> String {
        if time < 60_000 {
            format!("{}\u{a0}s", self.hundredths(time / 10))
        } else {
            self.duration(time / 1000)
        }
    }

    /// How many there may be, so that none, a number and without limit look different.
    pub fn limit(self, limit: Limit) -> String {
        let say = Words(self);
        match limit {
            Limit::NONE => say.none().to_owned(),
            Limit::Of(number) => self.number(number),
            Limit::Unlimited => say.unlimited().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_written_as_each_language_does() {
        assert_eq!(Locale::En.money(4_900, "EUR"), "€49");
        assert_eq!(Locale::Fr.money(123_456, "EUR"), "1\u{202f}234,56\u{a0}€");
        assert_eq!(Locale::En.money(-105, "CHF"), "−1.05\u{a0}CHF");
        assert_eq!(Locale::En.money(0, "EUR"), "€0");
    }

    #[test]
    fn three_kinds_of_limits_look_different() {
        let told = |limit| Locale::En.limit(limit);
        assert_eq!(
            [told(Limit::NONE), told(Limit::Of(1_000)), told(Limit::Unlimited)],
            ["none", "1,000", "unlimited"]
        );
    }

    #[test]
    fn bytes_and_short_times_are_told_in_the_largest_unit() {
        let told = |bytes: i64| Locale::En.storage(bytes).replace('\u{a0}', " ");
        assert_eq!([0, 999, 1000, 12_345_678].map(told), ["0 B", "999 B", "1 kB", "12.34 MB"]);
        assert_eq!(Locale::Fr.storage(1_500_000_000), "1,50\u{a0}Go");
        let told = |time: i64| Locale::En.milliseconds(time).replace('\u{a0}', " ");
        assert_eq!([850, 12_000, 61_000].map(told), ["0.85 s", "12 s", "61 seconds"]);
    }
}
