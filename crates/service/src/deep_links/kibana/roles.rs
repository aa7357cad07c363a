//! The roles of a tenant: each reads its data stream and nothing else, in its space and no other.

use domain::{TenantId, deep_links::kibana};
use serde_json::{Map, Value, json};

use super::{
    super::{AskError, Standing},
    Kibana, unusable,
};
use crate::{Service, egress::Method};

const STANDINGS: [Standing; 2] = [Standing::Viewer, Standing::Editor];
/// What is looked at, under the name it has had since 9.0 and the one before.
const DISCOVER: [&str; 2] = ["discover_v2", "discover"];
const DASHBOARD: [&str; 2] = ["dashboard_v2", "dashboard"];

/// What the role of a standing is called.
pub fn role(tenant: &TenantId, standing: Standing) -> String {
    match standing {
        Standing::Viewer => format!("{tenant}-viewer"),
        Standing::Editor => format!("{tenant}-editor"),
    }
}

impl Kibana {
    pub(super) async fn roles(&self, service: &Service, tenant: &TenantId) -> Result<(), AskError> {
        let features = self.ask(service, Method::GET, None, &["api", "features"], None).await?;
        let features = features.done("say its features")?.body;
        let discover = newest(&features, DISCOVER)?;
        let dashboard = newest(&features, DASHBOARD)?;
        for standing in STANDINGS {
            let wanted = wanted(tenant, standing, (discover, dashboard));
            self.role(service, &role(tenant, standing), &wanted).await?;
        }
        Ok(())
    }

    async fn role(&self, service: &Service, name: &str, wanted: &Value) -> Result<(), AskError> {
        let path = ["api", "security", "role", name];
        let found = self.ask(service, Method::GET, None, &path, None).await?;
        if found.status != 404 && gives_the_same(&found.done("look for a role")?.body, wanted) {
            return Ok(());
        }
        self.ask(service, Method::PUT, None, &path, Some(wanted)).await?.done("make a role").map(|_| ())
    }

    pub(super) async fn delete_roles(&self, service: &Service, tenant: &TenantId) -> Result<(), AskError> {
        for standing in STANDINGS {
            let path = ["api", "security", "role", &role(tenant, standing)];
            let answer = self.ask(service, Method::DELETE, None, &path, None).await?;
            if answer.status != 404 {
                answer.done("delete a role")?;
            }
        }
        Ok(())
    }
}

/// Both roles under the newest names.
pub(super) fn all(tenant: &TenantId) -> [Value; 2] {
    STANDINGS.map(|standing| wanted(tenant, standing, (DISCOVER[0], DASHBOARD[0])))
}

fn wanted(tenant: &TenantId, standing: Standing, (discover, dashboard): (&str, &str)) -> Value {
    let write = if standing == Standing::Editor { "all" } else { "read" };
    json!({
        "elasticsearch": {
            "cluster": [], "run_as": [],
            "indices": [{
                "names": [kibana::data_stream(tenant)], "privileges": ["read", "view_index_metadata"],
            }],
        },
        "kibana": [{
            "base": [], "feature": { discover: ["read"], dashboard: [write] },
            "spaces": [tenant.as_str()],
        }],
    })
}

/// The first of two names that there is.
fn newest(features: &Value, names: [&'static str; 2]) -> Result<&'static str, AskError> {
    let all = features.as_array().ok_or(unusable("no list of features"))?;
    let is_there = |name: &&str| all.iter().any(|feature| feature["id"] == *name);
    names.into_iter().find(is_there).ok_or(unusable("it has no Discover or no dashboards"))
}

/// Whether a role gives what it is to give and nothing beside it: one that somebody widened does not.
fn gives_the_same(found: &Value, wanted: &Value) -> bool {
    const NOTHING: [&str; 4] = ["cluster", "run_as", "remote_indices", "remote_cluster"];
    let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    // What Kibana cannot read of a role, it tells so.
    let is_known =
        ["_transform_error", "_unrecognized_applications"].iter().all(|field| is_empty(&found[*field]));
    let (inside, indices) = (&found["elasticsearch"], &wanted["elasticsearch"]["indices"]);
    is_known
        && NOTHING.iter().all(|field| is_empty(&inside[*field]))
        && plain(&inside["indices"]) == plain(indices)
        && plain(&found["kibana"]) == plain(&wanted["kibana"])
}

/// The same without the order of lists, and without what is not set.
fn plain(value: &Value) -> Value {
    match value {
        Value::Array(all) => {
            let mut all: Vec<_> = all.iter().map(plain).collect();
            all.sort_by_cached_key(Value::to_string);
            Value::Array(all)
        }
        Value::Object(fields) => {
            let is_set = |value: &Value| !value.is_null() && *value != json!(false);
            let set = fields.iter().filter(|(_, value)| is_set(value));
            Value::Object(set.map(|(name, value)| (name.clone(), plain(value))).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}
