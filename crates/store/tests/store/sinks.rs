use domain::{EventId, HOUR, PolicyAgentId};
use store::tenant::{
    events::{self, Before},
    rollups::Grain,
    sinks::{self, Cursor, Position, Rejected, SinkKind},
    tops::{self, Name, TopKind},
};
use testkit::NOON;

use crate::fixtures::{event, insert_agent, tenant_tx};

fn position(agent: &PolicyAgentId, at: i64) -> Position {
    Position { agent_id: agent.clone(), position: at, counted_from: 1, lost: 2, lost_at: Some(NOON) }
}

fn rejected(number: u64, at: i64) -> Rejected {
    Rejected { event_id: EventId::new(number, 1), reason: "too odd".to_owned(), at }
}

testkit::both_engines! {
    async fn events_are_numbered_for_each_agent_without_a_hole(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, two) = (insert_agent(&mut tx, 1, "mx1").await, insert_agent(&mut tx, 2, "mx2").await);
        assert_eq!(events::list_numbers(&mut tx).await.unwrap(), []);
        assert_eq!(events::before_first(&mut tx, &one.id).await.unwrap(), None);
        // Later in time and stored first: it has the lower number.
        let first = [event(1, &one, NOON + 9), event(2, &two, NOON), event(3, &one, NOON + 1)];
        events::insert(&mut tx, &first).await.unwrap();
        events::insert(&mut tx, &[event(4, &one, NOON)]).await.unwrap();
        let numbered = events::list_numbered(&mut tx, &one.id, (0, 9), 9).await.unwrap();
        let ids: Vec<_> = numbered.iter().map(|one| (one.number, one.event.id.clone())).collect();
        assert_eq!(ids, [(1, EventId::new(1, 1)), (2, EventId::new(3, 1)), (3, EventId::new(4, 1))]);
        assert_eq!((numbered[0].event.messages, numbered[0].event.recipients), (1, 2));
        assert_eq!(numbered[0].event, first[0]);
        let part = events::list_numbered(&mut tx, &one.id, (1, 3), 1).await.unwrap();
        assert_eq!(part.iter().map(|one| one.number).collect::<Vec<_>>(), [2]);
        assert_eq!(events::list_numbers(&mut tx).await.unwrap(), [(one.id.clone(), 3), (two.id, 1)]);
        let after = Before { at: NOON, id: EventId::new(2, 1).to_string() };
        let between = events::list_numbered_between(&mut tx, &after, NOON + 9, 9).await.unwrap();
        assert_eq!(between.iter().map(|one| one.number).collect::<Vec<_>>(), [3, 2]);
        let sink = SinkKind::Elasticsearch;
        sinks::lock(&mut tx, sink).await.unwrap();
        sinks::insert_rejected(&mut tx, sink, &[rejected(3, NOON), rejected(1, NOON)], 9).await.unwrap();
        for (sink, found) in [(sink, vec![2_i64]), (SinkKind::Influxdb, vec![])] {
            let refused = events::list_rejected_between(&mut tx, sink, &after, NOON + 9, 9).await.unwrap();
            assert_eq!(refused.iter().map(|one| one.number).collect::<Vec<_>>(), found);
        }
        events::delete_between(&mut tx, NOON + 9, NOON + 10, 9).await.unwrap();
        assert_eq!(events::before_first(&mut tx, &one.id).await.unwrap(), Some(1));
    }

    async fn a_cursor_is_made_once_and_keeps_what_is_written(world: World) {
        let mut tx = tenant_tx(&world).await;
        let sink = SinkKind::Influxdb;
        assert_eq!(sinks::find(&mut tx, sink).await.unwrap(), None);
        let new = sinks::lock(&mut tx, sink).await.unwrap();
        assert_eq!((new.sent, new.next_at, new.failed_since), (0, 0, None));
        let changed = Cursor {
            sink, made: "m".to_owned(), reader: "r".to_owned(), sent: 1, sent_at: Some(2), rejected: 3,
            failed_since: Some(4), problem: "p".to_owned(), attempts: 5, next_at: 6, claim: "c".to_owned(),
            claimed_until: 7, sampled_at: 8, again_at: Some(9), again_id: "a".to_owned(), again_until: Some(10), again_rejected: true, outcomes_at: 11,
        };
        sinks::update(&mut tx, &changed).await.unwrap();
        assert_eq!(sinks::lock(&mut tx, sink).await.unwrap(), changed);
        assert_eq!(sinks::find(&mut tx, SinkKind::Elasticsearch).await.unwrap(), None);
    }

    async fn a_position_moves_for_its_sink_alone(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx1").await.id;
        for sink in [SinkKind::Influxdb, SinkKind::Elasticsearch] {
            sinks::lock(&mut tx, sink).await.unwrap();
        }
        sinks::upsert_positions(&mut tx, SinkKind::Influxdb, &[position(&agent, 3)]).await.unwrap();
        sinks::upsert_positions(&mut tx, SinkKind::Influxdb, &[position(&agent, 5)]).await.unwrap();
        assert_eq!(sinks::list_positions(&mut tx, SinkKind::Influxdb).await.unwrap(), [position(&agent, 5)]);
        assert_eq!(sinks::list_positions(&mut tx, SinkKind::Elasticsearch).await.unwrap(), []);
    }

    async fn what_is_not_taken_is_kept_once_and_the_newest_of_it(world: World) {
        let mut tx = tenant_tx(&world).await;
        let sink = SinkKind::Elasticsearch;
        sinks::lock(&mut tx, sink).await.unwrap();
        let all = [rejected(1, NOON), rejected(2, NOON + 1)];
        assert_eq!(sinks::insert_rejected(&mut tx, sink, &all, 2).await.unwrap(), 2);
        assert_eq!(sinks::insert_rejected(&mut tx, sink, &all, 2).await.unwrap(), 0);
        assert_eq!(sinks::insert_rejected(&mut tx, sink, &[rejected(3, NOON + 2)], 2).await.unwrap(), 1);
        let kept = sinks::list_rejected(&mut tx, sink, 9).await.unwrap();
        assert_eq!(sinks::rejected_between(&mut tx, sink).await.unwrap(), None, "no such event is kept");
        let agent = insert_agent(&mut tx, 1, "mx1").await;
        events::insert(&mut tx, &[event(2, &agent, NOON + 5), event(3, &agent, NOON + 3)]).await.unwrap();
        assert_eq!(sinks::rejected_between(&mut tx, sink).await.unwrap(), Some((NOON + 3, NOON + 5)));
        assert_eq!(kept, [rejected(3, NOON + 2), rejected(2, NOON + 1)]);
        assert_eq!(sinks::list_rejected(&mut tx, sink, 1).await.unwrap().len(), 1);
        let taken = [EventId::new(1, 1), EventId::new(2, 1)];
        assert_eq!(sinks::delete_taken(&mut tx, sink, &taken).await.unwrap(), 1);
        assert_eq!(sinks::delete_taken(&mut tx, sink, &[]).await.unwrap(), 0);
        assert_eq!(sinks::list_rejected(&mut tx, sink, 9).await.unwrap(), [rejected(3, NOON + 2)]);
        sinks::delete_rejected(&mut tx, SinkKind::Influxdb).await.unwrap();
        assert_eq!(sinks::list_rejected(&mut tx, sink, 9).await.unwrap().len(), 1, "each sink has its own");
        sinks::delete_rejected(&mut tx, sink).await.unwrap();
        assert_eq!(sinks::list_rejected(&mut tx, sink, 9).await.unwrap(), []);
    }

    async fn of_an_hour_the_most_frequent_names_are_listed_for_each_agent_and_domain(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, two) = (insert_agent(&mut tx, 1, "mx1").await.id, insert_agent(&mut tx, 2, "mx2").await.id);
        let name = |agent: &PolicyAgentId, bucket, text: &str| Name {
            kind: TopKind::SenderDomain, bucket, agent_id: agent.clone(), host: String::new(), domain: "d".to_owned(), name: text.to_owned(),
        };
        let names = [
            (name(&one, 0, "a"), 1), (name(&one, 0, "b"), 3), (name(&one, 0, "c"), 2), (name(&two, 0, "a"), 1),
            (name(&one, HOUR, "z"), 9),
        ];
        let counted: Vec<_> = names.iter().map(|(name, total)| (name, total)).collect();
        tops::add(&mut tx, Grain::Quarter, &counted).await.unwrap();
        let listed = tops::list_hour(&mut tx, 0, 2).await.unwrap();
        assert_eq!(listed, [(name(&one, 0, "b"), 3), (name(&one, 0, "c"), 2), (name(&two, 0, "a"), 1)]);
    }
}
