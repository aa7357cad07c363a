//! One mail with all that is known of it, at an address that stays.

use domain::{Error, areas::Route, permission::ViewEvents, plans::Feature, zones::Zone};
use leptos::prelude::*;
use service::{
    Standing,
    messages::{self, MessageDetails, SHOWN},
};

use super::{
    Page,
    event::with,
    messages::{encryption, outcome, sender, size},
};
use crate::{
    components::{breakable, direction, layout::Console, outcome_name, readable, rule_text, table::table},
    context::{Context, link},
    text::Say,
};

pub(super) async fn page(context: &Context, slug: &str, id: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewEvents>(slug).await?;
    let details = messages::find(&mut access, id).await?;
    let can_search = access.entitlements().has(Feature::AdvancedSearch);
    let (standing, zone) = (access.standing().clone(), access.zone().clone());
    drop(access);
    let context = context.clone();
    Ok(Page::new(context.title(), move || view(&context, &standing, &details, &zone, can_search)))
}

fn view(
    context: &Context,
    standing: &Standing,
    details: &MessageDetails,
    zone: &Zone,
    can_search: bool,
) -> AnyView {
    let (say, slug) = (context.say(), standing.tenant.slug.as_str());
    let title = say.message_from(&sender(say, &details.mail));
    let all = Route::Messages.of_space(slug);
    let body = view! {
        {facts(say, details, zone)}
        {recipients(say, details)}
        {requests(say, slug, details, zone)}
        {lines(say, details, zone)}
        {can_search.then(|| others(say, &all, details))}
        <p><a href=all.clone()>{say.messages_all()}</a></p>
    };
    Console { context, standing, title: &title, lead: "" }.view((), body)
}

fn facts(say: Say, details: &MessageDetails, zone: &Zone) -> AnyView {
    let mail = &details.mail;
    let time = |at| zone.local_text(at, say.0);
    let known = if mail.outcome.is_empty() { "" } else { outcome_name(say, &mail.outcome) };
    let became = mail.outcome_at.map_or_else(|| known.to_owned(), |at| format!("{known}, {}", time(at)));
    let rows = [
        (say.message_first_seen(), format!("{} ({})", time(mail.at), zone.name())),
        (say.message_last_heard(), time(mail.seen_at)),
        (say.host(), details.host()),
        (say.became(), became),
        (say.reason(), mail.reason.clone()),
        (say.decided_by(), rule_text(say, mail.rule).to_owned()),
        (say.own_domain(), readable(&mail.domain)),
        (say.sender(), sender(say, mail)),
        (say.recipient(), readable(&mail.recipient)),
        (
            say.recipient_count(),
            if mail.recipients > 0 { say.0.number(mail.recipients) } else { String::new() },
        ),
        (say.client(), with(&mail.client_address, &readable(&mail.client_name))),
        (say.helo(), readable(&mail.helo_name)),
        (say.user(), readable(&mail.sasl_username)),
        (say.tls(), encryption(say, mail)),
        (say.size(), size(say, mail)),
        (say.queue_id(), details.queue_ids.join(", ")),
        (say.message_id(), mail.message_id.clone()),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect();
    view! {
        <section class="panel">
            <dl class="facts">
                <div><dt>{say.direction()}</dt><dd>{direction(say, mail.direction)}</dd></div>
                {rows}
            </dl>
        </section>
    }
    .into_any()
}

/// A list of one kind of what belongs to a message, or why there is none.
fn part(say: Say, title: &'static str, none: &'static str, count: usize, table: AnyView) -> AnyView {
    let is_cut = i64::try_from(count).is_ok_and(|count| count >= SHOWN);
    let inside = if count == 0 { view! { <p class="hint">{none}</p> }.into_any() } else { table };
    view! {
        <section class="panel">
            <header><h2>{title}</h2></header>
            {inside}
            {is_cut.then(|| view! { <p class="hint">{say.message_first_rows(&say.0.number(SHOWN))}</p> })}
        </section>
    }
    .into_any()
}

fn recipients(say: Say, details: &MessageDetails) -> Option<AnyView> {
    let heads = [
        (say.recipient(), "address"),
        (say.direction(), ""),
        (say.decided_by(), ""),
        (say.became(), ""),
        (say.reason(), "address"),
        (say.message_relay(), "address"),
    ];
    let rows: Vec<AnyView> = details
        .recipients
        .iter()
        .map(|one| {
            let reason = [one.status.as_str(), one.reason.as_str()].join(" ").trim().to_owned();
            view! {
                <tr>
                    <th scope="row" data-kind="address">{breakable(&readable(&one.recipient))}</th>
                    <td>{direction(say, one.direction)}</td>
                    <td>{rule_text(say, one.rule)}</td>
                    <td>{outcome(say, &one.outcome)}</td>
                    <td data-kind="address">{reason}</td>
                    <td data-kind="address">{breakable(&one.relay)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let count = rows.len();
    let title = say.message_recipients();
    (count > 0).then(|| part(say, title, "", count, table(title, &heads, "", rows)))
}

fn requests(say: Say, slug: &str, details: &MessageDetails, zone: &Zone) -> AnyView {
    let heads =
        [(say.time(), "time"), (say.stage(), ""), (say.direction(), ""), (say.recipient(), "address")];
    let events = Route::Events.of_space(slug);
    let rows: Vec<AnyView> = details
        .requests
        .iter()
        .map(|event| {
            view! {
                <tr>
                    <td data-kind="time"><a href=format!("{events}/{}", event.id)>{zone.local_text(event.at, say.0)}</a></td>
                    <td>{event.state.clone()}</td>
                    <td>{direction(say, event.direction)}</td>
                    <td data-kind="address">{breakable(&readable(&event.recipient))}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let title = say.message_requests();
    part(say, title, say.message_requests_none(), rows.len(), table(title, &heads, "", rows))
}

fn lines(say: Say, details: &MessageDetails, zone: &Zone) -> AnyView {
    let heads = [(say.time(), "time"), (say.message_program(), ""), (say.message_line(), "address")];
    let rows: Vec<AnyView> = details
        .lines
        .iter()
        .map(|line| {
            view! {
                <tr>
                    <td data-kind="time">{zone.local_text(line.at, say.0)}</td>
                    <td>{line.program.clone()}</td>
                    <td data-kind="address"><code>{line.line.clone()}</code></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let title = say.message_lines();
    part(say, title, say.message_lines_none(), rows.len(), table(title, &heads, "", rows))
}

/// The ways to what is like it.
fn others(say: Say, base: &str, details: &MessageDetails) -> AnyView {
    let mail = &details.mail;
    let null = if mail.sender.is_empty() { "<>" } else { &mail.sender };
    let links: Vec<_> = [
        (say.message_same_client(), "client", mail.client_address.as_str()),
        (say.message_same_sender(), "sender", null),
        (say.message_same_user(), "user", mail.sasl_username.as_str()),
    ]
    .into_iter()
    .filter(|(_, _, value)| !value.is_empty())
    .map(|(words, key, value)| view! { <li><a href=link(base, &[(key, value)])>{words}</a></li> })
    .collect();
    view! { <nav aria-label=say.message_others()><ul class="chips">{links}</ul></nav> }.into_any()
}
