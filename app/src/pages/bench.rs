//! The bench: a request or lines of a log with the answer, and a change with what it would move.

use domain::{
    Error,
    areas::Route,
    bench::{Answer, Declared, Moves, RecipientIs, Replayed, Told},
    direction::DomainKind,
    permission::{Permission, ViewEvents, ViewMailFlow},
    zones::Zone,
};
use leptos::prelude::*;
use service::{Standing, bench, events::Event};

use super::{Page, events::sender};
use crate::{
    components::{breakable, direction, fields, layout::Console, readable, table::table},
    context::{Context, Form, link},
    islands::{Bench, Kind},
    text::Say,
};

/// What the page shows.
struct Shown {
    standing: Standing,
    declared: Declared,
    /// What stands in the field, and what is to be said of it.
    request: String,
    told: Option<Told>,
    recent: Vec<Event>,
    sees_events: bool,
}

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewMailFlow>(slug).await?;
    let declared = bench::declared(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let sees_events = standing.may(Permission::ViewEvents);
    let (mut request, mut recent) = (String::new(), Vec::new());
    if sees_events {
        let mut access = context.enter::<ViewEvents>(slug).await?;
        recent = bench::recent(&mut access).await?;
        if !context.query("event").is_empty() {
            request = bench::of_event(&mut access, context.query("event")).await?;
        }
    }
    let form = context.form("bench.ask");
    let told = form.outcome().and_then(|told| serde_json::from_value(told.clone()).ok());
    let told = match told {
        None if !form.was_sent() && !request.is_empty() => {
            let mut access = context.enter::<ViewMailFlow>(slug).await?;
            // What an old event holds may be no request that can be asked about.
            bench::ask(&mut access, &request).await.ok()
        }
        told => told,
    };
    let told = told.map(|told| match told {
        Told::Request(answer) => Told::Request(legible(answer)),
        Told::Log(lines) => Told::Log(lines),
    });
    let shown = Shown { standing, declared, request, told, recent, sees_events };
    let context = context.clone();
    Ok(Page::new(context.title(), move || view(&context, shown)).with_islands())
}

fn view(context: &Context, shown: Shown) -> AnyView {
    let say = context.say();
    let Shown { standing, declared, request, told, recent, sees_events } = shown;
    let zone = Zone::parse(&standing.tenant.time_zone).unwrap_or_default();
    let base = Route::Bench.of_space(&standing.tenant.slug);
    let draft = sees_events.then(|| draft_section(context, &standing, &declared, &zone));
    let recent = sees_events.then(|| recent_section(say, &base, &zone, &recent));
    let body = view! {
        {request_section(context, &standing, declared, &request, told)}
        {recent}
        {draft}
    };
    let flow = Route::MailFlow;
    let back = view! { <a class="button" href=flow.of_space(&standing.tenant.slug)>{say.title(flow)}</a> };
    Console { context, standing: &standing, title: context.title(), lead: say.bench_lead() }.view(back, body)
}

fn request_section(
    context: &Context,
    standing: &Standing,
    declared: Declared,
    request: &str,
    told: Option<Told>,
) -> AnyView {
    let say = context.say();
    let form = context.form("bench.ask");
    let controls = view! {
        {fields::area_of(&form, "request", say.bench_request(), say.bench_request_hint(), request)}
        {fields::submit(say.bench_ask())}
    };
    let hidden = [("tenant", standing.tenant.slug.as_str())];
    view! {
        <section class="panel" id="request-panel">
            <header><h2>{say.bench_request()}</h2></header>
            {fields::form("bench.ask", &form, &hidden, controls)}
            <Bench target="request".to_owned() declared=declared first=told locale=context.locale()/>
            <p class="hint">{say.bench_alone()}</p>
        </section>
    }
    .into_any()
}

/// The answer with names in their own letters.
fn legible(answer: Answer) -> Answer {
    use domain::bench::Change;
    let others = answer.others.into_iter().map(|(change, way)| {
        let change = match change {
            Change::Domain { name, kind } => Change::Domain { name: readable(&name), kind },
            Change::WithoutDomain { name } => Change::WithoutDomain { name: readable(&name) },
            other => other,
        };
        (change, way)
    });
    let recipient = match answer.recipient {
        RecipientIs::Declared { domain, kind } => RecipientIs::Declared { domain: readable(&domain), kind },
        RecipientIs::Elsewhere { domain } => RecipientIs::Elsewhere { domain: readable(&domain) },
        other => other,
    };
    Answer { others: others.collect(), recipient, own_domain: readable(&answer.own_domain), ..answer }
}

