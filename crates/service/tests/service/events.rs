use domain::{
    Error, HOUR,
    permission::ViewEvents,
    plans::{Feature, Plan, PlansError},
};
use service::{
    Access,
    events::{self, EventPage, EventQuery, PAGE},
};
use testkit::{Batch, NOON, rcpt};

use crate::ingest::{declare, message};

async fn list(access: &mut Access<ViewEvents>, query: EventQuery) -> EventPage {
    events::list(access, &query).await.unwrap()
}

testkit::both_engines! {
    async fn pages_lead_to_every_event_once(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let count = i64::try_from(PAGE).unwrap() * 2 + 7;
        // Many at one instant, as a busy server has them.
        let seen = |number: i64| {
            rcpt(NOON - HOUR + number / 30, &format!("m{number}"), "", "bob@tenant.test")
        };
        world.send(&key, &Batch::new("s", 1).records((1..=count).map(seen))).await.unwrap();
        let mut access = world.access(&owner).await;
        let (mut instances, mut before, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let page = list(&mut access, EventQuery { before, ..EventQuery::default() }).await;
            pages += 1;
            instances.extend(page.events.iter().map(|event| event.instance.clone()));
            let Some(next) = page.next else { break };
            before = next;
        }
        let expected: Vec<String> = (1..=count).rev().map(|number| format!("m{number}")).collect();
        assert_eq!((pages, instances), (3, expected));
    }

    async fn filters_find_by_host_direction_state_and_domain(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        declare(&world, &owner).await;
        let (one, two) = (world.enrol(&owner, "one").await, world.enrol(&owner, "two").await);
        world.send(&one, &Batch::new("s", 1).records([message(1), message(2)])).await.unwrap();
        let out = rcpt(NOON, "out", "bob@tenant.test", "carol@BÜCHER.example").client("127.0.0.5");
        world.send(&two, &Batch::new("s", 1).record(out)).await.unwrap();
        let mut access = world.access(&owner).await;
        let mut count = async |query: EventQuery| list(&mut access, query).await.events.len();
        let query = EventQuery::default;
        assert_eq!(count(query()).await, 3);
        assert_eq!(count(EventQuery { host: "one".to_owned(), ..query() }).await, 2);
        assert_eq!(count(EventQuery { host: "nobody".to_owned(), ..query() }).await, 0);
        assert_eq!(count(EventQuery { direction: "outbound".to_owned(), ..query() }).await, 1);
        assert_eq!(count(EventQuery { state: "DATA".to_owned(), ..query() }).await, 0);
        assert_eq!(count(EventQuery { domain: " @Bücher.EXAMPLE ".to_owned(), ..query() }).await, 1);
        assert_eq!(count(EventQuery { domain: "tenant.test".to_owned(), ..query() }).await, 3);
    }

    async fn the_free_plan_seeks_by_host_and_direction_alone(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let mut access = world.access(&owner).await;
        let simple = EventQuery { host: "mx".to_owned(), direction: "inbound".to_owned(), ..EventQuery::default() };
        assert_eq!(list(&mut access, simple.clone()).await.events.len(), 0);
        for advanced in [
            EventQuery { state: "DATA".to_owned(), ..simple.clone() },
            EventQuery { domain: "tenant.test".to_owned(), ..simple.clone() },
        ] {
            let refused = events::list(&mut access, &advanced).await.unwrap_err();
            assert_eq!(refused, PlansError::NotInPlan { feature: Feature::AdvancedSearch }.into());
        }
    }

    async fn one_event_comes_with_its_agent(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        world.send(&key, &Batch::new("s", 1).record(message(1))).await.unwrap();
        let mut access = world.access(&owner).await;
        let page = list(&mut access, EventQuery::default()).await;
        assert_eq!(page.host(&page.events[0]), "mx");
        let (event, agent) = events::find(&mut access, page.events[0].id.as_str()).await.unwrap();
        assert_eq!((&event, agent.name.as_str()), (&page.events[0], "mx"));
        assert!(event.record.contains("alice@sender.example"));
    }

    async fn an_address_that_makes_no_sense_is_not_found(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let mut access = world.access(&owner).await;
        for before in ["x", "1", "1.x", ".evt_1", "9999999999999999999.evt_00000000000000000000000000"] {
            let query = EventQuery { before: before.to_owned(), ..EventQuery::default() };
            let listed = events::list(&mut access, &query).await;
            assert_eq!(listed.unwrap_err(), Error::NotFound, "{before}");
        }
        assert_eq!(events::find(&mut access, "evt_1").await.unwrap_err(), Error::NotFound);
    }
}
