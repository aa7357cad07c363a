//! What things cost, and how it is written on an invoice: pure rules, no I/O, no clock, no chance.
//!
//! Every amount is a whole number of minor units and every share of one follows a published formula
//! (docs/billing.md), so that whoever is billed can compute each line again. What needs a calendar
//! ([`periods`], [`windows`]) is for the server; the rest compiles for the browser, which is handed the periods.

pub mod countries;
pub mod document;
pub mod items;
pub mod lines;
pub mod meters;
pub mod money;
pub mod parties;
#[cfg(not(target_arch = "wasm32"))]
pub mod periods;
pub mod quotes;
pub mod shares;
pub mod text;
pub mod vat;
pub mod vat_numbers;
#[cfg(not(target_arch = "wasm32"))]
pub mod windows;

pub use money::{Currency, Money};

/// Why something cannot be computed. None of them is a person's mistake: what people type is checked before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the amount is beyond what is counted")]
    TooLarge,
    #[error("amounts in two currencies cannot be added")]
    OtherCurrency,
    #[error("a stretch of time has no length, or ends before it begins")]
    NoTime,
    #[error("a stretch of time lies outside of the periods that are known")]
    OutsidePeriods,
}
