//! Deep links: the programs that links lead to as operators connect them, and what a tenant has in them.
//!
//! Where they lead is in `domain::deep_links`; what is made there for a tenant is made here.

pub mod grafana;
mod probing;
pub mod targets;
pub mod templates;

/// Every text of what is made elsewhere, as it is written.
pub fn written() -> impl Iterator<Item = domain::text::Written> {
    grafana::dashboards::WRITTEN.iter().copied()
}
