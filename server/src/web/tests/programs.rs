//! What people do on the pages of mail flow, messages and the overview, programs do in the same words.

use axum::{
    Router,
    body::Body,
    http::{Method, Request, header},
};
use domain::{
    DAY, HOUR,
    dashboards::Tile,
    permission::{ManageMailFlow, Role},
    plans::Plan,
};
use serde_json::{Value, json};
use service::{
    domains::{self, DomainsForm},
    proposals,
};
use testkit::{Batch, Member, World, rcpt};

use super::{
    access_matrix::operations::{become_only, key_of},
    read, router, send,
};

struct Program {
    app: Router,
    key: String,
}

impl Program {
    async fn of(world: &World, member: &Member) -> Self {
        Self { app: router(world), key: key_of(world, member).await }
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/tenants/acme/{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key))
            .header(header::CONTENT_TYPE, "application/json");
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let response = send(&self.app, request.body(body).expect("a request"), None).await;
        let status = response.status().as_u16();
        (status, serde_json::from_slice(&read(response).await).unwrap_or_default())
    }

    async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.ask(Method::GET, path, None).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(Method::POST, path, Some(body)).await
    }

    async fn delete(&self, path: &str) -> u16 {
        self.ask(Method::DELETE, path, None).await.0
    }
}

/// A space with a domain, that saw mail to a subdomain of it.
async fn space(world: &World) -> Member {
    let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
    let form = DomainsForm { names: "tenant.test".to_owned(), kind: "relay".to_owned() };
    domains::add(world.access::<ManageMailFlow>(&owner).await, form).await.expect("a domain");
    let key = world.enrol(&owner, "mx").await;
    let to = |name: &str| rcpt(world.now(), name, "x@far.example", &format!("a@{name}.tenant.test"));
    let batch = Batch::new("s", 1).records([to("mail"), to("list")]);
    world.send(&key, &batch).await.expect("a batch that is taken");
    owner
}

