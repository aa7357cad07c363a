//! What tenants have in a connected program, and how their events arrive in a store.

use domain::{
    Error, Micros,
    areas::Route,
    deep_links::{flows::FlowState, offers::PreparedState, targets::LinkTarget},
    operators::ViewDeepLinks,
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    OperatorAccess,
    deep_links::{
        provisioning::{self, LinkPage, LinkQuery},
        sinks::{self, FlowPage, FlowQuery, OneFlow},
        targets::Connected,
    },
};

use super::{
    super::{
        Page,
        overview::filters::choice,
        stores::{again, states},
    },
    desk_page,
};
use crate::{
    components::{
        badge, empty_with, fields,
        operator::Desk,
        table::{row_forms, table},
    },
    context::{Context, link},
    text::Say,
};

/// Tenants on one page of a list.
const PAGE: usize = 50;

fn counted<T: Copy>(say: Say, all: &[(T, i64)], title: impl Fn(T) -> &'static str) -> String {
    let one = |(state, count): &(T, i64)| say.links_counted(title(*state), &say.0.number(*count));
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

async fn count(
    say: Say,
    access: &mut OperatorAccess<ViewDeepLinks>,
    target: LinkTarget,
) -> Result<String, Error> {
    Ok(if target.is_store() {
        let all = sinks::counts(access, sinks::sink(target.as_str())?).await?;
        counted(say, &all, |state: FlowState| state.title(say.0))
    } else {
        let all = provisioning::counts(access, target).await?;
        counted(say, &all, |state: PreparedState| state.title(say.0))
    })
}

/// How many tenants are in which state, of each program and store in turn.
pub(super) async fn counts(
    context: &Context,
    access: &mut OperatorAccess<ViewDeepLinks>,
    all: &[Connected],
) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    for one in all {
        found.push(count(context.say(), access, one.target).await?);
    }
    Ok(found)
}

/// The tenants of a program or a store.
pub(super) enum Seen {
    Links(LinkPage),
    Flows(FlowPage),
}

impl Seen {
    pub(super) async fn load(
        context: &Context,
        access: &mut OperatorAccess<ViewDeepLinks>,
        one: &Connected,
    ) -> Result<Self, Error> {
        let value = |name: &str| context.query(name).to_owned();
        let (text, after) = (value("text"), value("after"));
        let target = one.target.as_str();
        Ok(if one.target.is_store() {
            let query = FlowQuery { text, state: known::<FlowState>(context), after };
            Self::Flows(sinks::list(access, target, &query, PAGE).await?)
        } else {
            let query = LinkQuery { text, state: known::<PreparedState>(context), after };
            Self::Links(provisioning::list(access, target, &query, PAGE).await?)
        })
    }

    pub(super) fn view(&self, context: &Context, one: &Connected) -> Option<AnyView> {
        if !one.mode.is_on() {
            return None;
        }
        let (say, target) = (context.say(), one.target);
        let (title, lead) = if target.is_store() {
            (say.links_flows(), say.links_flows_lead())
        } else {
            (say.links_tenants(), say.links_tenants_lead())
        };
        let all = (!target.is_store()).then(|| {
            let form = context.form("deep-links.prepare-all");
            let button = view! { <button class="button" type="submit">{say.links_prepare_all()}</button> };
            fields::form("deep-links.prepare-all", &form, &[("id", target.as_str())], button)
        });
        let (rows, next) = match self {
            Self::Links(page) => (links(context, target, page), &page.next),
            Self::Flows(page) => (flows(context, target, page), &page.next),
        };
        let more = next.as_ref().map(|next| {
            let base = format!("{}/{target}", Route::DeepLinks.as_str());
            let pairs = [("text", context.query("text")), ("state", context.query("state")), ("after", next)];
            let href = link(&base, &pairs);
            view! { <p><a rel="next" href=href>{say.tenants_more()}</a></p> }
        });
        Some(
            view! {
                <section class="panel" id="tenants">
                    <header><h2>{title}</h2><p>{lead}</p></header>
                    {search(context, target)}
                    {rows}
                    {more}
                    {all}
                </section>
            }
            .into_any(),
        )
    }
}

/// The state that an address names, where there is one.
fn known<T: std::str::FromStr + ToString>(context: &Context) -> String {
    context.query("state").parse::<T>().map_or_else(|_| String::new(), |state| state.to_string())
}

fn search(context: &Context, target: LinkTarget) -> AnyView {
    let say = context.say();
    let states: Vec<_> = if target.is_store() {
        FlowState::ALL.iter().map(|one| (one.to_string(), one.title(say.0).to_owned())).collect()
    } else {
        PreparedState::ALL.iter().map(|one| (one.to_string(), one.title(say.0).to_owned())).collect()
    };
    let action = format!("{}/{target}", Route::DeepLinks.as_str());
    view! {
        <form class="filters" method="get" action=action>
            <div class="field wide">
                <label for="text">{say.tenants_search()}</label>
                <input id="text" name="text" type="search" autocomplete="off" value=context.query("text").to_owned()/>
            </div>
            {choice("state", say.links_state(), context.query("state"), Some(say.tenants_any()), &states)}
            <button class="button" type="submit">{say.tenants_find()}</button>
        </form>
    }
    .into_any()
}

fn time(say: Say, at: Micros) -> String {
    Zone::utc().local_text(at, say.0)
}

