//! Metered use: how events become one number, what that number costs, and what comes late.

use std::collections::BTreeSet;
use std::ops::Range;

use domain::{HOUR, Micros, words};
use serde::{Deserialize, Serialize};

use crate::{Fault, Money};

words! {
    /// How the events of a window become one number.
    pub enum Aggregation { Sum = "sum", Last = "last", Max = "max", Average = "average", Unique = "unique" }
}

/// One metered event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub at: Micros,
    pub value: i64,
    /// Whom or what it was used for: what a unique count counts.
    pub subject: String,
}

impl Aggregation {
    /// The number of a window; nothing where there is no event. Of events at one instant the one that is given
    /// last is the last; an average is rounded half up; sums stop at what fits.
    pub fn of(self, events: &[Event]) -> i64 {
        let values = || events.iter().map(|event| event.value);
        match self {
            Self::Sum => values().fold(0, i64::saturating_add),
            Self::Last => events.iter().max_by_key(|event| event.at).map_or(0, |event| event.value),
            Self::Max => values().max().unwrap_or(0),
            Self::Unique => {
                let subjects: BTreeSet<&str> = events.iter().map(|event| event.subject.as_str()).collect();
                subjects.len() as i64
            }
            Self::Average => {
                let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
                average(values().map(i128::from).sum(), count)
            }
        }
    }
}

/// The average of so many whose sum is known, rounded half up; nothing of none.
pub fn average(sum: i128, count: i64) -> i64 {
    let count = i128::from(count);
    if count == 0 {
        return 0;
    }
    let (twice, sign) = (sum.abs() * 2, sum.signum());
    i64::try_from(sign * ((twice + count) / (count * 2))).unwrap_or(i64::MAX)
}

/// What a metered feature costs beyond what the plan includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    pub included: i64,
    /// The price is for so many; at least one.
    pub per: i64,
    pub price: Money,
}

impl Rate {
    /// How many of what was used are paid for.
    pub fn beyond(self, used: i64) -> i64 {
        used.max(0).saturating_sub(self.included.max(0)).max(0)
    }

    /// `price × (used − included) ÷ per`, rounded once.
    pub fn cost(self, used: i64) -> Result<Money, Fault> {
        self.price.ratio(self.beyond(used), self.per.max(1))
    }

    /// What is owed, or given back, when a number that was invoiced turns out to be another.
    pub fn adjustment(self, invoiced: i64, now: i64) -> Result<Money, Fault> {
        self.cost(now)?.minus(self.cost(invoiced)?)
    }
}

/// Where an event is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filed {
    /// In the window of its own time.
    InTime,
    /// Its window was invoiced: the difference becomes an adjustment of the next invoice.
    Late,
    /// It claims to be from the future: it counts as having happened when it arrived.
    AtArrival,
}

/// Clocks differ by less than this; what is further ahead is no clock but a mistake.
pub const AHEAD: Micros = HOUR / 12;

/// Where an event belongs, and as of when. `invoiced` ends what has been invoiced already.
pub fn file(claimed: Micros, arrived: Micros, invoiced: Micros) -> (Filed, Micros) {
    if claimed > arrived.saturating_add(AHEAD) {
        (Filed::AtArrival, arrived)
    } else if claimed < invoiced {
        (Filed::Late, claimed)
    } else {
        (Filed::InTime, claimed)
    }
}

/// The events of a window, in the order of their arrival.
pub fn within<'a>(events: &'a [Event], window: &Range<Micros>) -> impl Iterator<Item = &'a Event> {
    events.iter().filter(|event| window.contains(&event.at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    fn event(at: Micros, value: i64, subject: &str) -> Event {
        Event { at, value, subject: subject.to_owned() }
    }

    #[test]
    fn events_become_one_number_in_five_ways() {
        let events = [event(3, 4, "a"), event(1, 9, "b"), event(3, 2, "a"), event(2, -1, "c")];
        let of = |aggregation: Aggregation| aggregation.of(&events);
        assert_eq!(of(Aggregation::Sum), 14);
        assert_eq!(of(Aggregation::Last), 2, "of one instant the one that came last");
        assert_eq!(of(Aggregation::Max), 9);
        assert_eq!(of(Aggregation::Average), 4, "3.5 is rounded half up");
        assert_eq!(of(Aggregation::Unique), 3);
        assert!(Aggregation::ALL.iter().all(|aggregation| aggregation.of(&[]) == 0));
    }

    #[test]
    fn what_is_included_is_free_and_what_comes_late_is_the_difference() {
        let price = Money::new(250, Currency::Eur);
        let rate = Rate { included: 1000, per: 1000, price };
        assert_eq!(rate.cost(1000).unwrap().minor, 0);
        assert_eq!(rate.cost(1001).unwrap().minor, 0);
        assert_eq!(rate.cost(1002).unwrap().minor, 1);
        assert_eq!(rate.cost(3000).unwrap().minor, 500);
        assert_eq!(rate.adjustment(3000, 4000).unwrap().minor, 250);
        assert_eq!(rate.adjustment(4000, 3000).unwrap().minor, -250);
        assert_eq!(rate.adjustment(10, 20).unwrap().minor, 0);
    }

    #[test]
    fn the_future_is_filed_at_its_arrival_and_the_past_as_late() {
        let (now, invoiced) = (100 * HOUR, 90 * HOUR);
        assert_eq!(file(now + 10 * HOUR, now, invoiced), (Filed::AtArrival, now));
        assert_eq!(file(now + AHEAD, now, invoiced), (Filed::InTime, now + AHEAD));
        assert_eq!(file(invoiced, now, invoiced), (Filed::InTime, invoiced));
        assert_eq!(file(invoiced - 1, now, invoiced), (Filed::Late, invoiced - 1));
    }
}
