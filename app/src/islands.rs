//! What is alive in a page. Each island works on HTML that is complete without it.

mod copy;
mod live;
mod slug_field;

pub use copy::Copy;
pub use live::Live;
pub use slug_field::{SlugField, SlugTexts};
