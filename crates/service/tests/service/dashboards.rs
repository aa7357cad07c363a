//! What stands around the overview: its ranges and comparisons, its tables, its tiles, and what is written on it.

use domain::{
    DAY, Error, HOUR, Locale, MINUTE, Problem,
    dashboards::{Arrange, Tile},
    permission::{ManageMailFlow, ManageSettings, Role, ViewOverview},
    plans::Plan,
    zones::ZonesProblem,
};
use service::{
    dashboards::{
        self, Overview, OverviewQuery,
        annotations::{self, AnnotationForm},
    },
    encoding::sheets::Style,
    events::retention,
    policy_agents::NewKey,
};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::{ingest::declare, overview::busy};

async fn shown(world: &World, member: &Member, query: OverviewQuery) -> Overview {
    let mut access = world.access::<ViewOverview>(member).await;
    dashboards::overview(&mut access, &query, Locale::En).await.unwrap()
}

fn range(range: &str) -> OverviewQuery {
    OverviewQuery { range: range.to_owned(), ..OverviewQuery::default() }
}

/// A space with one mail so many days ago, each.
async fn mails(world: &World, days: &[i64]) -> (Member, NewKey) {
    let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
    declare(world, &owner).await;
    let key = world.enrol(&owner, "mx").await;
    let records = days
        .iter()
        .map(|day| rcpt(NOON - day * DAY, &format!("m{day}"), &format!("a@s{day}.example"), "b@tenant.test"));
    world.send(&key, &Batch::new("s", 1).records(records)).await.unwrap();
    (owner, key)
}

