//! What tells open pages of something new: what it keeps to itself, when it ends, and how much of it there is.

use std::pin::pin;

use axum::{
    Router,
    body::Body,
    http::{Request, header},
    response::Response,
};
use domain::{
    SECOND,
    decision::Scope,
    permission::{ManageTeam, Role},
    plans::Plan,
};
use futures::{Stream, StreamExt};
use service::team;
use testkit::{Batch, Member, rcpt};

use super::{read, router, send};

async fn ask(app: &Router, member: &Member, accept: &str) -> Response {
    let request = Request::get(format!("/t/{}/live", member.tenant.slug)).header(header::ACCEPT, accept);
    send(app, request.body(Body::empty()).expect("a request"), Some(&member.session)).await
}

/// Each message of a member's stream.
async fn open(app: &Router, member: &Member) -> impl Stream<Item = String> + use<> {
    let response = ask(app, member, "text/event-stream").await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    let told = response.into_body().into_data_stream();
    told.map(|bytes| String::from_utf8_lossy(&bytes.expect("a message")).into_owned())
}

/// The answer to somebody who asks instead of listening.
async fn mark(app: &Router, member: &Member) -> String {
    let response = ask(app, member, "text/plain").await;
    assert_eq!(response.status(), 200);
    String::from_utf8(read(response).await).expect("text")
}

testkit::both_engines! {
    async fn a_guest_of_one_host_hears_of_that_host_alone_and_until_the_role_is_taken(world: World) {
        let app = router(&world);
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let (own, other) = (world.enrol(&owner, "own").await, world.enrol(&owner, "other").await);
        let scope = Scope::Resource((&own.agent.id).into());
        let guest = world.join_at(&owner.tenant, "guest@example.test", Role::Guest, &scope).await;
        let (mut whole, mut part) = (pin!(open(&app, &owner).await), pin!(open(&app, &guest).await));
        let sent = async |key, number: i64| {
            world.advance(SECOND);
            let seen = rcpt(world.now(), &format!("m{number}"), "a@sender.test", "b@own.test");
            let batch = Batch::new("s", number).record(seen);
            world.send(key, &batch).await.expect("a batch that is taken");
        };
        // Each says at once what it has come to, and asking says the same.
        for (stream, member) in [(&mut whole, &owner), (&mut part, &guest)] {
            assert_eq!(stream.next().await, Some(format!("data: {}\n\n", mark(&app, member).await)));
        }

        let before = mark(&app, &guest).await;
        for number in 1..=5 {
            sent(&other, number).await;
            tokio::select! {
                biased;
                told = part.next() => panic!("the guest hears of another host: {told:?}"),
                told = whole.next() => assert_eq!(told, Some(format!("data: {}\n\n", mark(&app, &owner).await))),
            }
        }
        assert_eq!(mark(&app, &guest).await, before);
        sent(&own, 1).await;
        let after = mark(&app, &guest).await;
        assert_ne!(after, before);
        assert_eq!(part.next().await, Some(format!("data: {after}\n\n")));
        assert!(whole.next().await.is_some_and(|told| told.starts_with("data: ")));

        let access = world.enter_team::<ManageTeam>(&owner).await.expect("an owner");
        let account = guest.caller.account().expect("somebody").id.to_string();
        team::take_role(access, &account, "guest", &scope.to_string()).await.expect("a role that is taken");
        assert_eq!(part.next().await.as_deref(), Some("event: end\ndata: 403\n\n"));
        assert_eq!(part.next().await, None, "the stream of a role that was taken has ended");
        sent(&own, 2).await;
        assert!(whole.next().await.is_some_and(|told| told.starts_with("data: ")));
    }

    async fn a_session_has_so_many_streams_and_asks_beyond_them(world: World) {
        let app = router(&world);
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let mut streams = Vec::new();
        loop {
            let response = ask(&app, &owner, "*/*").await;
            if response.status() == 429 {
                assert!(response.headers().contains_key(header::RETRY_AFTER));
                break;
            }
            assert_eq!(response.status(), 200);
            streams.push(response);
            assert!(streams.len() < 100, "there is an end to it");
        }
        assert!(streams.len() >= 6, "as many as a browser opens: {}", streams.len());
        assert!(!mark(&app, &owner).await.is_empty());
        let colleague = world.join(&owner.tenant, "ann@example.test", Role::Viewer).await;
        assert_eq!(ask(&app, &colleague, "*/*").await.status(), 200, "others have their own");
        streams.pop();
        assert_eq!(ask(&app, &owner, "*/*").await.status(), 200, "a stream that ended gives its slot back");
    }
}
