//! The search for messages through the whole router: the page, REST and files take the same words.

use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use domain::{plans::Plan, search::Key};
use testkit::{Batch, Member, NOON, World, rcpt};

use super::{access_matrix::operations::key_of, read, router, send};

async fn get(app: &Router, path: &str, key: Option<&str>, session: Option<&str>) -> (u16, String) {
    let mut request = Request::get(path).header(header::ACCEPT, "text/html,application/json");
    if let Some(key) = key {
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    }
    let response = send(app, request.body(Body::empty()).expect("a request"), session).await;
    let status = response.status().as_u16();
    // Where an address may break, it is one all the same.
    (status, String::from_utf8_lossy(&read(response).await).replace("<wbr>", "").replace("<!>", ""))
}

async fn three(world: &World, plan: Plan) -> Member {
    let owner = world.owner("eve@example.test", "Acme", plan).await;
    let key = world.enrol(&owner, "mx").await;
    let records = ["a@one.example", "b@two.example", "c@two.example"]
        .map(|from| rcpt(NOON, from, from, "bob@tenant.test"));
    world.send(&key, &Batch::new("s", 1).records(records)).await.expect("a batch that is taken");
    owner
}

testkit::both_engines! {
    async fn programs_ask_with_the_words_of_the_page(world: World) {
        let owner = three(&world, Plan::Enterprise).await;
        let (app, key) = (router(&world), key_of(&world, &owner).await);
        let ask = async |path: &str| {
            let (status, text) = get(&app, &format!("/api/v1/tenants/acme/{path}"), Some(&key), None).await;
            (status, serde_json::from_str::<serde_json::Value>(&text).unwrap_or_default(), text)
        };
        let senders = |answer: &serde_json::Value| {
            let items = answer["items"].as_array().expect("a list").iter();
            let mut senders: Vec<_> = items.map(|item| item["sender"].as_str().expect("a sender").to_owned()).collect();
            senders.sort();
            senders
        };
        let (status, answer, _) = ask("messages?sender=a@one.example&sender=c@two.example&host=mx").await;
        assert_eq!((status, senders(&answer)), (200, vec!["a@one.example".to_owned(), "c@two.example".to_owned()]));
        assert!(answer["next"].is_null() && answer["looked_back_to"].is_null() && answer["items"][0]["size"].is_null());
        let (_, page, _) = ask("messages?sender=@two.example&limit=1").await;
        let next = page["next"].as_str().expect("another page").split_once("/acme/").expect("an address").1.to_owned();
        let (_, rest, _) = ask(&next).await;
        assert_eq!([senders(&page), senders(&rest)].concat().len(), 2, "{next}");
        assert!(rest["next"].is_null(), "{rest}");
        let id = answer["items"][0]["id"].as_str().expect("an id").to_owned();
        let (status, whole, _) = ask(&format!("messages/{id}")).await;
        assert_eq!((status, whole["to"][0]["recipient"].as_str()), (200, Some("bob@tenant.test")));
        assert_eq!(whole["events"].as_array().map(Vec::len), Some(1));
        for (query, field) in [("sneder=x", "sneder"), ("direction=up", "direction"), ("user=", "user"), ("size=big", "size")] {
            let (status, answer, text) = ask(&format!("messages?{query}")).await;
            assert_eq!((status, answer["fields"][0]["field"].as_str()), (422, Some(field)), "{text}");
        }
        let (status, _, csv) = ask("messages.csv?sender=@two.example").await;
        assert_eq!((status, csv.lines().count()), (200, 3));
        let (status, _, lines) = ask("messages.ndjson").await;
        assert_eq!((status, lines.lines().count()), (200, 3));
        assert_eq!(ask("messages/msg_00000000000000000000000000").await.0, 404);
    }

    async fn the_page_says_what_it_cannot_read_and_goes_on_without(world: World) {
        let owner = three(&world, Plan::Professional).await;
        let (app, session) = (router(&world), Some(owner.session.as_str()));
        let (status, page) = get(&app, "/t/acme/messages?size=big&sender=@two.example", None, session).await;
        assert_eq!(status, 200);
        assert!(page.contains("This is no size.") && page.contains("b@two.example"), "{page}");
        assert!(!page.contains("a@one.example"), "{page}");
        let (status, _) = get(&app, "/t/acme/messages?before=nonsense", None, session).await;
        assert_eq!(status, 404);
    }

    async fn without_advanced_search_the_page_leaves_it_out_and_programs_are_refused(world: World) {
        let owner = three(&world, Plan::Starter).await;
        let (app, session) = (router(&world), Some(owner.session.as_str()));
        let (status, page) = get(&app, "/t/acme/messages?sender=nobody", None, session).await;
        assert!(status == 200 && page.contains("a@one.example") && page.contains("/t/acme/plan"), "{page}");
        for key in Key::ALL.iter().filter(|key| key.is_advanced()) {
            let (status, _) = get(&app, &format!("/t/acme/messages.csv?{key}=1.1.1.1"), None, session).await;
            assert_ne!(status, 200, "{key}");
        }
        let (status, _) = get(&app, "/t/acme/messages.csv?sender=x", None, session).await;
        assert_eq!(status, 403);
    }
}
