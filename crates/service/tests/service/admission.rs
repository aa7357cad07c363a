//! Who may send at once, and how much in all.

use domain::{DAY, Error, HOUR, plans::Plan};
use service::{
    events::{admission, ingest},
    policy_agents::{self, WarningKind},
};
use testkit::{Batch, NOON, rcpt};

use crate::ingest::{counted, message};

testkit::both_engines! {
    async fn an_agents_next_batch_waits_for_the_one_before_and_others_do_not(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let other = world.owner("sam@example.test", "Beta", Plan::Solo).await;
        let (one, two) = (world.enrol(&owner, "one").await, world.enrol(&owner, "two").await);
        let others = world.enrol(&other, "mx").await;
        let service = &world.service;
        let first = admission::enter(service, &one.key).await.unwrap();
        // Another agent of the tenant is let in beside it, and so is another tenant's.
        let second = admission::enter(service, &two.key).await.unwrap();
        let third = admission::enter(service, &others.key).await.unwrap();
        let turn = first.turn().await.unwrap();
        third.turn().await.unwrap();
        // Two more of the one wait for it, and all beyond are sent away at once: none of them takes a place
        // from the others of its tenant.
        let mut waiting: Vec<_> = (0..20).map(|_| Box::pin(admission::enter(service, &one.key))).collect();
        let mut sent_away = 0;
        for entering in &mut waiting {
            // One look at each: whoever waits is not done by then.
            let look = std::future::poll_fn(|context| std::task::Poll::Ready(entering.as_mut().poll(context)));
            match look.await {
                std::task::Poll::Ready(answer) => {
                    assert_eq!(answer.map(|_| ()), Err(Error::Unavailable { retry_after: 1 }));
                    sent_away += 1;
                }
                std::task::Poll::Pending => {}
            }
        }
        assert_eq!(sent_away, 18);
        drop(second);
        let again = admission::enter(service, &two.key).await.unwrap();
        drop(turn);
        drop(first);
        let entered = waiting.into_iter().next().unwrap().await;
        assert!(entered.is_ok(), "it was the first to wait: {entered:?}");
        drop((again, third));
    }

    async fn of_one_tenant_no_more_come_in_than_have_places(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
        let other = world.owner("sam@example.test", "Beta", Plan::Solo).await;
        let mut inside = Vec::new();
        let refused = loop {
            let key = world.enrol(&owner, &format!("mx{}", inside.len())).await;
            match admission::enter(&world.service, &key.key).await {
                Ok(entered) => inside.push(entered),
                Err(error) => break error,
            }
        };
        assert_eq!((inside.len(), refused), (8, Error::Unavailable { retry_after: 1 }));
        let key = world.enrol(&other, "mx").await;
        assert!(admission::enter(&world.service, &key.key).await.is_ok(), "another tenant has its own");
        inside.pop();
        let key = world.enrol(&owner, "last").await;
        assert!(admission::enter(&world.service, &key.key).await.is_ok());
    }

    async fn a_key_is_proved_before_anything_is_read(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let forged = format!("{}x", &key.key[..key.key.len() - 1]);
        let forged = if forged == key.key { format!("{}y", &key.key[..key.key.len() - 1]) } else { forged };
        for wrong in ["", "pva_", forged.as_str()] {
            let refused = admission::enter(&world.service, wrong).await;
            assert_eq!(refused.map(|_| ()), Err(Error::InvalidKey), "{wrong}");
        }
        assert!(admission::enter(&world.service, &key.key).await.is_ok());
        // One that is known is believed until a batch shows that it is not right any more.
        policy_agents::rotate(world.access(&owner).await, key.agent.id.as_str()).await.unwrap();
        assert!(admission::enter(&world.service, &key.key).await.is_ok(), "nobody has told this server yet");
        let refused = world.send(&key, &Batch::new("s", 1).record(message(1))).await.map(|_| ());
        assert_eq!(refused, Err(Error::InvalidKey), "and nothing of it is taken");
        world.service.admission().learn(&key.key, world.now(), &refused);
        let entered = admission::enter(&world.service, &key.key).await.map(|_| ());
        assert_eq!(entered, Err(Error::InvalidKey), "it is proved anew");
    }

    async fn what_a_key_sends_in_all_is_bounded_by_its_plan(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let (key, other) = (world.enrol(&owner, "mx").await, world.owner("s@example.test", "B", Plan::Solo).await);
        let others = world.enrol(&other, "mx").await;
        world.send(&key, &Batch::new("s", 1).record(message(1))).await.unwrap();
        // Two days' worth were used up a moment ago.
        let a_day = 250_000;
        let mut tx = world.tenant_tx(&owner.tenant).await;
        let used = store::tenant::allowances::take(&mut tx, &key.agent.id, (2 * DAY, 0, 0), NOON).await.unwrap();
        assert!(used.records_until > NOON + 2 * DAY);
        tx.commit().await.unwrap();
        let batch = Batch::new("s", 2).record(message(2));
        let refused = world.send(&key, &batch).await.unwrap_err();
        let Error::RateLimited { retry_after } = refused else { panic!("{refused:?}") };
        assert!((1..=3).contains(&retry_after), "{retry_after}");
        assert_eq!(counted(&world, &owner).await.values().map(|counts| counts.0).sum::<i64>(), 1);
        let last = world.tenant_trail(&owner.tenant).await.pop().unwrap();
        assert_eq!(last.action, "policy-agents.refuse", "the tenant's audit log tells it");
        let mut access = world.access(&owner).await;
        let (listed, _) = policy_agents::find(&mut access, key.agent.id.as_str()).await.unwrap();
        drop(access);
        let kinds: Vec<_> = listed.warnings.iter().map(|warning| warning.kind).collect();
        assert_eq!(kinds, [WarningKind::OverAllowance], "and so does the agent's page");
        // It is told so at the door from then on, until its time has come; then nothing is lost.
        let answer: Result<(), Error> = Err(refused);
        world.service.admission().learn(&key.key, world.now(), &answer);
        let turned_away = admission::enter(&world.service, &key.key).await.map(|_| ());
        assert_eq!(turned_away, Err(Error::RateLimited { retry_after }));
        world.send(&others, &Batch::new("s", 1).record(message(1))).await.unwrap();
        world.advance(retry_after * domain::SECOND);
        assert!(admission::enter(&world.service, &key.key).await.is_ok());
        assert_eq!(world.send(&key, &batch).await.unwrap().acknowledged, 2);
        assert!(a_day > 10_000, "a batch is smaller than what may come at once");
    }

    async fn lines_of_a_log_take_nothing_from_what_records_may(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let key = world.enrol(&owner, "mx").await;
        let log = |at: i64| serde_json::json!({ "at": at, "log": {
            "name": "postfix", "program": "pickup", "pid": 40, "text": "2B83DA50041: uid=33 from=<www@tenant.test>",
        } });
        let mut tx = world.tenant_tx(&owner.tenant).await;
        store::tenant::allowances::take(&mut tx, &key.agent.id, (0, 2 * DAY, 0), NOON).await.unwrap();
        tx.commit().await.unwrap();
        world.send(&key, &Batch::new("s", 1).record(message(1))).await.unwrap();
        let batch = Batch::new("s", 2).line(&log(NOON - HOUR).to_string());
        let refused = world.send(&key, &batch).await.unwrap_err();
        let Error::RateLimited { retry_after } = refused else { panic!("{refused:?}") };
        assert!((1..=3).contains(&retry_after), "{retry_after}");
        world.advance(retry_after * domain::SECOND);
        assert_eq!(world.send(&key, &batch).await.unwrap().acknowledged, 2);
    }

    async fn a_new_agent_in_the_place_of_a_revoked_one_has_no_more(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let key = world.enrol(&owner, "mx").await;
        let mut tx = world.tenant_tx(&owner.tenant).await;
        store::tenant::allowances::take(&mut tx, &key.agent.id, (2 * DAY, 0, 2 * DAY), NOON).await.unwrap();
        tx.commit().await.unwrap();
        policy_agents::revoke(world.access(&owner).await, key.agent.id.as_str(), "mx").await.unwrap();
        let next = world.enrol(&owner, "mx2").await;
        let refused = world.send(&next, &Batch::new("s", 1).record(message(1))).await.unwrap_err();
        assert!(matches!(refused, Error::RateLimited { .. }), "{refused:?}");
    }

    /// A batch that waits in the middle holds no thread that others need.
    async fn a_full_batch_is_taken(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let seen = |number: i64| rcpt(NOON - HOUR + number, &format!("m{number}"), "a@x.example", "b@y.example");
        let count = i64::try_from(ingest::RECORDS).unwrap();
        let batch = Batch::new("s", 1).records((1..=count).map(seen));
        assert_eq!(world.send(&key, &batch).await.unwrap().acknowledged, count);
        assert_eq!(counted(&world, &owner).await.values().map(|counts| counts.0).sum::<i64>(), count);
    }
}
