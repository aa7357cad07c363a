//! Amounts: whole minor units of one currency. No fraction is ever kept, and nothing overflows silently.

use domain::{Locale, words};
use serde::{Deserialize, Serialize};

use crate::Fault;

words! {
    /// Currencies in which prices may be written, by their code in ISO 4217.
    pub enum Currency {
        Eur = "EUR",
        Usd = "USD",
        Gbp = "GBP",
        Chf = "CHF",
        Cad = "CAD",
        Sek = "SEK",
        Nok = "NOK",
        Dkk = "DKK",
        Pln = "PLN",
        Czk = "CZK",
        Jpy = "JPY",
        Tnd = "TND",
    }
}

impl Currency {
    /// How many digits of an amount stand behind its point.
    pub const fn digits(self) -> u32 {
        match self {
            Self::Jpy => 0,
            Self::Tnd => 3,
            _ => 2,
        }
    }

    /// Minor units in one major one: 100 cents in a euro.
    pub const fn scale(self) -> i64 {
        10_i64.pow(self.digits())
    }

    const fn symbol(self) -> &'static str {
        match self {
            Self::Eur => "€",
            Self::Usd => "$",
            Self::Gbp => "£",
            Self::Jpy => "¥",
            other => other.as_str(),
        }
    }
}

/// An amount. What is computed from several is checked; only [`Money::parse`] reads what people type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

/// Why a price cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceProblem {
    NotANumber,
    Negative,
    /// More digits behind the point than the currency has.
    TooFine {
        digits: u32,
    },
    TooLarge,
}

/// No single price is higher: ten million in most currencies.
pub const HIGHEST_PRICE: i64 = 1_000_000_000;

impl Money {
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    pub fn plus(self, other: Self) -> Result<Self, Fault> {
        if self.currency != other.currency {
            return Err(Fault::OtherCurrency);
        }
        let minor = self.minor.checked_add(other.minor).ok_or(Fault::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    pub fn minus(self, other: Self) -> Result<Self, Fault> {
        self.plus(other.negate()?)
    }

    pub fn negate(self) -> Result<Self, Fault> {
        let minor = self.minor.checked_neg().ok_or(Fault::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    /// Adds up; without any amount, nothing of the currency.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self, Fault> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::plus)
    }

    /// `amount × part ÷ whole`, rounded once and half up: 0.5 becomes 1, and −0.5 becomes −1, so that what is
    /// taken back is exactly what was charged.
    pub fn ratio(self, part: i64, whole: i64) -> Result<Self, Fault> {
        if whole <= 0 {
            return Err(Fault::NoTime);
        }
        let product = i128::from(self.minor) * i128::from(part);
        let minor = i64::try_from(half_up(product, i128::from(whole))).map_err(|_| Fault::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    /// Splits the amount by weights. The parts add up to it exactly: what rounding down leaves goes, one minor
    /// unit each, to the parts that lost most by it, the first of equals first.
    pub fn allocate(self, weights: &[u32]) -> Result<Vec<Self>, Fault> {
        let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        if whole == 0 {
            return Err(Fault::NoTime);
        }
        let (sign, amount) = (i128::from(self.minor.signum()), i128::from(self.minor).abs());
        let shares: Vec<i128> = weights.iter().map(|weight| amount * i128::from(*weight)).collect();
        let mut parts: Vec<i128> = shares.iter().map(|share| share / whole).collect();
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|place| std::cmp::Reverse(shares[*place] % whole));
        let left = amount - parts.iter().sum::<i128>();
        for place in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
            parts[place] += 1;
        }
        let part = |part: i128| i64::try_from(sign * part).map_err(|_| Fault::TooLarge);
        parts.into_iter().map(|minor| Ok(Self { minor: part(minor)?, ..self })).collect()
    }

    /// Reads a price as people write it: `49`, `49.00`, `49,00` or `1 234,56`, without a sign of currency.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, PriceProblem> {
        let text: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
        if let Some(rest) = text.strip_prefix(['-', '−']) {
            return Err(if is_number(rest) { PriceProblem::Negative } else { PriceProblem::NotANumber });
        }
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((&text, ""));
        if !is_digits(whole) || !(fraction.is_empty() && !text.ends_with(['.', ',']) || is_digits(fraction)) {
            return Err(PriceProblem::NotANumber);
        }
        let digits = currency.digits();
        let kept = fraction.trim_end_matches('0');
        if kept.len() > digits as usize {
            return Err(PriceProblem::TooFine { digits });
        }
        let minor: i64 = format!("{whole}{kept:0<width$}", width = digits as usize)
            .parse()
            .map_err(|_| PriceProblem::TooLarge)?;
        if minor > HIGHEST_PRICE { Err(PriceProblem::TooLarge) } else { Ok(Self { minor, currency }) }
    }

    /// The amount as a program writes it, such as `1234.56`.
    pub fn plain(self) -> String {
        decimal(self.minor, self.currency.digits())
    }

    /// The amount for people: `€1,234.56` and `1 234,56 €`.
    pub fn text(self, locale: Locale) -> String {
        let scale = self.currency.scale().unsigned_abs();
        let (whole, fraction) = (self.minor.unsigned_abs() / scale, self.minor.unsigned_abs() % scale);
        let sign = if self.minor < 0 { "−" } else { "" };
        let whole = locale.number(i64::try_from(whole).unwrap_or(i64::MAX));
        let width = self.currency.digits() as usize;
        let point = if matches!(locale, Locale::Fr) { ',' } else { '.' };
        let number = if width == 0 { whole } else { format!("{whole}{point}{fraction:0>width$}") };
        let symbol = self.currency.symbol();
        match locale {
            Locale::Fr => format!("{sign}{number}\u{a0}{symbol}"),
            Locale::En if symbol.len() > 2 && symbol.is_ascii() => format!("{sign}{symbol}\u{a0}{number}"),
            Locale::En => format!("{sign}{symbol}{number}"),
        }
    }
}

/// A whole number with so many digits behind its point.
pub fn decimal(number: i64, digits: u32) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let scale = 10_u64.pow(digits);
    let (whole, fraction) = (number.unsigned_abs() / scale, number.unsigned_abs() % scale);
    if digits == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{fraction:0>width$}", width = digits as usize)
}

/// Divides and rounds half away from zero. The divisor is positive.
const fn half_up(number: i128, by: i128) -> i128 {
    let rounded = (number.abs() * 2 + by) / (by * 2);
    if number < 0 { -rounded } else { rounded }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(text: &str) -> bool {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    is_digits(whole) && is_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::Eur)
    }

