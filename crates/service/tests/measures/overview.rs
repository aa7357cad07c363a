//! How long the overview takes over a year of ten million events. A measurement for `make bench`; it prints, and asserts
//! nothing about time.

use std::time::{Duration, Instant};

use domain::{Locale, direction::Direction, permission::ViewOverview, plans::Plan};
use service::dashboards::{self, OverviewQuery};
use store::{
    Mode,
    tenant::{
        rollups::{self, Cell, Counts, Grain, QUARTER},
        tops::{self, Name, TopKind},
    },
};
use testkit::{Engine, World};

const EVENTS: i64 = 10_000_000;
const DAYS: i64 = 365;
/// Own domains that mail is counted by, and names of each kind on each day.
const DOMAINS: i64 = 5;
const NAMES: i64 = 300;
const TIMES: usize = 200;

async fn fill(world: &World, owner: &testkit::Member) {
    let agents = [world.enrol(owner, "mx1").await.agent.id, world.enrol(owner, "mx2").await.agent.id];
    let today = world.now() / domain::DAY;
    let cells_a_day = 2 * DOMAINS * 2;
    let each = EVENTS / DAYS / cells_a_day;
    let of_day = Counts { requests: each, messages: each, recipients: each };
    let of_quarter = Counts { requests: each / 96, messages: each / 96, recipients: each / 96 };
    for day in today - DAYS..=today {
        let mut cells = Vec::new();
        let mut quarters = Vec::new();
        let mut names = Vec::new();
        for (place, agent) in (0..).zip(&agents) {
            for number in 0..DOMAINS {
                let domain = format!("d{number}.example");
                for direction in [Direction::Inbound, Direction::Outbound] {
                    let cell = |bucket| Cell {
                        bucket,
                        agent_id: agent.clone(),
                        host: String::new(),
                        direction,
                        domain: domain.clone(),
                    };
                    cells.push(cell(day));
                    // Only the last of them are ever read.
                    if day > today - 32 {
                        quarters.extend((0..96).map(|quarter| cell(day * domain::DAY + quarter * QUARTER)));
                    }
                }
                for kind in TopKind::ALL {
                    for name in (0..NAMES).filter(|name| name % (2 * DOMAINS) == number * 2 + place) {
                        let (agent_id, domain) = (agent.clone(), domain.clone());
                        // Some come every day, some on one of ten.
                        let name = if name % 2 == 0 { name } else { name * 10 + day % 10 };
                        names.push(Name {
                            kind: *kind,
                            bucket: day,
                            agent_id,
                            host: String::new(),
                            domain,
                            name: format!("n{name}.example"),
                        });
                    }
                }
            }
        }
        let mut tx = world.store.tenant(&owner.tenant.location().unwrap(), Mode::Write).await.unwrap();
        let cells: Vec<_> = cells.iter().map(|cell| (cell, &of_day)).collect();
        rollups::add(&mut tx, Grain::Day, &cells).await.unwrap();
        let quarters: Vec<_> = quarters.iter().map(|cell| (cell, &of_quarter)).collect();
        rollups::add(&mut tx, Grain::Quarter, &quarters).await.unwrap();
        let names: Vec<_> = names.iter().map(|name| (name, &90)).collect();
        tops::add(&mut tx, Grain::Day, &names).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn measure(world: World) {
    let owner = world.owner("own@example.test", "Acme", Plan::Enterprise).await;
    fill(&world, &owner).await;
    for is_rolled in [false, true] {
        if is_rolled {
            let begun = Instant::now();
            service::events::retention::run(&world.service).await.unwrap();
            println!("{:?}: adding up the months of a year takes {:?}", world.engine, begun.elapsed());
        }
        for range in ["24h", "7d", "30d", "12m", "all"] {
            let query = OverviewQuery { range: range.to_owned(), ..OverviewQuery::default() };
            let mut waits: Vec<Duration> = Vec::new();
            for _ in 0..TIMES {
                let begun = Instant::now();
                let mut access = world.access::<ViewOverview>(&owner).await;
                dashboards::overview(&mut access, &query, Locale::En).await.unwrap();
                waits.push(begun.elapsed());
            }
            waits.sort_unstable();
            println!(
                "{:?}: overview {range} of {EVENTS} events, months {}: {:?} (median), {:?} (p99; reach: 20 ms)",
                world.engine,
                if is_rolled { "added up" } else { "not added up" },
                waits[TIMES / 2],
                waits[TIMES * 99 / 100]
            );
        }
    }
}

#[test]
#[ignore = "a measurement for make bench"]
fn on_sqlite() {
    testkit::run(Engine::Sqlite, measure);
}

#[test]
#[ignore = "a measurement for make bench"]
fn on_postgres() {
    testkit::run(Engine::Postgres, measure);
}
