//! What fires now, and the history.

pub(super) mod rule;
pub(super) mod rules;

use domain::{
    Error, HOUR, Micros,
    alerts::{Metric, Severity},
    areas::Route,
    permission::{Permission, ViewOverview},
    text::alerts::rule_line,
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing,
    alerts::{AlertFiring, looks},
};

use super::Page;
use crate::{
    components::{
        badge, empty, fields, icon,
        layout::{self, Console},
        table::table,
    },
    context::{Context, link},
    text::Say,
};

/// Rows of the history on one page.
const SHOWN: i64 = 50;

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewOverview>(slug).await?;
    let firing = looks::firing(&mut access).await?;
    let over = looks::history(&mut access, context.query("before"), SHOWN).await?;
    let (standing, zone) = (access.standing().clone(), access.zone().clone());
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let is_open = layout::is_open(&standing, Route::AlertRules);
        let refused = (!is_open).then_some("true");
        let rules = view! {
            <a class="button" href=Route::AlertRules.of_space(&standing.tenant.slug) data-refused=refused>
                {say.title(Route::AlertRules)}{layout::lock(say, !is_open)}
            </a>
        };
        let body = view! {
            {now(&context, &standing, &zone, &firing)}
            {history(&context, &standing, &zone, &over)}
        };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.alerts_lead() }
            .view(rules, body)
    }))
}

