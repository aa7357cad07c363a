//! What happens when `InfluxDB`, a server or a piece of what is sent fails: nothing is missing and nothing doubled.

use domain::{DAY, HOUR, MINUTE};
use serde_json::json;
use service::{
    Service,
    deep_links::sinks::{self, Influx, Sent, Sink, SinkKind},
};
use store::{Mode, tenant::events};
use testkit::{
    Batch,
    influx::{ADMIN, InfluxDb},
    rcpt,
};
use url::Url;

use super::{
    influx::{influx, of, sums},
    send_all, space, state, take_in,
};

testkit::both_engines! {
    async fn while_it_is_down_everything_waits_and_then_comes_once(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let (service, sink) = (&world.service, Sink::Influx(influx(&server)));
        take_in(&world, &key, 1, 10).await;
        send_all(service, &ann, &sink).await;
        server.stop();
        take_in(&world, &key, 11, 10).await;
        let failed_at = world.now();
        let failed = sinks::send(service, &ann.tenant, &sink).await.unwrap();
        let Sent::Failed { until, is_away: true, .. } = failed else { panic!("{failed:?}") };
        let is = state(&world, &ann, SinkKind::Influxdb).await;
        assert_eq!((is.backlog, is.failed_since, is.next_at), (10, Some(failed_at), until));
        assert!(!is.problem.is_empty());
        // It rests, and longer each time at most; taking in goes on.
        let mut longest = 0;
        for _ in 0..8 {
            world.advance(MINUTE);
            let failed = sinks::send(service, &ann.tenant, &sink).await.unwrap();
            let Sent::Failed { until, .. } = failed else { panic!("{failed:?}") };
            longest = longest.max(until - world.now());
            if until > world.now() {
                let rests = sinks::send(service, &ann.tenant, &sink).await.unwrap();
                assert_eq!(rests, Sent::Waits { until });
            }
        }
        assert!(longest <= MINUTE);
        take_in(&world, &key, 21, 10).await;
        server.go_on();
        world.advance(MINUTE);
        send_all(service, &ann, &sink).await;
        assert_eq!(sums(&server, ann.tenant.id.as_str()), of(30, 30, 30));
        let is = state(&world, &ann, SinkKind::Influxdb).await;
        assert_eq!((is.backlog, is.sent, is.failed_since, is.lost, is.problem.as_str()), (0, 30, None, 0, ""));
    }

    async fn whoever_dies_between_the_answer_and_the_cursor_doubles_nothing(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let sink = Sink::Influx(influx(&server));
        take_in(&world, &key, 1, 500).await;
        send_all(&world.service, &ann, &sink).await;
        // The cursor stands where it stood, as if the server had been killed before it moved it; its claim is still there.
        let location = ann.tenant.location().unwrap();
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        tx.raw().tamper("update sink_positions set position = 0").await.unwrap();
        let mut cursor = store::tenant::sinks::lock(&mut tx, SinkKind::Influxdb).await.unwrap();
        (cursor.claim, cursor.claimed_until) = ("dead".to_owned(), world.now() + MINUTE);
        store::tenant::sinks::update(&mut tx, &cursor).await.unwrap();
        tx.commit().await.unwrap();
        let other = world.other_server().await;
        let waits = sinks::send(&other, &ann.tenant, &sink).await.unwrap();
        assert_eq!(waits, Sent::Waits { until: world.now() + MINUTE });
        world.advance(MINUTE);
        send_all(&other, &ann, &sink).await;
        assert_eq!(sums(&server, ann.tenant.id.as_str()), of(500, 500, 500));
    }

    async fn two_servers_at_once_send_each_piece_once(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let (one, two) = (world.service.clone(), world.other_server().await);
        let sink = Sink::Influx(influx(&server));
        for batch in 0..4 {
            take_in(&world, &key, 1 + batch * 3000, 3000).await;
        }
        let all = async |service: &Service| {
            let mut pieces = 0;
            loop {
                match sinks::send(service, &ann.tenant, &sink).await.unwrap() {
                    Sent::Nothing => return pieces,
                    Sent::Events { .. } => pieces += 1,
                    Sent::Waits { .. } => tokio::task::yield_now().await,
                    failed @ Sent::Failed { .. } => panic!("{failed:?}"),
                }
            }
        };
        let (first, second) = tokio::join!(all(&one), all(&two));
        assert!(first + second >= 3);
        assert_eq!(sums(&server, ann.tenant.id.as_str()), of(12_000, 12_000, 12_000));
        let is = state(&world, &ann, SinkKind::Influxdb).await;
        assert_eq!((is.backlog, is.sent, is.lost), (0, 12_000, 0));
    }

    async fn what_was_let_go_of_before_it_was_sent_is_a_gap_that_is_told(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let (service, sink) = (&world.service, Sink::Influx(influx(&server)));
        take_in(&world, &key, 1, 5).await;
        send_all(service, &ann, &sink).await;
        take_in(&world, &key, 6, 20).await;
        // As what no plan keeps any more goes.
        let mut tx = world.store.tenant(&ann.tenant.location().unwrap(), Mode::Write).await.unwrap();
        let gone = events::delete_between(&mut tx, 0, world.now(), 1000).await.unwrap();
        assert_eq!(gone.len(), 25);
        tx.commit().await.unwrap();
        take_in(&world, &key, 26, 3).await;
        send_all(service, &ann, &sink).await;
        let is = state(&world, &ann, SinkKind::Influxdb).await;
        assert_eq!((is.backlog, is.lost, is.sent), (0, 20, 8));
        assert!(is.lost_at.is_some());
        assert_eq!(sums(&server, ann.tenant.id.as_str()), of(8, 8, 8));
    }
}

