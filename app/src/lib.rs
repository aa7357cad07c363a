//! What people see. Pages are HTML from the server; what is alive in them is an island.
//!
//! Pages, layouts and components are compiled for the server alone. Islands and server functions are
//! compiled for both sides.

pub mod api;
mod fault;
pub mod islands;
pub mod text;
mod told;

#[cfg(feature = "ssr")]
mod brand;
#[cfg(feature = "ssr")]
mod components;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod shell;

#[cfg(feature = "ssr")]
pub use components::{readable, table::labelled};
pub use fault::Fault;
