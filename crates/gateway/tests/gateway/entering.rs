//! The way in and out.

use axum::http::Method;

use crate::harness::{CONSOLE, Setting, World};

#[tokio::test]
async fn a_ticket_from_the_console_opens_once() {
    let world = World::grafana().await;
    let enter = || world.call(Method::POST, "/_parvis/enter").header("origin", CONSOLE);
    let answer = enter().session("bob").form("ticket=ticket-1").send().await;
    assert_eq!(answer.status, 303);
    let place = "https://grafana.example.com/d/t7-hosts?orgId=7&var-host=a%20b#top";
    assert_eq!(answer.header("location"), place, "the ticket is in no address");
    let cookie = answer.header("set-cookie");
    assert_eq!(cookie, "__Host-parvis-gateway=alice; Path=/; HttpOnly; SameSite=Lax; Secure");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(world.door.known().ended, ["bob"], "the session before it ends");
    let answer = enter().form("ticket=ticket-1").navigating().send().await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.header("set-cookie"), "");
    assert!(answer.text.contains("already"), "{}", answer.text);
    assert!(world.arrived().is_empty());
}

#[tokio::test]
async fn a_ticket_from_elsewhere_stays_unused() {
    let world = World::grafana().await;
    let enter = || world.call(Method::POST, "/_parvis/enter");
    for origin in [
        "null",
        "https://evil.example",
        "https://grafana.example.com",
        "http://parvis.example",
        "https://parvis.example:8443",
        "https://parvis.example.evil.example",
        "",
    ] {
        let answer = enter().header("origin", origin).form("ticket=ticket-1").send().await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "other-site"), "{origin}");
    }
    let answer = enter().form("ticket=ticket-1").send().await;
    assert_eq!(answer.code(), "other-site", "a browser always says where a form comes from");
    let twice = enter().header("origin", CONSOLE).header("origin", CONSOLE).form("ticket=ticket-1");
    assert_eq!(twice.send().await.code(), "other-site");
    for form in ["", "ticket=", "ticket=ticket-2", "ticket=ticket-1&ticket=ticket-2", "Ticket=ticket-1"] {
        let answer = enter().header("origin", CONSOLE).form(form).send().await;
        assert_eq!(answer.code(), "ticket", "{form}");
    }
    let long = format!("x={}&ticket=ticket-1", "a".repeat(5_000));
    assert_eq!(enter().header("origin", CONSOLE).form(&long).send().await.code(), "ticket");
    let json = enter().header("origin", CONSOLE).header("content-type", "text/plain").body("ticket=ticket-1");
    assert_eq!(json.send().await.code(), "ticket");
    let by_get = world.get("/_parvis/enter?ticket=ticket-1").header("origin", CONSOLE).send().await;
    assert_eq!(by_get.status, 405);
    assert!(world.door.known().tickets.contains("ticket-1"));
}

#[tokio::test]
async fn without_https_the_cookie_has_another_name() {
    let public = "http://grafana.localhost:3000";
    let world = World::new(Setting { public, ..Setting::default() }).await;
    let enter = world.call(Method::POST, "/_parvis/enter").header("origin", CONSOLE);
    let answer = enter.form("ticket=ticket-1").send().await;
    assert_eq!(answer.header("set-cookie"), "parvis-gateway=alice; Path=/; HttpOnly; SameSite=Lax");
    assert_eq!(answer.header("strict-transport-security"), "");
    let call = world.get("/api/search?orgId=7").header("cookie", "parvis-gateway=alice");
    assert_eq!(call.send().await.status, 200);
    let seen = world.one();
    assert_eq!((seen.header("host"), seen.header("x-forwarded-proto")), ("grafana.localhost:3000", "http"));
}

#[tokio::test]
async fn who_leaves_is_out() {
    let world = World::grafana().await;
    let leave = || world.call(Method::POST, "/_parvis/leave");
    assert_eq!(leave().header("origin", "https://evil.example").send().await.code(), "other-site");
    assert_eq!(world.get("/api/search?orgId=7").send().await.status, 200);
    let answer = leave().own().send().await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), "https://parvis.example/");
    assert!(answer.header("set-cookie").ends_with("; Max-Age=0"));
    assert_eq!(world.door.known().ended, ["alice"]);
    assert_eq!(world.get("/api/search?orgId=7").send().await.status, 401);
}

#[tokio::test]
async fn what_is_the_gateways_own_never_goes_on() {
    let world = World::grafana().await;
    let answer = world.get("/_parvis/health").session("nobody").send().await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, r#"{"status":"ok"}"#));
    for path in ["/_parvis", "/_parvis/", "/_PARVIS/health", "/_parvis/health/x", "/%5fparvis/x", "/_parvisx"]
    {
        assert_eq!(world.get(&format!("{path}?orgId=7")).send().await.status, 404, "{path}");
    }
    assert!(world.arrived().is_empty());
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing() {
    let world = World::grafana().await;
    let write = || world.call(Method::POST, "/api/dashboards/db?orgId=7");
    for (name, value) in [
        ("origin", "https://parvis.example"),
        ("origin", "https://neighbour.example.com"),
        ("origin", "null"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "cross-site"),
    ] {
        assert_eq!(write().header(name, value).send().await.code(), "other-site", "{name}: {value}");
    }
    assert!(world.arrived().is_empty());
    assert_eq!(write().own().body("{}").send().await.status, 200);
    let seen = world.one();
    assert_eq!((seen.method.as_str(), seen.body.as_str()), ("POST", "{}"));
}
