//! Elasticsearch, which cannot be installed where the tests run: a strict stub stands for it.

use domain::{DAY, HOUR, MINUTE, SECOND, deep_links::kibana};
use serde_json::json;
use service::deep_links::sinks::{self, Elastic, Sent, Sink, SinkKind};
use testkit::{Member, World};

use super::{
    elastic_stub::{Fault, Stub},
    send_all, space, state, take_in,
};

fn stream(member: &Member) -> String {
    kibana::data_stream(&member.tenant.id)
}

/// Takes in so many and sends them, whatever becomes of the first try.
async fn send_through(world: &World, member: &Member, elastic: &Elastic) -> Sent {
    let sink = Sink::Elastic(elastic.clone());
    let first = sinks::send(&world.service, &member.tenant, &sink).await.unwrap();
    world.advance(MINUTE);
    send_all(&world.service, member, &sink).await;
    first
}

testkit::both_engines! {
    async fn every_event_is_a_document_of_its_tenants_stream_once(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        take_in(&world, &key, 1, 1500).await;
        send_all(&world.service, &ann, &Sink::Elastic(elastic.clone())).await;
        let documents = stub.documents(&stream(&ann));
        assert_eq!((documents.len(), stub.bulks()), (1500, vec![1000, 500]));
        assert_eq!(stub.streams(), [stream(&ann)]);
        let one = &documents[0];
        assert_eq!(
            (&one["host"]["name"], &one["client"]["ip"], &one["sender"], &one["recipient_domain"], &one["event"]["action"]),
            (&json!("mx1"), &json!("198.51.100.7"), &json!("bob@elsewhere.example"), &json!("acme.example"), &json!("RCPT"))
        );
        let writes = stub.writes();
        take_in(&world, &key, 1501, 1).await;
        send_all(&world.service, &ann, &Sink::Elastic(elastic)).await;
        assert_eq!((stub.documents(&stream(&ann)).len(), stub.writes()), (1501, writes), "nothing is made twice");
        stub.check();
    }

    async fn what_it_is_too_busy_for_is_asked_again_and_nothing_else(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        take_in(&world, &key, 1, 10).await;
        stub.fail([Fault::Items(vec![(2, 429), (5, 429)])]);
        let first = send_through(&world, &ann, &elastic).await;
        assert!(matches!(first, Sent::Failed { is_away: true, .. }), "{first:?}");
        assert_eq!((stub.documents(&stream(&ann)).len(), stub.bulks()), (10, vec![10, 2]));
        assert_eq!(state(&world, &ann, SinkKind::Elasticsearch).await.rejected, 0);
        stub.check();
    }

    async fn whoever_starts_anew_after_a_part_was_taken_is_told_that_it_is_there(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        take_in(&world, &key, 1, 10).await;
        stub.fail([Fault::Items(vec![(2, 429)])]);
        sinks::send(&world.service, &ann.tenant, &Sink::Elastic(elastic)).await.unwrap();
        world.advance(MINUTE);
        let anew = Sink::Elastic(stub.with_password("a secret of the operator"));
        send_all(&world.other_server().await, &ann, &anew).await;
        // From the first that was not through: those behind it are there, which is as good as taken.
        assert_eq!((stub.documents(&stream(&ann)).len(), stub.bulks()), (10, vec![10, 8]));
        let is = state(&world, &ann, SinkKind::Elasticsearch).await;
        assert_eq!((is.backlog, is.rejected, is.failed_since), (0, 0, None));
        stub.check();
    }

    async fn what_cannot_be_a_document_is_kept_aside_with_its_reason(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        take_in(&world, &key, 1, 10).await;
        // The second is tried again because of another one, and is kept aside once.
        stub.fail([Fault::Items(vec![(1, 400), (3, 429)])]);
        send_through(&world, &ann, &elastic).await;
        assert_eq!((stub.documents(&stream(&ann)).len(), stub.bulks()), (9, vec![10, 1]));
        let is = state(&world, &ann, SinkKind::Elasticsearch).await;
        assert_eq!((is.backlog, is.rejected), (0, 1));
        let aside = sinks::rejected(&mut world.access(&ann).await, SinkKind::Elasticsearch).await.unwrap();
        assert_eq!(aside.len(), 1);
        assert!(aside[0].reason.contains("document_parsing_exception"), "{aside:?}");
        stub.check();
    }
}

