//! Paying an invoice with the saved card when it is issued. It is tried once: what was declined is paid by a person.

use domain::{
    HOUR, InvoiceId, Micros, TenantId,
    audit::{Deed, Target},
    jobs::JobKind,
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode,
    control::{
        collections::{self, Collection, CollectionState},
        invoices::{self, Invoice},
        payment_methods,
    },
};

use super::{PaymentProvider, failed, pages, stripe::Charged};
use crate::{
    Caller, Service,
    access::Change,
    caller::audit_control,
    invoices::{CollectInvoice, receive},
    jobs::{Asked, JobError, Output, Run, Step, Work},
};

/// So long the provider knows that it was asked before; afterwards asking again would be another payment.
const PATIENCE: Micros = 23 * HOUR;
/// What is noted then.
const NO_ANSWER: &str = "no_answer";

impl Work for CollectInvoice {
    const KIND: JobKind = JobKind::CollectInvoice;
    const STEPS: &'static [Step<Self>] =
        &[Step::only(|work, run| Box::pin(async move { collect(work, run).await }))];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

async fn collect(work: &CollectInvoice, run: &Run) -> Result<Output, JobError> {
    let service = &run.service;
    let mut tx = service.control(Mode::Read).await?;
    let invoice = invoices::find_any(&mut tx, &work.invoice).await?;
    let found = invoice.zip(collections::find(&mut tx, &work.invoice).await?);
    let method = payment_methods::find(&mut tx, &work.tenant).await?;
    drop(tx);
    let Some((invoice, before)) = found else { return Ok(Output::told("there is no such invoice")) };
    if before.state != CollectionState::Asked {
        return Ok(Output::told("it was tried before"));
    }
    let is_wanted = method.is_some_and(|one| one.is_automatic && one.method_id == before.method_id);
    let PaymentProvider::Stripe(stripe) = service.payment_provider() else {
        return end(run, &invoice, &before, CollectionState::Dropped, "").await;
    };
    // What arrived meanwhile may be what was asked for by whoever died then.
    if invoice.left() != before.amount || !is_wanted {
        return end(run, &invoice, &before, CollectionState::Dropped, "").await;
    }
    if run.now() - before.asked_at > PATIENCE {
        return end(run, &invoice, &before, CollectionState::Failed, NO_ANSWER).await;
    }
    // Whoever has one of its pages open would pay it once more.
    if !pages::close_all(service, stripe, &invoice.id).await? {
        return end(run, &invoice, &before, CollectionState::Dropped, "").await;
    }
    match stripe.charge(service, &invoice, &before).await.map_err(failed)? {
        Charged::Paid(paid) => {
            receive(service, &run.caller(), &paid).await?;
            end(run, &invoice, &before, CollectionState::Done, "").await
        }
        // It is told when it is done.
        Charged::UnderWay => Ok(Output::told("it is under way")),
        Charged::Declined(code) => end(run, &invoice, &before, CollectionState::Failed, &code).await,
    }
}

async fn end(
    run: &Run,
    invoice: &Invoice,
    before: &Collection,
    state: CollectionState,
    problem: &str,
) -> Result<Output, JobError> {
    match write(&run.service, &run.caller(), invoice, before, (state, problem)).await? {
        Some(tx) => Ok(Output { tx: Some(tx), ..Output::told(format!("{state} {problem}").trim_end()) }),
        None => Ok(Output::told("it was noted before")),
    }
}

/// Notes how paying with the card ended, where that took a while and the provider tells of it.
pub(super) async fn note(
    service: &Service,
    invoice: &InvoiceId,
    problem: Option<&str>,
    caller: &Caller,
) -> Result<(), JobError> {
    let mut tx = service.control(Mode::Read).await?;
    let found = invoices::find_any(&mut tx, invoice).await?;
    let Some((invoice, before)) = found.zip(collections::find(&mut tx, invoice).await?) else {
        return Ok(());
    };
    drop(tx);
    let end = match problem {
        None => (CollectionState::Done, ""),
        Some(problem) => (CollectionState::Failed, problem),
    };
    match write(service, caller, &invoice, &before, end).await? {
        Some(tx) => Ok(service.commit_with_jobs(tx).await?),
        None => Ok(()),
    }
}

/// Writes what became of it; where it failed, has the billing contact told. None: it was noted before.
async fn write(
    service: &Service,
    caller: &Caller,
    invoice: &Invoice,
    before: &Collection,
    (state, problem): (CollectionState, &str),
) -> Result<Option<ControlTx>, JobError> {
    let now = service.now();
    let after = Collection { state, problem: problem.to_owned(), changed_at: now, ..before.clone() };
    let mut tx = service.control(Mode::Write).await?;
    if !collections::update(&mut tx, &invoice.id, &after).await? {
        return Ok(None);
    }
    let change = Change {
        after: Some(serde_json::json!({ "state": state, "amount": after.amount, "problem": problem })),
        tenant: Some(&invoice.tenant_id),
        ..Change::of(Deed::PaymentsCollect, Target::of(&invoice.id).called(&invoice.number))
    };
    audit_control(&mut tx, caller, now, change).await?;
    if state == CollectionState::Failed {
        let work = SendDecline { tenant: invoice.tenant_id.clone(), invoice: invoice.id.clone() };
        let asked = Asked { key: Some(invoice.id.as_str()), ..Asked::default() };
        service.enqueue_as(&mut tx, &work, asked).await?;
    }
    Ok(Some(tx))
}

/// A mail that says that an invoice could not be paid with the saved card.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendDecline {
    pub(crate) tenant: TenantId,
    pub(crate) invoice: InvoiceId,
}
