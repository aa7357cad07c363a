//! Paying back what was paid for an invoice and is owed no more: after a credit note, or when too much arrived. It goes
//! back the way it came, by a job; or an operator has paid it back and says so.

use domain::{
    Error, PaymentId, Problem, RefundId, TenantId,
    audit::{Deed, Target},
    invoices::InvoicesError,
    jobs::JobKind,
};
use serde::{Deserialize, Serialize};
use store::{
    Mode,
    control::{
        invoice_payments::{self, Payment},
        invoices::{self, Invoice},
        refunds::{self, Refund, RefundState},
    },
};

use super::{PaymentProvider, failed, stripe::Returned};
use crate::{
    Caller, OrInternal, Result, Service,
    access::Change,
    caller::audit_control,
    chance, forms,
    invoices::{Seen, amount, found, noted_by, write_entries},
    jobs::{Asked, JobError, Output, Run, Step, Work},
};

/// What is to be paid back, as an operator types it.
#[derive(Clone, Debug, Default)]
pub struct RefundForm {
    /// The payment's id; empty: the newest of which something can be paid back.
    pub payment: String,
    /// As people write it; empty: all that can be paid back of the payment.
    pub amount: String,
    pub reason: String,
    /// Whether it was paid back by transfer already. What arrived by transfer goes back in no other way, so it has to be
    /// said of it.
    pub is_by_hand: bool,
}

/// How much can be paid back of each payment: never more than arrived by it and was not paid back, nor than is to be
/// paid back of the invoice. What is on its way counts as paid back.
fn open<'a>(
    invoice: &Invoice,
    payments: &'a [Payment],
    refunds: &'a [Refund],
) -> impl Iterator<Item = (&'a Payment, i64)> {
    let on_its_way = |one: &&Refund| matches!(one.state, RefundState::Asked | RefundState::Pending);
    let due: i64 =
        refunds.iter().filter(on_its_way).map(|one| one.amount).sum::<i64>().saturating_add(invoice.left());
    payments.iter().filter(|payment| payment.taken_back_at.is_none()).filter_map(move |payment| {
        let is_of = |one: &&Refund| one.payment_id == payment.id && one.state != RefundState::Failed;
        let gone: i64 = refunds.iter().filter(is_of).map(|one| one.amount).sum();
        let most = payment.amount.saturating_sub(gone).min(due.saturating_neg());
        (most > 0).then_some((payment, most))
    })
}

/// The same for a document that is looked at.
pub fn refundable(seen: &Seen) -> Vec<(&Payment, i64)> {
    open(&seen.invoice, &seen.payments, &seen.refunds).collect()
}

/// Pays back what was paid for an invoice and is owed no more: all of it, or a part.
pub async fn refund(service: &Service, caller: &Caller, number: &str, form: &RefundForm) -> Result<Invoice> {
    let now = service.now();
    let reason = forms::reason(&form.reason)?;
    let mut tx = service.control(Mode::Write).await?;
    // Whoever else pays back of it waits here.
    let invoice = found(&mut tx, number).await?;
    let payments = invoice_payments::list(&mut tx, &invoice.id).await.or_internal()?;
    let known = refunds::list(&mut tx, &invoice.id).await.or_internal()?;
    let wanted = PaymentId::parse(&form.payment);
    if !form.payment.is_empty() && !payments.iter().any(|payment| Some(&payment.id) == wanted.as_ref()) {
        return Err(Error::field("payment", Problem::NotAChoice));
    }
    let is_wanted = |payment: &Payment| wanted.as_ref().is_none_or(|id| payment.id == *id);
    let (payment, most) = open(&invoice, &payments, &known)
        .filter(|(payment, _)| is_wanted(payment))
        .last()
        .ok_or(InvoicesError::NothingDueBack)?;
    if payment.provider_id.is_empty() && !form.is_by_hand {
        return Err(Error::field("by_hand", Problem::Required));
    }
    let amount = amount(&form.amount, &invoice, most)?;
    let is_by_provider = !payment.provider_id.is_empty() && !form.is_by_hand;
    if is_by_provider && !service.payment_provider().is_there() {
        return Err(InvoicesError::ProviderIsOff.into());
    }
    let refund = Refund {
        id: chance::id(now, RefundId::new),
        invoice_id: invoice.id.clone(),
        payment_id: payment.id.clone(),
        amount,
        reason: reason.to_owned(),
        is_by_provider,
        state: if is_by_provider { RefundState::Asked } else { RefundState::Done },
        provider_id: String::new(),
        problem: String::new(),
        asked_by: noted_by(caller),
        asked_at: now,
        changed_at: now,
    };
    refunds::insert(&mut tx, &refund).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "left": invoice.left() })),
        after: Some(serde_json::json!({
            "refund": refund.id, "payment": payment.id, "amount": amount, "reason": reason, "state": refund.state,
        })),
        tenant: Some(&invoice.tenant_id),
        ..Change::of(Deed::PaymentsRefund, Target::of(&invoice.id).called(&invoice.number))
    };
    write_entries(&mut tx, caller, now, change).await?;
    let tenant = invoice.tenant_id.clone();
    let refunded = if is_by_provider {
        let asked = Asked { by: Some(caller), key: Some(refund.id.as_str()), ..Asked::default() };
        service.enqueue_as(&mut tx, &RefundPayment { tenant, refund: refund.id.clone() }, asked).await?;
        invoice.refunded
    } else {
        invoices::update_refunded(&mut tx, &invoice.id, amount).await.or_internal()?;
        tell(service, &mut tx, tenant, &refund).await?;
        invoice.refunded + amount
    };
    service.commit_with_jobs(tx).await?;
    Ok(Invoice { refunded, ..invoice })
}

