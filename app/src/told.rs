//! Directions and rules as pages and islands say them.

use domain::{
    bench::{Answer, Change, ClientIs, RecipientIs},
    direction::{Direction, DomainKind, Rule},
};
use leptos::prelude::*;

use crate::text::Say;

pub(crate) const fn direction_name(say: Say, direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => say.inbound(),
        Direction::Outbound => say.outbound(),
        Direction::Internal => say.internal(),
        Direction::Relay => say.relay(),
        Direction::Foreign => say.foreign(),
        Direction::Undecided => say.undecided(),
    }
}

pub(crate) fn direction(say: Say, direction: Direction) -> AnyView {
    view! {
        <span class="direction" data-direction=direction.as_str()>{direction_name(say, direction)}</span>
    }
    .into_any()
}

pub(crate) const fn rule_text(say: Say, rule: Rule) -> &'static str {
    match rule {
        Rule::RecipientRelayed => say.rule_recipient_relayed(),
        Rule::ClientInNetworkRecipientLocal => say.rule_network_local(),
        Rule::AuthenticatedRecipientLocal => say.rule_authenticated_local(),
        Rule::ClientOutsideRecipientLocal => say.rule_outside_local(),
        Rule::ClientInNetworkRecipientElsewhere => say.rule_network_elsewhere(),
        Rule::AuthenticatedRecipientElsewhere => say.rule_authenticated_elsewhere(),
        Rule::ClientOutsideRecipientElsewhere => say.rule_outside_elsewhere(),
        Rule::SameMessage => say.rule_same_message(),
        Rule::NoRecipient => say.rule_no_recipient(),
    }
}

/// What the bench says of a request.
pub(crate) fn answer(say: Say, answer: &Answer) -> AnyView {
    let client = match &answer.client {
        ClientIs::InNetwork { address, network } => say.bench_client_network(address, network),
        ClientIs::Authenticated { user } => say.bench_client_user(user),
        ClientIs::Outside { address } => say.bench_client_outside(address),
        ClientIs::Unknown => say.bench_client_unknown().to_owned(),
    };
    let recipient = match &answer.recipient {
        RecipientIs::NotNamed => say.bench_recipient_not_named().to_owned(),
        RecipientIs::WithoutDomain => say.bench_recipient_bare().to_owned(),
        RecipientIs::Declared { domain, kind: DomainKind::Local } => say.bench_recipient_local(domain),
        RecipientIs::Declared { domain, kind: DomainKind::Relay } => say.bench_recipient_relay(domain),
        RecipientIs::Elsewhere { domain } => say.bench_recipient_elsewhere(domain),
    };
    let own = if answer.own_domain.is_empty() { say.none().to_owned() } else { answer.own_domain.clone() };
    let rows = [
        (say.decided_by(), rule_text(say, answer.rule).to_owned()),
        (say.client(), client),
        (say.recipient(), recipient),
        (say.own_domain(), own),
    ]
    .map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> });
    let others: Vec<_> = answer
        .others
        .iter()
        .map(|(other, way)| view! { <li>{change(say, other)}" "{direction(say, *way)}</li> })
        .collect();
    let others = (!others.is_empty()).then(|| {
        view! { <h3>{say.bench_otherwise()}</h3><ul>{others}</ul> }
    });
    view! {
        <dl class="facts">
            <div><dt>{say.direction()}</dt><dd>{direction(say, answer.direction)}</dd></div>
            {rows.into_iter().collect_view()}
        </dl>
        {others}
    }
    .into_any()
}

fn change(say: Say, change: &Change) -> String {
    match change {
        Change::Domain { name, kind: DomainKind::Local } => say.bench_if_local(name),
        Change::Domain { name, kind: DomainKind::Relay } => say.bench_if_relay(name),
        Change::Network { network } => say.bench_if_network(network),
        Change::WithoutDomain { name } => say.bench_if_without(name),
        Change::WithoutNetwork { network } => say.bench_if_without(network),
    }
}
