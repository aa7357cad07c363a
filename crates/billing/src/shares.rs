//! What a part of a period costs, by the second.
//!
//! `cost(price, period, from, to) = reached(to) − reached(from)`, with
//! `reached(at) = price × seconds from the period's begin to at ÷ seconds of the period`, rounded half up.
//! Because each is a difference of two points on one line, parts that follow each other add up to the whole,
//! however often a period is cut, and taking back a part gives exactly what it cost.

use std::ops::Range;

use domain::{Micros, SECOND};

use crate::{Fault, Money};

/// The whole second an instant falls in.
pub const fn second(at: Micros) -> i64 {
    at.div_euclid(SECOND)
}

/// What of the price is reached at an instant of the period: nothing at its begin, all of it at its end.
pub fn reached(price: Money, period: &Range<Micros>, at: Micros) -> Result<Money, Fault> {
    let (start, end) = (second(period.start), second(period.end));
    if end <= start {
        return Err(Fault::NoTime);
    }
    price.ratio(second(at).clamp(start, end) - start, end - start)
}

/// What a part of a period costs; a part that runs backwards is what is given back.
pub fn cost(price: Money, period: &Range<Micros>, from: Micros, to: Micros) -> Result<Money, Fault> {
    reached(price, period, to)?.minus(reached(price, period, from)?)
}
