//! What a change would cost, as exactly the lines that will be invoiced for it.

use std::ops::Range;

use domain::{MINUTE, Micros};
use serde::{Deserialize, Serialize};

use crate::items::Item;
use crate::lines::{Line, Totals};
use crate::vat::Treatment;
use crate::{Currency, Fault, Money};

/// How long a quote holds. It is reckoned for the instant it was made, and so is what it is charged for.
pub const HOLDS: Micros = 30 * MINUTE;

/// Something else instead of what there is, as of an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub at: Micros,
    pub title: String,
    pub price: Money,
}

/// What will be charged if a change is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    pub change: Change,
    pub until: Micros,
    pub lines: Vec<Line>,
    pub totals: Totals,
}

/// The items as they are once one of them is replaced.
pub fn changed(items: &[Item], replaced: usize, change: &Change) -> Vec<Item> {
    let mut items = items.to_vec();
    if let Some(item) = items.get_mut(replaced) {
        item.closed = Some(item.closed.map_or(change.at, |closed| closed.min(change.at)).max(item.opened));
    }
    let (title, price) = (change.title.clone(), change.price);
    items.push(Item { title, price, opened: change.at, closed: None, charged: None });
    items
}

/// What is owed for items up to an instant: the lines of a quote, of a draft and of an invoice alike.
pub fn owed(
    items: &[Item],
    periods: &[Range<Micros>],
    until: Micros,
    vat: Treatment,
) -> Result<Vec<Line>, Fault> {
    let mut lines = Vec::new();
    for item in items {
        for basis in item.owed(periods, until)? {
            lines.push(Line::new(&item.title, basis, vat)?);
        }
    }
    Ok(lines)
}

/// The quote for replacing an item now; `period` is the running one.
pub fn quote(
    items: &[Item],
    replaced: usize,
    change: Change,
    periods: &[Range<Micros>],
    until: Micros,
    vat: Treatment,
) -> Result<Quote, Fault> {
    let lines = owed(&changed(items, replaced, &change), periods, until, vat)?;
    let currency: Currency = change.price.currency;
    let totals = Totals::of(currency, &lines)?;
    Ok(Quote { until: change.at.saturating_add(HOLDS), change, lines, totals })
}
