//! What a quoted change means: when it comes, what it costs, what is gained and lost, and the way to confirm it.

use std::collections::BTreeSet;

use billing::{lines::Totals, parties::Missing};
use domain::{
    areas::Route,
    permission::Permission,
    plans::{Feature, Limit, Step, Value},
    zones::{self, Zone},
};
use leptos::prelude::*;
use service::{
    Standing,
    plans::{quotes::Told, versions},
};

use super::{Change, simulation};
use crate::{
    components::{
        fields, notice,
        plan_cards::{is_sold, price},
    },
    context::Context,
    islands::simulation::Simulation,
    pages::invoices::{contact_href, missing, owed},
    text::Say,
};

pub(super) fn view(change: &Change, context: &Context, standing: &Standing, told: &Told) -> AnyView {
    let say = context.say();
    let name = told.version.title(say.0);
    let when = when(say, &change.zone, told);
    let replayed = change.simulation(say, standing, &told.version, told.quote.every);
    let costs = change.has_prices.then(|| costs(change, say, told));
    view! {
        <section class="panel" id="quote">
            <header><h2>{say.change_means(name)}</h2></header>
            {(!told.is_good).then(|| notice::notice("warn", say.change_ended()))}
            <dl class="facts">
                <div><dt>{say.change_when()}</dt><dd>{when}</dd></div>
                {costs}
            </dl>
            {change.has_prices.then(|| invoiced(change, say, standing, told))}
            {differences(change, say, told)}
            {simulation::view(say, &replayed)}
            {confirm(change, context, standing, told, &replayed)}
        </section>
    }
    .into_any()
}

fn when(say: Say, zone: &Zone, told: &Told) -> String {
    if told.quote.takes_at == told.quote.made_at {
        say.change_at_once().to_owned()
    } else {
        say.change_at(&zones::local_date(zone.day_of(told.quote.takes_at), say.0))
    }
}

/// A quote in a few words, for whoever is still choosing: when the change comes, and what is invoiced at once; and
/// where the country is named that decides the VAT, while nobody knows it.
pub fn quoted(say: Say, zone: &Zone, slug: &str, told: &Told) -> (Vec<(String, String)>, Option<String>) {
    let money = |minor, totals: &Totals| billing::Money::new(minor, totals.currency).text(say.0);
    let invoiced = match &told.totals {
        None => say.change_nothing_now().to_owned(),
        Some(totals) if told.is_tax_known => {
            say.what_if_costs(&money(totals.net, totals), &money(totals.gross, totals))
        }
        Some(totals) => say.what_if_costs_net(&money(totals.net, totals)),
    };
    let is_open = told.totals.is_some() && !told.is_tax_known;
    let facts = vec![
        (say.change_when().to_owned(), when(say, zone, told)),
        (say.change_invoiced().to_owned(), invoiced),
    ];
    (facts, is_open.then(|| contact_href(slug)))
}

fn costs(change: &Change, say: Say, told: &Told) -> AnyView {
    let text = say.change_before_tax(&price(say, &told.version, told.quote.every));
    let turns = told
        .turns_at
        .map(|at| say.change_turns(&change.day(say, at), &price(say, &told.version, told.quote.every)));
    view! { <div><dt>{say.change_costs_then()}</dt><dd>{text}" "{turns}</dd></div> }.into_any()
}

/// The lines of the invoice that follows at once.
fn invoiced(change: &Change, say: Say, standing: &Standing, told: &Told) -> AnyView {
    let Some(totals) = &told.totals else {
        return view! { <p>{say.change_nothing_now()}</p> }.into_any();
    };
    // It does not hold any more, and what it says of tax is wrong by now.
    if !told.is_taxed_so {
        return ().into_any();
    }
    let mut lines = told.lines.clone();
    billing::document::describe(&mut lines, &change.zone, say.0);
    let until = change.zone.local_text(told.quote.ends_at, say.0);
    let (holds, contact) = if told.is_tax_known {
        (say.change_holds(&until), None)
    } else {
        (say.change_holds_net(&until), Some(contact_href(&standing.tenant.slug)))
    };
    view! {
        <h3>{say.change_invoiced()}</h3>
        {owed(say, say.change_invoiced(), &lines, totals, None, contact)}
        {(totals.net < 0).then(|| notice::notice("info", say.change_in_favour()))}
        {told.is_good.then(|| view! { <p class="hint">{holds}</p> })}
    }
    .into_any()
}

fn differences(change: &Change, say: Say, told: &Told) -> AnyView {
    let (mut gained, mut lost) = (Vec::new(), Vec::new());
    for (key, (before, after, step)) in versions::compare(&change.seen.version, &told.version) {
        if !is_sold(&key) {
            continue;
        }
        // What is not shown is nothing that anybody has here.
        let Some(named) = change.features.iter().find(|feature| feature.key == key) else { continue };
        let name = named.title(say.0);
        let told = |value: &Value| match (key.parse::<Feature>(), value) {
            (Ok(known), value) => known.told(value, say.0),
            (Err(_), Value::Limit(limit)) => say.0.limit(*limit),
            (Err(_), _) => say.0.limit(Limit::NONE),
        };
        let text = say.change_from_to(name, &told(&before), &told(&after));
        let item = view! { <li>{text}</li> };
        match step {
            Step::More => gained.push(item),
            Step::Less => lost.push(item),
            Step::Other => {}
        }
    }
    let titled = |title: &'static str, items: Vec<_>| {
        (!items.is_empty()).then(|| view! { <h3>{title}</h3><ul>{items}</ul> })
    };
    view! { {titled(say.change_gains(), gained)}{titled(say.change_loses(), lost)} }.into_any()
}

fn confirm(
    change: &Change,
    context: &Context,
    standing: &Standing,
    told: &Told,
    replayed: &Simulation,
) -> Option<AnyView> {
    let say = context.say();
    if !told.is_good {
        return None;
    }
    if !told.missing.is_empty() {
        return Some(incomplete(say, standing, &told.missing));
    }
    let name = told.version.title(say.0);
    let pays =
        told.totals.as_ref().filter(|totals| change.has_prices && told.is_tax_known && totals.gross > 0);
    let label = pays.map_or_else(
        || say.change_confirm(name),
        |totals| say.change_confirm_pays(name, &gross(say, totals)),
    );
    let form = context.form("subscriptions.change");
    let sent: Option<BTreeSet<String>> = form.was_sent().then(|| form.values("keep[]").into_iter().collect());
    let choices = match simulation::choices(say, replayed, sent.as_ref()) {
        None => view! { <p>{say.freeze_nothing()}</p> }.into_any(),
        Some(choices) => view! { <h3>{say.freeze_title()}</h3>{choices} }.into_any(),
    };
    let button = view! {
        {choices}
        <div class="form-actions"><button class="button" type="submit" data-tone="primary">{label}</button></div>
    };
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("quote", told.quote.id.as_str())];
    let form = fields::form("subscriptions.change", &form, &hidden, button);
    Some(fields::gate(context, standing, Permission::ManageSettings, form))
}

fn gross(say: Say, totals: &Totals) -> String {
    billing::Money::new(totals.gross, totals.currency).text(say.0)
}

fn incomplete(say: Say, standing: &Standing, lacks: &[Missing]) -> AnyView {
    let lacks: Vec<&str> = lacks.iter().map(|what| missing(say, *what)).collect();
    let href = Route::Invoices.of_space(&standing.tenant.slug);
    view! {
        {notice::notice("warn", &say.change_missing(&lacks.join(", ")))}
        <p class="form-actions"><a class="button" href=href>{say.change_complete()}</a></p>
    }
    .into_any()
}
