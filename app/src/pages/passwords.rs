use domain::{Ended, Error, accounts::AccountsError, areas::Route};
use leptos::prelude::*;
use service::password_resets;

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout,
    },
    context::Context,
};

/// Asks for the address a link is mailed to.
pub(super) fn forgot(context: &Context) -> Page {
    let context = context.clone();
    let say = context.say();
    Page::new(context.title(), move || {
        let form = context.form("password-resets.start");
        let controls = view! {
            {Text { kind: "email", autocomplete: "username", inputmode: "email", ..Text::new("email", say.email()) }.view(&form)}
            {fields::submit(say.forgot_button())}
        };
        let body = view! {
            {fields::form("password-resets.start", &form, &[], controls)}
            <p class="aside"><a href="/sign-in">{say.sign_in()}</a></p>
        };
        layout::card(&context, say.title(Route::ForgotPassword), say.forgot_lead(), body)
    })
}

/// Behind the mailed link: asks for the new password. Opening it does not use the link up.
pub(super) async fn reset(context: &Context) -> Result<Page, Error> {
    let token = context.query("token").to_owned();
    let checked = password_resets::check(&context.service, &token).await;
    let context = context.clone();
    let say = context.say();
    if let Err(error) = checked {
        let status = error.status();
        let page = Page::new(say.error_title_410(), move || {
            // With a password that was set since, signing in comes first.
            let is_set = matches!(
                error,
                Error::Accounts(AccountsError::LinkEnded {
                    why: Ended::Used | Ended::Older | Ended::Replaced,
                    ..
                })
            );
            let ways = [("/sign-in", say.sign_in()), ("/forgot-password", say.ask_new_link())];
            let [first, other] = if is_set { ways } else { [ways[1], ways[0]] };
            let body = view! {
                <p><a class="button" data-tone="primary" href=first.0>{first.1}</a></p>
                <p class="aside"><a href=other.0>{other.1}</a></p>
            };
            layout::card(&context, say.error_title_410(), &error.sentence(context.locale()), body)
        });
        return Ok(Page { status, ..page });
    }
    Ok(Page::new(context.title(), move || {
        let form = context.form("password-resets.finish");
        let password = Text {
            kind: "password",
            hint: say.password_hint(),
            autocomplete: "new-password",
            ..Text::new("password", say.new_password())
        };
        let controls = view! { {password.view(&form)} {fields::submit(say.change_password())} };
        let body = fields::form("password-resets.finish", &form, &[("token", &token)], controls);
        layout::card(&context, say.title(Route::ForgotPassword), say.password_lost(), body)
    }))
}
