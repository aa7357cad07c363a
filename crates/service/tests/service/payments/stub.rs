//! A strict Stripe, written from its published interface: whatever it does not know there, it refuses.

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
use domain::SECOND;
use futures::{FutureExt, future::BoxFuture};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use service::{
    Service,
    payments::{Checkout, PaymentProvider, Stripe},
};
use sha2::Sha256;
use store::Store;
use testkit::World;

use crate::invoices::billing;

const KEY: &str = "sk_test_parvis";
pub(super) const SECRET: &str = "whsec_parvis";

#[derive(Clone)]
pub(super) struct Stub {
    inside: Arc<Mutex<Inside>>,
    meanwhile: Arc<Mutex<Option<BoxFuture<'static, ()>>>>,
    store: Store,
    now: i64,
    port: u16,
}

type Told = (u16, Value);

#[derive(Default)]
struct Inside {
    /// Everything there is, each with its `id` and what it is (`object`).
    objects: Vec<Value>,
    /// By the key that makes asking twice the same as once: what was asked, and what was answered.
    once: Vec<(String, Vec<u8>, Told)>,
    is_away: bool,
    loses_answers: bool,
    /// What becomes of what is asked for next.
    next: Option<Told>,
    refused: Vec<String>,
    /// The customers it was told to delete.
    deleted: Vec<String>,
}