fn now(context: &Context, standing: &Standing, zone: &Zone, firing: &[AlertFiring]) -> AnyView {
    let say = context.say();
    if firing.is_empty() {
        return empty(say.alerts_quiet(), say.alerts_quiet_text(), None);
    }
    let heads = [
        (say.alert_what(), ""),
        (say.alert_about(), ""),
        (say.alert_since(), ""),
        (say.alert_told(), ""),
        (say.actions(), "actions"),
    ];
    let rows: Vec<AnyView> = firing
        .iter()
        .map(|one| {
            view! {
                <tr>
                    {what(say, one)}
                    <td>{about(say, one)}</td>
                    <td>{zone.local_text(one.began_at, say.0)}</td>
                    <td>{told(say, zone, one)}</td>
                    <td class="actions">{next(say, standing, zone, one)}{acknowledge(context, standing, one)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="panel">
            <header><h2>{say.alerts_now()}</h2></header>
            {table(say.alerts_now(), &heads, "", rows)}
        </section>
    }
    .into_any()
}

fn history(context: &Context, standing: &Standing, zone: &Zone, over: &[AlertFiring]) -> AnyView {
    let say = context.say();
    if over.is_empty() {
        return view! { <p class="hint">{say.alerts_none_yet()}</p> }.into_any();
    }
    let heads = [
        (say.alert_what(), ""),
        (say.alert_about(), ""),
        (say.alert_since(), ""),
        (say.alert_until(), ""),
        (say.alert_told(), ""),
    ];
    let rows: Vec<AnyView> = over
        .iter()
        .map(|one| {
            view! {
                <tr>
                    {what(say, one)}
                    <td>{about(say, one)}</td>
                    <td>{zone.local_text(one.began_at, say.0)}</td>
                    <td>{one.resolved_at.map(|at| zone.local_text(at, say.0))}</td>
                    <td>{told(say, zone, one)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let is_full = i64::try_from(over.len()).is_ok_and(|len| len == SHOWN);
    let older = over.last().filter(|_| is_full).map(|last| {
        let path = Route::Alerts.of_space(&standing.tenant.slug);
        let href = link(&path, &[("before", last.id.as_str())]);
        view! { <p class="form-actions"><a class="button" href=href>{say.alerts_older()}</a></p> }
    });
    view! {
        <section class="panel">
            <header><h2>{say.alerts_history()}</h2></header>
            {table(say.alerts_history(), &heads, "", rows)}
            {older}
        </section>
    }
    .into_any()
}

/// How many fire now, and the way there; nothing where none does.
pub(super) fn mark(context: &Context, slug: &str, firing: usize) -> AnyView {
    let say = context.say();
    let count = i64::try_from(firing).unwrap_or(i64::MAX);
    let many = say.alerts_firing_many(&say.0.number(count));
    let text = say.0.plural(count, say.alerts_firing_one(), &many).to_owned();
    let shown = (firing > 0).then(|| {
        let href = Route::Alerts.of_space(slug);
        view! { <div class="notice" data-tone="warn" role="status">{icon("warn")}<p><a href=href>{text}</a></p></div> }
    });
    view! { <div id="alerts" data-live="">{shown}</div> }.into_any()
}

const fn tone(severity: Severity) -> &'static str {
    match severity {
        Severity::Notice => "neutral",
        Severity::Warning => "warn",
        Severity::Critical => "bad",
    }
}

fn what(say: Say, one: &AlertFiring) -> AnyView {
    let title = if one.name.is_empty() { one.metric.title(say.0).to_owned() } else { one.name.clone() };
    let line = rule_line(say.0, one.metric, one.comparison, one.threshold);
    view! {
        <th scope="row">
            {title}" "{badge(tone(one.severity), one.severity.title(say.0))}<br/><small>{line}</small>
        </th>
    }
    .into_any()
}

fn about(say: Say, one: &AlertFiring) -> AnyView {
    let name = if one.subject_name.is_empty() {
        say.alert_everything().to_owned()
    } else {
        one.subject_name.clone()
    };
    let value = say.alert_value(&one.metric.unit().text(say.0, one.value));
    view! { {name}<br/><small>{value}</small> }.into_any()
}

fn told(say: Say, zone: &Zone, one: &AlertFiring) -> AnyView {
    let to = match (one.told_at, one.told_to.as_str()) {
        (None, _) => say.alert_not_told().to_owned(),
        (Some(_), "") => say.alert_told_nobody().to_owned(),
        (Some(_), to) => to.to_owned(),
    };
    let seen = one.acknowledged_at.map(|at| {
        let text = say.alert_acknowledged(&one.acknowledged_by, &zone.local_text(at, say.0));
        view! { <br/><small>{text}</small> }
    });
    view! { {to}{seen} }.into_any()
}

/// Where to go on from there.
fn next(say: Say, standing: &Standing, zone: &Zone, one: &AlertFiring) -> AnyView {
    let slug = &standing.tenant.slug;
    let (href, text) = match one.metric {
        Metric::AgentSilent | Metric::ClockOff | Metric::SpoolDepth => {
            (Route::PolicyAgent.of_space(slug).replace("{id}", &one.subject), say.alert_next_host())
        }
        Metric::QuotaUsed => (Route::Plan.of_space(slug), say.alert_next_plan()),
        Metric::EmergencyOverdue => (Route::Contacts.of_space(slug), say.alert_next_contacts()),
        Metric::ForeignRequests
        | Metric::Requests
        | Metric::Messages
        | Metric::Deferred
        | Metric::DeferredDomain
        | Metric::Bounced
        | Metric::UserTimes
        | Metric::ClientTimes
        | Metric::NewNetworks => (rows(slug, zone, one), say.alert_next_rows()),
    };
    view! { <a class="button" data-size="small" href=href>{text}</a> }.into_any()
}

/// The messages of the time before it fired that it is about, and of the hour after.
fn rows(slug: &str, zone: &Zone, one: &AlertFiring) -> String {
    let at = |at: Micros| {
        let day = zone.day_of(at);
        let minute = (at - zone.day_start(day)) / domain::MINUTE;
        format!("{}T{:02}:{:02}", domain::zones::date_text(day), minute / 60, minute % 60)
    };
    let is_of_a_day = matches!(one.metric, Metric::Deferred | Metric::DeferredDomain | Metric::Bounced);
    let before = if is_of_a_day { domain::DAY } else { 2 * HOUR };
    let (from, to) = (at(one.began_at - before), at(one.began_at + HOUR));
    let name = one.subject_name.as_str();
    let (at_domain, mut more) = (format!("@{name}"), Vec::new());
    match one.metric {
        Metric::ForeignRequests => more.push(("direction", "foreign")),
        Metric::Deferred => more.push(("outcome", "deferred")),
        Metric::DeferredDomain => more.extend([("outcome", "deferred"), ("recipient", &*at_domain)]),
        Metric::Bounced => more.extend([("outcome", "bounced"), ("outcome", "expired")]),
        Metric::UserTimes => more.push(("user", name)),
        Metric::ClientTimes => more.push(("client", name)),
        Metric::NewNetworks => more.extend([("user", domain::search::ANYBODY), ("client", name)]),
        _ => {}
    }
    // Of a host its id is noted; of a domain its name alone.
    let is_of_own = more.iter().all(|(_, value)| *value != name && *value != at_domain);
    let domain = if one.subject.is_empty() && is_of_own { name } else { "" };
    more.extend([("host", one.subject.as_str()), ("domain", domain), ("from", &*from), ("to", &*to)]);
    let pairs: Vec<_> = more.into_iter().filter(|(_, value)| !value.is_empty() && *value != "@").collect();
    link(&format!("/t/{slug}/messages"), &pairs)
}

fn acknowledge(context: &Context, standing: &Standing, one: &AlertFiring) -> Option<AnyView> {
    if one.acknowledged_at.is_some() || !standing.may(Permission::ManageAlerts) {
        return None;
    }
    let form = context.form_of("alerts.acknowledge", one.id.as_str());
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", one.id.as_str())];
    let label = context.say().alert_acknowledge();
    Some(fields::form("alerts.acknowledge", &form, &hidden, fields::submit(label)))
}
