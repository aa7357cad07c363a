//! Addresses in Grafana: dashboards (<https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/create-dashboard-url-variables/>)
//! and Explore (<https://grafana.com/docs/grafana/latest/explore/get-started-with-explore/>).

use serde_json::json;

use super::{Focus, View, component, influxql, pair, sql, targets::DataSource};
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
pub fn explore(root: &str, tenant: &TenantId, org: i64, reads: DataSource, focus: &Focus) -> String {
    let (from, to) = focus.window();
    let source = json!({ "type": plugin(reads), "uid": source(tenant) });
    let query = match reads {
        DataSource::Influxdb => json!({
            "refId": "A", "datasource": source, "rawQuery": true, "resultFormat": "time_series",
            "query": query(focus),
        }),
        DataSource::Postgresql => json!({
            "refId": "A", "datasource": source, "rawQuery": true, "editorMode": "code", "format": "time_series",
            "rawSql": sql_query(focus),
        }),
    };
    let panes = json!({ "mail": {
        "datasource": source["uid"],
        "queries": [query],
        "range": { "from": from.to_string(), "to": to.to_string() },
    } });
    format!("{root}/explore?schemaVersion=1&panes={}&orgId={org}", component(&panes.to_string()))
}

/// What Grafana calls the program that reads it.
pub const fn plugin(reads: DataSource) -> &'static str {
    match reads {
        DataSource::Influxdb => "influxdb",
        DataSource::Postgresql => "grafana-postgresql-datasource",
    }
}

/// What was counted by the quarter of an hour, between the ends of the window, with the names that everybody knows. The
/// window's ends are milliseconds; three noughts make microseconds of them.
pub const FLOW: &str = "(SELECT to_timestamp(bucket / 1000000.0) AS at, policy_agents.name AS host, domain, direction, \
     requests, messages, recipients FROM quarters JOIN policy_agents ON policy_agents.id = agent_id \
     WHERE bucket BETWEEN ${__from}000 AND ${__to}000) AS flow";

/// The same by direction, for `PostgreSQL`.
fn sql_query(focus: &Focus) -> String {
    let only = |column: &str, value: &Option<String>| {
        value.as_ref().map_or_else(String::new, |value| format!("{column} = {} AND ", sql(value)))
    };
    let (host, domain) = (only("host", &focus.host), only("domain", &focus.domain));
    format!(
        "SELECT $__timeGroupAlias(at, $__interval), direction AS metric, sum(requests) AS requests FROM {FLOW} \
         WHERE {host}{domain}$__timeFilter(at) GROUP BY 1, 2 ORDER BY 1 LIMIT 20000"
    )
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
