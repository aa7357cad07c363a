use std::collections::BTreeMap;

use domain::{
    DAY, Error, HOUR, Locale, MINUTE,
    direction::Direction,
    permission::{Role, ViewEvents, ViewOverview},
    plans::Plan,
    zones::ZonesProblem,
};
use service::{
    dashboards::{self, Overview, OverviewCounts, OverviewQuery},
    encoding::sheets::Style,
    events::{self, EventQuery},
};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::ingest::declare;

async fn overview(world: &World, member: &Member, query: OverviewQuery) -> Result<Overview, Error> {
    let mut access = world.access::<ViewOverview>(member).await;
    dashboards::overview(&mut access, &query, Locale::En).await
}

fn range(range: &str) -> OverviewQuery {
    OverviewQuery { range: range.to_owned(), ..OverviewQuery::default() }
}

fn counts(requests: i64, messages: i64, recipients: i64) -> OverviewCounts {
    OverviewCounts { requests, messages, recipients, ..OverviewCounts::default() }
}

/// Two hosts; mail of the last days, each message with two recipients.
pub(crate) async fn busy(world: &World) -> Member {
    let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
    declare(world, &owner).await;
    for (host, offset) in [("one", 0), ("two", 7 * MINUTE)] {
        let key = world.enrol(&owner, host).await;
        let mut batch = Batch::new("s", 1);
        for number in 0..60 {
            let at = NOON - offset - number * 3 * HOUR;
            let instance = format!("m{number}");
            let (client, sender, recipient) = match number % 3 {
                0 => ("198.51.100.7", "alice@sender.example", "bob@tenant.test"),
                1 => ("127.0.0.5", "bob@tenant.test", "carol@far.example"),
                _ => ("198.51.100.8", "mallory@spam.example", "eve@elsewhere.example"),
            };
            for other in ["", "x"] {
                let to = format!("{other}{recipient}");
                batch = batch.record(rcpt(at, &instance, sender, &to).client(client));
            }
        }
        world.send(&key, &batch).await.unwrap();
    }
    owner
}

