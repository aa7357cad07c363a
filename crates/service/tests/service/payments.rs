//! Paying online: a page at the provider, and what arrived noted once, whatever is told how often and by whom.

use std::{
    fmt::Write,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::IntoResponse,
};
use domain::{
    DAY, Error, HOUR, SECOND,
    invoices::InvoicesError,
    permission::{ManageInvoices, Role, ViewInvoices},
};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use service::{
    Caller, Service, Source, TeamAccess,
    invoices::{self, PaymentForm, Seen},
    payments::{self, Checkout, PaymentProvider, Stripe},
};
use sha2::Sha256;
use store::Store;
use testkit::{Member, World};

use crate::invoices::{billed, billing, put_on, run};

const KEY: &str = "sk_test_parvis";
const SECRET: &str = "whsec_parvis";

/// A strict Stripe, written from its published interface: whatever it does not know there, it refuses.
#[derive(Clone)]
struct Stub {
    inside: Arc<Mutex<Inside>>,
    store: Store,
    now: i64,
    port: u16,
}

#[derive(Default)]
struct Inside {
    sessions: Vec<Value>,
    intents: Vec<Value>,
    /// By the key that makes asking twice the same as once.
    once: Vec<(String, usize)>,
    is_away: bool,
    refused: Vec<String>,
}

const FIELDS: &[&str] = &[
    "mode",
    "success_url",
    "cancel_url",
    "client_reference_id",
    "customer_email",
    "line_items[0][quantity]",
    "line_items[0][price_data][currency]",
    "line_items[0][price_data][unit_amount]",
    "line_items[0][price_data][product_data][name]",
    "metadata[invoice]",
    "payment_intent_data[metadata][invoice]",
];

impl Stub {
    async fn start(world: &World) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let now = world.now() / SECOND;
        let stub = Self { inside: Arc::default(), store: world.store.clone(), now, port };
        let app = Router::new().fallback(answer).with_state(stub.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        stub
    }

    /// A server whose invoices are paid there.
    async fn server(&self, world: &World) -> Service {
        let stripe = Stripe::new(&format!("http://127.0.0.1:{}", self.port), KEY, SECRET).unwrap();
        let service = world.other_server().await.with_billing(billing());
        service.with_payment_provider(PaymentProvider::Stripe(stripe))
    }

    /// Somebody pays on a page, as people do; what the payment is called.
    fn pay(&self, checkout: &Checkout) -> String {
        let mut inside = self.inside.lock().unwrap();
        let intent = format!("pi_{}", inside.intents.len() + 1);
        let session =
            inside.sessions.iter_mut().find(|session| session["id"] == checkout.id.as_str()).unwrap();
        session["payment_status"] = json!("paid");
        session["payment_intent"] = json!(intent);
        let paid = json!({
            "id": intent, "object": "payment_intent", "status": "succeeded", "currency": "eur",
            "amount": checkout.amount, "amount_received": checkout.amount, "metadata": session["metadata"],
        });
        inside.intents.push(paid);
        intent
    }

    fn take_it(&self, intent: Value) {
        self.inside.lock().unwrap().intents.push(intent);
    }

    fn set_away(&self, is_away: bool) {
        self.inside.lock().unwrap().is_away = is_away;
    }

    fn pages(&self) -> usize {
        let inside = self.inside.lock().unwrap();
        assert_eq!(inside.refused, [] as [String; 0]);
        inside.sessions.len()
    }
}

async fn answer(
    State(stub): State<Stub>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    let is_free = testkit::outside::holds_nothing(&stub.store).await;
    let mut inside = stub.inside.lock().unwrap();
    if inside.is_away {
        return (StatusCode::SERVICE_UNAVAILABLE, "nobody is here".to_owned());
    }
    let told = if !is_free {
        Err("a transaction was open while it was asked".to_owned())
    } else if headers.get(header::AUTHORIZATION).is_none_or(|key| key != &format!("Bearer {KEY}")) {
        Err("another key".to_owned())
    } else if !headers.contains_key("stripe-version") {
        Err("no version".to_owned())
    } else {
        told(&mut inside, stub.now, &method, uri.path(), &headers, &body)
    };
    match told {
        Ok(told) => (StatusCode::OK, told.to_string()),
        Err(reason) => {
            inside.refused.push(reason.clone());
            (StatusCode::BAD_REQUEST, json!({ "error": { "message": reason } }).to_string())
        }
    }
}

