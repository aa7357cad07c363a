use domain::Micros;
use store::tenant::{
    Among,
    events::{self, Before, Event},
    requests,
};
use testkit::NOON;

use crate::fixtures::{event, insert_agent, tenant_tx};

testkit::both_engines! {
    async fn pages_lead_to_every_request_with_a_recipient_once(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (mx, other) = (insert_agent(&mut tx, 1, "mx").await, insert_agent(&mut tx, 2, "other").await);
        // Three at each instant, of which one is another stage, and one of another agent.
        let seen = |number: u64| {
            let at = NOON + i64::try_from(number / 3).unwrap();
            let agent = if number % 7 == 0 { &other } else { &mx };
            let state = if number % 3 == 0 { "DATA" } else { "RCPT" };
            let recipient = if number == 5 { String::new() } else { "a@b.test".to_owned() };
            Event { state: state.to_owned(), recipient, ..event(number, agent, at) }
        };
        let all: Vec<Event> = (1..=40).map(seen).collect();
        events::insert(&mut tx, &all).await.unwrap();
        let of_mx = Among::these([&mx.id]);
        for (among, since) in [(Among::ALL, Micros::MIN), (&of_mx, Micros::MIN), (&of_mx, NOON + 4)] {
            let (mut found, mut before) = (Vec::new(), Before { at: Micros::MAX, id: String::new() });
            loop {
                let (page, next) = requests::list(&mut tx, among, &before, since, 7).await.unwrap();
                assert!(page.len() <= 7);
                found.extend(page.into_iter().map(|request| request.id));
                let Some(next) = next else { break };
                before = next;
            }
            let is_asked = |event: &&Event| {
                event.state == "RCPT" && !event.recipient.is_empty() && event.at >= since
                    && (among == Among::ALL || event.agent_id == mx.id)
            };
            let expected: Vec<_> = all.iter().rev().filter(is_asked).map(|event| event.id.clone()).collect();
            assert_eq!(found, expected);
        }
    }

    async fn a_request_has_what_the_rules_look_at(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        let one = Event { state: "RCPT".to_owned(), ..event(1, &agent, NOON) };
        events::insert(&mut tx, &[one.clone()]).await.unwrap();
        let newest = Before { at: Micros::MAX, id: String::new() };
        let (found, next) = requests::list(&mut tx, Among::ALL, &newest, NOON, 10).await.unwrap();
        assert!(next.is_none());
        let [request] = &found[..] else { panic!("one request: {found:?}") };
        let facts = request.facts();
        assert_eq!(facts.recipient_domain, one.recipient_domain);
        assert_eq!(facts.sender_domain, one.sender_domain);
        assert_eq!(facts.is_authenticated, !one.sasl_username.is_empty());
        assert_eq!((request.at, &request.sender), (one.at, &one.sender));
    }
}