testkit::both_engines! {
    async fn its_numbers_are_the_events_numbers(world: World) {
        let owner = busy(&world).await;
        let mut access = world.access::<ViewEvents>(&owner).await;
        let mut all = Vec::new();
        let mut before = String::new();
        loop {
            let query = EventQuery { before, ..EventQuery::default() };
            let page = events::list(&mut access, &query).await.unwrap();
            all.extend(page.events);
            let Some(next) = page.next else { break };
            before = next;
        }
        drop(access);
        assert_eq!(all.len(), 240);
        for name in ["24h", "7d", "30d", "12m"] {
            let shown = overview(&world, &owner, range(name)).await.unwrap();
            let within = all.iter().filter(|event| (shown.starts..shown.ends).contains(&event.at));
            let mut by_direction: BTreeMap<Direction, i64> = BTreeMap::new();
            for event in within {
                *by_direction.entry(event.direction).or_default() += 1;
            }
            let requests: i64 = by_direction.values().sum();
            assert_eq!(shown.total, counts(requests, requests / 2, requests), "{name}");
            let told: BTreeMap<Direction, i64> =
                shown.directions.iter().map(|(direction, counts)| (*direction, counts.requests)).collect();
            assert_eq!(told, by_direction, "{name}");
            for (_, series) in &shown.by_direction {
                assert_eq!(series.len(), shown.steps.len());
            }
            let hosts: i64 = shown.hosts.iter().map(|(_, counts)| counts.requests).sum();
            assert_eq!(hosts, requests);
            let messages: i64 = shown.sender_domains.iter().map(|(_, total)| total).sum();
            assert_eq!(messages, shown.total.messages, "{name}");
            let recipients: i64 = shown.recipient_domains.iter().map(|(_, total)| total).sum();
            assert_eq!(recipients, shown.total.recipients, "{name}");
        }
    }

    async fn each_event_is_in_its_step(world: World) {
        let owner = busy(&world).await;
        let day = overview(&world, &owner, range("24h")).await.unwrap();
        assert_eq!((day.steps.len(), day.ends), (24, NOON + HOUR));
        assert_eq!((day.steps[0].as_str(), day.steps[23].as_str()), ("13:00", "12:00"));
        let (_, one) = day.by_host.iter().find(|(host, _)| host == "one").unwrap();
        let per_step: Vec<i64> = one.iter().map(|counts| counts.messages).collect();
        // Every three hours, the last at noon.
        let expected: Vec<i64> = (0..24).map(|step| i64::from(step % 3 == 2)).collect();
        assert_eq!(per_step, expected);
        let week = overview(&world, &owner, range("7d")).await.unwrap();
        assert_eq!(week.steps.len(), 7);
        let (_, one) = week.by_host.iter().find(|(host, _)| host == "one").unwrap();
        let per_day: Vec<i64> = one.iter().map(|counts| counts.messages).collect();
        // 00:00, 03:00, ... 12:00 today; eight on whole days.
        assert_eq!(per_day, [8, 8, 8, 8, 8, 8, 5]);
    }

    async fn the_stretch_before_is_as_long(world: World) {
        let owner = busy(&world).await;
        let day = overview(&world, &owner, range("24h")).await.unwrap();
        assert_eq!((day.total, day.previous), (counts(32, 16, 32), counts(32, 16, 32)));
        let month = overview(&world, &owner, range("30d")).await.unwrap();
        assert_eq!((month.total, month.previous), (counts(240, 120, 240), counts(0, 0, 0)));
    }

    async fn filters_narrow_it(world: World) {
        let owner = busy(&world).await;
        let query = |host: &str, domain: &str| OverviewQuery {
            host: host.to_owned(),
            domain: domain.to_owned(),
            ..range("30d")
        };
        let one = overview(&world, &owner, query("one", "")).await.unwrap();
        assert_eq!((one.total, one.hosts.len()), (counts(120, 60, 120), 1));
        assert_eq!(one.agents, ["one", "two"]);
        assert_eq!(one.domains, ["tenant.test"]);
        // Mail in and out of the domain concerns it; what others tried to relay does not.
        let own = overview(&world, &owner, query("", "Tenant.TEST")).await.unwrap();
        assert_eq!(own.total, counts(160, 80, 160));
        let nothing = overview(&world, &owner, query("", "elsewhere.example")).await.unwrap();
        assert_eq!(nothing.total, counts(0, 0, 0));
        let nobody = overview(&world, &owner, query("nobody", "")).await;
        assert_eq!(nobody.unwrap_err(), Error::NotFound);
    }

    async fn tops_rank_what_came_most(world: World) {
        let owner = busy(&world).await;
        let month = overview(&world, &owner, range("30d")).await.unwrap();
        let expected = ["sender.example", "spam.example", "tenant.test"].map(|name| (name.to_owned(), 40));
        assert_eq!(month.sender_domains, expected);
        let addresses = ["127.0.0.5", "198.51.100.7", "198.51.100.8"].map(|name| (name.to_owned(), 40));
        assert_eq!(month.client_addresses, addresses);
        let recipients = ["elsewhere.example", "far.example", "tenant.test"];
        let recipients = recipients.map(|name| (name.to_owned(), 80));
        assert_eq!(month.recipient_domains, recipients);
    }

    async fn a_range_of_ones_own(world: World) {
        let owner = busy(&world).await;
        let custom = |from: &str, to: &str| OverviewQuery {
            from: from.to_owned(),
            to: to.to_owned(),
            ..range("custom")
        };
        let day = overview(&world, &owner, custom("2026-11-20", "2026-11-20")).await.unwrap();
        assert_eq!((day.steps.len(), day.total), (24, counts(32, 16, 32)));
        let turned = overview(&world, &owner, custom("2026-11-20", "2026-11-18")).await.unwrap();
        assert_eq!((turned.steps.len(), turned.total), (3, counts(96, 48, 96)));
        let midnight = NOON - 12 * HOUR;
        assert_eq!((turned.starts, turned.ends), (midnight - 3 * DAY, midnight));
        let wrong = overview(&world, &owner, custom("yesterday", "2026-11-20")).await.unwrap_err();
        assert_eq!(wrong, Error::field("from", domain::Problem::Zones(ZonesProblem::NotADate)));
        let long = overview(&world, &owner, custom("2020-01-01", "2026-11-20")).await.unwrap_err();
        assert_eq!(long, Error::field("to", domain::Problem::Zones(ZonesProblem::TooManyDays { max: 731 })));
        // Words that mean nothing are told with the rest, rather than read as the usual ones.
        let query = OverviewQuery { measure: "letters".to_owned(), ..custom("yesterday", "") };
        let query = OverviewQuery { range: "no range".to_owned(), ..query };
        let Err(Error::Invalid { fields }) = overview(&world, &owner, query).await else { panic!("was shown") };
        let fields: Vec<_> = fields.into_iter().map(|field| (field.field, field.problem)).collect();
        let not = |field: &str, problem| (field.to_owned(), problem);
        let expected = [
            not("range", domain::Problem::NotAChoice),
            not("measure", domain::Problem::NotAChoice),
            not("from", domain::Problem::Zones(ZonesProblem::NotADate)),
        ];
        assert_eq!(fields, expected);
    }

    async fn a_table_holds_the_same_numbers(world: World) {
        let owner = busy(&world).await;
        let week = overview(&world, &owner, range("7d")).await.unwrap();
        let csv = dashboards::csv(&week, None, Style::Programs).unwrap();
        let mut lines = csv.split("\r\n");
        assert_eq!(lines.next(), Some("from,offset,minutes,direction,requests,messages,recipients"));
        let sum: i64 = lines
            .filter(|line| !line.is_empty())
            .map(|line| line.rsplit(',').nth(2).unwrap().parse::<i64>().unwrap())
            .sum();
        assert_eq!(sum, week.total.requests);
    }

    async fn an_empty_space_has_an_empty_overview(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        for name in ["24h", "7d", "30d", "12m"] {
            let shown = overview(&world, &viewer, range(name)).await.unwrap();
            assert_eq!((shown.total, shown.by_direction.len(), shown.gaps.len()), (counts(0, 0, 0), 0, 0));
            assert!(!shown.steps.is_empty());
        }
        assert_eq!(NOON % DAY, 12 * HOUR);
    }
}
