//! What a collector of traces is told, by a stand-in that reads strictly what it is sent.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Request, StatusCode},
    routing::post,
};
use domain::plans::Plan;
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    trace::v1::{Span, span::SpanKind, status::StatusCode as Outcome},
};
use prost::Message;
use tokio::sync::Notify;
use tracing_subscriber::layer::SubscriberExt;

use super::{router, send};
use crate::traces::{QUEUE, Traces};

/// Whether a span is wanted is remembered for the whole process, so these tests take turns.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// What came in, each batch as it was sent.
#[derive(Clone, Default)]
struct Collector {
    batches: Arc<Mutex<Vec<Bytes>>>,
    /// Each answer waits for it, where there is one.
    gate: Option<Arc<Notify>>,
}

impl Collector {
    async fn listen(&self) -> String {
        let app = Router::new().route("/v1/traces", post(take)).with_state(self.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, app).await });
        format!("http://{address}")
    }

    fn requests(&self) -> Vec<ExportTraceServiceRequest> {
        let batches = self.batches.lock().expect("nobody panicked");
        batches
            .iter()
            .map(|batch| ExportTraceServiceRequest::decode(batch.clone()).expect("protobuf"))
            .collect()
    }

    fn spans(&self) -> Vec<Span> {
        let resources = self.requests().into_iter().flat_map(|request| request.resource_spans);
        resources.flat_map(|resource| resource.scope_spans).flat_map(|scope| scope.spans).collect()
    }
}

async fn take(State(collector): State<Collector>, headers: HeaderMap, body: Bytes) -> StatusCode {
    assert_eq!(headers["content-type"], "application/x-protobuf");
    collector.batches.lock().expect("nobody panicked").push(body);
    if let Some(gate) = collector.gate {
        gate.notified().await;
    }
    StatusCode::OK
}

fn text<'a>(attributes: &'a [KeyValue], key: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|attribute| attribute.key == key)?;
    match found.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text),
        other => panic!("{key} is no text: {other:?}"),
    }
}

testkit::on_sqlite! {
    async fn a_collector_learns_the_declared_names_and_nothing_that_was_typed(world: World) {
        let _alone = ALONE.lock().await;
        let collector = Collector::default();
        let traces = Traces::start(&collector.listen().await).expect("an address");
        let eve = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let app = router(&world);
        let form = "email=canary%40example.test&password=canary-password";
        let asked = [
            ("GET", "/t/acme/mail-flow?range=canary", ""),
            ("GET", "/confirm?token=canary", ""),
            ("GET", "/share/canary", ""),
            ("GET", "/canary/canary", ""),
            ("CANARY", "/sign-in", ""),
            ("POST", "/rpc/sessions.start", form),
            ("GET", "/api/v1/tenants/canary", ""),
            ("GET", "/healthz", ""),
        ];
        let ask = async || {
            for (method, path, body) in asked {
                let request = Request::builder().method(method).uri(path).header("origin", world.service.public_url());
                let request = request.header("content-type", "application/x-www-form-urlencoded");
                send(&app, request.body(Body::from(body)).expect("a request"), Some(&eve.session)).await;
            }
        };
        // Whether a span is wanted is asked when it is met first, by whichever thread meets it: so everything is met
        // once, and then asked about anew.
        ask().await;
        let _other = tracing::Dispatch::new(tracing_subscriber::registry());
        let log = tracing_subscriber::registry().with(traces.layer());
        let guard = tracing::subscriber::set_default(log);
        tracing::callsite::rebuild_interest_cache();
        // What the first server function on a thread sets up lives as long as the thread, and its span with it.
        let is_told = |spans: &[Span]| spans.iter().any(|span| span.name == "POST /rpc/sessions.start");
        for _ in 0..20 {
            ask().await;
            traces.flush().await;
            if is_told(&collector.spans()) {
                break;
            }
        }
        drop(guard);

        let spans = collector.spans();
        let names: Vec<_> = spans.iter().map(|span| span.name.as_str()).collect();
        for name in [
            "GET /t/{slug}/mail-flow", "GET /confirm", "GET /share/{token}", "_OTHER /sign-in",
            "POST /rpc/sessions.start", "sessions.start", "GET /healthz",
        ] {
            assert!(names.contains(&name), "{name}: {names:?}");
        }
        for span in &spans {
            assert!(span.trace_id.len() == 16 && span.trace_id.iter().any(|byte| *byte > 0), "{span:?}");
            assert!(span.span_id.len() == 8 && span.end_time_unix_nano >= span.start_time_unix_nano, "{span:?}");
        }
        let find = |name: &str| spans.iter().find(|span| span.name == name).expect("the span");
        let asked = find("POST /rpc/sessions.start");
        let within = spans.iter().find(|span| span.parent_span_id == asked.span_id).expect("what was done");
        assert_eq!((within.name.as_str(), &within.trace_id), ("sessions.start", &asked.trace_id));
        assert_eq!(asked.kind, SpanKind::Server as i32);
        assert_eq!(text(&asked.attributes, "http.route"), Some("/rpc/sessions.start"));
        assert!(asked.status.as_ref().is_none_or(|status| status.code == Outcome::Unset as i32));
        let requests = collector.requests();
        let resource = requests[0].resource_spans[0].resource.as_ref().expect("whose it is");
        assert_eq!(text(&resource.attributes, "service.name"), Some("parvis"));

        let batches = collector.batches.lock().expect("nobody panicked");
        for batch in batches.iter() {
            let told = String::from_utf8_lossy(batch).to_lowercase();
            for secret in ["canary", "acme", "eve@example.test", &eve.session.to_lowercase()] {
                assert!(!told.contains(secret), "{secret} in {told}");
            }
        }
    }

    async fn a_collector_that_never_answers_holds_nobody_up(world: World) {
        let _alone = ALONE.lock().await;
        let collector = Collector { gate: Some(Arc::new(Notify::new())), ..Collector::default() };
        let traces = Traces::start(&collector.listen().await).expect("an address");
        let log = tracing_subscriber::registry().with(traces.layer());
        let guard = tracing::subscriber::set_default(log);
        let app = router(&world);
        // More than fits: what finds the queue full is dropped.
        for _ in 0..QUEUE * 2 {
            let request = Request::get("/healthz").body(Body::empty()).expect("a request");
            assert_eq!(send(&app, request, None).await.status(), StatusCode::OK);
        }
        drop(guard);
        // It ends, though the collector still has not answered.
        traces.close().await;
        assert!(collector.spans().len() < QUEUE * 2, "{}", collector.spans().len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_is_not_there_ends_no_server() {
    let _alone = ALONE.lock().await;
    let traces = Traces::start("http://127.0.0.1:9").expect("an address");
    let log = tracing_subscriber::registry().with(traces.layer());
    tracing::subscriber::with_default(log, || drop(service::traces::job("nothing", "")));
    traces.close().await;
}

#[test]
fn an_address_that_cannot_be_is_refused_and_not_shown() {
    for wrong in
        ["collector:4318", "ftp://collector", "https://", "https://u:hunter2@a/b?c=d", "http://u:hunter2@a@b"]
    {
        let refused = crate::traces::address(wrong).expect_err(wrong);
        assert!(!refused.contains("hunter2"), "{refused}");
    }
    assert_eq!(crate::traces::address("http://c:4318/").as_deref(), Ok("http://c:4318/v1/traces"));
    assert_eq!(crate::traces::address("https://u:p@c/otlp").as_deref(), Ok("https://u:p@c/otlp/v1/traces"));
}
