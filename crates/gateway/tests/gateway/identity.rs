//! Who somebody is: said by the gateway, and by nobody else.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{MINUTE, SECOND};
use gateway::Program;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::Value;

use crate::harness::{CONSOLE, NOW, World};

/// Names by which one of these programs, or something configured in it, is told who asks.
const SMUGGLED: [&str; 34] = [
    "authorization",
    "proxy-authorization",
    "x-jwt-assertion",
    "X-JWT-Assertion",
    "x_jwt_assertion",
    "x-webauth-user",
    "x-webauth-role",
    "x-webauth-anything",
    "x-grafana-id",
    "x-grafana-user",
    "x-grafana-org-role",
    "x-grafana-device-id",
    "x-grafana-internal-request",
    "x-scope-orgid",
    "x-id-token",
    "x-access-token",
    "x-auth-request-user",
    "x-remote-user",
    "remote-user",
    "es-security-runas-user",
    "es-client-authentication",
    "es-secondary-authorization",
    "securitytenant",
    "security_tenant",
    "x-proxy-user",
    "x-proxy-roles",
    "x-api-key",
    "x-original-url",
    "x-rewrite-url",
    "x-http-method-override",
    "forwarded",
    "x-real-ip",
    "via",
    "x-invented-tomorrow",
];

#[tokio::test]
async fn nothing_a_browser_says_of_who_it_is_arrives() {
    for (program, target) in [
        (Program::Grafana, "/api/search?orgId=7"),
        (Program::Kibana, "/s/space7/api/status"),
        (Program::OpenSearch, "/api/status?security_tenant=space7"),
    ] {
        let world = World::of(program).await;
        for name in SMUGGLED {
            let answer = world.get(target).header(name, "smuggled").send().await;
            assert_eq!(answer.status, 200, "{name}");
            let seen = format!("{:?}", world.one().headers);
            assert!(!seen.contains("smuggled"), "{name}: {seen}");
        }
    }
}

#[tokio::test]
async fn no_cookie_passes_in_either_direction() {
    let world = World::grafana().await;
    let call = world.get("/api/stub/headers?orgId=7").header("cookie", "grafana_session=1; sid=2");
    let answer = call.send().await;
    assert_eq!(answer.status, 200);
    assert_eq!(world.one().header("cookie"), "");
    assert_eq!(answer.header("set-cookie"), "");
}

#[tokio::test]
async fn what_belongs_to_a_connection_ends_with_it() {
    let world = World::grafana().await;
    let call = world.get("/api/stub/headers?orgId=7");
    let call = call.header("connection", "close, accept, x-dashboard-uid").header("accept", "a/b");
    let call = call.header("x-dashboard-uid", "u").header("te", "trailers").header("keep-alive", "1");
    let answer = call.header("x-panel-id", "4").send().await;
    let seen = world.one();
    for name in ["accept", "x-dashboard-uid", "te", "keep-alive", "connection", "upgrade"] {
        assert_eq!(seen.header(name), "", "{name}");
    }
    assert_eq!(seen.header("x-panel-id"), "4");
    for name in ["x-hop", "keep-alive"] {
        assert_eq!(answer.header(name), "", "{name}");
    }
    assert_eq!(answer.header("etag"), "\"1\"");
}

#[tokio::test]
async fn where_a_request_came_from_is_said_anew() {
    let world = World::grafana().await;
    let call = world.get("/api/search?orgId=7").header("x-forwarded-for", "10.0.0.1");
    call.header("x-forwarded-host", "evil.example").header("x-forwarded-proto", "http").send().await;
    let seen = world.one();
    assert_eq!(seen.header("x-forwarded-for"), "203.0.113.9");
    assert_eq!(seen.header("x-forwarded-host"), "grafana.example.com");
    assert_eq!(seen.header("x-forwarded-proto"), "https");
    assert_eq!(seen.header("host"), "grafana.example.com");
}

#[tokio::test]
async fn answers_carry_the_orders_of_the_gateway() {
    let world = World::grafana().await;
    let answer = world.get("/api/stub/headers?orgId=7").send().await;
    let policies: Vec<_> = answer.headers.get_all("content-security-policy").iter().collect();
    assert_eq!(policies, ["script-src 'self'", "frame-ancestors 'none'"]);
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("strict-transport-security", "max-age=31536000"),
        ("access-control-allow-origin", ""),
        ("clear-site-data", ""),
        ("refresh", ""),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
}

