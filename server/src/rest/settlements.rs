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
}

impl From<&Payment> for InvoicePayment {
    fn from(kept: &Payment) -> Self {
        Self {
            id: kept.id.to_string(),
            amount: kept.amount,
            reference: kept.reference.clone(),
            online: !kept.provider_id.is_empty(),
            noted_at: kept.noted_at,
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
pub(super) fn of(seen: &Seen) -> (Vec<InvoicePayment>, Vec<InvoiceRefund>) {
    (seen.payments.iter().map(Into::into).collect(), seen.refunds.iter().map(Into::into).collect())
}
