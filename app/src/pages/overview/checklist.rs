//! The four steps from an empty space to its first event.

use domain::permission::Permission;
use leptos::prelude::*;
use service::{Standing, setup::Setup};

use crate::{context::Context, text::Say};

pub(super) fn checklist(context: &Context, standing: &Standing, setup: Setup) -> AnyView {
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
