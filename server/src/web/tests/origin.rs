//! Where a form comes from, and where the browser is: what is refused, in which words, and who learns of it.

use axum::{
    Router,
    body::Body,
    http::{Request, header},
    response::Response,
};
use domain::plans::Plan;
use testkit::World;

use super::{read, router, router_of, send, state};

const PAGE: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

/// Sends what a browser would, with these headers.
async fn ask(
    app: &Router,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    session: Option<&str>,
) -> Response {
    let body = if method == "POST" { "do=sessions.end" } else { "" };
    let mut request = Request::builder().method(method).uri(path).header(header::ACCEPT, PAGE);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(app, request.body(Body::from(body)).expect("a request"), session).await
}

async fn text(response: Response) -> String {
    String::from_utf8(read(response).await).expect("text")
}

testkit::both_engines! {
    async fn a_form_from_another_address_is_refused_with_a_page_and_leaves_an_entry(world: World) {
        let app = router(&world);
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let stranger = world.owner("mallory@example.test", "Other", Plan::Professional).await;
        let before = world.control_trail().await.len();
        let path = format!("/t/{}/settings", owner.tenant.slug);
        let foreign = [("origin", "https://parvis.lan"), ("host", "127.0.0.1:3000")];
        let refused = ask(&app, "POST", &path, &foreign, Some(&owner.session)).await;
        assert_eq!(refused.status(), 403);
        assert_eq!(refused.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        let page = text(refused).await;
        for told in ["https://parvis.lan", "https://parvis.test", "public_url", "Host"] {
            assert!(page.contains(told), "{told} in {page}");
        }
        assert!(page.contains(&format!("href=\"https://parvis.test{path}\"")), "{page}");
        ask(&app, "POST", &path, &foreign, Some(&stranger.session)).await;
        ask(&app, "POST", &path, &foreign, None).await;

        let trail = world.control_trail().await;
        let [own, other] = &trail[before..] else { panic!("two entries: {:?}", &trail[before..]) };
        assert_eq!([own.action.as_str(), other.action.as_str()], ["origin.refuse", "origin.refuse"]);
        assert!(own.actor_label == "eve@example.test", "{own:?}");
        assert_eq!(own.tenant_id.as_deref(), Some(owner.tenant.id.as_str()));
        let told = own.after.as_deref().unwrap_or_default();
        assert!(told.contains("https://parvis.lan") && told.contains("https://parvis.test"), "{told}");
        assert_eq!(other.tenant_id, None, "a stranger writes into nobody's log");
    }

    async fn of_many_refused_forms_a_few_are_noted(world: World) {
        let app = router(&world);
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let before = world.control_trail().await.len();
        let path = format!("/t/{}", owner.tenant.slug);
        for _ in 0..40 {
            ask(&app, "POST", &path, &[("sec-fetch-site", "same-site")], Some(&owner.session)).await;
        }
        assert_eq!(world.control_trail().await.len() - before, 30);
    }
}

#[tokio::test]
async fn programs_are_told_of_a_refused_form_as_before() {
    let world = World::new(testkit::Engine::Sqlite).await;
    let request = Request::post("/rpc/sessions.end").header(header::ORIGIN, "null").body(Body::empty());
    let refused = send(&router(&world), request.expect("a request"), None).await;
    assert_eq!(refused.status(), 403);
    assert_eq!(refused.headers()[header::CONTENT_TYPE], "application/problem+json");
    let problem: serde_json::Value = serde_json::from_slice(&read(refused).await).expect("JSON");
    assert_eq!(problem["code"], "other-site");
    assert_eq!(problem["expected"], "https://parvis.test");
}

#[tokio::test]
async fn behind_a_proxy_that_names_itself_the_right_address_is_enough() {
    let world = World::new(testkit::Engine::Sqlite).await;
    let app = router(&world);
    for host in [Some("127.0.0.1:3000"), Some("upstream"), None] {
        let mut headers = vec![("origin", "https://parvis.test")];
        headers.extend(host.map(|host| ("host", host)));
        let answer = ask(&app, "POST", "/sign-in", &headers, None).await;
        assert_eq!(answer.status(), 303, "{host:?}");
    }
}

/// A console that is known by https.
fn by_https(world: &World) -> Router {
    let mut state = state(world);
    state.site.is_https = true;
    router_of(&state)
}

#[tokio::test]
async fn who_comes_by_plain_http_is_told_where_to_go_before_anything_is_typed() {
    let world = World::new(testkit::Engine::Sqlite).await;
    let app = by_https(&world);
    let chromium = [("upgrade-insecure-requests", "1"), ("host", "parvis.test")];
    let lynx = [("host", "parvis.lan:3000")];
    for headers in [&chromium[..], &lynx] {
        for (method, path) in [
            ("GET", "/sign-in?next=%2Fspaces"),
            ("GET", "/sign-up"),
            ("POST", "/sign-in"),
            ("GET", "/t/acme"),
        ] {
            let answer = ask(&app, method, path, headers, None).await;
            assert_eq!(answer.status(), 421, "{method} {path} {headers:?}");
            let page = text(answer).await;
            assert!(page.contains(&format!("href=\"https://parvis.test{path}\"")), "{page}");
            assert!(!page.contains("<form"), "nothing to type: {page}");
        }
    }
}

#[tokio::test]
async fn who_may_be_there_by_https_is_let_in() {
    let world = World::new(testkit::Engine::Sqlite).await;
    let app = by_https(&world);
    let upgrade = ("upgrade-insecure-requests", "1");
    for headers in [
        // Today's browsers say this over https and on their own machine alone.
        &[upgrade, ("sec-fetch-site", "none"), ("host", "127.0.0.1:3000")][..],
        &[upgrade, ("sec-fetch-site", "cross-site"), ("host", "parvis.test")],
        // A browser without it that came here before.
        &[upgrade, ("cookie", "theme=dark; __Host-parvis-seen=1"), ("host", "parvis.test")],
        // Text browsers and programs, behind whatever proxy.
        &[("host", "parvis.test")],
        &[("host", "127.0.0.1:3000")],
        &[],
    ] {
        let answer = ask(&app, "GET", "/sign-in", headers, None).await;
        assert_eq!(answer.status(), 200, "{headers:?}");
    }
    let told = ask(&app, "GET", "/sign-in", &[upgrade], None).await;
    let cookie = told.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
    assert!(cookie.starts_with("__Host-parvis-seen=1") && cookie.contains("; Secure"), "{cookie}");
}

#[tokio::test]
async fn a_console_known_by_http_asks_nobody_for_https() {
    let world = World::new(testkit::Engine::Sqlite).await;
    let answer = ask(&router(&world), "GET", "/sign-in", &[("upgrade-insecure-requests", "1")], None).await;
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn a_way_to_a_provider_begins_where_it_will_end() {
    let world = World::new(testkit::Engine::Sqlite).await;
    let request = Request::post("/oauth/some")
        .header(header::ACCEPT, PAGE)
        .header("sec-fetch-site", "same-origin")
        .header(header::ORIGIN, "http://127.0.0.1:3000")
        .body(Body::from("do=identities.start&provider=some&purpose=sign-in"));
    let answer = send(&router(&world), request.expect("a request"), None).await;
    assert_eq!(answer.status(), 421);
    assert!(text(answer).await.contains("href=\"https://parvis.test/oauth/some\""));
}
