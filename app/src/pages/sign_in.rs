use domain::Error;
use leptos::prelude::*;
use service::identities::{self, Purpose};

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout, passkey_button, providers, readable,
    },
    context::{Context, safe_path},
};

pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let say = context.say();
    let next = safe_path(context.query("next")).unwrap_or_default().to_owned();
    if context.caller.account().is_some() && context.posted.is_none() {
        return Ok(Page::redirect(if next.is_empty() { crate::context::HOME.to_owned() } else { next }));
    }
    // After a try: the provider of the address that was typed, whether or not it has an account.
    let typed = context.form("sessions.start").value("email", "");
    let home = identities::home_provider(&context.service, &typed).await?;
    let context = context.clone();
    let title = context.title();
    let body = move || {
        let form = context.form("sessions.start");
        let controls = view! {
            {Text { kind: "email", autocomplete: "username", inputmode: "email", ..Text::new("email", say.email()) }.view(&form)}
            {Text { kind: "password", autocomplete: "current-password", ..Text::new("password", say.password()) }.view(&form)}
            {fields::submit(say.sign_in())}
        };
        let next = form.value("next", &next);
        let passkey = service::passkeys::are_possible(&context.service).then(|| {
            let form = context.form("passkeys.sign-in");
            let button = passkey_button(
                &context,
                &form,
                "passkeys.start-sign-in",
                "credential",
                say.passkey_sign_in(),
                "",
            );
            fields::form("passkeys.sign-in", &form, &[("next", &next)], button)
        });
        let home = home.map(|provider| {
            let domain = typed.rsplit_once('@').map_or("", |(_, domain)| domain);
            view! {
                <div class="providers">
                    <p>{say.provider_home_lead(&provider.title, &readable(domain))}</p>
                    {providers::button(&context, &provider, Purpose::SignIn, &next)}
                </div>
            }
        });
        let body = view! {
            {home}
            {fields::form("sessions.start", &form, &[("next", &next)], controls)}
            {passkey}
            {providers::alternatives(&context, &next)}
            <p class="aside"><a href="/forgot-password">{say.forgot()}</a></p>
            <p class="aside">{say.no_account()}" "<a href="/sign-up">{say.sign_up()}</a></p>
        };
        layout::card(&context, say.sign_in_title(), "", body)
    };
    Ok(Page::new(title, body).with_passkeys())
}
