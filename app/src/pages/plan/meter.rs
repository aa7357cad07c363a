//! What stands behind a number of usage: a window day by day, and its single events while they are kept.

use std::ops::Range;

use billing::meters::Aggregation;
use domain::{
    DAY, Error, Micros,
    areas::Route,
    permission::{Permission, ViewPlan},
    plans::Feature,
    zones,
};
use leptos::prelude::*;
use service::{
    Standing,
    usage::opened::{self, Bucket, KEPT, OpenForm, Opened},
};

use super::Page;
use crate::{
    components::{empty_with, layout::Console, notice, table::table},
    context::{Context, link},
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context, slug: &str, key: &str) -> Result<Page, Error> {
    let access = context.enter_team::<ViewPlan>(slug).await?;
    let standing = access.standing().clone();
    let value = |name: &str| context.query(name).to_owned();
    let form = OpenForm { from: value("from"), to: value("to"), after: value("after") };
    let opened = opened::open(access, key, &form).await?;
    let context = context.clone();
    let name = opened
        .known()
        .map_or_else(|| opened.feature.title(context.locale()), |known| known.title(context.locale()));
    let title = format!("{name}: {}", context.title());
    Ok(Page::new(title, move || {
        let say = context.say();
        let body = view! {
            {facts(say, &opened)}
            {days(say, &opened)}
            {events(&context, &standing, &opened)}
        };
        let back = Route::Plan.of_space(&standing.tenant.slug);
        let back = view! { <a class="button" href=back>{say.title(Route::Plan)}</a> };
        let name = opened.known().map_or_else(|| opened.feature.title(say.0), |known| known.title(say.0));
        Console { context: &context, standing: &standing, title: name, lead: say.meter_lead() }
            .view(back, body)
    }))
}

/// The address of a window of a meter.
pub(in crate::pages) fn href(slug: &str, key: &str, window: &Range<Micros>) -> String {
    address(slug, key, window, "")
}

fn address(slug: &str, key: &str, window: &Range<Micros>, after: &str) -> String {
    let path = Route::Meter.of_space(slug).replace("{id}", key);
    link(&path, &[("from", &window.start.to_string()), ("to", &window.end.to_string()), ("after", after)])
}

fn facts(say: Say, opened: &Opened) -> AnyView {
    let at = |at| opened.zone.local_text(at, say.0);
    let is_reported = opened.known().is_none();
    let window = (opened.window.end < domain::bounds::LARGEST).then(|| {
        let text = say.meter_from_to(&at(opened.window.start), &at(opened.window.end));
        view! { <div><dt>{say.meter_window()}</dt><dd>{text}</dd></div> }
    });
    let number = is_reported.then(|| {
        let way = match opened.aggregation {
            Aggregation::Sum => say.meter_sum(),
            Aggregation::Last => say.meter_last(),
            Aggregation::Max => say.meter_max(),
            Aggregation::Average => say.meter_average(),
            Aggregation::Unique => say.meter_unique(),
        };
        view! {
            <div><dt>{say.meter_number()}</dt><dd id="number">{say.0.number(opened.number)}</dd></div>
            <div><dt>{say.meter_way()}</dt><dd>{way}</dd></div>
        }
    });
    let gone = opened.is_pruned.then(|| notice::notice("info", &say.meter_pruned(&say.0.number(KEPT / DAY))));
    view! { <section class="panel">{gone}<dl class="facts">{window}{number}</dl></section> }.into_any()
}

fn days(say: Say, opened: &Opened) -> AnyView {
    let day = |day: i32| zones::local_date(day, say.0);
    if opened.known().is_some() {
        let heads = [(say.time(), ""), (say.meter_number(), "number"), (say.usage_day_lost(), "number")];
        let rows: Vec<AnyView> = opened
            .days
            .iter()
            .map(|one| {
                view! {
                    <tr>
                        <th scope="row">{i32::try_from(one.day).map_or_else(|_| String::new(), day)}</th>
                        <td data-kind="number">{say.0.number(one.used)}</td>
                        <td data-kind="number">{say.0.number(one.lost)}</td>
                    </tr>
                }
                .into_any()
            })
            .collect();
        return panel(say.usage_history(), say.usage_history_none(), &heads, rows);
    }
    let heads = [(say.time(), ""), (say.meter_events(), "number"), (say.meter_number(), "number")];
    let rows: Vec<AnyView> = opened
        .buckets
        .iter()
        .map(|Bucket { days, events, number }| {
            let name = if days.len() == 1 {
                day(days.start)
            } else {
                say.meter_from_to(&day(days.start), &day(days.end - 1))
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-kind="number">{say.0.number(*events)}</td>
                    <td data-kind="number">{say.0.number(*number)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    panel(say.usage_history(), say.meter_nothing(), &heads, rows)
}

fn panel(
    title: &'static str,
    none: &'static str,
    heads: &[(&str, &'static str)],
    rows: Vec<AnyView>,
) -> AnyView {
    let body = if rows.is_empty() {
        view! { <p class="hint">{none}</p> }.into_any()
    } else {
        table(title, heads, "", rows)
    };
    view! { <section class="panel" id="days"><header><h2>{title}</h2></header>{body}</section> }.into_any()
}

/// The single events, as their program reported them; mail has pages of its own.
fn events(context: &Context, standing: &Standing, opened: &Opened) -> Option<AnyView> {
    let say = context.say();
    let slug = &standing.tenant.slug;
    if opened.known() == Some(Feature::Events) {
        let is_seen = standing.may(Permission::ViewEvents);
        let href = Route::Events.of_space(slug);
        return is_seen.then(|| {
            view! { <p class="form-actions"><a class="button" href=href>{say.title(Route::Events)}</a></p> }.into_any()
        });
    }
    if opened.known().is_some() {
        return None;
    }
    if opened.events.is_empty() {
        let text = if opened.is_pruned {
            say.meter_pruned(&say.0.number(KEPT / DAY))
        } else {
            say.meter_nothing().to_owned()
        };
        return Some(empty_with(say.meter_single(), &text, None::<AnyView>));
    }
    let at = |at| opened.zone.local_text(at, say.0);
    let heads = [
        (say.meter_key(), ""),
        (say.meter_at(), ""),
        (say.meter_arrived(), ""),
        (say.meter_subject(), ""),
        (say.meter_value(), "number"),
    ];
    let rows = opened.events.iter().map(|one| {
        let claimed = (one.at != one.claimed_at).then(|| say.meter_claimed(&at(one.claimed_at)));
        view! {
            <tr>
                <th scope="row"><code>{one.name.clone()}</code></th>
                <td>{at(one.at)}{claimed.map(|text| view! { <small>" "{text}</small> })}</td>
                <td>{at(one.received_at)}</td>
                <td>{one.subject.clone()}</td>
                <td data-kind="number">{say.0.number(one.value)}</td>
            </tr>
        }
        .into_any()
    });
    let rows = rows.collect();
    let next = opened.next.as_ref().map(|next| {
        let href = address(slug, &opened.feature.key, &opened.window, next);
        view! { <p class="form-actions"><a class="button" href=href>{say.meter_more()}</a></p> }
    });
    Some(
        view! {
            <section class="panel" id="events">
                <header><h2>{say.meter_single()}</h2><p>{say.meter_kept(&say.0.number(KEPT / DAY))}</p></header>
                {table(say.meter_single(), &heads, "", rows)}
                {next}
            </section>
        }
        .into_any(),
    )
}
