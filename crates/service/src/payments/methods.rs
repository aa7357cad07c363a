//! A saved card: kept at the provider, known here by its brand, its last four digits and its end. Invoices are paid
//! with it when they are issued, once an admin says so.

use domain::{
    Error, MINUTE, Micros, TenantId,
    audit::{Deed, Target},
    jobs::JobKind,
    permission::{ManageInvoices, ViewInvoices},
};
use serde::{Deserialize, Serialize};
pub use store::control::{payment_methods::PaymentMethod, payment_setups::PaymentSetup};
use store::{
    ControlTx, Mode,
    control::{billing_contacts, payment_methods, payment_setups, tenants::Tenant},
};

use super::{MARGIN, PaymentProvider, Stripe, failed, unavailable};
use crate::{
    Caller, OrInternal, Result, Service, TeamAccess,
    access::Change,
    caller::audit_control,
    invoices::ask_to_close,
    jobs::{Asked, JobError, Output, Step, Work},
    limits,
};

/// What a tenant sees of its card.
#[derive(Clone, Debug, Default)]
pub struct Methods {
    pub saved: Option<PaymentMethod>,
    /// The page that is open now, for whoever may save one.
    pub open: Option<PaymentSetup>,
    /// Whether a card can be saved here.
    pub can_save: bool,
}

/// Where a page for saving a card leads, and whose card it is.
pub(super) struct Setup<'a> {
    pub(super) tenant: &'a Tenant,
    pub(super) email: &'a str,
    /// Who it is at the provider, where that is known.
    pub(super) customer: Option<&'a str>,
    pub(super) back: String,
}

/// The card, and the page on which one is saved.
pub async fn methods(access: &mut TeamAccess<ViewInvoices>) -> Result<Methods> {
    let (service, tenant, now) = (access.service().clone(), access.tenant().clone(), access.now());
    let saved = payment_methods::find(access.tx(), &tenant.id).await.or_internal()?;
    if !is_on(&service, &tenant) {
        return Ok(Methods { saved, ..Methods::default() });
    }
    let open = open_page(access.tx(), &tenant.id, now).await?;
    Ok(Methods { saved, open, can_save: true })
}

async fn open_page(tx: &mut ControlTx, tenant: &TenantId, now: Micros) -> Result<Option<PaymentSetup>> {
    let open = payment_setups::list_open(tx, tenant, now + MARGIN).await.or_internal()?;
    Ok(open.into_iter().next())
}

fn is_on(service: &Service, tenant: &Tenant) -> bool {
    service.bills(tenant) && service.payment_provider().is_there()
}

/// Has the provider make a page on which a card is saved. Asked again, it is the same page.
pub async fn save_method(mut access: TeamAccess<ManageInvoices>) -> Result<PaymentSetup> {
    let (service, tenant, now) = (access.service().clone(), access.tenant().clone(), access.now());
    let PaymentProvider::Stripe(stripe) = service.payment_provider() else { return Err(Error::NotFound) };
    if !is_on(&service, &tenant) {
        return Err(Error::NotFound);
    }
    if let Some(open) = open_page(access.tx(), &tenant.id, now).await? {
        return Ok(open);
    }
    let known = payment_methods::find(access.tx(), &tenant.id).await.or_internal()?;
    let kind = domain::contacts::ContactKind::Billing;
    let contact = billing_contacts::find(access.tx(), &tenant.id, kind).await.or_internal()?;
    let email = contact.map(|contact| contact.email).unwrap_or_default();
    let caller = access.caller().clone();
    // Nothing of the database is held while somebody outside is asked.
    drop(access);
    limits::limit(&service, &format!("checkout:{}", tenant.id), 10, MINUTE).await?;
    let setup = Setup {
        tenant: &tenant,
        email: &email,
        customer: known.as_ref().map(|known| known.customer_id.as_str()),
        back: format!("{}/t/{}/plan/invoices", service.address_of(&tenant), tenant.slug),
    };
    let page = stripe.begin_setup(&service, &setup).await.map_err(unavailable)?;
    let made = PaymentSetup {
        id: page.id,
        tenant_id: tenant.id.clone(),
        url: page.url,
        begun_by: caller.principal.doer().actor.label,
        created_at: now,
        ends_at: page.ends_at,
    };
    let mut tx = service.control(Mode::Write).await?;
    payment_setups::insert(&mut tx, &made).await.or_internal()?;
    let change = Change {
        after: Some(serde_json::json!({ "page": made.id })),
        tenant: Some(&tenant.id),
        ..Change::of(Deed::PaymentsSaveMethod, Target::of(&tenant.id).called(&tenant.name))
    };
    audit_control(&mut tx, &caller, now, change).await?;
    tx.commit().await.or_internal()?;
    Ok(made)
}

