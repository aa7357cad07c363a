//! What a contract says: which requests there are, and what their bodies are like. Whoever stands for a program asks it
//! about each request.

use axum::http::Uri;
use serde_json::{Map, Value};

/// The path of the contract that is asked for, and what stands in its place holders.
pub(super) fn matching<'a>(contract: &'a Value, path: &str) -> Option<(&'a str, Vec<String>)> {
    let asked: Vec<_> = path.split('/').collect();
    let all = contract["paths"].as_object().unwrap().keys();
    all.filter_map(|known| {
        let parts: Vec<_> = known.split('/').collect();
        let is_same = parts.len() == asked.len()
            && parts
                .iter()
                .zip(&asked)
                .all(|(part, asked)| part == asked || part.starts_with('{') && !asked.is_empty());
        let values = parts.iter().zip(&asked).filter(|(part, _)| part.starts_with('{'));
        is_same.then(|| (known.as_str(), values.map(|(_, asked)| (*asked).to_owned()).collect::<Vec<_>>()))
    })
    // A path without a place holder goes first.
    .min_by_key(|(_, values)| values.len())
}

/// Whether a body is of its closed schema.
pub(super) fn fits(contract: &Value, schema: &Value, body: &Value) -> Result<(), String> {
    let mut whole = Map::new();
    whole.insert("components".to_owned(), contract["components"].clone());
    whole.extend(schema.as_object().unwrap().clone());
    let validator = jsonschema::validator_for(&Value::Object(whole)).map_err(|error| error.to_string())?;
    let problems: Vec<_> = validator.iter_errors(body).map(|error| error.to_string()).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems.join("; ")) }
}

/// What an operation takes in a place, such as the query.
pub(super) fn wanted<'a>(operation: &'a Value, place: &'static str) -> impl Iterator<Item = &'a Value> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    parameters.filter(move |one| one["in"] == place)
}

/// What was asked for behind the question mark: all that the operation takes, and nothing else.
pub(super) fn query(operation: &Value, uri: &Uri) -> Result<Vec<(String, String)>, String> {
    let query: Vec<(String, String)> =
        url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    for one in wanted(operation, "query") {
        if !query.iter().any(|(name, _)| one["name"] == name.as_str()) {
            return Err(format!("without {}", one["name"]));
        }
    }
    if query.len() != wanted(operation, "query").count() {
        return Err("a parameter it does not know".to_owned());
    }
    Ok(query)
}
