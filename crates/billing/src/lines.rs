//! Lines of an invoice: each with what it was computed from, so that it can be computed again.

use std::ops::Range;

use domain::Micros;
use serde::{Deserialize, Serialize};

use crate::meters::Rate;
use crate::vat::{Tax, Treatment};
use crate::{Currency, Fault, Money, shares};

/// What a line is computed from. Instants are microseconds UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum Basis {
    /// A price by the second of its period; it runs backwards where something is given back.
    Share { price: Money, period: Range<Micros>, from: Micros, to: Micros },
    /// What was used in a window beyond what is included.
    Use { meter: String, window: Range<Micros>, used: i64, rate: Rate },
    /// A window that was invoiced with another number than it has now.
    Late { meter: String, window: Range<Micros>, invoiced: i64, used: i64, rate: Rate },
    /// An amount that somebody stated.
    Stated { amount: Money },
}

impl Basis {
    /// What the line comes to, by the published formula.
    pub fn total(&self) -> Result<Money, Fault> {
        match self {
            Self::Share { price, period, from, to } => shares::cost(*price, period, *from, *to),
            Self::Use { used, rate, .. } => rate.cost(*used),
            Self::Late { invoiced, used, rate, .. } => rate.adjustment(*invoiced, *used),
            Self::Stated { amount } => Ok(*amount),
        }
    }
}

/// A line. `total = unit × quantity ÷ per`; a quantity may be negative, a price may not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub title: String,
    /// What stands below the title: the time it is for, and how it was computed.
    pub detail: String,
    pub quantity: i64,
    pub per: i64,
    pub unit: i64,
    pub total: i64,
    pub vat: Treatment,
    #[serde(flatten)]
    pub basis: Basis,
}

impl Line {
    pub fn new(title: &str, basis: Basis, vat: Treatment) -> Result<Self, Fault> {
        let total = basis.total()?;
        let (quantity, per, unit) = match &basis {
            Basis::Use { used, rate, .. } if rate.price.minor >= 0 => {
                (rate.beyond(*used), rate.per.max(1), rate.price.minor)
            }
            _ => (if total.minor < 0 { -1 } else { 1 }, 1, total.minor.checked_abs().ok_or(Fault::TooLarge)?),
        };
        let (title, detail) = (title.to_owned(), String::new());
        Ok(Self { title, detail, quantity, per, unit, total: total.minor, vat, basis })
    }
}

/// What lines add up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    pub currency: Currency,
    /// One of each treatment, in their order.
    pub taxes: Vec<Tax>,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
}

impl Totals {
    pub fn of(currency: Currency, lines: &[Line]) -> Result<Self, Fault> {
        let mut treatments: Vec<Treatment> = lines.iter().map(|line| line.vat).collect();
        treatments.sort_unstable();
        treatments.dedup();
        let sum = |amounts: &mut dyn Iterator<Item = i64>| {
            Money::sum(currency, amounts.map(|minor| Money::new(minor, currency)))
        };
        let taxes = treatments
            .into_iter()
            .map(|vat| {
                Tax::on(vat, sum(&mut lines.iter().filter(|line| line.vat == vat).map(|line| line.total))?)
            })
            .collect::<Result<Vec<Tax>, Fault>>()?;
        let net = sum(&mut taxes.iter().map(|tax| tax.base))?;
        let tax = sum(&mut taxes.iter().map(|tax| tax.tax))?;
        let gross = net.plus(tax)?;
        Ok(Self { currency, taxes, net: net.minor, tax: tax.minor, gross: gross.minor })
    }
}
