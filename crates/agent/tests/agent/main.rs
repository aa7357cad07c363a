//! The agent as its neighbours meet it: Postfix in front, a Parvis server behind, a disk below.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod check;
mod delivery;
mod harness;
mod kill;
mod log;
mod postfix;
mod server;
mod spool;
mod stub;
