//! Two hosts with one spool, a spool set back, a clock that is wrong: noticed at once, and nothing is lost.

use domain::{
    DAY, HOUR, MINUTE, Micros, SECOND, permission::ViewEvents, permission::ViewPolicyAgents, plans::Plan,
};
use service::{
    events::{self, EventQuery, refusals, retention},
    policy_agents::{self, AgentForm, NewKey, WarningKind},
};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::ingest::message;

async fn stored(world: &World, member: &Member) -> Vec<events::Event> {
    let mut access = world.access::<ViewEvents>(member).await;
    events::list(&mut access, &EventQuery::default()).await.unwrap().events
}

async fn warnings(world: &World, member: &Member, key: &NewKey) -> Vec<(WarningKind, String)> {
    let mut access = world.access::<ViewPolicyAgents>(member).await;
    let found = policy_agents::find(&mut access, key.agent.id.as_str()).await.unwrap();
    found.0.warnings.into_iter().map(|warning| (warning.kind, warning.detail)).collect()
}

async fn offset(world: &World, member: &Member) -> Micros {
    let mut access = world.access::<ViewPolicyAgents>(member).await;
    policy_agents::list(&mut access).await.unwrap()[0].agent.clock_offset
}

async fn enrolled(world: &World) -> (Member, NewKey) {
    let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
    let key = world.enrol(&owner, "mx").await;
    (owner, key)
}

