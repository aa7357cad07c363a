//! Addresses in Grafana: dashboards (<https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/create-dashboard-url-variables/>)
//! and Explore (<https://grafana.com/docs/grafana/latest/explore/get-started-with-explore/>).

use serde_json::json;

use super::{Focus, View, component, influxql, pair};
use crate::TenantId;

/// Letters that the uid of a dashboard or a data source may have.
pub const UID: usize = 40;

/// The uid of a dashboard: one that is opened in another organisation is not there, and never another tenant's.
pub fn uid(tenant: &TenantId, view: View) -> String {
    format!("{tenant}-{view}")
}

/// The uid of the tenant's data source.
pub fn source(tenant: &TenantId) -> String {
    format!("{tenant}-data")
}

/// A dashboard. `root` is Grafana's address without a slash at its end.
pub fn dashboard(root: &str, tenant: &TenantId, org: i64, view: View, focus: &Focus) -> String {
    let (from, to) = focus.window();
    let uid = uid(tenant, view);
    let zone = component(&focus.zone);
    let host = pair("var-host", focus.host.as_deref());
    let domain = pair("var-domain", focus.domain.as_deref());
    format!("{root}/d/{uid}?orgId={org}&from={from}&to={to}&timezone={zone}{host}{domain}")
}

/// Explore, with the query of the mail flow to go on from.
pub fn explore(root: &str, tenant: &TenantId, org: i64, focus: &Focus) -> String {
    let (from, to) = focus.window();
    let source = json!({ "type": "influxdb", "uid": source(tenant) });
    let panes = json!({ "mail": {
        "datasource": source["uid"],
        "queries": [{
            "refId": "A", "datasource": source, "rawQuery": true, "resultFormat": "time_series",
            "query": query(focus),
        }],
        "range": { "from": from.to_string(), "to": to.to_string() },
    } });
    format!("{root}/explore?schemaVersion=1&panes={}&orgId={org}", component(&panes.to_string()))
}

/// The mail flow by direction.
fn query(focus: &Focus) -> String {
    let only = |tag: &str, value: &Option<String>| {
        value.as_ref().map_or_else(String::new, |value| format!("\"{tag}\" = {} AND ", influxql(value)))
    };
    let (host, domain) = (only("host", &focus.host), only("domain", &focus.domain));
    format!(
        "SELECT sum(\"requests\") FROM \"mail_flow\" WHERE {host}{domain}$timeFilter \
         GROUP BY time($__interval), \"direction\" fill(null)"
    )
}
