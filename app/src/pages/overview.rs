//! How much mail, which way, from where: the page people look at.

pub(super) mod filters;

use domain::{
    Error, Micros,
    areas::File,
    permission::{Permission, ViewOverview},
};
use leptos::prelude::*;
use service::{
    Standing, alerts,
    dashboards::{self, Overview, OverviewQuery, ShownCause, ShownGap},
    setup::{self, Setup},
    usage::meters,
};

use self::filters::{Typed, address, filters, ranges, take_refused};
use super::{Page, open};
use crate::{
    components::{
        chart, direction,
        layout::{Console, lock},
        live, notice, readable,
        table::table,
    },
    context::Context,
    text::Say,
};

/// The query of an overview's address.
pub fn query(pairs: &[(String, String)]) -> OverviewQuery {
    let value = |name: &str| {
        pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or_else(String::new, |(_, value)| value.trim().to_owned())
    };
    OverviewQuery {
        range: value("range"),
        from: value("from"),
        to: value("to"),
        host: value("host"),
        domain: value("domain"),
        measure: value("measure"),
    }
}

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewOverview>(slug).await?;
    let mark = service::live::mark(&mut access).await?;
    let setup = setup::find(&mut access).await?;
    let (held, firing) = (meters::held(&mut access).await?, alerts::looks::count(&mut access).await?);
    let mut asked = query(&context.query);
    let shown = dashboards::overview(&mut access, &asked, context.locale()).await;
    // What cannot be read leaves the rest of the page as it is without it; dates stay in their fields.
    let mut words = None;
    let (overview, refused) = match shown {
        Err(Error::Invalid { fields }) => {
            words = take_refused(&fields, [("range", &mut asked.range), ("measure", &mut asked.measure)]);
            let mut without = asked.clone();
            if fields.iter().any(|field| matches!(field.field.as_str(), "from" | "to")) {
                (without.range, without.from, without.to) = (String::new(), String::new(), String::new());
            }
            (dashboards::overview(&mut access, &without, context.locale()).await?, fields)
        }
        shown => (shown?, Vec::new()),
    };
    let standing = access.standing().clone();
    drop(access);
    let offers = open::offers(&context.service, &standing).await?;
    let context = context.clone();
    let typed = Typed { from: asked.from, to: asked.to, refused, words };
    Ok(Page::new(context.say().overview(), move || {
        view(&context, &standing, &overview, (setup, held, firing, &offers), &typed, &mark)
    })
    .with_live()
    .with_chart())
}

fn view(
    context: &Context,
    standing: &Standing,
    overview: &Overview,
    (setup, held, firing, offers): (Setup, (i64, Option<Micros>), usize, &open::Offers),
    typed: &Typed,
    mark: &str,
) -> AnyView {
    let (tenant, say, base) = (&standing.tenant, context.say(), format!("/t/{}", standing.tenant.slug));
    let body = view! {
        {super::alerts::mark(context, &tenant.slug, firing)}
        <div id="setup" data-live="">{(!setup.is_done()).then(|| checklist(context, standing, setup))}</div>
        {standing.may(Permission::ViewPlan).then(|| super::plan::frozen(context, standing))}
        {super::plan::shown::held(context, standing, &overview.zone, held)}
        {ranges(say, &base, overview)}
        {typed.words.as_ref().map(|words| notice::notice("warn", &say.filters_refused(words)))}
        {filters(say, &base, overview, typed)}
        {window(say, overview)}
        {open::offered(context, standing, offers, &open::focused(overview))}
        {dashboard(say, overview)}
        <p class="hint">
            {say.counted_how()}" "
            <a href=address(&format!("{base}/overview.csv"), &overview.query, overview.range)>{say.csv()}</a>
        </p>
    };
    let share = address(&format!("{base}/settings/share-links/new"), &overview.query, overview.range);
    let refused = (!standing.may(Permission::ManageSharing)).then_some("true");
    let actions = view! {
        {live(context, File::Live, &tenant.slug, mark)}
        <a class="button" href=share data-refused=refused>{say.share()}{lock(say, refused.is_some())}</a>
    };
    Console { context, standing, title: context.title(), lead: "" }.view(actions, body)
}

/// The stretch of time in words.
pub(super) fn window(say: Say, overview: &Overview) -> AnyView {
    view! {
        <p class="hint" id="window" data-live="">
            {dashboards::window_text(overview, say.0)}". "{say.times_in(overview.zone.name())}
            {overview.is_part.then(|| format!(" {}", say.part_of_space()))}
        </p>
    }
    .into_any()
}

