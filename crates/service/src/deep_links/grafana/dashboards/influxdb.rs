//! What the dashboards ask `InfluxDB`.

use serde_json::{Value, json};

use super::{super::super::words::Words, panel};

/// What narrows every query: the variables that a link fills.
const WHERE: &str = "\"host\" =~ /^${host:regex}$/ AND \"domain\" =~ /^${domain:regex}$/ AND $timeFilter";

fn target(query: &str, format: &str) -> Value {
    json!({ "refId": "A", "rawQuery": true, "resultFormat": format, "query": query })
}

pub(super) fn values(name: &str) -> String {
    format!("SHOW TAG VALUES FROM \"mail_flow\" WITH KEY = \"{name}\"")
}

pub(super) fn series(field: &str, by: &str) -> Value {
    let query = format!(
        "SELECT sum(\"{field}\") FROM \"mail_flow\" WHERE {WHERE} GROUP BY time($__interval), \"{by}\" fill(0)"
    );
    let mut target = target(&query, "time_series");
    target["alias"] = json!(format!("$tag_{by}"));
    target
}

/// What became of recipients, as it is now.
pub(super) fn outcomes() -> Value {
    let query = format!(
        "SELECT sum(\"recipients\") FROM \"outcomes\" WHERE {WHERE} GROUP BY time($__interval), \"outcome\" fill(0)"
    );
    let mut target = target(&query, "time_series");
    target["alias"] = json!("$tag_outcome");
    target
}

pub(super) fn total(field: &str) -> Value {
    target(&format!("SELECT sum(\"{field}\") FROM \"mail_flow\" WHERE {WHERE}"), "time_series")
}

pub(super) fn top(kind: &str) -> Value {
    let query = format!(
        "SELECT top(\"total\", \"name\", 20) FROM (SELECT sum(\"total\") AS \"total\" FROM \"tops\" \
         WHERE \"kind\" = '{kind}' AND {WHERE} GROUP BY \"name\")"
    );
    target(&query, "table")
}

pub(super) fn agents(say: Words) -> Vec<Value> {
    let by_host = |title: &str, y: u8, field: &str| {
        let query = format!(
            "SELECT max(\"{field}\") FROM \"agents\" WHERE \"host\" =~ /^${{host:regex}}$/ AND $timeFilter \
             GROUP BY time($__interval), \"host\" fill(null)"
        );
        let mut target = target(&query, "time_series");
        target["alias"] = json!("$tag_host");
        panel("timeseries", title, (0, y, 24, 8), target)
    };
    vec![
        by_host(say.last_heard(), 0, "idle_seconds"),
        by_host(say.waiting(), 8, "waiting"),
        by_host(say.clock(), 16, "clock_ahead_seconds"),
    ]
}
