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
}
