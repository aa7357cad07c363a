//! Deep links: what a tenant has in the programs that its links lead to.
//!
//! Where they lead is in `domain::deep_links`; what is made there for a tenant is made here.

pub mod grafana;

/// Every text of what is made elsewhere, as it is written.
pub fn written() -> impl Iterator<Item = domain::text::Written> {
    grafana::dashboards::WRITTEN.iter().copied()
}
