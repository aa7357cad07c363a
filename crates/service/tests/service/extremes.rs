//! What no mail server sends: numbers at the edge, texts without end, records that are none.

use domain::{
    HOUR, Locale,
    bounds::{LARGEST, LONGEST_KEY, LONGEST_REASON},
    permission::{ViewEvents, ViewOverview, ViewPolicyAgents},
    plans::Plan,
    policy::{MOST_RECIPIENTS, REJECTED, State},
};
use service::{
    dashboards::{self, OverviewQuery},
    encoding::sheets::Style,
    events::{self, EventQuery, ingest, recount},
    policy_agents,
};
use store::Mode;
use testkit::{Batch, Engine, Member, NOON, Seen, World};

use crate::ingest::{declare, message};

/// Looks at everything that reads numbers, and returns the recipients of the last day.
async fn recipients(world: &World, member: &Member) -> i64 {
    let mut access = world.access::<ViewOverview>(member).await;
    let mut last_day = 0;
    for range in ["24h", "7d", "30d", "12m"] {
        let query = OverviewQuery { range: range.to_owned(), ..OverviewQuery::default() };
        let overview = dashboards::overview(&mut access, &query, Locale::En).await.unwrap();
        assert!(!dashboards::csv(&overview, None, Style::Programs).unwrap().is_empty());
        if range == "24h" {
            last_day = overview.total.recipients;
        }
    }
    drop(access);
    let mut access = world.access::<ViewEvents>(member).await;
    events::list(&mut access, &EventQuery::default()).await.unwrap();
    drop(access);
    let mut access = world.access::<ViewPolicyAgents>(member).await;
    policy_agents::list(&mut access).await.unwrap();
    last_day
}

fn ended(instance: &str, count: i64) -> Seen {
    Seen::new(State::EndOfMessage, NOON - HOUR).client("198.51.100.7").of(instance).recipients(count)
}

/// Letters that no compression makes shorter.
fn noise(length: usize) -> String {
    let mut state = 1_u64;
    let mut letter = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'!' + u8::try_from((state >> 33) % 90).unwrap())
    };
    (0..length).map(|_| letter()).collect()
}

