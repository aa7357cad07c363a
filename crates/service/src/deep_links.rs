//! Deep links: the programs that links lead to as operators connect them, and what a tenant has in them.
//!
//! Where they lead is in `domain::deep_links`; what is made there for a tenant is made here.

mod asking;
mod connected;
mod entering;
pub mod gate;
pub mod grafana;
mod keeping;
pub mod kibana;
pub mod oidc;
pub mod opening;
mod preparing;
mod probing;
pub mod provisioning;
mod reaching;
pub mod readers;
pub mod sinks;
pub mod targets;
pub mod templates;
mod words;

pub use asking::AskError;
use connected::Connected;
pub use domain::deep_links::offers::LinkStanding as Standing;
pub(crate) use keeping::KeepLinks;
pub(crate) use preparing::{PrepareLink, remove};
pub(crate) use provisioning::PrepareLinks;
use sinks::News;
pub(crate) use sinks::TendSink;

/// What each server remembers of them.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    news: News,
    connected: Connected,
    pub(crate) reading: readers::Addresses,
}

/// Every text of what is made elsewhere, as it is written.
pub fn written() -> impl Iterator<Item = domain::text::Written> {
    words::WRITTEN.iter().copied()
}
