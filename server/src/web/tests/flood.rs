//! One tenant sends as much as it can, and another does not notice: small here, measured by `scripts/flood`.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{HOUR, plans::Plan};
use testkit::{Batch, Member, NOON, rcpt};

use super::{read, router, send};

const CONNECTIONS: i64 = 12;
const RECORDS: i64 = 400;

fn batch(spool: &str, records: i64) -> String {
    let seen = |number: i64| {
        rcpt(NOON - HOUR + number, &format!("{spool}-{number}"), "alice@sender.example", "bob@tenant.test")
    };
    Batch::new(spool, 1).records((1..=records).map(seen)).body()
}

/// Sends until it is taken, as an agent does; returns how often it was asked to come back.
async fn deliver(app: &Router, key: &str, body: &str) -> u32 {
    for refused in 0.. {
        let request = Request::post("/api/v1/events")
            .header(header::AUTHORIZATION, format!("Bearer {key}"))
            .body(Body::from(body.to_owned()))
            .expect("a request");
        let response = send(app, request, None).await;
        if response.status() == StatusCode::OK {
            return refused;
        }
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "1");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    unreachable!("the numbers do not end")
}

async fn overview(app: &Router, member: &Member) -> String {
    let request = Request::get(format!("/t/{}/overview.csv", member.tenant.slug))
        .body(Body::empty())
        .expect("a request");
    let response = send(app, request, Some(&member.session)).await;
    assert_eq!(response.status(), StatusCode::OK);
    String::from_utf8_lossy(&read(response).await).into_owned()
}

testkit::both_engines! {
    async fn a_flood_is_taken_whole_and_others_go_on(world: World) {
        let app = router(&world);
        let loud = world.owner("eve@example.test", "Loud", Plan::Enterprise).await;
        let quiet = world.owner("sam@example.test", "Quiet", Plan::Solo).await;
        let (key, others) = (world.enrol(&loud, "mx").await, world.enrol(&quiet, "mx").await);
        let flood: Vec<_> = (0..CONNECTIONS)
            .map(|number| {
                let (app, key) = (app.clone(), key.key.clone());
                tokio::spawn(async move { deliver(&app, &key, &batch(&format!("s{number}"), RECORDS)).await })
            })
            .collect();
        while flood.iter().any(|task| !task.is_finished()) {
            let refused = deliver(&app, &others.key, &batch("s", 1)).await;
            assert_eq!(refused, 0, "its own turns are free");
            overview(&app, &quiet).await;
        }
        for task in flood {
            task.await.expect("a batch that was taken");
        }
        let counted = service::events::recount::check(&world.service, &loud.tenant.slug).await;
        assert_eq!(counted, Ok(Vec::new()));
        let mut tx = world.tenant_tx(&loud.tenant).await;
        let quarters = service::tenant::rollups::list(
            &mut tx, service::tenant::rollups::Grain::Quarter, i64::MIN).await.expect("the counts");
        let requests: i64 = quarters.iter().map(|(_, counts)| counts.counts.requests).sum();
        assert_eq!(requests, CONNECTIONS * RECORDS);
    }

    async fn a_body_that_is_no_batch_is_refused_with_its_reason(world: World) {
        let app = router(&world);
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let limit = crate::settings::Settings::default().batch_bytes;
        let bodies = [
            ("", b"nonsense".to_vec(), 422, "unreadable"),
            ("br", b"x".to_vec(), 422, "unreadable"),
            ("gzip", b"x".to_vec(), 422, "unreadable"),
            ("zstd", b"x".to_vec(), 422, "unreadable"),
            ("", vec![b'\n'; limit], 422, "unreadable"),
            ("", vec![b'x'; limit + 1], 413, "too-large"),
            ("zstd", zstd::bulk::compress(&vec![b'x'; limit + 1], 3).expect("zstd"), 413, "too-large"),
        ];
        for (encoding, body, status, code) in bodies {
            let request = Request::post("/api/v1/events")
                .header(header::AUTHORIZATION, format!("Bearer {}", key.key))
                .header(header::CONTENT_ENCODING, encoding)
                .body(Body::from(body))
                .expect("a request");
            let response = send(&app, request, None).await;
            assert_eq!(response.status().as_u16(), status, "{encoding} {code}");
            let told: serde_json::Value = serde_json::from_slice(&read(response).await).expect("a problem");
            assert_eq!(told["code"], code, "{encoding} {told}");
        }
        // A letter that is none spoils its own record at most.
        let mut body = batch("s", 2).into_bytes();
        let at = body.windows(5).position(|five| five == b"alice").expect("a sender");
        body[at] = 0xff;
        let request = Request::post("/api/v1/events")
            .header(header::AUTHORIZATION, format!("Bearer {}", key.key))
            .body(Body::from(body))
            .expect("a request");
        let told: serde_json::Value = serde_json::from_slice(&read(send(&app, request, None).await).await).expect("JSON");
        assert_eq!((&told["acknowledged"], &told["rejected_count"]), (&2.into(), &0.into()));
    }
}
