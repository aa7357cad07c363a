//! How long a request's whole authorisation takes: session, membership, roles, decision, transaction. A
//! measurement for `make bench`; it prints, and asserts nothing about time.

use std::time::Instant;

use domain::{
    EnvironmentId,
    decision::Scope,
    permission::{Role, ViewOverview},
    plans::Plan,
};
use service::{Access, Caller, control::bindings, sessions};
use store::Mode;
use testkit::{Engine, World};

const WARM: usize = 500;
const MEASURED: usize = 5_000;

/// A member with twenty roles, of which the last lets them in.
async fn measure(world: World) {
    let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
    let member = world.join(&owner.tenant, "olga@example.test", Role::Member).await;
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    let (tenant, account) = (&owner.tenant.id, &member.account().id);
    for number in 0..19 {
        let scope = Scope::Environment(EnvironmentId::new(number, 1));
        bindings::upsert(&mut tx, tenant, account, "operator", &scope, None, world.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut micros = Vec::with_capacity(MEASURED);
    for round in 0..WARM + MEASURED {
        let started = Instant::now();
        let person = sessions::find(&world.service, &member.session).await.unwrap();
        let caller = Caller { person, ..world.visitor() };
        let access =
            Access::<ViewOverview>::enter(&world.service, &caller, &owner.tenant.slug).await.unwrap();
        let taken = started.elapsed().as_micros();
        drop(access);
        if round >= WARM {
            micros.push(taken);
        }
    }
    micros.sort_unstable();
    let at = |part: usize| micros[MEASURED * part / 1000];
    println!(
        "authorisation of a request on {:?}, 20 bindings, warm: median {} µs, p99 {} µs (reach: under 1,000 µs)",
        world.engine,
        at(500),
        at(990)
    );
}

#[test]
#[ignore = "a measurement for make bench"]
fn takes_on_sqlite() {
    testkit::run(Engine::Sqlite, measure);
}

#[test]
#[ignore = "a measurement for make bench"]
fn takes_on_postgres() {
    testkit::run(Engine::Postgres, measure);
}
