use domain::{EventId, Micros, PolicyAgentId, direction::Direction};
use store::{
    TenantTx, Tx,
    tenant::{
        Among,
        events::{self, Before, Event, Filter},
        kept,
        policy_agents::PolicyAgent,
    },
};
use testkit::NOON;

use crate::fixtures::{event, execute, insert_agent, is_taken, tenant_tx};

fn newest() -> Before {
    Before { at: Micros::MAX, id: String::new() }
}

/// Events of every agent: a filter that names none shows none.
fn everything() -> Filter {
    Filter { among: Among::ALL.clone(), ..Filter::default() }
}

async fn listed(tx: &mut TenantTx, filter: Filter) -> Vec<EventId> {
    let found = events::list(tx, &filter, &newest(), 100).await.unwrap();
    found.into_iter().map(|event| event.id).collect()
}

/// Events 1 to `count`, three of them at each instant.
fn in_threes(count: u64, agent: &PolicyAgent) -> Vec<Event> {
    (1..=count).map(|number| event(number, agent, NOON + i64::try_from(number / 3).unwrap())).collect()
}

testkit::both_engines! {
    async fn what_is_inserted_is_found_whole(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        let one = event(1, &agent, NOON);
        events::insert(&mut tx, &[one.clone(), event(2, &agent, NOON)]).await.unwrap();
        assert_eq!(events::find(&mut tx, &one.id).await.unwrap(), Some(one.clone()));
        assert_eq!(events::find(&mut tx, &EventId::new(9, 9)).await.unwrap(), None);
        events::insert(&mut tx, &[]).await.unwrap();
        assert!(is_taken(events::insert(&mut tx, &[one]).await));
    }

    async fn more_than_one_statement_holds_are_inserted(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        let many: Vec<Event> = (1..=1234).map(|number| event(number, &agent, NOON)).collect();
        events::insert(&mut tx, &many).await.unwrap();
        let after = Before { at: Micros::MIN, id: String::new() };
        assert_eq!(events::list_from(&mut tx, &after, 2000).await.unwrap(), many);
    }

    async fn pages_backwards_miss_nothing_and_repeat_nothing(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        let mut all = in_threes(20, &agent);
        events::insert(&mut tx, &all).await.unwrap();
        let (mut seen, mut before) = (Vec::new(), newest());
        loop {
            let page = events::list(&mut tx, &everything(), &before, 4).await.unwrap();
            let Some(last) = page.last() else { break };
            before = Before { at: last.at, id: last.id.to_string() };
            seen.extend(page);
        }
        all.reverse();
        assert_eq!(seen, all);
    }

    async fn pages_forwards_miss_nothing_and_repeat_nothing(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        let all = in_threes(20, &agent);
        events::insert(&mut tx, &all).await.unwrap();
        let (mut seen, mut after) = (Vec::new(), Before { at: Micros::MIN, id: String::new() });
        loop {
            let page = events::list_from(&mut tx, &after, 4).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Before { at: last.at, id: last.id.to_string() };
            seen.extend(page);
        }
        assert_eq!(seen, all);
    }

    async fn filters_join(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        let plain = event(1, &one, NOON);
        let sent = Event {
            direction: Direction::Outbound,
            sender_domain: "tenant.test".to_owned(),
            recipient_domain: "far.example".to_owned(),
            ..event(2, &one, NOON)
        };
        let ended = Event { state: "DATA".to_owned(), ..event(3, &other, NOON) };
        events::insert(&mut tx, &[plain.clone(), sent.clone(), ended.clone()]).await.unwrap();
        let filter = everything;
        let of = |agent: &PolicyAgent| Filter { among: Among::these([&agent.id]), ..filter() };
        let (plain, sent, ended) = (plain.id, sent.id, ended.id);
        let all = [ended.clone(), sent.clone(), plain.clone()];
        assert_eq!(listed(&mut tx, filter()).await, all);
        assert_eq!(listed(&mut tx, Filter::default()).await, []);
        assert_eq!(listed(&mut tx, of(&one)).await, [sent.clone(), plain.clone()]);
        let outbound = Filter { direction: "outbound".to_owned(), ..filter() };
        assert_eq!(listed(&mut tx, outbound.clone()).await, all[1..2]);
        assert_eq!(listed(&mut tx, Filter { state: "DATA".to_owned(), ..filter() }).await, [ended]);
        let domain = |name: &str| Filter { domain: name.to_owned(), ..filter() };
        assert_eq!(listed(&mut tx, domain("tenant.test")).await, all);
        assert_eq!(listed(&mut tx, domain("far.example")).await, [sent]);
        assert_eq!(listed(&mut tx, domain("nowhere.example")).await, []);
        assert_eq!(listed(&mut tx, Filter { among: Among::these([&other.id]), ..outbound }).await, []);
    }

    async fn several_agents_are_read_each_from_its_own_index(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        let third = insert_agent(&mut tx, 3, "third").await;
        let all: Vec<Event> =
            in_threes(12, &one).into_iter().zip([&one, &other, &third].into_iter().cycle())
                .map(|(event, agent)| Event { agent_id: agent.id.clone(), ..event }).collect();
        events::insert(&mut tx, &all).await.unwrap();
        let both = Filter { among: Among::these([&one.id, &other.id]), ..everything() };
        let mut expected: Vec<&Event> = all.iter().filter(|event| event.agent_id != third.id).collect();
        expected.sort_by_key(|event| std::cmp::Reverse((event.at, event.id.clone())));
        let expected: Vec<EventId> = expected.into_iter().map(|event| event.id.clone()).collect();
        assert_eq!(listed(&mut tx, both.clone()).await, expected);
        // A page at a time it is the same list.
        let (mut paged, mut before) = (Vec::new(), newest());
        loop {
            let page = events::list(&mut tx, &both, &before, 3).await.unwrap();
            let Some(last) = page.last() else { break };
            before = Before { at: last.at, id: last.id.to_string() };
            paged.extend(page.into_iter().map(|event| event.id));
        }
        assert_eq!(paged, expected);
        // With so few rows PostgreSQL reads them all, unless it is told not to.
        if matches!(tx.raw(), Tx::Postgres(_)) {
            execute(tx.raw(), "set local enable_seqscan = off").await.unwrap();
        }
        for (filter, index, times) in [(both, "events_agent_at", 2), (everything(), "events_at", 1)] {
            let steps = events::explain(&mut tx, &filter, &newest()).await.unwrap();
            assert_eq!(steps.iter().filter(|step| step.contains(index)).count(), times, "{steps:#?}");
            let is_read_whole = |step: &&String| step.contains("Seq Scan") || step.as_str() == "SCAN events";
            assert_eq!(steps.iter().find(is_read_whole), None, "{steps:#?}");
        }
        let nobody = Filter { among: Among::default(), ..everything() };
        assert_eq!(listed(&mut tx, nobody).await, []);
    }

    async fn the_last_arrival_is_known_and_old_events_go(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        assert_eq!(events::newest(&mut tx, Among::ALL).await.unwrap().0, None);
        let all = [event(1, &agent, NOON), event(2, &agent, NOON + 10)];
        events::insert(&mut tx, &[event(3, &agent, NOON - 9), event(4, &agent, NOON - 8)]).await.unwrap();
        assert_eq!(events::delete_between(&mut tx, 0, NOON, 1).await.unwrap().len(), 1, "the oldest first");
        assert_eq!(listed(&mut tx, everything()).await, [event(4, &agent, 0).id]);
        assert_eq!(events::delete_between(&mut tx, 0, NOON, 9).await.unwrap().len(), 1);
        events::insert(&mut tx, &all).await.unwrap();
        let of = async |tx: &mut _, agent| events::newest(tx, &Among::these([agent])).await.unwrap();
        let one = (Some(NOON + 15), 1, 0, Some(agent.state_changed_at));
        assert_eq!(events::newest(&mut tx, Among::ALL).await.unwrap(), one);
        assert_eq!(of(&mut tx, &agent.id).await, one);
        assert_eq!(of(&mut tx, &PolicyAgentId::new(9, 9)).await, (None, 0, 0, None));
        assert_eq!(events::delete_between(&mut tx, 0, NOON + 10, 9).await.unwrap().len(), 1);
        assert_eq!(listed(&mut tx, everything()).await, [all[1].id.clone()]);
    }

    async fn records_are_known_again_by_their_time(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (agent, other) = (insert_agent(&mut tx, 1, "mx").await, insert_agent(&mut tx, 2, "other").await);
        let [first, second] = [event(1, &agent, NOON), event(2, &other, NOON)];
        events::insert(&mut tx, &[first.clone(), second]).await.unwrap();
        let known = async |tx: &mut _, times: &[i64]| events::list_records(tx, &agent.id, times).await.unwrap();
        assert_eq!(known(&mut tx, &[NOON - 1, NOON]).await, [first.record]);
        assert_eq!(known(&mut tx, &[NOON + 1]).await, Vec::<String>::new());
        assert_eq!(known(&mut tx, &[]).await, Vec::<String>::new());
    }

    async fn requests_of_a_mail_are_listed_by_its_instances_and_count_no_longer(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        let all = [event(1, &agent, NOON), event(2, &agent, NOON + 1), event(3, &agent, NOON + 2)];
        assert_eq!(kept::oldest_event(&mut tx).await.unwrap(), None);
        events::insert(&mut tx, &all).await.unwrap();
        assert_eq!(kept::oldest_event(&mut tx).await.unwrap(), Some(NOON));
        assert_eq!(kept::count_events(&mut tx, NOON, NOON + 2, 9).await.unwrap(), 2);
        assert_eq!(kept::count_events(&mut tx, NOON, NOON + 2, 1).await.unwrap(), 1);
        let names = [all[0].instance.as_str(), all[1].instance.as_str()];
        let found = events::list_of_instances(&mut tx, (&agent.id, &names), (NOON, NOON + 9), 9).await.unwrap();
        assert_eq!(found, all[..2]);
        events::update_uncounted(&mut tx, (&agent.id, names[1]), (NOON, NOON + 9)).await.unwrap();
        let found = events::list_of_instances(&mut tx, (&agent.id, &names), (NOON, NOON + 9), 9).await.unwrap();
        let counted: Vec<_> = found.iter().map(|event| (event.messages, event.recipients)).collect();
        assert_eq!(counted, [(1, 2), (0, 0)]);
    }
}
