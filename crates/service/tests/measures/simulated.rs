//! How long the simulator takes over ninety days of ten million events. A measurement for `make bench`; it prints, and
//! asserts nothing about time.

use std::{collections::BTreeSet, time::Instant};

use domain::{
    direction::Direction,
    permission::ViewPlan,
    plans::{Plan, simulation::replay},
};
use service::plans::{
    self,
    simulation::{ground, terms},
};
use store::{
    Mode,
    control::subscriptions::Every,
    tenant::rollups::{self, Cell, CellCounts, Counts, Grain},
};
use testkit::{Engine, World};

/// Domains that each agent's mail is counted by, on each day.
const DOMAINS: usize = 200;
const EVENTS: i64 = 10_000_000;
const TIMES: usize = 50;

async fn measure(world: World) {
    let owner = world.owner("own@example.test", "Acme", Plan::Professional).await;
    let agents = [world.enrol(&owner, "mx1").await.agent.id, world.enrol(&owner, "mx2").await.agent.id];
    let today = world.now() / domain::DAY;
    let each = EVENTS / 90 / (agents.len() * DOMAINS * 2) as i64;
    let counts =
        CellCounts::from(Counts { requests: each, messages: each, recipients: each, ..Counts::default() });
    for bucket in today - 90..today {
        let mut cells = Vec::new();
        for agent in &agents {
            for number in 0..DOMAINS {
                for direction in [Direction::Inbound, Direction::Outbound] {
                    let (agent_id, domain) = (agent.clone(), format!("d{number}.example"));
                    cells.push(Cell { bucket, agent_id, host: String::new(), direction, domain });
                }
            }
        }
        let cells: Vec<_> = cells.iter().map(|cell| (cell, &counts)).collect();
        let mut tx = world.store.tenant(&owner.tenant.location().unwrap(), Mode::Write).await.unwrap();
        rollups::add(&mut tx, Grain::Day, &cells).await.unwrap();
        tx.commit().await.unwrap();
    }
    let offered = plans::on_offer(&world.service).await.unwrap();
    let starter = offered.iter().find(|version| version.plan == "starter").unwrap();
    let tenant = world.tenant(&owner.tenant.id).await;
    let mut waits = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        let ground = ground(world.team_access::<ViewPlan>(&owner).await).await.unwrap();
        let told = replay(&ground, &terms(&tenant, starter, Every::Month, world.now()), &BTreeSet::new());
        waits.push(begun.elapsed());
        assert_eq!(told.unknown, 0);
    }
    waits.sort_unstable();
    println!(
        "{:?}: the simulator over 90 days of 10 million events takes {:?} (median), at most {:?} (reach: 200 ms)",
        world.engine,
        waits[TIMES / 2],
        waits[TIMES - 1]
    );
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
