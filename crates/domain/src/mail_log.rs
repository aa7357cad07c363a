//! What a Postfix writes into its log: which lines say something about a mail, and what.
//!
//! The words are those of Postfix 2.3 to 3.9. The agent, the server and the browser read a line alike.
//!
//! Strangers choose addresses, the names they greet with and the replies of their servers, and these can hold
//! anything that a line can. So a line is read from its ends, where Postfix writes fixed words: program and
//! queue id stand before everything a stranger chose, and what stands between two texts of strangers is believed
//! only where it can be read in one way.

mod address;
#[cfg(not(target_arch = "wasm32"))]
mod clock;
mod delivery;
mod doubt;
mod fact;
mod head;
mod refusal;
#[cfg(test)]
mod tests;
mod tls;

#[cfg(not(target_arch = "wasm32"))]
pub use clock::Clock;
pub use delivery::{Delivery, Status};
pub use doubt::Doubt;
pub use fact::{Client, Fact, NoticeKind, Said, read};
pub use head::{Line, Program, Stamp, instance, is_stamped, program};
pub use refusal::Refusal;
pub use tls::{Connection, Connections, PROCESSES, Tls, Trust};
