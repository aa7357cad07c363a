//! A real `InfluxDB` with authentication on: written through the pump, read back with the tenant's own user.

use std::time::Duration;

use domain::{
    HOUR, Locale, MINUTE,
    permission::{ManagePolicyAgents, ManageSettings},
    plans::Plan,
    policy::State as Asked,
};
use serde_json::{Value, json};
use service::{
    deep_links::{
        grafana::{Source, Space},
        sinks::{self, Away, Influx, Sink, SinkKind, Sinks},
    },
    events::ingest,
    policy_agents::{self, AgentForm},
};
use store::{Mode, tenant::policy_agents as agents};
use testkit::{
    Batch, Seen,
    influx::{ADMIN, ADMIN_PASSWORD, InfluxDb, rows},
    rcpt,
};
use url::Url;

use crate::mail_logs::line;

use super::{super::stub::Stub, send_all, space, state, take_in};

pub(super) fn influx(server: &InfluxDb) -> Influx {
    Influx::new(Url::parse(&server.url()).unwrap(), ADMIN, ADMIN_PASSWORD)
}

const SUMS: &str = "SELECT sum(requests), sum(messages), sum(recipients) FROM mail_flow";

/// All requests, messages and recipients that are there.
pub(super) fn sums(server: &InfluxDb, database: &str) -> Vec<Vec<Value>> {
    server.rows(database, SUMS)
}

pub(super) fn of(requests: i64, messages: i64, recipients: i64) -> Vec<Vec<Value>> {
    vec![vec![json!(requests), json!(messages), json!(recipients)]]
}

testkit::both_engines! {
    async fn what_comes_in_is_there_once_and_its_reader_reads_it(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let (service, sink) = (&world.service, Sink::Influx(influx(&server)));
        take_in(&world, &key, 1, 7000).await;
        send_all(service, &ann, &sink).await;
        let reader = sinks::reader(service, &ann.tenant, &influx(&server)).await.unwrap().unwrap();
        let (status, told) = server.ask(&reader.user, &reader.password, &reader.database, SUMS);
        assert_eq!((status, rows(&told)), (200, of(7000, 7000, 7000)));
        let is = state(&world, &ann, SinkKind::Influxdb).await;
        assert_eq!((is.backlog, is.sent, is.lost, is.rejected, is.failed_since), (0, 7000, 0, 0, None));
        // More of it is added, and what is there stays.
        take_in(&world, &key, 7001, 3).await;
        send_all(service, &ann, &sink).await;
        assert_eq!(sums(&server, &reader.database), of(7003, 7003, 7003));
    }

    async fn what_became_of_mails_is_there_as_it_is_now(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let sink = Sink::Influx(influx(&server));
        let at = world.now() - MINUTE;
        let tried = |end: &str| line(at + 30, "smtp", 33,
            &format!("2B83DA50041: to=<b@slow.example>, relay=none, delay=4, delays=1/0/3/0, {end}"));
        let batch = Batch::new("a", 1)
            .line(&line(at, "pickup", 40, "2B83DA50041: uid=33 from=<www@acme.example>"))
            .line(&line(at + 9, "qmgr", 32, "2B83DA50041: from=<www@acme.example>, size=90, nrcpt=1 (queue active)"))
            .line(&tried("dsn=4.4.1, status=deferred (connect to mx.slow.example[192.0.2.5]:25: Connection refused)"));
        world.send(&key, &batch).await.unwrap();
        send_all(&world.service, &ann, &sink).await;
        let told = || server.rows(ann.tenant.id.as_str(), "SELECT sum(recipients) FROM outcomes GROUP BY outcome");
        assert_eq!(told(), [[json!(1)]], "one waits");
        world.advance(6 * MINUTE);
        world.send(&key, &Batch::new("a", 4).line(&tried("dsn=2.0.0, status=sent (250 Ok)"))).await.unwrap();
        send_all(&world.service, &ann, &sink).await;
        assert_eq!(told(), [[json!(0)], [json!(1)]], "nobody waits, one is reached");
    }

    async fn two_events_of_one_microsecond_are_two(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let at = world.now() - HOUR;
        let same = (0..500).map(|number| rcpt(at, &format!("m.{number}"), "bob@elsewhere.example", "you@acme.example"));
        world.send(&key, &Batch::new("a", 1).records(same)).await.unwrap();
        send_all(&world.service, &ann, &Sink::Influx(influx(&server))).await;
        assert_eq!(sums(&server, ann.tenant.id.as_str()), of(500, 500, 500));
    }
}

