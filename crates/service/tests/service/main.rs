//! What people, agents and operators can do, told by who does it; on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails it")]

mod access;
mod admission;
mod api_keys;
mod audit;
mod audit_log;
mod authorisation;
mod crashes;
mod domains;
mod environments;
mod events;
mod extremes;
mod gaps;
mod idempotency;
mod identities;
mod ingest;
mod invitations;
mod kept;
mod limits;
mod mail;
mod mailboxes;
mod networks;
mod overview;
mod passkeys;
mod passwords;
mod policy_agents;
mod retention;
mod roles;
mod scopes;
mod seats;
mod second_factors;
mod secret_keys;
mod sessions;
mod settings;
mod several_servers;
mod share_links;
mod sign_in;
mod sign_up;
mod sources;
mod spaces;
mod spools;
mod team;
mod tenants;
mod view_as;
mod why;