/// The claims of a token whose signature the published document proves.
fn proved(world: &World, token: &str) -> Value {
    let [head, claims, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("{token}") };
    let read = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
    let head: Value = serde_json::from_slice(&read(head)).unwrap();
    assert_eq!(head["alg"], "ES256");
    let known = world.door.known();
    let document = known.keys.document(known.now);
    let keys = document["keys"].as_array().unwrap();
    let key = keys.iter().find(|key| key["kid"] == head["kid"]).expect("a published key");
    let point = [vec![4], read(key["x"].as_str().unwrap()), read(key["y"].as_str().unwrap())].concat();
    let message = token.rsplit_once('.').unwrap().0;
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
    key.verify(message.as_bytes(), &read(signature)).expect("a signature of that key");
    assert!(key.verify(format!("{message}x").as_bytes(), &read(signature)).is_err());
    serde_json::from_slice(&read(claims)).unwrap()
}

#[tokio::test]
async fn grafana_is_told_by_a_token_that_the_published_keys_prove() {
    let world = World::grafana().await;
    world.get("/api/search?orgId=7").send().await;
    let seen = world.one();
    let claims = proved(&world, seen.header("x-jwt-assertion"));
    let now = NOW / SECOND;
    for (name, value) in [
        ("iss", Value::from(CONSOLE)),
        ("aud", "grafana".into()),
        ("sub", "acc-alice".into()),
        ("login", "u-alice".into()),
        ("name", "alice Ünïcode".into()),
        ("iat", now.into()),
        ("nbf", (now - 10).into()),
        ("exp", (now + 120).into()),
    ] {
        assert_eq!(claims[name], value, "{name}");
    }
    assert_eq!(seen.header("x-grafana-org-id"), "7");
    assert_eq!(seen.header("authorization"), "");
}

#[tokio::test]
async fn a_token_is_one_persons_and_is_made_anew_each_minute() {
    let world = World::grafana().await;
    let token = async |session: &str, org: u8| {
        world.get(&format!("/api/search?orgId={org}")).session(session).send().await;
        world.one().header("x-jwt-assertion").to_owned()
    };
    let first = token("alice", 7).await;
    assert_eq!(token("alice", 8).await, first, "it says who somebody is, not where");
    let other = token("bob", 9).await;
    assert_eq!(proved(&world, &other)["login"], "u-bob");
    world.door.known().now += MINUTE - 1;
    assert_eq!(token("alice", 7).await, first);
    world.door.known().now += 1;
    let second = token("alice", 7).await;
    assert_ne!(second, first);
    assert_ne!(proved(&world, &second)["jti"], proved(&world, &first)["jti"]);
    world.door.known().visitors.get_mut("alice").unwrap().name = "Alice Renamed".to_owned();
    assert_eq!(proved(&world, &token("alice", 7).await)["name"], "Alice Renamed");
}

#[tokio::test]
async fn kibana_is_told_by_a_service_that_asks_as_the_tenants_user() {
    let world = World::of(Program::Kibana).await;
    world.get("/s/space7/api/status").send().await;
    let seen = world.one();
    assert_eq!(seen.header("authorization"), "Basic c3ZjOnBhc3M6d29yZA==");
    assert_eq!(seen.header("es-security-runas-user"), "t-space7-alice");
    world.get("/s/space8/api/status").send().await;
    assert_eq!(world.one().header("es-security-runas-user"), "t-space8-alice");
}

#[tokio::test]
async fn opensearch_is_told_by_a_token_and_the_tenant() {
    let world = World::of(Program::OpenSearch).await;
    world.get("/app/discover?security_tenant=space8&x=1").send().await;
    let seen = world.one();
    assert_eq!(seen.target, "/app/discover?x=1");
    assert_eq!(seen.header("securitytenant"), "space8");
    let token = seen.header("authorization").strip_prefix("Bearer ").unwrap();
    assert_eq!(proved(&world, token)["sub"], "t-space8-alice");
    assert_eq!(proved(&world, token)["aud"], "opensearch");
}
