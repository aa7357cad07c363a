//! Every operation, as it is listed for whoever visits them all: what its declaration says of it, without words.

use serde::Serialize;
use serde_json::Value;

use super::openapi;

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Listed {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    /// The kind of key that is shown for it.
    pub(crate) key: String,
    /// The permissions that the key must give; none where any key will do.
    pub(crate) permissions: Vec<String>,
    pub(crate) query: Vec<Parameter>,
    /// The schema of its body, whole, if it takes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Value>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) is_required: bool,
}

pub(crate) fn listed() -> Vec<Listed> {
    let document = openapi::document();
    let paths = document["paths"].as_object().into_iter().flatten();
    let each = paths.flat_map(|(path, methods)| {
        methods.as_object().into_iter().flatten().map(move |(method, told)| (path, method, told))
    });
    each.map(|(path, method, told)| listed_as(&document, path, method, told)).collect()
}

fn listed_as(document: &Value, path: &str, method: &str, told: &Value) -> Listed {
    let (key, permissions) = told["security"][0].as_object().into_iter().flatten().next().unzip();
    let schema = &told["requestBody"]["content"]["application/json"]["schema"];
    let parameters = told["parameters"].as_array().into_iter().flatten();
    Listed {
        name: text(&told["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        key: key.cloned().unwrap_or_default(),
        permissions: permissions.and_then(Value::as_array).into_iter().flatten().map(text).collect(),
        query: parameters
            .filter(|one| one["in"] == "query")
            .map(|one| Parameter { name: text(&one["name"]), is_required: one["required"] == true })
            .collect(),
        body: (!schema.is_null()).then(|| whole(document, schema)),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A schema with what it refers to in its place.
fn whole(document: &Value, schema: &Value) -> Value {
    match schema {
        Value::Object(members) => match members.get("$ref").and_then(Value::as_str) {
            Some(reference) => document
                .pointer(reference.trim_start_matches('#'))
                .map_or(Value::Null, |found| whole(document, found)),
            None => members.iter().map(|(name, value)| (name.clone(), whole(document, value))).collect(),
        },
        Value::Array(values) => values.iter().map(|value| whole(document, value)).collect(),
        other => other.clone(),
    }
}
