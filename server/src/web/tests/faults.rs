//! What a browser is shown when something fails: a page in its language, never a document for machines.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::plans::Plan;
use testkit::World;
use tower_http::catch_panic::CatchPanicLayer;

use super::{
    super::{faults, problem},
    read, router, send, state,
};

fn from_browser(method: &str, path: &str, language: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::ACCEPT, "text/html,*/*;q=0.8")
        .header(header::ACCEPT_LANGUAGE, language)
        .header("sec-fetch-site", "same-origin")
}

async fn is_page(response: Response, status: u16, language: &str) -> String {
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
    assert!(
        response.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .is_ok_and(|policy| policy.contains("style-src"))
    );
    let page = String::from_utf8(read(response).await).expect("text");
    assert!(page.contains(&format!("<html lang=\"{language}\"")), "{page}");
    assert!(page.contains(&format!("<p class=\"code\">{status}")), "{page}");
    page
}

#[tokio::test]
async fn a_browser_gets_a_page_in_its_language() {
    let world = World::new(testkit::Engine::Sqlite).await;
    let app = router(&world);
    let large = "x".repeat(500_000);
    for language in ["en", "fr"] {
        for (method, path, body, status) in [
            ("POST", "/rpc/no-such-function", "", 404),
            ("GET", "/rpc/sessions.end", "", 405),
            ("DELETE", "/sign-in", "", 405),
            ("PUT", "/t/acme/live", "", 405),
            ("POST", "/sign-in", large.as_str(), 413),
            ("POST", "/rpc/sessions.end", large.as_str(), 413),
            ("POST", "/rpc/sessions.end", "extra=1", 400),
            ("GET", "/t/%ff/live", "", 400),
            ("GET", "/t/acme/events?domain=%00", "", 400),
            ("GET", "/pkg/none.js", "", 404),
        ] {
            let mut request = from_browser(method, path, language);
            if !body.is_empty() {
                request = request.header(header::CONTENT_LENGTH, body.len());
            }
            let answer =
                send(&app, request.body(Body::from(body.to_owned())).expect("a request"), None).await;
            let has_allow = answer.headers().contains_key(header::ALLOW);
            assert_eq!(has_allow, status == 405, "{method} {path}");
            is_page(answer, status, language).await;
        }
    }
}

#[tokio::test]
async fn a_file_that_is_not_theirs_is_a_page_and_one_after_the_session_ended_leads_to_signing_in() {
    let world = World::new(testkit::Engine::Sqlite).await;
    let app = router(&world);
    let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
    for file in ["live", "overview.csv", "audit.csv", "audit.ndjson"] {
        let ask = |path: &str| from_browser("GET", path, "en").body(Body::empty()).expect("a request");
        let other = send(&app, ask(&format!("/t/other/{file}")), Some(&owner.session)).await;
        let page = is_page(other, 404, "en").await;
        assert!(page.contains("href=\"/spaces\""), "the way back of somebody signed in: {page}");
        let ended = send(&app, ask(&format!("/t/acme/{file}?range=7d")), None).await;
        assert_eq!(ended.status(), 303);
        let next = format!("/sign-in?next=%2Ft%2Facme%2F{file}%3Frange%3D7d");
        assert_eq!(ended.headers()[header::LOCATION].to_str().ok(), Some(next.as_str()));
    }
}

/// A router of one page, as ours are wrapped.
fn failing(world: &World, answer: fn() -> Response) -> Router {
    Router::new()
        .route("/", get(move || async move { answer() }))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn_with_state(state(world), faults::show))
}

#[tokio::test]
async fn a_panic_and_a_database_that_does_not_answer_are_pages_too() {
    let world = World::new(testkit::Engine::Sqlite).await;
    let panics = failing(&world, || panic!("on purpose"));
    let busy = failing(&world, || {
        problem::Problem::numbered(domain::Error::Unavailable { retry_after: 7 }, String::new())
            .into_response()
    });
    let bare = failing(&world, || StatusCode::SERVICE_UNAVAILABLE.into_response());
    for language in ["en", "fr"] {
        for (app, status, wait) in [(&panics, 500, None), (&busy, 503, Some("7")), (&bare, 503, Some("1"))] {
            let request = from_browser("GET", "/", language).body(Body::empty()).expect("a request");
            let answer = send(app, request, None).await;
            assert_eq!(answer.headers().get(header::RETRY_AFTER).map(|wait| wait.to_str().unwrap()), wait);
            is_page(answer, status, language).await;
        }
    }
    let program = Request::get("/").header(header::ACCEPT, "*/*").body(Body::empty()).expect("a request");
    let answer = send(&panics, program, None).await;
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
}