testkit::both_engines! {
    async fn the_bench_answers_requests_and_lines(world: World) {
        let program = Program::of(&world, &space(&world).await).await;
        let ask = async |text: &str| program.post("bench", json!({ "request": text })).await;
        let (status, answer) = ask("client_address=203.0.113.9\nrecipient=a@tenant.test").await;
        assert_eq!((status, &answer["request"]["direction"]), (200, &json!("relay")));
        let recipient = json!({ "place": "declared", "domain": "tenant.test", "kind": "relay" });
        assert_eq!(answer["request"]["recipient"], recipient);
        assert!(answer["lines"].is_null(), "{answer}");
        let line = "Nov 28 07:11:14 mx postfix/smtp[7]: 0F83DA50041: to=<a@far.example>, relay=none, delay=1.5, \
            delays=0/0/1.5/0, dsn=4.4.1, status=deferred (no route)\nrelay=none";
        let (_, answer) = ask(line).await;
        let [told, rest] = &answer["lines"].as_array().expect("lines")[..] else { panic!("{answer}") };
        assert_eq!((&told["tells"], &rest["tells"]), (&json!("delivery"), &json!("not-a-line")));
        let says = told["says"].as_array().expect("parts");
        for (part, value) in [("outcome", json!("deferred")), ("reason", json!("no route")), ("delay", json!([1_500_000]))] {
            assert!(says.contains(&json!({ "part": part, "value": value })), "{part} in {told}");
        }
        let (status, answer) = ask("hello").await;
        assert_eq!((status, &answer["fields"][0]["problem"]), (422, &json!("not-a-request")));
    }

    async fn a_draft_is_replayed(world: World) {
        let program = Program::of(&world, &space(&world).await).await;
        let (status, answer) = program.post("bench/replay", json!({ "local": ["mail.tenant.test"] })).await;
        assert_eq!((status, &answer["looked_at"]), (200, &json!(2)));
        let moved = &answer["moves"][0];
        assert_eq!((&moved["from"], &moved["to"], &moved["count"]), (&json!("foreign"), &json!("inbound"), &json!(1)));
        for (draft, field) in [(json!({}), "local"), (json!({ "local": ["a.test"], "last": 7 }), "last"), (json!({ "relay": ["#"] }), "relay")] {
            let (status, answer) = program.post("bench/replay", draft).await;
            assert_eq!((status, &answer["fields"][0]["field"]), (422, &json!(field)), "{answer}");
        }
    }

    async fn proposals_are_accepted_and_put_aside(world: World) {
        let owner = space(&world).await;
        let program = Program::of(&world, &owner).await;
        assert_eq!(program.post("proposals/look", Value::Null).await.0, 204);
        let listed = async || program.get("proposals").await["items"].as_array().expect("a list").clone();
        let found = listed().await;
        let id = |name: &str| {
            let of = |one: &&Value| one["subject"] == format!("{name}.tenant.test");
            found.iter().find(of).expect("a proposal")["id"].as_str().expect("an id").to_owned()
        };
        assert_eq!(program.post(&format!("proposals/{}/accept", id("mail")), Value::Null).await.0, 204);
        let domains = program.get("domains").await;
        assert!(domains["items"].as_array().expect("a list").iter().any(|one| one["name"] == "mail.tenant.test" && one["kind"] == "relay"), "{domains}");
        let (status, again) = program.post(&format!("proposals/{}/accept", id("mail")), Value::Null).await;
        assert_eq!((status, &again["fields"][0]["problem"]), (422, &json!("duplicate")));
        assert_eq!(program.post(&format!("proposals/{}/put-aside", id("list")), Value::Null).await.0, 204);
        assert!(listed().await.iter().all(|one| one["aside_at"].is_i64()));
        assert_eq!(program.post(&format!("proposals/{}/take-back", id("list")), Value::Null).await.0, 204);
        assert!(listed().await[0]["aside_at"].is_null());
        assert_eq!(program.post("proposals/prp_none/accept", Value::Null).await.0, 404);
    }

    async fn what_looks_odd_cannot_be_declared(world: World) {
        let owner = space(&world).await;
        let key = world.enrol(&owner, "out").await;
        let many = (0..100).map(|number| {
            rcpt(world.now() - number, &format!("n{number}"), "a@tenant.test", "c@far.example").user("eve")
        });
        let usual = rcpt(world.now() - DAY - HOUR / 2, "usual", "a@tenant.test", "c@far.example").user("eve");
        let batch = Batch::new("s", 1).record(usual).records(many);
        world.send(&key, &batch).await.expect("a batch that is taken");
        proposals::look(world.access(&owner).await).await.expect("a look");
        let program = Program::of(&world, &owner).await;
        let found = program.get("proposals").await;
        let odd = found["items"].as_array().expect("a list").iter().find(|one| one["kind"] == "sudden-user").expect("a user");
        let (status, answer) = program.post(&format!("proposals/{}/accept", odd["id"].as_str().expect("an id")), Value::Null).await;
        assert_eq!((status, &answer["code"]), (409, &json!("nothing-to-declare")));
    }

    async fn views_are_kept_shared_and_let_go_of(world: World) {
        let owner = space(&world).await;
        let program = Program::of(&world, &owner).await;
        let (status, kept) = program.post("saved-views", json!({ "name": "Far", "query": "sender=@far.example&direction=foreign" })).await;
        assert_eq!((status, &kept["shared"], &kept["own"]), (201, &json!(false), &json!(true)));
        let path = format!("saved-views/{}", kept["id"].as_str().expect("an id"));
        assert_eq!(program.ask(Method::PUT, &path, Some(json!({ "name": "From far" }))).await.0, 204);
        assert_eq!(program.ask(Method::PUT, &format!("{path}/sharing"), None).await.0, 204);
        // Somebody else sees what is shared, and does not change it.
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Owner).await;
        let other = Program::of(&world, &viewer).await;
        become_only(&world, &viewer, Role::Viewer).await;
        let listed = other.get("saved-views").await;
        assert_eq!((&listed["items"][0]["name"], &listed["items"][0]["own"]), (&json!("From far"), &json!(false)));
        let query = listed["items"][0]["query"].as_str().expect("a query").to_owned();
        assert_eq!(other.get(&format!("messages?{query}")).await["items"].as_array().map(Vec::len), Some(2));
        assert_eq!(other.delete(&path).await, 404);
        assert_eq!(other.delete(&format!("{path}/sharing")).await, 403);
        assert_eq!(program.delete(&format!("{path}/sharing")).await, 204);
        assert_eq!(program.delete(&path).await, 204);
        let (status, answer) = program.post("saved-views", json!({ "name": "All", "query": "x=y" })).await;
        assert_eq!((status, &answer["fields"][0]["problem"]), (422, &json!("nothing-asked")));
    }

    async fn annotations_are_written_and_taken_away(world: World) {
        let program = Program::of(&world, &space(&world).await).await;
        let (status, now) = program.post("annotations", json!({ "text": "New filter" })).await;
        assert_eq!((status, &now["at"]), (201, &json!(world.now())));
        let (status, _) = program.post("annotations", json!({ "text": "Moved", "at": "2026-11-20T09:30" })).await;
        assert_eq!(status, 201);
        assert_eq!(program.get("annotations").await["items"].as_array().map(Vec::len), Some(2));
        let (status, answer) = program.post("annotations", json!({ "text": " ", "at": "noon" })).await;
        assert_eq!((status, answer["fields"].as_array().map(Vec::len)), (422, Some(2)));
        let path = format!("annotations/{}", now["id"].as_str().expect("an id"));
        assert_eq!((program.delete(&path).await, program.delete(&path).await), (204, 404));
        world.advance(HOUR);
        assert_eq!(program.get("annotations").await["items"][0]["text"], "Moved");
    }

    async fn the_tiles_of_a_newcomer_are_chosen(world: World) {
        let program = Program::of(&world, &space(&world).await).await;
        let before = program.get("overview/layout").await;
        assert_eq!((before["shown"].as_array().map(Vec::len), &before["hidden"]), (Some(Tile::ALL.len()), &json!([])));
        let set = async |shown: Value| program.ask(Method::PUT, "overview/layout", Some(json!({ "shown": shown }))).await;
        assert_eq!(set(json!(["hosts", "totals"])).await.0, 204);
        let after = program.get("overview/layout").await;
        assert_eq!(after["shown"], json!(["hosts", "totals"]));
        assert_eq!(after["hidden"].as_array().map(Vec::len), Some(Tile::ALL.len() - 2));
        let (status, answer) = set(json!(["hosts", "moon", "hosts"])).await;
        let problems: Vec<_> = answer["fields"].as_array().expect("fields").iter().map(|one| one["problem"].clone()).collect();
        assert_eq!((status, problems), (422, vec![json!("not-a-choice"), json!("duplicate")]));
    }
}
