//! The control database: one file per area.

pub mod accounts;
pub mod bindings;
pub mod jobs;
pub mod memberships;
pub mod password_resets;
pub mod rate_limits;
pub mod sessions;
pub mod sign_ups;
pub mod tenants;
