//! Where a tenant's events go beside its own database, and how far they are.

use domain::{
    Error, Micros,
    areas::Route,
    deep_links::{
        flows::{Flow, FlowState},
        targets::LinkTarget,
    },
    permission::{Permission, ViewEvents},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing,
    deep_links::sinks::{self, ToStore},
};

use super::Page;
use crate::{
    components::{
        badge, empty_with,
        fields::{self, Text},
        layout::Console,
        table::table,
    },
    context::Context,
    text::Say,
};

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let access = context.enter::<ViewEvents>(slug).await?;
    let standing = access.standing().clone();
    let flows = sinks::flows(access).await?;
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let say = context.say();
        let body = if flows.is_empty() {
            empty_with(say.stores_none(), say.stores_none_text(), None)
        } else {
            flows.iter().map(|one| store(&context, &standing, one)).collect_view().into_any()
        };
        let events = Route::Events.of_space(&standing.tenant.slug);
        let back = view! { <a class="button" href=events>{say.all_events()}</a> };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.stores_lead() }
            .view(back, body)
    }))
}

/// What is so of a flow, each with a sentence.
pub(super) fn states(
    say: Say,
    store: LinkTarget,
    flow: &Flow,
    time: impl Fn(Micros) -> String + Copy,
) -> AnyView {
    let all = flow.states().into_iter().map(|state| {
        let tone = match state {
            FlowState::UpToDate => "good",
            FlowState::Waiting => "neutral",
            FlowState::Lost | FlowState::Rejected => "warn",
            FlowState::Failing => "bad",
        };
        let sentence = state.sentence(say.0, store, flow, time);
        view! { <li data-state=state.as_str()>{badge(tone, state.title(say.0))}" "{sentence}</li> }
    });
    view! { <ul>{all.collect_view()}</ul> }.into_any()
}

/// The form that has a stretch of time sent again. `scope` tells it apart from others on the page.
pub(super) fn again(context: &Context, action: &str, hidden: &[(&str, &str)], scope: &str) -> AnyView {
    let (say, form) = (context.say(), context.form_where(action, hidden));
    let day = |name: &'static str, label: &'static str| {
        Text { kind: "date", scope, ..Text::new(name, label) }.view(&form)
    };
    let controls = view! {
        {day("from", say.stores_from())}
        {day("to", say.stores_to())}
        {fields::submit(say.stores_again_do())}
    };
    fields::form(action, &form, hidden, controls)
}

fn store(context: &Context, standing: &Standing, one: &ToStore) -> AnyView {
    let (say, word) = (context.say(), one.store.as_str());
    let zone = Zone::parse(&standing.tenant.time_zone).unwrap_or_default();
    let time = |at: Micros| zone.local_text(at, say.0);
    let told = one.state.as_ref().map_or_else(
        || view! { <p>{say.stores_nothing()}</p> }.into_any(),
        |state| {
            let last = state.sent_at.map(|at| format!(", {}", say.stores_sent_at(&time(at))));
            let sent = format!("{}{}.", say.stores_sent(&say.0.number(state.sent)), last.unwrap_or_default());
            let again = state.is_again.then(|| view! { <p>{say.stores_is_again()}</p> });
            view! { {states(say, one.store, &state.flow(), time)}<p>{sent}</p>{again} }.into_any()
        },
    );
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("store", word)];
    let forms = view! {
        <h3>{say.stores_again()}</h3>
        <p>{say.stores_again_lead()}</p>
        {again(context, "events.send-again", &hidden, word)}
    };
    view! {
        <section class="panel" id=word>
            <header><h2>{one.store.title()}</h2></header>
            {told}
            {(!one.rejected.is_empty()).then(|| rejected(context, standing, one, &hidden))}
            {fields::gate(context, standing, Permission::ManageSettings, forms)}
        </section>
    }
    .into_any()
}

/// What a store would not take, with its own words: they are about this tenant's own mail.
fn rejected(context: &Context, standing: &Standing, one: &ToStore, hidden: &[(&str, &str)]) -> AnyView {
    let (say, slug) = (context.say(), &standing.tenant.slug);
    let zone = Zone::parse(&standing.tenant.time_zone).unwrap_or_default();
    let heads = [(say.stores_event(), ""), (say.stores_reason(), ""), (say.stores_at(), "time")];
    let rows = one.rejected.iter().map(|aside| {
        let href = format!("{}/{}", Route::Events.of_space(slug), aside.event_id);
        view! {
            <tr>
                <td><a href=href><code>{aside.event_id.to_string()}</code></a></td>
                <td>{aside.reason.clone()}</td>
                <td data-kind="time">{zone.local_text(aside.at, say.0)}</td>
            </tr>
        }
        .into_any()
    });
    let button = |word: &'static str| view! { <button class="button" type="submit">{word}</button> };
    let (retry, clear) = ("events.retry-rejected", "events.clear-rejected");
    let forms = view! {
        {fields::form(retry, &context.form_where(retry, hidden), hidden, button(say.stores_retry()))}
        {fields::form(clear, &context.form_where(clear, hidden), hidden, button(say.stores_clear()))}
        <p class="hint">{say.stores_clear_lead()}</p>
    };
    view! {
        <h3>{say.stores_rejected()}</h3>
        {table(say.stores_rejected(), &heads, "", rows.collect())}
        {fields::gate(context, standing, Permission::ManageSettings, forms)}
    }
    .into_any()
}
