//! What becomes of an invoice: paid, by an operator's word that can be taken back, or taken back by a credit note.

use billing::{Money, document::Kind};
use domain::{
    Error, InvoiceId, Micros, PaymentId, Problem,
    audit::{Deed, Target},
    invoices::{InvoicesError, InvoicesProblem},
    zones::{Zone, date_text, parse_date},
};
use store::{
    ControlTx, Mode,
    control::{
        invoice_payments::{self, Payment},
        invoices::{self, Invoice, InvoiceKind},
        refunds::{self, Refund, RefundState},
    },
};

use super::{
    Seen, collecting, handing,
    issuing::{self, Draft},
    run,
};
use crate::{
    Caller, OrInternal, Principal, Result, Service,
    access::{Change, audit_control},
    chance, forms,
    operator_access::note_done,
};

/// What arrived for an invoice, as an operator types it.
#[derive(Clone, Debug, Default)]
pub struct PaymentForm {
    /// As people write it; empty: all that is left.
    pub amount: String,
    /// `YYYY-MM-DD`, from the day of issue to today; empty: today.
    pub day: String,
    pub reference: String,
}

/// Notes that something arrived for an invoice: all of it, or a part.
pub async fn pay(service: &Service, caller: &Caller, number: &str, form: &PaymentForm) -> Result<Invoice> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let invoice = found(&mut tx, number).await?;
    let left = invoice.left();
    if left <= 0 {
        return Err(InvoicesError::Settled.into());
    }
    let amount = amount(&form.amount, &invoice, left)?;
    let day = day(&form.day, &invoice, &service.billing().zone, now)?;
    if form.reference.chars().count() > 200 {
        return Err(Error::field("reference", Problem::TooLong { max: 200 }));
    }
    let payment = Payment {
        id: chance::id(now, PaymentId::new),
        amount,
        day: i64::from(day),
        reference: form.reference.trim().to_owned(),
        noted_by: noted_by(caller),
        noted_at: now,
        provider_id: String::new(),
        taken_back_at: None,
        taken_back_by: String::new(),
        taken_back_reason: String::new(),
    };
    invoice_payments::insert(&mut tx, &invoice.id, &payment).await.or_internal()?;
    settle(service, &mut tx, &invoice, (amount, 0)).await?;
    let change = Change {
        before: Some(serde_json::json!({ "left": left })),
        after: Some(serde_json::json!({ "left": left - amount, "paid": amount })),
        tenant: Some(&invoice.tenant_id),
        ..Change::of(Deed::InvoicesPay, Target::of(&invoice.id).called(&invoice.number))
    };
    write_entries(&mut tx, caller, now, change).await?;
    service.commit_with_jobs(tx).await?;
    Ok(Invoice { paid: invoice.paid + amount, ..invoice })
}

/// What was noted by mistake, as an operator types it.
#[derive(Clone, Debug, Default)]
pub struct TakeBackForm {
    /// The payment's id; empty: the newest that can be taken back.
    pub payment: String,
    pub reason: String,
}

/// Why a payment cannot be taken back. What came through a provider did arrive, and of what was paid back the money is
/// gone.
fn kept(payment: &Payment, refunds: &[Refund]) -> Option<InvoicesError> {
    let is_of = |one: &Refund| one.payment_id == payment.id && one.state != RefundState::Failed;
    if !payment.provider_id.is_empty() {
        Some(InvoicesError::PaidOnline)
    } else if payment.taken_back_at.is_some() {
        Some(InvoicesError::PaymentTakenBack)
    } else {
        refunds.iter().any(is_of).then_some(InvoicesError::PaidBack)
    }
}

/// The payments of a document that can be taken back, the oldest first.
pub fn noted(seen: &Seen) -> impl DoubleEndedIterator<Item = &Payment> {
    seen.payments.iter().filter(|payment| kept(payment, &seen.refunds).is_none())
}

