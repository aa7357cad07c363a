//! What became of an invoice: what arrived for it, and what was paid back.

use serde::Serialize;
use service::{
    control::{invoice_payments::Payment, refunds::Refund},
    invoices::Seen,
};
use utoipa::ToSchema;

/// What arrived for an invoice, in minor units of its currency.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InvoicePayment {
    id: String,
    amount: i64,
    /// What the bank or the payment provider calls it.
    reference: String,
    /// Whether it arrived through the payment provider.
    online: bool,
    noted_at: i64,
    /// When it was taken back, because it was noted by mistake; such a one counts no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_back_at: Option<i64>,
    /// Why it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_back_reason: Option<String>,
    /// Who took it back; told to operators alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_back_by: Option<String>,
}

impl InvoicePayment {
    fn of(kept: &Payment, is_operator: bool) -> Self {
        let is_taken_back = kept.taken_back_at.is_some();
        Self {
            id: kept.id.to_string(),
            amount: kept.amount,
            reference: kept.reference.clone(),
            online: !kept.provider_id.is_empty(),
            noted_at: kept.noted_at,
            taken_back_at: kept.taken_back_at,
            taken_back_reason: is_taken_back.then(|| kept.taken_back_reason.clone()),
            taken_back_by: (is_taken_back && is_operator).then(|| kept.taken_back_by.clone()),
        }
    }
}

/// What of a payment is paid back.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InvoiceRefund {
    id: String,
    /// The id of the payment.
    payment: String,
    amount: i64,
    reason: String,
    /// `asked`, `pending`, `done` or `failed`.
    state: String,
    /// Whether it goes back through the payment provider.
    online: bool,
    /// Why it failed, as the payment provider says; empty unless it did.
    problem: String,
    asked_at: i64,
    changed_at: i64,
}

impl From<&Refund> for InvoiceRefund {
    fn from(kept: &Refund) -> Self {
        Self {
            id: kept.id.to_string(),
            payment: kept.payment_id.to_string(),
            amount: kept.amount,
            reason: kept.reason.clone(),
            state: kept.state.to_string(),
            online: kept.is_by_provider,
            problem: kept.problem.clone(),
            asked_at: kept.asked_at,
            changed_at: kept.changed_at,
        }
    }
}

/// Both, of a document.
pub(super) fn of(seen: &Seen, is_operator: bool) -> (Vec<InvoicePayment>, Vec<InvoiceRefund>) {
    let payments = seen.payments.iter().map(|payment| InvoicePayment::of(payment, is_operator)).collect();
    (payments, seen.refunds.iter().map(Into::into).collect())
}