/// The numbers, without anything to choose.
pub(super) fn dashboard(say: Say, overview: &Overview) -> AnyView {
    view! {
        {cards(say, overview)}
        {gaps(say, overview)}
        {charts(say, overview)}
        <div class="panels">
            {directions(say, overview)}
            {hosts(say, overview)}
            {top(say, "top-senders", say.top_senders(), say.messages(), &overview.sender_domains, say.null_sender())}
            {top(say, "top-recipients", say.top_recipients(), say.recipients(), &overview.recipient_domains, say.no_domain())}
            {top(say, "top-clients", say.top_clients(), say.messages(), &overview.client_addresses, say.no_domain())}
        </div>
    }
    .into_any()
}

/// Volume over time, twice; or a word where there is nothing to draw, until there is.
fn charts(say: Say, overview: &Overview) -> AnyView {
    if overview.total.requests == 0 && overview.gaps.is_empty() {
        return view! { <div id="charts" data-live=""><section class="panel"><p class="hint">{say.nothing_counted()}</p></section></div> }
            .into_any();
    }
    let directions = chart::by_direction(say, overview);
    let hosts = chart::by_host(overview);
    view! {
        <div id="charts">
            <section class="panel">
                <header><h2>{say.by_direction()}</h2></header>
                {chart::figure(say, "chart-directions", "numbers-directions", say.chart_by_direction(), overview, &directions)}
            </section>
            <section class="panel">
                <header><h2>{say.by_host()}</h2></header>
                {chart::figure(say, "chart-hosts", "numbers-hosts", say.chart_by_host(), overview, &hosts)}
            </section>
        </div>
    }
    .into_any()
}

fn checklist(context: &Context, standing: &Standing, setup: Setup) -> AnyView {
    let say = context.say();
    let base = format!("/t/{}", standing.tenant.slug);
    let waiting = if setup.has_contact { say.setup_event_contact() } else { say.setup_event_waiting() };
    let items = [
        (
            setup.has_domain,
            say.setup_domain(),
            say.setup_domain_hint(),
            format!("{base}/mail-flow"),
            say.domains(),
            Permission::ManageMailFlow,
        ),
        (
            setup.has_network,
            say.setup_network(),
            say.setup_network_hint(),
            format!("{base}/mail-flow#networks"),
            say.networks(),
            Permission::ManageMailFlow,
        ),
        (
            setup.has_agent,
            say.setup_agent(),
            say.setup_agent_hint(),
            format!("{base}/policy-agents"),
            say.enrol(),
            Permission::ManagePolicyAgents,
        ),
    ];
    let items: Vec<_> = items
        .into_iter()
        .map(|(is_done, title, hint, href, label, permission)| {
            let refusal = standing.refusal(permission, context.locale()).filter(|_| !is_done);
            let action = (!is_done && refusal.is_none())
                .then(|| view! { <a class="button" data-size="small" href=href>{label}</a> });
            let refusal = refusal.map(|reason| {
                let why = format!("{base}/why?permission={permission}");
                view! {
                    <p class="hint">{reason}" "<a href=why>{say.why()}</a></p>
                    <button class="button" data-size="small" type="button" disabled>{label}</button>
                }
            });
            view! {
                <li data-done=is_done.to_string()>
                    {mark(say, is_done)}
                    <p class="title">{title}</p>
                    <p class="hint">{hint}</p>
                    {action}
                    {refusal}
                </li>
            }
        })
        .collect();
    let event = if setup.has_agent && !setup.has_event {
        view! { <p class="waiting">{waiting}</p> }.into_any()
    } else {
        view! { <p class="hint">{say.setup_event_hint()}</p> }.into_any()
    };
    view! {
        <section class="panel">
            <header><h2>{say.setup_title()}</h2></header>
            <ol class="checklist">
                {items}
                <li data-done=setup.has_event.to_string()>
                    {mark(say, setup.has_event)}
                    <p class="title">{say.setup_event()}</p>
                    {event}
                </li>
            </ol>
        </section>
    }
    .into_any()
}

fn mark(say: Say, is_done: bool) -> AnyView {
    let text = if is_done { say.setup_done() } else { say.setup_todo() };
    view! { <span class="mark"><span class="visually-hidden">{text}</span></span> }.into_any()
}

fn cards(say: Say, overview: &Overview) -> AnyView {
    let (now, before) = (overview.total, overview.previous);
    let cards: Vec<_> = [
        (say.messages(), now.messages, before.messages),
        (say.recipients(), now.recipients, before.recipients),
        (say.requests(), now.requests, before.requests),
    ]
    .into_iter()
    .map(|(name, now, before)| {
        let (trend, text) = change(say, now, before);
        view! {
            <div class="card-number">
                <dt>{name}</dt>
                <dd>{say.0.number(now)}</dd>
                <dd class="change" data-trend=trend>{text}</dd>
            </div>
        }
    })
    .collect();
    view! { <dl class="cards" id="cards" data-live="">{cards}</dl> }.into_any()
}

