//! The monthly report of mail flow.

use std::collections::BTreeMap;

use domain::{
    Error,
    areas::{File, Route},
    direction::Direction,
    permission::ViewOverview,
    plans::{Feature, PlansError},
    zones::{self, month_text},
};
use leptos::prelude::*;
use service::{
    Standing,
    dashboards::OverviewCounts as Counts,
    plans,
    reports::{self, Month, Report},
};

use super::{Page, overview::filters::choice};
use crate::{
    components::{direction, empty_with, lacking::lacking, layout::Console, notice, readable, table::table},
    context::{Context, link},
    text::Say,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewOverview>(slug).await?;
    let standing = access.standing().clone();
    let report = match reports::find(&mut access, context.query("month")).await {
        Err(Error::Plans(PlansError::NotInPlan { .. })) => None,
        found => Some(found?),
    };
    drop(access);
    let giving = match report {
        None => plans::giving(&context.service, &standing.tenant, Feature::Reports).await?,
        Some(_) => Vec::new(),
    };
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let body = report.as_ref().map_or_else(
            || lacking(&context, &standing, Feature::Reports, &giving),
            |report| shown(say, &standing, report),
        );
        let mailed = Route::MailedReports.of_space(&standing.tenant.slug);
        let mailed = view! { <a class="button" href=mailed>{say.title(Route::MailedReports)}</a> };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.reports_lead() }
            .view(mailed, body)
    }))
}

/// A month as it stands in an address.
fn word((year, month): Month) -> String {
    format!("{year:04}-{month:02}")
}

fn shown(say: Say, standing: &Standing, report: &Report) -> AnyView {
    let slug = &standing.tenant.slug;
    let months: Vec<_> =
        report.months.iter().map(|month| (word(*month), month_text(month.0, month.1, say.0))).collect();
    let chosen = word(report.month);
    let csv = link(&File::ReportsCsv.of_space(slug), &[("month", &chosen)]);
    let part = report.is_part.then(|| notice::notice("info", say.reports_part()));
    let numbers = if report.days.is_empty() {
        empty_with(say.reports_nothing(), say.reports_nothing_text(), None)
    } else {
        view! {
            {total(say, report)}
            {days(say, report)}
            {domains(say, report)}
            {top(say, say.top_senders(), say.messages(), &report.sender_domains)}
            {top(say, say.top_recipients(), say.recipients(), &report.recipient_domains)}
            {top(say, say.top_clients(), say.messages(), &report.client_addresses)}
        }
        .into_any()
    };
    view! {
        <form class="filters" method="get" action=Route::Reports.of_space(slug)>
            {choice("month", say.reports_month(), &chosen, None, &months)}
            <button class="button" type="submit">{say.show()}</button>
            <a class="button" data-tone="quiet" href=csv download="">{say.reports_csv()}</a>
        </form>
        <h2>{month_text(report.month.0, report.month.1, say.0)}" · "{standing.tenant.name.clone()}</h2>
        {part}
        {numbers}
        <p class="hint">{say.times_in(&standing.tenant.time_zone)}" "{say.reports_print()}</p>
    }
    .into_any()
}

/// The three numbers of a row.
fn cells(say: Say, counts: Counts) -> AnyView {
    [counts.messages, counts.recipients, counts.requests]
        .map(|number| view! { <td data-kind="number">{say.0.number(number)}</td> })
        .into_any()
}

fn numbers(say: Say) -> Vec<(&'static str, &'static str)> {
    [say.messages(), say.recipients(), say.requests()].map(|name| (name, "number")).to_vec()
}

fn panel(title: &'static str, list: AnyView, hint: Option<String>) -> AnyView {
    view! {
        <section class="panel">
            <header><h2>{title}</h2></header>
            {list}
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
        </section>
    }
    .into_any()
}

fn total(say: Say, report: &Report) -> AnyView {
    let rows = report.total.iter().map(|(way, counts)| {
        view! { <tr><th scope="row">{direction(say, *way)}</th>{cells(say, *counts)}</tr> }.into_any()
    });
    let mut all = numbers(say);
    all.insert(0, (say.direction(), ""));
    panel(say.reports_total(), table(say.reports_total(), &all, "", rows.collect()), None)
}

fn days(say: Say, report: &Report) -> AnyView {
    let of_day = |(day, counts): &(i32, BTreeMap<Direction, Counts>)| {
        let date = zones::local_date(*day, say.0);
        let rows = counts.iter().map(move |(way, counts)| {
            view! {
                <tr>
                    <th scope="row">{date.clone()}</th>
                    <td>{direction(say, *way)}</td>
                    {cells(say, *counts)}
                </tr>
            }
            .into_any()
        });
        rows.collect::<Vec<_>>()
    };
    let rows = report.days.iter().flat_map(of_day).collect();
    let mut all = numbers(say);
    all.splice(0..0, [(say.reports_day(), ""), (say.direction(), "")]);
    panel(say.reports_days(), table(say.reports_days(), &all, "", rows), None)
}

fn domains(say: Say, report: &Report) -> AnyView {
    let rows = report.domains.iter().map(|(domain, way, counts)| {
        let name = if domain.is_empty() { say.reports_no_domain().to_owned() } else { readable(domain) };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{direction(say, *way)}</td>
                {cells(say, *counts)}
            </tr>
        }
        .into_any()
    });
    let mut all = numbers(say);
    all.splice(0..0, [(say.domain(), ""), (say.direction(), "")]);
    let count = i64::try_from(report.domains.len()).unwrap_or(i64::MAX);
    let hint = say.reports_domains_hint(&say.0.number(count));
    panel(say.reports_domains(), table(say.reports_domains(), &all, "", rows.collect()), Some(hint))
}

fn top(say: Say, title: &'static str, counted: &'static str, names: &[(String, i64)]) -> Option<AnyView> {
    if names.is_empty() {
        return None;
    }
    let rows = names.iter().map(|(name, total)| {
        let name = if name.is_empty() { say.none().to_owned() } else { readable(name) };
        view! { <tr><th scope="row">{name}</th><td data-kind="number">{say.0.number(*total)}</td></tr> }
            .into_any()
    });
    Some(panel(title, table(title, &[(title, ""), (counted, "number")], "", rows.collect()), None))
}
