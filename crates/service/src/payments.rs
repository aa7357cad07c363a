//! Paying an invoice online, at a provider of payments. Nothing of a card passes through here: people pay at the
//! provider's page, and what arrived is read from there.
//!
//! A provider tells that something happened, never what: whatever it names is read again. So it does not matter in
//! which order it tells, how often, or who sent it.

mod collecting;
mod methods;
mod pages;
mod refunds;
mod stripe;

pub(crate) use collecting::SendDecline;
use domain::{
    Error, InvoiceId, MINUTE, Micros, TenantId,
    audit::{Deed, Target},
    invoices::InvoicesError,
    jobs::JobKind,
    permission::{ManageInvoices, ViewInvoices},
};
pub(crate) use methods::{ForgetMethod, forget};
pub use methods::{Methods, PaymentMethod, PaymentSetup, methods, remove_method, save_method, set_automatic};
pub use refunds::{RefundForm, refund, refundable};
pub(crate) use refunds::{RefundPayment, SendRefund};
use serde::{Deserialize, Serialize};
pub use store::control::checkouts::Checkout;
use store::{
    ControlTx, Mode,
    control::{
        billing_contacts, checkouts,
        collections::{self, CollectionState},
        invoices::{self, Invoice, InvoiceKind},
        payment_setups,
        tenants::Tenant,
    },
};
pub use stripe::Stripe;
use stripe::StripeError;

use crate::{
    OrInternal, Result, Service, TeamAccess,
    access::Change,
    caller::audit_control,
    invoices::{Received, ask_to_close, receive},
    jobs::{Asked, JobError, Output, Step, Work},
    limits,
};

/// So long a page is worth being shown again: one that ends while somebody pays helps nobody.
const MARGIN: i64 = 5 * MINUTE;

/// The port: who takes payments for this installation, if anybody does.
#[derive(Clone, Debug, Default)]
pub enum PaymentProvider {
    #[default]
    None,
    Stripe(Stripe),
}

impl PaymentProvider {
    pub const fn is_there(&self) -> bool {
        !matches!(self, Self::None)
    }
}

/// What a payment page is for.
struct Order<'a> {
    invoice: &'a Invoice,
    email: &'a str,
    /// Where the browser comes back to.
    back: String,
    /// How many pages there were before.
    before: i64,
}

/// What a provider says happened: what to read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    /// The provider's name of what it tells; the same is read once.
    event: String,
    object: stripe::Object,
    id: String,
}

/// The payment page of an invoice that is open now, for whoever may pay.
pub async fn open(access: &mut TeamAccess<ViewInvoices>, invoice: &Invoice) -> Result<Option<Checkout>> {
    if !can_pay(access.service(), access.tenant(), invoice) {
        return Ok(None);
    }
    let now = access.now();
    if is_being_paid(access.tx(), &invoice.id).await? {
        return Ok(None);
    }
    open_page(access.tx(), invoice, now).await
}

/// The page on which what is left of an invoice is paid, while it is open.
async fn open_page(tx: &mut ControlTx, invoice: &Invoice, now: Micros) -> Result<Option<Checkout>> {
    let open = checkouts::list_open(tx, &invoice.id, now + MARGIN).await.or_internal()?;
    Ok(open.into_iter().find(|checkout| checkout.amount == invoice.left()))
}

/// Whether an invoice can be paid online now.
pub fn can_pay(service: &Service, tenant: &Tenant, invoice: &Invoice) -> bool {
    let is_on = service.bills(tenant) && service.payment_provider().is_there();
    is_on && invoice.kind == InvoiceKind::Invoice && invoice.left() > 0
}

/// Whether the saved card is being asked for an invoice: whoever pays it on a page then pays it twice.
async fn is_being_paid(tx: &mut ControlTx, invoice: &InvoiceId) -> Result<bool> {
    let found = collections::find(tx, invoice).await.or_internal()?;
    Ok(found.is_some_and(|found| found.state == CollectionState::Asked))
}

