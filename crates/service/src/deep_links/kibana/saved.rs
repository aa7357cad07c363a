//! Dashboards as Kibana keeps them: objects with texts of JSON, read by its export and written by its import.
//!
//! Who changed a dashboard last is not told reliably, so ours prove themselves: behind the description stands a hash of
//! everything else. Where it fits, nobody changed anything.

use domain::{Locale, TenantId};
use serde_json::{Value, json};

use super::{
    super::{
        asking::{AskError, put},
        words::Words,
    },
    Kibana, Space, unusable,
};
use crate::{Service, chance, egress::Method};

/// What the mark of a make begins with, at the end of a description.
const MARK: &str = " [make-";
/// What of a dashboard is JSON in a text, whose spaces and order mean nothing.
const TEXTS: [&str; 3] = ["/panelsJSON", "/optionsJSON", "/kibanaSavedObjectMeta/searchSourceJSON"];

impl Kibana {
    /// One dashboard. Whoever changed ours keeps what they made, as a copy beside the newer make.
    pub(super) async fn dashboard(
        &self,
        service: &Service,
        space: &Space<'_>,
        new: &Value,
    ) -> Result<(), AskError> {
        if let Some(found) = self.find_dashboard(service, space.tenant, &new["id"]).await? {
            if mark(&found) == mark(new) {
                return Ok(());
            }
            if mark(&found) != Some(make(&found).as_str()) {
                let copy = copy_of(space.tenant, &found, space.locale);
                self.import(service, space.tenant, &copy, false).await?;
            }
        }
        self.import(service, space.tenant, new, true).await
    }

    async fn find_dashboard(
        &self,
        service: &Service,
        tenant: &TenantId,
        id: &Value,
    ) -> Result<Option<Value>, AskError> {
        let body = json!({
            "objects": [{ "type": "dashboard", "id": id }],
            "includeReferencesDeep": false, "excludeExportDetails": true,
        });
        let path = ["api", "saved_objects", "_export"];
        let answer = self.ask(service, Method::POST, Some(tenant), &path, Some(&body)).await?;
        let is_missing = answer.body.pointer("/attributes/objects/0/error/statusCode") == Some(&json!(404));
        if answer.status == 400 && is_missing {
            return Ok(None);
        }
        let found = answer.done("look for a dashboard")?.body;
        if found["id"] == *id && found["attributes"].is_object() {
            return Ok(Some(found));
        }
        Err(unusable("another dashboard than the one that was asked for"))
    }

    /// Writes one object. Where it does not overwrite, what is there already is as good.
    async fn import(
        &self,
        service: &Service,
        tenant: &TenantId,
        object: &Value,
        overwrites: bool,
    ) -> Result<(), AskError> {
        let path = ["api", "saved_objects", "_import"];
        let mut request = self.request(Method::POST, Some(tenant), &path)?;
        request.url_mut().query_pairs_mut().append_pair("overwrite", &overwrites.to_string());
        // JSON has no line breaks of its own, so the boundary cannot stand inside it.
        let file = format!(
            "--one-file\r\nContent-Disposition: form-data; name=\"file\"; filename=\"dashboard.ndjson\"\r\n\
             Content-Type: application/ndjson\r\n\r\n{object}\n\r\n--one-file--\r\n"
        );
        put(&mut request, "multipart/form-data; boundary=one-file", file);
        let answer = self.itself.exchange(service, request).await?.done("take a dashboard")?;
        // It says 200 whatever became of the objects.
        if answer.body["success"] == true {
            // Where another space has the id, it is given another, which no link opens.
            let given = answer.body.pointer("/successResults/0/destinationId");
            let is_elsewhere = given.is_some_and(|given| *given != object["id"]);
            let refused = || answer.refused("take a dashboard", "another space has its id");
            return if is_elsewhere { Err(refused()) } else { Ok(()) };
        }
        let errors = answer.body["errors"].as_array().map_or(&[][..], Vec::as_slice);
        let kinds: Vec<_> = errors.iter().filter_map(|error| error["error"]["type"].as_str()).collect();
        if !overwrites && !kinds.is_empty() && kinds.iter().all(|kind| *kind == "conflict") {
            return Ok(());
        }
        let message = if kinds.is_empty() { "without a reason".to_owned() } else { kinds.join(", ") };
        Err(answer.refused("take a dashboard", &message))
    }
}

/// A dashboard with the mark of its make behind its description.
pub(super) fn marked(mut dashboard: Value) -> Value {
    let description = dashboard["attributes"]["description"].as_str().unwrap_or_default();
    let description = format!("{description}{MARK}{}]", make(&dashboard));
    dashboard["attributes"]["description"] = json!(description);
    dashboard
}

/// The description as it is without its mark, and the mark.
fn described(dashboard: &Value) -> (&str, Option<&str>) {
    let text = dashboard["attributes"]["description"].as_str().unwrap_or_default();
    let parts = text.strip_suffix(']').and_then(|text| text.rsplit_once(MARK));
    parts.map_or((text, None), |(text, mark)| (text, Some(mark)))
}

/// Of which make a dashboard says it is.
fn mark(dashboard: &Value) -> Option<&str> {
    described(dashboard).1
}

/// Of which make a dashboard is, by what it is made of.
fn make(dashboard: &Value) -> String {
    let mut attributes = dashboard["attributes"].clone();
    attributes["description"] = json!(described(dashboard).0);
    for text in TEXTS {
        if let Some(value) = attributes.pointer_mut(text)
            && let Some(read) = value.as_str().and_then(|text| serde_json::from_str(text).ok())
        {
            *value = read;
        }
    }
    let mut references = dashboard["references"].as_array().cloned().unwrap_or_default();
    references.sort_by_cached_key(Value::to_string);
    chance::hash(&json!([attributes, references]).to_string())[..12].to_owned()
}

/// What somebody made of one of ours, as their own. The same again is the same copy, should whoever makes it die before
/// ours is renewed.
fn copy_of(tenant: &TenantId, dashboard: &Value, locale: Locale) -> Value {
    let made_of =
        format!("{}\n{}\n{}", dashboard["id"], make(dashboard), mark(dashboard).unwrap_or_default());
    let mut attributes = dashboard["attributes"].clone();
    let title = attributes["title"].as_str().unwrap_or_default();
    attributes["title"] = json!(Words(locale).copy(title));
    attributes["description"] = json!(described(dashboard).0);
    let mut copy = json!({
        "type": "dashboard", "id": format!("{tenant}-own-{}", &chance::hash(&made_of)[..12]),
        "attributes": attributes,
    });
    for field in ["references", "coreMigrationVersion", "typeMigrationVersion"] {
        if !dashboard[field].is_null() {
            copy[field] = dashboard[field].clone();
        }
    }
    copy
}