/// A growth by so many percent and more is told as a multiple.
const MANY_TIMES: i64 = 900;

/// The change against the stretch before, in words.
fn change(say: Say, now: i64, before: i64) -> (&'static str, String) {
    if before == 0 {
        return ("flat", say.none_before().to_owned());
    }
    let percent = (now - before) * 100 / before;
    // A percentage of next to nothing tells nobody anything.
    if percent >= MANY_TIMES {
        return ("up", say.times_before(&say.0.number(now / before)));
    }
    let text = say.0.number(percent.abs());
    match percent {
        0 => ("flat", say.same().to_owned()),
        1.. => ("up", format!("{} {}", say.more(&text), say.compared())),
        _ => ("down", format!("{} {}", say.less(&text), say.compared())),
    }
}

fn gaps(say: Say, overview: &Overview) -> AnyView {
    let items: Vec<_> = overview.gaps.iter().map(|gap| gap_item(say, overview, gap)).collect();
    let list = (!items.is_empty()).then(|| {
        view! {
            <section class="panel">
                <header><h2>{say.gaps()}</h2></header>
                <ul class="gaps">{items}</ul>
            </section>
        }
    });
    view! { <div id="gaps" data-live="">{list}</div> }.into_any()
}

fn gap_item(say: Say, overview: &Overview, gap: &ShownGap) -> AnyView {
    let cause = match gap.cause {
        ShownCause::Stopped => say.gap_stopped(),
        ShownCause::Paused => say.gap_paused(),
        ShownCause::SpoolFull => say.gap_spool_full(),
        ShownCause::OverPlan => say.gap_over_plan(),
        ShownCause::Silent => say.gap_silent(),
    };
    let time = |at| overview.zone.local_text(at, say.0);
    let to = gap.to.map_or_else(|| say.gap_now().to_owned(), time);
    let lost = (gap.lost > 0).then(|| format!(" {}", say.gap_lost(&say.0.number(gap.lost))));
    view! {
        <li>
            <span class="hatch" aria-hidden="true"></span>
            <span><strong>{gap.host.clone()}</strong>", "{time(gap.from)}" – "{to}{say.colon()}{cause}{lost}</span>
        </li>
    }
    .into_any()
}

fn directions(say: Say, overview: &Overview) -> AnyView {
    let number = |value: i64| view! { <td data-kind="number">{say.0.number(value)}</td> };
    let rows: Vec<AnyView> = overview
        .directions
        .iter()
        .map(|(way, counts)| {
            view! {
                <tr>
                    <th scope="row">{direction(say, *way)}</th>
                    {number(counts.messages)}{number(counts.recipients)}{number(counts.requests)}
                </tr>
            }
            .into_any()
        })
        .collect();
    panel_table(say, "directions", say.by_direction(), say.direction(), rows)
}

fn hosts(say: Say, overview: &Overview) -> AnyView {
    let number = |value: i64| view! { <td data-kind="number">{say.0.number(value)}</td> };
    let rows: Vec<AnyView> = overview
        .hosts
        .iter()
        .map(|(host, counts)| {
            view! {
                <tr>
                    <th scope="row">{host.clone()}</th>
                    {number(counts.messages)}{number(counts.recipients)}{number(counts.requests)}
                </tr>
            }
            .into_any()
        })
        .collect();
    panel_table(say, "hosts", say.top_hosts(), say.host(), rows)
}

fn panel_table(say: Say, id: &'static str, title: &'static str, first: &str, rows: Vec<AnyView>) -> AnyView {
    let heads =
        [(first, ""), (say.messages(), "number"), (say.recipients(), "number"), (say.requests(), "number")];
    view! {
        <section class="panel">
            <header><h2>{title}</h2></header>
            {table(title, &heads, id, rows)}
        </section>
    }
    .into_any()
}

fn top(
    say: Say,
    id: &'static str,
    title: &'static str,
    unit: &'static str,
    names: &[(String, i64)],
    unnamed: &'static str,
) -> AnyView {
    let most = names.first().map_or(1, |(_, total)| *total);
    let items: Vec<_> = names
        .iter()
        .map(|(name, total)| {
            let name = if name.is_empty() { unnamed.to_owned() } else { readable(name) };
            view! {
                <li>
                    <span class="name">{name}</span>
                    <span class="count">{say.0.number(*total)}</span>
                    <meter class="bar" aria-hidden="true" min="0" max=most.to_string() value=total.to_string()></meter>
                </li>
            }
        })
        .collect();
    let empty = items.is_empty().then(|| view! { <p class="hint">{say.nothing_counted()}</p> });
    view! {
        <section class="panel">
            <header><h2>{title}</h2><p class="hint">{unit}</p></header>
            <div id=id data-live="">{empty}<ul class="tops">{items}</ul></div>
        </section>
    }
    .into_any()
}