fn told(
    inside: &mut Inside,
    now: i64,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Value, String> {
    let find = |list: &[Value], id: &str| list.iter().find(|one| one["id"] == id).cloned();
    if method == Method::GET {
        let found = match path.rsplit_once('/') {
            Some(("/v1/checkout/sessions", id)) => find(&inside.sessions, id),
            Some(("/v1/payment_intents", id)) => find(&inside.intents, id),
            _ => None,
        };
        return found.ok_or_else(|| format!("no {path}"));
    }
    if method != Method::POST || path != "/v1/checkout/sessions" {
        return Err(format!("no {method} {path}"));
    }
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != "application/x-www-form-urlencoded") {
        return Err("no form".to_owned());
    }
    let once =
        headers.get("idempotency-key").and_then(|once| once.to_str().ok()).ok_or("no key to ask once")?;
    if let Some((_, at)) = inside.once.iter().find(|(key, _)| key == once) {
        return Ok(inside.sessions[*at].clone());
    }
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(body).into_owned().collect();
    for (name, _) in &fields {
        if !FIELDS.contains(&name.as_str()) {
            return Err(format!("Received unknown parameter: {name}"));
        }
    }
    let of = |name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).ok_or(format!("Missing required param: {name}"))
    };
    let amount: i64 = of("line_items[0][price_data][unit_amount]")?.parse().map_err(|_| "Invalid integer")?;
    if of("mode")? != "payment" || amount < 50 || of("line_items[0][price_data][currency]")? != "eur" {
        return Err("nothing that can be paid".to_owned());
    }
    let id = format!("cs_test_{}", inside.sessions.len() + 1);
    let session = json!({
        "id": id, "object": "checkout.session", "payment_status": "unpaid", "payment_intent": null,
        "url": format!("https://checkout.stripe.com/c/pay/{id}"), "expires_at": now + 24 * 3600,
        "success_url": of("success_url")?, "metadata": { "invoice": of("metadata[invoice]")? },
    });
    inside.once.push((once.to_owned(), inside.sessions.len()));
    inside.sessions.push(session.clone());
    Ok(session)
}

/// What Stripe sends, signed.
fn event(number: u32, kind: &str, id: &str, at: i64, secret: &str) -> (String, Vec<u8>) {
    let body = json!({ "id": format!("evt_{number}"), "type": kind, "data": { "object": { "id": id } } });
    let body = body.to_string().into_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{}.", at / SECOND).as_bytes());
    mac.update(&body);
    let signed = mac.finalize().into_bytes();
    let hex = signed.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    (format!("t={},v1={hex}", at / SECOND), body)
}

async fn tell(service: &Service, number: u32, kind: &str, id: &str) -> bool {
    let (signature, body) = event(number, kind, id, service.now(), SECRET);
    let heard = payments::hear(service, &signature, &body).await.unwrap();
    service.run_due_jobs().await.unwrap();
    heard
}

async fn begin(service: &Service, member: &Member, id: &str) -> Result<Checkout, Error> {
    let access = TeamAccess::<ManageInvoices>::enter(service, &member.caller, &member.tenant.slug).await?;
    payments::begin(access, id).await
}

/// Somebody with an invoice of 58.80 € at most, and its id.
async fn owing(world: &World, service: &Service) -> (Member, String) {
    let owner = billed(world, service, "Acme").await;
    put_on(service, &owner, "professional").await;
    run(service).await;
    let access = TeamAccess::<ViewInvoices>::enter(service, &owner.caller, &owner.tenant.slug);
    let listed = invoices::list(&mut access.await.unwrap()).await.unwrap();
    (owner, listed[0].id.to_string())
}

async fn seen(service: &Service, member: &Member, id: &str) -> Seen {
    let access = TeamAccess::<ViewInvoices>::enter(service, &member.caller, &member.tenant.slug);
    invoices::find(&mut access.await.unwrap(), id).await.unwrap()
}

