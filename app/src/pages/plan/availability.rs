//! What was measured of the installation, beside what the plan promises.

use domain::{
    availability::Measured,
    plans::{Feature, Limit},
    zones::month_text,
};
use leptos::prelude::*;
use service::{Standing, availability::Month};

use crate::{
    components::{badge, table::table},
    text::Say,
};

/// The running month and the one before, against the promise.
pub(super) fn view(say: Say, standing: &Standing, months: &[Month]) -> AnyView {
    let promised = match standing.entitlements.limit(Feature::Availability) {
        Limit::Of(hundredths @ 1..) => Some(hundredths),
        _ => None,
    };
    let text = promised.map_or_else(
        || say.availability_no_promise().to_owned(),
        |promised| say.availability_promise(&say.0.hundredths(promised)),
    );
    view! {
        <section class="panel" id="availability">
            <header><h2>{say.availability()}</h2><p>{text}</p></header>
            {measured(say, months, promised)}
        </section>
    }
    .into_any()
}

/// What was measured in each month.
pub(in crate::pages) fn measured(say: Say, months: &[Month], promised: Option<i64>) -> AnyView {
    let heads = [
        (say.availability_month(), ""),
        (say.availability_console(), "number"),
        (say.availability_ingest(), "number"),
    ];
    let rows = months.iter().map(|month| {
        view! {
            <tr>
                <th scope="row">{month_text(month.year, month.month, say.0)}</th>
                <td data-kind="number">{share(say, month.console, promised)}</td>
                <td data-kind="number">{share(say, month.ingest, promised)}</td>
            </tr>
        }
        .into_any()
    });
    let list = table(say.availability(), &heads, "", rows.collect());
    view! { {list}<p class="hint">{say.availability_how()}</p> }.into_any()
}

fn share(say: Say, measured: Measured, promised: Option<i64>) -> AnyView {
    let Some(found) = measured.hundredths() else { return say.availability_unknown().into_any() };
    let text = say.availability_share(&say.0.hundredths(found));
    let minutes = say.availability_minutes(&say.0.number(measured.there), &say.0.number(measured.of));
    let below = promised.is_some_and(|promised| measured.is_below(promised));
    let mark = below.then(|| view! { " "{badge("bad", say.availability_below())} });
    view! { {text}{mark}<br/><small>{minutes}</small> }.into_any()
}
