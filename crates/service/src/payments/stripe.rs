//! Stripe, behind the port: a page to pay on (Checkout), signed words about what happened, and what it says when it is
//! asked. Its interface is at <https://docs.stripe.com/api>; requests are forms, answers JSON.

mod methods;
mod refunds;

use domain::{InvoiceId, Micros, SECOND};
use hmac::{Hmac, Mac};
pub(super) use methods::Charged;
pub(super) use refunds::Returned;
use serde::Deserialize;
use serde_json::Value;
use sha2::Sha256;
use store::control::checkouts::Checkout;
use url::{Url, form_urlencoded};

use super::{Order, Paid, Told};
use crate::{
    Service,
    egress::{self, Failure, Method, Request, header},
};

/// How far the clock of what is told may be from ours.
const TOLERANCE: i64 = 300;
const ANSWER_BYTES: usize = 256 * 1024;
/// Of the interface; what is read here is the same in it and since.
const VERSION: &str = "2024-06-20";

/// A key to Stripe, and the secret by which it signs.
#[derive(Clone)]
pub struct Stripe {
    api: Url,
    key: String,
    secret: String,
}

impl std::fmt::Debug for Stripe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stripe").field("api", &self.api.as_str()).finish_non_exhaustive()
    }
}

domain::words! {
    /// What is read again.
    pub enum Object {
        Session = "checkout.session",
        Intent = "payment_intent",
        Charge = "charge",
        Refund = "refund",
    }
}

