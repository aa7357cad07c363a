//! What is alive in a page. Each island works on HTML that is complete without it.

#[cfg(feature = "hydrate")]
mod ascii;
mod bench;
mod copy;
mod line_checks;
pub mod simulation;
mod slug_field;
#[cfg(feature = "hydrate")]
mod translated;
mod what_if;
mod zone_guess;

pub use bench::Bench;
pub use copy::Copy;
pub use line_checks::{Kind, Known, LineChecks};
pub use slug_field::{SlugField, SlugTexts};
#[cfg(feature = "hydrate")]
pub use translated::unwrap_translated;
pub use what_if::{Choosing, Offered, Stays, WhatIf};
pub use zone_guess::{ZoneGuess, ZoneTexts};
