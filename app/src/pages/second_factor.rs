use domain::{Error, areas::Route};
use leptos::prelude::*;
use service::{
    passkeys,
    second_factors::{self, Factors},
};

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout, passkey_button, passkeys_unusable,
    },
    context::{Context, safe_path},
};

/// Asks for the second factor of a sign-in that waits for it, or of a session that has not shown one.
pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let waiting = second_factors::waiting(&context.service, &context.caller).await?;
    let (factors, lead) = match waiting {
        Some(factors) => (factors, context.say().second_factor_lead()),
        None if context.caller.account().is_some() => {
            let factors = second_factors::list(&context.service, &context.caller).await?;
            (factors, context.say().second_factor_prove())
        }
        None => return Ok(over(context)),
    };
    let next = safe_path(context.query("next")).unwrap_or_default().to_owned();
    let context = context.clone();
    let say = context.say();
    let page = Page::new(context.title(), move || {
        if !factors.is_any() {
            let body = view! {
                <p><a class="button" data-tone="primary" href="/account#passkeys">{say.second_factor_add()}</a></p>
            };
            return layout::card(&context, say.title(Route::SecondFactor), say.second_factor_none(), body);
        }
        layout::card(&context, say.title(Route::SecondFactor), lead, ways(&context, &factors, &next))
    });
    Ok(page.with_passkeys())
}

/// A form for each way there is. What was wrong is said at the one that was tried.
fn ways(context: &Context, factors: &Factors, next: &str) -> AnyView {
    const FUNCTION: &str = "second-factors.show";
    let say = context.say();
    let tried = |field: &str| context.form_with(FUNCTION, field);
    let hidden = [("next", next)];
    let can_use = |passkey| passkeys::works_here(&context.service, passkey);
    let has_usable = factors.passkeys.iter().any(can_use);
    let passkey = has_usable.then(|| {
        let form = tried("credential");
        let tone = if factors.authenticator.is_some() { "" } else { "primary" };
        let button =
            passkey_button(context, &form, "passkeys.start-proof", "credential", say.passkey_use(), tone);
        fields::form(FUNCTION, &form, &hidden, button)
    });
    let code = factors.authenticator.is_some().then(|| {
        let form = tried("code");
        let field = Text {
            autocomplete: "one-time-code",
            inputmode: "numeric",
            ..Text::new("code", say.authenticator_code())
        };
        let controls = view! { {field.view(&form)} {fields::submit(say.continue_())} };
        fields::form(FUNCTION, &form, &hidden, controls)
    });
    let recovery = (factors.codes_left > 0).then(|| {
        let form = tried("recovery_code");
        let field = Text { ..Text::new("recovery_code", say.recovery_code()) };
        let controls = view! {
            {field.view(&form)}
            <div class="form-actions"><button class="button" type="submit">{say.continue_()}</button></div>
        };
        view! {
            <details open={form.was_sent() || (!has_usable && factors.authenticator.is_none())}>
                <summary>{say.recovery_use()}</summary>
                {fields::form(FUNCTION, &form, &hidden, controls)}
            </details>
        }
    });
    let is_stuck = !has_usable && factors.authenticator.is_none();
    let lost = is_stuck.then(|| view! { <p class="hint">{say.second_factor_lost()}</p> });
    view! {
        {passkeys_unusable(context, &factors.passkeys)}
        {code}
        {passkey}
        {recovery}
        {lost}
        <p class="aside"><a href="/sign-in">{say.second_factor_other()}</a></p>
    }
    .into_any()
}

/// No sign-in waits here any more.
fn over(context: &Context) -> Page {
    let error = context.posted.as_ref().and_then(|posted| posted.outcome.as_ref().err());
    let Some(error) = error else { return Page::redirect("/sign-in") };
    let sentence = match error {
        Error::Invalid { fields } => {
            let first = fields.first().map(|field| field.problem.sentence(context.locale()));
            first.unwrap_or_default()
        }
        other => other.sentence(context.locale()),
    };
    let context = context.clone();
    let say = context.say();
    Page::new(context.title(), move || {
        let body = view! {
            <p><a class="button" data-tone="primary" href="/sign-in">{say.second_factor_over()}</a></p>
        };
        layout::card(&context, say.title(Route::SecondFactor), &sentence, body)
    })
}
