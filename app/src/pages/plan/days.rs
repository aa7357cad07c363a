//! What was used from day to day, as charts and as tables.

use charming::{Chart, component::Axis, element::AxisType, series::Bar};
use domain::zones;
use leptos::prelude::*;
use service::usage::{
    history::UsageDay,
    meters::{Meter, Seen},
};

use super::shown::has_days;
use crate::{components::table::table, text::Say};

pub(super) fn view(say: Say, seen: &Seen, days: &[UsageDay]) -> AnyView {
    let figures: Vec<AnyView> = seen
        .meters
        .iter()
        .filter(|meter| has_days(meter))
        .filter_map(|meter| figure(say, meter, days))
        .collect();
    let none = figures.is_empty().then(|| view! { <p class="hint">{say.usage_history_none()}</p> });
    view! {
        <section class="panel" id="history">
            <header><h2>{say.usage_history()}</h2><p>{say.usage_history_lead()}</p></header>
            {none}
            {figures}
        </section>
    }
    .into_any()
}

fn figure(say: Say, meter: &Meter, days: &[UsageDay]) -> Option<AnyView> {
    let own: Vec<&UsageDay> = days.iter().filter(|day| day.meter == meter.feature.key).collect();
    if own.is_empty() {
        return None;
    }
    let name =
        meter.known().map_or_else(|| meter.feature.title(say.0), |known| known.title(say.0)).to_owned();
    let date = |day: &UsageDay| {
        i32::try_from(day.day).map_or_else(|_| String::new(), |day| zones::local_date(day, say.0))
    };
    let dates: Vec<String> = own.iter().map(|day| date(day)).collect();
    let values: Vec<i64> = own.iter().map(|day| day.used).collect();
    let chart = Chart::new()
        .x_axis(Axis::new().type_(AxisType::Category).data(dates))
        .y_axis(Axis::new().type_(AxisType::Value).min_interval(1))
        .series(Bar::new().name(name.clone()).data(values));
    let option = serde_json::to_string(&chart).unwrap_or_default();
    let heads = [
        (say.time(), ""),
        (name.as_str(), "number"),
        (say.usage_day_lost(), "number"),
        (say.usage_limit(), "number"),
    ];
    let rows: Vec<AnyView> = own
        .iter()
        .rev()
        .map(|day| {
            let limit = say.0.limit(day.quota.into());
            view! {
                <tr>
                    <th scope="row">{date(day)}</th>
                    <td data-kind="number">{say.0.number(day.used)}</td>
                    <td data-kind="number">{say.0.number(day.lost)}</td>
                    <td data-kind="number">{limit}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let numbers = table(&name, &heads, "", rows);
    let id = format!("history-{}", meter.feature.key);
    Some(
        view! {
            <figure class="chart">
                <figcaption>{name.clone()}</figcaption>
                <parvis-chart id=id label=name option=option gaps="[]"></parvis-chart>
                <details><summary>{say.numbers()}</summary>{numbers}</details>
            </figure>
        }
        .into_any(),
    )
}
