//! Paying back what was paid by a payment intent.

use domain::RefundId;
use serde_json::Value;
use store::control::refunds::{Refund, RefundState};

use super::{Stripe, StripeError, is_id, short};
use crate::{Service, egress::Method};

/// A refund, as Stripe says now.
#[derive(Clone, Debug)]
pub(in crate::payments) struct Returned {
    /// What it is called there; empty: it was never made.
    pub(in crate::payments) id: String,
    /// Which of ours it is; none: it was asked for at Stripe.
    pub(in crate::payments) ours: Option<RefundId>,
    pub(in crate::payments) amount: i64,
    pub(in crate::payments) state: RefundState,
    pub(in crate::payments) problem: String,
}

impl Stripe {
    /// What was paid back of a payment, or is to be.
    pub(in crate::payments) async fn returned(
        &self,
        service: &Service,
        intent: &str,
    ) -> Result<Vec<Returned>, StripeError> {
        let path = format!("/v1/refunds?payment_intent={intent}&limit=100");
        let told = self.ask(service, Method::GET, &path, &[], None).await?;
        let listed = told["data"].as_array().ok_or(StripeError::Unusable("no list of refunds"))?;
        listed.iter().map(read).collect()
    }

    /// Pays back of a payment. Whoever died after asking finds it there, and does not ask twice.
    pub(in crate::payments) async fn give_back(
        &self,
        service: &Service,
        refund: &Refund,
        intent: &str,
    ) -> Result<Returned, StripeError> {
        let known = self.returned(service, intent).await?;
        if let Some(known) = known.into_iter().find(|one| one.ours.as_ref() == Some(&refund.id)) {
            return Ok(known);
        }
        let amount = refund.amount.to_string();
        let fields = [
            ("payment_intent", intent),
            ("amount", amount.as_str()),
            ("metadata[refund]", refund.id.as_str()),
        ];
        let once = format!("parvis-{}", refund.id);
        read(&self.ask(service, Method::POST, "/v1/refunds", &fields, Some(&once)).await?)
    }
}

fn read(told: &Value) -> Result<Returned, StripeError> {
    let id =
        told["id"].as_str().filter(|id| is_id(id)).ok_or(StripeError::Unusable("a refund without a name"))?;
    let amount = told["amount"].as_i64().filter(|amount| *amount > 0);
    let amount = amount.ok_or(StripeError::Unusable("a refund without an amount"))?;
    let status = told["status"].as_str().unwrap_or_default();
    let (state, problem) = match status {
        "succeeded" => (RefundState::Done, ""),
        "failed" | "canceled" => (RefundState::Failed, told["failure_reason"].as_str().unwrap_or(status)),
        _ => (RefundState::Pending, ""),
    };
    let ours = told["metadata"]["refund"].as_str().and_then(RefundId::parse);
    Ok(Returned { id: id.to_owned(), ours, amount, state, problem: short(problem) })
}
