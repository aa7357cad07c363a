use domain::{Error, areas::Action};
use leptos::prelude::*;
use service::{
    identities::{self, Linked, Purpose},
    passkeys,
    second_factors::{self, Factors},
    step_up,
};

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout, passkey_button, passkeys_unusable, providers,
    },
    context::{Context, Form, Posted, safe_path},
    text::Say,
};

/// The fields of the proof, beside those of the form it is asked for.
pub const PROOF_FIELDS: [&str; 6] = [
    "step_up_password",
    "step_up_code",
    "step_up_credential",
    "step_up_recovery_code",
    "step_up_mailed_code",
    "step_up_send",
];

/// Fields whose text is never sent back: it has to be typed again.
const SECRETS: &[&str] = &["password", "current", "new", "client_secret", "secret"];

/// What came of asking, so far.
#[derive(Debug, Default)]
pub struct Asked {
    /// What was wrong with the proof, if one was tried.
    pub error: Option<Error>,
    /// Whether a code was mailed.
    pub is_mailed: bool,
}

/// The ways in which the person can prove that it is them.
struct Ways {
    factors: Factors,
    linked: Vec<Linked>,
    /// Whether by a mailed code, and whether one is on its way.
    can_mail: bool,
    is_mailed: bool,
}

/// Asks for a proof before a page is shown that takes one.
pub(super) async fn prove(context: &Context) -> Result<Page, Error> {
    context.caller.signed_in()?;
    let next = safe_path(context.query("next")).unwrap_or("/account").to_owned();
    let is_anew = !context.query("anew").is_empty();
    if !is_anew && step_up::check(&context.service, &context.caller).is_ok() {
        return Ok(Page::redirect(next));
    }
    let fields = [("do", "step-up.go-on".to_owned()), ("next", next)];
    let fields = fields.map(|(name, value)| (name.to_owned(), value));
    let page = page(context, fields.into(), Asked::default()).await?;
    Ok(Page { status: 200, ..page })
}

/// Asks for a fresh proof before a form is done. The form's fields wait on the page.
pub async fn page(context: &Context, fields: Vec<(String, String)>, asked: Asked) -> Result<Page, Error> {
    let (service, caller) = (&context.service, &context.caller);
    let ways = Ways {
        factors: second_factors::list(service, caller).await?,
        linked: identities::list_mine(service, caller).await?,
        can_mail: step_up::can_mail(service, caller).await?,
        is_mailed: asked.is_mailed,
    };
    let email = caller.signed_in()?.email.clone();
    let is_partial = caller.session().is_some_and(|session| session.only_tenant.is_some());
    let error = asked.error;
    let status = error.as_ref().map_or(Error::StepUpRequired.status(), Error::status);
    let form = Form::tried(
        context.locale(),
        Posted::new(String::new(), Vec::new(), error.map_or(Ok(serde_json::Value::Null), Err)),
    );
    let context = context.clone();
    let say = context.say();
    let page = Page::new(say.step_up_title(), move || {
        let body = card(&context, &form, &fields, &ways);
        let lead = if is_partial { say.step_up_partial(&email) } else { say.step_up_lead(&email) };
        layout::card(&context, say.step_up_title(), &lead, body)
    });
    Ok(Page { status, ..page.with_passkeys() })
}

fn card(context: &Context, form: &Form, posted: &[(String, String)], ways: &Ways) -> AnyView {
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
    let Ways { factors, linked, .. } = ways;
    let can_use = |passkey| passkeys::works_here(&context.service, passkey);
    let passkey = factors.passkeys.iter().any(can_use).then(|| {
        passkey_button(context, form, "passkeys.start-proof", PROOF_FIELDS[2], say.passkey_use(), "")
    });
    let controls = view! {
        {retyped}
        {has_password.then(|| password.view(form))}
        {factors.authenticator.is_some().then(|| code.view(form))}
        {(has_password || factors.authenticator.is_some()).then(|| fields::submit(say.step_up_button()))}
        {passkey}
        {passkeys_unusable(context, &factors.passkeys)}
        {(factors.codes_left > 0).then(|| recovery(say, form))}
        {ways.can_mail.then(|| by_mail(context, form, ways.is_mailed))}
    };
    let back = match context.path.as_str() {
        "/prove" => "/spaces".to_owned(),
        _ => context.here(),
    };
    // What waits for the proof, in the words of the page it was asked for on.
    let waits = function.as_deref().and_then(|name| name.parse::<Action>().ok());
    let waits = waits.filter(|action| *action != Action::StepUpGoOn);
    let waits = waits.map(|action| view! { <p>{say.step_up_waits(action.label(say.0))}</p> });
    let next = safe_path(context.query("next")).map_or_else(|| context.here(), str::to_owned);
    view! {
        {waits}
        {fields::form(&function.unwrap_or_default(), form, &kept, controls)}
        {by_provider(context, linked, has_password, &next)}
        <p class="aside"><a href=back>{say.step_up_back()}</a></p>
    }
    .into_any()
}

/// The way back for the day on which every factor is out of reach.
fn recovery(say: Say, form: &Form) -> AnyView {
    let field = Text { is_optional: true, ..Text::new(PROOF_FIELDS[3], say.recovery_code()) };
    let is_open = form.field_error(PROOF_FIELDS[3]).is_some();
    view! {
        <details open=is_open>
            <summary>{say.recovery_use()}</summary>
            {field.view(form)}
            {fields::submit(say.step_up_button())}
        </details>
    }
    .into_any()
}

/// For somebody who has neither a password nor a factor: a code by mail, typed on this very page.
fn by_mail(context: &Context, form: &Form, is_mailed: bool) -> AnyView {
    let say = context.say();
    let email = context.caller.account().map(|account| account.email.clone()).unwrap_or_default();
    let hint = say.step_up_mailed(&email);
    let code = Text {
        autocomplete: "one-time-code",
        inputmode: "numeric",
        hint: &hint,
        ..Text::new(PROOF_FIELDS[4], say.step_up_mailed_code())
    };
    let (tone, label) =
        if is_mailed { ("", say.step_up_send_again()) } else { ("primary", say.step_up_send()) };
    let typed = is_mailed.then(|| view! { {code.view(form)} {fields::submit(say.step_up_button())} });
    let lead = (!is_mailed).then(|| view! { <p class="hint">{say.step_up_send_lead(&email)}</p> });
    view! {
        {typed}
        {lead}
        <div class="form-actions">
            <button class="button" type="submit" name=PROOF_FIELDS[5] value="mail"
                data-tone=(!tone.is_empty()).then_some(tone)>{label}</button>
        </div>
    }
    .into_any()
}

/// For somebody without a password: the way through a provider that can ask anew, which leaves this page.
fn by_provider(context: &Context, linked: &[Linked], has_password: bool, next: &str) -> Option<AnyView> {
    let known = linked.iter().filter_map(|linked| linked.provider.as_ref());
    let known = known.filter(|provider| !has_password && identities::confirms(&context.caller, provider));
    let buttons: Vec<_> =
        known.map(|provider| providers::button(context, provider, Purpose::Confirm, next)).collect();
    if buttons.is_empty() {
        return None;
    }
    let view = view! { <div class="providers"><p class="hint">{context.say().step_up_provider()}</p>{buttons}</div> };
    Some(view.into_any())
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
