//! One tenant's database: one file per area.

/// A count and what a conflicting row adds to it, never more than `domain::bounds::LARGEST_COUNT`.
macro_rules! saturated {
    ($table:literal, $column:literal) => {
        concat!(
            "case when ",
            $table,
            ".",
            $column,
            " + excluded.",
            $column,
            " > 1099511627776 then 1099511627776 else ",
            $table,
            ".",
            $column,
            " + excluded.",
            $column,
            " end"
        )
    };
}

pub mod agent_connections;
pub mod agent_hosts;
pub mod agent_openings;
pub mod agent_warnings;
pub mod alert_firings;
pub mod alert_states;
pub mod alerts;
pub mod allowances;
mod among;
pub mod annotations;
pub mod api_keys;
pub mod counting;
pub mod domains;
pub mod done_steps;
pub mod environments;
pub mod events;
pub mod frozen;
pub mod gaps;
pub mod held_records;
pub mod idempotent_requests;
pub mod kept;
pub mod messages;
pub mod networks;
pub mod outbox;
pub mod outcomes;
pub mod overview_layouts;
pub mod policy_agents;
pub mod proposals;
pub mod rejected_records;
pub mod requests;
pub mod reservations;
pub mod resources;
pub mod rollups;
pub mod saved_views;
pub mod share_links;
pub mod sinks;
pub mod spools;
pub mod top_months;
pub mod tops;
pub mod usage_counters;

pub use among::Among;

/// Rows per multi-row statement: SQLite binds at most 32,766 values, PostgreSQL 65,535.
const ROWS_PER_STATEMENT: usize = 500;