const PAGE: &[&str] = &[
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
const SAVE: &[&str] = &[
    "mode",
    "payment_method_types[0]",
    "success_url",
    "cancel_url",
    "client_reference_id",
    "customer",
    "customer_creation",
    "customer_email",
];
const CHARGE: &[&str] = &[
    "amount",
    "currency",
    "customer",
    "payment_method",
    "payment_method_types[0]",
    "off_session",
    "confirm",
    "metadata[invoice]",
    "metadata[collected]",
];
const REFUND: &[&str] = &["payment_intent", "amount", "metadata[refund]"];

impl Stub {
    pub(super) async fn start(world: &World) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let now = world.now() / SECOND;
        let stub =
            Self { inside: Arc::default(), meanwhile: Arc::default(), store: world.store.clone(), now, port };
        let app = Router::new().fallback(answer).with_state(stub.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        stub
    }

    /// A server whose invoices are paid there.
    pub(super) async fn server(&self, world: &World) -> Service {
        let stripe = Stripe::new(&format!("http://127.0.0.1:{}", self.port), KEY, SECRET).unwrap();
        let service = world.other_server().await.with_billing(billing());
        service.with_payment_provider(PaymentProvider::Stripe(stripe))
    }

    /// Somebody pays on a page, as people do; what the payment is called.
    pub(super) fn pay(&self, checkout: &Checkout) -> String {
        let mut inside = self.inside.lock().unwrap();
        let intent = format!("pi_{}", inside.objects.len() + 1);
        let session = inside.objects.iter_mut().find(|one| one["id"] == checkout.id.as_str()).unwrap();
        assert_eq!(session["status"], "open", "nobody pays on a page that is closed");
        session["status"] = json!("complete");
        session["payment_status"] = json!("paid");
        session["payment_intent"] = json!(intent);
        let paid = json!({
            "id": intent, "object": "payment_intent", "status": "succeeded", "currency": "eur",
            "amount": checkout.amount, "amount_received": checkout.amount, "metadata": session["metadata"],
        });
        inside.objects.push(paid);
        intent
    }

    /// Somebody saves a card on a page, as people do; what it is called.
    pub(super) fn save(&self, session: &str, last_four: &str) -> String {
        let mut inside = self.inside.lock().unwrap();
        let number = inside.objects.len();
        let (intent, method) = (format!("seti_{number}"), format!("pm_{number}"));
        let page = inside.objects.iter_mut().find(|one| one["id"] == session).unwrap();
        assert_eq!(page["status"], "open", "no card is saved on a page that is closed");
        page["status"] = json!("complete");
        page["setup_intent"] = json!(intent);
        page["customer"] = json!("cus_1");
        inside.objects.push(json!({
            "id": intent, "object": "setup_intent", "status": "succeeded", "payment_method": method,
        }));
        let card = json!({ "brand": "visa", "last4": last_four, "exp_month": 12, "exp_year": 2030 });
        inside.objects.push(json!({
            "id": method, "object": "payment_method", "customer": "cus_1", "card": card,
        }));
        method
    }

    /// The cards it was told to forget.
    pub(super) fn detached(&self) -> Vec<String> {
        let all = self.all("payment_method").into_iter().filter(|one| one["customer"].is_null());
        all.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    }

    pub(super) fn deleted(&self) -> Vec<String> {
        self.inside.lock().unwrap().deleted.clone()
    }

    pub(super) fn take_it(&self, object: Value) {
        self.inside.lock().unwrap().objects.push(object);
    }

    /// Changes what there is.
    pub(super) fn set(&self, id: &str, field: &str, value: Value) {
        let mut inside = self.inside.lock().unwrap();
        inside.objects.iter_mut().find(|one| one["id"] == id).unwrap()[field] = value;
    }

    /// What happens here while it answers the next request.
    pub(super) fn meanwhile(&self, happens: impl Future<Output = ()> + Send + 'static) {
        *self.meanwhile.lock().unwrap() = Some(happens.boxed());
    }

    pub(super) fn set_away(&self, is_away: bool) {
        self.inside.lock().unwrap().is_away = is_away;
    }

    /// It does what it is asked, and whoever asked dies before it hears of it.
    pub(super) fn set_losing_answers(&self, loses_answers: bool) {
        self.inside.lock().unwrap().loses_answers = loses_answers;
    }

    /// What it answers to whatever it is asked to do next, instead of doing it.
    pub(super) fn refuse_next(&self, status: u16, error: &Value) {
        self.inside.lock().unwrap().next = Some((status, json!({ "error": error })));
    }

    /// What it makes of whatever it is asked to do next.
    pub(super) fn answer_next(&self, made: &Value) {
        let mut inside = self.inside.lock().unwrap();
        inside.objects.push(made.clone());
        inside.next = Some((200, made.clone()));
    }

    /// What there is of a kind. Nothing was asked that it does not know.
    pub(super) fn all(&self, object: &str) -> Vec<Value> {
        let inside = self.inside.lock().unwrap();
        assert_eq!(inside.refused, [] as [String; 0]);
        inside.objects.iter().filter(|one| one["object"] == object).cloned().collect()
    }

    pub(super) fn pages(&self) -> usize {
        self.all("checkout.session").len()
    }
}

async fn answer(
    State(stub): State<Stub>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    let meanwhile = stub.meanwhile.lock().unwrap().take();
    if let Some(happens) = meanwhile {
        happens.await;
    }
    let is_free = testkit::outside::holds_nothing(&stub.store).await;
    let mut inside = stub.inside.lock().unwrap();
    let away = || (StatusCode::SERVICE_UNAVAILABLE, "nobody is here".to_owned());
    if inside.is_away {
        return away();
    }
    let told = if !is_free {
        Err("a transaction was open while it was asked".to_owned())
    } else if headers.get(header::AUTHORIZATION).is_none_or(|key| key != &format!("Bearer {KEY}")) {
        Err("another key".to_owned())
    } else if !headers.contains_key("stripe-version") {
        Err("no version".to_owned())
    } else if method == Method::GET {
        get(&inside.objects, &uri).map(|told| (200, told))
    } else if method == Method::POST {
        post(&mut inside, stub.now, uri.path(), &headers, &body)
    } else if method == Method::DELETE {
        delete(&mut inside.deleted, uri.path()).map(|told| (200, told))
    } else {
        Err(format!("no {method}"))
    };
    match told {
        Ok(_) if inside.loses_answers && method == Method::POST => away(),
        Ok((status, told)) => (StatusCode::from_u16(status).unwrap(), told.to_string()),
        Err(reason) => {
            inside.refused.push(reason.clone());
            (StatusCode::BAD_REQUEST, json!({ "error": { "message": reason } }).to_string())
        }
    }
}

fn get(objects: &[Value], uri: &Uri) -> Result<Value, String> {
    let (path, query) = (uri.path(), uri.query().unwrap_or_default());
    if path == "/v1/refunds" {
        let asked: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
        let [(intent, id), (limit, _)] = &asked[..] else { return Err(format!("no {query}")) };
        if intent != "payment_intent" || limit != "limit" {
            return Err(format!("no {query}"));
        }
        let of = |one: &&Value| one["object"] == "refund" && one["payment_intent"] == id.as_ref();
        let listed: Vec<_> = objects.iter().filter(of).cloned().collect();
        return Ok(json!({ "object": "list", "data": listed }));
    }
    let kind = match path.rsplit_once('/') {
        Some(("/v1/checkout/sessions", _)) => "checkout.session",
        Some(("/v1/payment_intents", _)) => "payment_intent",
        Some(("/v1/charges", _)) => "charge",
        Some(("/v1/refunds", _)) => "refund",
        Some(("/v1/setup_intents", _)) => "setup_intent",
        Some(("/v1/payment_methods", _)) => "payment_method",
        _ => return Err(format!("no {path}")),
    };
    let id = path.rsplit('/').next().unwrap_or_default();
    let found = objects.iter().find(|one| one["id"] == id && one["object"] == kind);
    found.cloned().ok_or_else(|| format!("no {path}"))
}

fn post(inside: &mut Inside, now: i64, path: &str, headers: &HeaderMap, body: &[u8]) -> Result<Told, String> {
    let detached = path.strip_prefix("/v1/payment_methods/").and_then(|rest| rest.strip_suffix("/detach"));
    if let Some(id) = detached {
        let method = inside.objects.iter_mut().find(|one| one["id"] == id).ok_or("no such card")?;
        method["customer"] = Value::Null;
        return Ok((200, method.clone()));
    }
    let expired = path.strip_prefix("/v1/checkout/sessions/").and_then(|rest| rest.strip_suffix("/expire"));
    if let Some(id) = expired {
        let page = inside.objects.iter_mut().find(|one| one["id"] == id).ok_or("no such page")?;
        if page["status"] != "open" {
            let message = "Only Checkout Sessions with a status in [\"open\"] can be expired.";
            return Ok((400, json!({ "error": { "message": message } })));
        }
        page["status"] = json!("expired");
        return Ok((200, page.clone()));
    }
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != "application/x-www-form-urlencoded") {
        return Err("no form".to_owned());
    }
    // A page on which a card is saved costs nothing: there may be two.
    if body.starts_with(b"mode=setup&") {
        return make(&mut inside.objects, now, path, body).map(|made| (200, made));
    }
    let once =
        headers.get("idempotency-key").and_then(|once| once.to_str().ok()).ok_or("no key to ask once")?;
    if let Some((_, asked, told)) = inside.once.iter().find(|(key, ..)| key == once) {
        return if asked == body {
            Ok(told.clone())
        } else {
            Err("the key was for something else".to_owned())
        };
    }
    let told = match inside.next.take() {
        Some(told) => told,
        None => (200, make(&mut inside.objects, now, path, body)?),
    };
    inside.once.push((once.to_owned(), body.to_vec(), told.clone()));
    Ok(told)
}

