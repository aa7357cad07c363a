//! How soon a job is begun that is asked for while nothing else is to do. A measurement for `make bench`; it prints,
//! and asserts nothing about time.

use domain::{Micros, jobs::Priority, plans::Plan};
use service::{
    Service,
    clock::Clock,
    jobs::{LANES, looks},
    mailer::Mailer,
    secrets::Secrets,
};
use store::{Mode, control::jobs};
use testkit::{Engine, World};
use tokio::task::JoinSet;

const ASKED: u64 = 300;

/// Puts a job that was given up: begun again, it is asked for as any other.
async fn put(world: &World, number: u64, data: &str) -> String {
    let id = domain::JobId::new(number, 1);
    let (kind, key, tenant, priority) = ("close-tenant", id.as_str(), None, Priority::Urgent);
    let new = jobs::NewJob { id: &id, kind, key, data, tenant, priority, run_at: world.now(), asker: None };
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    jobs::insert(&mut tx, &new, world.now()).await.unwrap();
    jobs::update_cancelled(&mut tx, &id, world.now()).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

async fn measure(world: World) {
    let secrets = Secrets::open(world.folder(), None).unwrap();
    let mailer = Mailer::folder(world.folder().join("outbox"), "Parvis <parvis@parvis.test>").unwrap();
    let store = world.reopened().await;
    let service = Service::new(store, Clock::System, mailer, secrets, "https://parvis.test");
    let mut server = JoinSet::new();
    let watching = service.clone();
    server.spawn(async move { watching.watch_jobs().await });
    for least in LANES {
        let working = service.clone();
        server.spawn(async move { working.work(least).await });
    }
    let owner = world.owner("own@example.test", "Acme", Plan::Professional).await;
    let data = format!("{{\"tenant\":\"{}\",\"closed_at\":{},\"by\":\"own\"}}", owner.tenant.id, world.now());
    let mut waits = Vec::new();
    for number in 0..ASKED {
        let id = put(&world, number, &data).await;
        let asked: Micros = service.now();
        looks::wish_any(testkit::operate(&service).await, &id, looks::Wish::Retry).await.unwrap();
        let begun = loop {
            let job = looks::find_any(&mut testkit::operate(&service).await, &id).await.unwrap().job;
            if let Some(begun) = job.begun_at.filter(|_| job.state.is_over()) {
                break begun;
            }
        };
        waits.push(begun - asked);
    }
    waits.sort_unstable();
    let shown = |part: usize| waits[(waits.len() * part / 100).min(waits.len() - 1)] / 1000;
    println!(
        "{:?}: a job is begun after {} ms (median), p99 {} ms (reach: 50)",
        world.engine,
        shown(50),
        shown(99)
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
