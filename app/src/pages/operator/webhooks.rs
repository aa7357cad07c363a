//! What was sent to receivers outside, and what became of it.

use domain::{
    Error,
    areas::Route,
    operators::{OperatorPermission, ViewJobs},
    webhooks::{DeliveryState, Webhook},
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    jobs::looks as job_looks,
    webhooks::looks::{self, Delivery, DeliveryPage, DeliveryQuery, Try},
};

use super::{
    super::Page,
    desk_page,
    jobs::{Tenants, of_tenant},
};
use crate::{
    components::{badge, empty_with, fields, operator::Desk, readable, table::table},
    context::{Context, link},
    text::Say,
};

/// Deliveries on one page of the list.
const PAGE: usize = 50;

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ViewJobs>().await?;
    let state = context.query("state").parse::<DeliveryState>();
    let state = state.map_or_else(|_| String::new(), |state| state.to_string());
    let query = DeliveryQuery { state, before: context.query("before").to_owned() };
    let page = looks::list_all(&mut access, &query, PAGE).await?;
    let role = access.role();
    drop(access);
    Ok(desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.deliveries_lead() };
        let back = view! { <a class="button" href=Route::OperatorJobs.as_str()>{say.jobs_all()}</a> };
        desk.view(back, view! { {states(say, &query)}{list(say, &query, &page)} })
    }))
}

const fn state_name(say: Say, state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Waiting => say.delivery_waiting(),
        DeliveryState::Running => say.delivery_running(),
        DeliveryState::Delivered => say.delivery_delivered(),
        DeliveryState::Failed => say.delivery_failed(),
        DeliveryState::Cancelled => say.delivery_cancelled(),
    }
}

fn state(say: Say, state: DeliveryState) -> AnyView {
    let tone = match state {
        DeliveryState::Delivered => "good",
        DeliveryState::Failed => "bad",
        _ => "neutral",
    };
    badge(tone, state_name(say, state))
}

const fn webhook(say: Say, webhook: Webhook) -> &'static str {
    match webhook {
        Webhook::AuditHeads => say.webhook_audit_heads(),
        Webhook::Alerts => say.webhook_alerts(),
    }
}

/// The states as links, so that a list of one has an address.
fn states(say: Say, query: &DeliveryQuery) -> AnyView {
    let named = DeliveryState::ALL.iter().map(|state| (state.as_str(), state_name(say, *state)));
    let links: Vec<_> = [("", say.delivery_any())]
        .into_iter()
        .chain(named)
        .map(|(state, name)| {
            let current = (state == query.state).then_some("page");
            let href = link(Route::Deliveries.as_str(), &[("state", state)]);
            view! { <li><a href=href aria-current=current>{name}</a></li> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=say.job_state()><ul>{links}</ul></nav> }.into_any()
}

fn list(say: Say, query: &DeliveryQuery, page: &DeliveryPage) -> AnyView {
    if page.deliveries.is_empty() {
        return empty_with(say.deliveries_none(), say.deliveries_none_text(), None);
    }
    let base = Route::Deliveries.as_str();
    let heads = [
        (say.delivery_what(), ""),
        (say.job_state(), ""),
        (say.delivery_host(), "address"),
        (say.job_tries(), "number"),
        (say.delivery_asked(), "time"),
    ];
    let rows = page.deliveries.iter().map(|delivery| {
        view! {
            <tr>
                <th scope="row">
                    <a href=format!("{base}/{}", delivery.id)>{webhook(say, delivery.webhook)}</a>
                    <br/><small><code>{delivery.topic.clone()}</code></small>
                </th>
                <td>{state(say, delivery.state)}<br/><small>{delivery.error.clone()}</small></td>
                <td data-kind="address"><code>{readable(&delivery.host)}</code></td>
                <td data-kind="number">{say.0.number(delivery.tries)}</td>
                <td data-kind="time">{Zone::utc().local_text(delivery.created_at, say.0)}</td>
            </tr>
        }
        .into_any()
    });
    let older = page.next.as_ref().map(|next| {
        let href = link(base, &[("state", &query.state), ("before", next)]);
        view! { <p><a rel="next" href=href>{say.older()}</a></p> }
    });
    view! { <section class="panel"><p>{say.times_in("UTC")}</p>{table(say.title(Route::Deliveries), &heads, "", rows.collect())}{older}</section> }
        .into_any()
}

/// One delivery with its tries and its message.
pub(in crate::pages) async fn one(context: &Context, id: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewJobs>().await?;
    let (delivery, tries) = looks::find_any(&mut access, id).await?;
    let tenants = job_looks::tenants(&mut access, delivery.tenant_id.clone()).await?;
    let role = access.role();
    drop(access);
    let title = webhook(context.say(), delivery.webhook);
    Ok(desk_page(context, title, move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: "" };
        let again = matches!(
            delivery.state,
            DeliveryState::Failed | DeliveryState::Cancelled | DeliveryState::Delivered
        );
        let again = (again && desk.may(OperatorPermission::ManageJobs)).then(|| {
            let form = context.form("webhooks.retry");
            fields::form(
                "webhooks.retry",
                &form,
                &[("id", delivery.id.as_str())],
                fields::submit(say.delivery_again()),
            )
        });
        let back =
            view! { <a class="button" href=Route::Deliveries.as_str()>{say.title(Route::Deliveries)}</a> };
        desk.view(
            back,
            view! { {facts(&desk, &delivery, &tenants)}{tried(say, &tries)}{message(say, &delivery)}{again} },
        )
    }))
}

