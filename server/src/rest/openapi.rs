//! The description of the interface, generated from the handlers; what all operations share is added here.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::{OpenApi, ToSchema, openapi::schema::Object};

use super::{events, usage};

#[derive(OpenApi)]
#[openapi(
    info(title = "Parvis", description = "What a space can do in the console, for programs."),
    paths(events::ingest, usage::report),
    components(schemas(Problem))
)]
struct Whole;

/// What went wrong (RFC 9457). Members of the error itself stand beside these.
#[derive(Serialize, ToSchema)]
pub(super) struct Problem {
    r#type: String,
    title: String,
    status: i64,
    /// The stable word, for programs.
    code: String,
    /// What happened and what to do, for people, in the language asked for.
    detail: String,
    /// The number of the request in the server's log.
    request_id: String,
    /// Of `invalid`: each field that cannot be taken.
    fields: Option<Vec<FieldProblem>>,
    /// Of `rate-limited`, `unavailable`, `being-updated` and `in-progress`: seconds to wait.
    retry_after: Option<i64>,
}

/// What is wrong with one field.
#[derive(Serialize, ToSchema)]
pub(super) struct FieldProblem {
    field: String,
    /// The stable word, for programs; its own members stand beside it.
    problem: String,
    /// Of many entries: which one.
    line: Option<ProblemLine>,
}

/// One entry of many.
#[derive(Serialize, ToSchema)]
struct ProblemLine {
    number: i64,
    text: String,
}

/// A string that is one of some words.
pub(super) fn one_of<T: Serialize>(words: &[T]) -> Object {
    let words: Vec<Value> = words.iter().filter_map(|word| serde_json::to_value(word).ok()).collect();
    utoipa::openapi::ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::Type::String)
        .enum_values(Some(words))
        .build()
}

/// The schema of an enum's words, from the enum itself.
macro_rules! word {
    ($name:ident = $words:expr) => {
        fn $name() -> utoipa::openapi::schema::Object {
            $crate::rest::openapi::one_of($words)
        }
    };
}
pub(super) use word;

/// The whole description.
pub(super) fn document() -> Value {
    let mut whole = Whole::openapi();
    whole.merge(super::operations().into_openapi());
    let mut document = serde_json::to_value(whole).unwrap_or_default();
    document["info"]["version"] = json!("1");
    document["info"].as_object_mut().map(|info| info.remove("license"));
    document["components"]["securitySchemes"] = json!({
        "key": { "type": "http", "scheme": "bearer", "description": "An API key, `pvk_…`, made in the settings of the space." },
        "usage-key": { "type": "http", "scheme": "bearer", "description": "The provider's key for reporting usage, `pvu_…`." },
        "operator-key": { "type": "http", "scheme": "bearer", "description": "The key of an operator, `pvo_…`, made in the operators' console." },
        "agent-key": { "type": "http", "scheme": "bearer", "description": "The key of a policy agent, `pva_…`." },
    });
    if let Some(paths) = document["paths"].as_object_mut() {
        for (path, operations) in paths {
            for (method, operation) in operations.as_object_mut().into_iter().flatten() {
                complete(path, method, operation);
            }
        }
    }
    document
}

/// As text, as it is committed and served.
pub(crate) fn text() -> String {
    let mut text = serde_json::to_string_pretty(&document()).unwrap_or_default();
    text.push('\n');
    text
}

pub(super) async fn json() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text()).into_response()
}

