//! What no person types and no program means: every door that takes values is shown the edges of what can be
//! written, and answers that it will not have them. It never fails, whatever the database makes of them.

use app::api::Function;
use axum::{
    Router,
    body::Body,
    http::{HeaderValue, Request, header},
};
use domain::{areas::Action, plans::Plan};
use serde_json::{Value, json};
use testkit::{Member, World};

use super::{access_matrix::operations::key_of, addresses, read, router, send};
use crate::rest::{Listed, Parameter};

/// Texts at the edge: letters that no text column takes, that no index holds, that no number type holds.
fn texts() -> Vec<String> {
    let mut state = 1_u64;
    let mut letter = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'!' + u8::try_from((state >> 33) % 90).expect("a letter"))
    };
    let noise: String = (0..5000).map(|_| letter()).collect();
    let mut texts = vec!["\0".to_owned(), "a\0b".to_owned(), noise.clone(), format!("a@{noise}.example")];
    texts.extend(["\u{10ffff}".repeat(300), "9".repeat(400), "\u{202e}\u{fffe}".to_owned()]);
    texts.extend([
        i64::MIN.to_string(),
        i64::MAX.to_string(),
        u64::MAX.to_string(),
        "1e400".to_owned(),
        "-1".to_owned(),
    ]);
    texts.extend(["9999-12-31", "0000-01-01", "%", "' or 1=1 --"].map(str::to_owned));
    texts
}

fn values() -> Vec<Value> {
    let mut values: Vec<Value> = texts().into_iter().map(Value::from).collect();
    values.extend([json!(i64::MIN), json!(i64::MAX), json!(u64::MAX), json!(1e300), json!(-1), json!(0)]);
    values.extend([
        json!(null),
        json!([]),
        json!({}),
        json!(["\0"]),
        json!([[[[]]]]),
        json!(vec![1; 20_000]),
    ]);
    values
}

