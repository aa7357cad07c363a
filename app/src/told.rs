//! Directions, rules and lines of a log as pages and islands say them.

use domain::{
    Locale, Micros, SECOND,
    bench::{Answer, Change, ClientIs, LineSaid, Part, PartValue, RecipientIs, Tells, Told, Untold},
    direction::{Direction, DomainKind, Rule},
    mail_log::Doubt,
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

/// What the bench says.
pub(crate) fn told(say: Say, told: &Told) -> AnyView {
    match told {
        Told::Request(told) => answer(say, told),
        Told::Log(lines) => lines.iter().map(|told| line(say, told)).collect_view().into_any(),
    }
}

/// What a line of a log says.
fn line(say: Say, told: &LineSaid) -> AnyView {
    let (tells, text) = match told.tells {
        Ok(tells) => (tells.as_str(), tells_text(say, tells)),
        Err(untold) => (untold.as_str(), untold_text(say, untold)),
    };
    let parts = told.parts.iter().map(|(part, value)| {
        view! { <div><dt>{part_name(say, *part)}</dt><dd>{part_text(say, *part, value)}</dd></div> }
    });
    let doubt = told.doubt.map(|doubt| {
        let text = doubt_text(say, doubt, told.tells == Ok(Tells::Delivery));
        view! { <p class="hint" data-doubt=doubt.as_str()>{text}</p> }
    });
    view! {
        <section class="log-line" data-tells=tells>
            <p data-kind="address"><code>{told.line.clone()}</code></p>
            <p><strong>{text}</strong></p>
            <dl class="facts">{parts.collect_view()}</dl>
            {doubt}
        </section>
    }
    .into_any()
}

const fn tells_text(say: Say, tells: Tells) -> &'static str {
    match tells {
        Tells::Client => say.line_client(),
        Tells::Local => say.line_local(),
        Tells::MessageId => say.line_message_id(),
        Tells::Queued => say.line_queued(),
        Tells::Delivery => say.line_delivery(),
        Tells::Expired => say.line_expired(),
        Tells::Notice => say.line_notice(),
        Tells::Refused => say.line_refused(),
        Tells::Discarded => say.line_discarded(),
        Tells::Removed => say.line_removed(),
        Tells::Encrypted => say.line_encrypted(),
    }
}

const fn untold_text(say: Say, untold: Untold) -> &'static str {
    match untold {
        Untold::NotALine => say.line_not_a_line(),
        Untold::OtherProgram => say.line_other_program(),
        Untold::NothingSaid => say.line_nothing_said(),
    }
}

const fn doubt_text(say: Say, doubt: Doubt, is_delivery: bool) -> &'static str {
    match doubt {
        Doubt::CutOff if is_delivery => say.doubt_outcome_cut_off(),
        Doubt::CutOff => say.doubt_parties_cut_off(),
        Doubt::TwoWays if is_delivery => say.doubt_outcome_two_ways(),
        Doubt::TwoWays => say.doubt_parties_two_ways(),
        Doubt::UnknownWord => say.doubt_unknown_word(),
        Doubt::Content => say.doubt_content(),
    }
}

const fn part_name(say: Say, part: Part) -> &'static str {
    match part {
        Part::Host => say.host(),
        Part::Program => say.message_program(),
        Part::QueueId => say.queue_id(),
        Part::Stage => say.stage(),
        Part::Client => say.client(),
        Part::OriginalClient => say.part_original_client(),
        Part::OriginalQueueId => say.part_original_queue_id(),
        Part::Helo => say.helo(),
        Part::User => say.part_user(),
        Part::Sender => say.sender(),
        Part::Recipient => say.recipient(),
        Part::OriginalRecipient => say.part_original_recipient(),
        Part::Recipients => say.recipient_count(),
        Part::Size => say.size(),
        Part::MessageId => say.message_id(),
        Part::Outcome => say.became(),
        Part::Code => say.part_code(),
        Part::Reason => say.reason(),
        Part::Relay => say.message_relay(),
        Part::Delay => say.part_delay(),
        Part::Delays => say.part_delays(),
        Part::Encryption => say.tls(),
        Part::Notice => say.part_notice(),
    }
}

fn part_text(say: Say, part: Part, value: &PartValue) -> String {
    match value {
        PartValue::Text(text) if part == Part::Sender && text == "<>" => say.null_sender().to_owned(),
        PartValue::Text(text) => text.clone(),
        PartValue::Number(number) if part == Part::Size => say.bytes(&say.0.number(*number)),
        PartValue::Number(number) => say.0.number(*number),
        PartValue::Stretches(stretches) => {
            stretches.iter().map(|stretch| seconds(say.0, *stretch)).collect::<Vec<_>>().join(" + ")
        }
    }
}

/// A stretch of time as a log tells it, to a hundredth of a second.
fn seconds(locale: Locale, stretch: Micros) -> String {
    let (whole, hundredths) = (locale.number(stretch / SECOND), stretch % SECOND / (SECOND / 100));
    match locale {
        _ if hundredths == 0 => format!("{whole}\u{a0}s"),
        Locale::En => format!("{whole}.{hundredths:02}\u{a0}s"),
        Locale::Fr => format!("{whole},{hundredths:02}\u{a0}s"),
    }
}

/// What the bench says of a request.
fn answer(say: Say, answer: &Answer) -> AnyView {
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
