use domain::zones::Zone;
use leptos::prelude::*;
use service::{authenticators::Enrolment, second_factors::Factors};

use crate::{
    components::fields::{self, Text},
    context::Context,
};

pub(super) fn panel(context: &Context, factors: &Factors, waiting: Option<&Enrolment>) -> AnyView {
    let say = context.say();
    let since = factors.authenticator.map(|at| {
        let form = context.form("authenticators.remove");
        let button = view! {
            <button class="button" type="submit" data-size="small" aria-label=say.remove_named(say.authenticator())>{say.remove()}</button>
        };
        let when = format!("{} UTC", Zone::utc().local_text(at, say.0));
        view! {
            <ul class="factors">
                <li>
                    <div><strong>{say.authenticator()}</strong><small>{say.authenticator_since(&when)}</small></div>
                    {fields::form("authenticators.remove", &form, &[], button)}
                </li>
            </ul>
        }
    });
    let next = if let Some(enrolment) = waiting {
        confirm(context, enrolment)
    } else {
        let label = if since.is_some() { say.authenticator_replace() } else { say.authenticator_add() };
        let button = view! {
            <div class="form-actions"><button class="button" type="submit">{label}</button></div>
        };
        fields::form("authenticators.enrol", &context.form("authenticators.enrol"), &[], button)
    };
    view! {
        <section class="panel" id="authenticator">
            <header><h2>{say.authenticator()}</h2><p>{say.authenticator_lead()}</p></header>
            {since}
            {next}
        </section>
    }
    .into_any()
}

/// The secret as image and text, and the field for the first code.
fn confirm(context: &Context, enrolment: &Enrolment) -> AnyView {
    let say = context.say();
    let form = context.form("authenticators.confirm");
    let code = Text {
        autocomplete: "one-time-code",
        inputmode: "numeric",
        ..Text::new("code", say.authenticator_code())
    };
    let controls = view! {
        {code.view(&form)}
        <div class="form-actions">
            <button class="button" type="submit" data-tone="primary">{say.authenticator_confirm()}</button>
        </div>
    };
    let cancel = view! {
        <div class="form-actions"><button class="button" type="submit" data-tone="quiet">{say.cancel()}</button></div>
    };
    view! {
        <p>{say.authenticator_scan()}</p>
        <div class="enrolment">
            <div class="qr" role="img" aria-label=say.authenticator_image() inner_html=enrolment.image.clone()></div>
            <div>
                <h3>{say.authenticator_secret()}</h3>
                <p><code>{enrolment.secret.clone()}</code></p>
                <p><a href=enrolment.url.clone()>{say.authenticator_open()}</a></p>
            </div>
        </div>
        {fields::form("authenticators.confirm", &form, &[], controls)}
        {fields::form("authenticators.cancel", &context.form("authenticators.cancel"), &[], cancel)}
    }
    .into_any()
}
