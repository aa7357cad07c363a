//! The form of a draft: a control for each feature, by the shape of its value, and what the version costs.

use domain::plans::{CURRENCIES, Entitlements, Feature, Shape, UNLIMITED, Value};
use leptos::prelude::*;
use service::{
    control::{
        plan_versions::{PlanVersion, VersionState},
        plans::CatalogueFeature,
    },
    plans::versions,
};

use crate::{
    components::fields::{self, Text, error_text},
    context::{Context, Form},
    text::Say,
};

/// What a version gives of a feature; nothing where it is older than what an operator added.
pub(super) fn value(given: &Entitlements, feature: &CatalogueFeature) -> Option<Value> {
    match feature.key.parse::<Feature>() {
        Ok(known) => Some(given.of(known).into_owned()),
        Err(_) => given.value(&feature.key).cloned(),
    }
}

/// The form of a draft, or of what was typed for one that was published meanwhile: it is kept for another draft.
pub(super) fn editor(context: &Context, version: &PlanVersion, features: &[CatalogueFeature]) -> AnyView {
    let say = context.say();
    let form = context.form("catalogue.edit");
    let is_draft = version.state == VersionState::Draft;
    let given = version.entitlements();
    let controls: Vec<_> =
        features.iter().map(|feature| control(say, &form, feature, value(&given, feature))).collect();
    let begun = versions::form(version);
    let number = |name: &'static str, label: &'static str, hint: &'static str, default: &str, is_optional| {
        Text { inputmode: "numeric", hint, default, is_optional, ..Text::new(name, label) }.view(&form)
    };
    let currencies: Vec<_> = CURRENCIES.iter().map(|one| ((*one).to_owned(), (*one).to_owned())).collect();
    let hint = say.catalogue_price_hint();
    let body = view! {
        <h2>{say.catalogue_prices()}</h2>
        <div class="row">
            {number("month_price", say.catalogue_month_price(), hint, &begun.month_price, true)}
            {number("year_price", say.catalogue_year_price(), hint, &begun.year_price, true)}
            {fields::select(&form, "", "currency", say.catalogue_currency(), "", &begun.currency, &currencies)}
            {number("trial_days", say.catalogue_trial(), say.catalogue_trial_hint(), &begun.trial_days, false)}
        </div>
        <h2>{say.catalogue_give()}</h2>
        <div class="row" data-kind="entitlements">{controls}</div>
        {fields::submit(if is_draft { say.catalogue_save() } else { say.catalogue_save_anew() })}
    };
    let named = versions::name(version);
    let anew = if is_draft { "" } else { "true" };
    let hidden: Vec<_> =
        [("id", named.as_str()), ("anew", anew)].into_iter().filter(|(_, value)| !value.is_empty()).collect();
    view! {
        <section class="panel" data-kind="editor">
            {(!is_draft).then(|| view! { <p class="hint">{say.catalogue_typed_kept()}</p> })}
            {fields::form("catalogue.edit", &form, &hidden, body)}
        </section>
    }
    .into_any()
}

fn control(say: Say, form: &Form, feature: &CatalogueFeature, value: Option<Value>) -> AnyView {
    let title = feature.title(say.0).to_owned();
    let name = format!("entitlements[{}]", feature.key);
    let id = format!("entitlement-{}", feature.key);
    let error = form.field_error(&format!("entitlements.{}", feature.key));
    let typed = value.as_ref().map(Value::as_typed).unwrap_or_default();
    let chosen = form.value(&name, &typed);
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then(|| format!("{id}-error"));
    match feature.shape() {
        Shape::Set(words) => set(form, feature, &title, words, value),
        Shape::Limit | Shape::Number(..) => {
            let unlimited = format!("{}:{UNLIMITED}", feature.key);
            let is_unlimited = if form.was_sent() {
                form.values("ticked[]").contains(&unlimited)
            } else {
                typed == UNLIMITED
            };
            let no_limit = (feature.shape() == Shape::Limit).then(|| {
                view! {
                    <label class="check">
                        <input type="checkbox" name="ticked[]" value=unlimited checked=is_unlimited/>
                        <span>{say.catalogue_unlimited()}</span>
                    </label>
                }
            });
            // What has no limit has no number, and the box beside it says so.
            let number = if chosen == UNLIMITED { String::new() } else { chosen };
            let hint = hint(say, feature);
            view! {
                <div class="field">
                    <label for=id.clone()>{title}</label>
                    <p class="hint" id=format!("{id}-hint")>{hint}</p>
                    <input
                        id=id.clone() name=name inputmode="numeric" autocomplete="off" value=number
                        aria-invalid=invalid
                        aria-describedby=described.map_or_else(|| format!("{id}-hint"), |error| format!("{id}-hint {error}"))
                    />
                    {no_limit}
                    {error_text(&id, error)}
                </div>
            }
            .into_any()
        }
        Shape::Flag | Shape::Choice(_) => {
            let told = |value: Value| (value.as_typed(), feature.told(&value, say.0));
            let options: Vec<_> = match feature.shape() {
                Shape::Choice(words) => {
                    words.iter().map(|word| told(Value::Word((*word).to_owned()))).collect()
                }
                _ => vec![told(Value::Flag(false)), told(Value::Flag(true))],
            };
            let options: Vec<_> = options
                .into_iter()
                .map(|(value, text)| view! { <option selected=value == chosen value=value>{text}</option> })
                .collect();
            view! {
                <div class="field">
                    <label for=id.clone()>{title}</label>
                    <select id=id.clone() name=name aria-invalid=invalid aria-describedby=described>{options}</select>
                    {error_text(&id, error)}
                </div>
            }
            .into_any()
        }
    }
}

fn hint(say: Say, feature: &CatalogueFeature) -> String {
    match (feature.key.parse::<Feature>(), feature.shape()) {
        (Ok(Feature::StoredBytes), _) => say.catalogue_bytes_hint().to_owned(),
        (Ok(Feature::Availability), _) => say.catalogue_hundredths_hint().to_owned(),
        (_, Shape::Number(min, max)) => say.catalogue_between(&say.0.number(min), &say.0.number(max)),
        _ => say.catalogue_limit_hint().to_owned(),
    }
}

/// A box for each word of a set.
fn set(
    form: &Form,
    feature: &CatalogueFeature,
    title: &str,
    words: &[&'static str],
    value: Option<Value>,
) -> AnyView {
    let sent = form.was_sent().then(|| form.values("ticked[]"));
    let error = form.field_error(&format!("entitlements.{}", feature.key));
    let held = match value {
        Some(Value::Words(held)) => held,
        _ => Vec::new(),
    };
    let boxes: Vec<_> = words
        .iter()
        .map(|word| {
            let sends = format!("{}:{word}", feature.key);
            let is_ticked = sent.as_ref().map_or_else(
                || held.iter().any(|own| own == word),
                |sent| sent.contains(&sends),
            );
            let told = feature.told(&Value::Words(vec![(*word).to_owned()]), form.locale);
            view! {
                <label class="check"><input type="checkbox" name="ticked[]" value=sends checked=is_ticked/><span>{told}</span></label>
            }
        })
        .collect();
    view! {
        <fieldset class="choices" data-kind="checks">
            <legend>{title.to_owned()}</legend>
            {boxes}
            {error_text(&feature.key, error)}
        </fieldset>
    }
    .into_any()
}