testkit::both_engines! {
    async fn an_agent_that_lost_more_than_can_be_leaves_everything_readable(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        for (spool, dropped) in [("a", i64::MAX), ("b", 1), ("c", i64::MAX), ("a", i64::MAX)] {
            let batch = Batch::new(spool, 1).dropped(dropped).depth(i64::MAX).up_since(i64::MAX);
            world.send(&key, &batch).await.unwrap();
        }
        recipients(&world, &owner).await;
        let mut access = world.access::<ViewPolicyAgents>(&owner).await;
        let agent = policy_agents::list(&mut access).await.unwrap().remove(0).agent;
        assert_eq!((agent.dropped, agent.spool_depth), (LARGEST, LARGEST));
        drop(access);
        // It goes on as if nothing had been.
        world.send(&key, &Batch::new("a", 1).record(message(1))).await.unwrap();
        assert_eq!(recipients(&world, &owner).await, 1);
    }

    async fn a_count_without_bound_is_counted_up_to_one(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let batch = Batch::new("s", 1)
            .records([ended("m1", i64::MAX), ended("m2", i64::MAX), ended("m1", i64::MAX)])
            .record(ended("m3", i64::MIN))
            .record(ended("m4", 2));
        world.send(&key, &batch).await.unwrap();
        assert_eq!(recipients(&world, &owner).await, 2 * MOST_RECIPIENTS + 2);
        assert_eq!(recount::check(&world.service, &owner.tenant.slug).await.unwrap(), []);
    }

    async fn a_batch_of_nonsense_is_answered_shortly_and_its_good_records_count(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let state = serde_json::Value::from("\"".repeat(1000));
        let line = format!("{{\"at\":{NOON},\"protocol_state\":{state}}}");
        let mut batch = Batch::new("s", 1);
        for _ in 0..3000 {
            batch = batch.line(&line);
        }
        let answer = world.send(&key, &batch.record(message(1))).await.unwrap();
        assert_eq!((answer.acknowledged, answer.rejected_count), (3001, 3000));
        assert_eq!(answer.rejected.len(), REJECTED);
        assert!(answer.rejected.iter().all(|rejected| rejected.reason.chars().count() <= LONGEST_REASON));
        assert!(serde_json::to_string(&answer).unwrap().len() < 64 * 1024);
        assert_eq!(recipients(&world, &owner).await, 1);
        let mut access = world.access::<ViewPolicyAgents>(&owner).await;
        let (_, kept) = policy_agents::find(&mut access, key.agent.id.as_str()).await.unwrap();
        assert!(kept.iter().all(|kept| kept.record == line && kept.reason.starts_with("\"protocol_state\"")));
    }

    async fn numbers_that_cannot_be_refuse_no_record_and_overflow_nothing(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        for (first, clock) in [(1, "5"), (2, "9007199254740992"), (3, "1e308"), (4, "null"), (5, "-7")] {
            let header = format!(
                "{{\"spool\":\"s\",\"first_seq\":{first},\"version\":\"x\",\"dropped\":99999999999999999999,\
                 \"depth\":-1,\"up_since\":1e300,\"clock\":{clock},\"refused\":\"many\",\"opening_seq\":[]}}"
            );
            for at in [i64::MIN, i64::MAX, 0, -1] {
                let body = format!("{header}\n{{\"at\":{at},\"protocol_state\":\"RCPT\"}}");
                let answer = ingest::take(&world.service, &key.key, "192.0.2.1", &body).await.unwrap();
                assert_eq!(answer.acknowledged, first, "{clock} {at}");
            }
        }
    }

    async fn texts_too_long_for_an_index_are_told_apart_all_the_same(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let long = noise(4000);
        let (one, two) = (format!("{long}1"), format!("{long}2"));
        let address = format!("a@{}", noise(4000));
        let batch = Batch::new("s", 1)
            .records([message(1).of(&one), message(2).of(&one), message(3).of(&two)])
            .record(message(4).from(&address).to(&address));
        let answer = world.send(&key, &batch).await.unwrap();
        assert_eq!((answer.acknowledged, answer.rejected), (4, Vec::new()));
        recipients(&world, &owner).await;
        let mut access = world.access::<ViewOverview>(&owner).await;
        let overview =
            dashboards::overview(&mut access, &OverviewQuery::default(), Locale::En).await.unwrap();
        assert_eq!((overview.total.requests, overview.total.messages), (4, 3));
        drop(access);
        let mut access = world.access::<ViewEvents>(&owner).await;
        let page = events::list(&mut access, &EventQuery::default()).await.unwrap();
        assert!(page.events.iter().all(|event| event.instance.len() <= LONGEST_KEY));
    }

    /// What an earlier version let in, brought within bounds when the space is next opened.
    async fn a_space_that_nothing_could_read_any_more_is_read_again(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        world.send(&key, &Batch::new("s", 1).record(ended("m1", 3))).await.unwrap();
        let mut tx = world.tenant_tx(&owner.tenant).await;
        // A sum beyond 64 bits is a REAL on SQLite; PostgreSQL would have refused it.
        let broken = match world.engine {
            Engine::Sqlite => ["update policy_agents set dropped = 9223372036854775807 + 1",
                "update quarters set recipients = 9223372036854775807 + 9223372036854775807",
                "update days set recipients = 9223372036854775807 + 9223372036854775807"],
            Engine::Postgres => ["update policy_agents set dropped = 9223372036854775807",
                "update quarters set recipients = 9223372036854775807",
                "update days set recipients = -9223372036854775807"],
        };
        let more = ["update events set recipient_count = 9223372036854775807",
            "update spools set dropped = 9223372036854775807",
            "drop table allowances", "delete from migrations where number = 8"];
        for statement in broken.into_iter().chain(more) {
            tx.raw().tamper(statement).await.unwrap();
        }
        tx.commit().await.unwrap();
        let location = owner.tenant.location().unwrap();
        let again = world.reopened().await;
        let mut tx = again.tenant(&location, Mode::Write).await.unwrap();
        // What a later one added to the table that was made again.
        let column = "alter table allowances add column lines_until bigint not null default 0";
        tx.raw().tamper(column).await.unwrap();
        tx.commit().await.unwrap();
        assert!(recipients(&world, &owner).await > 3);
        assert!(!recount::mend(&world.service, &owner.tenant.slug).await.unwrap().is_empty());
        assert_eq!(recipients(&world, &owner).await, MOST_RECIPIENTS);
        assert_eq!(recount::check(&world.service, &owner.tenant.slug).await.unwrap(), []);
        world.send(&key, &Batch::new("s", 2).dropped(i64::MAX).record(message(1))).await.unwrap();
        recipients(&world, &owner).await;
    }
}
