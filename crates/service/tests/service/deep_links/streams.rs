//! Data streams as an Elasticsearch keeps them, whose documents are only ever added.

use std::collections::BTreeMap;

use serde_json::{Value, json};

#[derive(Default)]
pub(super) struct Streams {
    templates: BTreeMap<String, Value>,
    pub(super) documents: BTreeMap<String, BTreeMap<String, Value>>,
    /// How long each keeps its documents.
    pub(super) kept: BTreeMap<String, String>,
}

impl Streams {
    /// Tells of one, makes it, or takes it away.
    pub(super) fn act(&mut self, asked: (&str, &str), name: String, body: &Value) -> (u16, Value) {
        let done = (200, json!({ "acknowledged": true }));
        let missing = (404, json!({ "error": { "type": "index_not_found_exception" } }));
        match asked {
            ("GET", "/_index_template/{name}") => self.templates.get(&name).map_or(missing, |template| {
                let told = json!({ "name": name, "index_template": template });
                (200, json!({ "index_templates": [told] }))
            }),
            ("GET", "/_data_stream/{name}") if self.documents.contains_key(&name) => {
                let mut told = json!({ "name": name, "generation": 1, "lifecycle": { "enabled": true } });
                if let Some(kept) = self.kept.get(&name) {
                    told["lifecycle"]["data_retention"] = json!(kept);
                }
                (200, json!({ "data_streams": [told] }))
            }
            ("PUT", "/_index_template/{name}") => {
                self.templates.insert(name, body.clone());
                done
            }
            ("PUT", "/_data_stream/{name}") => {
                let matches = |template: &Value| {
                    let patterns = template["index_patterns"].as_array().unwrap();
                    patterns.iter().any(|one| name.starts_with(one.as_str().unwrap().trim_end_matches('*')))
                };
                let error = |kind: &str| (400, json!({ "error": { "type": kind }, "status": 400 }));
                if !self.templates.values().any(matches) {
                    return error("illegal_argument_exception");
                }
                if self.documents.contains_key(&name) {
                    return error("resource_already_exists_exception");
                }
                self.documents.insert(name, BTreeMap::new());
                done
            }
            ("PUT", _) if self.documents.contains_key(&name) => {
                self.kept.insert(name, body["data_retention"].as_str().unwrap().to_owned());
                done
            }
            ("DELETE", _) if self.documents.remove(&name).is_some() => done,
            _ => missing,
        }
    }
}