/// Has the billing contact told that something was paid back.
async fn tell(service: &Service, tx: &mut store::ControlTx, tenant: TenantId, refund: &Refund) -> Result<()> {
    let asked = Asked { key: Some(refund.id.as_str()), ..Asked::default() };
    service.enqueue_as(tx, &SendRefund { tenant, refund: refund.id.clone() }, asked).await.map(|_| ())
}

/// Notes what a provider says of a refund; the number of its invoice, where that is new. One that was asked for at the
/// provider is noted too: the money is gone.
pub(super) async fn note(
    service: &Service,
    caller: &Caller,
    intent: &str,
    returned: &Returned,
) -> Result<Option<String>> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let paid = invoice_payments::find_by_provider(&mut tx, intent).await.or_internal()?;
    let Some((invoice, payment)) = paid else { return Ok(None) };
    let invoice =
        invoices::find_by_id_locked(&mut tx, &invoice).await.or_internal()?.ok_or(Error::NotFound)?;
    let ours = match &returned.ours {
        Some(id) => refunds::find(&mut tx, id).await.or_internal()?,
        None => None,
    };
    let is_it = |one: &Refund| {
        one.payment_id == payment.id && (one.provider_id.is_empty() || one.provider_id == returned.id)
    };
    let before = match ours.filter(is_it) {
        Some(ours) => Some(ours),
        None => refunds::find_by_provider(&mut tx, &returned.id).await.or_internal()?,
    };
    if before.as_ref().is_some_and(|before| before.state >= returned.state) {
        return Ok(None);
    }
    let was_done = before.as_ref().is_some_and(|before| before.state == RefundState::Done);
    let after = Refund {
        state: returned.state,
        provider_id: returned.id.clone(),
        problem: returned.problem.clone(),
        changed_at: now,
        ..before.clone().unwrap_or_else(|| Refund {
            id: chance::id(now, RefundId::new),
            invoice_id: invoice.id.clone(),
            payment_id: payment.id.clone(),
            amount: returned.amount,
            reason: String::new(),
            is_by_provider: true,
            state: returned.state,
            provider_id: String::new(),
            problem: String::new(),
            asked_by: payment.noted_by.clone(),
            asked_at: now,
            changed_at: now,
        })
    };
    match &before {
        Some(_) => refunds::update(&mut tx, &after).await.or_internal()?,
        None => refunds::insert(&mut tx, &after).await.or_internal()?,
    }
    let is_done = after.state == RefundState::Done;
    let counts = i64::from(is_done) - i64::from(was_done);
    invoices::update_refunded(&mut tx, &invoice.id, counts * after.amount).await.or_internal()?;
    let change = Change {
        before: before.map(|before| serde_json::json!({ "state": before.state })),
        after: Some(serde_json::json!({
            "refund": after.id, "amount": after.amount, "state": after.state, "problem": after.problem,
        })),
        tenant: Some(&invoice.tenant_id),
        ..Change::of(Deed::PaymentsNoteRefund, Target::of(&invoice.id).called(&invoice.number))
    };
    audit_control(&mut tx, caller, now, change).await?;
    if is_done {
        tell(service, &mut tx, invoice.tenant_id.clone(), &after).await?;
    }
    service.commit_with_jobs(tx).await?;
    Ok(Some(invoice.number))
}

/// Has a provider pay back of a payment.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RefundPayment {
    tenant: TenantId,
    refund: RefundId,
}

impl Work for RefundPayment {
    const KIND: JobKind = JobKind::RefundPayment;
    const STEPS: &'static [Step<Self>] =
        &[Step::only(|work, run| Box::pin(async move { ask(&work.refund, run).await.map(Output::told) }))];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

async fn ask(id: &RefundId, run: &Run) -> Result<String, JobError> {
    let service = &run.service;
    let mut tx = service.control(Mode::Read).await?;
    let Some(refund) = refunds::find(&mut tx, id).await? else {
        return Ok("there is no such refund".to_owned());
    };
    let payments = invoice_payments::list(&mut tx, &refund.invoice_id).await?;
    drop(tx);
    if refund.state != RefundState::Asked {
        return Ok("it was asked for before".to_owned());
    }
    let payment = payments.into_iter().find(|payment| payment.id == refund.payment_id);
    let intent = payment.map(|payment| payment.provider_id).unwrap_or_default();
    let PaymentProvider::Stripe(stripe) = service.payment_provider() else {
        return Err(JobError::Retry("nobody takes payments any more".to_owned()));
    };
    let returned = match stripe.give_back(service, &refund, &intent).await {
        Ok(returned) => returned,
        Err(error) => match error.refusal() {
            Some(problem) => Returned {
                id: String::new(),
                ours: Some(refund.id.clone()),
                amount: refund.amount,
                state: RefundState::Failed,
                problem: problem.to_owned(),
            },
            None => return Err(failed(error)),
        },
    };
    let noted = note(service, &run.caller(), &intent, &returned).await?;
    Ok(noted
        .map_or_else(|| "it was noted before".to_owned(), |number| format!("{}: {number}", returned.state)))
}

/// A mail that says that something was paid back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendRefund {
    pub(crate) tenant: TenantId,
    pub(crate) refund: RefundId,
}