/// Takes back a payment that was noted by hand, on the wrong invoice or with a wrong amount. It stays in the list, and
/// the invoice is owed as if it had not been noted.
pub async fn take_back(
    service: &Service,
    caller: &Caller,
    number: &str,
    form: &TakeBackForm,
) -> Result<Invoice> {
    let now = service.now();
    let reason = forms::reason(&form.reason)?;
    let mut tx = service.control(Mode::Write).await?;
    // Whoever else takes back or pays back of it waits here.
    let invoice = found(&mut tx, number).await?;
    let payments = invoice_payments::list(&mut tx, &invoice.id).await.or_internal()?;
    let refunds = refunds::list(&mut tx, &invoice.id).await.or_internal()?;
    let wanted = if form.payment.is_empty() {
        payments.iter().rfind(|payment| kept(payment, &refunds).is_none()).or(payments.last())
    } else {
        payments.iter().find(|payment| payment.id.as_str() == form.payment)
    };
    let payment = wanted.ok_or_else(|| Error::field("payment", Problem::NotAChoice))?;
    if let Some(error) = kept(payment, &refunds) {
        return Err(error.into());
    }
    let by = noted_by(caller);
    if !invoice_payments::update_taken_back(&mut tx, &payment.id, now, (&by, reason)).await.or_internal()? {
        return Err(InvoicesError::PaymentTakenBack.into());
    }
    settle(service, &mut tx, &invoice, (-payment.amount, 0)).await?;
    let left = invoice.left();
    let change = Change {
        before: Some(serde_json::json!({ "left": left })),
        after: Some(serde_json::json!({
            "left": left + payment.amount, "payment": payment.id, "amount": payment.amount, "reason": reason,
        })),
        tenant: Some(&invoice.tenant_id),
        ..Change::of(Deed::PaymentsTakeBack, Target::of(&invoice.id).called(&invoice.number))
    };
    write_entries(&mut tx, caller, now, change).await?;
    service.commit_with_jobs(tx).await?;
    Ok(Invoice { paid: invoice.paid - payment.amount, ..invoice })
}

/// What arrived for an invoice where somebody else takes payments.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) invoice: InvoiceId,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    /// Who says so.
    pub(crate) provider: &'static str,
    /// What it is called there.
    pub(crate) provider_id: String,
}

/// Notes what arrived elsewhere, once; the number of its invoice, where it is new. More than is owed is noted too:
/// it arrived.
pub(crate) async fn receive(service: &Service, caller: &Caller, paid: &Received) -> Result<Option<String>> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let found = invoices::find_by_id_locked(&mut tx, &paid.invoice).await.or_internal()?;
    let is_for = |one: &Invoice| one.kind == InvoiceKind::Invoice && one.currency == paid.currency;
    let Some(invoice) = found.filter(is_for) else {
        tracing::error!(
            provider = paid.provider, payment = %paid.provider_id, invoice = %paid.invoice,
            "a payment arrived that is for no invoice here: look it up at the provider and give it back"
        );
        return Ok(None);
    };
    let payment = Payment {
        id: chance::id(now, PaymentId::new),
        amount: paid.amount,
        day: i64::from(service.billing().zone.day_of(now)),
        reference: paid.provider_id.clone(),
        noted_by: paid.provider.to_owned(),
        noted_at: now,
        provider_id: paid.provider_id.clone(),
        taken_back_at: None,
        taken_back_by: String::new(),
        taken_back_reason: String::new(),
    };
    if !invoice_payments::insert(&mut tx, &invoice.id, &payment).await.or_internal()? {
        return Ok(None);
    }
    settle(service, &mut tx, &invoice, (paid.amount, 0)).await?;
    let change = Change {
        before: Some(serde_json::json!({ "left": invoice.left() })),
        after: Some(serde_json::json!({ "left": invoice.left() - paid.amount, "paid": paid.amount })),
        tenant: Some(&invoice.tenant_id),
        ..Change::of(Deed::InvoicesPay, Target::of(&invoice.id).called(&invoice.number))
    };
    audit_control(&mut tx, caller, now, change).await?;
    service.commit_with_jobs(tx).await?;
    Ok(Some(invoice.number))
}