testkit::both_engines! {
    async fn a_restart_is_no_clone(world: World) {
        let (owner, key) = enrolled(&world).await;
        let first = Batch::new("s", 1).opening("r1", 1).up_since(NOON - HOUR).clock(NOON);
        world.send(&key, &first.clone().records((1..=3).map(message))).await.unwrap();
        world.advance(MINUTE);
        // Killed before it heard the answer: it sends what the earlier opening left, then goes on.
        let since = NOON + 30 * SECOND;
        let second = Batch::new("s", 1).opening("r2", 5).left_by("r1").up_since(since).clock(NOON + MINUTE);
        assert_eq!(world.send(&key, &second.records((1..=4).map(message))).await.unwrap().acknowledged, 4);
        let third = Batch::new("s", 5).opening("r2", 5).up_since(since).clock(NOON + MINUTE);
        assert_eq!(world.send(&key, &third.record(message(5))).await.unwrap().acknowledged, 5);
        // A last word of the one that was killed comes late.
        world.send(&key, &first.records((1..=3).map(message))).await.unwrap();
        world.send(&key, &Batch::new("s", 6).opening("r2", 5).up_since(since).clock(NOON + MINUTE)).await.unwrap();
        assert_eq!(stored(&world, &owner).await.len(), 5);
        assert_eq!(warnings(&world, &owner, &key).await, []);
    }

    async fn a_cloned_host_is_noticed_and_both_are_counted(world: World) {
        let (owner, key) = enrolled(&world).await;
        let one = |seq: i64| Batch::new("s", seq).opening("one", 1).up_since(NOON - HOUR).clock(NOON + seq);
        world.send(&key, &one(1).records((1..=3).map(message))).await.unwrap();
        // The copy was made after record 2, and starts while the first goes on.
        let two = |seq: i64| Batch::new("s", seq).opening("two", 3).up_since(NOON + 1).clock(NOON + seq);
        let answer = world.send_from("198.51.100.9", &key, &two(3).record(message(13))).await.unwrap();
        assert_eq!(answer.acknowledged, 3);
        assert_eq!(warnings(&world, &owner, &key).await[0].0, WarningKind::NumbersTwice, "at its first word");
        world.send(&key, &one(4).record(message(4))).await.unwrap();
        world.send_from("198.51.100.9", &key, &two(4).records((14..=18).map(message))).await.unwrap();
        world.send(&key, &one(5).record(message(5))).await.unwrap();
        assert_eq!(stored(&world, &owner).await.len(), 11);
        let two_programs = (WarningKind::TwoPrograms, "198.51.100.9, 203.0.113.5".to_owned());
        assert!(warnings(&world, &owner, &key).await.contains(&two_programs));
    }

    async fn a_cloned_host_with_another_clock_is_noticed(world: World) {
        let (owner, key) = enrolled(&world).await;
        let one = |seq: i64| Batch::new("s", seq).opening("one", 1).up_since(NOON).clock(NOON);
        let two = |seq: i64| Batch::new("s", seq).opening("two", 1).up_since(NOON - DAY).clock(NOON - DAY + HOUR);
        for seq in 1..=3 {
            world.send(&key, &one(seq).record(message(seq))).await.unwrap();
            world.send(&key, &two(seq).record(message(10 + seq))).await.unwrap();
        }
        assert_eq!(stored(&world, &owner).await.len(), 6);
        let kinds: Vec<_> = warnings(&world, &owner, &key).await.into_iter().map(|(kind, _)| kind).collect();
        assert!(kinds.contains(&WarningKind::TwoPrograms), "{kinds:?}");
    }

    /// The copy holds the memory of the running agent too: both go on as the same opening.
    async fn a_host_cloned_while_it_runs_loses_nothing(world: World) {
        let (owner, key) = enrolled(&world).await;
        let both = |seq: i64| Batch::new("s", seq).opening("same", 1).up_since(NOON - HOUR);
        world.send(&key, &both(1).records((1..=2).map(message))).await.unwrap();
        world.send(&key, &both(3).records((3..=5).map(message))).await.unwrap();
        let answer = world.send(&key, &both(3).records((13..=14).map(message))).await.unwrap();
        assert_eq!(answer.acknowledged, 4, "no number is acknowledged that it did not send");
        assert_eq!(world.send(&key, &both(3).records((13..=14).map(message))).await.unwrap().acknowledged, 4);
        assert_eq!(stored(&world, &owner).await.len(), 7);
        assert_eq!(warnings(&world, &owner, &key).await[0].0, WarningKind::NumbersTwice);
    }

    async fn a_spool_that_was_set_back_is_noticed_at_its_first_word(world: World) {
        let (owner, key) = enrolled(&world).await;
        let before = Batch::new("s", 1).opening("r1", 1).up_since(NOON - HOUR).dropped(4);
        world.send(&key, &before.records((1..=9).map(message))).await.unwrap();
        let back = Batch::new("s", 4).opening("r2", 4).up_since(NOON).dropped(1);
        assert_eq!(world.send(&key, &back).await.unwrap().acknowledged, 3);
        assert_eq!(warnings(&world, &owner, &key).await[0].0, WarningKind::NumbersTwice);
        let back = back.dropped(3);
        assert_eq!(world.send(&key, &back.record(message(14))).await.unwrap().acknowledged, 4);
        assert_eq!(stored(&world, &owner).await.len(), 10);
        let mut access = world.access::<ViewPolicyAgents>(&owner).await;
        let agent = policy_agents::list(&mut access).await.unwrap().remove(0).agent;
        assert_eq!(agent.dropped, 6, "4 of the one, 2 more of the other");
    }

    async fn an_older_agent_on_a_cloned_host_loses_nothing(world: World) {
        let (owner, key) = enrolled(&world).await;
        let one = |seq: i64| Batch::new("s", seq).up_since(NOON - HOUR).clock(NOON + seq);
        let two = |seq: i64| Batch::new("s", seq).up_since(NOON - MINUTE).clock(NOON + seq);
        world.send(&key, &one(1).records((1..=2).map(message))).await.unwrap();
        world.send(&key, &one(3).records((3..=6).map(message))).await.unwrap();
        for turn in 0..2 {
            let answer = world.send(&key, &two(3).records((13..=14).map(message))).await.unwrap();
            assert_eq!(answer.acknowledged, 4, "in turn {turn}");
        }
        // It passes the other, which then comes with numbers that are taken.
        world.send(&key, &two(5).records((15..=18).map(message))).await.unwrap();
        assert_eq!(world.send(&key, &one(7).record(message(7))).await.unwrap().acknowledged, 7);
        assert_eq!(stored(&world, &owner).await.len(), 13);
        let kinds: Vec<_> = warnings(&world, &owner, &key).await.into_iter().map(|(kind, _)| kind).collect();
        assert!(kinds.contains(&WarningKind::NumbersTwice) && kinds.contains(&WarningKind::TwoPrograms));
    }

    async fn an_older_agent_that_was_set_back_is_noticed_by_its_sign_of_life(world: World) {
        let (owner, key) = enrolled(&world).await;
        world.send(&key, &Batch::new("s", 1).up_since(NOON - HOUR).records((1..=5).map(message))).await.unwrap();
        // A check knocks with the number that it finds, and says nothing of a program.
        world.send(&key, &Batch::new("s", 3)).await.unwrap();
        assert_eq!(warnings(&world, &owner, &key).await, []);
        let back = Batch::new("s", 3).up_since(NOON);
        assert_eq!(world.send(&key, &back).await.unwrap().acknowledged, 2);
        assert_eq!(warnings(&world, &owner, &key).await[0].0, WarningKind::NumbersTwice);
    }

    async fn what_a_spool_lost_is_told_by_its_agent_and_not_by_a_check(world: World) {
        let (owner, key) = enrolled(&world).await;
        let agent = |seq: i64| Batch::new("s", seq).opening("r1", 1).up_since(NOON - HOUR).clock(world.now());
        world.send(&key, &agent(1).records((1..=5).map(message))).await.unwrap();
        // The spool lost some while the server was away; somebody looks before the agent has told it.
        world.send(&key, &Batch::new("s", 6).dropped(5)).await.unwrap();
        for _ in 0..2 {
            world.send(&key, &agent(6).dropped(5)).await.unwrap();
        }
        let mut access = world.access(&owner).await;
        let (listed, _) = policy_agents::find(&mut access, key.agent.id.as_str()).await.unwrap();
        assert_eq!((listed.agent.dropped, listed.warnings.len()), (5, 0), "{:?}", listed.warnings);
        drop(access);
        let lost: i64 = crate::gaps::shown(&world, &owner).await.iter().map(|gap| gap.lost).sum();
        assert_eq!(lost, 5, "and one gap tells of it");
    }

    async fn a_clock_that_is_wrong_is_shown_and_what_it_says_is_set_right(world: World) {
        let (owner, key) = enrolled(&world).await;
        let seen = |at: Micros, name: &str| rcpt(at, name, "a@sender.example", "b@tenant.test");
        for (index, off) in [3 * HOUR, -3 * HOUR, -(NOON - 30 * SECOND)].into_iter().enumerate() {
            world.advance(SECOND);
            let now = world.now();
            let name = format!("m{index}");
            let batch = Batch::new(&name, 1).clock(now + off).record(seen(now + off - SECOND, &name));
            for _ in 0..2 {
                world.send(&key, &batch).await.unwrap();
            }
            assert_eq!(offset(&world, &owner).await, off);
            let event = stored(&world, &owner).await.into_iter().find(|event| event.instance == name).unwrap();
            assert_eq!(event.at, now - SECOND, "filed when it was");
        }
        assert_eq!(stored(&world, &owner).await.len(), 3, "sent again, nothing is counted twice");
        retention::run(&world.service).await.unwrap();
        assert_eq!(stored(&world, &owner).await.len(), 3, "nothing goes on arrival");
        world.send(&key, &Batch::new("m0", 2).up_since(NOON).clock(world.now() + 40 * SECOND)).await.unwrap();
        assert_eq!(offset(&world, &owner).await, 0, "a minute is no wrong clock");
    }

    async fn a_wrong_clock_hides_no_gap(world: World) {
        let (owner, key) = enrolled(&world).await;
        let off = -5 * HOUR;
        let first = Batch::new("s", 1).opening("r1", 1).up_since(NOON + off).clock(NOON + off);
        world.send(&key, &first).await.unwrap();
        world.advance(HOUR);
        let later = NOON + HOUR;
        let second = Batch::new("s", 1).opening("r2", 1).up_since(later + off).clock(later + off);
        world.send(&key, &second).await.unwrap();
        let mut access = world.access::<domain::permission::ViewOverview>(&owner).await;
        let query = service::dashboards::OverviewQuery::default();
        let overview = service::dashboards::overview(&mut access, &query, domain::Locale::En).await.unwrap();
        let gaps: Vec<_> = overview.gaps.iter().map(|gap| (gap.from - NOON, gap.to.map(|to| to - NOON))).collect();
        assert_eq!(gaps, [(0, Some(HOUR))]);
    }

    async fn a_time_that_cannot_be_is_told_where_no_clock_is(world: World) {
        let (owner, key) = enrolled(&world).await;
        let ahead = rcpt(NOON + DAY, "m", "a@sender.example", "b@tenant.test");
        world.send(&key, &Batch::new("s", 1).record(ahead)).await.unwrap();
        assert_eq!(stored(&world, &owner).await[0].at, NOON);
        assert_eq!(warnings(&world, &owner, &key).await, [(WarningKind::ImpossibleTimes, DAY.to_string())]);
    }

    async fn a_backlog_that_retention_lets_go_at_once_is_told(world: World) {
        let (owner, key) = enrolled(&world).await;
        let days = 30;
        let seen = |days: i64| rcpt(NOON - days * DAY, &days.to_string(), "a@sender.example", "b@tenant.test");
        let batch = Batch::new("s", 1).records([seen(days - 1), seen(days + 1), seen(days + 5)]);
        world.send(&key, &batch).await.unwrap();
        assert_eq!(warnings(&world, &owner, &key).await, [(WarningKind::TooOld, "2".to_owned())]);
    }

    async fn who_is_refused_stands_on_the_page_until_it_is_let_in(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let key = world.enrol(&owner, "mx").await;
        let site = "2001:db8:0:7::1";
        world.send_from("192.0.2.1", &key, &Batch::new("s", 1)).await.unwrap();
        for _ in 0..3 {
            world.send_from(site, &key, &Batch::new("s", 1)).await.unwrap_err();
        }
        world.advance(2 * MINUTE);
        world.send_from(site, &key, &Batch::new("s", 1)).await.unwrap_err();
        let mut access = world.access::<ViewPolicyAgents>(&owner).await;
        let id = key.agent.id.as_str();
        let found = policy_agents::find(&mut access, id).await.unwrap().0.warnings;
        drop(access);
        let told = (found[0].kind, found[0].about.as_str(), found[0].detail.as_str(), found[0].times);
        assert_eq!(told, (WarningKind::WrongAddress, site, "192.0.2.1", 2));
        let form = |address: &str| AgentForm {
            name: "mx".to_owned(),
            time_zone: "UTC".to_owned(),
            address: address.to_owned(),
            environment: String::new(),
        };
        policy_agents::update(world.access(&owner).await, id, form("2001:db8:0:7::/64")).await.unwrap();
        assert_eq!(warnings(&world, &owner, &key).await, []);
        for address in [site, "2001:db8:0:7:a:b:c:d"] {
            world.send_from(address, &key, &Batch::new("s", 1)).await.unwrap();
        }
        world.send_from("2001:db8:0:8::1", &key, &Batch::new("s", 1)).await.unwrap_err();
    }

    async fn a_replaced_key_that_is_still_used_is_told(world: World) {
        let (owner, key) = enrolled(&world).await;
        let id = key.agent.id.as_str();
        let new = policy_agents::rotate(world.access(&owner).await, id).await.unwrap();
        for key in [&key.key, &key.key, &new.key, &"pva_none".to_owned()] {
            refusals::note_old_key(&world.service, key, "192.0.2.7").await.unwrap();
        }
        assert_eq!(warnings(&world, &owner, &key).await, [(WarningKind::OldKey, String::new())]);
        policy_agents::revoke(world.access(&owner).await, id, "mx").await.unwrap();
        world.advance(MINUTE);
        refusals::note_old_key(&world.service, &key.key, "192.0.2.8").await.unwrap();
        assert_eq!(warnings(&world, &owner, &key).await.len(), 1);
    }
}