testkit::both_engines! {
    async fn an_invoice_is_paid_at_the_providers_page_and_noted_once(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let page = begin(&service, &owner, &id).await.unwrap();
        assert!(page.url.starts_with("https://checkout.stripe.com/"), "{}", page.url);
        assert_eq!(begin(&service, &owner, &id).await.unwrap(), page, "asked again, it is the same page");
        assert_eq!(stub.pages(), 1);
        let before = seen(&service, &owner, &id).await;
        assert_eq!((page.amount, before.payments.len()), (before.invoice.left(), 0));

        // It is told before anybody paid, in the wrong order, and again and again.
        assert!(tell(&service, 1, "checkout.session.completed", &page.id).await);
        assert_eq!(seen(&service, &owner, &id).await.payments.len(), 0, "nothing arrived yet");
        let intent = stub.pay(&page);
        for (number, kind, about) in [
            (2, "payment_intent.succeeded", &intent),
            (3, "checkout.session.completed", &page.id),
            (3, "checkout.session.completed", &page.id),
            (2, "payment_intent.succeeded", &intent),
            (4, "checkout.session.async_payment_succeeded", &page.id),
        ] {
            assert!(tell(&service, number, kind, about).await);
        }
        let after = seen(&service, &owner, &id).await;
        assert_eq!(after.invoice.left(), 0);
        let [payment] = &after.payments[..] else { panic!("{:?}", after.payments) };
        assert_eq!((payment.amount, payment.noted_by.as_str()), (page.amount, "Stripe"));
        assert_eq!(begin(&service, &owner, &id).await, Err(InvoicesError::Settled.into()));
    }

    async fn what_is_forged_old_or_unreadable_is_not_heard(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let page = begin(&service, &owner, &id).await.unwrap();
        let intent = stub.pay(&page);
        let kind = "payment_intent.succeeded";
        let now = service.now();
        let (signature, body) = event(1, kind, &intent, now, SECRET);
        let forged = [
            event(1, kind, &intent, now, "whsec_other"),
            event(1, kind, &intent, now - HOUR, SECRET),
            event(1, kind, "pi_1/../customers", now, SECRET),
            (signature, [&body[..], b" "].concat()),
            (String::new(), body),
        ];
        for (signature, body) in forged {
            assert_eq!(payments::hear(&service, &signature, &body).await, Ok(false), "{signature}");
        }
        service.run_due_jobs().await.unwrap();
        assert_eq!(seen(&service, &owner, &id).await.payments.len(), 0);
        assert!(tell(&service, 1, "customer.created", "cus_1").await, "of no matter, and taken");
        let without = world.other_server().await;
        assert_eq!(payments::hear(&without, "", b"{}").await, Err(Error::NotFound));
    }

    async fn what_is_told_is_read_again_and_not_believed(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let intent = |id: &str, status: &str, currency: &str, invoice: &str| json!({
            "id": id, "status": status, "currency": currency, "amount": 100, "amount_received": 100,
            "metadata": { "invoice": invoice },
        });
        let unknown = domain::InvoiceId::new(9, 9).to_string();
        stub.take_it(intent("pi_waits", "requires_action", "eur", &id));
        stub.take_it(intent("pi_other", "succeeded", "eur", &unknown));
        stub.take_it(intent("pi_none", "succeeded", "eur", ""));
        stub.take_it(intent("pi_foreign", "succeeded", "usd", &id));
        stub.take_it(intent("pi_part", "succeeded", "eur", &id));
        for (number, about) in (1..).zip(["pi_waits", "pi_other", "pi_none", "pi_foreign", "pi_part"]) {
            assert!(tell(&service, number, "payment_intent.succeeded", about).await);
        }
        let seen = seen(&service, &owner, &id).await;
        let amounts: Vec<i64> = seen.payments.iter().map(|payment| payment.amount).collect();
        assert_eq!(amounts, [100], "what succeeded, in the invoice's currency");
        assert_eq!(seen.invoice.left(), seen.invoice.gross - 100);
    }

    async fn a_provider_that_is_away_is_said_and_asked_again(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        stub.set_away(true);
        let refused = begin(&service, &owner, &id).await;
        assert_eq!(refused, Err(Error::Unavailable { retry_after: 30 }));
        stub.set_away(false);
        let page = begin(&service, &owner, &id).await.unwrap();
        let intent = stub.pay(&page);
        stub.set_away(true);
        assert!(tell(&service, 1, "payment_intent.succeeded", &intent).await);
        assert_eq!(seen(&service, &owner, &id).await.payments.len(), 0);
        stub.set_away(false);
        world.advance(HOUR);
        service.run_due_jobs().await.unwrap();
        assert_eq!(seen(&service, &owner, &id).await.payments.len(), 1);
    }

    async fn a_page_is_for_what_is_left_and_for_those_who_may_pay(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let first = begin(&service, &owner, &id).await.unwrap();
        let number = seen(&service, &owner, &id).await.invoice.number;
        let form = PaymentForm { amount: "0.50".to_owned(), ..PaymentForm::default() };
        invoices::pay(&service, &Caller::local(Source::Cli), &number, &form).await.unwrap();
        let second = begin(&service, &owner, &id).await.unwrap();
        assert_eq!((stub.pages(), second.amount), (2, first.amount - 50));
        world.advance(DAY);
        let viewer = world.join(&owner.tenant, "vera@example.test", Role::Viewer).await;
        assert_eq!(begin(&service, &viewer, &id).await.map_err(|error| error.status()), Err(403));
        let stranger = world.owner("eve@example.test", "Other", domain::plans::Plan::Starter).await;
        assert_eq!(begin(&service, &stranger, &id).await, Err(Error::NotFound));
        let without = world.other_server().await.with_billing(billing());
        assert_eq!(begin(&without, &owner, &id).await, Err(Error::NotFound));
    }
}