fn recent_section(say: Say, base: &str, zone: &Zone, recent: &[Event]) -> AnyView {
    let rows: Vec<AnyView> = recent
        .iter()
        .map(|event| {
            let href = link(base, &[("event", event.id.as_str())]);
            view! {
                <tr>
                    <td data-kind="time"><a href=href>{zone.local_text(event.at, say.0)}</a></td>
                    <td>{direction(say, event.direction)}</td>
                    <td data-kind="address">{event.client_address.clone()}</td>
                    <td data-kind="address">{breakable(&sender(say, event))}</td>
                    <td data-kind="address">{breakable(&readable(&event.recipient))}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p class="hint">{say.bench_recent_none()}</p> }.into_any()
    } else {
        let heads = [
            (say.time(), "time"),
            (say.direction(), ""),
            (say.client(), "address"),
            (say.sender(), "address"),
            (say.recipient(), "address"),
        ];
        table(say.bench_recent(), &heads, "", rows)
    };
    view! {
        <section class="panel" id="recent">
            <header><h2>{say.bench_recent()}</h2></header>
            {list}
        </section>
    }
    .into_any()
}

fn draft_section(context: &Context, standing: &Standing, declared: &Declared, zone: &Zone) -> AnyView {
    let say = context.say();
    let form = context.form("bench.replay");
    let told = form.outcome().and_then(|told| serde_json::from_value::<Replayed>(told.clone()).ok());
    let of_kind = |kind: DomainKind| {
        let names = declared.domains.iter().filter(|(_, one)| *one == kind).map(|(name, _)| name.clone());
        fields::known(Kind::Domains, names.collect(), None)
    };
    let networks = fields::known(Kind::Networks, declared.networks.clone(), None);
    let hint = say.bench_list_hint();
    let controls = view! {
        {fields::lines(&form, "local", say.bench_local(), hint, of_kind(DomainKind::Local))}
        {fields::lines(&form, "relay", say.bench_relay(), hint, of_kind(DomainKind::Relay))}
        {fields::lines(&form, "cidrs", say.bench_networks(), hint, networks)}
        {fields::plain_lines(&form, "without", say.bench_without(), say.bench_without_hint())}
        {fields::choices(&form, "last", say.bench_last(), "1000", &[
            ("1000", say.bench_last_few(), ""),
            ("100000", say.bench_last_many(), ""),
        ])}
        {fields::submit(say.bench_replay())}
    };
    let hidden = [("tenant", standing.tenant.slug.as_str())];
    view! {
        <section class="panel" id="draft">
            <header><h2>{say.bench_draft()}</h2></header>
            <p>{say.bench_draft_lead()}</p>
            {fields::form("bench.replay", &form, &hidden, controls)}
        </section>
        {told.map(|told| replayed_section(context, standing, zone, &told))}
    }
    .into_any()
}

fn replayed_section(context: &Context, standing: &Standing, zone: &Zone, told: &Replayed) -> AnyView {
    let say = context.say();
    let looked_at = match told.moves.since {
        Some(since) => {
            say.bench_looked_at(&say.0.number(told.moves.looked_at), &zone.local_text(since, say.0))
        }
        None => say.bench_looked_at_none().to_owned(),
    };
    view! {
        <section class="panel" id="moves" role="status">
            <header><h2>{say.bench_moves()}</h2></header>
            <p>{looked_at}</p>
            {moves_table(say, standing, &told.moves)}
            {fields::gate(context, standing, Permission::ManageMailFlow, saving(context, standing, told))}
        </section>
    }
    .into_any()
}

fn moves_table(say: Say, standing: &Standing, moves: &Moves) -> Option<AnyView> {
    moves.since?;
    if moves.moves.is_empty() {
        return Some(view! { <p>{say.bench_nothing_moves()}</p> }.into_any());
    }
    let events = Route::Events.of_space(&standing.tenant.slug);
    let rows: Vec<AnyView> = moves
        .moves
        .iter()
        .map(|one| {
            let examples: Vec<_> = (1_i64..)
                .zip(&one.examples)
                .map(|(number, id)| {
                    let text = say.bench_example(&say.0.number(number));
                    view! { <a href=format!("{events}/{id}")>{text}</a>" " }
                })
                .collect();
            view! {
                <tr data-from=one.from.as_str() data-to=one.to.as_str()>
                    <td>{direction(say, one.from)}</td>
                    <td>{direction(say, one.to)}</td>
                    <td data-kind="number">{say.0.number(one.count)}</td>
                    <td>{examples}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads = [
        (say.bench_from(), ""),
        (say.bench_to(), ""),
        (say.bench_count(), "number"),
        (say.bench_examples(), ""),
    ];
    Some(table(say.bench_moves(), &heads, "", rows))
}

/// What is new of a change, each with the form that declares it.
fn saving(context: &Context, standing: &Standing, told: &Replayed) -> AnyView {
    let (say, slug) = (context.say(), standing.tenant.slug.as_str());
    let save = |route: Route, function: &'static str, hidden: Vec<(&str, &str)>, text: String| {
        let button = view! { <button class="button" type="submit">{text}</button> };
        let unsent = Form::unsent(context.locale());
        fields::form_to(Some(route.of_space(slug)), function, &unsent, &hidden, button)
    };
    let domains = |names: &[String], kind: &'static str, text: fn(Say, &str) -> String| {
        let (all, shown) = (names.join(" "), shown(names));
        (!names.is_empty()).then(|| {
            let hidden = vec![("tenant", slug), ("names", all.as_str()), ("kind", kind)];
            save(Route::NewDomains, "domains.add", hidden, text(say, &shown))
        })
    };
    let networks = (!told.networks.is_empty()).then(|| {
        let all = told.networks.join(" ");
        let hidden = vec![("tenant", slug), ("cidrs", all.as_str())];
        save(Route::NewNetworks, "networks.add", hidden, say.bench_save_networks(&shown(&told.networks)))
    });
    let others = told.has_others.then(|| {
        let flow = Route::MailFlow;
        view! { <p>{say.bench_save_others()}" "<a href=flow.of_space(slug)>{say.title(flow)}</a>"."</p> }
    });
    view! {
        {domains(&told.local, "local", Say::bench_save_local)}
        {domains(&told.relay, "relay", Say::bench_save_relay)}
        {networks}
        {others}
    }
    .into_any()
}

/// The first of them, for a button.
fn shown(names: &[String]) -> String {
    const FEW: usize = 3;
    let first: Vec<String> = names.iter().take(FEW).map(|name| readable(name)).collect();
    let more = if names.len() > FEW { "…" } else { "" };
    format!("{}{more}", first.join(", "))
}
