//! The rules, one more of them, and the program that is told.

use domain::{
    Error,
    alerts::{About, Comparison, Metric, Severity},
    areas::Route,
    permission::{ListAlertRules, Permission},
    text::alerts::rule_line,
};
use leptos::prelude::*;
use service::{
    Standing, TeamAccess,
    alerts::{
        self, AlertFiring, AlertRule, RuleForm, looks,
        receiver::{self, AlertReceiver},
    },
};

use super::tone;
use crate::{
    api::alerts::ShownWebhook,
    components::{
        badge,
        fields::{self, Text},
        layout::Console,
        making::{Making, new_mark},
        notice,
        table::table,
    },
    context::{Context, Form},
    pages::{Page, policy_agents::copyable},
    text::Say,
};

/// What a rule can be about, with what it is called.
type Things = Vec<(About, String, String)>;

pub(in crate::pages) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut team = TeamAccess::<ListAlertRules>::enter(&context.service, &context.caller, slug).await?;
    let receiver = receiver::find(&mut team).await?;
    let mut access = team.onward::<ListAlertRules>().await?;
    let rules = alerts::list(&mut access).await?;
    let things = alerts::things(&mut access).await?;
    let standing = access.standing().clone();
    let firing = looks::of_rules(&mut access).await?;
    drop(access);
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let making = making(&context, &standing);
        let form = context.form("alerts.add");
        let body = view! {
            {list(&making, &rules, &firing, &things)}
            {webhook(&context, &standing, receiver.as_ref())}
            {making.dialog(&form, add(&making, &things, &form))}
        };
        Console {
            context: &context,
            standing: &standing,
            title: context.title(),
            lead: say.alert_rules_lead(),
        }
        .view(making.button(), body)
    })
    .with_islands()
    .with_dialog())
}

/// The page of the form.
pub(in crate::pages) async fn new(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ListAlertRules>(slug).await?;
    let things = alerts::things(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let making = making(&context, &standing);
        making.page(None, add(&making, &things, &context.form("alerts.add")))
    }))
}

const fn making<'a>(context: &'a Context, standing: &'a Standing) -> Making<'a> {
    Making { context, standing, route: Route::NewAlertRule, permission: Permission::ManageAlerts }
}

fn list(making: &Making, rules: &[AlertRule], firing: &[AlertFiring], things: &Things) -> AnyView {
    let context = making.context;
    let say = context.say();
    let heads = [(say.alert_rule_says(), ""), (say.alert_about(), ""), (say.state(), "")];
    let rows: Vec<AnyView> =
        rules.iter().map(|rule| row(context, making.standing, rule, firing, things)).collect();
    view! { <section class="panel">{table(say.title(Route::AlertRules), &heads, "", rows)}</section> }
        .into_any()
}

fn row(
    context: &Context,
    standing: &Standing,
    rule: &AlertRule,
    firing: &[AlertFiring],
    things: &Things,
) -> AnyView {
    let say = context.say();
    let id = rule.id.as_str();
    let href = Route::AlertRule.of_space(&standing.tenant.slug).replace("{id}", id);
    let title = looks::title(rule, say.0);
    let line = rule_line(say.0, rule.metric, rule.comparison, rule.threshold);
    let built_in = rule.is_built_in.then(|| view! { <br/><small>{say.alert_rule_built_in()}</small> });
    let is_silenced = rule.silenced_until.is_some_and(|until| until > standing.context.now);
    let state = if !rule.is_enabled {
        badge("neutral", say.disabled())
    } else if firing.iter().any(|one| one.rule_id == rule.id) {
        badge(tone(rule.severity), say.alert_firing())
    } else {
        badge("good", say.alert_well())
    };
    view! {
        <tr>
            <th scope="row"><a href=href>{title}</a>{new_mark(context, id)}<br/><small>{line}</small>{built_in}</th>
            <td>{about(say, rule, things)}</td>
            <td>{state}{is_silenced.then(|| view! { " "{badge("neutral", say.alert_silenced())} })}</td>
        </tr>
    }
    .into_any()
}

/// What a rule is about, as people call it.
pub(super) fn about(say: Say, rule: &AlertRule, things: &Things) -> String {
    let name = things.iter().find(|(about, id, _)| (*about, id) == (rule.about, &rule.about_id));
    let name = name.map_or(rule.about_id.as_str(), |(_, _, name)| name);
    match rule.about {
        About::All => say.alert_everything().to_owned(),
        About::Host => say.alert_about_host(name),
        About::Domain => say.alert_about_domain(name),
    }
}

fn add(making: &Making, things: &Things, form: &Form) -> AnyView {
    let say = making.context.say();
    let hidden = [("tenant", making.standing.tenant.slug.as_str())];
    let start = RuleForm {
        metric: Metric::AgentSilent.to_string(),
        comparison: Comparison::Above.to_string(),
        about: About::All.to_string(),
        hold: "5".to_owned(),
        calm: "5".to_owned(),
        severity: Severity::Warning.to_string(),
        has_mail: true,
        has_webhook: true,
        is_enabled: true,
        ..RuleForm::default()
    };
    let controls = view! {
        {controls(making.context, making.standing, form, &start, things)}
        {fields::submit(say.alert_add())}
    };
    making.gated(fields::form_to(Some(making.address()), "alerts.add", form, &hidden, controls))
}

