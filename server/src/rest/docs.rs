//! The readable page of the interface, written out from its description.

use std::fmt::Write;

use axum::{
    extract::State as Extract,
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::openapi::document;
use crate::web::State;

/// `GET /api`: every operation with its parameters, body, answers and an example.
pub(super) async fn page(Extract(state): Extract<State>) -> Response {
    let policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    let headers =
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, policy)];
    (headers, html(&document(), state.service.public_url(), &app::shell::stylesheet(&state.site)))
        .into_response()
}

fn html(document: &Value, server: &str, style: &str) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (path, operations) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in operations.as_object().into_iter().flatten() {
            let tag = operation["tags"][0].as_str().unwrap_or_default().to_owned();
            let told = self::operation(server, method, path, operation);
            match groups.iter_mut().find(|(name, _)| *name == tag) {
                Some((_, all)) => all.push(told),
                None => groups.push((tag, vec![told])),
            }
        }
    }
    groups.sort();
    let contents = groups.iter().fold(String::new(), |mut text, (tag, _)| {
        let _ = write!(text, "<li><a href=\"#{0}\">{0}</a></li>", escape(tag));
        text
    });
    let operations = groups.iter().fold(String::new(), |mut text, (tag, all)| {
        let _ = write!(text, "<section id=\"{0}\"><h2>{0}</h2>{1}</section>", escape(tag), all.concat());
        text
    });
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    let schemas = schemas.fold(String::new(), |mut text, (name, schema)| {
        let _ = write!(
            text,
            "<section class=\"panel\" id=\"schema-{0}\"><h3>{0}</h3>{1}</section>",
            escape(name),
            self::schema(schema)
        );
        text
    });
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"/>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\
         <meta name=\"color-scheme\" content=\"light dark\"/>\
         <meta name=\"description\" content=\"Every operation of the HTTP interface, with its fields and its errors.\"/><title>The HTTP interface</title><link rel=\"stylesheet\" href=\"{style}\"/>\
         <link rel=\"icon\" href=\"/favicon.svg\"/></head><body><a class=\"skip-link\" href=\"#main\">Skip to the content</a>\
         <header class=\"site\"><a class=\"logo\" href=\"/\">API</a>\
         <nav aria-label=\"API\"><a href=\"/api/v1/openapi.json\">OpenAPI</a></nav></header>\
         <main class=\"api\" id=\"main\" tabindex=\"-1\"><h1>The HTTP interface</h1>{INTRODUCTION}\
         <nav aria-label=\"Contents\"><ul>{contents}<li><a href=\"#schemas\">schemas</a></li></ul></nav>\
         {operations}<section id=\"schemas\"><h2>schemas</h2>{schemas}</section></main></body></html>"
    )
}

const INTRODUCTION: &str = "<p>Everything a space can do in the console, for programs. \
    Make a key in the settings of your space and send it with each request: \
    <code>Authorization: Bearer pvk_…</code>. An instant is a number of microseconds since 1970-01-01 UTC.</p>\
    <p>Errors are <code>application/problem+json</code>; <code>code</code> is for programs, <code>detail</code> for people, \
    in the language of <code>Accept-Language</code>. \
    Lists come in pages: ask for <code>next</code> until there is none. \
    A POST with an <code>Idempotency-Key</code> is done once, however often it is sent within a day. \
    <code>RateLimit</code> says how many requests the key has left. \
    Cookies mean nothing here, and pages of other sites cannot ask.</p>";