fn delete(deleted: &mut Vec<String>, path: &str) -> Result<Value, String> {
    let id = path.strip_prefix("/v1/customers/").ok_or_else(|| format!("no {path}"))?;
    deleted.push(id.to_owned());
    Ok(json!({ "id": id, "object": "customer", "deleted": true }))
}

fn make(objects: &mut Vec<Value>, now: i64, path: &str, body: &[u8]) -> Result<Value, String> {
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(body).into_owned().collect();
    let known = match path {
        "/v1/checkout/sessions" if body.starts_with(b"mode=setup&") => SAVE,
        "/v1/checkout/sessions" => PAGE,
        "/v1/payment_intents" => CHARGE,
        "/v1/refunds" => REFUND,
        _ => return Err(format!("no {path}")),
    };
    if let Some((name, _)) = fields.iter().find(|(name, _)| !known.contains(&name.as_str())) {
        return Err(format!("Received unknown parameter: {name}"));
    }
    let of = |name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).ok_or(format!("Missing required param: {name}"))
    };
    let number = objects.len() + 1;
    let made = if path == "/v1/refunds" {
        let (intent, amount) = (of("payment_intent")?, whole(&of("amount")?)?);
        let paid = objects.iter().find(|one| one["id"] == intent.as_str()).ok_or("no such payment")?;
        let back = |one: &&Value| one["object"] == "refund" && one["payment_intent"] == intent.as_str();
        let gone: i64 = objects.iter().filter(back).filter_map(|one| one["amount"].as_i64()).sum();
        if amount < 1 || gone + amount > paid["amount"].as_i64().unwrap_or_default() {
            return Err("more than was paid".to_owned());
        }
        json!({
            "id": format!("re_{number}"), "object": "refund", "status": "pending", "currency": "eur",
            "amount": amount, "payment_intent": intent, "metadata": { "refund": of("metadata[refund]")? },
        })
    } else if path == "/v1/payment_intents" {
        let (amount, method) = (whole(&of("amount")?)?, of("payment_method")?);
        let is_theirs = |one: &Value| {
            one["id"] == method.as_str()
                && of("customer") == Ok(one["customer"].as_str().unwrap_or_default().to_owned())
        };
        if !objects.iter().any(is_theirs) || of("off_session")? != "true" || of("confirm")? != "true" {
            return Err("no card of theirs".to_owned());
        }
        json!({
            "id": format!("pi_{number}"), "object": "payment_intent", "status": "succeeded", "amount": amount,
            "amount_received": amount, "currency": of("currency")?,
            "metadata": { "invoice": of("metadata[invoice]")?, "collected": of("metadata[collected]")? },
        })
    } else if known == SAVE {
        if of("payment_method_types[0]")? != "card"
            || of("customer").is_err() && of("customer_creation")? != "always"
        {
            return Err("no card to save".to_owned());
        }
        let id = format!("cs_test_{number}");
        json!({
            "id": id, "object": "checkout.session", "status": "open", "payment_status": "no_payment_required",
            "payment_intent": null, "setup_intent": null, "customer": null,
            "url": format!("https://checkout.stripe.com/c/setup/{id}"), "expires_at": now + 24 * 3600,
        })
    } else {
        let amount = whole(&of("line_items[0][price_data][unit_amount]")?)?;
        if of("mode")? != "payment" || amount < 50 || of("line_items[0][price_data][currency]")? != "eur" {
            return Err("nothing that can be paid".to_owned());
        }
        let id = format!("cs_test_{number}");
        json!({
            "id": id, "object": "checkout.session", "status": "open", "payment_status": "unpaid", "payment_intent": null,
            "url": format!("https://checkout.stripe.com/c/pay/{id}"), "expires_at": now + 24 * 3600,
            "success_url": of("success_url")?, "metadata": { "invoice": of("metadata[invoice]")? },
        })
    };
    objects.push(made.clone());
    Ok(made)
}

fn whole(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("Invalid integer: {text}"))
}

/// What Stripe sends, signed.
pub(super) fn event(number: u32, kind: &str, id: &str, at: i64, secret: &str) -> (String, Vec<u8>) {
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
