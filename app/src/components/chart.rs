//! Charts: the option is made here with charming and drawn by `<parvis-chart>`, where script runs. The same
//! numbers stand under each chart as a table.

use charming::{
    Chart,
    component::Axis,
    element::{AxisType, ItemStyle},
    series::Bar,
};
use leptos::prelude::*;
use service::dashboards::{Overview, OverviewCounts};

use super::{direction_name, outcome_name, table::table};
use crate::{context::link, pages::overview::leads::Leads, text::Say};

/// One stacked row of bars.
pub(crate) struct Row {
    pub(crate) name: String,
    /// A colour token, or empty for the next of the chart's own.
    pub(crate) colour: String,
    /// One per step.
    pub(crate) values: Vec<i64>,
    /// What tells its mails from the others, as their address has it.
    pub(crate) key: (&'static str, String),
}

/// What the page measures, per step.
fn measured(overview: &Overview, counts: &[OverviewCounts]) -> Vec<i64> {
    counts.iter().map(|counts| overview.measure.of(*counts)).collect()
}

pub(crate) fn by_direction(say: Say, overview: &Overview) -> Vec<Row> {
    let rows = overview.by_direction.iter().map(|(direction, counts)| Row {
        name: direction_name(say, *direction).to_owned(),
        colour: format!("--direction-{direction}"),
        values: measured(overview, counts),
        key: ("direction", direction.to_string()),
    });
    rows.collect()
}

/// What became of recipients.
pub(crate) fn by_outcome(say: Say, overview: &Overview) -> Vec<Row> {
    let rows = overview.became.by_step.iter().map(|(outcome, counts)| Row {
        name: outcome_name(say, outcome.as_str()).to_owned(),
        colour: format!("--outcome-{outcome}"),
        values: counts.clone(),
        key: ("outcome", outcome.to_string()),
    });
    rows.collect()
}

pub(crate) fn by_host(overview: &Overview) -> Vec<Row> {
    let rows = overview.by_host.iter().map(|(host, counts)| Row {
        name: host.clone(),
        colour: String::new(),
        values: measured(overview, counts),
        key: ("host", host.clone()),
    });
    rows.collect()
}

/// A chart of a series of bars, with its numbers. `id` is the chart's own within the page.
pub(crate) fn figure(
    say: Say,
    (id, body_id): (&'static str, &'static str),
    label: &str,
    overview: &Overview,
    rows: &[Row],
    leads: Option<Leads<'_>>,
) -> AnyView {
    let (steps, keys) = clicks(overview, rows, leads).unzip();
    view! {
        <figure class="chart">
            <parvis-chart
                id=id
                data-live=""
                label=label.to_owned()
                option=option(overview, rows)
                gaps=gaps(overview)
                notes=notes(overview)
                leads=steps
                keys=keys
            ></parvis-chart>
            <details>
                <summary>{say.numbers()}</summary>
                {numbers(say, (label, body_id), overview, rows, leads)}
            </details>
        </figure>
    }
    .into_any()
}

fn option(overview: &Overview, rows: &[Row]) -> String {
    let mut chart = Chart::new()
        .x_axis(Axis::new().type_(AxisType::Category).data(overview.steps.clone()))
        .y_axis(Axis::new().type_(AxisType::Value).min_interval(1));
    for row in rows {
        let mut bars = Bar::new().name(row.name.clone()).stack("all").data(row.values.clone());
        if !row.colour.is_empty() {
            bars = bars.item_style(ItemStyle::new().color(row.colour.as_str()));
        }
        chart = chart.series(bars);
    }
    serde_json::to_string(&chart).unwrap_or_default()
}

/// Where clicks on bars lead: the address of each step, and what each row adds to it.
fn clicks(overview: &Overview, rows: &[Row], leads: Option<Leads<'_>>) -> Option<(String, String)> {
    let steps: Option<Vec<String>> =
        (0..overview.instants.len()).map(|step| leads.and_then(|leads| leads.step(step, &[]))).collect();
    let keys: Vec<String> =
        rows.iter().map(|row| link("", &[(row.key.0, &row.key.1)]).replacen('?', "&", 1)).collect();
    Some((serde_json::to_string(&steps?).ok()?, serde_json::to_string(&keys).ok()?))
}

/// The steps of what people wrote, in the order in which the page lists it.
fn notes(overview: &Overview) -> Option<String> {
    let steps: Vec<usize> = overview.annotations.iter().map(|note| note.step).collect();
    (!steps.is_empty()).then(|| serde_json::Value::from(steps).to_string())
}

/// The hatched stretches, by the numbers of the steps they begin and end with.
fn gaps(overview: &Overview) -> String {
    let gaps: Vec<_> = overview
        .gaps
        .iter()
        .map(|gap| serde_json::json!({ "from": gap.steps.0, "to": gap.steps.1 }))
        .collect();
    serde_json::Value::from(gaps).to_string()
}

fn numbers(
    say: Say,
    (label, body_id): (&str, &'static str),
    overview: &Overview,
    rows: &[Row],
    leads: Option<Leads<'_>>,
) -> AnyView {
    let mut heads = vec![(say.time(), "")];
    heads.extend(rows.iter().map(|row| (row.name.as_str(), "number")));
    heads.push((say.total(), "number"));
    let number = |value: i64, href: Option<String>| {
        let shown = say.0.number(value);
        let shown = match href.filter(|_| value > 0) {
            Some(href) => view! { <a class="lead" href=href>{shown}</a> }.into_any(),
            None => shown.into_any(),
        };
        view! { <td data-kind="number">{shown}</td> }
    };
    let lines: Vec<AnyView> = overview
        .steps
        .iter()
        .enumerate()
        .rev()
        .map(|(step, name)| {
            let values: Vec<i64> =
                rows.iter().map(|row| row.values.get(step).copied().unwrap_or_default()).collect();
            let total: i64 = values.iter().sum();
            let cells: Vec<_> = values
                .into_iter()
                .zip(rows)
                .map(|(value, row)| {
                    number(value, leads.and_then(|leads| leads.step(step, &[(row.key.0, &row.key.1)])))
                })
                .collect();
            let all = number(total, leads.and_then(|leads| leads.step(step, &[])));
            let notes: Vec<_> = overview
                .annotations
                .iter()
                .filter(|note| note.step == step)
                .map(|note| view! { <small class="note">{note.text.clone()}</small> })
                .collect();
            view! { <tr><th scope="row">{name.clone()}{notes}</th>{cells}{all}</tr> }.into_any()
        })
        .collect();
    table(label, &heads, body_id, lines)
}
