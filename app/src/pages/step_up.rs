use domain::Error;
use leptos::prelude::*;
use service::{
    identities::{self, Linked, Purpose},
    second_factors::{self, Factors},
};

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout, passkey_button, providers,
    },
    context::{Context, Form, Posted},
    text::Say,
};

/// The fields of the proof, beside those of the form it is asked for.
pub const PROOF_FIELDS: [&str; 3] = ["step_up_password", "step_up_code", "step_up_credential"];

/// Fields whose text is never sent back: it has to be typed again.
const SECRETS: &[&str] = &["password", "current", "new", "client_secret", "secret"];

/// Asks for a fresh proof before a form is done. The form's fields wait on the page; `error` is what was wrong
/// with the proof, if one was tried.
pub async fn page(
    context: &Context,
    fields: Vec<(String, String)>,
    error: Option<Error>,
) -> Result<Page, Error> {
    let (service, caller) = (&context.service, &context.caller);
    let factors = second_factors::list(service, caller).await?;
    let linked = identities::list_mine(service, caller).await?;
    let email = context.caller.required()?.email.clone();
    let status = error.as_ref().map_or(Error::StepUpRequired.status(), Error::status);
    let form = Form::tried(
        context.locale(),
        Posted {
            function: String::new(),
            fields: Vec::new(),
            outcome: error.map_or(Ok(serde_json::Value::Null), Err),
        },
    );
    let context = context.clone();
    let say = context.say();
    let page = Page::new(say.step_up_title(), move || {
        let body = card(&context, &form, &fields, &factors, &linked);
        layout::card(&context, say.step_up_title(), &say.step_up_lead(&email), body)
    });
    Ok(Page { status, ..page.with_passkeys() })
}

fn card(
    context: &Context,
    form: &Form,
    posted: &[(String, String)],
    factors: &Factors,
    linked: &[Linked],
) -> AnyView {
    let say = context.say();
    let is_secret = |name: &str| SECRETS.contains(&name);
    let kept: Vec<(&str, &str)> = posted
        .iter()
        .filter(|(name, _)| name != "do" && !is_secret(name) && !PROOF_FIELDS.contains(&name.as_str()))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let retyped: Vec<_> = posted
        .iter()
        .filter(|(name, value)| is_secret(name) && !value.is_empty())
        .map(|(name, _)| retype(say, form, name))
        .collect();
    let function = posted.iter().find(|(name, _)| name == "do").map(|(_, value)| value.clone());
    let code = Text {
        autocomplete: "one-time-code",
        inputmode: "numeric",
        is_optional: true,
        hint: say.step_up_instead(),
        ..Text::new(PROOF_FIELDS[1], say.authenticator_code())
    };
    let password = Text {
        kind: "password",
        autocomplete: "current-password",
        ..Text::new(PROOF_FIELDS[0], say.password())
    };
    let has_password = context.caller.account().is_some_and(identities::has_password);
    let passkey = (!factors.passkeys.is_empty())
        .then(|| passkey_button(say, form, "passkeys.start-proof", PROOF_FIELDS[2], say.passkey_use(), ""));
    let controls = view! {
        {retyped}
        {has_password.then(|| password.view(form))}
        {factors.authenticator.is_some().then(|| code.view(form))}
        {(has_password || factors.authenticator.is_some()).then(|| fields::submit(say.step_up_button()))}
        {passkey}
    };
    view! {
        {fields::form(&function.unwrap_or_default(), form, &kept, controls)}
        {(!has_password).then(|| by_provider(context, linked))}
        <p class="aside"><a href=context.here()>{say.step_up_back()}</a></p>
    }
    .into_any()
}

/// For somebody without a password: the way through a provider, which leaves this page.
fn by_provider(context: &Context, linked: &[Linked]) -> AnyView {
    let here = context.here();
    let known = linked.iter().filter_map(|linked| linked.provider.as_ref());
    let buttons: Vec<_> =
        known.map(|provider| providers::button(context, provider, Purpose::Confirm, &here)).collect();
    view! { <div class="providers"><p class="hint">{context.say().step_up_provider()}</p>{buttons}</div> }
        .into_any()
}

/// A field for a secret that the form was sent with.
fn retype(say: Say, form: &Form, name: &str) -> AnyView {
    let (name, label) = match name {
        "password" => ("password", say.password()),
        "current" => ("current", say.current_password()),
        "new" => ("new", say.new_password()),
        "client_secret" => ("client_secret", say.secret_again()),
        _ => ("secret", say.secret_again()),
    };
    Text { kind: "password", hint: say.step_up_retype(), ..Text::new(name, label) }.view(form)
}
