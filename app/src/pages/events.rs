use domain::{
    Error,
    areas::Route,
    direction::Direction,
    permission::ViewEvents,
    plans::{Feature, PlansError},
    policy::State,
};
use leptos::prelude::*;
use service::{
    control::tenants::Tenant,
    events::{self, Event, EventPage, EventQuery},
};

use super::{
    Page,
    overview::filters::{choice, take_refused},
};
use crate::{
    components::{
        breakable, direction, direction_name, empty, layout::Console, notice, readable, rule_text,
        table::table,
    },
    context::{Context, link},
    text::Say,
};

fn query(context: &Context) -> EventQuery {
    let value = |name: &str| context.query(name).trim().to_owned();
    EventQuery {
        host: value("host"),
        direction: value("direction"),
        state: value("state"),
        domain: value("domain"),
        before: value("before"),
    }
}

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut query = query(context);
    let mut access = context.enter::<ViewEvents>(slug).await?;
    // What the plan does not give is not sought, and the page says so.
    let can_search = access.entitlements().has(Feature::AdvancedSearch);
    if !can_search {
        (query.state, query.domain) = (String::new(), String::new());
    }
    let (page, refused) = match events::list(&mut access, &query).await {
        Err(Error::Invalid { fields }) => {
            let values = [("direction", &mut query.direction), ("state", &mut query.state)];
            let refused = take_refused(&fields, values);
            (events::list(&mut access, &query).await?, refused)
        }
        page => (page?, None),
    };
    let standing = access.standing().clone();
    let tenant = standing.tenant.clone();
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let base = format!("/t/{}/events", tenant.slug);
        let body = view! {
            {refused.as_ref().map(|words| notice::notice("warn", &say.filters_refused(words)))}
            {filters(say, &base, &query, &page, can_search)}
            <p class="hint"><a href=Route::Stores.of_space(&tenant.slug)>{say.stores_link()}</a></p>
            {list(say, &tenant, &base, &query, &page)}
            {pager(say, &base, &query, &page)}
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.events_lead() }
            .view((), body)
    }))
}

fn filters(say: Say, base: &str, query: &EventQuery, page: &EventPage, can_search: bool) -> AnyView {
    let hosts: Vec<_> = page.hosts.iter().map(|host| (host.clone(), host.clone())).collect();
    let directions: Vec<_> =
        Direction::ALL.iter().map(|way| (way.to_string(), direction_name(say, *way).to_owned())).collect();
    let states: Vec<_> = State::ALL.iter().map(|state| (state.to_string(), state.to_string())).collect();
    let advanced = can_search.then(|| {
        view! {
            {choice("state", say.stage(), &query.state, Some(say.all_states()), &states)}
            <div class="field">
                <label for="domain">{say.domain()}</label>
                <input id="domain" name="domain" type="text" autocomplete="off" inputmode="url" value=query.domain.clone()/>
            </div>
        }
    });
    let missing = (!can_search).then(|| {
        let sentence = PlansError::NotInPlan { feature: Feature::AdvancedSearch }.sentence(say.0);
        let plan = format!("{}/plan", base.trim_end_matches("/events"));
        view! { <p class="hint" id="advanced-search">{sentence}" "<a href=plan>{say.title(Route::Plan)}</a></p> }
    });
    view! {
        <form class="filters" method="get" action=base.to_owned()>
            {choice("host", say.host(), &query.host, Some(say.all_hosts()), &hosts)}
            {choice("direction", say.direction(), &query.direction, Some(say.all_directions()), &directions)}
            {advanced}
            <button class="button" type="submit">{say.show()}</button>
        </form>
        {missing}
    }
    .into_any()
}

fn list(say: Say, tenant: &Tenant, base: &str, query: &EventQuery, page: &EventPage) -> AnyView {
    if page.events.is_empty() {
        let all = (base.to_owned(), say.all_events().to_owned());
        return if *query == EventQuery::default() {
            empty(
                say.no_events(),
                say.no_events_text(),
                Some((
                    format!("/t/{}/policy-agents", tenant.slug),
                    say.title(Route::PolicyAgents).to_owned(),
                )),
            )
        } else {
            empty(say.no_events_match(), say.no_events_match_text(), Some(all))
        };
    }
    let zone = domain::zones::Zone::parse(&tenant.time_zone).unwrap_or_default();
    let client = format!("{} / {}", say.client(), say.host());
    let heads = [
        (say.time(), "time"),
        (say.direction(), ""),
        (&client, "address"),
        (say.sender(), "address"),
        (say.recipient(), "address"),
    ];
    let rows: Vec<AnyView> = page
        .events
        .iter()
        .map(|event| {
            let time = zone.local_text(event.at, say.0);
            view! {
                <tr>
                    <td data-kind="time"><a href=format!("{base}/{}", event.id)>{time}</a></td>
                    <td>{direction(say, event.direction)}<br/><small>{event.state.clone()}<br/>{rule_text(say, event.rule)}</small></td>
                    <td data-kind="address">{event.client_address.clone()}<br/><small>{page.host(event)}</small></td>
                    <td data-kind="address">{breakable(&sender(say, event))}</td>
                    <td data-kind="address">{breakable(&readable(&event.recipient))}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="panel">{table(say.title(Route::Events), &heads, "", rows)}</section>
        <p class="hint">{say.times_in(zone.name())}</p>
    }
    .into_any()
}

/// The sender; at stages that know one, an empty sender is a bounce's.
pub(super) fn sender(say: Say, event: &Event) -> String {
    let is_early = matches!(event.state.as_str(), "CONNECT" | "EHLO" | "HELO" | "ETRN" | "VRFY");
    if event.sender.is_empty() && !is_early { say.null_sender().to_owned() } else { readable(&event.sender) }
}

fn pager(say: Say, base: &str, query: &EventQuery, page: &EventPage) -> AnyView {
    let address = |before: &str| {
        link(
            base,
            &[
                ("host", &query.host),
                ("direction", &query.direction),
                ("state", &query.state),
                ("domain", &query.domain),
                ("before", before),
            ],
        )
    };
    let newest =
        (!query.before.is_empty()).then(|| view! { <a rel="prev" href=address("")>{say.newer()}</a> });
    let older = page.next.as_ref().map(|next| view! { <a rel="next" href=address(next)>{say.older()}</a> });
    view! { <nav class="pager" aria-label=say.title(Route::Events)>{newest}<span></span>{older}</nav> }
        .into_any()
}
