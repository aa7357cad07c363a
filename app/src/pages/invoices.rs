//! What was invoiced, what the next invoice will say, and to whom.

mod card;
mod contact;
pub(super) mod exports;
pub(super) mod one;

use billing::{
    lines::{Basis, Line, Totals},
    parties::Missing,
};
use domain::{
    Error, Locale, Micros,
    areas::{File, Route},
    permission::ViewInvoices,
    zones::{self, Zone},
};
use leptos::prelude::*;
pub(super) use one::page as one;
use service::{
    control::invoices::{Invoice, InvoiceKind},
    invoices::{self, Draft},
    payments,
};

use super::Page;
use crate::{
    components::{empty_with, layout::Console, notice, plan_cards, table::table},
    context::Context,
    text::Say,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter_team::<ViewInvoices>(slug).await?;
    let listed = invoices::list(&mut access).await?;
    let draft = invoices::draft(&mut access, context.locale()).await?;
    let billed = invoices::contact(&mut access).await?;
    let periods = invoices::exports::list(&mut access).await?;
    let methods = payments::methods(&mut access).await?;
    let (standing, zone, now) = (access.standing().clone(), access.zone().clone(), access.now());
    drop(access);
    let context = context.clone();
    let say = context.say();
    let is_on = context.service.billing().is_on;
    let is_elsewhere = is_on && standing.tenant.is_billed_elsewhere;
    Ok(Page::new(context.title(), move || {
        let slug = standing.tenant.slug.clone();
        let body = view! {
            {(!is_on).then(|| notice::notice("info", say.invoices_off()))}
            {is_elsewhere.then(|| {
                let (csv, json) = (File::UsageCsv.of_space(&slug), File::UsageJson.of_space(&slug));
                view! {
                    {notice::notice("info", say.invoices_elsewhere())}
                    {exports::view(say, &zone, (&csv, &json), (&periods, now))}
                }
            })}
            {draft.map(|draft| next(say, &zone, &slug, &draft))}
            {(is_on && !(is_elsewhere && listed.is_empty())).then(|| list(say, &zone, now, &slug, &listed))}
            {card::view(&context, &standing, &methods)}
            {is_on.then(|| contact::form(&context, &standing, billed.as_ref()))}
        };
        let csv = File::InvoicesCsv.of_space(&slug);
        let head = (!listed.is_empty())
            .then(|| view! { <a class="button" href=csv download="">{say.invoices_csv()}</a> });
        Console { context: &context, standing: &standing, title: context.title(), lead: say.invoices_lead() }
            .view(head, body)
    }))
}

fn list(say: Say, zone: &Zone, now: Micros, slug: &str, listed: &[Invoice]) -> AnyView {
    if listed.is_empty() {
        return empty_with(say.invoices_none(), say.invoices_none_text(), None::<AnyView>);
    }
    let heads = [
        (say.invoice_number(), ""),
        (say.invoice_kind(), ""),
        (say.invoice_issued(), ""),
        (say.invoice_amount(), "number"),
        (say.invoice_state(), ""),
    ];
    let rows = listed.iter().map(|invoice| {
        let href = Route::Invoice.of_space(slug).replace("{id}", invoice.id.as_str());
        let name =
            if invoice.number.is_empty() { kind(say, invoice).to_owned() } else { invoice.number.clone() };
        view! {
            <tr>
                <th scope="row" data-kind="reference"><a href=href>{name}</a></th>
                <td>{kind(say, invoice)}</td>
                <td data-kind="time">{zones::local_date(zone.day_of(invoice.issued_at), say.0)}</td>
                <td data-kind="number">{amount(say.0, invoice, invoice.gross)}</td>
                <td>{state(say, zone, now, invoice)}</td>
            </tr>
        }
        .into_any()
    });
    let rows = rows.collect();
    view! { <section class="panel">{table(say.title(Route::Invoices), &heads, "", rows)}</section> }
        .into_any()
}

pub(super) fn kind(say: Say, invoice: &Invoice) -> &'static str {
    let text = billing::text::DocumentText(say.0);
    match invoice.kind {
        InvoiceKind::Invoice => text.invoice(),
        InvoiceKind::CreditNote => text.credit_note(),
        InvoiceKind::Proforma => text.proforma(),
    }
}

pub(super) fn amount(locale: Locale, invoice: &Invoice, minor: i64) -> String {
    let currency = invoice.currency.parse().unwrap_or(billing::Currency::Eur);
    billing::Money::new(minor, currency).text(locale)
}

