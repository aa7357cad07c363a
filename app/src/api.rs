//! Server functions: what pages write through, by form post or from an island. Each enters, calls its
//! service, and replies.
//!
//! A plain form posts to its own page with the function's endpoint in the field `do`; the server runs the
//! function and either follows its redirect or shows the page again with what was typed.

pub mod accounts;
pub mod api_keys;
pub mod authenticators;
pub mod domains;
pub mod environments;
pub mod identities;
pub mod invitations;
pub mod jobs;
pub mod networks;
pub mod passkeys;
pub mod password_resets;
pub mod policy_agents;
pub mod recovery_codes;
pub mod roles;
pub mod second_factors;
pub mod security;
pub mod sessions;
pub mod share_links;
pub mod sign_ups;
pub mod step_up;
pub mod team;
pub mod tenant_providers;
pub mod tenants;
pub mod view_as;

#[cfg(feature = "ssr")]
pub(crate) mod reply;
#[cfg(feature = "ssr")]
pub use functions::{Function, function};
#[cfg(feature = "ssr")]
mod functions;
