//! How long a request's whole authorisation takes: session, membership, roles, decision; and the same with the
//! tenant's transaction, in which the work is then done. A measurement for `make bench`; it prints, and
//! asserts nothing about time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use domain::{
    EnvironmentId,
    decision::Scope,
    permission::{Permission, Role, ViewEvents, ViewOverview},
    plans::Plan,
};
use service::{Access, Caller, Source, Standing, control::bindings, sessions, tenants};
use store::Mode;
use testkit::{Engine, World};
use tracing::{
    Dispatch, Event, Metadata, Subscriber,
    instrument::WithSubscriber,
    span::{Attributes, Id, Record},
};

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
    let slug = &owner.tenant.slug;
    let (mut decided, mut opened) = (Vec::with_capacity(MEASURED), Vec::with_capacity(MEASURED));
    for round in 0..WARM + MEASURED {
        let started = Instant::now();
        let person = sessions::find(&world.service, &member.session).await.unwrap();
        let caller = Caller { principal: person.into(), ..world.visitor() };
        let standing = Standing::open(&world.service, &caller, slug).await.unwrap();
        assert!(standing.decide(Permission::ViewOverview).is_allowed());
        let to_decision = started.elapsed().as_micros();
        let started = Instant::now();
        let person = sessions::find(&world.service, &member.session).await.unwrap();
        let caller = Caller { principal: person.into(), ..world.visitor() };
        let access = Access::<ViewOverview>::enter(&world.service, &caller, slug).await.unwrap();
        let to_transaction = started.elapsed().as_micros();
        drop(access);
        if round >= WARM {
            decided.push(to_decision);
            opened.push(to_transaction);
        }
    }
    for (what, micros) in [("session to decision", decided), ("and the transaction opened", opened)] {
        tell(world.engine, what, micros);
    }
}

fn tell(engine: Engine, what: &str, mut micros: Vec<u128>) {
    micros.sort_unstable();
    let (median, p99) = (micros[micros.len() / 2], micros[micros.len() * 99 / 100]);
    println!(
        "authorisation on {engine:?}, 20 bindings, warm, {what}: median {median} µs, p99 {p99} µs (reach: under 1,000 µs)"
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

/// Counts the statements that the database's driver tells of.
#[derive(Clone, Debug, Default)]
struct Statements(Arc<AtomicUsize>);

impl Subscriber for Statements {
    fn enabled(&self, told: &Metadata<'_>) -> bool {
        told.target() == "sqlx::query"
    }

    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

testkit::on_postgres! {
    async fn a_request_is_authorised_by_two_statements(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let member = world.join(&owner.tenant, "olga@example.test", Role::Viewer).await;
        // It has more members than its plan has room for, and nobody is counted for that.
        let cli = Caller::local(Source::Cli);
        for number in 0..6 {
            world.join(&owner.tenant, &format!("m{number}@example.test"), Role::Viewer).await;
        }
        tenants::set_plan(&world.service, &cli, "acme", Plan::Starter.as_str()).await.unwrap();
        // Opened once, its tables are known to be of this version.
        world.access::<ViewOverview>(&member).await;
        let statements = Statements::default();
        // While there is one subscriber alone, threads that have none decide what is told to it.
        let _second = Dispatch::new(Statements::default());
        let authorise = async {
            let person = sessions::find(&world.service, &member.session).await.unwrap();
            let caller = Caller { principal: person.into(), ..world.visitor() };
            let access = Access::<ViewOverview>::enter(&world.service, &caller, &owner.tenant.slug).await.unwrap();
            // Another permission costs nothing more.
            access.then::<ViewEvents>().await.unwrap()
        };
        authorise.with_subscriber(statements.clone()).await;
        assert_eq!(statements.0.load(Ordering::Relaxed), 2, "the session, and what its person is in the tenant");
    }
}
