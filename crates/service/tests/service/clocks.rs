//! Days on which clocks change: each hour is itself, and what is longer or shorter says so.

use domain::{
    Locale,
    permission::{ViewEvents, ViewOverview},
    plans::Plan,
};
use service::{
    dashboards::{self, Overview, OverviewQuery},
    encoding::sheets::Style,
    events::{self, EventQuery},
    tenants::{self, SettingsForm},
};
use testkit::{Batch, Member, World, rcpt};

use crate::ingest::declare;

/// A space in a zone in which mails came at these instants.
async fn space(world: &World, zone: &str, at: &[i64]) -> Member {
    let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
    let form = SettingsForm { name: "Acme".to_owned(), time_zone: zone.to_owned() };
    tenants::update_settings(world.team_access(&owner).await, form).await.unwrap();
    world.service.run_due_jobs().await.unwrap();
    declare(world, &owner).await;
    let key = world.enrol(&owner, "mx").await;
    let mails = at
        .iter()
        .enumerate()
        .map(|(number, at)| rcpt(*at, &format!("m{number}"), "a@sender.example", "b@tenant.test"));
    world.send(&key, &Batch::new("s", 1).records(mails)).await.unwrap();
    owner
}

async fn shown(world: &World, member: &Member, from: &str, to: &str) -> Overview {
    let query = OverviewQuery { from: from.to_owned(), to: to.to_owned(), ..OverviewQuery::default() };
    dashboards::overview(&mut world.access::<ViewOverview>(member).await, &query, Locale::En).await.unwrap()
}

/// The steps in which something came, with how much.
fn busy(overview: &Overview) -> Vec<(&str, i64)> {
    let sum = |step: usize| overview.by_direction.iter().map(|(_, counts)| counts[step].messages).sum();
    let steps = overview.steps.iter().enumerate().map(|(step, name)| (name.as_str(), sum(step)));
    steps.filter(|(_, count)| *count > 0).collect()
}

testkit::both_engines! {
    async fn the_hour_that_comes_twice_in_paris_is_two(world: World) {
        let at = [1_792_880_100_000_000, 1_792_888_200_000_000, 1_792_891_800_000_000, 1_792_968_300_000_000];
        let owner = space(&world, "Europe/Paris", &at).await;
        let day = shown(&world, &owner, "2026-10-25", "2026-10-25").await;
        assert_eq!(day.steps.len(), 25);
        let expected = [("00:00", 1), ("02:00 UTC+02:00", 1), ("02:00 UTC+01:00", 1), ("23:00", 1)];
        assert_eq!(busy(&day), expected);
        let csv = dashboards::csv(&day, None, Style::Programs).unwrap();
        for line in ["2026-10-25 02:00,UTC+02:00,60,inbound,1,1,1", "2026-10-25 02:00,UTC+01:00,60,inbound,1,1,1"] {
            assert_eq!(csv.lines().filter(|other| *other == line).count(), 1, "{csv}");
        }
        // The day among others says that it is longer.
        let days = shown(&world, &owner, "2026-10-24", "2026-10-26").await;
        assert_eq!(busy(&days), [("25 Oct 2026 (25\u{a0}h)", 4)]);
        // Each event, too.
        let page =
            events::list(&mut world.access::<ViewEvents>(&owner).await, &EventQuery::default()).await.unwrap();
        let told: Vec<String> =
            page.events.iter().map(|event| day.zone.local_text(event.at, Locale::En)).collect();
        assert_eq!(told[1..3], ["25 Oct 2026, 02:30:00 UTC+01:00", "25 Oct 2026, 02:30:00 UTC+02:00"]);
    }

    async fn the_hour_that_is_left_out_in_paris_is_none(world: World) {
        let owner = space(&world, "Europe/Paris", &[1_774_745_100_000_000, 1_774_746_900_000_000]).await;
        let day = shown(&world, &owner, "2026-03-29", "2026-03-29").await;
        assert_eq!(day.steps.len(), 23);
        assert_eq!(busy(&day), [("01:00", 1), ("03:00", 1)]);
    }

    async fn half_an_hour_on_lord_howe_says_that_it_is_one(world: World) {
        let owner = space(&world, "Australia/Lord_Howe", &[1_775_394_900_000_000]).await;
        let day = shown(&world, &owner, "2026-04-05", "2026-04-05").await;
        assert_eq!(day.steps.len(), 25);
        assert_eq!(day.steps[..4], ["00:00", "01:00", "01:30 UTC+10:30 (30\u{a0}min)", "02:00"]);
        assert_eq!(busy(&day), [("23:00", 1)]);
        // The steps cover the day exactly.
        assert_eq!(day.ends - day.starts, 24 * domain::HOUR + 30 * domain::MINUTE);
        assert_eq!(day.step_end(24) - day.instants[24], domain::HOUR);
        let spring = shown(&world, &owner, "2026-10-04", "2026-10-04").await;
        assert_eq!(spring.steps.len(), 24);
        assert_eq!(spring.steps[1..4], ["01:00", "02:30 (30\u{a0}min)", "03:00"]);
        let days = shown(&world, &owner, "2026-04-04", "2026-04-06").await;
        assert_eq!(days.steps, ["4 Apr 2026", "5 Apr 2026 (24.5\u{a0}h)", "6 Apr 2026"]);
    }

    async fn a_day_in_santiago_may_begin_at_one(world: World) {
        let owner = space(&world, "America/Santiago", &[]).await;
        let day = shown(&world, &owner, "2026-09-06", "2026-09-06").await;
        assert_eq!((day.steps.len(), day.steps[0].as_str()), (23, "01:00"));
        let two = shown(&world, &owner, "2026-09-05", "2026-09-06").await;
        assert_eq!(two.steps[23..25], ["5 Sep 2026 23:00", "6 Sep 2026 01:00"]);
    }
}
