//! What was had and used, period by period, as files.

use std::ops::Range;

use domain::{
    Micros,
    zones::{Zone, local_date},
};
use leptos::prelude::*;

use crate::{components::table::table, context::link, text::Say};

/// The periods, with where their files are.
pub(in crate::pages) fn view(
    say: Say,
    zone: &Zone,
    (csv, json): (&str, &str),
    (periods, now): (&[Range<Micros>], Micros),
) -> AnyView {
    let day = |at: Micros| local_date(zone.day_of(at), say.0);
    let rows = periods.iter().map(|period| {
        let begins = period.start.to_string();
        let text = billing::text::DocumentText(say.0).days(&day(period.start), &day(period.end - 1));
        let file = |kind: &'static str, path: &str| {
            let label = say.exports_of(kind, &text);
            let href = link(path, &[("period", &begins)]);
            view! { <a href=href download="" aria-label=label>{kind}</a>" " }
        };
        let is_running = (now < period.end).then(|| view! { <small>" "{say.exports_running()}</small> });
        view! {
            <tr>
                <th scope="row">{text.clone()}{is_running}</th>
                <td>{file("CSV", csv)}{file("JSON", json)}</td>
            </tr>
        }
        .into_any()
    });
    let heads = [(say.exports_period(), ""), (say.exports_files(), "")];
    view! {
        <section class="panel" id="exports">
            <header><h2>{say.exports()}</h2><p>{say.exports_lead()}</p></header>
            {table(say.exports(), &heads, "", rows.collect())}
        </section>
    }
    .into_any()
}
