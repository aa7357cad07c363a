//! The gateway before programs that write down what arrived, and a door that a test opens and shuts.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails it")]

mod entering;
mod flow;
mod harness;
mod identity;
mod paths;
mod rotation;
mod sockets;
mod tenants;
mod upstream;
