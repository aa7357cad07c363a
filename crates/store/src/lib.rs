//! Where data lives: the only crate that knows SQL.
//!
//! Every statement is one text for both engines (see `docs/sql.md`), every function takes the transaction
//! it runs in, and a control statement cannot be run in a tenant's database: [`ControlTx`] and
//! [`TenantTx`] are different types. To add a statement, write it in the file of its area and call it in
//! `tests/` on both engines: a missing bind is silently NULL on SQLite and an error on PostgreSQL.

#[macro_use]
mod conn;
mod addresses;
pub mod audit;
pub mod control;
mod copies;
mod error;
pub mod files;
mod location;
mod migrate;
mod pools;
pub mod readers;
mod schemas;
mod store;
pub mod tenant;
mod tenants;
mod turns;
mod updates;

pub use conn::{ControlTx, Mode, TenantTx, Tx};
pub use error::StoreError;
pub use location::Location;
pub use store::{Backend, Store};

pub type Result<T, E = StoreError> = std::result::Result<T, E>;
