//! What was seen and is not declared, each with what speaks for it and one click to declare it.

use domain::{
    areas::Route,
    direction::{DomainKind, MailFlow},
    permission::Permission,
    proposals::{ProposalKind, kind_above},
    zones::Zone,
};
use leptos::prelude::*;
use service::{Standing, domains::Domain, proposals::Proposal};

use crate::{
    components::{fields, readable},
    context::{Context, Form},
    text::Say,
};

/// The proposals of a space, for whoever sees its events: they are what speaks for them.
pub(super) fn section(
    context: &Context,
    standing: &Standing,
    domains: &[Domain],
    proposals: &[Proposal],
) -> Option<AnyView> {
    if !standing.may(Permission::ViewEvents) {
        return None;
    }
    let say = context.say();
    let (open, aside): (Vec<_>, Vec<_>) = proposals.iter().partition(|one| one.aside_at.is_none());
    let shown = open.iter().map(|one| proposal(context, standing, domains, one)).collect_view();
    let none = open.is_empty().then(|| view! { <p>{say.proposals_none()}</p> });
    let count = say.0.number(i64::try_from(aside.len()).unwrap_or(i64::MAX));
    let aside = (!aside.is_empty()).then(|| {
        let rows = aside.iter().map(|one| {
            let button = view! { <button class="button" data-size="small" type="submit">{say.proposal_take_back()}</button> };
            view! { <li>{title(say, one)}{form(context, standing, "proposals.take-back", one, button)}</li> }
        });
        view! { <details class="held" id="aside"><summary>{say.proposals_aside(&count)}</summary><ul>{rows.collect_view()}</ul></details> }
    });
    let look =
        view! { <button class="button" data-size="small" type="submit">{say.proposals_look()}</button> };
    let hidden = [("tenant", standing.tenant.slug.as_str())];
    Some(
        view! {
            <section class="panel" id="proposals">
                <header><h2>{say.proposals()}</h2></header>
                <p class="hint">{say.proposals_lead()}</p>
                {shown}
                {none}
                {aside}
                {fields::form("proposals.look", &context.form("proposals.look"), &hidden, look)}
            </section>
        }
        .into_any(),
    )
}

/// That there is something to declare or to look at, for whoever sees it.
pub(in crate::pages) fn hint(context: &Context, standing: &Standing, count: usize) -> Option<AnyView> {
    let may = [Permission::ViewMailFlow, Permission::ViewEvents].iter().all(|one| standing.may(*one));
    if count == 0 || !may {
        return None;
    }
    let say = context.say();
    let text = match count {
        1 => say.proposals_hint_one().to_owned(),
        count => say.proposals_hint(&say.0.number(i64::try_from(count).unwrap_or(i64::MAX))),
    };
    let href = format!("{}#proposals", Route::MailFlow.of_space(&standing.tenant.slug));
    Some(
        view! { <p class="hint" id="proposed">{text}" "<a href=href>{say.proposals_go()}</a></p> }.into_any(),
    )
}

fn title(say: Say, one: &Proposal) -> String {
    let subject = &readable(&one.subject);
    match one.kind {
        ProposalKind::Subdomain => say.proposal_subdomain(subject),
        ProposalKind::OwnSender => say.proposal_own_sender(subject),
        ProposalKind::Loopback => say.proposal_loopback(subject),
        ProposalKind::ManySenders => say.proposal_many_senders(subject),
        ProposalKind::SuddenUser => say.proposal_sudden_user(subject),
    }
}

/// What speaks for it, and what to do.
fn texts(say: Say, zone: &Zone, one: &Proposal) -> (String, &'static str) {
    let (seen, beside) = (&say.0.number(one.seen), &say.0.number(one.beside));
    let since = &zone.local_text(one.since_at, say.0);
    match one.kind {
        ProposalKind::Subdomain => {
            (say.proposal_subdomain_seen(seen, beside, since), say.proposal_subdomain_text())
        }
        ProposalKind::OwnSender => {
            (say.proposal_own_sender_seen(seen, beside, since), say.proposal_own_sender_text())
        }
        ProposalKind::Loopback => (say.proposal_loopback_seen(seen, since), say.proposal_loopback_text()),
        ProposalKind::ManySenders => {
            (say.proposal_many_senders_seen(seen, beside, since), say.proposal_many_senders_text())
        }
        ProposalKind::SuddenUser => {
            (say.proposal_sudden_user_seen(seen, beside), say.proposal_sudden_user_text())
        }
    }
}

fn proposal(context: &Context, standing: &Standing, domains: &[Domain], one: &Proposal) -> AnyView {
    let say = context.say();
    let zone = Zone::parse(&standing.tenant.time_zone).unwrap_or_default();
    let (seen, text) = texts(say, &zone, one);
    let example = format!("{}/{}", Route::Events.of_space(&standing.tenant.slug), one.example);
    let is_odd = matches!(one.kind, ProposalKind::ManySenders | ProposalKind::SuddenUser);
    let aside = if is_odd { say.proposal_put_aside_odd() } else { say.proposal_put_aside() };
    let aside = view! { <button class="button" type="submit">{aside}</button> };
    view! {
        <article data-proposal=one.kind.as_str()>
            <h3>{title(say, one)}</h3>
            <p>{seen}" "<a href=example>{say.proposal_example()}</a></p>
            <p>{text}</p>
            <div class="form-actions">
                {declaring(context, standing, domains, one)}
                {form(context, standing, "proposals.put-aside", one, aside)}
            </div>
        </article>
    }
    .into_any()
}

fn form(
    context: &Context,
    standing: &Standing,
    function: &'static str,
    one: &Proposal,
    button: impl IntoView,
) -> AnyView {
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", one.id.as_str())];
    fields::form(function, &context.form_of(function, one.id.as_str()), &hidden, button)
}

/// The form that declares it, by the ordinary ways.
fn declaring(context: &Context, standing: &Standing, domains: &[Domain], one: &Proposal) -> Option<AnyView> {
    let (say, slug) = (context.say(), standing.tenant.slug.as_str());
    let subject = one.subject.as_str();
    let (route, function, hidden, text) = match one.kind {
        ProposalKind::Subdomain => {
            let kind = kind_above(&enabled(domains), subject);
            let name = &readable(subject);
            let text = match kind {
                DomainKind::Local => say.proposal_declare_local(name),
                DomainKind::Relay => say.proposal_declare_relay(name),
            };
            (Route::NewDomains, "domains.add", vec![("names", subject), ("kind", kind.as_str())], text)
        }
        ProposalKind::OwnSender | ProposalKind::Loopback => {
            let text = say.proposal_declare_network(subject);
            (Route::NewNetworks, "networks.add", vec![("cidrs", subject)], text)
        }
        ProposalKind::ManySenders | ProposalKind::SuddenUser => return None,
    };
    let hidden: Vec<_> = std::iter::once(("tenant", slug)).chain(hidden).collect();
    let button = view! { <button class="button" data-tone="primary" type="submit">{text}</button> };
    let unsent = Form::unsent(context.locale());
    Some(fields::form_to(Some(route.of_space(slug)), function, &unsent, &hidden, button))
}

/// What is declared and not disabled.
fn enabled(domains: &[Domain]) -> MailFlow {
    let enabled = domains.iter().filter(|domain| domain.is_enabled);
    MailFlow {
        domains: enabled.map(|domain| (domain.name.clone(), domain.kind)).collect(),
        ..MailFlow::default()
    }
}
