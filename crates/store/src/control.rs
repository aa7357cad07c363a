//! The control database: one file per area.

pub mod accounts;
pub mod authenticators;
pub mod bindings;
pub mod challenges;
pub mod devices;
pub mod done_requests;
pub mod email_domains;
pub mod identities;
pub mod invitations;
pub mod jobs;
pub mod mail_problems;
pub mod mailed_links;
pub mod memberships;
pub mod passkeys;
pub mod password_resets;
pub mod provider_flows;
pub mod rate_limits;
pub mod recovery_codes;
pub mod roles;
pub mod secret_keys;
pub mod sessions;
pub mod sign_ups;
pub mod tenant_providers;
pub mod tenants;
