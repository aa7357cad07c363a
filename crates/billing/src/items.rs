//! What a tenant has that costs something, from when it was opened to when it was closed.
//!
//! Prices are charged ahead, to the end of the running period. An item remembers up to when it was charged; what
//! is owed is the way from there to where it should be, forwards or backwards. So the same rule makes the first
//! invoice, the next period's, the credit for what was closed early, and nothing at all when asked twice.

use std::ops::Range;

use domain::Micros;
use serde::{Deserialize, Serialize};

use crate::lines::Basis;
use crate::{Fault, Money, shares};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub title: String,
    /// For a whole period.
    pub price: Money,
    pub opened: Micros,
    pub closed: Option<Micros>,
    /// Up to when it was charged; nothing was while this is empty.
    pub charged: Option<Micros>,
}

impl Item {
    /// Up to when it is to be charged, when everything is charged up to an instant.
    pub fn due(&self, until: Micros) -> Micros {
        self.closed.map_or(until, |closed| closed.min(until)).max(self.opened)
    }

    /// What is owed, a part for each period; `periods` follow each other and cover all of it.
    pub fn owed(&self, periods: &[Range<Micros>], until: Micros) -> Result<Vec<Basis>, Fault> {
        let (done, due) = (self.charged.unwrap_or(self.opened), self.due(until));
        let (low, high) = (done.min(due), done.max(due));
        if low == high || self.price.is_zero() {
            return Ok(Vec::new());
        }
        let covers = periods.first().is_some_and(|first| first.start <= low)
            && periods.last().is_some_and(|last| high <= last.end);
        if !covers {
            return Err(Fault::OutsidePeriods);
        }
        let mut owed = Vec::new();
        for period in periods {
            let (start, end) = (period.start.max(low), period.end.min(high));
            if start >= end {
                continue;
            }
            let (from, to) = if due > done { (start, end) } else { (end, start) };
            if !shares::cost(self.price, period, from, to)?.is_zero() {
                owed.push(Basis::Share { price: self.price, period: period.clone(), from, to });
            }
        }
        Ok(owed)
    }
}
