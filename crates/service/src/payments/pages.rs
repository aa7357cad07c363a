//! Pages at a provider that are closed before their end, because what they are for is done or asked for in another way.

use domain::{InvoiceId, TenantId, jobs::JobKind};
use store::{
    Mode,
    control::{checkouts, invoices, payment_methods},
};

use super::{PaymentProvider, Stripe, failed};
use crate::{
    Service,
    invoices::ClosePage,
    jobs::{JobError, Output, Step, Work},
};

impl Work for ClosePage {
    const KIND: JobKind = JobKind::ClosePage;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            let PaymentProvider::Stripe(stripe) = run.service.payment_provider() else {
                return Err(JobError::Retry("nobody takes payments any more".to_owned()));
            };
            if stripe.close(&run.service, &work.page).await.map_err(failed)? {
                return Ok(Output::told("closed"));
            }
            // What was paid meanwhile is told of; a card that was saved meanwhile is nobody's.
            let saved = stripe.saved(&run.service, &work.page).await.map_err(failed)?;
            let Some(saved) = saved else { return Ok(Output::told("somebody paid there before")) };
            let mut tx = run.service.control(Mode::Read).await?;
            let kept = payment_methods::find(&mut tx, &work.tenant).await?;
            drop(tx);
            let is_theirs = kept.is_some_and(|kept| kept.customer_id == saved.customer_id);
            let customer = (!is_theirs).then_some(saved.customer_id.as_str());
            stripe.forget(&run.service, &saved.method_id, customer).await.map_err(failed)?;
            Ok(Output::told("the card that was saved there is forgotten"))
        })
    })];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

/// Closes the pages of an invoice before it is paid in another way; false: somebody has paid, or is paying, on one.
pub(super) async fn close_all(
    service: &Service,
    stripe: &Stripe,
    invoice: &InvoiceId,
) -> Result<bool, JobError> {
    let mut tx = service.control(Mode::Write).await?;
    // Behind whoever is about to keep a page.
    invoices::find_by_id_locked(&mut tx, invoice).await?;
    let open = checkouts::list_open(&mut tx, invoice, service.now()).await?;
    drop(tx);
    for page in &open {
        if !stripe.close(service, &page.id).await.map_err(failed)? {
            return Ok(false);
        }
    }
    if !open.is_empty() {
        let mut tx = service.control(Mode::Write).await?;
        checkouts::update_ended(&mut tx, invoice, service.now()).await?;
        tx.commit().await?;
    }
    Ok(true)
}