    #[test]
    fn prices_are_read_as_people_write_them() {
        let read = |text| Money::parse(text, Currency::Eur);
        for (text, minor) in [("0", 0), ("49", 4900), ("49.5", 4950), ("1 234,56", 123_456), ("49.000", 4900)]
        {
            assert_eq!(read(text), Ok(eur(minor)), "{text}");
        }
        assert_eq!(read("-1"), Err(PriceProblem::Negative));
        assert_eq!(read("1.005"), Err(PriceProblem::TooFine { digits: 2 }));
        assert_eq!(read("99999999999999999999"), Err(PriceProblem::TooLarge));
        assert_eq!(read("10000000.01"), Err(PriceProblem::TooLarge));
        for wrong in ["", ".", "1.", ".5", "1,2,3", "€5", "USD 5", "1e3", "--1", "NaN"] {
            assert_eq!(read(wrong), Err(PriceProblem::NotANumber), "{wrong}");
        }
        assert_eq!(Money::parse("500.5", Currency::Jpy), Err(PriceProblem::TooFine { digits: 0 }));
        assert_eq!(Money::parse("1.005", Currency::Tnd).map(|money| money.minor), Ok(1005));
    }

    #[test]
    fn amounts_are_written_for_people_and_for_programs() {
        assert_eq!(eur(123_456).text(Locale::En), "€1,234.56");
        assert_eq!(eur(123_456).text(Locale::Fr), "1\u{202f}234,56\u{a0}€");
        assert_eq!(eur(-5).text(Locale::En), "−€0.05");
        assert_eq!(eur(-5).plain(), "-0.05");
        assert_eq!(Money::new(1000, Currency::Jpy).text(Locale::En), "¥1,000");
        assert_eq!(Money::new(1000, Currency::Chf).text(Locale::En), "CHF\u{a0}10.00");
        assert_eq!(Money::new(1005, Currency::Tnd).plain(), "1.005");
    }

    #[test]
    fn halves_go_away_from_zero_so_that_a_credit_mirrors_its_charge() {
        assert_eq!(eur(1).ratio(1, 2), Ok(eur(1)));
        assert_eq!(eur(-1).ratio(1, 2), Ok(eur(-1)));
        assert_eq!(eur(100).ratio(1, 3), Ok(eur(33)));
        assert_eq!(eur(i64::MAX).ratio(3, 2), Err(Fault::TooLarge));
        assert_eq!(eur(1).ratio(1, 0), Err(Fault::NoTime));
    }

    #[test]
    fn two_currencies_are_never_added() {
        assert_eq!(eur(1).plus(Money::new(1, Currency::Usd)), Err(Fault::OtherCurrency));
        assert_eq!(eur(i64::MAX).plus(eur(1)), Err(Fault::TooLarge));
    }

    #[test]
    fn what_rounding_leaves_goes_to_who_lost_most() {
        let parts = eur(100).allocate(&[1, 1, 1]).unwrap();
        assert_eq!(parts, [eur(34), eur(33), eur(33)]);
        assert_eq!(eur(-100).allocate(&[2, 1]).unwrap(), [eur(-67), eur(-33)]);
        assert_eq!(eur(5).allocate(&[]), Err(Fault::NoTime));
    }
}
