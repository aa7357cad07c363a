//! When mail comes: the hours of the week as a table with shades.

use domain::{
    Error,
    areas::{File, Route},
    permission::ViewOverview,
    zones::{local_date, weekday_text},
};
use leptos::prelude::*;
use service::dashboards::{self, Measure, Week};

use super::filters::{choice, measures, readable_names, same, take_refused};
use crate::{
    components::{layout::Console, notice},
    context::{Context, link},
    pages::Page,
    text::Say,
};

/// Shades beside none.
const SHADES: i64 = 5;

pub(in crate::pages) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewOverview>(slug).await?;
    let mut asked = super::query(&context.query);
    let (week, words) = match dashboards::week(&mut access, &asked).await {
        Err(Error::Invalid { fields }) => {
            let words = take_refused(&fields, [("measure", &mut asked.measure)]);
            (dashboards::week(&mut access, &asked).await?, words)
        }
        week => (week?, None),
    };
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let say = context.say();
        let slug = &standing.tenant.slug;
        let body = view! {
            {words.as_ref().map(|words| notice::notice("warn", &say.filters_refused(words)))}
            {filters(say, slug, &week)}
            <p class="hint">{window(say, &week)}</p>
            <section class="panel" id="hours">
                <header><h2>{measure_name(say, week.measure)}</h2>{csv(say, slug, &week)}</header>
                {heat(say, &week)}
            </section>
        };
        let back = view! { <a class="button" href=Route::Overview.of_space(slug)>{say.overview()}</a> };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.hours_lead() }
            .view(back, body)
    }))
}

fn measure_name(say: Say, measure: Measure) -> &'static str {
    match measure {
        Measure::Messages => say.messages(),
        Measure::Recipients => say.recipients(),
        Measure::Requests => say.requests(),
    }
}

fn window(say: Say, week: &Week) -> String {
    let day = |at| local_date(week.zone.day_of(at), say.0);
    let part = if week.is_part { format!(" {}", say.part_of_space()) } else { String::new() };
    let days = format!("{} – {}", day(week.starts), day(week.ends - 1));
    format!("{days}. {}{part}", say.times_in(week.zone.name()))
}

fn csv(say: Say, slug: &str, week: &Week) -> AnyView {
    let query = &week.query;
    let pairs = [("host", &*query.host), ("domain", &*query.domain), ("measure", week.measure.as_str())];
    let href = link(&File::HoursCsv.of_space(slug), &pairs);
    view! { <a class="csv" href=href download="" aria-label=say.tile_csv(say.title(Route::OverviewHours))>"CSV"</a> }
        .into_any()
}

fn filters(say: Say, slug: &str, week: &Week) -> AnyView {
    let query = &week.query;
    view! {
        <form class="filters" method="get" action=Route::OverviewHours.of_space(slug)>
            {choice("host", say.host(), &query.host, Some(say.all_hosts()), &same(&week.agents))}
            {(!week.is_part).then(|| choice("domain", say.domain(), &query.domain, Some(say.all_domains()), &readable_names(&week.domains)))}
            {choice("measure", say.measure(), week.measure.as_str(), None, &measures(say))}
            <button class="button" type="submit">{say.show()}</button>
        </form>
    }
    .into_any()
}

/// A row per weekday and a cell per hour, the darker the more came in it.
fn heat(say: Say, week: &Week) -> AnyView {
    let most = week.most().max(1);
    let heads: Vec<_> = (0..24).map(|hour| view! { <th scope="col">{format!("{hour:02}")}</th> }).collect();
    let rows: Vec<_> = week
        .hours
        .iter()
        .enumerate()
        .map(|(day, hours)| {
            let cells: Vec<_> = hours
                .iter()
                .map(|count| {
                    let shade = (count.saturating_mul(SHADES) + most - 1) / most;
                    view! { <td data-shade=shade.to_string()>{say.0.number(*count)}</td> }
                })
                .collect();
            view! { <tr><th scope="row">{weekday_text(day, say.0)}</th>{cells}</tr> }
        })
        .collect();
    let label = say.title(Route::OverviewHours);
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table class="heat">
                <caption class="visually-hidden">{label}</caption>
                <thead><tr><th scope="col">{say.hours_day()}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
