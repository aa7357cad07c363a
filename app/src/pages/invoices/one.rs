//! One document, as it was issued: each line with what it was computed from.

use billing::{
    countries,
    document::Document,
    lines::{Basis, Line},
    parties::Party,
    shares::second,
    text::DocumentText,
};
use domain::{
    Error, Locale,
    areas::{File, Route},
    permission::{Permission, ViewInvoices},
    zones::{Zone, local_date},
};
use leptos::prelude::*;
use service::{
    Standing,
    control::{collections::CollectionState, invoices::InvoiceKind, refunds::RefundState},
    invoices::{self, HandoverState, Seen, Way},
    payments::{self, Checkout},
};

use super::{amount, card, kind, state};
use crate::{
    components::{fields, layout::Console, notice, table::table},
    context::Context,
    pages::{Page, audit::noted_name},
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context, slug: &str, id: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewInvoices>(slug).await?;
    let seen = invoices::find(&mut access, id).await?;
    let checkout = payments::open(&mut access, &seen.invoice).await?;
    let (standing, zone, now) = (access.standing().clone(), access.zone().clone(), access.now());
    drop(access);
    let context = context.clone();
    let say = context.say();
    let title = format!("{} {}", kind(say, &seen.invoice), seen.invoice.number).trim_end().to_owned();
    Ok(Page::new(title.clone(), move || {
        let state = state(say, &zone, now, &seen.invoice);
        let body = view! {
            {collected(say, &seen)}
            {pay(&context, &standing, &seen, checkout.as_ref())}
            {document(&seen.document, Some(&standing.tenant.slug))}
            {reaches(say, &seen)}
            {payments(say, &zone, &seen, false)}
            {refunds(say, &zone, &seen, false)}
            {reminders(say, &zone, &seen)}
        };
        Console { context: &context, standing: &standing, title: &title, lead: &state }
            .view(files(say, &standing.tenant.slug, &seen), body)
    }))
}

fn files(say: Say, slug: &str, seen: &Seen) -> AnyView {
    let at = |file: File| file.of_space(slug).replace("{id}", seen.invoice.id.as_str());
    let has_xml = seen.invoice.kind != InvoiceKind::Proforma;
    view! {
        <a class="button" href=at(File::InvoicePdf) download="">{say.invoice_pdf()}</a>
        {has_xml.then(|| view! { <a class="button" href=at(File::InvoiceXml) download="">{say.invoice_xml()}</a> })}
        <a class="button" href=at(File::InvoiceJson) download="">{say.invoice_json()}</a>
        <a class="button" href=Route::Invoices.of_space(slug)>{say.title(Route::Invoices)}</a>
    }
    .into_any()
}

/// How it is paid with the saved card, while something is left of it.
fn collected(say: Say, seen: &Seen) -> Option<AnyView> {
    let collection = seen.collection.as_ref().filter(|_| seen.invoice.left() > 0)?;
    let (brand, last_four) = (&collection.brand, &collection.last_four);
    match collection.state {
        CollectionState::Asked => Some(notice::notice("info", &card::collected(say, brand, last_four, None))),
        CollectionState::Failed => {
            Some(notice::notice("warn", &card::collected(say, brand, last_four, Some(&collection.problem))))
        }
        CollectionState::Done | CollectionState::Dropped => None,
    }
}

/// The way to the provider’s page, where there is somebody who takes payments.
fn pay(context: &Context, standing: &Standing, seen: &Seen, open: Option<&Checkout>) -> Option<AnyView> {
    let say = context.say();
    let is_asked = seen.collection.as_ref().is_some_and(|one| one.state == CollectionState::Asked);
    if is_asked || !payments::can_pay(&context.service, &standing.tenant, &seen.invoice) {
        return None;
    }
    let left = amount(say.0, &seen.invoice, seen.invoice.left());
    let way = if let Some(open) = open {
        let href = open.url.clone();
        view! { <p class="form-actions"><a class="button" data-tone="primary" rel="noreferrer" href=href>{say.pay_go(&left)}</a></p> }
            .into_any()
    } else {
        let form = context.form("payments.begin");
        let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", seen.invoice.id.as_str())];
        let form = fields::form("payments.begin", &form, &hidden, fields::submit(say.pay_online()));
        fields::gate(context, standing, Permission::ManageInvoices, form).into_any()
    };
    Some(
        view! { <section class="panel" id="pay"><header><h2>{say.pay_title(&left)}</h2></header><p class="hint">{say.pay_hint()}</p>{way}</section> }
            .into_any(),
    )
}

