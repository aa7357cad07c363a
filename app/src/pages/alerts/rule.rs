//! One rule: how it stands, its last values against what is allowed, and what can be done with it.

use domain::{
    Error,
    alerts::Comparison,
    areas::Route,
    permission::{ListAlertRules, Permission},
    text::alerts::rule_line,
    zones::Zone,
};
use leptos::prelude::*;
use service::{
    Standing, TeamAccess,
    alerts::{
        self, AlertSample, AlertState, RuleForm,
        looks::{self, Looked},
        telling,
    },
};

use super::{
    rules::{about, controls},
    tone,
};
use crate::{
    components::{
        badge,
        fields::{self, Text},
        layout::Console,
        notice,
        table::table,
    },
    context::Context,
    pages::{Page, mail_flow::delete_form},
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context, slug: &str, id: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ListAlertRules>(slug).await?;
    let looked = looks::one(&mut access, id).await?;
    let things = alerts::things(&mut access).await?;
    let (standing, zone) = (access.standing().clone(), access.zone().clone());
    drop(access);
    let team = TeamAccess::enter(&context.service, &context.caller, slug).await?;
    let told = telling::told(team, &looked.rule).await?;
    let context = context.clone();
    let title = looks::title(&looked.rule, context.locale());
    Ok(Page::new(title.clone(), move || {
        let say = context.say();
        let rule = &looked.rule;
        let line = rule_line(say.0, rule.metric, rule.comparison, rule.threshold);
        let silenced = rule.silenced_until.filter(|until| *until > standing.context.now).map(|until| {
            notice::notice(
                "info",
                &say.alert_silenced_until(&zone.local_text(until, say.0), &rule.silence_reason),
            )
        });
        let update = context.form_of("alerts.update", rule.id.as_str());
        let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", rule.id.as_str())];
        let edit = view! {
            {controls(&context, &standing, &update, &RuleForm::of(rule), &things)}
            {fields::submit(say.save())}
        };
        let delete = context.form_of("alerts.delete", rule.id.as_str());
        let forms = view! {
            <section class="panel">
                <header><h2>{say.alert_change()}</h2></header>
                {fields::form("alerts.update", &update, &hidden, edit)}
                {delete_form(say, "alerts.delete", &delete, &hidden, &looks::title(rule, say.0), say.alert_delete_lost(), say.delete())}
            </section>
        };
        let body = view! {
            {silenced}
            <section class="panel">
                <header><h2>{say.alert_stands()}</h2></header>
                <p>{about(say, rule, &things)}</p>
                <p class="hint">{rule.metric.sentence(say.0)}</p>
                {states(say, &zone, &looked)}
                {recipients(say, rule.has_mail || rule.has_webhook, &told)}
            </section>
            {samples(say, &zone, &looked)}
            {fields::gate(&context, &standing, Permission::ManageAlerts, acts(&context, &standing, &looked))}
            {fields::gate(&context, &standing, Permission::ManageAlerts, forms)}
        };
        let href = Route::AlertRules.of_space(&standing.tenant.slug);
        let back = view! { <a class="button" href=href>{say.title(Route::AlertRules)}</a> };
        Console { context: &context, standing: &standing, title: &title, lead: &line }.view(back, body)
    }))
}

fn states(say: Say, zone: &Zone, looked: &Looked) -> AnyView {
    let rule = &looked.rule;
    if !rule.is_enabled {
        return view! { <p>{badge("neutral", say.disabled())}</p> }.into_any();
    }
    let state = |one: &AlertState| {
        let (tone, text, since) = match (one.firing_since, one.breached_since) {
            (Some(since), _) => (tone(rule.severity), say.alert_firing(), Some(since)),
            (None, Some(since)) => ("warn", say.alert_beyond(), Some(since)),
            (None, None) => ("good", say.alert_well(), None),
        };
        let since = since.map(|at| zone.local_text(at, say.0));
        let value = rule.metric.unit().text(say.0, one.value);
        let name = looked.name(&one.subject).to_owned();
        view! { <li>{name}" "{badge(tone, text)}" "{value}" "<small>{since}</small></li> }
    };
    let items: Vec<_> = looked.states.iter().map(state).collect();
    view! { <ul>{items}</ul> }.into_any()
}

