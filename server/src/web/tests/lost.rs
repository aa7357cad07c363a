//! A database that goes away in the middle of a request.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::Request,
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{permission::ViewOverview, plans::Plan};
use service::{Access, Service, live};
use store::Backend;
use testkit::Member;

use super::send;
use crate::web::{again, problem::Problem};

/// A page that counts how often it is asked for, and loses its connection in the middle the first times.
#[derive(Clone)]
struct Page {
    service: Service,
    member: Member,
    url: String,
    asked: Arc<AtomicUsize>,
    losses: usize,
}

async fn page(State(page): State<Page>, request: Request<Body>) -> Response {
    let number = page.asked.fetch_add(1, Ordering::SeqCst);
    let slug = &page.member.tenant.slug;
    let entered = Access::<ViewOverview>::enter(&page.service, &page.member.caller, slug).await;
    let mut access = entered.expect("a member who is let in");
    if number < page.losses {
        let url = page.url.clone();
        let ended = tokio::task::spawn_blocking(move || testkit::postgres::end_connections(&url)).await;
        ended.expect("the connections to end");
    }
    match live::mark(&mut access).await {
        Ok(_) => "fine".into_response(),
        Err(error) => Problem::new(error, &request).into_response(),
    }
}

testkit::on_postgres! {
    async fn a_read_is_done_once_more_and_a_write_is_not(world: World) {
        let Backend::Postgres { url, .. } = &world.backend else { panic!("this is about PostgreSQL") };
        let member = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        for (method, losses, status, asked) in
            [("GET", 0, 200, 1), ("GET", 1, 200, 2), ("GET", 2, 503, 2), ("POST", 1, 503, 1)]
        {
            let state = Page {
                service: world.service.clone(),
                member: member.clone(),
                url: url.clone(),
                asked: Arc::default(),
                losses,
            };
            let count = Arc::clone(&state.asked);
            let app = Router::new()
                .route("/page", get(page).post(page))
                .layer(middleware::from_fn(again::read))
                .with_state(state);
            let request = Request::builder().method(method).uri("/page").body(Body::empty());
            let response = send(&app, request.expect("a request"), None).await;
            let told = (response.status().as_u16(), count.load(Ordering::SeqCst));
            assert_eq!(told, (status, asked), "{method} with {losses} losses");
            assert_eq!(response.headers().contains_key("retry-after"), status == 503);
        }
    }
}
