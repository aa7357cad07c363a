//! The invoices of every tenant, and what arrived for them.

use domain::{
    Error, Micros,
    areas::{File, Route},
    operators::{OperatorPermission, ViewBilling},
    zones::{self, Zone},
};
use leptos::prelude::*;
use service::{
    control::{invoices::InvoiceKind, tenants::Tenant},
    invoices::{self, Seen},
    operator_invoices::{self, InvoicePage, InvoiceQuery, Standing},
    payments,
};

use super::{
    super::{
        Page,
        invoices::{amount, kind, one as document, state},
        overview::filters::choice,
    },
    desk_page,
};
use crate::{
    components::{
        empty_with,
        fields::{self, Text},
        operator::Desk,
        table::table,
    },
    context::{Context, link},
    text::Say,
};

const PAGE: usize = 50;

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewBilling>().await?;
    let standing = context.query("state").parse::<Standing>();
    let query = InvoiceQuery {
        standing: standing.map_or_else(|_| String::new(), |standing| standing.to_string()),
        before: context.query("before").to_owned(),
    };
    let page = operator_invoices::list(&mut access, &query, PAGE).await?;
    let (role, now) = (access.role(), access.now());
    drop(access);
    Ok(desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.all_invoices_lead() };
        let run = desk.may(OperatorPermission::ManageBilling).then(|| {
            let form = context.form("operator-invoices.run");
            fields::form("operator-invoices.run", &form, &[], fields::submit(say.all_invoices_run()))
        });
        desk.view(run, view! { {filter(say, &query)}{list(say, &query, &page, now)} })
    }))
}

fn filter(say: Say, query: &InvoiceQuery) -> AnyView {
    let standings: Vec<_> = Standing::ALL
        .iter()
        .map(|one| {
            let name = match one {
                Standing::Open => say.all_invoices_open(),
                Standing::Overdue => say.all_invoices_overdue(),
                Standing::Settled => say.all_invoices_settled(),
            };
            (one.to_string(), name.to_owned())
        })
        .collect();
    view! {
        <form class="filters" method="get" action=Route::OperatorInvoices.as_str()>
            {choice("state", say.state(), &query.standing, Some(say.all_invoices_any()), &standings)}
            <button class="button" type="submit">{say.tenants_find()}</button>
        </form>
    }
    .into_any()
}

fn list(say: Say, query: &InvoiceQuery, page: &InvoicePage, now: Micros) -> AnyView {
    if page.invoices.is_empty() {
        return empty_with(say.all_invoices_none(), say.all_invoices_none_text(), None::<AnyView>);
    }
    let base = Route::OperatorInvoices.as_str();
    let zone = Zone::utc();
    let heads = [
        (say.invoice_number(), ""),
        (say.tenant(), ""),
        (say.invoice_issued(), "time"),
        (say.invoice_amount(), "number"),
        (say.invoice_state(), ""),
    ];
    let rows = page.invoices.iter().map(|(invoice, tenant)| {
        let name = if invoice.number.is_empty() { kind(say, invoice).to_owned() } else { invoice.number.clone() };
        let space = format!("{}/{}", Route::Tenants.as_str(), tenant.slug);
        view! {
            <tr>
                <th scope="row" data-kind="reference"><a href=format!("{base}/{}", invoice.id)>{name}</a><br/><small>{kind(say, invoice)}</small></th>
                <td><a href=space>{tenant.name.clone()}</a></td>
                <td data-kind="time">{zones::local_date(zone.day_of(invoice.issued_at), say.0)}</td>
                <td data-kind="number">{amount(say.0, invoice, invoice.gross)}</td>
                <td>{state(say, &zone, now, invoice)}</td>
            </tr>
        }
        .into_any()
    });
    let more = page.next.as_ref().map(|next| {
        let href = link(base, &[("state", &query.standing), ("before", next)]);
        view! { <p><a rel="next" href=href>{say.tenants_more()}</a></p> }
    });
    view! { <section class="panel">{table(say.title(Route::OperatorInvoices), &heads, "", rows.collect())}{more}</section> }
        .into_any()
}

/// One document as it was issued, and noting what arrived for it.
pub(in crate::pages) async fn one(context: &Context, id: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewBilling>().await?;
    let (seen, tenant) = operator_invoices::find(&mut access, id).await?;
    let (role, now) = (access.role(), access.now());
    drop(access);
    let page_title = format!("{} {}", kind(context.say(), &seen.invoice), seen.invoice.number);
    Ok(desk_page(context, page_title.trim_end(), move |context, title| {
        let say = context.say();
        let state = state(say, &Zone::utc(), now, &seen.invoice);
        let desk = Desk { context, role, title, lead: &state };
        let may = desk.may(OperatorPermission::ManageBilling);
        let body = view! {
            {document::document(&seen.document, None)}
            {document::reaches(say, &seen)}
            {document::payments(say, &Zone::utc(), &seen, true)}
            {document::refunds(say, &Zone::utc(), &seen, true)}
            {may.then(|| acts(context, &seen))}
        };
        desk.view(back(say, &seen, &tenant), body)
    }))
}

fn back(say: Say, seen: &Seen, tenant: &Tenant) -> AnyView {
    let list = Route::OperatorInvoices;
    let id = seen.invoice.id.as_str();
    let xml = (seen.invoice.kind != InvoiceKind::Proforma).then(|| {
        let href = File::OperatorInvoiceXml.of_id(id);
        view! { <a class="button" href=href download="">{say.invoice_xml()}</a> }
    });
    let href = format!("{}/{}", Route::Tenants.as_str(), tenant.slug);
    view! {
        <a class="button" href=File::OperatorInvoicePdf.of_id(id) download="">{say.invoice_pdf()}</a>
        {xml}
        <a class="button" href=href>{tenant.name.clone()}</a>
        <a class="button" href=list.as_str()>{say.title(list)}</a>
    }
    .into_any()
}