fn links(context: &Context, target: LinkTarget, page: &LinkPage) -> AnyView {
    let say = context.say();
    if page.links.is_empty() {
        return empty_with(say.links_tenants_none(), say.links_tenants_none_text(), None);
    }
    let heads = [
        (say.tenant(), ""),
        (say.links_state(), ""),
        (say.links_place(), ""),
        (say.links_problem(), ""),
        (say.links_again(), ""),
    ];
    let rows = page.links.iter().map(|one| {
        let tone = match one.link.state {
            PreparedState::Ready => "good",
            PreparedState::Preparing => "neutral",
            PreparedState::Failed => "bad",
        };
        let since = say.links_since(&time(say, one.link.since));
        let form = context.form("deep-links.prepare");
        let hidden = [("id", target.as_str()), ("slug", one.slug.as_str())];
        let button = view! { <button class="button" type="submit">{say.links_prepare()}</button> };
        let again =
            row_forms(say.links_again(), false, fields::form("deep-links.prepare", &form, &hidden, button));
        view! {
            <tr>
                <th scope="row">{one.name.clone()}<br/><small>{one.slug.clone()}</small></th>
                <td>{badge(tone, one.link.state.title(say.0))}" "<small>{since}</small></td>
                <td><code>{one.link.place.clone()}</code></td>
                <td>{one.link.problem.clone()}</td>
                <td>{again}</td>
            </tr>
        }
        .into_any()
    });
    table(say.links_tenants(), &heads, "", rows.collect())
}

fn flows(context: &Context, target: LinkTarget, page: &FlowPage) -> AnyView {
    let say = context.say();
    if page.flows.is_empty() {
        return empty_with(say.links_tenants_none(), say.links_flows_none_text(), None);
    }
    let heads = [(say.tenant(), ""), (say.links_state(), ""), (say.links_problem(), "")];
    let rows = page.flows.iter().map(|one| {
        let href = format!("{}/{target}/{}", Route::DeepLinks.as_str(), one.slug);
        let flow = one.flow.flow();
        view! {
            <tr>
                <th scope="row"><a href=href>{one.name.clone()}</a><br/><small>{one.slug.clone()}</small></th>
                <td>{states(say, target, &flow, |at| time(say, at))}</td>
                <td>{flow.problem.clone()}</td>
            </tr>
        }
        .into_any()
    });
    table(say.links_flows(), &heads, "", rows.collect())
}

/// How one tenant's events arrive in a store.
pub(in crate::pages) async fn flow(context: &Context, store: &str, slug: &str) -> Result<Page, Error> {
    let access = context.operate::<ViewDeepLinks>().await?;
    let role = access.role();
    let target: LinkTarget = store.parse().map_err(|_| Error::NotFound)?;
    let seen = sinks::one(access, store, slug).await?;
    Ok(desk_page(context, seen.tenant.name.clone(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: "" };
        let back = view! { <a class="button" href=format!("{}/{target}", Route::DeepLinks.as_str())>{target.title()}</a> };
        desk.view(back, one(context, target, &seen, say))
    }))
}

fn one(context: &Context, target: LinkTarget, seen: &OneFlow, say: Say) -> AnyView {
    let told = seen.flow().map_or_else(
        || view! { <p>{say.stores_nothing()}</p> }.into_any(),
        |flow| {
            let problem =
                (!flow.problem.is_empty()).then(|| view! { <p><code>{flow.problem.clone()}</code></p> });
            view! { {states(say, target, &flow, |at| time(say, at))}{problem} }.into_any()
        },
    );
    let is_again = seen.state.as_ref().is_some_and(|state| state.is_again);
    let hidden = [("id", target.as_str()), ("slug", seen.tenant.slug.as_str())];
    let heads = [(say.stores_event(), ""), (say.stores_reason(), ""), (say.stores_at(), "time")];
    let rows = seen.rejected.iter().map(|(event, reason, at)| {
        view! {
            <tr>
                <td><code>{event.to_string()}</code></td>
                <td>{reason.clone()}</td>
                <td data-kind="time">{time(say, *at)}</td>
            </tr>
        }
        .into_any()
    });
    let aside = (!seen.rejected.is_empty()).then(|| {
        let button = |word: &'static str| view! { <button class="button" type="submit">{word}</button> };
        let (retry, clear) = ("deep-links.retry-rejected", "deep-links.clear-rejected");
        view! {
            <section class="panel" id="rejected">
                <header><h2>{say.stores_rejected()}</h2><p>{say.links_no_secrets()}</p></header>
                {table(say.stores_rejected(), &heads, "", rows.collect())}
                {fields::form(retry, &context.form(retry), &hidden, button(say.stores_retry()))}
                {fields::form(clear, &context.form(clear), &hidden, button(say.stores_clear()))}
                <p class="hint">{say.stores_clear_lead()}</p>
            </section>
        }
    });
    view! {
        <section class="panel" id="flow">
            <header><h2>{target.title()}</h2><p>{say.times_in("UTC")}</p></header>
            {told}
            {is_again.then(|| view! { <p>{say.stores_is_again()}</p> })}
        </section>
        {aside}
        <section class="panel" id="again">
            <header><h2>{say.stores_again()}</h2><p>{say.stores_again_lead()}</p></header>
            {again(context, "deep-links.send-again", &hidden, "")}
        </section>
    }
    .into_any()
}
