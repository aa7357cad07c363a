//! Saved cards: a page on which one is saved (Checkout in setup mode), and paying with it while nobody is there.

use domain::InvoiceId;
use serde_json::Value;
use store::control::{
    checkouts::Checkout, collections::Collection, invoices::Invoice, payment_methods::PaymentMethod,
};

use super::{Stripe, StripeError, is_id, paid, short};
use crate::{
    Service,
    egress::Method,
    payments::{Paid, methods::Setup},
};

/// What became of paying with a saved card.
#[derive(Debug)]
pub(in crate::payments) enum Charged {
    Paid(Paid),
    /// Stripe tells when it is done.
    UnderWay,
    /// Why not, in Stripe's word.
    Declined(String),
}

impl Stripe {
    /// Has a page made on which a card is saved.
    pub(in crate::payments) async fn begin_setup(
        &self,
        service: &Service,
        setup: &Setup<'_>,
    ) -> Result<Checkout, StripeError> {
        let mut fields = vec![
            ("mode", "setup"),
            ("payment_method_types[0]", "card"),
            ("success_url", setup.back.as_str()),
            ("cancel_url", setup.back.as_str()),
            ("client_reference_id", setup.tenant.id.as_str()),
        ];
        if let Some(customer) = setup.customer {
            fields.push(("customer", customer));
        } else {
            fields.push(("customer_creation", "always"));
            fields.extend((!setup.email.is_empty()).then_some(("customer_email", setup.email)));
        }
        let made = self.ask(service, Method::POST, "/v1/checkout/sessions", &fields, None).await?;
        self.page(&made, 0)
    }

    /// The card that was saved on a page; none: none was yet.
    pub(in crate::payments) async fn saved(
        &self,
        service: &Service,
        session: &str,
    ) -> Result<Option<PaymentMethod>, StripeError> {
        let look = async |kind: &str, id: &str| {
            self.ask(service, Method::GET, &format!("/v1/{kind}/{id}"), &[], None).await
        };
        let name = |told: &Value, field: &str| told[field].as_str().filter(|id| is_id(id)).map(str::to_owned);
        let session = look("checkout/sessions", session).await?;
        let Some(intent) = name(&session, "setup_intent") else { return Ok(None) };
        let intent = look("setup_intents", &intent).await?;
        let (true, Some(method_id)) = (intent["status"] == "succeeded", name(&intent, "payment_method"))
        else {
            return Ok(None);
        };
        let method = look("payment_methods", &method_id).await?;
        let customer = name(&session, "customer").or_else(|| name(&method, "customer"));
        let customer_id = customer.ok_or(StripeError::Unusable("a card without a customer"))?;
        let card = &method["card"];
        let text = |field: &str| card[field].as_str().filter(|text| (1..=30).contains(&text.chars().count()));
        let whole = |field: &str, max: i64| card[field].as_i64().filter(|number| (1..=max).contains(number));
        let card = text("brand").zip(text("last4")).zip(whole("exp_month", 12).zip(whole("exp_year", 9999)));
        let ((brand, last_four), (expires_month, expires_year)) =
            card.ok_or(StripeError::Unusable("a card that cannot be told from others"))?;
        Ok(Some(PaymentMethod {
            customer_id,
            method_id,
            brand: brand.to_owned(),
            last_four: last_four.to_owned(),
            expires_month,
            expires_year,
            is_automatic: false,
            saved_by: String::new(),
            saved_at: 0,
        }))
    }

    /// Forgets a card and, where it is no longer anybody's, whose it was. What was forgotten before is no error.
    pub(in crate::payments) async fn forget(
        &self,
        service: &Service,
        method: &str,
        customer: Option<&str>,
    ) -> Result<(), StripeError> {
        let card = (Method::POST, format!("/v1/payment_methods/{method}/detach"));
        let person = customer.map(|customer| (Method::DELETE, format!("/v1/customers/{customer}")));
        for (method, path) in std::iter::once(card).chain(person) {
            match self.ask(service, method, &path, &[], None).await {
                Ok(_) | Err(StripeError::Refused { status: 400 | 404, .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Pays an invoice with a saved card while nobody is there. Asked again within a day, it is the same payment.
    pub(in crate::payments) async fn charge(
        &self,
        service: &Service,
        invoice: &Invoice,
        collection: &Collection,
    ) -> Result<Charged, StripeError> {
        let (amount, currency) = (collection.amount.to_string(), invoice.currency.to_lowercase());
        let fields = [
            ("amount", amount.as_str()),
            ("currency", currency.as_str()),
            ("customer", collection.customer_id.as_str()),
            ("payment_method", collection.method_id.as_str()),
            // Of any other kind Stripe would want to know where its owner comes back to.
            ("payment_method_types[0]", "card"),
            ("off_session", "true"),
            ("confirm", "true"),
            ("metadata[invoice]", invoice.id.as_str()),
            ("metadata[collected]", "yes"),
        ];
        let once = format!("parvis-collect-{}", invoice.id);
        let told = match self.ask(service, Method::POST, "/v1/payment_intents", &fields, Some(&once)).await {
            Ok(told) => told,
            // What it says of the card; any other refusal is about how it was asked.
            Err(StripeError::Refused { status: 402, code, .. }) => return Ok(Charged::Declined(code)),
            Err(StripeError::Refused { status: 400 | 404, code, message }) => {
                tracing::error!(invoice = %invoice.number, %message, "the payment provider took no order to pay");
                return Ok(Charged::Declined(code));
            }
            Err(error) => return Err(error),
        };
        Ok(match told["status"].as_str() {
            Some("succeeded") => match paid(&told)? {
                Some(paid) => Charged::Paid(paid),
                None => return Err(StripeError::Unusable("a payment for something else")),
            },
            Some("processing") => Charged::UnderWay,
            // Whoever owns the card has to say yes to it.
            Some("requires_action") => Charged::Declined("authentication_required".to_owned()),
            other => Charged::Declined(short(other.unwrap_or_default())),
        })
    }
}

/// How paying with a saved card ended, by its payment intent.
pub(super) fn collected(told: &Value) -> Option<(InvoiceId, Option<String>)> {
    let invoice = told["metadata"]["invoice"].as_str().and_then(InvoiceId::parse);
    let invoice = invoice.filter(|_| told["metadata"]["collected"] == "yes")?;
    match told["status"].as_str() {
        Some("succeeded") => Some((invoice, None)),
        Some("requires_payment_method" | "requires_action" | "canceled") => {
            let why = told["last_payment_error"]["code"].as_str().unwrap_or_default();
            Some((invoice, Some(short(why))))
        }
        _ => None,
    }
}