fn acts(context: &Context, seen: &Seen) -> Option<AnyView> {
    let say = context.say();
    let invoice = &seen.invoice;
    if invoice.kind != InvoiceKind::Invoice {
        return None;
    }
    let id = invoice.id.as_str();
    let number = ("number", invoice.number.as_str());
    let pay = (invoice.left() > 0).then(|| {
        let form = context.form("operator-invoices.pay");
        let day = Text {
            kind: "date",
            is_optional: true,
            hint: say.invoice_pay_day_hint(),
            ..Text::new("day", say.invoice_pay_day())
        };
        let controls = view! {
            {Text { inputmode: "decimal", is_optional: true, ..Text::new("amount", say.invoice_pay_amount()) }.view(&form)}
            {day.view(&form)}
            {Text { is_optional: true, ..Text::new("reference", say.invoice_pay_reference()) }.view(&form)}
            {fields::submit(say.invoice_pay())}
        };
        view! {
            <section class="panel" id="pay">
                <header><h2>{say.invoice_pay_title()}</h2><p>{say.invoice_pay_text(&amount(say.0, invoice, invoice.left()))}</p></header>
                {fields::form("operator-invoices.pay", &form, &[("id", id), number], controls)}
            </section>
        }
    });
    let credit = (invoice.credited == 0).then(|| {
        let form = context.form("operator-invoices.credit");
        let button = view! { <div class="form-actions"><button class="button" type="submit" data-tone="danger">{say.invoice_credit()}</button></div> };
        view! {
            <section class="danger-zone">
                <h2>{say.invoice_credit_title()}</h2>
                <p>{say.invoice_credit_text()}</p>
                {fields::form("operator-invoices.credit", &form, &[number], button)}
            </section>
        }
    });
    Some(view! { {pay}{take_back(context, seen)}{refund(context, seen)}{credit} }.into_any())
}

/// Taking back what was noted by mistake.
fn take_back(context: &Context, seen: &Seen) -> Option<AnyView> {
    let (say, invoice) = (context.say(), &seen.invoice);
    let newest = invoices::noted(seen).next_back()?;
    let options: Vec<_> = invoices::noted(seen)
        .map(|payment| {
            let day = zones::local_date(i32::try_from(payment.day).unwrap_or_default(), say.0);
            let text = say.invoice_payment(&amount(say.0, invoice, payment.amount), &day);
            let text = match payment.reference.as_str() {
                "" => text,
                reference => say.take_back_option(&text, reference),
            };
            (payment.id.to_string(), text)
        })
        .collect();
    let form = context.form("operator-invoices.take-back");
    let controls = view! {
        {fields::select(&form, "take-back", "payment", say.take_back_payment(), "", newest.id.as_str(), &options)}
        {Text { hint: say.take_back_reason_hint(), scope: "take-back", ..Text::new("reason", say.take_back_reason()) }.view(&form)}
        {fields::submit(say.take_back())}
    };
    let hidden = [("id", invoice.id.as_str()), ("number", invoice.number.as_str())];
    Some(
        view! {
            <section class="panel" id="take-back">
                <header><h2>{say.take_back_title()}</h2><p>{say.take_back_text()}</p></header>
                {fields::form("operator-invoices.take-back", &form, &hidden, controls)}
            </section>
        }
        .into_any(),
    )
}

/// Paying back what was paid and is owed no more.
fn refund(context: &Context, seen: &Seen) -> Option<AnyView> {
    let (say, invoice) = (context.say(), &seen.invoice);
    let open = payments::refundable(seen);
    let (newest, _) = open.last()?;
    let money = |minor| amount(say.0, invoice, minor);
    let options: Vec<_> = open
        .iter()
        .map(|(payment, most)| {
            let day = zones::local_date(i32::try_from(payment.day).unwrap_or_default(), say.0);
            (payment.id.to_string(), say.refund_most(&money(payment.amount), &day, &money(*most)))
        })
        .collect();
    let online = open.iter().filter(|(payment, _)| !payment.provider_id.is_empty()).count();
    let hint = match online {
        0 => say.refund_transfer_hint().to_owned(),
        all if all == open.len() => say.refund_online_hint().to_owned(),
        _ => format!("{} {}", say.refund_online_hint(), say.refund_transfer_hint()),
    };
    let form = context.form("operator-invoices.refund");
    let is_ticked = form.value("by_hand", "") == "true";
    let by_hand = view! {
        <label class="check"><input type="checkbox" name="by_hand" value="true" checked=is_ticked/>" "{say.refund_is_by_hand()}</label>
        {fields::error_text("by_hand", form.field_error("by_hand"))}
    };
    let controls = view! {
        {fields::select(&form, "refund", "payment", say.refund_payment(), &hint, newest.id.as_str(), &options)}
        {Text { inputmode: "decimal", is_optional: true, scope: "refund", ..Text::new("amount", say.refund_amount()) }.view(&form)}
        {Text { hint: say.refund_reason_hint(), scope: "refund", ..Text::new("reason", say.refund_reason()) }.view(&form)}
        {by_hand}
        {fields::submit(say.refund_button())}
    };
    let hidden = [("id", invoice.id.as_str()), ("number", invoice.number.as_str())];
    let left = money(invoice.left().saturating_neg());
    Some(
        view! {
            <section class="panel" id="refund">
                <header><h2>{say.refund_title()}</h2><p>{say.refund_text(&left)}</p></header>
                {fields::form("operator-invoices.refund", &form, &hidden, controls)}
            </section>
        }
        .into_any(),
    )
}