#[derive(Debug, thiserror::Error)]
pub(super) enum StripeError {
    #[error(transparent)]
    Failed(#[from] Failure),
    #[error("Stripe answered {status}: {message}")]
    Refused { status: u16, code: String, message: String },
    #[error("Stripe’s answer cannot be used: {0}")]
    Unusable(&'static str),
}

impl StripeError {
    /// What Stripe says no to, and will say no to again; none: it is worth asking again.
    pub(super) fn refusal(&self) -> Option<&str> {
        match self {
            // A key that may not, two at once, too many: it may say yes later.
            Self::Refused { status: 401 | 403 | 409 | 429, .. } => None,
            Self::Refused { status: 400..=499, message, .. } => Some(message),
            _ => None,
        }
    }
}

/// What became of a payment.
#[derive(Debug)]
pub(super) struct Looked {
    /// What arrived; none: nothing did, or it is for no invoice.
    pub(super) paid: Option<Paid>,
    /// How paying with a saved card ended: for which invoice, and why not if it did not. None: it has not ended, or the
    /// payment was somebody's own.
    pub(super) collected: Option<(InvoiceId, Option<String>)>,
}

#[derive(Deserialize)]
struct Event {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Named,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

impl Stripe {
    /// `api` is `https://api.stripe.com`, unless it is tried elsewhere.
    pub fn new(api: &str, key: &str, secret: &str) -> Result<Self, &'static str> {
        let api = Url::parse(api).map_err(|_| "api is no address")?;
        if !matches!(api.scheme(), "https" | "http") || api.host().is_none() {
            return Err("api is no address of the web");
        }
        if !(key.starts_with("sk_") || key.starts_with("rk_")) {
            return Err("secret_key does not begin with sk_ or rk_");
        }
        if !secret.starts_with("whsec_") {
            return Err("webhook_secret does not begin with whsec_");
        }
        Ok(Self { api, key: key.to_owned(), secret: secret.to_owned() })
    }

    /// Has a page made on which what is left of an invoice is paid.
    pub(super) async fn begin(&self, service: &Service, order: &Order<'_>) -> Result<Checkout, StripeError> {
        let (invoice, left) = (order.invoice, order.invoice.left());
        let currency = invoice.currency.to_lowercase();
        let amount = left.to_string();
        let mut fields = vec![
            ("mode", "payment"),
            ("success_url", order.back.as_str()),
            ("cancel_url", order.back.as_str()),
            ("client_reference_id", invoice.id.as_str()),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", currency.as_str()),
            ("line_items[0][price_data][unit_amount]", amount.as_str()),
            ("line_items[0][price_data][product_data][name]", invoice.number.as_str()),
            ("metadata[invoice]", invoice.id.as_str()),
            ("payment_intent_data[metadata][invoice]", invoice.id.as_str()),
        ];
        if !order.email.is_empty() {
            fields.push(("customer_email", order.email));
        }
        // Two who ask at once get the same page.
        let once = format!("parvis-{}-{left}-{}", invoice.id, order.before);
        let made = self.ask(service, Method::POST, "/v1/checkout/sessions", &fields, Some(&once)).await?;
        self.page(&made, left)
    }

    /// A page that Stripe made.
    fn page(&self, made: &Value, amount: i64) -> Result<Checkout, StripeError> {
        let text = |name: &str| made[name].as_str().map(str::to_owned);
        let (id, url) = text("id").zip(text("url")).ok_or(StripeError::Unusable("no page"))?;
        let is_page =
            Url::parse(&url).is_ok_and(|url| url.scheme() == "https" || url.host() == self.api.host());
        if !is_id(&id) || !is_page || url.len() > 4000 {
            return Err(StripeError::Unusable("no page that can be opened"));
        }
        let ends = made["expires_at"].as_i64().ok_or(StripeError::Unusable("a page without an end"))?;
        Ok(Checkout { id, amount, url, ends_at: ends.saturating_mul(SECOND) })
    }

    /// What is told, if Stripe signed it; none: it is of no matter here.
    pub(super) fn hear(&self, signature: &str, body: &[u8], now: Micros) -> Result<Option<Told>, ()> {
        if !self.is_signed(signature, body, now) {
            return Err(());
        }
        let event: Event = serde_json::from_slice(body).map_err(|_| ())?;
        let object = match event.kind.as_str() {
            "checkout.session.completed" | "checkout.session.async_payment_succeeded" => Object::Session,
            "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled" => {
                Object::Intent
            }
            "charge.refunded" => Object::Charge,
            "refund.created" | "refund.updated" | "refund.failed" | "charge.refund.updated" => Object::Refund,
            _ => return Ok(None),
        };
        let id = event.data.object.id;
        if !is_id(&event.id) || !is_id(&id) {
            return Err(());
        }
        Ok(Some(Told { event: event.id, object, id }))
    }

    /// Whether Stripe signed it, not long ago.
    fn is_signed(&self, signature: &str, body: &[u8], now: Micros) -> bool {
        let parts = || signature.split(',').filter_map(|part| part.trim().split_once('='));
        let Some((_, at)) = parts().find(|(name, _)| *name == "t") else { return false };
        let is_now = at.parse::<i64>().is_ok_and(|at| at.saturating_sub(now / SECOND).abs() <= TOLERANCE);
        let mut signatures = parts().filter(|(name, _)| *name == "v1");
        is_now
            && signatures.any(|(_, signed)| {
                let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()) else {
                    return false;
                };
                for part in [at.as_bytes(), b".", body] {
                    mac.update(part);
                }
                hex(signed).is_some_and(|signed| mac.verify_slice(&signed).is_ok())
            })
    }

    /// The payment that something is about, as Stripe says now; none: there is none yet.
    pub(super) async fn intent(
        &self,
        service: &Service,
        object: Object,
        id: &str,
    ) -> Result<Option<String>, StripeError> {
        let path = match object {
            Object::Intent => return Ok(Some(id.to_owned())),
            Object::Session => format!("/v1/checkout/sessions/{id}"),
            Object::Charge => format!("/v1/charges/{id}"),
            Object::Refund => format!("/v1/refunds/{id}"),
        };
        let told = self.ask(service, Method::GET, &path, &[], None).await?;
        let intent = told["payment_intent"].as_str().filter(|intent| is_id(intent));
        let is_there = object != Object::Session || told["payment_status"] == "paid";
        Ok(intent.filter(|_| is_there).map(str::to_owned))
    }

    /// What became of a payment, as Stripe says now.
    pub(super) async fn look(&self, service: &Service, intent: &str) -> Result<Looked, StripeError> {
        let path = format!("/v1/payment_intents/{intent}");
        let told = self.ask(service, Method::GET, &path, &[], None).await?;
        Ok(Looked { paid: paid(&told)?, collected: methods::collected(&told) })
    }

    /// Closes a page; false: somebody was quicker and did what it is for.
    pub(super) async fn close(&self, service: &Service, page: &str) -> Result<bool, StripeError> {
        let path = format!("/v1/checkout/sessions/{page}");
        let closed = self.ask(service, Method::POST, &format!("{path}/expire"), &[], None).await;
        let refused = match closed {
            Ok(_) => return Ok(true),
            Err(refused @ StripeError::Refused { status: 400, .. }) => refused,
            Err(error) => return Err(error),
        };
        let told = self.ask(service, Method::GET, &path, &[], None).await?;
        match told["status"].as_str() {
            Some("complete") => Ok(false),
            Some("expired") => Ok(true),
            _ => Err(refused),
        }
    }

    async fn ask(
        &self,
        service: &Service,
        method: Method,
        path: &str,
        fields: &[(&str, &str)],
        once: Option<&str>,
    ) -> Result<Value, StripeError> {
        let url = self.api.join(path).map_err(|_| StripeError::Unusable("an address that cannot be"))?;
        let mut request = Request::new(method, url);
        let headers = request.headers_mut();
        let value = |text: &str| {
            header::HeaderValue::from_str(text)
                .map_err(|_| StripeError::Unusable("a key that cannot be sent"))
        };
        let mut bearer = value(&format!("Bearer {}", self.key))?;
        bearer.set_sensitive(true);
        headers.insert(header::AUTHORIZATION, bearer);
        headers.insert("stripe-version", value(VERSION)?);
        if let Some(once) = once {
            headers.insert("idempotency-key", value(once)?);
        }
        if !fields.is_empty() {
            headers.insert(header::CONTENT_TYPE, value("application/x-www-form-urlencoded")?);
            let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            *request.body_mut() = Some(form.into());
        }
        let answer = service.egress().send_open(request).await?;
        let status = answer.status();
        let (body, is_whole) = egress::beginning(answer, ANSWER_BYTES).await?;
        let told: Value = serde_json::from_slice(&body).ok().filter(|_| is_whole).unwrap_or_default();
        if status.is_success() && told.is_object() {
            return Ok(told);
        }
        let message = short(told["error"]["message"].as_str().unwrap_or("nothing that can be read"));
        let code = short(told["error"]["code"].as_str().unwrap_or_default());
        Err(StripeError::Refused { status: status.as_u16(), code, message })
    }
}

/// What arrived by a payment intent; none: nothing did, or it is for no invoice.
fn paid(told: &Value) -> Result<Option<Paid>, StripeError> {
    let intent = told["id"].as_str().filter(|id| is_id(id)).ok_or(StripeError::Unusable("no payment"))?;
    let invoice = told["metadata"]["invoice"].as_str().and_then(InvoiceId::parse);
    let (Some(invoice), Some("succeeded")) = (invoice, told["status"].as_str()) else { return Ok(None) };
    let amount = told["amount_received"].as_i64().or_else(|| told["amount"].as_i64());
    let amount = amount.filter(|amount| *amount > 0).ok_or(StripeError::Unusable("no amount"))?;
    let currency = told["currency"].as_str().ok_or(StripeError::Unusable("no currency"))?.to_uppercase();
    Ok(Some(Paid { invoice, amount, currency, provider: "Stripe", provider_id: intent.to_owned() }))
}

/// What Stripe says in words, as much of it as is kept.
fn short(text: &str) -> String {
    text.chars().take(300).collect()
}

/// Whether it is a name as Stripe gives them, and can stand in an address.
fn is_id(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    (1..=255).contains(&text.len()) && text.bytes().all(is_plain)
}

fn hex(text: &str) -> Option<Vec<u8>> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    (0..32).map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripe(secret: &str) -> Stripe {
        Stripe::new("https://api.stripe.com", "sk_test_1", secret).expect("a key")
    }

