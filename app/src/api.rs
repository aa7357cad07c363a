//! Server functions: what pages write through, by form post or from an island. Each enters, calls its
//! service, and replies.
//!
//! A plain form posts to its own page with the function's endpoint in the field `do`; the server runs the
//! function and either follows its redirect or shows the page again with what was typed.

pub mod accounts;
pub mod alerts;
pub mod annotations;
pub mod announcements;
pub mod api_keys;
pub mod authenticators;
pub mod bench;
pub mod brands;
pub mod catalogue;
pub mod consents;
pub mod contacts;
pub mod dashboards;
pub mod deep_links;
pub mod domains;
pub mod environments;
pub mod identities;
pub mod installation;
pub mod invitations;
pub mod invoices;
pub mod jobs;
pub mod limit_requests;
pub mod link_clients;
pub mod mailed_reports;
pub mod networks;
pub mod opening;
pub mod operator_invoices;
pub mod operator_jobs;
pub mod operator_keys;
pub mod operator_people;
pub mod operator_tenants;
pub mod operators;
pub mod overrides;
pub mod passkeys;
pub mod password_resets;
pub mod payments;
pub mod policy_agents;
pub mod proposals;
pub mod read_credentials;
pub mod recovery_codes;
pub mod roles;
pub mod saved_views;
pub mod second_factors;
pub mod security;
pub mod sessions;
pub mod share_links;
pub mod sign_ups;
pub mod step_up;
pub mod stores;
pub mod subscriptions;
pub mod support;
pub mod team;
pub mod tenant_providers;
pub mod tenants;
pub mod usage;
pub mod usage_keys;
pub mod view_as;

#[cfg(feature = "ssr")]
pub(crate) mod reply;
#[cfg(feature = "ssr")]
pub use functions::{Function, function};
#[cfg(feature = "ssr")]
mod functions;
