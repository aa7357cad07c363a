//! Every function of the store, on SQLite and on PostgreSQL.
//!
//! A missing bind is silently NULL on one engine and an error on the other; a type that fits one may not
//! fit the other. So each promise is tested on both, and `scripts/tidy` names a function that is left out.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails it")]

mod accounts;
mod agent_openings;
mod agent_warnings;
mod allowances;
mod announcements;
mod api_keys;
mod audit;
mod authenticators;
mod availability;
mod billing;
mod bindings;
mod brands;
mod challenges;
mod consents;
mod counting;
mod databases;
mod devices;
mod domains;
mod done_requests;
mod environments;
mod events;
mod fixtures;
mod frozen;
mod gaps;
mod idempotent_requests;
mod identities;
mod invitations;
mod jobs;
mod limit_requests;
mod link_targets;
mod link_templates;
mod locations;
mod mail_problems;
mod mailed_links;
mod memberships;
mod messages;
mod metered;
mod migrations;
mod networks;
mod operator_keys;
mod operators;
mod outbox;
mod overrides;
mod passkeys;
mod password_resets;
mod payment_methods;
mod plan_versions;
mod policy_agents;
mod provider_flows;
mod rate_limits;
mod recovery_codes;
mod refusals;
mod rejected_records;
mod resources;
mod roles;
mod rollups;
mod secret_keys;
mod servers;
mod sessions;
mod share_links;
mod sign_ups;
mod spools;
mod support;
mod tenant_lists;
mod tenant_providers;
mod tenants;
mod time_outs;
mod tops;
mod usage;
mod webhook_deliveries;
mod webhook_rests;
