//! Handing invoices to an approved platform: once each, whoever dies in between, and its word kept.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::IntoResponse,
};
use domain::{DAY, HOUR};
use serde_json::{Value, json};
use service::{
    Service,
    invoices::{self, ContactForm, EInvoiceSink, Handover, HandoverState, Platform, Way},
};
use testkit::{Member, World};

use super::{billed, billing, contact, listed, looks, put_on, run, server, set_contact};

/// A strict platform, written from the flow service of AFNOR XP Z12-013: what it does not know there, it refuses.
#[derive(Clone, Default)]
struct Stub(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    flows: Vec<Flow>,
    refused: Vec<String>,
    is_away: bool,
    /// It takes the next flow and dies before it answers.
    dies: bool,
}

struct Flow {
    tracking: String,
    acknowledgement: Value,
}

impl Stub {
    async fn server(&self, world: &World) -> Service {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let app = Router::new().fallback(answer).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        let platform = Platform::new(&format!("http://127.0.0.1:{port}/flow-service"), "token-1").unwrap();
        let service = world.other_server().await.with_billing(billing());
        service.with_e_invoice_sink(EInvoiceSink::Platform(platform))
    }

    fn says(&self, acknowledgement: Value) {
        let mut inside = self.0.lock().unwrap();
        inside.flows.last_mut().unwrap().acknowledgement = acknowledgement;
    }

    /// What it was handed, and that it never had to refuse anything.
    fn handed(&self) -> Vec<String> {
        let inside = self.0.lock().unwrap();
        assert_eq!(inside.refused, [] as [String; 0]);
        inside.flows.iter().map(|flow| flow.tracking.clone()).collect()
    }
}

async fn answer(
    State(Stub(inside)): State<Stub>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    let mut inside = inside.lock().unwrap();
    if inside.is_away {
        return (StatusCode::SERVICE_UNAVAILABLE, String::new());
    }
    match told(&mut inside, &method, uri.path(), &headers, &body) {
        Ok(_) if std::mem::take(&mut inside.dies) => (StatusCode::BAD_GATEWAY, String::new()),
        Ok((status, told)) => (status, told.to_string()),
        Err(reason) => {
            inside.refused.push(reason.clone());
            (StatusCode::BAD_REQUEST, json!({ "errorCode": "400", "errorMessage": reason }).to_string())
        }
    }
}

