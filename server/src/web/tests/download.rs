//! The agent that is handed out, and what an agent's page says beside it.

use axum::{Router, body::Body, http::Request};
use domain::{HOUR, plans::Plan};
use testkit::{Batch, Member, NOON};

use super::{read, router, send};

async fn page(app: &Router, address: &str, who: Option<&Member>) -> String {
    let request = Request::get(address).body(Body::empty()).expect("a request");
    let response = send(app, request, who.map(|member| member.session.as_str())).await;
    assert_eq!(response.status(), 200, "{address}");
    String::from_utf8(read(response).await).expect("text")
}

testkit::both_engines! {
    async fn the_agent_and_its_checksum_are_there_for_anyone(world: World) {
        let app = router(&world);
        assert_eq!(page(&app, "/download/parvis-agent", None).await, "an agent");
        assert_eq!(page(&app, "/download/parvis-agent.sha256", None).await, "5f0a  parvis-agent\n");
    }

    async fn a_page_tells_who_was_refused_and_lets_in_whoever_may(world: World) {
        let app = router(&world);
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let key = world.enrol(&owner, "mx").await;
        let address = format!("/t/{}/policy-agents/{}", owner.tenant.slug, key.agent.id);
        let ahead = Batch::new("s", 1).up_since(NOON - HOUR).clock(NOON + 3 * HOUR);
        world.send_from("192.0.2.1", &key, &ahead).await.expect("an answer");
        world.send_from("2001:db8:0:7::9", &key, &ahead).await.expect_err("it is pinned");
        let told = page(&app, &address, Some(&owner)).await;
        for words in [
            "The clock of this host is 3 hours ahead.",
            "Refused from 2001:db8:0:7::9: the key may send from 192.0.2.1 only.",
            "Let it send from 2001:db8:0:7::/64",
            "Let it send from 2001:db8:0:7::9",
        ] {
            assert!(told.contains(words), "{words}");
        }
        let list = page(&app, &format!("/t/{}/policy-agents", owner.tenant.slug), Some(&owner)).await;
        assert!(list.contains("Clock wrong"));
    }
}
