//! Addresses in Kibana and in `OpenSearch` Dashboards.
//!
//! Kibana opens a locator (`/app/r`) with JSON behind a question mark: it reads older ones by their version, and nothing
//! stands behind `#`, which a sign-in on the way would lose. The classic addresses, with rison behind `#`, are for
//! `OpenSearch` Dashboards, which has no locators.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Focus, View, component, kql, rison};
use crate::TenantId;

/// What rison keeps readable is kept; what would end a fragment's value is not.
const KEPT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'>')
    .add(b'=')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The id of the tenant's data view.
pub fn data_view(tenant: &TenantId) -> String {
    format!("{tenant}-events")
}

/// The id of a dashboard.
pub fn dashboard_id(tenant: &TenantId, view: View) -> String {
    format!("{tenant}-{view}")
}

/// The data stream that a tenant's events are in. An id has no hyphen, so no pattern of one tenant matches another's.
pub fn data_stream(tenant: &TenantId) -> String {
    format!("logs-mail.events-{tenant}")
}

/// A view in Kibana; `version` is the one that Kibana says it has, `root` its address without a slash at its end.
pub fn locator(root: &str, tenant: &TenantId, version: &str, view: View, focus: &Focus) -> String {
    let (from, to) = focus.window_text();
    let time = json!({ "from": from, "to": to });
    let query = json!({ "language": "kuery", "query": query(focus) });
    let (locator, about) = if view == View::Events {
        let about = json!({
            "dataViewId": data_view(tenant), "timeRange": time, "query": query, "filters": [],
            "columns": COLUMNS, "sort": [[field::AT, "desc"]],
        });
        ("DISCOVER_APP_LOCATOR", about)
    } else {
        let about = json!({
            "dashboardId": dashboard_id(tenant, view), "timeRange": time, "query": query, "filters": [],
        });
        ("DASHBOARD_APP_LOCATOR", about)
    };
    let (version, about) = (component(version), component(&about.to_string()));
    format!("{root}/s/{tenant}/app/r?l={locator}&v={version}&p={about}")
}

/// A view in `OpenSearch` Dashboards.
pub fn opensearch(root: &str, tenant: &TenantId, view: View, focus: &Focus) -> String {
    let (from, to) = focus.window_text();
    let shared = encode(&json!({
        "filters": filters(tenant, focus),
        "refreshInterval": { "pause": true, "value": 60_000 },
        "time": { "from": from, "to": to },
    }));
    if view != View::Events {
        let id = dashboard_id(tenant, view);
        return format!("{root}/app/dashboards?security_tenant={tenant}#/view/{id}?_g={shared}");
    }
    let own = encode(&json!({
        "columns": COLUMNS, "filters": [], "index": data_view(tenant), "interval": "auto",
        "query": { "language": "kuery", "query": "" }, "sort": [[field::AT, "desc"]],
    }));
    format!("{root}/app/discover?security_tenant={tenant}#/?_g={shared}&_a={own}")
}

/// The fields of an event, as the Elastic Common Schema calls them where it has them.
pub mod field {
    pub const AT: &str = "@timestamp";
    pub const HOST: &str = "host.name";
    pub const DOMAIN: &str = "domain";
    pub const DIRECTION: &str = "direction";
    pub const SENDER: &str = "sender";
    pub const RECIPIENT: &str = "recipient";
    pub const CLIENT: &str = "client.ip";
}

const COLUMNS: [&str; 5] = [field::HOST, field::DIRECTION, field::SENDER, field::RECIPIENT, field::CLIENT];

/// The fields that a link may narrow, and to what.
fn narrowed(focus: &Focus) -> impl Iterator<Item = (&'static str, &String)> {
    let fields = [(field::HOST, &focus.host), (field::DOMAIN, &focus.domain)];
    fields.into_iter().filter_map(|(field, value)| value.as_ref().map(|value| (field, value)))
}

fn query(focus: &Focus) -> String {
    let parts: Vec<_> = narrowed(focus).map(|(field, value)| format!("{field} : {}", kql(value))).collect();
    parts.join(" and ")
}

/// The same as filters that stay when a dashboard is left for another.
fn filters(tenant: &TenantId, focus: &Focus) -> Vec<Value> {
    let filter = |(field, value): (&str, &String)| {
        json!({
            "$state": { "store": "globalState" },
            "meta": {
                "alias": null, "disabled": false, "index": data_view(tenant), "key": field, "negate": false,
                "params": { "query": value }, "type": "phrase",
            },
            "query": { "match_phrase": { field: value } },
        })
    };
    narrowed(focus).map(filter).collect()
}

fn encode(value: &Value) -> String {
    utf8_percent_encode(&rison::encode(value), KEPT).to_string()
}