testkit::on_sqlite! {
    async fn a_reader_reads_nothing_of_another_space_and_writes_nothing(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let (service, influx) = (&world.service, influx(&server));
        let bea = world.owner("bea@example.test", "Bricks", Plan::Enterprise).await;
        take_in(&world, &key, 1, 2).await;
        send_all(service, &ann, &Sink::Influx(influx.clone())).await;
        let own = sinks::reader(service, &ann.tenant, &influx).await.unwrap().unwrap();
        let other = sinks::reader(service, &bea.tenant, &influx).await.unwrap().unwrap();
        assert_ne!(own.password, other.password);
        let ask = |statement: &str| server.ask(&other.user, &other.password, &own.database, statement);
        for statement in [
            SUMS, "SHOW MEASUREMENTS", "DROP DATABASE \"x\"", "DELETE FROM mail_flow", "SHOW USERS",
            &format!("SELECT * INTO \"{}\".autogen.taken FROM \"{}\".autogen.mail_flow", other.database, own.database),
            &format!("SELECT sum(requests) FROM \"{}\".autogen.mail_flow", own.database),
        ] {
            let (status, told) = ask(statement);
            assert_eq!(status, 403, "{statement}: {told}");
            assert!(!told.to_string().contains("\"values\""), "{told}");
        }
        let (status, _) = server.ask(&own.user, "wrong", &own.database, SUMS);
        assert_eq!(status, 401);
        // Its own may be deleted by nobody who only reads.
        let (status, _) = server.ask(&own.user, &own.password, &own.database, "DELETE FROM mail_flow");
        assert_eq!(status, 403);
        assert_eq!(sums(&server, &own.database), of(2, 2, 2));
        // Asked for again it is the same one, and it is shown to nobody.
        let again = sinks::reader(service, &ann.tenant, &influx).await.unwrap().unwrap();
        assert_eq!(again.password, own.password);
        assert!(!format!("{own:?} {influx:?}").contains(&own.password) && !format!("{influx:?}").contains(ADMIN_PASSWORD));
    }

    async fn whatever_names_hold_they_come_back_the_same_but_for_what_cannot_be_written(world: World) {
        let (server, (ann, _)) = (InfluxDb::start(), space(&world).await);
        let host = "mx, 1=\"é'\\x\" été\\,b\nc";
        let key = world.enrol(&ann, "mx2").await;
        // No form takes such a name.
        let mut tx = world.store.tenant(&ann.tenant.location().unwrap(), Mode::Write).await.unwrap();
        agents::update(&mut tx, &key.agent.id, host, "UTC", "", false).await.unwrap();
        tx.commit().await.unwrap();
        let sender = "\"a b\"@odd.example";
        let mail = Seen::new(Asked::Rcpt, world.now() - HOUR).from(sender).to("you@acme.example").of("m.1");
        world.send(&key, &Batch::new("a", 1).record(mail)).await.unwrap();
        send_all(&world.service, &ann, &Sink::Influx(influx(&server))).await;
        let database = ann.tenant.id.as_str();
        assert_eq!(server.rows(database, "SHOW TAG VALUES FROM mail_flow WITH KEY = \"host\""), [[json!("host"), json!(host.replace("\\,", "＼,").replace('\n', "␊"))]]);
        assert_eq!(sums(&server, database), of(1, 1, 1));
    }

    async fn the_dashboards_show_what_came_in(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let (service, influx) = (&world.service, influx(&server));
        let other = world.enrol(&ann, "mx2").await;
        take_in(&world, &key, 1, 10).await;
        take_in(&world, &other, 1, 4).await;
        send_all(service, &ann, &Sink::Influx(influx.clone())).await;
        let reader = sinks::reader(service, &ann.tenant, &influx).await.unwrap().unwrap();
        let (stub, grafana) = Stub::start().await;
        let source = Source {
            reads: domain::deep_links::targets::DataSource::Influxdb,
            ssl_mode: "",
            url: &server.url(), database: &reader.database, user: &reader.user, password: &reader.password,
        };
        let space = Space { tenant: &ann.tenant.id, name: "Acme", locale: Locale::En, source };
        let org = grafana.provision(service, &space).await.unwrap();
        let window = format!(
            "time >= {}ms and time <= {}ms", (world.now() - 24 * HOUR) / 1000, (world.now() + HOUR) / 1000
        );
        let mut shown = Vec::new();
        for (title, query) in stub.queries(org) {
            for (host, requests) in [(".*", 14), ("(mx1|mx2)", 14), ("mx2", 4)] {
                let query = query.replace("${host:regex}", host).replace("${domain:regex}", ".*")
                    .replace("$timeFilter", &window).replace("$__interval", "1h");
                assert!(!query.contains("${") && !query.contains("$t") && !query.contains("$_"), "{query}");
                // As the data source asks: with its credential.
                let (status, told) = server.ask(&reader.user, &reader.password, &reader.database, &query);
                assert_eq!(status, 200, "{title}: {told}");
                let found: Vec<i64> = rows(&told).iter().filter_map(|row| row[0].as_i64()).collect();
                match title.as_str() {
                    "Requests" | "Messages" | "Recipients" | "Requests by direction" | "Requests by host" | "Messages by domain" => {
                        assert_eq!(found.iter().sum::<i64>(), requests, "{title} of {host}: {query}");
                    }
                    "Sender domains" | "Recipient domains" | "Client addresses" => {
                        assert_eq!(found, [requests], "{title} of {host}: {query} {told}");
                    }
                    // Nobody follows a log.
                    "What became of mails" => assert!(found.is_empty(), "{title}: {told}"),
                    _ => assert!(!found.is_empty(), "{title} of {host}: {query}"),
                }
            }
            shown.push(title);
        }
        assert_eq!(shown.len(), 14, "{shown:?}");
        // What the variables offer.
        let hosts = server.rows(&reader.database, "SHOW TAG VALUES FROM \"mail_flow\" WITH KEY = \"host\"");
        assert_eq!(hosts.len(), 2);
    }

    async fn a_stretch_sent_once_more_is_there_once_even_of_a_host_with_another_name(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let (service, sink) = (&world.service, Sink::Influx(influx(&server)));
        take_in(&world, &key, 1, 6000).await;
        send_all(service, &ann, &sink).await;
        let database = ann.tenant.id.as_str();
        // Somebody lost a part of it there.
        server.rows(database, &format!("DELETE FROM mail_flow WHERE time < {}", (world.now() - 2 * HOUR + 100 * 1000) * 1000));
        assert_ne!(sums(&server, database), of(6000, 6000, 6000));
        let form = AgentForm { name: "mx-new".to_owned(), time_zone: "UTC".to_owned(), address: String::new(), environment: String::new() };
        let access = world.access::<ManagePolicyAgents>(&ann).await;
        policy_agents::update(access, key.agent.id.as_str(), form).await.unwrap();
        let access = world.access::<ManageSettings>(&ann).await;
        sinks::again(access, SinkKind::Influxdb, (world.now() - 3 * HOUR, world.now())).await.unwrap();
        assert!(state(&world, &ann, SinkKind::Influxdb).await.is_again);
        send_all(service, &ann, &sink).await;
        assert!(!state(&world, &ann, SinkKind::Influxdb).await.is_again);
        assert_eq!(sums(&server, database), of(6000, 6000, 6000));
        let hosts = server.rows(database, "SELECT sum(requests) FROM mail_flow GROUP BY \"host\"");
        assert_eq!(hosts, [[json!(6000)]], "under the one name it has");
        let backwards = (world.now(), world.now() - HOUR);
        let access = world.access::<ManageSettings>(&ann).await;
        assert!(sinks::again(access, SinkKind::Influxdb, backwards).await.is_err());
    }

    async fn a_server_at_work_sends_what_comes_in_and_what_another_left(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        take_in(&world, &key, 1, 2).await;
        // It was taken in by a server that is gone, so that this one has not heard of it.
        let other = world.other_server().await;
        let sinks = Sinks { influx: Some(influx(&server)), elastic: None };
        let (_sinks, there) = tokio::sync::watch::channel(sinks);
        let work = tokio::spawn({
            let other = other.clone();
            async move { sinks::watch(&other, there).await }
        });
        let until = async |count: i64| loop {
            let access = &mut world.access(&ann).await;
            let is = sinks::state(access, SinkKind::Influxdb).await.unwrap();
            if is.is_some_and(|is| is.sent == count) {
                return;
            }
            tokio::task::yield_now().await;
        };
        let late = Duration::from_mins(1);
        tokio::time::timeout(late, until(2)).await.unwrap();
        let mail = rcpt(world.now() - HOUR, "n.1", "bob@elsewhere.example", "you@acme.example");
        let batch = Batch::new("a", 3).record(mail);
        ingest::take(&other, &key.key, "203.0.113.5", &batch.body()).await.unwrap();
        tokio::time::timeout(late, until(3)).await.unwrap();
        work.abort();
        assert_eq!(sums(&server, ann.tenant.id.as_str()), of(3, 3, 3));
    }

    async fn a_round_gives_each_space_its_turn_and_tells_how_agents_are(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let service = &world.service;
        let bea = world.owner("bea@example.test", "Bricks", Plan::Enterprise).await;
        let other = world.enrol(&bea, "mx9").await;
        take_in(&world, &key, 1, 10_000).await;
        take_in(&world, &other, 1, 5).await;
        let sinks = Sinks { influx: Some(influx(&server)), elastic: None };
        let later = sinks::round(service, &sinks, [ann.tenant.clone(), bea.tenant.clone()], &mut Away::new()).await;
        assert_eq!(later.len(), 0);
        assert_eq!(sums(&server, ann.tenant.id.as_str()), of(10_000, 10_000, 10_000));
        assert_eq!(sums(&server, bea.tenant.id.as_str()), of(5, 5, 5));
        let idle = "SELECT idle_seconds, waiting, clock_ahead_seconds FROM agents WHERE \"host\" = 'mx9'";
        assert_eq!(server.rows(bea.tenant.id.as_str(), idle), [[json!(0), json!(0), json!(0)]]);
        // Of a silent host it is told how long it is silent.
        world.advance(10 * MINUTE);
        sinks::round(service, &sinks, [bea.tenant.clone()], &mut Away::new()).await;
        let told = server.rows(bea.tenant.id.as_str(), idle);
        assert_eq!(told.last().unwrap()[0], json!(600));
    }
}
