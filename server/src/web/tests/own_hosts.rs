//! White label: at the host of a space there is that space, and nothing else.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
    response::Response,
};
use domain::{permission::ManageSettings, plans::Plan};
use service::{
    TeamAccess,
    brands::{self, BrandForm},
};
use testkit::{Engine, World};

use super::{read, router_of, send, state};

const HOST: &str = "console.acme.example";

/// A space that is opened at its own host, and the router that serves it.
async fn scene() -> (World, testkit::Member, axum::Router) {
    let world = World::new(Engine::Sqlite).await;
    let owner = world.owner("ann@acme.example", "Acme", Plan::Enterprise).await;
    world.set_proved(&owner.tenant, "acme.example", true).await;
    let access = TeamAccess::<ManageSettings>::enter(&world.service, &owner.caller, &owner.tenant.slug).await;
    let form = BrandForm { name: "Acme Mail".to_owned(), host: HOST.to_owned(), ..BrandForm::default() };
    brands::set(access.expect("an owner"), form).await.expect("a brand");
    let app = router_of(&state(&world));
    (world, owner, app)
}

async fn ask(app: &axum::Router, method: &str, host: &str, path: &str) -> Response {
    let request = Request::builder().method(method).uri(path).header(header::HOST, host);
    let request = request.header("sec-fetch-site", "same-origin").body(Body::empty());
    send(app, request.expect("a request"), None).await
}

fn led(answer: &Response) -> (StatusCode, &str) {
    let there = answer.headers().get(header::LOCATION);
    (answer.status(), there.map_or("", |there| there.to_str().expect("an address")))
}

#[tokio::test]
async fn people_find_that_space_alone_at_its_host() {
    let (world, owner, app) = scene().await;
    let slug = &owner.tenant.slug;
    let other = world.owner("bob@bank.example", "Bank", Plan::Starter).await;
    for host in [HOST, "CONSOLE.acme.example.:443"] {
        for path in ["/", "/spaces"] {
            let answer = ask(&app, "GET", host, path).await;
            assert_eq!(led(&answer), (StatusCode::SEE_OTHER, format!("/t/{slug}").as_str()), "{host}{path}");
        }
        let home = world.service.public_url();
        let elsewhere = [
            format!("/t/{}/plan?x=1", other.tenant.slug),
            "/account".into(),
            "/operator".into(),
            "/sign-up".into(),
            "/plans".into(),
            "/prove?next=%2F".into(),
        ];
        for path in elsewhere {
            let answer = ask(&app, "GET", host, &path).await;
            assert_eq!(
                led(&answer),
                (StatusCode::SEE_OTHER, format!("{home}{path}").as_str()),
                "{host}{path}"
            );
            assert_eq!(ask(&app, "POST", host, &path).await.status(), StatusCode::NOT_FOUND, "{host}{path}");
        }
        let page = ask(&app, "GET", host, "/sign-in").await;
        assert_eq!(page.status(), StatusCode::OK);
        let html = String::from_utf8(read(page).await).expect("a text");
        assert!(html.contains("Acme Mail"), "{html}");
    }
}

#[tokio::test]
async fn at_any_other_name_there_is_the_whole_installation() {
    let (_world, _, app) = scene().await;
    for host in
        ["parvis.test", "127.0.0.1:3000", "localhost:3000", "other.example", "[::1]:3000", "acme.example"]
    {
        assert_eq!(ask(&app, "GET", host, "/sign-up").await.status(), StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn a_name_that_does_not_count_any_more_leads_to_the_installation() {
    let (world, owner, app) = scene().await;
    world.set_proved(&owner.tenant, "acme.example", false).await;
    for path in ["/", "/sign-in", "/account"] {
        let there = format!("{}{path}", world.service.public_url());
        assert_eq!(led(&ask(&app, "GET", HOST, path).await), (StatusCode::SEE_OTHER, there.as_str()));
        assert_eq!(ask(&app, "POST", HOST, path).await.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_proxy_that_writes_its_own_host_does_not_open_more() {
    let (world, _, app) = scene().await;
    for (name, value) in [("x-forwarded-host", HOST.to_owned()), ("origin", format!("https://{HOST}"))] {
        let request =
            Request::builder().uri("/account").header(header::HOST, "127.0.0.1:3000").header(name, value);
        let answer = send(&app, request.body(Body::empty()).expect("a request"), None).await;
        let there = format!("{}/account", world.service.public_url());
        assert_eq!(led(&answer), (StatusCode::SEE_OTHER, there.as_str()), "{name}");
    }
}

#[tokio::test]
async fn at_a_host_only_a_session_of_that_space_alone_counts() {
    let (_world, owner, app) = scene().await;
    let path = format!("/t/{}", owner.tenant.slug);
    for (host, expected) in [(HOST, StatusCode::SEE_OTHER), ("parvis.test", StatusCode::OK)] {
        let request = Request::builder().uri(&path).header(header::HOST, host);
        let request = request.body(Body::empty()).expect("a request");
        let answer = send(&app, request, Some(&owner.session)).await;
        assert_eq!(answer.status(), expected, "{host}");
    }
}

#[tokio::test]
async fn a_proxy_learns_for_which_names_it_may_get_certificates() {
    let (world, owner, app) = scene().await;
    let known = async |name: &str| {
        ask(&app, "GET", "127.0.0.1:3000", &format!("/hosts/known?domain={name}")).await.status()
    };
    for (name, expected) in [
        (HOST, StatusCode::OK),
        ("Console.Acme.Example", StatusCode::OK),
        ("parvis.test", StatusCode::OK),
        ("other.acme.example", StatusCode::NOT_FOUND),
        ("", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(known(name).await, expected, "{name}");
    }
    world.set_proved(&owner.tenant, "acme.example", false).await;
    assert_eq!(known(HOST).await, StatusCode::NOT_FOUND);
}