testkit::on_sqlite! {
    async fn whatever_becomes_of_an_answer_everything_is_there_once(world: World) {
        for fault in [Fault::Html, Fault::Cut, Fault::Status(429, Some(7)), Fault::Status(503, None), Fault::Status(500, None)] {
            let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
            take_in(&world, &key, 1, 20).await;
            stub.fail([fault.clone()]);
            let first = send_through(&world, &ann, &elastic).await;
            let Sent::Failed { until, is_away: true, .. } = first else { panic!("{fault:?}: {first:?}") };
            if let Fault::Status(429, Some(wait)) = fault {
                assert!(until >= world.now() - MINUTE + i64::try_from(wait).unwrap() * SECOND, "it is left alone as long as it asks");
            }
            assert_eq!(stub.documents(&stream(&ann)).len(), 20, "{fault:?}");
            assert_eq!(state(&world, &ann, SinkKind::Elasticsearch).await.backlog, 0);
            stub.check();
        }
    }

    async fn what_does_not_answer_keeps_nobody_for_long(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        take_in(&world, &key, 1, 3).await;
        stub.fail([Fault::Silent]);
        let first = send_through(&world, &ann, &elastic).await;
        assert!(matches!(first, Sent::Failed { is_away: true, .. }), "{first:?}");
        assert_eq!(stub.documents(&stream(&ann)).len(), 3);
        stub.check();
    }

    async fn what_is_too_large_is_halved(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        stub.take_most(3);
        take_in(&world, &key, 1, 10).await;
        send_all(&world.service, &ann, &Sink::Elastic(elastic)).await;
        assert_eq!((stub.documents(&stream(&ann)).len(), stub.bulks()), (10, vec![10, 5, 2, 3, 5, 2, 3]));
        stub.check();
    }

    async fn a_stream_that_is_gone_is_made_again_and_a_wrong_credential_is_told(world: World) {
        let ((stub, elastic), (ann, key)) = (Stub::start().await, space(&world).await);
        let sink = Sink::Elastic(elastic.clone());
        take_in(&world, &key, 1, 2).await;
        send_all(&world.service, &ann, &sink).await;
        let days = stub.kept(&stream(&ann));
        assert!(days.ends_with('d') && days != "0d", "{days}");
        stub.forget(&stream(&ann));
        take_in(&world, &key, 3, 2).await;
        let first = send_through(&world, &ann, &elastic).await;
        assert!(matches!(first, Sent::Failed { is_away: false, .. }), "{first:?}");
        assert_eq!(stub.documents(&stream(&ann)).len(), 2);
        let access = world.access(&ann).await;
        sinks::again(access, SinkKind::Elasticsearch, (world.now() - DAY, world.now() + HOUR)).await.unwrap();
        send_all(&world.service, &ann, &sink).await;
        assert_eq!(stub.documents(&stream(&ann)).len(), 4);
        take_in(&world, &key, 5, 1).await;
        let wrong = Sink::Elastic(stub.with_password("wrong"));
        let failed = sinks::send(&world.service, &ann.tenant, &wrong).await.unwrap();
        let Sent::Failed { problem, is_away: false, .. } = failed else { panic!("{failed:?}") };
        assert!(problem.contains("401") && !problem.contains("wrong"), "{problem}");
        elastic.remove(&world.service, &ann.tenant.id).await.unwrap();
        elastic.remove(&world.service, &ann.tenant.id).await.unwrap();
        assert_eq!(stub.streams(), [] as [String; 0]);
        stub.check();
    }
}