/// Adds what every operation of its kind has: the values in its address, the names of requests, errors.
fn complete(path: &str, method: &str, operation: &mut Value) {
    let mut parameters = Vec::new();
    for name in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        let told = match name {
            "tenant" => "The slug of the space.",
            "name" => "The name of the thing.",
            _ => "The id of the thing.",
        };
        parameters.push(json!({
            "name": name, "in": "path", "required": true, "description": told, "schema": { "type": "string" },
        }));
    }
    let is_agents = operation["operationId"] == "events.take" || operation["operationId"] == "usage.report";
    if method == "post" && !is_agents {
        let told = if path.starts_with(super::OPERATORS) {
            "A name for this request: sent again within a day, it is not done again. Answers to operators' keys are \
             not kept: the second is 409 `already-done`, and what became of it is looked at."
        } else {
            "A name for this request: sent again within a day, it is done once and answered the same."
        };
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false, "description": told,
            "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" },
        }));
    }
    let has_query = operation["parameters"].as_array().is_some_and(|given| !given.is_empty());
    if let Some(given) = operation.get_mut("parameters").and_then(Value::as_array_mut) {
        parameters.append(given);
    }
    if !parameters.is_empty() {
        operation["parameters"] = Value::Array(parameters);
    }
    let has_body = !operation["requestBody"].is_null();
    let mut errors = vec![("401", "No key, or one that is unknown, expired, replaced or revoked.")];
    errors.push(("403", "The key may not do this, or not from here; or the plan's limit is reached."));
    if !is_agents {
        errors.push(("404", "Nothing is there, or it is another space's."));
        errors.push(("429", "The key asked too often."));
    }
    if has_body || method == "post" {
        errors.push(("413", "More than is taken at once."));
    }
    if has_body && !is_agents {
        errors.push(("415", "The body is not JSON."));
    }
    if method == "post" && !is_agents {
        errors.push(("409", "The same request is being worked on, or was done and its answer lost."));
    } else if matches!(method, "put" | "patch" | "delete") {
        errors.push(("409", "It cannot be done as things stand."));
    }
    // An address with a NUL is refused before anything else.
    errors.push(("400", "The request cannot be read."));
    if has_body || has_query || method == "post" {
        errors.push(("422", "Some fields cannot be taken."));
    }
    errors.push(("503", "Busy; nothing was changed."));
    let mut responses = operation["responses"].as_object().cloned().unwrap_or_default();
    for (_, response) in &mut responses {
        if !is_agents {
            response["headers"] = allowance_headers();
        }
        if response["description"].as_str().is_none_or(str::is_empty) {
            response["description"] = json!("Done.");
        }
    }
    responses.extend(errors.into_iter().map(|(status, told)| (status.to_owned(), problem(status, told))));
    operation["responses"] = Value::Object(responses);
}

fn problem(status: &str, told: &str) -> Value {
    let mut headers = Map::new();
    if ["429", "503"].contains(&status) {
        let schema = json!({ "type": "integer" });
        headers
            .insert("Retry-After".to_owned(), json!({ "description": "Seconds to wait.", "schema": schema }));
    }
    json!({
        "description": told,
        "headers": headers,
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    })
}

fn allowance_headers() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "RateLimit": { "description": "Requests left, and seconds until all are there again.", "schema": text },
        "RateLimit-Policy": { "description": "Requests in how many seconds.", "schema": text },
    })
}

#[cfg(test)]
mod tests {
    /// Run `parvis openapi > docs/openapi.json` after a change of the interface.
    #[test]
    fn the_committed_description_is_up_to_date() {
        let committed = include_str!("../../../docs/openapi.json");
        assert!(
            super::text() == committed,
            "docs/openapi.json is out of date: `parvis openapi > docs/openapi.json`"
        );
    }

    /// Of two that have one name, only the last would be told.
    #[test]
    fn what_two_areas_tell_of_has_one_name_only_where_it_is_the_same() {
        let mut known = std::collections::BTreeMap::new();
        for area in crate::rest::areas() {
            let told = serde_json::to_value(area.into_openapi()).unwrap();
            for (name, schema) in told["components"]["schemas"].as_object().into_iter().flatten() {
                let before = known.insert(name.clone(), schema.clone());
                assert!(before.is_none_or(|before| before == *schema), "two are called {name}");
            }
        }
        assert!(known.len() > 50, "{known:?}");
    }

    #[test]
    fn each_operation_has_a_name_of_its_own_and_names_its_permission() {
        let document = super::document();
        let mut names = std::collections::BTreeSet::new();
        for (path, operations) in document["paths"].as_object().unwrap() {
            for (method, operation) in operations.as_object().unwrap() {
                let name = operation["operationId"].as_str().unwrap().to_owned();
                assert!(operation["security"].is_array(), "{method} {path}");
                assert!(operation["summary"].is_string(), "{method} {path}");
                assert!(names.insert(name), "{method} {path}");
            }
        }
        assert!(names.len() > 25, "{names:?}");
    }
}