/// What it is now and what happens next, in a sentence.
pub(super) fn state(say: Say, zone: &Zone, now: Micros, invoice: &Invoice) -> String {
    let day = zones::local_date(zone.day_of(invoice.due_at), say.0);
    let left = amount(say.0, invoice, invoice.left());
    match invoice.kind {
        InvoiceKind::Proforma => say.invoice_proforma().to_owned(),
        InvoiceKind::CreditNote => say.invoice_note().to_owned(),
        InvoiceKind::Invoice if invoice.left() < 0 => {
            say.invoice_due_back(&amount(say.0, invoice, invoice.left().saturating_neg()))
        }
        InvoiceKind::Invoice if invoice.credited > 0 && invoice.refunded > 0 => {
            say.invoice_refunded(&amount(say.0, invoice, invoice.refunded))
        }
        InvoiceKind::Invoice if invoice.credited > 0 => say.invoice_credited().to_owned(),
        InvoiceKind::Invoice if invoice.left() <= 0 => say.invoice_paid().to_owned(),
        InvoiceKind::Invoice if invoice.due_at < now => say.invoice_overdue(&left, &day),
        InvoiceKind::Invoice => say.invoice_open(&left, &day),
    }
}

/// The draft of the running period.
fn next(say: Say, zone: &Zone, slug: &str, draft: &Draft) -> AnyView {
    let day = zones::local_date(zone.day_of(draft.until), say.0);
    let running = (!draft.running.is_empty()).then(|| {
        let (title, currency) = (say.draft_running(), draft.totals.currency);
        view! {
            <h3>{title}</h3>
            <p class="hint">{say.draft_running_lead()}</p>
            {lines(say, title, &draft.running, currency, Some(slug))}
        }
    });
    let missing: Vec<&str> = draft.missing.iter().map(|what| missing(say, *what)).collect();
    let is_owed = !draft.lines.is_empty();
    let contact = (!draft.is_tax_known).then(|| contact_href(slug));
    view! {
        <section class="panel" id="draft">
            <header><h2>{say.draft()}</h2></header>
            <p>{if is_owed { say.draft_lead(&day) } else { say.draft_nothing().to_owned() }}</p>
            {(is_owed && !missing.is_empty()).then(|| notice::notice("warn", &say.draft_missing(&missing.join(", "))))}
            {(draft.totals.net < 0).then(|| notice::notice("info", say.draft_less()))}
            {is_owed.then(|| owed(say, say.draft(), &draft.lines, &draft.totals, Some(slug), contact))}
            {running}
        </section>
    }
    .into_any()
}

/// Where a space says to whom its invoices go.
pub(super) fn contact_href(slug: &str) -> String {
    format!("{}#contact", Route::Invoices.of_space(slug))
}

/// What is owed and not issued yet: its lines, and what they come to. While nobody knows the tax, `contact` is where
/// the country is named that decides it.
pub(super) fn owed(
    say: Say,
    title: &'static str,
    listed: &[Line],
    totals: &Totals,
    slug: Option<&str>,
    contact: Option<String>,
) -> AnyView {
    let text = billing::text::DocumentText(say.0);
    let money = |minor| billing::Money::new(minor, totals.currency).text(say.0);
    let taxed = match contact {
        None => view! {
            <div><dt>{text.vat()}</dt><dd>{money(totals.tax)}</dd></div>
            <div><dt>{text.gross()}</dt><dd id="gross">{money(totals.gross)}</dd></div>
        }
        .into_any(),
        Some(href) => view! {
            <div><dt>{text.vat()}</dt><dd id="tax">{say.tax_unknown()}" "<a href=href>{say.tax_country()}</a></dd></div>
        }
        .into_any(),
    };
    view! {
        {lines(say, title, listed, totals.currency, slug)}
        <dl class="facts">
            <div><dt>{text.net()}</dt><dd>{money(totals.net)}</dd></div>
            {taxed}
        </dl>
    }
    .into_any()
}

/// Lines that are on no invoice yet; what was used opens to its window.
fn lines(
    say: Say,
    title: &'static str,
    listed: &[Line],
    currency: billing::Currency,
    slug: Option<&str>,
) -> AnyView {
    let text = billing::text::DocumentText(say.0);
    let rows = listed.iter().map(|line| {
        let how = match &line.basis {
            Basis::Use { rate, .. } | Basis::Late { rate, .. } => {
                text.then(&line.detail, &plan_cards::rate(say, *rate))
            }
            _ => line.detail.clone(),
        };
        view! {
            <tr>
                <th scope="row">{one::opening(line, slug)}</th>
                <td>{how}</td>
                <td data-kind="number">{billing::Money::new(line.total, currency).text(say.0)}</td>
            </tr>
        }
        .into_any()
    });
    let heads = [(say.invoice_line(), ""), (say.invoice_how(), ""), (text.amount(), "number")];
    table(title, &heads, "", rows.collect())
}

pub(super) const fn missing(say: Say, what: Missing) -> &'static str {
    match what {
        Missing::Name => say.missing_name(),
        Missing::Street => say.missing_street(),
        Missing::City => say.missing_city(),
        Missing::Country => say.missing_country(),
        Missing::Email => say.missing_email(),
        Missing::Siren => say.missing_siren(),
    }
}