async fn answer(app: &Router, request: Request<Body>, session: Option<&str>, what: &str) {
    let response = send(app, request, session).await;
    let status = response.status();
    let text = String::from_utf8_lossy(&read(response).await).into_owned();
    assert!(!status.is_server_error(), "{what}: {status} {}", text.chars().take(500).collect::<String>());
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Every page and file, with every word that narrows a list.
async fn look_everywhere(app: &Router, owner: &Member) {
    let words = ["range", "from", "to", "host", "domain", "direction", "state", "before", "actor", "token"];
    for route in addresses() {
        let route = route
            .replace("{slug}", &owner.tenant.slug)
            .replace("{target}", "grafana")
            .replace("{view}", "hosts");
        for text in texts() {
            let segment = encoded(&[("", &text)]).trim_start_matches('=').replace('+', "%20");
            let path = route.replace("{id}", &segment).replace("{token}", &segment);
            let query = encoded(&words.map(|word| (word, text.as_str())));
            let address = format!("{path}?{query}");
            let Ok(request) = Request::get(&address).body(Body::empty()) else { continue };
            answer(app, request, Some(&owner.session), &address.chars().take(200).collect::<String>()).await;
        }
    }
}

/// Every form, with all of its fields at once.
async fn send_every_form(app: &Router, owner: &Member) {
    for action in Action::ALL {
        let Function { path, fields } = app::api::function(*action);
        if fields.iter().all(|field| *field == "tenant") {
            continue;
        }
        for text in texts() {
            let pairs: Vec<(&str, &str)> = fields
                .iter()
                .map(|field| match *field {
                    "tenant" => ("tenant", owner.tenant.slug.as_str()),
                    field => (field, text.as_str()),
                })
                .collect();
            let request = Request::post(path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(encoded(&pairs)))
                .expect("a request");
            let what = format!("{path} {}", text.chars().take(40).collect::<String>());
            answer(app, request, Some(&owner.session), &what).await;
        }
    }
}

/// A page, a form, an operation and a batch, with one header after the other.
async fn claim_in_every_header(world: &World, app: &Router, owner: &Member) {
    const HEADERS: [&str; 22] = [
        "accept",
        "accept-language",
        "accept-encoding",
        "authorization",
        "content-encoding",
        "content-length",
        "content-type",
        "cookie",
        "forwarded",
        "host",
        "idempotency-key",
        "if-none-match",
        "origin",
        "purpose",
        "range",
        "referer",
        "sec-fetch-site",
        "sec-purpose",
        "transfer-encoding",
        "user-agent",
        "x-forwarded-for",
        "x-forwarded-proto",
    ];
    let slug = &owner.tenant.slug;
    let key = key_of(world, owner).await;
    let doors = [
        ("GET", format!("/t/{slug}")),
        ("GET", "/".to_owned()),
        ("POST", format!("/t/{slug}/mail-flow")),
        ("POST", "/rpc/sessions.start".to_owned()),
        ("POST", format!("/api/v1/tenants/{slug}/domains")),
        ("POST", "/api/v1/events".to_owned()),
    ];
    let mut claims: Vec<Vec<u8>> = texts().into_iter().map(String::into_bytes).collect();
    claims.extend([
        b"\xff\xfe".to_vec(),
        b",,,;;;===\"".to_vec(),
        "a=b; ".repeat(2000).into_bytes(),
        b"".to_vec(),
    ]);
    for (method, address) in &doors {
        for name in HEADERS {
            for claim in &claims {
                let Ok(value) = HeaderValue::from_bytes(claim) else { continue };
                let mut request = Request::builder().method(*method).uri(address);
                if name != "authorization" && address.starts_with("/api/") {
                    request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
                }
                let request = request.header(name, value).body(Body::from("{}")).expect("a request");
                let session = (name != "cookie").then_some(owner.session.as_str());
                answer(app, request, session, &format!("{method} {address} {name}")).await;
            }
        }
    }
}

/// Every operation, one field after the other.
async fn ask_every_operation(world: &World, app: &Router, owner: &Member) {
    for Listed { method, path, query, body, .. } in crate::rest::listed() {
        let properties = body.as_ref().and_then(|schema| schema["properties"].as_object());
        let fields: Vec<&String> = properties.into_iter().flat_map(|fields| fields.keys()).collect();
        let address =
            path.replace("{tenant}", &owner.tenant.slug).replace("{id}", "x").replace("{name}", "x");
        let key = key_of(world, owner).await;
        let ask = async |address: &str, body: Option<Value>, what: &str| {
            let mut request = Request::builder().method(method.as_str()).uri(address);
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
            let request = match body {
                Some(body) => request
                    .header(header::CONTENT_TYPE, "application/json")
                    .body(Body::from(body.to_string())),
                None => request.body(Body::empty()),
            };
            if let Ok(request) = request {
                answer(app, request, None, &format!("{method} {path} {what}")).await;
            }
        };
        for Parameter { name, .. } in &query {
            for text in texts() {
                ask(&format!("{address}?{}", encoded(&[(name, &text)])), None, name).await;
            }
        }
        for value in values() {
            // All at once, so that a field that is demanded is there.
            let all = fields.iter().map(|field| ((*field).clone(), value.clone()));
            if !fields.is_empty() {
                ask(&address, Some(all.collect::<serde_json::Map<_, _>>().into()), "all fields").await;
            }
        }
    }
}

testkit::both_engines! {
    async fn every_page_stands_the_edges(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Enterprise).await;
        look_everywhere(&router(&world), &owner).await;
    }

    async fn every_form_stands_the_edges(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Enterprise).await;
        send_every_form(&router(&world), &owner).await;
    }

    async fn every_operation_stands_the_edges(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Enterprise).await;
        ask_every_operation(&world, &router(&world), &owner).await;
    }
}

testkit::on_sqlite! {
    async fn every_header_may_claim_anything(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Enterprise).await;
        claim_in_every_header(&world, &router(&world), &owner).await;
    }
}
