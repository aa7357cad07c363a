//! Invoices as operators see them: of every tenant, what arrived for one, and what a tenant brings in.

use std::ops::Range;

use domain::{
    Checks, Error, InvoiceId, Micros,
    audit::{Deed, Target, TargetKind},
    operators::{ManageBilling, Operate, ViewBilling},
};
pub use store::control::invoices::{Standing, Sums};
use store::control::{
    billing_items,
    invoices::{self as rows, Invoice},
    subscriptions::{self, Every},
    tenant_lists,
    tenants::{self, Tenant},
};

use crate::{
    OperatorAccess, OrInternal, Result,
    access::Change,
    invoices::{
        self, PaymentForm, Seen, TakeBackForm,
        exports::{self, UsageExport},
    },
    payments::{self, RefundForm},
};

/// Which invoices a list shows, as it stands in an address.
#[derive(Clone, Debug, Default)]
pub struct InvoiceQuery {
    /// One of [`Standing`], or empty.
    pub standing: String,
    /// Where the page begins: `<issued at>.<id>`, or empty for the newest.
    pub before: String,
}

/// One page of the list, the newest first, each with whose it is.
#[derive(Clone, Debug)]
pub struct InvoicePage {
    pub invoices: Vec<(Invoice, Tenant)>,
    pub next: Option<String>,
}

pub async fn list(
    access: &mut OperatorAccess<ViewBilling>,
    query: &InvoiceQuery,
    limit: usize,
) -> Result<InvoicePage> {
    let mut checks = Checks::default();
    let standing = query.standing.parse::<Standing>().ok();
    checks.word("state", &query.standing, standing.is_some());
    checks.finish()?;
    let before = match query.before.split_once('.') {
        _ if query.before.is_empty() => (Micros::MAX, String::new()),
        Some((at, id)) => (at.parse().map_err(|_| Error::NotFound)?, id.to_owned()),
        None => return Err(Error::NotFound),
    };
    let (now, most) = (access.now(), i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1));
    let mut found =
        rows::list_of_all(access.tx(), standing, now, (before.0, &before.1), most).await.or_internal()?;
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).map(|last| format!("{}.{}", last.issued_at, last.id));
    let mut listed = Vec::new();
    for invoice in found {
        if let Some(tenant) = tenants::find(access.tx(), &invoice.tenant_id).await.or_internal()? {
            listed.push((invoice, tenant));
        }
    }
    Ok(InvoicePage { invoices: listed, next })
}

/// Puts what is due on invoices now, as happens every hour.
pub async fn run(mut access: OperatorAccess<ManageBilling>) -> Result<()> {
    let service = access.service().clone();
    access.audit(Change::of(Deed::InvoicesRun, Target::new(TargetKind::Invoice, "due"))).await?;
    access.commit().await?;
    invoices::put_due(&service).await
}

/// One document with what became of it, and whose it is.
pub async fn find(access: &mut OperatorAccess<ViewBilling>, id: &str) -> Result<(Seen, Tenant)> {
    let invoice = found(access, id).await?;
    let tenant = tenants::find(access.tx(), &invoice.tenant_id).await.or_internal()?;
    let service = access.service().clone();
    Ok((invoices::seen(&service, access.tx(), invoice).await?, tenant.ok_or(Error::NotFound)?))
}

/// Notes that something arrived for an invoice: all that is left, or a part.
pub async fn pay(access: OperatorAccess<ManageBilling>, number: &str, form: &PaymentForm) -> Result<Invoice> {
    let (service, caller) = (access.service().clone(), access.caller().clone());
    // What follows opens a transaction of its own.
    drop(access);
    invoices::pay(&service, &caller, number, form).await
}

/// Takes back a payment that was noted by mistake.
pub async fn take_back(
    access: OperatorAccess<ManageBilling>,
    number: &str,
    form: &TakeBackForm,
) -> Result<Invoice> {
    let (service, caller) = (access.service().clone(), access.caller().clone());
    drop(access);
    invoices::take_back(&service, &caller, number, form).await
}

/// Pays back what was paid and is owed no more: all of it, or a part.
pub async fn refund(
    access: OperatorAccess<ManageBilling>,
    number: &str,
    form: &RefundForm,
) -> Result<Invoice> {
    let (service, caller) = (access.service().clone(), access.caller().clone());
    drop(access);
    payments::refund(&service, &caller, number, form).await
}

/// Takes an invoice back by a credit note.
pub async fn credit(access: OperatorAccess<ManageBilling>, number: &str) -> Result<Invoice> {
    let (service, caller) = (access.service().clone(), access.caller().clone());
    drop(access);
    invoices::credit(&service, &caller, number).await
}