testkit::both_engines! {
    async fn all_is_told_by_the_month_and_from_two_years_on_by_the_year(world: World) {
        let (owner, key) = mails(&world, &[0, 40, 200]).await;
        let all = shown(&world, &owner, range("all")).await;
        assert_eq!(all.total.messages, 3);
        assert_eq!((all.steps[0].as_str(), all.steps.last().unwrap().as_str()), ("May 2026", "November 2026"));
        let old = rcpt(NOON - 1000 * DAY, "old", "a@s.example", "b@tenant.test");
        world.send(&key, &Batch::new("s", 4).record(old)).await.unwrap();
        let all = shown(&world, &owner, range("all")).await;
        assert_eq!((all.total.messages, all.steps), (4, ["2024", "2025", "2026"].map(str::to_owned).to_vec()));
        // Nothing yet is the running month.
        let empty = world.owner("ann@example.test", "Empty", Plan::Starter).await;
        assert_eq!(shown(&world, &empty, range("all")).await.steps, ["November 2026"]);
    }

    async fn a_stretch_is_compared_with_that_before_or_with_a_year_ago(world: World) {
        let (owner, _) = mails(&world, &[0, 1, 8, 365, 366, 367]).await;
        let week = shown(&world, &owner, range("7d")).await;
        assert_eq!((week.total.messages, week.previous.messages), (2, 1));
        let query = OverviewQuery { compare: "year".to_owned(), ..range("7d") };
        let week = shown(&world, &owner, query).await;
        assert_eq!((week.total.messages, week.previous.messages), (2, 3));
        let query = OverviewQuery { compare: "year".to_owned(), ..range("24h") };
        let day = shown(&world, &owner, query).await;
        assert_eq!((day.total.messages, day.previous.messages), (1, 1));
        let query = OverviewQuery { compare: "century".to_owned(), ..range("7d") };
        let mut access = world.access::<ViewOverview>(&owner).await;
        let refused = dashboards::overview(&mut access, &query, Locale::En).await.unwrap_err();
        assert_eq!(refused, Error::field("compare", Problem::NotAChoice));
    }

    async fn tops_of_a_year_are_the_same_once_its_months_are_added_up(world: World) {
        let days: Vec<i64> = (0..36).map(|number| number * 10).collect();
        let (owner, key) = mails(&world, &days).await;
        // Seen often enough to stay.
        let often = (0..12).map(|number| {
            rcpt(NOON - (100 + number / 3) * DAY, &format!("often{number}"), "a@often.example", "b@tenant.test")
        });
        world.send(&key, &Batch::new("s", 100).records(often)).await.unwrap();
        retention::run(&world.service).await.unwrap();
        let months = async || {
            let mut tx = world.tenant_tx(&owner.tenant).await;
            store::tenant::top_months::list(&mut tx).await.unwrap()
        };
        // Of days long past only what was seen often is kept.
        assert!(!months().await.is_empty());
        let year = shown(&world, &owner, range("12m")).await;
        assert_eq!(year.sender_domains[0], ("often.example".to_owned(), 12));
        let query = OverviewQuery { from: "2026-01-15".to_owned(), to: "2026-11-20".to_owned(), ..range("custom") };
        assert_eq!(shown(&world, &owner, query).await.sender_domains[0], ("often.example".to_owned(), 12));
        // What comes late is there when its month's turn has come.
        let late = (0..9).map(|number| {
            rcpt(NOON - 150 * DAY, &format!("late{number}"), "a@often.example", "b@tenant.test")
        });
        world.send(&key, &Batch::new("s", 200).records(late)).await.unwrap();
        for _ in 0..months().await.len() {
            world.advance(HOUR);
            retention::run(&world.service).await.unwrap();
        }
        let year = shown(&world, &owner, range("12m")).await;
        assert_eq!(year.sender_domains[0], ("often.example".to_owned(), 21));
    }

    async fn every_tile_has_a_table_that_a_french_spreadsheet_opens(world: World) {
        let owner = busy(&world).await;
        let week = shown(&world, &owner, range("7d")).await;
        for tile in Tile::ALL {
            let french = dashboards::csv(&week, Some(*tile), Style::Spreadsheet(Locale::Fr)).unwrap();
            assert!(french.starts_with('\u{feff}'), "{tile}");
            let columns = french.lines().next().unwrap().matches(';').count();
            assert!(columns > 0 && french.lines().all(|line| line.matches(';').count() == columns), "{french}");
        }
        let totals = dashboards::csv(&week, Some(Tile::Totals), Style::Spreadsheet(Locale::Fr)).unwrap();
        let requests = totals.lines().find(|line| line.starts_with("requests;")).unwrap();
        // 212 requests against the 28 before.
        let change = (week.total.requests - week.previous.requests) * 10_000 / week.previous.requests;
        let expected = format!("{};{};{},{:02}", week.total.requests, week.previous.requests, change / 100, change % 100);
        assert_eq!(requests, format!("requests;{expected}"));
        let hosts = dashboards::csv(&week, Some(Tile::Hosts), Style::Programs).unwrap();
        assert!(hosts.starts_with("host,requests,messages,recipients\r\n"), "{hosts}");
    }

    async fn the_hours_of_the_week_are_those_of_the_last_four_weeks(world: World) {
        // The 21st is a Saturday; today is not over and is left out.
        let (owner, _) = mails(&world, &[0, 1, 8, 7, 29]).await;
        let mut access = world.access::<ViewOverview>(&owner).await;
        let week = dashboards::week(&mut access, &OverviewQuery::default()).await.unwrap();
        assert_eq!((week.ends - week.starts, week.most()), (28 * DAY, 2));
        assert_eq!((week.hours[4][12], week.hours[5][12]), (2, 1));
        assert_eq!(week.hours.iter().flatten().sum::<i64>(), 3);
        assert_eq!(week.csv(Style::Programs).unwrap().lines().count(), 1 + 7 * 24);
        let nobody = OverviewQuery { host: "nobody".to_owned(), ..OverviewQuery::default() };
        assert_eq!(dashboards::week(&mut access, &nobody).await.unwrap_err(), Error::NotFound);
    }

    async fn everybody_arranges_their_own_tiles_and_the_space_those_of_newcomers(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let hidden = async |member: &Member| {
            let layout = dashboards::layout(&mut world.access::<ViewOverview>(member).await).await.unwrap();
            Tile::ALL.iter().copied().filter(|tile| layout.shown().all(|other| other != *tile)).collect::<Vec<_>>()
        };
        let hide = Arrange::Hide.as_str();
        dashboards::arrange(world.access(&viewer).await, "hosts", hide).await.unwrap();
        dashboards::arrange_space(world.access(&owner).await, "clients", hide).await.unwrap();
        assert_eq!(hidden(&viewer).await, [Tile::Hosts]);
        assert_eq!(hidden(&owner).await, [Tile::Clients]);
        dashboards::arrange(world.access(&viewer).await, "hosts", "usual").await.unwrap();
        assert_eq!(hidden(&viewer).await, [Tile::Clients]);
        assert_eq!(world.enter::<ManageSettings>(&viewer).await.unwrap_err().status(), 403);
        let wrong = dashboards::arrange(world.access(&viewer).await, "moon", "sideways").await.unwrap_err();
        let Error::Invalid { fields } = wrong else { panic!("{wrong:?}") };
        assert_eq!(fields.len(), 2);
        let trail = world.tenant_trail(&owner.tenant).await;
        assert_eq!(trail.iter().filter(|entry| entry.action.starts_with("dashboards.arrange")).count(), 3);
    }

    async fn what_is_written_stands_at_its_step_for_whoever_sees_the_whole_space(world: World) {
        let owner = busy(&world).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let form = |text: &str, at: &str| AnnotationForm { text: text.to_owned(), at: at.to_owned() };
        let add = async |form: AnnotationForm| {
            annotations::add(world.access::<ManageMailFlow>(&owner).await, &form).await
        };
        let moved = add(form("  New\nfilter ", "2026-11-20T09:30")).await.unwrap();
        assert_eq!((moved.at, moved.text.as_str()), (NOON - DAY - 150 * MINUTE, "New filter"));
        add(form("Now", "")).await.unwrap();
        let week = shown(&world, &viewer, range("7d")).await;
        let told: Vec<_> = week.annotations.iter().map(|note| (note.text.as_str(), note.step)).collect();
        assert_eq!(told, [("New filter", 5), ("Now", 6)]);
        assert!(week.annotations[0].author.contains("eve@example.test"));
        let csv = dashboards::csv(&week, Some(Tile::Annotations), Style::Programs).unwrap();
        assert!(csv.contains("2026-11-20 09:30,UTC+00:00,New filter,"), "{csv}");
        let wrong = add(form(" ", "yesterday")).await.unwrap_err();
        let Error::Invalid { fields } = wrong else { panic!("{wrong:?}") };
        let problems: Vec<_> = fields.into_iter().map(|field| field.problem).collect();
        assert_eq!(problems, [Problem::Required, Problem::Zones(ZonesProblem::NotADate)]);
        let long = add(form(&"x".repeat(201), "")).await.unwrap_err();
        assert_eq!(long, Error::field("text", Problem::TooLong { max: 200 }));
        annotations::delete(world.access(&owner).await, moved.id.as_str()).await.unwrap();
        let again = annotations::delete(world.access(&owner).await, moved.id.as_str()).await.unwrap_err();
        assert_eq!(again, Error::NotFound);
        assert_eq!(shown(&world, &viewer, range("7d")).await.annotations.len(), 1);
        assert_eq!(world.enter::<ManageMailFlow>(&viewer).await.unwrap_err().status(), 403);
    }
}
