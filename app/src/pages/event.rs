use domain::{
    Error,
    areas::Route,
    permission::{Permission, ViewEvents},
};
use leptos::prelude::*;
use service::{events, messages};

use super::{Page, events::sender};
use crate::{
    components::{direction, layout::Console, readable, rule_text},
    context::{Context, link},
};

/// One event, at an address that stays.
pub(super) async fn page(context: &Context, slug: &str, id: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewEvents>(slug).await?;
    let (event, agent) = events::find(&mut access, id).await?;
    let message = messages::of_event(&mut access, &event).await?;
    let standing = access.standing().clone();
    let tenant = standing.tenant.clone();
    let zone = access.zone().clone();
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let host_zone = domain::zones::Zone::parse(&agent.time_zone).unwrap_or_default();
        let time = format!("{} ({})", zone.local_text(event.at, say.0), zone.name());
        let host_time = format!("{} ({})", host_zone.local_text(event.at, say.0), host_zone.name());
        let tls = if event.encryption_protocol.is_empty() { say.none() } else { &event.encryption_protocol };
        let user = if event.sasl_username.is_empty() {
            say.none().to_owned()
        } else {
            with(&event.sasl_username, &event.sasl_method)
        };
        // Postfix says a number only at stages where it knows it, and 0 before.
        let said = |number: i64| if number > 0 { say.0.number(number) } else { String::new() };
        let size = said(event.size);
        let rows = [
            (say.seen_at(), time),
            (say.host(), format!("{}, {host_time}", agent.name)),
            (
                say.host_clock(),
                by_host_clock(&event.record, event.at)
                    .map(|at| zone.local_text(at, say.0))
                    .unwrap_or_default(),
            ),
            (say.received_at(), zone.local_text(event.received_at, say.0)),
            (say.decided_by(), rule_text(say, event.rule).to_owned()),
            (say.stage(), event.state.clone()),
            (say.client(), with(&event.client_address, &readable(&event.client_name))),
            (say.helo(), readable(&event.helo_name)),
            (say.sender(), sender(say, &event)),
            (say.recipient(), readable(&event.recipient)),
            (say.recipient_count(), said(event.recipient_count)),
            (say.own_domain(), readable(&event.domain)),
            (say.size(), if size.is_empty() { size } else { say.bytes(&size) }),
            (say.user(), user),
            (say.tls(), tls.to_owned()),
            (say.queue_id(), event.queue_id.clone()),
            (say.instance(), event.instance.clone()),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
        let record = pretty(&event.record);
        let can_ask = standing.may(Permission::ViewMailFlow);
        let body = view! {
            <section class="panel">
                <dl class="facts">
                    <div><dt>{say.direction()}</dt><dd>{direction(say, event.direction)}</dd></div>
                    {rows}
                </dl>
            </section>
            <section class="panel">
                <header><h2>{say.whole_record()}</h2></header>
                <pre class="code" tabindex="0"><code>{record}</code></pre>
            </section>
            <p>
                {message.map(|id| view! { <a href=format!("/t/{}/messages/{id}", tenant.slug)>{say.message_of_event()}</a>" · " })}
                <a href=format!("/t/{}/events", tenant.slug)>{say.all_events()}</a>
            </p>
            {can_ask.then(|| {
                let bench = link(&Route::Bench.of_space(&tenant.slug), &[("event", event.id.as_str())]);
                view! { <p><a href=bench>{say.bench_lay_on()}</a></p> }
            })}
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: "" }.view((), body)
    }))
}

/// A value with what is known besides; Postfix calls a client without a name `unknown`.
pub(super) fn with(value: &str, besides: &str) -> String {
    if matches!(besides, "" | "unknown") { value.to_owned() } else { format!("{value} ({besides})") }
}

/// What the host's clock said, where that was set right.
fn by_host_clock(record: &str, at: domain::Micros) -> Option<domain::Micros> {
    let record: serde_json::Value = serde_json::from_str(record).ok()?;
    record.get("at")?.as_i64().filter(|told| *told != at)
}

fn pretty(record: &str) -> String {
    let parsed: Result<serde_json::Value, _> = serde_json::from_str(record);
    parsed.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or_else(|_| record.to_owned())
}
