use domain::{
    DAY, HOUR, Locale, MINUTE,
    permission::{ViewEvents, ViewOverview, ViewPlan},
    plans::Plan,
};
use service::{
    Caller, Source,
    control::tenants::TenantState,
    dashboards::{self, OverviewQuery},
    events::{
        self, EventQuery, recount, retention,
        upcoming::{self, Kept},
    },
    tenants,
};
use store::{
    Mode,
    control::expiring::{self, Expiring},
};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::{crashes::half_made, ingest::declare, usage::give};

/// How long before noon the kept events were seen, newest first.
async fn kept(world: &World, member: &Member) -> Vec<i64> {
    let mut access = world.access::<ViewEvents>(member).await;
    let page = events::list(&mut access, &EventQuery::default()).await.unwrap();
    page.events.into_iter().map(|event| (NOON - event.at) / HOUR).collect()
}

/// Messages some hours before noon.
fn batch(hours: &[i64]) -> Batch {
    let seen = |hours: &i64| {
        rcpt(NOON - hours * HOUR, &format!("m{hours}"), "alice@sender.example", "bob@tenant.test")
    };
    Batch::new("s", 1).records(hours.iter().map(seen)).line("unreadable")
}

async fn requests(world: &World, member: &Member) -> i64 {
    let mut access = world.access::<ViewOverview>(member).await;
    let query = OverviewQuery { range: "30d".to_owned(), ..OverviewQuery::default() };
    dashboards::overview(&mut access, &query, Locale::En).await.unwrap().total.requests
}