fn told(
    inside: &mut Inside,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(StatusCode, Value), String> {
    let head = |name: header::HeaderName| headers.get(name).and_then(|one| one.to_str().ok()).unwrap_or("");
    if head(header::AUTHORIZATION) != "Bearer token-1" {
        return Err("another token".to_owned());
    }
    let path = path.strip_prefix("/flow-service/v1/flows").ok_or_else(|| format!("no {path}"))?;
    let id = |place: usize| format!("flow-{}", place + 1);
    match (method.as_str(), path) {
        ("POST", "/search") => {
            let asked: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
            let tracking = asked["where"]["trackingId"].as_str().ok_or("no trackingId")?;
            let found = inside.flows.iter().enumerate().filter(|(_, flow)| flow.tracking == tracking);
            let results: Vec<_> = found.map(|(place, _)| json!({ "flowId": id(place) })).collect();
            Ok((StatusCode::OK, json!({ "limit": 1, "results": results })))
        }
        ("POST", "") => {
            let boundary = head(header::CONTENT_TYPE).strip_prefix("multipart/form-data; boundary=");
            let boundary = format!("--{}", boundary.ok_or("no form")?);
            let text = String::from_utf8_lossy(body);
            let parts: Vec<&str> = text.split(&boundary).collect();
            if parts.len() != 4 || !parts[3].starts_with("--") || !parts[2].contains("name=\"file\"") {
                return Err("not two parts".to_owned());
            }
            let (_, info) = parts[1].split_once("\r\n\r\n").ok_or("no flowInfo")?;
            let info: Value = serde_json::from_str(info.trim_end()).map_err(|error| error.to_string())?;
            let known =
                ["trackingId", "name", "flowSyntax", "flowProfile", "flowType", "processingRule", "sha256"];
            let unknown =
                info.as_object().ok_or("no flowInfo")?.keys().find(|key| !known.contains(&key.as_str()));
            if let Some(unknown) = unknown {
                return Err(format!("unknown {unknown}"));
            }
            if (info["flowSyntax"].as_str(), info["processingRule"].as_str())
                != (Some("Factur-X"), Some("B2B"))
            {
                return Err("no Factur-X between businesses".to_owned());
            }
            if !parts[2].contains("\r\n\r\n%PDF-1.7") {
                return Err("no PDF".to_owned());
            }
            let tracking = info["trackingId"].as_str().ok_or("no trackingId")?.to_owned();
            inside.flows.push(Flow { tracking, acknowledgement: json!({ "status": "Pending" }) });
            Ok((StatusCode::ACCEPTED, json!({ "flowId": id(inside.flows.len() - 1) })))
        }
        ("GET", path) => {
            let place = (0..inside.flows.len()).find(|place| path == format!("/{}", id(*place)));
            let flow = &inside.flows[place.ok_or_else(|| format!("no flow {path}"))?];
            Ok((StatusCode::OK, json!({ "acknowledgement": flow.acknowledgement })))
        }
        _ => Err(format!("no {method} {path}")),
    }
}

async fn way(service: &Service, owner: &Member) -> Way {
    let id = listed(service, owner).await.last().unwrap().id.clone();
    invoices::find(&mut looks(service, owner).await, id.as_str()).await.unwrap().way
}

async fn state(service: &Service, owner: &Member) -> (HandoverState, String) {
    let Way::Platform(Some(Handover { state, reason, .. })) = way(service, owner).await else {
        panic!("not handed over")
    };
    (state, reason)
}

testkit::both_engines! {
    async fn a_domestic_invoice_is_handed_over_once_and_its_state_kept(world: World) {
        let stub = Stub::default();
        let service = stub.server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        assert_eq!(stub.handed(), ["FA-2026-0001"]);
        assert_eq!(state(&service, &owner).await.0, HandoverState::Submitted);
        world.advance(HOUR);
        stub.says(json!({ "status": "Ok" }));
        run(&service).await;
        assert_eq!(state(&service, &owner).await, (HandoverState::Accepted, String::new()));
        let noted = world.control_trail().await.into_iter().filter(|one| one.action == "invoices.hand-over");
        assert_eq!(noted.count(), 2, "submitted, then accepted");
        // After the last word nobody asks again, whatever is said there.
        stub.says(json!({ "status": "Error" }));
        world.advance(HOUR);
        run(&service).await;
        assert_eq!(state(&service, &owner).await.0, HandoverState::Accepted);
        assert_eq!(stub.handed().len(), 1);
    }

    async fn what_is_refused_says_why(world: World) {
        let stub = Stub::default();
        let service = stub.server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        let details = json!([{ "level": "Error", "reasonCode": "REJ_SEMAN", "reasonMessage": "BR-FR-12: no address" }]);
        stub.says(json!({ "status": "Error", "details": details }));
        world.advance(HOUR);
        run(&service).await;
        let expected = (HandoverState::Refused, "BR-FR-12: no address".to_owned());
        assert_eq!(state(&service, &owner).await, expected);
    }

    async fn nothing_is_handed_over_twice_by_whoever_dies_or_waits(world: World) {
        let stub = Stub::default();
        let service = stub.server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        stub.0.lock().unwrap().is_away = true;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        assert_eq!((state(&service, &owner).await.0, stub.handed().len()), (HandoverState::Waiting, 0));
        {
            let mut inside = stub.0.lock().unwrap();
            (inside.is_away, inside.dies) = (false, true);
        }
        // It comes back; the search for the number dies, then the platform takes the flow.
        world.advance(DAY);
        run(&service).await;
        {
            let mut inside = stub.0.lock().unwrap();
            inside.dies = inside.flows.is_empty();
        }
        for _ in 0..4 {
            world.advance(DAY);
            run(&service).await;
        }
        assert_eq!(stub.handed(), ["FA-2026-0001"]);
    }

    async fn whoever_needs_no_platform_is_mailed_and_without_one_the_page_says_so(world: World) {
        let stub = Stub::default();
        let service = stub.server(&world).await;
        let none = String::new;
        let person = ContactForm { buyer: "person".to_owned(), siren: none(), vat_number: none(), ..contact() };
        let owner = billed(&world, &service, "Acme").await;
        set_contact(&service, &owner, person).await.unwrap();
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        assert_eq!((way(&service, &owner).await, stub.handed().len()), (Way::Mail, 0));
        let without = server(&world).await;
        let other = billed(&world, &without, "Other").await;
        put_on(&without, &other, "professional").await;
        run(&without).await;
        assert_eq!(way(&without, &other).await, Way::ByHand);
    }
}
