//! The stores: events go there, are there once, and go away with their tenant.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::{HOUR, Micros, deep_links::kibana, permission::ManageSettings, plans::Plan};
use serde_json::json;
use service::deep_links::sinks::{self, Elastic, Influx, Sent, Sink, SinkKind};
use testkit::{Batch, Member, World, rcpt};

use crate::{named, watched::Watched};

const EVENTS: i64 = 200;

/// A space of the present with some events.
async fn space(world: &World) -> Member {
    let present =
        Micros::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros()).unwrap();
    world.advance(present - world.now());
    let owner = world.owner("ann@example.test", "Parvis live", Plan::Enterprise).await;
    let key = world.enrol(&owner, "mx1").await;
    let at = |number: i64| world.now() - 2 * HOUR + number * 1000;
    let mails = (0..EVENTS)
        .map(|number| rcpt(at(number), &format!("m.{number}"), "bob@elsewhere.example", "you@acme.example"));
    world.send(&key, &Batch::new("a", 1).up_since(world.now() - 3 * HOUR).records(mails)).await.unwrap();
    owner
}

async fn send_all(world: &World, member: &Member, sink: &Sink) {
    loop {
        match sinks::send(&world.service, &member.tenant, sink).await.unwrap() {
            Sent::Nothing => return,
            Sent::Events { .. } => {}
            other => panic!("it does not get through: {other:?}"),
        }
    }
}

/// Sends everything, and everything once more.
async fn send_twice(world: &World, member: &Member, sink: &Sink, kind: SinkKind) {
    send_all(world, member, sink).await;
    let access = world.access::<ManageSettings>(member).await;
    sinks::again(access, kind, (world.now() - 3 * HOUR, world.now())).await.unwrap();
    send_all(world, member, sink).await;
}

testkit::on_sqlite! {
    async fn influxdb_has_every_event_once_and_loses_a_tenant_whole(world: World) {
        let program = named("INFLUXDB");
        let watched = Watched::start(&program).await;
        let influx = Influx::new(watched.url(), &program.user, &program.password);
        let owner = space(&world).await;
        let database = owner.tenant.id.as_str();
        send_twice(&world, &owner, &Sink::Influx(influx.clone()), SinkKind::Influxdb).await;
        let reader = sinks::reader(&world.service, &owner.tenant, &influx).await.unwrap().unwrap();
        assert_eq!(reader.database, database);
        let told = watched.get(&format!("/query?db={database}&q=SELECT%20sum(requests)%20FROM%20mail_flow"), &[]).await;
        assert_eq!(told["results"][0]["series"][0]["values"][0][1], json!(EVENTS), "{told}");
        for _ in 0..2 {
            influx.remove(&world.service, &owner.tenant.id).await.unwrap();
            for statement in ["SHOW%20DATABASES", "SHOW%20USERS"] {
                let told = watched.get(&format!("/query?q={statement}"), &[]).await;
                assert!(!told.to_string().contains(database), "{told}");
            }
        }
    }

    async fn elasticsearch_has_every_event_once_and_loses_a_tenant_whole(world: World) {
        let program = named("ELASTICSEARCH");
        let watched = Watched::start(&program).await;
        let elastic = Elastic::new(watched.url(), &program.user, &program.password);
        let owner = space(&world).await;
        let stream = kibana::data_stream(&owner.tenant.id);
        send_twice(&world, &owner, &Sink::Elastic(elastic.clone()), SinkKind::Elasticsearch).await;
        watched.get(&format!("/{stream}/_refresh"), &[]).await;
        let told = watched.get(&format!("/{stream}/_count"), &[]).await;
        assert_eq!(told["count"], json!(EVENTS), "{told}");
        for _ in 0..2 {
            elastic.remove(&world.service, &owner.tenant.id).await.unwrap();
            let told = watched.get(&format!("/_data_stream/{stream}"), &[]).await;
            assert_eq!(told["status"], json!(404), "{told}");
        }
    }
}