fn operation(server: &str, method: &str, path: &str, operation: &Value) -> String {
    let text = |value: &Value| escape(value.as_str().unwrap_or_default());
    let mut told = format!(
        "<section class=\"panel\" id=\"{id}\"><h3><code>{method} {path}</code></h3><p>{summary}</p>",
        id = text(&operation["operationId"]),
        method = method.to_uppercase(),
        path = escape(path),
        summary = prose(&operation["summary"]),
    );
    let needed: Vec<_> = operation["security"][0].as_object().into_iter().flatten().collect();
    for (scheme, scopes) in needed {
        let scopes: Vec<_> = scopes
            .as_array()
            .into_iter()
            .flatten()
            .map(|scope| format!("<code>{}</code>", text(scope)))
            .collect();
        let what = match (scheme.as_str(), scopes.is_empty()) {
            ("agent-key", _) => "the key of a policy agent".to_owned(),
            ("usage-key", _) => "the provider's key for reporting usage".to_owned(),
            (_, true) => "any key".to_owned(),
            (_, false) => scopes.join(", "),
        };
        let _ = write!(told, "<p>Needs {what}.</p>");
    }
    let parameters: Vec<_> = operation["parameters"].as_array().into_iter().flatten().collect();
    if !parameters.is_empty() {
        let rows = parameters.iter().map(|parameter| {
            let needed = if parameter["required"] == true { "yes" } else { "" };
            row(&[
                &code(&text(&parameter["name"])),
                &text(&parameter["in"]),
                &kind(&parameter["schema"]),
                needed,
                &prose(&parameter["description"]),
            ])
        });
        told.push_str(&table("Parameters", &["name", "where", "kind", "needed", "meaning"], rows.collect()));
    }
    for (media, body) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
        let _ = write!(told, "<p>Body, <code>{}</code>: {}</p>", escape(media), kind(&body["schema"]));
    }
    let answers = operation["responses"].as_object().into_iter().flatten().map(|(status, answer)| {
        let body = answer["content"].as_object().and_then(|content| content.values().next());
        let body = body.map_or_else(String::new, |body| kind(&body["schema"]));
        row(&[&code(status), &body, &prose(&answer["description"])])
    });
    told.push_str(&table("Answers", &["status", "body", "meaning"], answers.collect()));
    let has_confirmation = parameters.iter().any(|parameter| parameter["name"] == "confirm");
    let example = example(server, method, path, !operation["requestBody"].is_null(), has_confirmation);
    let _ = write!(
        told,
        "<pre class=\"code\" tabindex=\"0\" data-wrap=\"true\"><code>{}</code></pre></section>",
        escape(&example)
    );
    told
}

fn example(server: &str, method: &str, path: &str, has_body: bool, has_confirmation: bool) -> String {
    let path = path.replace("{tenant}", "$SPACE").replace("{id}", "$ID").replace("{name}", "$NAME");
    let query = if has_confirmation { "?confirm=$NAME" } else { "" };
    let method = if method == "get" { String::new() } else { format!(" -X {}", method.to_uppercase()) };
    let body = if has_body { " -H 'Content-Type: application/json' -d @body.json" } else { "" };
    format!("curl{method} -H \"Authorization: Bearer $KEY\"{body} \"{server}{path}{query}\"")
}

fn schema(schema: &Value) -> String {
    let mut told = schema["description"]
        .as_str()
        .map_or_else(String::new, |_| format!("<p>{}</p>", prose(&schema["description"])));
    let parts = schema["allOf"].as_array().cloned().unwrap_or_else(|| vec![schema.clone()]);
    for part in parts {
        if part["$ref"].is_string() {
            let _ = write!(told, "<p>All of {}, and:</p>", kind(&part));
        }
        let needed: Vec<_> = part["required"].as_array().into_iter().flatten().collect();
        let rows: Vec<String> = part["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, property)| {
                let is_needed = needed.iter().any(|word| word.as_str() == Some(name));
                let description = prose(&property["description"]);
                row(&[
                    &code(&escape(name)),
                    &kind(property),
                    if is_needed { "always" } else { "" },
                    &description,
                ])
            })
            .collect();
        if !rows.is_empty() {
            told.push_str(&table("Members", &["name", "kind", "there", "meaning"], rows));
        }
    }
    told
}

/// What a schema is, in a few words.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return format!("<a href=\"#schema-{0}\">{0}</a>", escape(name));
    }
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<_> = words.iter().filter_map(Value::as_str).map(|word| code(&escape(word))).collect();
        return words.join(" ");
    }
    if let Some(parts) = schema["oneOf"].as_array() {
        return parts.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    match &schema["type"] {
        Value::String(name) if name == "array" => format!("list of {}", kind(&schema["items"])),
        Value::String(name) if name == "null" => "nothing".to_owned(),
        Value::String(name) => escape(name),
        Value::Array(names) => {
            let names: Vec<_> = names
                .iter()
                .filter_map(Value::as_str)
                .map(|name| if name == "null" { "nothing" } else { name })
                .collect();
            escape(&names.join(" or "))
        }
        _ => String::new(),
    }
}

fn table(caption: &str, heads: &[&str], rows: Vec<String>) -> String {
    let heads = format!("<th scope=\"col\">{}</th>", heads.join("</th><th scope=\"col\">"));
    format!(
        "<div class=\"table-wrap\" tabindex=\"0\"><table class=\"table\">\
         <caption class=\"visually-hidden\">{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{}</tbody></table></div>",
        rows.concat()
    )
}

fn row(cells: &[&str]) -> String {
    format!("<tr><td>{}</td></tr>", cells.join("</td><td>"))
}

/// A description; what stands between backticks is code.
fn prose(text: &Value) -> String {
    let escaped = escape(text.as_str().unwrap_or_default());
    let parts = escaped.split('`').enumerate();
    parts.map(|(number, part)| if number % 2 == 1 { code(part) } else { part.to_owned() }).collect()
}

fn code(text: &str) -> String {
    format!("<code>{text}</code>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