testkit::on_sqlite! {
    async fn what_it_will_not_take_is_kept_aside_and_the_rest_goes_on(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let (service, sink) = (&world.service, Sink::Influx(influx(&server)));
        let database = ann.tenant.id.as_str();
        take_in(&world, &key, 1, 1).await;
        send_all(service, &ann, &sink).await;
        // Somebody wrote the field as another type, so that it takes ours of that day no more.
        server.rows(database, "DROP MEASUREMENT mail_flow");
        let copied = "SELECT idle_seconds / 1.5 AS requests INTO mail_flow FROM agents";
        assert_eq!(server.rows(database, copied).len(), 1);
        let at = world.now().div_euclid(5 * MINUTE) * 5 * MINUTE;
        let mails = (0..20).map(|number| rcpt(at + number, &format!("n.{number}"), "bob@elsewhere.example", "you@acme.example"));
        world.send(&key, &Batch::new("a", 2).records(mails)).await.unwrap();
        send_all(service, &ann, &sink).await;
        let is = state(&world, &ann, SinkKind::Influxdb).await;
        assert_eq!((is.backlog, is.rejected, is.failed_since), (0, 20, None));
        let mut access = world.access(&ann).await;
        let aside = sinks::rejected(&mut access, SinkKind::Influxdb).await.unwrap();
        assert_eq!(aside.len(), 20);
        assert!(aside.iter().all(|one| one.reason.contains("field type conflict")), "{aside:?}");
    }

    async fn a_database_that_is_gone_is_made_again_and_a_wrong_credential_is_told(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let (service, sink) = (&world.service, Sink::Influx(influx(&server)));
        let database = ann.tenant.id.as_str();
        take_in(&world, &key, 1, 3).await;
        send_all(service, &ann, &sink).await;
        server.rows("", &format!("DROP DATABASE \"{database}\""));
        take_in(&world, &key, 4, 3).await;
        let failed = sinks::send(service, &ann.tenant, &sink).await.unwrap();
        assert!(matches!(&failed, Sent::Failed { is_away: false, problem, .. } if problem.contains("database not found")), "{failed:?}");
        world.advance(MINUTE);
        send_all(service, &ann, &sink).await;
        assert_eq!(sums(&server, database), of(3, 3, 3));
        // What was lost there is sent once more.
        let access = world.access(&ann).await;
        sinks::again(access, SinkKind::Influxdb, (world.now() - DAY, world.now() + HOUR)).await.unwrap();
        send_all(service, &ann, &sink).await;
        assert_eq!(sums(&server, database), of(6, 6, 6));
        take_in(&world, &key, 7, 1).await;
        let wrong = Influx::new(Url::parse(&server.url()).unwrap(), ADMIN, "wrong");
        let failed = sinks::send(service, &ann.tenant, &Sink::Influx(wrong)).await.unwrap();
        let Sent::Failed { problem, is_away: false, .. } = failed else { panic!("{failed:?}") };
        assert!(problem.contains("401") && !problem.contains("wrong"), "{problem}");
        assert_eq!(state(&world, &ann, SinkKind::Influxdb).await.backlog, 1);
    }

    async fn what_a_tenant_had_there_is_taken_away_whole(world: World) {
        let (server, (ann, key)) = (InfluxDb::start(), space(&world).await);
        let (service, influx) = (&world.service, influx(&server));
        take_in(&world, &key, 1, 3).await;
        send_all(service, &ann, &Sink::Influx(influx.clone())).await;
        sinks::reader(service, &ann.tenant, &influx).await.unwrap().unwrap();
        for _ in 0..2 {
            influx.remove(service, &ann.tenant.id).await.unwrap();
            assert!(server.rows("", "SHOW DATABASES").is_empty());
            assert_eq!(server.rows("", "SHOW USERS"), [[json!(ADMIN), json!(true)]]);
        }
    }
}
