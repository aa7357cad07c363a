//! The dashboards that every tenant has: mail flow, hosts, tops and agents. Links fill their variables.

use domain::{
    Locale, TenantId,
    deep_links::{View, grafana},
};
use serde_json::{Value, json};

use super::{super::words::Words, MARK};
use crate::chance;

/// What narrows every query: the variables that a link fills.
const WHERE: &str = "\"host\" =~ /^${host:regex}$/ AND \"domain\" =~ /^${domain:regex}$/ AND $timeFilter";

/// All of them, each with the mark of its make.
pub(in super::super) fn all(tenant: &TenantId, locale: Locale) -> Vec<Value> {
    let say = Words(locale);
    let source = json!({ "type": "influxdb", "uid": grafana::source(tenant) });
    let made = [
        (View::MailFlow, say.mail_flow(), mail_flow(say)),
        (View::Hosts, say.hosts(), hosts(say)),
        (View::Tops, say.tops(), tops(say)),
        (View::Agents, say.agents(), agents(say)),
    ];
    made.into_iter()
        .map(|(view, title, panels)| dashboard(tenant, &source, say, (view, title), panels))
        .collect()
}

/// What the copy of a dashboard is called.
pub(super) fn copied(title: &str, locale: Locale) -> String {
    Words(locale).copy(title)
}

fn dashboard(
    tenant: &TenantId,
    source: &Value,
    say: Words,
    (view, title): (View, &str),
    panels: Vec<Value>,
) -> Value {
    let panels: Vec<_> = panels
        .into_iter()
        .zip(1..)
        .map(|(mut panel, id)| {
            panel["id"] = json!(id);
            panel["datasource"] = source.clone();
            panel["targets"][0]["datasource"] = source.clone();
            panel
        })
        .collect();
    let mut made = json!({
        "uid": grafana::uid(tenant, view), "title": title, "schemaVersion": 39, "timezone": "browser",
        "refresh": "30s", "time": { "from": "now-24h", "to": "now" },
        "templating": { "list": [variable(source, "host", say.host()), variable(source, "domain", say.domain())] },
        "panels": panels,
    });
    // Of the same make is what is made of the same.
    let hash = chance::hash(&made.to_string());
    made["tags"] = json!(["managed", format!("{MARK}{}", &hash[..12])]);
    made
}

fn variable(source: &Value, name: &str, label: &str) -> Value {
    json!({
        "name": name, "label": label, "type": "query", "datasource": source, "refresh": 2, "multi": true,
        "includeAll": true, "allValue": ".*", "current": { "text": ["All"], "value": ["$__all"] },
        "query": format!("SHOW TAG VALUES FROM \"mail_flow\" WITH KEY = \"{name}\""),
    })
}

/// A panel; Grafana's grid has 24 columns.
fn panel(kind: &str, title: &str, (x, y, w, h): (u8, u8, u8, u8), query: &str, format: &str) -> Value {
    json!({
        "type": kind, "title": title, "gridPos": { "x": x, "y": y, "w": w, "h": h },
        "targets": [{ "refId": "A", "rawQuery": true, "resultFormat": format, "query": query }],
    })
}

fn series(title: &str, place: (u8, u8, u8, u8), (field, by): (&str, &str)) -> Value {
    let query = format!(
        "SELECT sum(\"{field}\") FROM \"mail_flow\" WHERE {WHERE} GROUP BY time($__interval), \"{by}\" fill(0)"
    );
    let mut panel = panel("timeseries", title, place, &query, "time_series");
    panel["targets"][0]["alias"] = json!(format!("$tag_{by}"));
    panel["fieldConfig"] = json!({ "defaults": { "custom": {
        "drawStyle": "bars", "fillOpacity": 60, "stacking": { "mode": "normal", "group": "A" },
    } }, "overrides": [] });
    panel
}

fn total(title: &str, x: u8, field: &str) -> Value {
    let query = format!("SELECT sum(\"{field}\") FROM \"mail_flow\" WHERE {WHERE}");
    let mut panel = panel("stat", title, (x, 0, 8, 4), &query, "time_series");
    panel["options"] = json!({ "reduceOptions": { "calcs": ["sum"], "fields": "", "values": false } });
    panel
}

fn mail_flow(say: Words) -> Vec<Value> {
    vec![
        total(say.requests(), 0, "requests"),
        total(say.messages(), 8, "messages"),
        total(say.recipients(), 16, "recipients"),
        series(say.by_direction(), (0, 4, 24, 10), ("requests", "direction")),
        series(say.by_domain(), (0, 14, 24, 8), ("messages", "domain")),
    ]
}

fn hosts(say: Words) -> Vec<Value> {
    vec![
        series(say.by_host(), (0, 0, 24, 10), ("requests", "host")),
        series(say.by_direction(), (0, 10, 24, 8), ("requests", "direction")),
    ]
}

fn tops(say: Words) -> Vec<Value> {
    let top = |title: &str, x: u8, kind: &str| {
        let query = format!(
            "SELECT top(\"total\", \"name\", 20) FROM (SELECT sum(\"total\") AS \"total\" FROM \"tops\" \
             WHERE \"kind\" = '{kind}' AND {WHERE} GROUP BY \"name\")"
        );
        panel("table", title, (x, 0, 8, 16), &query, "table")
    };
    vec![
        top(say.sender_domains(), 0, "sender-domain"),
        top(say.recipient_domains(), 8, "recipient-domain"),
        top(say.client_addresses(), 16, "client-address"),
    ]
}

fn agents(say: Words) -> Vec<Value> {
    let by_host = |title: &str, y: u8, field: &str| {
        let query = format!(
            "SELECT max(\"{field}\") FROM \"agents\" WHERE \"host\" =~ /^${{host:regex}}$/ AND $timeFilter \
             GROUP BY time($__interval), \"host\" fill(null)"
        );
        let mut panel = panel("timeseries", title, (0, y, 24, 8), &query, "time_series");
        panel["targets"][0]["alias"] = json!("$tag_host");
        panel
    };
    vec![
        by_host(say.last_heard(), 0, "idle_seconds"),
        by_host(say.waiting(), 8, "waiting"),
        by_host(say.clock(), 16, "clock_ahead_seconds"),
    ]
}