/// The fields of a rule.
pub(super) fn controls(
    context: &Context,
    standing: &Standing,
    form: &Form,
    rule: &RuleForm,
    things: &Things,
) -> AnyView {
    let say = context.say();
    let words = |all: Vec<(String, &'static str)>| -> Vec<(String, String)> {
        all.into_iter().map(|(word, title)| (word, title.to_owned())).collect()
    };
    let metrics = Metric::ALL.iter().map(|one| (one.to_string(), one.title(say.0))).collect();
    let comparisons = Comparison::ALL.iter().map(|one| (one.to_string(), one.title(say.0))).collect();
    let severities = Severity::ALL.iter().map(|one| (one.to_string(), one.title(say.0))).collect();
    let mut abouts = vec![(About::All.to_string(), say.alert_everything().to_owned())];
    abouts.extend(things.iter().map(|(about, id, name)| {
        let title = match about {
            About::Domain => say.alert_about_domain(name),
            _ => say.alert_about_host(name),
        };
        (format!("{about}:{id}"), title)
    }));
    let number =
        |name, label, hint, default| Text { default, hint, inputmode: "numeric", ..Text::new(name, label) };
    let hour = |name, label, default| Text { default, is_optional: true, ..Text::new(name, label) };
    let sentences: Vec<_> = Metric::ALL
        .iter()
        .map(|one| view! { <div><dt>{one.title(say.0)}</dt><dd>{one.sentence(say.0)}</dd></div> })
        .collect();
    let zone = standing.tenant.time_zone.replace('_', " ");
    view! {
        {Text { default: &rule.name, hint: say.alert_name_hint(), is_optional: true, ..Text::new("name", say.alert_name()) }.view(form)}
        {fields::select(form, "", "metric", say.alert_metric(), "", &rule.metric, &words(metrics))}
        <details><summary>{say.alert_metric()}</summary><dl class="facts">{sentences}</dl></details>
        {fields::select(form, "", "about", say.alert_about_field(), say.alert_about_hint(), &rule.about, &abouts)}
        {fields::select(form, "", "comparison", say.alert_comparison(), "", &rule.comparison, &words(comparisons))}
        {number("threshold", say.alert_threshold(), say.alert_threshold_hint(), &rule.threshold).view(form)}
        {number("hold", say.alert_hold(), "", &rule.hold).view(form)}
        {number("calm", say.alert_calm(), "", &rule.calm).view(form)}
        {fields::select(form, "", "severity", say.alert_severity(), say.alert_severity_hint(), &rule.severity, &words(severities))}
        {tick(form, "mail", say.alert_by_mail(), rule.has_mail)}
        {tick(form, "webhook", say.alert_by_webhook(), rule.has_webhook)}
        {hour("quiet_from", say.alert_quiet_from(), &rule.quiet_from).view(form)}
        {hour("quiet_to", say.alert_quiet_to(), &rule.quiet_to).view(form)}
        <p class="hint">{say.alert_quiet_hint(&zone)}</p>
        {tick(form, "enabled", say.alert_enabled(), rule.is_enabled)}
    }
    .into_any()
}

fn tick(form: &Form, name: &'static str, label: &'static str, is_ticked: bool) -> AnyView {
    let is_ticked = if form.was_sent() { form.value(name, "") == "true" } else { is_ticked };
    view! {
        <label class="choice">
            <input type="checkbox" name=name value="true" checked=is_ticked/>
            <span>{label}</span>
        </label>
    }
    .into_any()
}

fn webhook(context: &Context, standing: &Standing, receiver: Option<&AlertReceiver>) -> AnyView {
    let say = context.say();
    let (set, remove) = (context.form("alerts.set-webhook"), context.form("alerts.remove-webhook"));
    let made: Option<ShownWebhook> =
        set.outcome().and_then(|outcome| serde_json::from_value(outcome.clone()).ok());
    let secret = made.as_ref().map(|made| {
        view! {
            {notice::notice("warn", &say.alert_webhook_secret(&made.host))}
            <div class="secret">{copyable(say, "webhook-secret", &made.secret)}</div>
        }
    });
    let form = if made.is_some() { context.form("") } else { set };
    let hidden = [("tenant", standing.tenant.slug.as_str())];
    let goes = receiver.map(|receiver| view! { <p>{say.alert_webhook_goes(&receiver.host)}</p> });
    let controls = view! {
        {Text { kind: "url", inputmode: "url", hint: say.alert_webhook_hint(), ..Text::new("url", say.alert_webhook_url()) }.view(&form)}
        {fields::submit(say.alert_webhook_set())}
    };
    let removal = receiver.map(|_| {
        let button = view! {
            <div class="form-actions">
                <button class="button" type="submit" data-tone="danger">{say.alert_webhook_remove()}</button>
            </div>
        };
        fields::form("alerts.remove-webhook", &remove, &hidden, button)
    });
    let forms = view! { {fields::form("alerts.set-webhook", &form, &hidden, controls)}{removal} };
    view! {
        <section class="panel" id="webhook">
            <header><h2>{say.alert_webhook()}</h2></header>
            <p class="hint">{say.alert_webhook_text()}</p>
            {secret}
            {goes}
            {fields::gate(context, standing, Permission::ManageAlerts, forms)}
        </section>
    }
    .into_any()
}
