//! Deep links: the programs that links lead to as operators connect them, and what a tenant has in them.
//!
//! Where they lead is in `domain::deep_links`; what is made there for a tenant is made here.

mod asking;
mod entering;
pub mod gate;
pub mod grafana;
pub mod kibana;
pub mod oidc;
pub mod opening;
mod preparing;
mod probing;
mod reaching;
pub mod sinks;
pub mod targets;
pub mod templates;
mod words;

pub use asking::AskError;
pub use domain::deep_links::offers::LinkStanding as Standing;
pub(crate) use preparing::{PrepareLink, remove};

/// Every text of what is made elsewhere, as it is written.
pub fn written() -> impl Iterator<Item = domain::text::Written> {
    words::WRITTEN.iter().copied()
}
