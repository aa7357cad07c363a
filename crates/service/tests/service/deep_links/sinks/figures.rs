//! What `make bench` tells of sinks: how fast events get through to a real `InfluxDB`, and what whoever takes them in
//! notices of one that is away. Nothing is asserted about time, but that in the end everything is there once.

use std::time::{Duration, Instant};

use domain::{HOUR, Micros, policy::State as Asked};
use serde_json::Value;
use service::{
    Service,
    clock::Clock,
    deep_links::sinks::{self, Away, SinkKind, Sinks},
    events::ingest,
    mailer::Mailer,
    policy_agents::NewKey,
    secrets::Secrets,
};
use testkit::{Batch, Engine, Member, Seen, World, influx::InfluxDb};
use tokio::sync::watch;

use super::{
    influx::{influx, of, sums},
    space, state,
};

/// Events of a batch, and those that wait in all.
const BATCH: i64 = 5000;
const WAITING: i64 = 200_000;
/// Microseconds between two events: 20,000 in a second.
const APART: Micros = 50;
/// How long events are taken in each way, and how long the sink is away.
const STRETCH: Duration = Duration::from_mins(1);

#[test]
#[ignore = "a measurement for make bench"]
fn through_on_sqlite() {
    testkit::run(Engine::Sqlite, through);
}

#[test]
#[ignore = "a measurement for make bench"]
fn through_on_postgres() {
    testkit::run(Engine::Postgres, through);
}

#[test]
#[ignore = "a measurement for make bench"]
fn away_on_sqlite() {
    testkit::run(Engine::Sqlite, away);
}

#[test]
#[ignore = "a measurement for make bench"]
fn away_on_postgres() {
    testkit::run(Engine::Postgres, away);
}

/// A host of a space, and the record that it sends next.
struct Host {
    member: Member,
    key: NewKey,
    next: i64,
    base: Micros,
}

impl Host {
    async fn new(world: &World) -> Self {
        let (member, key) = space(world).await;
        Self { member, key, next: 1, base: world.now() - 2 * HOUR }
    }

    fn batch(&self) -> String {
        let record = |number: i64| {
            Seen::new(Asked::Rcpt, self.base + number * APART)
                .client(&format!("198.51.100.{}", number % 250))
                .from(&format!("a{}@s{}.example", number % 97, number % 300))
                .to("you@acme.example")
                .of(&format!("m.{number}"))
        };
        let records = (self.next..self.next + BATCH).map(record);
        Batch::new("a", self.next).up_since(self.base - HOUR).records(records).body()
    }

    /// Sends the next batch; how long it was waited for.
    async fn send(&mut self, service: &Service) -> Duration {
        let body = self.batch();
        let begun = Instant::now();
        ingest::take(service, &self.key.key, "203.0.113.5", &body).await.unwrap();
        self.next += BATCH;
        begun.elapsed()
    }

    /// Sends for a while, one batch after the other.
    async fn send_for(&mut self, service: &Service, what: &str) -> String {
        let (begun, mut waits) = (Instant::now(), Vec::new());
        while begun.elapsed() < STRETCH {
            waits.push(self.send(service).await);
        }
        let (spent, count): (Duration, _) = (waits.iter().sum(), waits.len());
        waits.sort_unstable();
        let rate = per_second(i64::try_from(count).unwrap() * BATCH, spent);
        format!(
            "{what}: {rate} events a second are taken in, a batch in {:.0} ms (median), p99 {:.0} ms",
            millis(waits[count / 2]),
            millis(waits[(count * 99 / 100).min(count - 1)])
        )
    }

    /// Whether everything that it sent is there, once.
    async fn check(&self, world: &World, server: &InfluxDb) {
        let sent = self.next - 1;
        let there: Vec<Vec<Value>> = sums(server, self.member.tenant.id.as_str());
        assert_eq!(there, of(sent, sent, sent), "nothing is missing and nothing is there twice");
        let is = state(world, &self.member, SinkKind::Influxdb).await;
        assert_eq!((is.backlog, is.sent, is.lost, is.rejected), (0, sent, 0, 0));
    }

    /// Comes back when nothing of it waits.
    async fn caught_up(&self, world: &World) -> Duration {
        let begun = Instant::now();
        loop {
            let access = &mut world.access(&self.member).await;
            let is = sinks::state(access, SinkKind::Influxdb).await.unwrap();
            if is.is_some_and(|is| is.backlog == 0) {
                return begun.elapsed();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

fn per_second(events: i64, spent: Duration) -> u128 {
    u128::from(events.unsigned_abs()) * 1000 / spent.as_millis().max(1)
}

fn millis(wait: Duration) -> f64 {
    wait.as_secs_f64() * 1000.0
}

/// A server on the world's data whose clock goes.
async fn server_at_work(world: &World) -> Service {
    let secrets = Secrets::open(world.folder(), None).unwrap();
    let mailer = Mailer::folder(world.folder().join("outbox"), "Parvis <parvis@parvis.test>").unwrap();
    Service::new(world.reopened().await, Clock::System, mailer, secrets, "https://parvis.test")
}

async fn through(world: World) {
    let (server, service) = (InfluxDb::start(), server_at_work(&world).await);
    let sinks = Sinks { influx: Some(influx(&server)), elastic: None };
    for spaces in [1, 4] {
        let mut hosts = Vec::new();
        for _ in 0..spaces {
            let mut host = Host::new(&world).await;
            while host.next <= WAITING / spaces {
                host.send(&service).await;
            }
            hosts.push(host);
        }
        let tenants: Vec<_> = hosts.iter().map(|host| host.member.tenant.clone()).collect();
        let begun = Instant::now();
        let later = sinks::round(&service, &sinks, tenants, &mut Away::new()).await;
        let rate = per_second(hosts.iter().map(|host| host.next - 1).sum(), begun.elapsed());
        assert!(later.is_empty(), "{later:?}");
        println!(
            "{:?}: {rate} events a second of {spaces} spaces go from the outbox into InfluxDB (reach: 20000)",
            world.engine
        );
        for host in &hosts {
            host.check(&world, &server).await;
        }
    }
}

async fn away(world: World) {
    let (server, service) = (InfluxDb::start(), server_at_work(&world).await);
    let mut host = Host::new(&world).await;
    let engine = world.engine;
    println!("{engine:?}: {}", host.send_for(&service, "without a sink").await);
    let sinks = Sinks { influx: Some(influx(&server)), elastic: None };
    let (_sinks, there) = watch::channel(sinks);
    let work = tokio::spawn({
        let service = service.clone();
        async move { sinks::watch(&service, there).await }
    });
    let waited = host.caught_up(&world).await;
    println!("{engine:?}: what waited is through: {} a second", per_second(host.next - 1, waited));
    println!("{engine:?}: {}", host.send_for(&service, "while the sink takes it").await);
    println!(
        "{engine:?}: the rest of it is through {:.1} s later",
        host.caught_up(&world).await.as_secs_f64()
    );
    let before = host.next;
    server.stop();
    println!(
        "{engine:?}: {}",
        host.send_for(&service, "while the sink is away (reach: as without one)").await
    );
    server.go_on();
    let waited = host.caught_up(&world).await;
    println!(
        "{engine:?}: back after {} s, the sink has all {} of it {:.1} s later",
        STRETCH.as_secs(),
        host.next - before,
        waited.as_secs_f64()
    );
    host.check(&world, &server).await;
    work.abort();
}