/// Has the provider make a page on which what is left of an invoice is paid. Asked again, it is the same page.
pub async fn begin(mut access: TeamAccess<ManageInvoices>, id: &str) -> Result<Checkout> {
    let (service, tenant, now) = (access.service().clone(), access.tenant().clone(), access.now());
    let id = InvoiceId::parse(id).ok_or(Error::NotFound)?;
    let PaymentProvider::Stripe(stripe) = service.payment_provider() else { return Err(Error::NotFound) };
    let invoice = invoices::find(access.tx(), &tenant.id, &id).await.or_internal()?.ok_or(Error::NotFound)?;
    if !can_pay(&service, &tenant, &invoice) {
        return Err(InvoicesError::Settled.into());
    }
    if is_being_paid(access.tx(), &id).await? {
        return Err(InvoicesError::BeingPaid.into());
    }
    if let Some(open) = open_page(access.tx(), &invoice, now).await? {
        return Ok(open);
    }
    let before = checkouts::count(access.tx(), &id).await.or_internal()?;
    let kind = domain::contacts::ContactKind::Billing;
    let contact = billing_contacts::find(access.tx(), &tenant.id, kind).await.or_internal()?;
    let email = contact.map(|contact| contact.email).unwrap_or_default();
    let caller = access.caller().clone();
    // Nothing of the database is held while somebody outside is asked.
    drop(access);
    limits::limit(&service, &format!("checkout:{}", tenant.id), 10, MINUTE).await?;
    let back = format!("{}/t/{}/plan/invoices/{id}", service.address_of(&tenant), tenant.slug);
    let order = Order { invoice: &invoice, email: &email, back, before };
    let made = stripe.begin(&service, &order).await.map_err(unavailable)?;
    let mut tx = service.control(Mode::Write).await?;
    if let Some(changed) = changed(&mut tx, &id, made.amount).await? {
        ask_to_close(&service, &mut tx, &tenant.id, &made.id).await?;
        service.commit_with_jobs(tx).await?;
        return Err(changed);
    }
    checkouts::insert(&mut tx, &id, &made, now).await.or_internal()?;
    let change = Change {
        after: Some(serde_json::json!({ "amount": made.amount, "page": made.id })),
        tenant: Some(&tenant.id),
        ..Change::of(Deed::PaymentsBegin, Target::of(&id).called(&invoice.number))
    };
    audit_control(&mut tx, &caller, now, change).await?;
    tx.commit().await.or_internal()?;
    Ok(made)
}

/// Why a page is no use any more that was made while others paid: nobody found it there to be closed.
async fn changed(tx: &mut ControlTx, id: &InvoiceId, amount: i64) -> Result<Option<Error>> {
    let invoice = invoices::find_by_id_locked(tx, id).await.or_internal()?;
    let left = invoice.map_or(0, |invoice| invoice.left());
    Ok(if left <= 0 {
        Some(InvoicesError::Settled.into())
    } else if left != amount {
        Some(Error::Unavailable { retry_after: 1 })
    } else if is_being_paid(tx, id).await? {
        Some(InvoicesError::BeingPaid.into())
    } else {
        None
    })
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn unavailable(error: StripeError) -> Error {
    tracing::error!(%error, "the payment provider made no page");
    Error::Unavailable { retry_after: 30 }
}

/// Takes what a provider tells, if it comes from there; false: it does not. It is read again by a job, and a provider
/// that tells twice has it read once.
pub async fn hear(service: &Service, signature: &str, body: &[u8]) -> Result<bool> {
    let PaymentProvider::Stripe(stripe) = service.payment_provider() else { return Err(Error::NotFound) };
    let Ok(told) = stripe.hear(signature, body, service.now()) else { return Ok(false) };
    let Some(told) = told else { return Ok(true) };
    let mut tx = service.control(Mode::Write).await?;
    let key = told.event.clone();
    service.enqueue_as(&mut tx, &ReadPayment { told }, Asked { key: Some(&key), ..Asked::default() }).await?;
    service.commit_with_jobs(tx).await?;
    Ok(true)
}

/// Reads from the provider what became of a payment, and notes it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReadPayment {
    told: Told,
}

impl Work for ReadPayment {
    const KIND: JobKind = JobKind::ReadPayment;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move { read(&run.service, &work.told, &run.caller()).await.map(Output::told) })
    })];

    fn tenant(&self) -> Option<&TenantId> {
        None
    }
}

async fn read(service: &Service, told: &Told, caller: &crate::Caller) -> Result<String, JobError> {
    let PaymentProvider::Stripe(stripe) = service.payment_provider() else {
        return Ok("nobody takes payments any more".to_owned());
    };
    if told.object == stripe::Object::Session {
        let mut tx = service.control(Mode::Read).await?;
        let setup = payment_setups::find(&mut tx, &told.id).await?;
        drop(tx);
        if let Some(setup) = setup {
            return methods::note(service, stripe, &setup, caller).await;
        }
    }
    let intent = stripe.intent(service, told.object, &told.id).await.map_err(failed)?;
    let Some(intent) = intent else { return Ok("nothing arrived".to_owned()) };
    let looked = stripe.look(service, &intent).await.map_err(failed)?;
    if let Some((invoice, problem)) = looked.collected.filter(|_| told.object == stripe::Object::Intent) {
        collecting::note(service, &invoice, problem.as_deref(), caller).await?;
    }
    let Some(paid) = looked.paid else { return Ok("nothing arrived".to_owned()) };
    let mut number = receive(service, caller, &paid).await?;
    // What is told of a refund may come before what it pays back.
    if matches!(told.object, stripe::Object::Charge | stripe::Object::Refund) {
        for returned in stripe.returned(service, &intent).await.map_err(failed)? {
            number = refunds::note(service, caller, &intent, &returned).await?.or(number);
        }
    }
    Ok(number.map_or_else(|| "it was noted before".to_owned(), |number| format!("noted for {number}")))
}

fn failed(error: StripeError) -> JobError {
    match error {
        StripeError::Unusable(_) => JobError::Fail(error.to_string()),
        _ => JobError::Retry(error.to_string()),
    }
}

/// What arrived at a provider, as it says when it is asked.
type Paid = Received;