    /// From Stripe's own libraries: the secret, the instant, the body and what they sign it with.
    const BODY: &[u8] = b"{\"id\":\"evt_1\"}";
    const SIGNED: &str = "t=1700000000,v1=c89214b5b5da833daed6f0b8c5bb6bd58cea9022bd80ccc78230f3942d632925";
    const NOW: Micros = 1_700_000_000 * SECOND;

    #[test]
    fn a_signature_of_stripes_is_known_and_any_other_refused() {
        // It is signed, but tells nothing that can be read: signatures that are wrong are refused before.
        let (own, other) = (stripe("whsec_test"), stripe("whsec_other"));
        assert!(own.is_signed(SIGNED, BODY, NOW));
        assert!(own.is_signed(&format!("{SIGNED},v0=abc,v1=00"), BODY, NOW + 300 * SECOND));
        assert!(!own.is_signed(SIGNED, BODY, NOW + 301 * SECOND), "too old");
        assert!(!own.is_signed(SIGNED, BODY, NOW - 301 * SECOND), "from the future");
        assert!(!own.is_signed(SIGNED, b"{\"id\":\"evt_2\"}", NOW), "another body");
        assert!(!other.is_signed(SIGNED, BODY, NOW), "another secret");
        for signature in ["", "t=,v1=", "v1=c892", "t=1700000000", "t=x,v1=00", "t=1700000000,v1=zz"] {
            assert!(!own.is_signed(signature, BODY, NOW), "{signature}");
        }
    }

    #[test]
    fn keys_that_are_none_are_refused_and_never_shown() {
        let made = |api, key, secret| Stripe::new(api, key, secret).map(|_| ());
        assert!(made("https://api.stripe.com", "pk_1", "whsec_1").is_err());
        assert!(made("https://api.stripe.com", "sk_1", "secret").is_err());
        assert!(made("file:///etc", "sk_1", "whsec_1").is_err());
        let shown = format!("{:?}", stripe("whsec_test"));
        assert!(!shown.contains("sk_") && !shown.contains("whsec"), "{shown}");
    }
}
