use domain::{HOUR, Locale, MINUTE, SECOND, permission::ViewOverview, plans::Plan};
use service::{
    dashboards::{self, OverviewQuery, ShownCause, ShownGap},
    policy_agents,
};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::ingest::message;

pub(crate) async fn shown(world: &World, member: &Member) -> Vec<ShownGap> {
    let mut access = world.access::<ViewOverview>(member).await;
    dashboards::overview(&mut access, &OverviewQuery::default(), Locale::En).await.unwrap().gaps
}

/// Cause, beginning, end, records lost.
fn told(gaps: &[ShownGap]) -> Vec<(ShownCause, i64, Option<i64>, i64)> {
    gaps.iter().map(|gap| (gap.cause, gap.from - NOON, gap.to.map(|to| to - NOON), gap.lost)).collect()
}

testkit::both_engines! {
    async fn a_restart_after_silence_leaves_one(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let first = Batch::new("s", 1).up_since(NOON - HOUR).record(message(1));
        world.send(&key, &first).await.unwrap();
        assert_eq!(shown(&world, &owner).await, []);
        world.advance(10 * MINUTE);
        let restarted = NOON + 9 * MINUTE;
        // Before it stopped it spooled one more record, which tells that it still ran.
        let last_word = NOON + 4 * MINUTE;
        let second = Batch::new("s", 2)
            .up_since(restarted)
            .record(rcpt(last_word, "m2", "a@sender.example", "b@tenant.test"))
            .record(rcpt(restarted + 1, "m3", "a@sender.example", "b@tenant.test"));
        for _ in 0..2 {
            world.send(&key, &second).await.unwrap();
        }
        let gaps = shown(&world, &owner).await;
        assert_eq!(told(&gaps), [(ShownCause::Stopped, 4 * MINUTE, Some(9 * MINUTE), 0)]);
        assert_eq!(gaps[0].host, "mx");
    }

    async fn a_backlog_in_many_batches_closes_it(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        world.send(&key, &Batch::new("s", 1).up_since(NOON - HOUR).record(message(1))).await.unwrap();
        world.advance(HOUR);
        let restarted = NOON + 50 * MINUTE;
        let seen = |minute: i64, name: &str| {
            rcpt(NOON + minute * MINUTE, name, "a@sender.example", "b@tenant.test")
        };
        world.send(&key, &Batch::new("s", 2).up_since(restarted).record(seen(5, "m2"))).await.unwrap();
        let gaps = shown(&world, &owner).await;
        assert_eq!(told(&gaps), [(ShownCause::Stopped, 5 * MINUTE, Some(50 * MINUTE), 0)]);
        world.send(&key, &Batch::new("s", 3).up_since(restarted).record(seen(30, "m3"))).await.unwrap();
        let gaps = shown(&world, &owner).await;
        assert_eq!(told(&gaps), [(ShownCause::Stopped, 30 * MINUTE, Some(50 * MINUTE), 0)]);
        let last = rcpt(restarted - 1, "m4", "a@sender.example", "b@tenant.test");
        world.send(&key, &Batch::new("s", 4).up_since(restarted).record(last)).await.unwrap();
        assert_eq!(shown(&world, &owner).await, []);
    }

    async fn a_quick_restart_leaves_none(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        world.send(&key, &Batch::new("s", 1).up_since(NOON - HOUR)).await.unwrap();
        world.advance(45 * SECOND);
        world.send(&key, &Batch::new("s", 1).up_since(NOON + 45 * SECOND)).await.unwrap();
        assert_eq!(shown(&world, &owner).await, []);
    }

    /// It could not reach the server, and sends what it kept: nothing is missing.
    async fn a_late_batch_of_the_same_run_leaves_none(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        world.send(&key, &Batch::new("s", 1).up_since(NOON - HOUR)).await.unwrap();
        world.advance(5 * HOUR);
        world.send(&key, &Batch::new("s", 1).up_since(NOON - HOUR).record(message(1))).await.unwrap();
        assert_eq!(shown(&world, &owner).await, []);
    }

    async fn a_full_spool_leaves_one_with_its_losses(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        world.send(&key, &Batch::new("s", 1).up_since(NOON - HOUR)).await.unwrap();
        world.advance(HOUR);
        let after = Batch::new("s", 8).up_since(NOON - HOUR).dropped(7).record(message(1));
        for _ in 0..2 {
            world.send(&key, &after).await.unwrap();
        }
        let expected = (ShownCause::SpoolFull, 0, Some(HOUR), 7);
        assert_eq!(told(&shown(&world, &owner).await), [expected]);
        world.advance(HOUR);
        world.send(&key, &Batch::new("s", 9).up_since(NOON - HOUR).dropped(10)).await.unwrap();
        let more = (ShownCause::SpoolFull, HOUR, Some(2 * HOUR), 3);
        assert_eq!(told(&shown(&world, &owner).await), [expected, more]);
    }

    async fn losses_before_the_first_contact_leave_one(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        world.advance(HOUR);
        let first = Batch::new("s", 5).up_since(NOON).dropped(4).record(message(1));
        world.send(&key, &first).await.unwrap();
        let expected = (ShownCause::SpoolFull, 0, Some(HOUR), 4);
        assert_eq!(told(&shown(&world, &owner).await), [expected]);
    }

    async fn a_paused_agent_shows_as_long_as_it_is(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let id = key.agent.id.as_str();
        world.send(&key, &Batch::new("s", 1).up_since(NOON - HOUR)).await.unwrap();
        world.advance(10 * SECOND);
        policy_agents::set_paused(world.access(&owner).await, id, true).await.unwrap();
        world.advance(HOUR);
        assert_eq!(told(&shown(&world, &owner).await), [(ShownCause::Paused, 10 * SECOND, None, 0)]);
        policy_agents::set_paused(world.access(&owner).await, id, false).await.unwrap();
        let kept = Batch::new("s", 1).up_since(NOON - HOUR).record(message(1));
        world.send(&key, &kept).await.unwrap();
        assert_eq!(shown(&world, &owner).await, [], "its spool kept everything");
    }

    async fn a_silent_agent_shows_until_it_is_heard_of(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        assert_eq!(shown(&world, &owner).await, [], "one that was never heard of is not silent");
        world.send(&key, &Batch::new("s", 1).up_since(NOON - HOUR)).await.unwrap();
        world.advance(MINUTE);
        assert_eq!(shown(&world, &owner).await, []);
        world.advance(1);
        assert_eq!(told(&shown(&world, &owner).await), [(ShownCause::Silent, 0, None, 0)]);
        policy_agents::revoke(world.access(&owner).await, key.agent.id.as_str(), "mx").await.unwrap();
        assert_eq!(shown(&world, &owner).await, [], "one that was revoked has nothing to say");
    }

    async fn those_of_another_host_are_filtered_out(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let (one, two) = (world.enrol(&owner, "one").await, world.enrol(&owner, "two").await);
        for key in [&one, &two] {
            world.send(key, &Batch::new("s", 1).up_since(NOON - HOUR)).await.unwrap();
        }
        world.advance(HOUR);
        world.send(&one, &Batch::new("s", 1).up_since(NOON - HOUR).dropped(2)).await.unwrap();
        let mut access = world.access::<ViewOverview>(&owner).await;
        let mut hosts = async |host: &str| -> Vec<(String, ShownCause)> {
            let query = OverviewQuery { host: host.to_owned(), ..OverviewQuery::default() };
            let overview = dashboards::overview(&mut access, &query, Locale::En).await.unwrap();
            overview.gaps.into_iter().map(|gap| (gap.host, gap.cause)).collect()
        };
        let (full, silent) =
            (("one".to_owned(), ShownCause::SpoolFull), ("two".to_owned(), ShownCause::Silent));
        assert_eq!(hosts("").await, [full.clone(), silent.clone()]);
        assert_eq!(hosts("one").await, [full]);
        assert_eq!(hosts("two").await, [silent]);
    }
}
