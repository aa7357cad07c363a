//! Elasticsearch: a data stream for each tenant, to which documents are added and never changed.
//!
//! Its interface is at <https://www.elastic.co/docs/api/doc/elasticsearch/>. A document's id is its event's, so one that is
//! sent again is refused as being there, which is as good as taken.

mod bulk;
mod documents;

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{EventId, TenantId, deep_links::kibana};
use serde_json::{Value, json};
use url::Url;

use super::{
    Fault,
    asking::{Answer, Door},
};
use crate::{Service, chance, egress::Method};

/// Counted up when what is made for a tenant changes.
pub(super) const MAKE: &str = "elastic-1";
const JSON: &str = "application/json";
const TEMPLATE: &str = "parvis-mail-events";
/// Above the template that Elasticsearch brings for all logs.
const PRIORITY: i64 = 500;

/// An Elasticsearch, and a user who may make templates and data streams and add to them.
#[derive(Clone, Debug)]
pub struct Elastic {
    door: Door,
    /// What is there beyond a tenant's cursor, because something before it is not: it is not sent again. Whoever starts
    /// anew knows nothing of it, sends it, and is told that it is there.
    beyond: Arc<Mutex<HashMap<TenantId, BTreeSet<EventId>>>>,
}

impl Elastic {
    /// `root` as this server reaches it.
    pub fn new(root: Url, user: &str, password: &str) -> Self {
        Self { door: Door::new(root, user, password), beyond: Arc::default() }
    }

    pub(super) fn root(&self) -> &str {
        self.door.root()
    }

    fn beyond(&self) -> MutexGuard<'_, HashMap<TenantId, BTreeSet<EventId>>> {
        self.beyond.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sees to it that a tenant has a data stream that keeps documents for so many days. What is so already is not
    /// written again.
    pub(in super::super) async fn provision(
        &self,
        service: &Service,
        tenant: &TenantId,
        days: i64,
    ) -> Result<(), Fault> {
        let (template, path) = (template(), ["_index_template", TEMPLATE]);
        let made = self.look(service, &path, "/index_templates/0/index_template/_meta").await?;
        if made.as_ref() != Some(&template["_meta"]) {
            self.done(service, Method::PUT, &path, Some(&template)).await?;
        }
        let stream = kibana::data_stream(tenant);
        let path = ["_data_stream", stream.as_str()];
        let found = self.look(service, &path, "/data_streams/0").await?;
        if found.is_none() {
            let made = self.ask(service, Method::PUT, &path, None).await?;
            // Another was quicker: what is there is the stream.
            let is_there = made.excerpt().contains("resource_already_exists_exception");
            if !(200..300).contains(&made.status) && !is_there {
                return Err(refused(&made));
            }
        }
        let keeps = json!(format!("{}d", days.max(1)));
        if found.is_some_and(|found| found["lifecycle"]["data_retention"] == keeps) {
            return Ok(());
        }
        let path = ["_data_stream", stream.as_str(), "_lifecycle"];
        self.done(service, Method::PUT, &path, Some(&json!({ "data_retention": keeps }))).await
    }

    /// A part of what is there; none where it is not.
    async fn look(&self, service: &Service, path: &[&str], part: &str) -> Result<Option<Value>, Fault> {
        let answer = self.ask(service, Method::GET, path, None).await?;
        match answer.status {
            404 => Ok(None),
            200..=299 => {
                let found: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
                Ok(found.pointer(part).cloned())
            }
            _ => Err(refused(&answer)),
        }
    }

    /// Takes everything away that a tenant had; what is not there is no error.
    pub async fn remove(&self, service: &Service, tenant: &TenantId) -> Result<(), Fault> {
        let stream = kibana::data_stream(tenant);
        let answer = self.ask(service, Method::DELETE, &["_data_stream", &stream], None).await?;
        if matches!(answer.status, 200..=299 | 404) { Ok(()) } else { Err(refused(&answer)) }
    }

    /// Sees to it that somebody of the tenant's own reads its data stream with this password, and nothing else.
    pub(in super::super) async fn let_in(
        &self,
        service: &Service,
        tenant: &TenantId,
        (login, password): (&str, &str),
    ) -> Result<(), Fault> {
        let role = json!({
            "cluster": [], "run_as": [],
            "indices": [{
                "names": [kibana::data_stream(tenant)], "privileges": ["read", "view_index_metadata"],
            }],
        });
        self.done(service, Method::PUT, &["_security", "role", login], Some(&role)).await?;
        let user = json!({ "password": password, "roles": [login], "enabled": true });
        self.done(service, Method::PUT, &["_security", "user", login], Some(&user)).await
    }

    /// Takes a user away with the role; what is gone stays gone.
    pub(in super::super) async fn let_out(&self, service: &Service, login: &str) -> Result<(), Fault> {
        for what in ["user", "role"] {
            let answer = self.ask(service, Method::DELETE, &["_security", what, login], None).await?;
            if !matches!(answer.status, 200..=299 | 404) {
                return Err(refused(&answer));
            }
        }
        Ok(())
    }

    async fn ask(
        &self,
        service: &Service,
        method: Method,
        path: &[&str],
        body: Option<&Value>,
    ) -> Result<Answer, Fault> {
        let body = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        self.door.ask(service, (method, path, &[]), (JSON, body)).await
    }

    async fn done(
        &self,
        service: &Service,
        method: Method,
        path: &[&str],
        body: Option<&Value>,
    ) -> Result<(), Fault> {
        let answer = self.ask(service, method, path, body).await?;
        if (200..300).contains(&answer.status) { Ok(()) } else { Err(refused(&answer)) }
    }
}

fn refused(answer: &Answer) -> Fault {
    Fault::Refused(format!("{} {}", answer.status, answer.excerpt()))
}

/// How the documents of every tenant are kept. Fields that are not named here are kept and not searched.
fn template() -> Value {
    let (word, ip, date, number) = ("keyword", "ip", "date", "long");
    let of = |kind: &str| json!({ "type": kind });
    let address = json!({ "type": ip, "ignore_malformed": true });
    let words = |names: &[&str]| -> Value {
        names.iter().map(|name| ((*name).to_owned(), of(word))).collect::<serde_json::Map<_, _>>().into()
    };
    let mut client = words(&["address", "domain"]);
    client["ip"] = address;
    let mut event = words(&["id", "kind", "category", "action", "reason"]);
    event["ingested"] = of(date);
    let mut mail = words(&["queue_id", "instance", "helo", "sasl_method"]);
    for count in ["size", "requests", "messages", "recipients"] {
        mail[count] = of(number);
    }
    let mut properties =
        words(&["direction", "domain", "sender", "sender_domain", "recipient", "recipient_domain"]);
    properties["@timestamp"] = of(date);
    for (name, inside) in [
        ("client", client),
        ("event", event),
        ("host", words(&["id", "name"])),
        ("mail", mail),
        ("tls", words(&["version"])),
        ("user", words(&["name"])),
    ] {
        properties[name] = json!({ "properties": inside });
    }
    let mut template = json!({
        "index_patterns": ["logs-mail.events-*"], "data_stream": {}, "priority": PRIORITY,
        "template": { "mappings": { "dynamic": "false", "properties": properties } },
    });
    // It is told otherwise than it was written, so its make stands beside it.
    template["_meta"] = json!({ "make": chance::hash(&template.to_string()) });
    template
}
