//! What `make bench` tells of preparing: how long the first time takes of a tenant, and that a second one writes nothing.
//! It asserts nothing about time.

use std::time::{Duration, Instant};

use domain::{
    SECOND,
    deep_links::{
        offers::OfferState::{Preparing, Ready},
        targets::LinkTarget,
    },
    plans::Plan,
};
use store::{Mode, control::tenant_links};
use testkit::{Engine, Member, World};

use super::opening::{connect, kibana, state};

const TENANTS: usize = 20;

#[test]
#[ignore = "a measurement for make bench"]
fn grafana_on_sqlite() {
    testkit::run(Engine::Sqlite, in_grafana);
}

#[test]
#[ignore = "a measurement for make bench"]
fn grafana_on_postgres() {
    testkit::run(Engine::Postgres, in_grafana);
}

#[test]
#[ignore = "a measurement for make bench"]
fn kibana_on_sqlite() {
    testkit::run(Engine::Sqlite, in_kibana);
}

#[test]
#[ignore = "a measurement for make bench"]
fn kibana_on_postgres() {
    testkit::run(Engine::Postgres, in_kibana);
}

async fn in_grafana(world: World) {
    let connected = connect(&world, "gateway").await;
    measure(&world, LinkTarget::Grafana, || connected.grafana.writes()).await;
    connected.grafana.check();
}

async fn in_kibana(world: World) {
    let stub = kibana::connect(&world, "gateway").await;
    measure(&world, LinkTarget::Kibana, || stub.writes()).await;
    stub.check();
}

/// As its job does it, with who reads from the store.
async fn measure(world: &World, target: LinkTarget, writes: impl Fn() -> usize) {
    let mut owners = Vec::new();
    for number in 0..TENANTS {
        let (email, name) = (format!("eve{number}@example.test"), format!("Acme {number}"));
        owners.push(world.owner(&email, &name, Plan::Professional).await);
    }
    world.service.run_due_jobs().await.unwrap();
    let first = prepare(world, &owners).await;
    let made = writes();
    for owner in &owners {
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        tenant_links::delete(&mut tx, &owner.tenant.id, target).await.unwrap();
        tx.commit().await.unwrap();
    }
    // A job is asked for once at an instant.
    world.advance(SECOND);
    let second = prepare(world, &owners).await;
    println!(
        "{:?}: the first preparation of a tenant in {target}: {first} (reach: 500 ms), {made} writes for {TENANTS}; \
         the second: {second}, {} writes (reach: none)",
        world.engine,
        writes() - made
    );
    assert_eq!(writes(), made, "nothing changed, so nothing is written");
}

async fn prepare(world: &World, owners: &[Member]) -> String {
    let mut waits = Vec::new();
    for owner in owners {
        assert_eq!(state(world, owner).await, Some(Preparing));
        let begun = Instant::now();
        world.service.run_due_jobs().await.unwrap();
        waits.push(begun.elapsed());
        assert_eq!(state(world, owner).await, Some(Ready));
    }
    waits.sort_unstable();
    let millis = |wait: Duration| wait.as_secs_f64() * 1000.0;
    format!(
        "median {:.0} ms, longest {:.0} ms",
        millis(waits[waits.len() / 2]),
        millis(waits[waits.len() - 1])
    )
}
