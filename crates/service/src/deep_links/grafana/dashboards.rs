//! The dashboards that every tenant has: mail flow, hosts, tops and agents. Links fill their variables. They are the
//! same wherever the data is read, but for what they ask.

mod influxdb;
mod postgresql;

use domain::{
    Locale, TenantId,
    deep_links::{View, grafana, targets::DataSource},
};
use serde_json::{Value, json};

use super::{super::words::Words, MARK};
use crate::chance;

/// Of a panel in the grid, which has 24 columns.
type Area = (u8, u8, u8, u8);

/// All that a tenant has, wherever its data is read.
pub(in super::super) fn every(tenant: &TenantId, locale: Locale) -> Vec<Value> {
    DataSource::ALL.iter().flat_map(|reads| all(tenant, locale, *reads)).collect()
}

/// All of them, each with the mark of its make.
pub(super) fn all(tenant: &TenantId, locale: Locale, reads: DataSource) -> Vec<Value> {
    let say = Words(locale);
    let source = json!({ "type": grafana::plugin(reads), "uid": grafana::source(tenant) });
    let agents = match reads {
        DataSource::Influxdb => influxdb::agents(say),
        DataSource::Postgresql => postgresql::agents(say),
    };
    let made = [
        (View::MailFlow, say.mail_flow(), mail_flow(say, reads)),
        (View::Hosts, say.hosts(), hosts(say, reads)),
        (View::Tops, say.tops(), tops(say, reads)),
        (View::Agents, say.agents(), agents),
    ];
    let variable = |name: &str, label: &str| {
        let query = match reads {
            DataSource::Influxdb => influxdb::values(name),
            DataSource::Postgresql => postgresql::values(name),
        };
        json!({
            "name": name, "label": label, "type": "query", "datasource": source, "refresh": 2, "multi": true,
            "includeAll": true, "allValue": ".*", "current": { "text": ["All"], "value": ["$__all"] },
            "query": query,
        })
    };
    let variables = [variable("host", say.host()), variable("domain", say.domain())];
    made.into_iter()
        .map(|(view, title, panels)| dashboard(tenant, &source, &variables, (view, title), panels))
        .collect()
}

/// What the copy of a dashboard is called.
pub(super) fn copied(title: &str, locale: Locale) -> String {
    Words(locale).copy(title)
}

fn dashboard(
    tenant: &TenantId,
    source: &Value,
    variables: &[Value],
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
        "templating": { "list": variables },
        "panels": panels,
    });
    // Of the same make is what is made of the same.
    let hash = chance::hash(&made.to_string());
    made["tags"] = json!(["managed", format!("{MARK}{}", &hash[..12])]);
    made
}

/// A panel with what it asks.
fn panel(kind: &str, title: &str, (x, y, w, h): Area, target: Value) -> Value {
    json!({
        "type": kind, "title": title, "gridPos": { "x": x, "y": y, "w": w, "h": h }, "targets": [target],
    })
}

fn series(reads: DataSource, title: &str, place: Area, (field, by): (&str, &str)) -> Value {
    let target = match reads {
        DataSource::Influxdb => influxdb::series(field, by),
        DataSource::Postgresql => postgresql::series(field, by),
    };
    bars(reads, title, place, target)
}

fn outcomes(reads: DataSource, title: &str, place: Area) -> Value {
    let target = match reads {
        DataSource::Influxdb => influxdb::outcomes(),
        DataSource::Postgresql => postgresql::outcomes(),
    };
    bars(reads, title, place, target)
}

fn bars(reads: DataSource, title: &str, place: Area, target: Value) -> Value {
    let mut panel = panel("timeseries", title, place, target);
    if reads == DataSource::Postgresql {
        // It is counted by the quarter of an hour.
        panel["interval"] = json!("15m");
    }
    panel["fieldConfig"] = json!({ "defaults": { "custom": {
        "drawStyle": "bars", "fillOpacity": 60, "stacking": { "mode": "normal", "group": "A" },
    } }, "overrides": [] });
    panel
}

fn total(reads: DataSource, title: &str, x: u8, field: &str) -> Value {
    let target = match reads {
        DataSource::Influxdb => influxdb::total(field),
        DataSource::Postgresql => postgresql::total(field),
    };
    let mut panel = panel("stat", title, (x, 0, 8, 4), target);
    panel["options"] = json!({ "reduceOptions": { "calcs": ["sum"], "fields": "", "values": false } });
    panel
}

fn mail_flow(say: Words, reads: DataSource) -> Vec<Value> {
    vec![
        total(reads, say.requests(), 0, "requests"),
        total(reads, say.messages(), 8, "messages"),
        total(reads, say.recipients(), 16, "recipients"),
        series(reads, say.by_direction(), (0, 4, 24, 10), ("requests", "direction")),
        series(reads, say.by_domain(), (0, 14, 24, 8), ("messages", "domain")),
        outcomes(reads, say.became(), (0, 22, 24, 8)),
    ]
}

fn hosts(say: Words, reads: DataSource) -> Vec<Value> {
    vec![
        series(reads, say.by_host(), (0, 0, 24, 10), ("requests", "host")),
        series(reads, say.by_direction(), (0, 10, 24, 8), ("requests", "direction")),
    ]
}

fn tops(say: Words, reads: DataSource) -> Vec<Value> {
    let top = |title: &str, x: u8, kind: &str| {
        let target = match reads {
            DataSource::Influxdb => influxdb::top(kind),
            DataSource::Postgresql => postgresql::top(kind),
        };
        panel("table", title, (x, 0, 8, 16), target)
    };
    vec![
        top(say.sender_domains(), 0, "sender-domain"),
        top(say.recipient_domains(), 8, "recipient-domain"),
        top(say.client_addresses(), 16, "client-address"),
    ]
}
