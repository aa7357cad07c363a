//! A guest of one host opens everything there is, and nothing of another host is anywhere in it.

use axum::{body::Body, http::Request};
use domain::{
    MessageId,
    decision::Scope,
    permission::{ManageEnvironments, Role, ViewEvents},
    plans::Plan,
};
use service::{
    environments::{self, EnvironmentForm},
    events::{self, EventQuery},
};
use testkit::{Batch, Member, NOON, World, rcpt};

use super::{addresses, read, router, send};

/// No other text of the pages holds this word.
const CANARY: &str = "kestrel";

/// What every page and file answers; where it needs an id, with each of `ids`.
async fn everything(world: &World, member: &Member, ids: &[String]) -> Vec<(String, u16, String)> {
    let app = router(world);
    let mut answers = Vec::new();
    let queries = ["", "?range=30d", "?host=kestrel-host", "?domain=kestrel.example"];
    for route in addresses() {
        let filled = route.replace("{slug}", &member.tenant.slug).replace("{token}", "x");
        let filled = filled.replace("{provider}", "none");
        let paths: Vec<String> = if filled.contains("{id}") {
            ids.iter().map(|id| filled.replace("{id}", id)).collect()
        } else {
            queries.iter().map(|query| format!("{filled}{query}")).collect()
        };
        for path in paths {
            let request = Request::get(&path).body(Body::empty()).expect("a request");
            let response = send(&app, request, Some(&member.session)).await;
            let status = response.status().as_u16();
            let text = String::from_utf8_lossy(&read(response).await).to_lowercase();
            // What was asked for is said again in forms and links.
            let asked =
                path.split_once('?').map_or("", |(_, query)| query.split_once('=').map_or("", |pair| pair.1));
            let text = if asked.is_empty() { text } else { text.replace(asked, "") };
            answers.push((path, status, text));
        }
    }
    answers
}

testkit::both_engines! {
    async fn a_guest_opens_everything_and_meets_nothing_of_another_host(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let access = world.access::<ManageEnvironments>(&owner).await;
        let form = EnvironmentForm { name: "Kestrel lab".to_owned() };
        let environment = environments::add(access, form).await.expect("an environment").id;
        let (own, other) = (world.enrol(&owner, "own").await, world.enrol(&owner, "kestrel-host").await);
        let seen = |to: &str, number: i64| {
            rcpt(NOON, &format!("{to}{number}"), &format!("{to}@{to}.example"), &format!("{to}-to@{to}.example"))
        };
        world.send(&own, &Batch::new("s", 1).record(seen("plain", 1))).await.expect("a batch that is taken");
        let many = (0..7).map(|number| seen(CANARY, number));
        world.send(&other, &Batch::new("s", 1).records(many)).await.expect("a batch that is taken");
        let mut access = world.access::<ViewEvents>(&owner).await;
        let events = events::list(&mut access, &EventQuery::default()).await.expect("events").events;
        drop(access);
        let mut ids: Vec<String> = events.iter().map(|event| event.id.to_string()).collect();
        ids.extend(events.iter().map(|event| MessageId::of(&event.id).to_string()));
        ids.extend([own.agent.id.to_string(), other.agent.id.to_string(), environment.to_string()]);
        let scope = Scope::Resource((&own.agent.id).into());
        for role in [Role::Guest, Role::Viewer, Role::Operator, Role::Admin] {
            let guest = world.join_at(&owner.tenant, &format!("{role}@example.test"), role, &scope).await;
            let answers = everything(&world, &guest, &ids).await;
            for (path, status, text) in &answers {
                assert!(*status < 500, "{role} {path}: {status}");
                assert!(!text.contains(CANARY), "{role} {path}: {text}");
            }
            let own_event = answers.iter().filter(|(path, status, _)| path.contains("/events/evt") && *status == 200);
            assert_eq!(own_event.count(), 1, "{role} opens the one event of their host");
            let own_mail = answers.iter().filter(|(path, status, _)| path.contains("/messages/msg") && *status == 200);
            assert_eq!(own_mail.count(), 1, "{role} opens the one message of their host");
        }
        // The search means something: the owner meets them.
        let answers = everything(&world, &owner, &ids).await;
        let met = answers.iter().filter(|(_, _, text)| text.contains(CANARY)).count();
        assert!(met > 10, "{met}");
    }
}