testkit::both_engines! {
    async fn each_plan_keeps_its_days_and_the_counts_stay(world: World) {
        let free = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let solo = world.owner("sam@example.test", "Solo", Plan::Solo).await;
        let hours = [1, 24, 7 * 24 - 1, 7 * 24 + 1, 20 * 24];
        for owner in [&free, &solo] {
            declare(&world, owner).await;
            let key = world.enrol(owner, "mx").await;
            world.send(&key, &batch(&hours)).await.unwrap();
        }
        retention::run(&world.service).await.unwrap();
        assert_eq!(kept(&world, &free).await, hours[..3]);
        assert_eq!(kept(&world, &solo).await, hours);
        assert_eq!((requests(&world, &free).await, requests(&world, &solo).await), (5, 5));
        let trail = world.tenant_trail(&free.tenant).await;
        let last = trail.last().unwrap();
        assert_eq!((last.action.as_str(), last.source.as_str()), ("events.expire", "job"));
        assert_eq!(last.after.as_deref(), Some("{\"deleted\":2,\"kept_days\":7}"));
        // With nothing to delete there is nothing to tell.
        retention::run(&world.service).await.unwrap();
        assert_eq!(world.tenant_trail(&free.tenant).await.len(), trail.len());
    }

    async fn a_downgrade_deletes_nothing_that_the_larger_plan_kept(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let days = |days: &[i64]| days.iter().map(|day| day * 24).collect::<Vec<i64>>();
        world.send(&key, &batch(&days(&[1, 6, 8, 20]))).await.unwrap();
        let cli = Caller::local(Source::Cli);
        let moved = tenants::set_plan(&world.service, &cli, "acme", Plan::Starter.as_str()).await.unwrap();
        let frozen = moved.frozen(world.now()).unwrap();
        assert_eq!((frozen.before, frozen.days, frozen.until()), (NOON, 30, NOON + 30 * DAY));
        retention::run(&world.service).await.unwrap();
        assert_eq!(kept(&world, &owner).await, days(&[1, 6, 8, 20]));
        assert_eq!(recount::check(&world.service, "acme").await.unwrap(), []);

        // What comes from now on is kept as the smaller plan says; what was there, as it was promised.
        let late = rcpt(NOON + 1, "late", "alice@sender.example", "bob@tenant.test");
        world.send(&key, &Batch::new("s", 6).record(late)).await.unwrap();
        world.advance(8 * DAY);
        retention::run(&world.service).await.unwrap();
        assert_eq!(kept(&world, &owner).await, days(&[1, 6, 8, 20]));
        assert_eq!(recount::check(&world.service, "acme").await.unwrap(), []);
        world.advance(3 * DAY);
        retention::run(&world.service).await.unwrap();
        assert_eq!(kept(&world, &owner).await, days(&[1, 6, 8]));
        let trail = world.tenant_trail(&owner.tenant).await;
        assert_eq!(trail.iter().filter(|entry| entry.action == "events.expire").count(), 2);

        // At the end of the promise the smaller plan alone counts.
        world.advance(19 * DAY);
        assert!(world.tenant(&owner.tenant.id).await.frozen(world.now()).is_none());
        retention::run(&world.service).await.unwrap();
        assert_eq!(kept(&world, &owner).await, days(&[]));
    }

    async fn a_larger_plan_again_ends_the_freeze(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let cli = Caller::local(Source::Cli);
        let set = async |plan: Plan| tenants::set_plan(&world.service, &cli, "acme", plan.as_str()).await.unwrap();
        let first = set(Plan::Starter).await.frozen(world.now());
        world.advance(DAY);
        assert_eq!(set(Plan::Solo).await.frozen(world.now()), first, "a step up keeps what was promised");
        assert_eq!(set(Plan::Professional).await.frozen(world.now()), None);
        assert_eq!(world.tenant(&owner.tenant.id).await.frozen_before, None);
    }

    async fn what_was_let_go_is_no_difference(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        world.send(&key, &batch(&[1, 2, 8 * 24])).await.unwrap();
        let check = async || recount::check(&world.service, &owner.tenant.slug).await.unwrap();
        assert_eq!(check().await, []);
        retention::run(&world.service).await.unwrap();
        assert_eq!(check().await, []);
        world.advance(8 * DAY);
        retention::run(&world.service).await.unwrap();
        assert_eq!(kept(&world, &owner).await, [] as [i64; 0]);
        assert_eq!(check().await, [], "with no event left");
    }

    /// Retention's edge falls into a quarter, of which only a part is left.
    async fn a_quarter_that_was_cut_is_no_difference(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let key = world.enrol(&owner, "mx").await;
        let at = |minutes: i64| {
            let at = NOON - 7 * DAY + minutes * MINUTE;
            rcpt(at, &format!("m{minutes}"), "alice@sender.example", "bob@tenant.test")
        };
        world.send(&key, &Batch::new("s", 1).records([1, 4, 10, 14, 16, 40].map(at))).await.unwrap();
        world.advance(7 * MINUTE);
        retention::run(&world.service).await.unwrap();
        assert_eq!(kept(&world, &owner).await.len(), 4);
        assert_eq!(recount::check(&world.service, &owner.tenant.slug).await.unwrap(), []);
    }

    async fn what_ran_out_of_the_control_data_is_forgotten(world: World) {
        let (_, ended) = world.person("old@example.test").await;
        world.advance(DAY + 1);
        let (_, lasting) = world.person("new@example.test").await;
        retention::expire(&world.service).await.unwrap();
        assert!(world.caller_of(&ended).await.account().is_none());
        assert!(world.caller_of(&lasting).await.account().is_some());
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        assert_eq!(expiring::delete(&mut tx, Expiring::Sessions, world.now(), 100).await.unwrap(), 0, "nothing is left over");
    }

    async fn a_tenant_that_fails_does_not_keep_the_others(world: World) {
        half_made(&world, "acme", TenantState::Ready).await;
        let fine = world.owner("sam@example.test", "Beta", Plan::Starter).await;
        let key = world.enrol(&fine, "mx").await;
        world.send(&key, &batch(&[1, 8 * 24])).await.unwrap();
        retention::run(&world.service).await.unwrap();
        assert_eq!(kept(&world, &fine).await, [1]);
    }

    async fn messages_and_lines_have_their_own_days_and_it_is_said_before(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        for (feature, days) in [("message-days", "20"), ("log-days", "10")] {
            give(&world, feature, days).await;
        }
        let line = |hours: i64, id: &str| {
            let text = format!("{id}: uid=33 from=<www@tenant.test>");
            let log = serde_json::json!({ "name": "postfix", "program": "pickup", "pid": 40, "text": text });
            serde_json::json!({ "at": NOON - hours * HOUR, "log": log }).to_string()
        };
        let batch = batch(&[1, 25 * 24]).line(&line(9 * 24 + 1, "2B83DA50041")).line(&line(15 * 24, "3B83DA50041"))
            .line(&line(19 * 24 + 12, "4B83DA50041"));
        world.send(&key, &batch).await.unwrap();
        retention::run(&world.service).await.unwrap();
        let mut access = world.access::<ViewPlan>(&owner).await;
        let told = upcoming::upcoming(&mut access).await.unwrap();
        drop(access);
        let told: Vec<_> = told.into_iter().map(|one| {
            let days = |at: Option<i64>| at.map(|at| (at - NOON) / HOUR);
            (one.kept, one.days, days(one.oldest), days(one.goes_at), one.next)
        }).collect();
        assert_eq!(told, [
            (Kept::Events, 30, Some(-25 * 24), Some(5 * 24), 0),
            (Kept::Messages, 20, Some(-19 * 24 - 12), Some(12), 1),
            (Kept::LogLines, 10, Some(-9 * 24 - 1), Some(23), 1),
        ]);
        world.advance(DAY);
        retention::run(&world.service).await.unwrap();
        let mut access = world.access::<ViewPlan>(&owner).await;
        let told = upcoming::upcoming(&mut access).await.unwrap();
        let left: Vec<_> = told.iter().map(|one| one.oldest.map(|at| (at - NOON) / HOUR)).collect();
        assert_eq!(left, [Some(-25 * 24), Some(-15 * 24), None]);
    }
}
