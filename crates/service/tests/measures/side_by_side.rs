//! How many changes of control data a second sixteen tenants make who change theirs at once, on PostgreSQL: each
//! under its own chain of audit entries, and all under one, as it was when there was only that. A measurement for
//! `make bench`; it prints, and asserts nothing about time.

use std::time::{Duration, Instant};

use domain::{
    audit::{Deed, Outcome, Target},
    plans::Plan,
};
use store::{
    Backend, Mode, Store,
    audit::{self, Chain},
    control,
};
use testkit::{Engine, Member, World};
use tokio::task::JoinSet;

const TENANTS: usize = 16;
const LONG: Duration = Duration::from_secs(4);

/// What one writer does until the time is over; answers how often it was done.
async fn change(store: &Store, member: &Member, is_alone: bool) -> usize {
    let (id, until, mut done) = (&member.tenant.id, Instant::now() + LONG, 0);
    while Instant::now() < until {
        let mut tx = store.control(Mode::Write).await.unwrap();
        let chain = if is_alone { Chain::Of(id) } else { Chain::Main };
        audit::lock(&mut tx, chain).await.unwrap();
        control::tenants::find(&mut tx, id).await.unwrap();
        control::tenants::update_settings(&mut tx, id, &format!("Space {done}"), "UTC").await.unwrap();
        let entry = entry(member, is_alone);
        audit::append(&mut tx, &entry).await.unwrap();
        tx.commit().await.unwrap();
        done += 1;
    }
    done
}

fn entry(member: &Member, is_alone: bool) -> audit::Entry {
    audit::Entry {
        at: testkit::NOON,
        doer: member.caller.principal.doer(),
        source: "page".to_owned(),
        action: Deed::TenantsUpdateSettings,
        outcome: Outcome::Allowed,
        target: Target::of(&member.tenant.id),
        before: Some("{\"name\":\"before\"}".to_owned()),
        after: Some("{\"name\":\"after\"}".to_owned()),
        request_id: "request-1".to_owned(),
        address: "192.0.2.10".to_owned(),
        tenant_id: is_alone.then(|| member.tenant.id.clone()),
        decision: None,
    }
}

async fn measure(world: World) {
    let Backend::Postgres { url, .. } = &world.backend else { panic!("only PostgreSQL has several writers") };
    let backend = Backend::Postgres { url: url.clone(), connections: 16 };
    let store = Store::open(&backend, world.audit_key()).await.unwrap();
    let mut members = Vec::new();
    for number in 0..TENANTS {
        let (email, space) = (format!("owner{number}@example.test"), format!("Space {number}"));
        members.push(world.owner(&email, &space, Plan::Starter).await);
    }
    let mut figures = Vec::new();
    for is_alone in [false, true, false, true] {
        let started = Instant::now();
        let mut writers = JoinSet::new();
        for member in members.clone() {
            let store = store.clone();
            writers.spawn(async move { change(&store, &member, is_alone).await });
        }
        let done: usize = writers.join_all().await.into_iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
        let rate = done as f64 / started.elapsed().as_secs_f64();
        println!(
            "{TENANTS} tenants write at once, {}: {rate:.0}/s",
            if is_alone { "a chain each" } else { "one chain" }
        );
        figures.push(rate);
    }
    let times = (figures[1] + figures[3]) / (figures[0] + figures[2]);
    println!("that is {times:.1} times as many (reach: 4)");
}

#[test]
#[ignore = "a measurement for make bench"]
fn many_tenants_write() {
    testkit::run(Engine::Postgres, measure);
}
