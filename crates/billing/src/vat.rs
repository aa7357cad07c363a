//! Value added tax: which rate applies between a seller and a buyer, and what it comes to.

use std::collections::BTreeMap;

use domain::{Locale, words};
use serde::{Deserialize, Serialize};

use crate::money::decimal;
use crate::parties::Party;
use crate::{Fault, Money, vat_numbers};

words! {
    /// Why a rate applies, by its code in EN 16931.
    pub enum Category {
        Standard = "S",
        Zero = "Z",
        /// The seller charges no tax at all: a small business under article 293 B of the French tax code.
        Exempt = "E",
        /// The buyer owes the tax where they are.
        ReverseCharge = "AE",
        /// Outside of the Union's tax.
        Outside = "O",
    }
}

/// A category and its rate in hundredths of a percent: 2000 is 20 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Treatment {
    pub category: Category,
    pub rate: u32,
}

impl Treatment {
    /// The rate as people write it: `20.00%` and `20,00 %`; none where there is no tax.
    pub fn percent(self, locale: Locale) -> Option<String> {
        let is_taxed = matches!(self.category, Category::Standard | Category::Zero);
        let rate = decimal(i64::from(self.rate), 2);
        is_taxed.then(|| match locale {
            Locale::En => format!("{rate}%"),
            Locale::Fr => format!("{}\u{a0}%", rate.replace('.', ",")),
        })
    }
}

/// No rate is higher: 100 %.
pub const HIGHEST_RATE: u32 = 10_000;

/// The rates of countries, by their code in ISO 3166, in hundredths of a percent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rates(pub BTreeMap<String, u32>);

impl Rates {
    /// Standard rates within the Union as they were when this was written; settings say what applies.
    pub fn usual() -> Self {
        Self(USUAL.iter().map(|(country, rate)| ((*country).to_owned(), *rate)).collect())
    }

    fn of(&self, country: &str) -> Option<u32> {
        self.0.get(country).copied()
    }
}

const USUAL: &[(&str, u32)] = &[
    ("AT", 2000),
    ("BE", 2100),
    ("BG", 2000),
    ("CY", 1900),
    ("CZ", 2100),
    ("DE", 1900),
    ("DK", 2500),
    ("EE", 2400),
    ("ES", 2100),
    ("FI", 2550),
    ("FR", 2000),
    ("GR", 2400),
    ("HR", 2500),
    ("HU", 2700),
    ("IE", 2300),
    ("IT", 2200),
    ("LT", 2100),
    ("LU", 1700),
    ("LV", 2100),
    ("MC", 2000),
    ("MT", 1800),
    ("NL", 2100),
    ("PL", 2300),
    ("PT", 2300),
    ("RO", 2100),
    ("SE", 2500),
    ("SI", 2200),
    ("SK", 2300),
];

/// Whether the Union's rules of tax hold in a country; Monaco counts with France.
pub fn is_in_union(country: &str) -> bool {
    USUAL.iter().any(|(known, _)| *known == country)
}

/// Which tax applies to what a seller sells a buyer.
///
/// A seller without a VAT number charges none. In the seller's own country its rate applies; elsewhere in the
/// Union a business with a VAT number of its country owes the tax itself, and anybody else pays the rate of where
/// they are, or the seller's where none is set; outside of the Union there is none.
pub fn treatment(seller: &Party, buyer: &Party, rates: &Rates) -> Treatment {
    let at =
        |rate: u32| Treatment { category: if rate == 0 { Category::Zero } else { Category::Standard }, rate };
    let without = |category| Treatment { category, rate: 0 };
    let own = rates.of(&seller.country).unwrap_or(0);
    if seller.vat_number.is_none() {
        without(Category::Exempt)
    } else if buyer.country == seller.country {
        at(own)
    } else if !is_in_union(&buyer.country) {
        without(Category::Outside)
    } else if buyer.is_business && has_number(buyer) {
        without(Category::ReverseCharge)
    } else {
        at(rates.of(&buyer.country).unwrap_or(own))
    }
}

/// The same as far as it is known: while a buyer names no country it is not, unless the seller charges none.
pub fn known(seller: &Party, buyer: &Party, rates: &Rates) -> Option<Treatment> {
    let is_known = seller.vat_number.is_none() || !buyer.country.trim().is_empty();
    is_known.then(|| treatment(seller, buyer, rates))
}

fn has_number(buyer: &Party) -> bool {
    let number = buyer.vat_number.as_deref().and_then(|number| vat_numbers::read(number).ok());
    number.is_some_and(|number| number.country == buyer.country)
}

/// What is owed at one rate: computed once on the sum of its lines, never line by line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tax {
    pub treatment: Treatment,
    pub base: i64,
    pub tax: i64,
}

impl Tax {
    pub fn on(treatment: Treatment, base: Money) -> Result<Self, Fault> {
        let tax = base.ratio(i64::from(treatment.rate), i64::from(HIGHEST_RATE))?;
        Ok(Self { treatment, base: base.minor, tax: tax.minor })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(country: &str, vat_number: Option<&str>) -> Party {
        let (country, vat_number) = (country.to_owned(), vat_number.map(str::to_owned));
        Party { country, vat_number, ..Party::default() }
    }

    #[test]
    fn nobody_knows_the_tax_of_a_buyer_who_names_no_country() {
        let (seller, rates) = (party("FR", Some("FR44732829320")), Rates::usual());
        let of = |buyer: &str| known(&seller, &party(buyer, None), &rates);
        let at = |category, rate| Some(Treatment { category, rate });
        assert_eq!(of(""), None);
        assert_eq!((of("FR"), of("DE")), (at(Category::Standard, 2000), at(Category::Standard, 1900)));
        assert_eq!(of("US"), at(Category::Outside, 0));
        // Who charges none charges none wherever the buyer is.
        assert_eq!(known(&party("FR", None), &party("", None), &rates), at(Category::Exempt, 0));
    }

    #[test]
    fn a_rate_is_written_as_its_language_does() {
        let at = |category, rate| Treatment { category, rate };
        let standard = at(Category::Standard, 2000);
        assert_eq!(standard.percent(Locale::En).as_deref(), Some("20.00%"));
        assert_eq!(standard.percent(Locale::Fr).as_deref(), Some("20,00\u{a0}%"));
        assert_eq!(at(Category::Standard, 550).percent(Locale::Fr).as_deref(), Some("5,50\u{a0}%"));
        assert_eq!(at(Category::Zero, 0).percent(Locale::En).as_deref(), Some("0.00%"));
        assert_eq!(at(Category::ReverseCharge, 0).percent(Locale::Fr), None);
    }
}