fn recipients(say: Say, tells: bool, (emails, has_webhook): &(Vec<String>, bool)) -> AnyView {
    if !tells {
        return view! { <p>{say.alert_shows_only()}</p> }.into_any();
    }
    let mut told = emails.clone();
    if *has_webhook {
        told.push(say.alert_tells_webhook().to_owned());
    }
    if told.is_empty() {
        return notice::notice("warn", say.alert_tells_nobody());
    }
    view! { <p>{say.alert_tells(&told.join(", "))}</p> }.into_any()
}

fn samples(say: Say, zone: &Zone, looked: &Looked) -> AnyView {
    if looked.samples.is_empty() {
        return view! { <p class="hint">{say.alert_samples_none()}</p> }.into_any();
    }
    let unit = looked.rule.metric.unit();
    let allowed = |sample: &AlertSample| match (sample.least, sample.most) {
        (Some(least), Some(most)) => say.alert_between(&say.0.number(least), &unit.text(say.0, most)),
        (Some(least), None) => say.alert_from_on(&unit.text(say.0, least)),
        (None, Some(most)) => say.alert_up_to(&unit.text(say.0, most)),
        (None, None) if looked.rule.comparison == Comparison::Unusual => say.alert_learning().to_owned(),
        (None, None) => String::new(),
    };
    let rows: Vec<AnyView> = looked
        .samples
        .iter()
        .map(|sample| {
            let is_beyond = sample.least.is_some_and(|least| sample.value < least)
                || sample.most.is_some_and(|most| sample.value > most);
            let value = unit.text(say.0, sample.value);
            let value = if is_beyond { badge("warn", value) } else { view! { {value} }.into_any() };
            view! {
                <tr>
                    <th scope="row">{zone.local_text(sample.at, say.0)}</th>
                    <td>{looked.name(&sample.subject).to_owned()}</td>
                    <td data-kind="number">{value}</td>
                    <td>{allowed(sample)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads = [
        (say.alert_at(), ""),
        (say.alert_about(), ""),
        (say.alert_measured(), "number"),
        (say.alert_allowed(), ""),
    ];
    view! {
        <section class="panel">
            <header><h2>{say.alert_samples()}</h2></header>
            {table(say.alert_samples(), &heads, "", rows)}
        </section>
    }
    .into_any()
}

/// Trying it, and a silence.
fn acts(context: &Context, standing: &Standing, looked: &Looked) -> AnyView {
    let say = context.say();
    let rule = &looked.rule;
    let id = rule.id.as_str();
    let hidden = [("tenant", standing.tenant.slug.as_str()), ("id", id)];
    let test = context.form_of("alerts.test", id);
    let trying = view! { <p class="hint">{say.alert_test_hint()}</p>{fields::submit(say.alert_test())} };
    let is_silenced = rule.silenced_until.is_some_and(|until| until > standing.context.now);
    let silence = if is_silenced {
        let form = context.form_of("alerts.unsilence", id);
        fields::form("alerts.unsilence", &form, &hidden, fields::submit(say.alert_unsilence()))
    } else {
        let form = context.form_of("alerts.silence", id);
        let controls = view! {
            <p class="hint">{say.alert_silence_hint()}</p>
            {Text { default: "2", inputmode: "numeric", ..Text::new("hours", say.alert_silence_hours()) }.view(&form)}
            {Text::new("reason", say.alert_silence_reason()).view(&form)}
            {fields::submit(say.alert_silence())}
        };
        fields::form("alerts.silence", &form, &hidden, controls)
    };
    view! {
        <section class="panel">
            <header><h2>{say.alert_test()}</h2></header>
            {fields::form("alerts.test", &test, &hidden, trying)}
        </section>
        <section class="panel" id="silence">
            <header><h2>{say.alert_silence()}</h2></header>
            {silence}
        </section>
    }
    .into_any()
}