/// The document as it was issued: all of it in its recipient's language, whoever reads it.
pub(in crate::pages) fn document(document: &Document, slug: Option<&str>) -> AnyView {
    let say = Say(document.language);
    view! {
        <article class="document" lang=say.0.as_str()>
            {facts(say, document)}
            {lines(say, document, slug)}
            {totals(document)}
        </article>
    }
    .into_any()
}

fn facts(say: Say, document: &Document) -> AnyView {
    let text = DocumentText(say.0);
    let day = |day| local_date(day, say.0);
    view! {
        <section class="panel">
            <dl class="facts">
                <div><dt>{text.issued()}</dt><dd>{day(document.issued)}</dd></div>
                {document.is_to_pay().then(|| view! { <div><dt>{text.due()}</dt><dd>{day(document.due)}</dd></div> })}
                <div><dt>{text.period()}</dt><dd>{text.days(&day(document.from), &day(document.to))}</dd></div>
                {document.corrects.as_ref().map(|corrected| {
                    let sentence = text.corrects(&corrected.number, &day(corrected.day));
                    view! { <div><dt>{say.invoice_kind()}</dt><dd>{sentence}</dd></div> }
                })}
                <div><dt>{text.seller()}</dt><dd>{party(&document.seller, say.0)}</dd></div>
                <div><dt>{text.buyer()}</dt><dd>{party(&document.buyer, say.0)}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

/// What the document is, and how it reaches whoever it is for; a proforma is told by what stands on it.
pub(in crate::pages) fn reaches(say: Say, seen: &Seen) -> Option<AnyView> {
    (seen.invoice.kind != InvoiceKind::Proforma).then(|| {
        view! {
            <section class="panel">
                <p class="hint">{say.invoice_electronic()}</p>
                <p id="way">{way(say, &seen.way)}</p>
            </section>
        }
        .into_any()
    })
}

fn way(say: Say, way: &Way) -> String {
    let Way::Platform(handover) = way else {
        let text = if *way == Way::Mail { say.way_mail() } else { say.way_by_hand() };
        return text.to_owned();
    };
    match handover.as_ref().map_or(HandoverState::Waiting, |handover| handover.state) {
        HandoverState::Waiting => say.way_waiting().to_owned(),
        HandoverState::Submitted => say.way_submitted().to_owned(),
        HandoverState::Accepted => say.way_accepted().to_owned(),
        HandoverState::Refused => say.way_refused(handover.as_ref().map_or("", |handover| &handover.reason)),
    }
}

fn party(party: &Party, locale: Locale) -> String {
    let place = format!("{} {}", party.postcode, party.city);
    let siren = party.siren.as_ref().map(|siren| format!("SIREN {siren}")).unwrap_or_default();
    let written = [
        party.name.as_str(),
        &party.form,
        &party.register,
        &siren,
        party.vat_number.as_deref().unwrap_or_default(),
        &party.street,
        place.trim(),
        countries::name(&party.country, locale),
    ];
    written.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Each line with what it was computed from; what was used opens to its window, where a space looks.
fn lines(say: Say, document: &Document, slug: Option<&str>) -> AnyView {
    let text = DocumentText(say.0);
    let money = |minor| document.money(minor).text(say.0);
    let heads = [
        (text.description(), ""),
        (say.invoice_how(), ""),
        (text.vat(), "number"),
        (text.amount(), "number"),
    ];
    let rows = document.lines.iter().map(|line| {
        let rate = line.vat.percent(say.0).unwrap_or_else(|| "–".to_owned());
        view! {
            <tr>
                <th scope="row">{opening(line, slug)}<small>{format!(" {}", line.detail)}</small></th>
                <td>{how(say, line)}</td>
                <td data-kind="number">{rate}</td>
                <td data-kind="number">{money(line.total)}</td>
            </tr>
        }
        .into_any()
    });
    let rows = rows.collect();
    view! { <section class="panel">{table(say.invoice_line(), &heads, "", rows)}</section> }.into_any()
}

/// A line's title, which leads to what was used.
pub(in crate::pages) fn opening(line: &Line, slug: Option<&str>) -> AnyView {
    let title = line.title.clone();
    match (&line.basis, slug) {
        (Basis::Use { meter, window, .. } | Basis::Late { meter, window, .. }, Some(slug)) => {
            view! { <a href=crate::pages::plan::meter::href(slug, meter, window)>{title}</a> }.into_any()
        }
        _ => title.into_any(),
    }
}

/// What the published formula needs.
fn how(say: Say, line: &Line) -> String {
    let number = |number: i64| say.0.number(number);
    match &line.basis {
        Basis::Share { price, period, from, to } => {
            let since = |at| number(second(at) - second(period.start));
            let whole = number(second(period.end) - second(period.start));
            say.invoice_share(&price.text(say.0), &whole, &since(*from), &since(*to))
        }
        Basis::Use { used, rate, .. } | Basis::Late { used, rate, .. } => say.invoice_use(
            &rate.price.text(say.0),
            &number(rate.per),
            &number(*used),
            &number(rate.included),
        ),
        Basis::Stated { .. } => say.invoice_stated().to_owned(),
    }
}

fn totals(document: &Document) -> AnyView {
    let text = DocumentText(document.language);
    let money = |minor| document.amount(minor);
    let notes: Vec<_> =
        document.shown_notes().map(|note| view! { <p class="hint">{note.text.clone()}</p> }).collect();
    view! {
        <section class="panel">
            <dl class="facts">
                <div><dt>{text.net()}</dt><dd>{money(document.totals.net)}</dd></div>
                <div><dt>{text.vat()}</dt><dd>{money(document.totals.tax)}</dd></div>
                <div><dt>{text.gross()}</dt><dd>{money(document.totals.gross)}</dd></div>
                {document.transfer.as_ref().filter(|_| document.is_to_pay()).map(|transfer| {
                    view! { <div><dt>{text.pay_by_transfer()}</dt><dd><code>{transfer.iban.clone()}</code>" "{transfer.bic.clone()}" "{transfer.holder.clone()}</dd></div> }
                })}
            </dl>
            {notes}
        </section>
    }
    .into_any()
}

/// What arrived, and what of it was noted by mistake; to operators with who took it back.
pub(in crate::pages) fn payments(say: Say, zone: &Zone, seen: &Seen, is_operator: bool) -> Option<AnyView> {
    let rows: Vec<_> = seen
        .payments
        .iter()
        .map(|payment| {
            let day = local_date(i32::try_from(payment.day).unwrap_or_default(), say.0);
            let text = say.invoice_payment(&amount(say.0, &seen.invoice, payment.amount), &day);
            let reference = payment.reference.clone();
            let Some(at) = payment.taken_back_at else {
                return view! { <li>{text}" "{reference}</li> }.into_any();
            };
            let taken_back = say.payment_taken_back(&local_date(zone.day_of(at), say.0));
            let why = if is_operator {
                say.refund_asked_by(&noted_name(say, &payment.taken_back_by), &payment.taken_back_reason)
            } else {
                payment.taken_back_reason.clone()
            };
            view! { <li><del>{text}" "{reference}</del>" "{taken_back}" "<small>{why}</small></li> }
                .into_any()
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! { <section class="panel"><header><h2>{say.invoice_payments()}</h2></header><ul>{rows}</ul></section> }.into_any()
    })
}

/// What was paid back, or is to be; to operators with who asked for it, and why it failed.
pub(in crate::pages) fn refunds(say: Say, zone: &Zone, seen: &Seen, is_operator: bool) -> Option<AnyView> {
    let rows: Vec<_> = seen
        .refunds
        .iter()
        .map(|refund| {
            let money = amount(say.0, &seen.invoice, refund.amount);
            let day = local_date(zone.day_of(refund.changed_at), say.0);
            let text = match refund.state {
                RefundState::Asked => say.refund_asked(&money),
                RefundState::Pending => say.refund_pending(&money),
                RefundState::Done if refund.is_by_provider => say.refund_done(&money, &day),
                RefundState::Done => say.refund_by_hand(&money, &day),
                RefundState::Failed if is_operator => say.refund_failed_why(&money, &refund.problem),
                RefundState::Failed => say.refund_failed(&money),
            };
            let why = if is_operator && !refund.reason.is_empty() {
                say.refund_asked_by(&noted_name(say, &refund.asked_by), &refund.reason)
            } else {
                refund.reason.clone()
            };
            view! { <li>{text}" "<small>{why}</small></li> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! { <section class="panel" id="refunds"><header><h2>{say.refunds()}</h2></header><ul>{rows}</ul></section> }.into_any()
    })
}

fn reminders(say: Say, zone: &Zone, seen: &Seen) -> Option<AnyView> {
    let rows: Vec<_> = seen
        .reminders
        .iter()
        .map(|reminder| {
            let day = local_date(zone.day_of(reminder.sent_at), say.0);
            view! { <li>{say.invoice_reminder(&day, &reminder.sent_to)}</li> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! { <section class="panel"><header><h2>{say.invoice_reminders()}</h2></header><ul>{rows}</ul></section> }.into_any()
    })
}
