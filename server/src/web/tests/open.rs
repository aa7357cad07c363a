//! The permanent address of something in another program, as somebody comes to it.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
    response::Response,
};
use domain::plans::Plan;
use service::deep_links::targets::{self, TargetForm};
use testkit::{Engine, Member, World};

use super::{read, router, send};

/// A Grafana that does not answer, and a space whose plan gives it.
async fn scene() -> (World, Member, axum::Router) {
    let world = World::new(Engine::Sqlite).await;
    let owner = world.owner("ann@acme.example", "Acme", Plan::Professional).await;
    let form = TargetForm {
        mode: "gateway".to_owned(),
        public_url: "https://grafana.example".to_owned(),
        internal_url: "http://127.0.0.1:1/".to_owned(),
        username: "parvis".to_owned(),
        password: "a secret of the operator".to_owned(),
        revision: 1,
        ..TargetForm::default()
    };
    targets::save(testkit::operate(&world.service).await, "grafana", &form).await.expect("it is saved");
    let look = targets::probe(testkit::operate(&world.service).await, "grafana").await.expect("a look");
    targets::note(testkit::operate(&world.service).await, look).await.expect("it is noted");
    let app = router(&world);
    (world, owner, app)
}

async fn get(app: &axum::Router, path: &str, session: Option<&str>) -> Response {
    let request = Request::get(path).header("sec-fetch-site", "none").body(Body::empty());
    send(app, request.expect("a request"), session).await
}

fn led(answer: &Response) -> (StatusCode, &str) {
    let there = answer.headers().get(header::LOCATION);
    (answer.status(), there.map_or("", |there| there.to_str().expect("an address")))
}

const FOCUS: &str =
    "from=2026-11-20T00%3A00%3A00Z&to=2026-11-22T00%3A00%3A00Z&tz=UTC&host=mx1&domain=acme.test";

#[tokio::test]
async fn what_is_down_says_so_and_leads_to_the_dashboard_here_for_the_same_question() {
    let (_world, owner, app) = scene().await;
    let slug = &owner.tenant.slug;
    let answer = get(&app, &format!("/open/{slug}/grafana/hosts?{FOCUS}"), Some(&owner.session)).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let html = String::from_utf8(read(answer).await).expect("a text");
    assert!(html.contains("Grafana does not answer since"), "{html}");
    let here = format!(
        "href=\"/t/{slug}?range=custom&amp;from=2026-11-20&amp;to=2026-11-21&amp;host=mx1&amp;domain=acme.test\""
    );
    assert!(html.contains(&here), "{html}");
    assert!(!html.contains("value=\"deep-links.open\""), "there is no button that fails: {html}");
}

#[tokio::test]
async fn what_a_program_calls_a_space_leads_its_people_to_it_and_nobody_else() {
    let (world, owner, app) = scene().await;
    let (slug, id) = (&owner.tenant.slug, &owner.tenant.id);
    let asked = format!("/open/{id}/grafana/hosts?{FOCUS}");
    let answer = get(&app, &asked, Some(&owner.session)).await;
    assert_eq!(led(&answer), (StatusCode::SEE_OTHER, format!("/open/{slug}/grafana/hosts?{FOCUS}").as_str()));
    let (status, there) = {
        let answer = get(&app, &asked, None).await;
        let (status, there) = led(&answer);
        (status, there.to_owned())
    };
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(there.starts_with("/sign-in?next=") && there.contains("grafana"), "{there}");
    let other = world.owner("bob@bank.example", "Bank", Plan::Professional).await;
    for path in [asked.as_str(), "/open/org_1/grafana/hosts", "/open/ten_x/grafana/hosts"] {
        let answer = get(&app, path, Some(&other.session)).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
    }
}