fn facts(desk: &Desk, delivery: &Delivery, tenants: &Tenants) -> AnyView {
    let say = desk.context.say();
    let at = |at| Zone::utc().local_text(at, say.0);
    let delivered = delivery.delivered_at.map(|when| {
        view! { <div><dt>{say.delivery_delivered()}</dt><dd>{at(when)}</dd></div> }
    });
    let tenant = delivery.tenant_id.as_deref().map(|id| {
        view! { <div><dt>{say.job_tenant()}</dt><dd>{of_tenant(desk, id, tenants)}</dd></div> }
    });
    view! {
        <section class="panel" id="facts">
            <p>{say.times_in("UTC")}</p>
            <dl class="facts">
                <div><dt>{say.job_state()}</dt><dd>{state(say, delivery.state)}</dd></div>
                <div><dt>{say.job_number()}</dt><dd><code>{delivery.id.to_string()}</code></dd></div>
                <div><dt>{say.delivery_what()}</dt><dd><code>{delivery.topic.clone()}</code></dd></div>
                <div><dt>{say.delivery_asked()}</dt><dd>{at(delivery.created_at)}</dd></div>
                {delivered}
                {tenant}
            </dl>
        </section>
    }
    .into_any()
}

fn tried(say: Say, tries: &[Try]) -> Option<AnyView> {
    if tries.is_empty() {
        return None;
    }
    let heads = [
        (say.job_tries(), "number"),
        (say.time(), "time"),
        (say.delivery_host(), "address"),
        (say.delivery_took(), "number"),
        (say.delivery_answer(), ""),
    ];
    let rows = tries.iter().map(|one| {
        let status = one.status.map(|status| format!("{status} ")).unwrap_or_default();
        let error = if one.error.is_empty() { say.delivery_taken().to_owned() } else { one.error.clone() };
        let answer =
            (!one.answer.is_empty()).then(|| view! { <br/><small><code>{one.answer.clone()}</code></small> });
        view! {
            <tr>
                <th scope="row" data-kind="number">{say.0.number(one.number)}</th>
                <td data-kind="time">{Zone::utc().local_text(one.at, say.0)}</td>
                <td data-kind="address"><code>{readable(&one.host)}</code></td>
                <td data-kind="number">{say.0.number(one.took / 1000)}" ms"</td>
                <td>{status}{error}{answer}</td>
            </tr>
        }
        .into_any()
    });
    Some(
        view! { <section class="panel">{table(say.job_tries(), &heads, "", rows.collect())}</section> }
            .into_any(),
    )
}

fn message(say: Say, delivery: &Delivery) -> AnyView {
    view! {
        <section class="panel">
            <header><h2>{say.delivery_message()}</h2></header>
            <pre class="code" tabindex="0" data-wrap="true"><code>{delivery.body.clone()}</code></pre>
        </section>
    }
    .into_any()
}
