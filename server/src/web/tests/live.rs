//! The stream that tells open pages of something new: what it keeps to itself, and when it ends.

use std::pin::pin;

use axum::{Router, body::Body, http::Request};
use domain::{
    SECOND,
    decision::Scope,
    permission::{ManageTeam, Role},
    plans::Plan,
};
use futures::{Stream, StreamExt};
use service::team;
use testkit::{Batch, Member, rcpt};

use super::{router, send};

/// Each message of a member's stream.
async fn open(app: &Router, member: &Member) -> impl Stream<Item = String> + use<> {
    let request = Request::get(format!("/t/{}/live", member.tenant.slug)).body(Body::empty());
    let response = send(app, request.expect("a request"), Some(&member.session)).await;
    assert_eq!(response.status(), 200);
    response.into_body().into_data_stream().filter_map(async |bytes| {
        let text = String::from_utf8_lossy(&bytes.expect("a message")).into_owned();
        // What only keeps the connection open begins with a colon.
        (!text.starts_with(':')).then_some(text)
    })
}

testkit::both_engines! {
    async fn a_guest_of_one_host_hears_of_that_host_alone_and_until_the_role_is_taken(world: World) {
        let app = router(&world);
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let (own, other) = (world.enrol(&owner, "own").await, world.enrol(&owner, "other").await);
        let scope = Scope::PolicyAgent(own.agent.id.clone());
        let guest = world.join_at(&owner.tenant, "guest@example.test", Role::Guest, &scope).await;
        let (mut whole, mut part) = (pin!(open(&app, &owner).await), pin!(open(&app, &guest).await));
        let sent = async |key, number: i64| {
            world.advance(SECOND);
            let seen = rcpt(world.now(), &format!("m{number}"), "a@sender.test", "b@own.test");
            let batch = Batch::new("s", number).record(seen);
            world.send(key, &batch).await.expect("a batch that is taken");
        };

        for number in 1..=5 {
            sent(&other, number).await;
            tokio::select! {
                biased;
                told = part.next() => panic!("the guest hears of another host: {told:?}"),
                told = whole.next() => assert_eq!(told.as_deref(), Some("data: changed\n\n")),
            }
        }
        sent(&own, 1).await;
        assert_eq!(part.next().await.as_deref(), Some("data: changed\n\n"));
        assert_eq!(whole.next().await.as_deref(), Some("data: changed\n\n"));

        let access = world.enter_team::<ManageTeam>(&owner).await.expect("an owner");
        let account = guest.caller.account().expect("somebody").id.to_string();
        team::take_role(access, &account, "guest", &scope.to_string()).await.expect("a role that is taken");
        sent(&own, 2).await;
        assert_eq!(part.next().await, None, "the stream of a role that was taken has ended");
        assert_eq!(whole.next().await.as_deref(), Some("data: changed\n\n"));
    }
}
