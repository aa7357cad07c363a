//! What the dashboards ask PostgreSQL: what was counted, by the quarter of an hour, so that however long the window is,
//! little is read.
//!
//! Grafana's macros take a column's name and no expression, so the instant gets a name first; the same window stands
//! inside as numbers, where an index serves it.

use domain::deep_links::grafana::FLOW;
use serde_json::{Value, json};

use super::{super::super::words::Words, panel};

/// What became of recipients, by the quarter of an hour in which their mail came.
const OUTCOMES: &str = "(SELECT to_timestamp(bucket / 1000000.0) AS at, policy_agents.name AS host, domain, direction, \
     outcome_quarters.name AS outcome, total AS recipients FROM outcome_quarters \
     JOIN policy_agents ON policy_agents.id = agent_id \
     WHERE kind = 'outcome' AND bucket BETWEEN ${__from}000 AND ${__to}000) AS became";

/// What narrows every query: the variables that a link fills.
const WHERE: &str = "host ~ '^${host:regex}$' AND domain ~ '^${domain:regex}$' AND $__timeFilter(at)";

fn target(query: &str, format: &str) -> Value {
    json!({ "refId": "A", "rawQuery": true, "editorMode": "code", "format": format, "rawSql": query })
}

pub(super) fn values(name: &str) -> String {
    let table = if name == "host" { "policy_agents" } else { "domains" };
    format!("SELECT name FROM {table} ORDER BY name LIMIT 1000")
}

pub(super) fn series(field: &str, by: &str) -> Value {
    let query = format!(
        "SELECT $__timeGroupAlias(at, $__interval, 0), {by} AS metric, sum({field}) AS {field} FROM {FLOW} \
         WHERE {WHERE} GROUP BY 1, 2 ORDER BY 1 LIMIT 20000"
    );
    target(&query, "time_series")
}

/// What became of recipients, as it is now.
pub(super) fn outcomes() -> Value {
    let query = format!(
        "SELECT $__timeGroupAlias(at, $__interval, 0), outcome AS metric, sum(recipients) AS recipients FROM {OUTCOMES} \
         WHERE {WHERE} GROUP BY 1, 2 ORDER BY 1 LIMIT 20000"
    );
    target(&query, "time_series")
}

pub(super) fn total(field: &str) -> Value {
    target(&format!("SELECT coalesce(sum({field}), 0) AS {field} FROM {FLOW} WHERE {WHERE}"), "table")
}

/// Counts of hours, by microseconds, are kept for three days; a longer window reads those of days, by days since 1970.
pub(super) fn top(kind: &str) -> Value {
    let of = |table: &str, (seconds, unit): (&str, &str), is_read: &str| {
        format!(
            "SELECT to_timestamp({seconds}) AS at, policy_agents.name AS host, domain, {table}.name, total \
             FROM {table} JOIN policy_agents ON policy_agents.id = agent_id WHERE kind = '{kind}' \
             AND bucket BETWEEN ${{__from}}{unit} AND ${{__to}}{unit} AND ${{__to}} - ${{__from}} {is_read} 172800000"
        )
    };
    let hours = of("top_hours", ("bucket / 1000000.0", "000"), "<=");
    let days = of("top_days", ("bucket * 86400.0", " / 86400000"), ">");
    let query = format!(
        "SELECT name, sum(total) AS total FROM ({hours} UNION ALL {days}) AS tops WHERE {WHERE} \
         GROUP BY name ORDER BY total DESC LIMIT 20"
    );
    target(&query, "table")
}

/// How the agents are now: what they were before is nowhere.
pub(super) fn agents(say: Words) -> Vec<Value> {
    let by_host = |title: &str, y: u8, value: &str| {
        let query = format!(
            "SELECT name AS host, {value} AS value FROM policy_agents WHERE name ~ '^${{host:regex}}$' \
             AND state <> 'revoked' ORDER BY 2 DESC NULLS LAST LIMIT 1000"
        );
        panel("table", title, (0, y, 24, 8), target(&query, "table"))
    };
    vec![
        by_host(say.last_heard(), 0, "floor(extract(epoch from now()) - last_seen_at / 1000000.0)"),
        by_host(say.waiting(), 8, "spool_depth"),
        by_host(say.clock(), 16, "clock_offset / 1000000"),
    ]
}
