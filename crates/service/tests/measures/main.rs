//! Measurements for `make bench`: they print, and assert nothing about time. Apart from the tests, so that they are built
//! without them.

#![expect(clippy::unwrap_used, reason = "what a measurement needs and does not get ends it")]

mod authorisation;
mod begun;
mod overview;
mod quotas;
mod side_by_side;
mod simulated;
