//! The agent as its neighbours meet it: Postfix in front, a Parvis server behind, a disk below.

mod check;
mod delivery;
mod harness;
mod kill;
mod server;
mod spool;
mod stub;