/// Says whether invoices are paid with the card when they are issued.
pub async fn set_automatic(mut access: TeamAccess<ManageInvoices>, is_automatic: bool) -> Result<()> {
    let tenant = access.tenant().clone();
    let saved = payment_methods::find(access.tx(), &tenant.id).await.or_internal()?.ok_or(Error::NotFound)?;
    if saved.is_automatic == is_automatic {
        return Ok(());
    }
    payment_methods::update_automatic(access.tx(), &tenant.id, is_automatic).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "is_automatic": saved.is_automatic })),
        after: Some(serde_json::json!({ "is_automatic": is_automatic })),
        ..Change::of(Deed::PaymentsSetAutomatic, Target::of(&tenant.id).called(&tenant.name))
    };
    access.audit(change).await?;
    access.commit_with_jobs().await
}

/// Takes the card away, here and at the provider.
pub async fn remove_method(mut access: TeamAccess<ManageInvoices>) -> Result<()> {
    let (service, tenant) = (access.service().clone(), access.tenant().clone());
    let saved = forget(&service, access.tx(), &tenant.id).await?.ok_or(Error::NotFound)?;
    let change = Change {
        before: Some(told(&saved)),
        ..Change::of(Deed::PaymentsRemoveMethod, Target::of(&tenant.id).called(&tenant.name))
    };
    access.audit(change).await?;
    access.commit_with_jobs().await
}

/// Takes a tenant's card away, and has the provider forget it.
pub(crate) async fn forget(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &TenantId,
) -> Result<Option<PaymentMethod>> {
    for open in payment_setups::list_open(tx, tenant, service.now()).await.or_internal()? {
        ask_to_close(service, tx, tenant, &open.id).await?;
    }
    payment_setups::delete(tx, tenant).await.or_internal()?;
    let saved = payment_methods::delete(tx, tenant).await.or_internal()?;
    if let Some(saved) = &saved {
        ask_to_forget(service, tx, saved, true).await?;
    }
    Ok(saved)
}

/// Has a card forgotten and, unless another of its customer's is saved, the customer too.
async fn ask_to_forget(
    service: &Service,
    tx: &mut ControlTx,
    saved: &PaymentMethod,
    with_customer: bool,
) -> Result<()> {
    let work = ForgetMethod {
        method: saved.method_id.clone(),
        customer: with_customer.then(|| saved.customer_id.clone()),
    };
    let asked = Asked { key: Some(&saved.method_id), ..Asked::default() };
    service.enqueue_as(tx, &work, asked).await.map(|_| ())
}

/// What the audit log tells of a card.
fn told(saved: &PaymentMethod) -> serde_json::Value {
    serde_json::json!({ "brand": saved.brand, "last_four": saved.last_four })
}

/// Keeps the card that was saved on a page, as the provider tells it; once, and not one from before a later page.
pub(super) async fn note(
    service: &Service,
    stripe: &Stripe,
    setup: &PaymentSetup,
    caller: &Caller,
) -> Result<String, JobError> {
    let Some(saved) = stripe.saved(service, &setup.id).await.map_err(failed)? else {
        return Ok("nothing was saved yet".to_owned());
    };
    let now: Micros = service.now();
    let new = PaymentMethod { saved_by: setup.begun_by.clone(), saved_at: now, ..saved };
    let mut tx = service.control(Mode::Write).await?;
    let open = payment_setups::list_open(&mut tx, &setup.tenant_id, now).await?;
    if !payment_setups::update_closed(&mut tx, setup, now).await? {
        return Ok("it was noted before".to_owned());
    }
    let before = payment_methods::find(&mut tx, &setup.tenant_id).await?;
    payment_methods::upsert(&mut tx, &setup.tenant_id, &new).await?;
    for other in open.iter().filter(|other| other.id != setup.id && other.created_at <= setup.created_at) {
        ask_to_close(service, &mut tx, &setup.tenant_id, &other.id).await?;
    }
    if let Some(before) = before.as_ref().filter(|before| before.method_id != new.method_id) {
        ask_to_forget(service, &mut tx, before, before.customer_id != new.customer_id).await?;
    }
    let change = Change {
        before: before.as_ref().map(told),
        after: Some(told(&new)),
        tenant: Some(&setup.tenant_id),
        ..Change::of(Deed::PaymentsNoteMethod, Target::of(&setup.tenant_id))
    };
    audit_control(&mut tx, caller, now, change).await?;
    service.commit_with_jobs(tx).await?;
    Ok("a card was saved".to_owned())
}

/// Has the provider forget a card, and whose it was.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ForgetMethod {
    method: String,
    #[serde(default)]
    customer: Option<String>,
}

impl Work for ForgetMethod {
    const KIND: JobKind = JobKind::ForgetMethod;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            let PaymentProvider::Stripe(stripe) = run.service.payment_provider() else {
                return Err(JobError::Retry("nobody takes payments any more".to_owned()));
            };
            stripe.forget(&run.service, &work.method, work.customer.as_deref()).await.map_err(failed)?;
            Ok(Output::told("forgotten"))
        })
    })];

    fn tenant(&self) -> Option<&TenantId> {
        None
    }
}