/// Says whether a tenant is billed elsewhere, such as by contract. Where it is, there are no invoices, drafts,
/// reminders and payments for it; what it has meanwhile is owed by nobody here later.
pub async fn set_billed_elsewhere(
    mut access: OperatorAccess<ManageBilling>,
    slug: &str,
    is_elsewhere: bool,
) -> Result<()> {
    let id = by_slug(&mut access, slug).await?.id;
    access.lock_tenant(&id).await?;
    let tenant = by_slug(&mut access, slug).await?;
    if tenant.is_billed_elsewhere == is_elsewhere {
        return Ok(());
    }
    let now = access.now();
    tenant_lists::update_billed_elsewhere(access.tx(), &id, is_elsewhere).await.or_internal()?;
    if is_elsewhere {
        rows::delete_proforma(access.tx(), &id).await.or_internal()?;
    }
    subscriptions::update_due(access.tx(), &id, now).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "is_billed_elsewhere": tenant.is_billed_elsewhere })),
        after: Some(serde_json::json!({ "is_billed_elsewhere": is_elsewhere })),
        ..Change::of(Deed::TenantsSetBilling, Target::of(&id).called(&tenant.name))
    };
    access.audit_tenant(&id, change).await?;
    access.commit_for(&id).await
}

/// The periods of a tenant, the newest first.
pub async fn periods(access: &mut OperatorAccess<ViewBilling>, slug: &str) -> Result<Vec<Range<Micros>>> {
    let (tenant, now) = (by_slug(access, slug).await?, access.now());
    exports::periods(access.tx(), &tenant, now).await
}

/// What a tenant had and used in a period, by when that begins; empty: in the running one.
pub async fn usage(
    access: &mut OperatorAccess<ViewBilling>,
    slug: &str,
    period: &str,
) -> Result<UsageExport> {
    let (tenant, now) = (by_slug(access, slug).await?, access.now());
    let (billing, language) = (access.service().billing().clone(), access.caller().locale);
    exports::made(access.tx(), &billing, tenant, period, (language, now)).await
}

async fn by_slug<P: Operate>(access: &mut OperatorAccess<P>, slug: &str) -> Result<Tenant> {
    tenants::find_by_slug(access.tx(), slug).await.or_internal()?.ok_or(Error::NotFound)
}

/// The PDF of a document, with the name of its file.
pub async fn pdf(mut access: OperatorAccess<ViewBilling>, id: &str) -> Result<(String, Vec<u8>)> {
    let (service, invoice) = (access.service().clone(), found(&mut access, id).await?);
    drop(access);
    Ok((format!("{}.pdf", invoices::name(&invoice)), invoices::keep(&service, &invoice).await?))
}

/// The XML of a document, with the name of its file; a proforma has none.
pub async fn xml(access: &mut OperatorAccess<ViewBilling>, id: &str) -> Result<(String, String)> {
    let invoice = found(access, id).await?;
    let kept = rows::find_document(access.tx(), &invoice.id).await.or_internal()?;
    let xml = kept.map(|(_, xml)| xml).filter(|xml| !xml.is_empty()).ok_or(Error::NotFound)?;
    Ok((format!("{}.xml", invoices::name(&invoice)), xml))
}

async fn found(access: &mut OperatorAccess<ViewBilling>, id: &str) -> Result<Invoice> {
    let id = InvoiceId::parse(id).ok_or(Error::NotFound)?;
    rows::find_any(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)
}

/// What a tenant brings in, in minor units of the installation's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revenue {
    /// What its subscription costs a month; a year counts a twelfth.
    pub monthly: i64,
    pub invoiced: i64,
    pub open: i64,
    pub overdue: i64,
}

pub async fn revenue(access: &mut OperatorAccess<ViewBilling>, tenant: &Tenant) -> Result<Revenue> {
    let now = access.now();
    let every = subscriptions::find(access.tx(), &tenant.id).await.or_internal()?;
    let parts = every.map_or(1, |one| if one.every == Every::Year { 12 } else { 1 });
    let items = billing_items::list_open(access.tx(), &tenant.id).await.or_internal()?;
    let counts = items.iter().filter(|item| item.closed_at.is_none_or(|end| end > now));
    let monthly = counts.map(|item| item.price).sum::<i64>() / parts;
    let Sums { invoiced, open, overdue } = rows::sums(access.tx(), &tenant.id, now).await.or_internal()?;
    Ok(Revenue { monthly, invoiced, open, overdue })
}

/// The same by the tenant's slug.
pub async fn revenue_of(access: &mut OperatorAccess<ViewBilling>, slug: &str) -> Result<Revenue> {
    let tenant = by_slug(access, slug).await?;
    revenue(access, &tenant).await
}
