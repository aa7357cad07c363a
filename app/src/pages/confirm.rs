use domain::{Ended, Error, accounts::AccountsError, areas::Route};
use leptos::prelude::*;
use service::sign_ups::{self, Waiting};

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout, notice,
    },
    context::{Context, Form, HOME},
};

/// Two pages in one: behind the mailed link a button, and after signing up the field for the mail's code.
/// Opening either changes nothing: mail scanners open links too.
pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let token = context.query("token").to_owned();
    let sign_up = context.query("sign_up").to_owned();
    let found = if token.is_empty() {
        sign_ups::waiting(&context.service, &context.caller, &sign_up).await
    } else {
        sign_ups::linked(&context.service, &context.caller, &token).await
    };
    let context = context.clone();
    let title = context.say().confirm_title();
    Ok(match found {
        Ok(waiting) if token.is_empty() => Page::new(title, move || code_page(&context, &sign_up, &waiting)),
        Ok(waiting) => Page::new(title, move || link_page(&context, &token, &waiting)),
        Err(error) => {
            let status = error.status();
            let page = Page::new(title, move || ended_page(&context, &error));
            Page { status, ..page }
        }
    })
}

fn link_page(context: &Context, token: &str, waiting: &Waiting) -> AnyView {
    let say = context.say();
    let form = context.form("sign-ups.confirm");
    let controls = view! { {password(context, &form, waiting)} {fields::submit(say.confirm_button())} };
    let body = fields::form("sign-ups.confirm", &form, &[("token", token)], controls);
    layout::card(
        context,
        say.title(Route::Confirm),
        &say.confirm_linked(&waiting.email, &waiting.space),
        body,
    )
}

/// In another browser than the one that signed up, which may have been anybody's: the password that counts.
fn password(context: &Context, form: &Form, waiting: &Waiting) -> Option<AnyView> {
    let say = context.say();
    waiting.asks_password.then(|| {
        let password = Text {
            kind: "password",
            hint: say.password_hint(),
            autocomplete: "new-password",
            ..Text::new("password", say.password())
        };
        view! { <p>{say.confirm_elsewhere()}</p> {password.view(form)} }.into_any()
    })
}

fn code_page(context: &Context, sign_up: &str, waiting: &Waiting) -> AnyView {
    let say = context.say();
    let form = context.form("sign-ups.confirm");
    let resend = context.form("sign-ups.resend");
    let code = Text { autocomplete: "one-time-code", inputmode: "numeric", ..Text::new("code", say.code()) };
    let controls = view! {
        {code.view(&form)}
        {password(context, &form, waiting)}
        {fields::submit(say.code_button())}
    };
    let again = if waiting.wait > 0 {
        let wait = context.locale().duration(waiting.wait);
        view! { <p class="hint">{say.resend_wait(&wait)}</p> }.into_any()
    } else {
        let button = view! {
            <div class="form-actions"><button class="button" type="submit">{say.resend()}</button></div>
        };
        fields::form("sign-ups.resend", &resend, &[("sign_up", sign_up)], button)
    };
    let problem = notice::mail_problem(context, &waiting.email, waiting.problem.as_deref()).map(|told| {
        view! {
            {told}
            <p><a class="button" href="/sign-up">{say.start_over()}</a></p>
        }
    });
    let body = view! {
        {problem}
        {fields::form("sign-ups.confirm", &form, &[("sign_up", sign_up)], controls)}
        <div class="aside">
            <p>{say.resend_hint()}</p>
            {again}
            <p>{say.confirm_known()}" "<a href="/sign-in?next=/spaces/new">{say.sign_in()}</a></p>
        </div>
    };
    layout::card(context, say.title(Route::Confirm), &say.confirm_sent(&waiting.email), body)
}

/// What became of the link, and the way on that fits it.
fn ended_page(context: &Context, error: &Error) -> AnyView {
    let say = context.say();
    let is_used = matches!(error, Error::Accounts(AccountsError::LinkEnded { why: Ended::Used, .. }));
    let (title, href, label) = match (is_used, context.caller.account()) {
        (true, Some(_)) => (say.confirmed_title(), HOME, say.home_go()),
        (true, None) => (say.confirmed_title(), "/sign-in", say.sign_in()),
        (false, _) => (say.error_title_410(), "/sign-up", say.start_over()),
    };
    let other = (!is_used).then(|| {
        view! { <p class="aside">{say.have_account()}" "<a href="/sign-in">{say.sign_in()}</a></p> }
    });
    let body = view! {
        <p><a class="button" data-tone="primary" href=href>{label}</a></p>
        {other}
    };
    layout::card(context, title, &error.sentence(context.locale()), body)
}