/// Takes an invoice back, whole, by a credit note that names it. The invoice stays as it was issued.
pub async fn credit(service: &Service, caller: &Caller, number: &str) -> Result<Invoice> {
    let (now, billing) = (service.now(), service.billing());
    let mut tx = service.control(Mode::Write).await?;
    let invoice = found(&mut tx, number).await?;
    if invoice.credited != 0 {
        return Err(InvoicesError::Credited.into());
    }
    let kept = invoices::find_document(&mut tx, &invoice.id).await.or_internal()?;
    let frozen = issuing::read(&kept.ok_or(Error::NotFound)?.0)?;
    let draft = Draft {
        tenant: &invoice.tenant_id,
        kind: Kind::CreditNote,
        buyer: frozen.buyer,
        language: frozen.language,
        lines: frozen.lines,
        totals: frozen.totals,
        days: (frozen.from, frozen.to),
        corrects: Some(&invoice),
    };
    let note = issuing::issue(&mut tx, billing, draft, now).await?;
    settle(service, &mut tx, &invoice, (0, invoice.gross)).await?;
    let change = Change {
        after: Some(
            serde_json::json!({ "number": note.number, "gross": note.gross, "corrects": invoice.number }),
        ),
        tenant: Some(&invoice.tenant_id),
        ..Change::of(Deed::InvoicesCredit, Target::of(&note.id).called(&note.number))
    };
    write_entries(&mut tx, caller, now, change).await?;
    run::ask_to_send(service, &mut tx, &note).await?;
    handing::put(service, &mut tx, &note).await?;
    service.commit_with_jobs(tx).await?;
    run::keep(service, &note).await?;
    Ok(note)
}

/// What is left of an invoice changes: no page is open any more on which what was left before is paid.
async fn settle(
    service: &Service,
    tx: &mut ControlTx,
    invoice: &Invoice,
    (paid, credited): (i64, i64),
) -> Result<()> {
    invoices::update_settled(tx, &invoice.id, paid, credited).await.or_internal()?;
    collecting::close_pages(service, tx, invoice).await
}

/// An amount as people write it, up to the most there can be; empty: the most.
pub(crate) fn amount(text: &str, invoice: &Invoice, max: i64) -> Result<i64> {
    let currency = invoice.currency.parse().map_err(|_| Error::Internal)?;
    let amount = match text.trim() {
        "" => Some(max),
        text => Money::parse(text, currency).ok().map(|money| money.minor),
    };
    let plain = |minor| Money::new(minor, currency).plain();
    let problem =
        InvoicesProblem::NoSuchAmount { min: plain(1), max: plain(max), currency: invoice.currency.clone() };
    amount.filter(|amount| (1..=max).contains(amount)).ok_or_else(|| Error::field("amount", problem))
}

/// The day on which something arrived, from the day of issue to today; empty: today.
fn day(text: &str, invoice: &Invoice, zone: &Zone, now: Micros) -> Result<i32> {
    let first = zone.day_of(invoice.issued_at);
    // Another server's clock may be ahead of this one's.
    let today = zone.day_of(now).max(first);
    let day = match text.trim() {
        "" => today,
        text => parse_date(text).map_err(|problem| Error::field("day", problem))?,
    };
    let problem = InvoicesProblem::NoSuchDay { min: date_text(first), max: date_text(today) };
    if (first..=today).contains(&day) { Ok(day) } else { Err(Error::field("day", problem)) }
}

pub(crate) async fn found(tx: &mut ControlTx, number: &str) -> Result<Invoice> {
    let found = invoices::find_locked(tx, number).await.or_internal()?;
    found.filter(|invoice| invoice.kind == InvoiceKind::Invoice).ok_or(Error::NotFound)
}

/// Who notes it, as people read it.
pub(crate) fn noted_by(caller: &Caller) -> String {
    match &caller.principal {
        Principal::OperatorKey(key) => key.email.clone(),
        _ => caller.account().map_or_else(|| caller.source.to_string(), |own| own.email.clone()),
    }
}

/// Notes it in the tenant's own chain and, as what operators do, in the installation's.
pub(crate) async fn write_entries(
    tx: &mut ControlTx,
    caller: &Caller,
    now: Micros,
    change: Change<'_>,
) -> Result<()> {
    let own = Change {
        target: change.target.clone(),
        before: change.before.clone(),
        after: change.after.clone(),
        ..Change::of(change.action, Target::default())
    };
    audit_control(tx, caller, now, change).await?;
    audit_control(tx, caller, now, own).await?;
    note_done(tx, caller).await
}
