//! Charts: the option is made here with charming and drawn by `<parvis-chart>`, where script runs. The same
//! numbers stand under each chart as a table.

use charming::{
    Chart,
    component::Axis,
    element::{AxisType, ItemStyle},
    series::Bar,
};
use leptos::prelude::*;
use service::dashboards::{Measure, Overview, OverviewCounts};

use super::{direction_name, table::table};
use crate::text::Say;

/// One stacked row of bars.
pub(crate) struct Row<'a> {
    pub(crate) name: String,
    /// A colour token, or empty for the next of the chart's own.
    pub(crate) colour: String,
    pub(crate) counts: &'a [OverviewCounts],
}

pub(crate) fn by_direction(say: Say, overview: &Overview) -> Vec<Row<'_>> {
    let rows = overview.by_direction.iter().map(|(direction, counts)| Row {
        name: direction_name(say, *direction).to_owned(),
        colour: format!("--direction-{direction}"),
        counts,
    });
    rows.collect()
}

pub(crate) fn by_host(overview: &Overview) -> Vec<Row<'_>> {
    let rows = overview.by_host.iter().map(|(host, counts)| Row {
        name: host.clone(),
        colour: String::new(),
        counts,
    });
    rows.collect()
}

/// A chart of a series of bars, with its numbers. `id` is the chart's own within the page.
pub(crate) fn figure(
    say: Say,
    id: &'static str,
    body_id: &'static str,
    label: &str,
    overview: &Overview,
    rows: &[Row<'_>],
) -> AnyView {
    view! {
        <figure class="chart">
            <parvis-chart
                id=id
                data-live=""
                label=label.to_owned()
                option=option(overview, rows)
                gaps=gaps(overview)
            ></parvis-chart>
            <details>
                <summary>{say.numbers()}</summary>
                {numbers(say, label, body_id, overview, rows)}
            </details>
        </figure>
    }
    .into_any()
}

fn option(overview: &Overview, rows: &[Row<'_>]) -> String {
    let mut chart = Chart::new()
        .x_axis(Axis::new().type_(AxisType::Category).data(overview.steps.clone()))
        .y_axis(Axis::new().type_(AxisType::Value).min_interval(1));
    for row in rows {
        let values: Vec<i64> = row.counts.iter().map(|counts| overview.measure.of(*counts)).collect();
        let mut bars = Bar::new().name(row.name.clone()).stack("all").data(values);
        if !row.colour.is_empty() {
            bars = bars.item_style(ItemStyle::new().color(row.colour.as_str()));
        }
        chart = chart.series(bars);
    }
    serde_json::to_string(&chart).unwrap_or_default()
}

/// The hatched stretches, named by the steps they begin and end with.
fn gaps(overview: &Overview) -> String {
    let gaps: Vec<_> = overview
        .gaps
        .iter()
        .filter_map(|gap| {
            let (from, to) = (overview.steps.get(gap.steps.0)?, overview.steps.get(gap.steps.1)?);
            Some(serde_json::json!({ "from": from, "to": to }))
        })
        .collect();
    serde_json::Value::from(gaps).to_string()
}

fn numbers(say: Say, label: &str, body_id: &'static str, overview: &Overview, rows: &[Row<'_>]) -> AnyView {
    let mut heads = vec![(say.time(), "")];
    heads.extend(rows.iter().map(|row| (row.name.as_str(), "number")));
    heads.push((say.total(), "number"));
    let measure: Measure = overview.measure;
    let number = |value: i64| view! { <td data-kind="number">{say.0.number(value)}</td> };
    let lines: Vec<AnyView> = overview
        .steps
        .iter()
        .enumerate()
        .rev()
        .map(|(step, name)| {
            let values: Vec<i64> =
                rows.iter().map(|row| row.counts.get(step).map_or(0, |counts| measure.of(*counts))).collect();
            let total: i64 = values.iter().sum();
            let cells: Vec<_> = values.into_iter().map(number).collect();
            view! { <tr><th scope="row">{name.clone()}</th>{cells}{number(total)}</tr> }.into_any()
        })
        .collect();
    table(label, &heads, body_id, lines)
}
