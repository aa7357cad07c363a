//! A person's own account. Each panel has a file.

mod authenticator;
pub(super) mod deleting;
mod passkeys;
mod password;
mod recovery_codes;
pub(super) mod sessions;

use domain::{Error, areas::Route};
use leptos::prelude::*;
use service::{authenticators, identities, mails, second_factors};

use super::Page;
use crate::{
    api::recovery_codes::ShownCodes,
    components::{layout, notice, providers},
    context::Context,
};

pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let (service, caller) = (&context.service, &context.caller);
    caller.required()?;
    let factors = second_factors::list(service, caller).await?;
    let waiting = authenticators::waiting(service, caller).await?;
    let mail_problem = mails::own_problem(service, caller).await?;
    let linked = identities::list_mine(service, caller).await?;
    let shown = shown_codes(context);
    let context = context.clone();
    let has_codes = shown.is_some();
    let page = Page::new(context.title(), move || {
        // Shown this once, they are alone: nothing else draws the eye, nor does the address of a form below.
        if let Some(codes) = shown {
            return frame(&context, "", recovery_codes::shown(&context, &codes));
        }
        let email = context.caller.account().map(|account| account.email.clone()).unwrap_or_default();
        let body = view! {
            {notice::mail_problem(&context, &email, mail_problem.as_deref())}
            {password::panel(&context)}
            {passkeys::panel(&context, &factors)}
            {authenticator::panel(&context, &factors, waiting.as_ref())}
            {factors.is_any().then(|| recovery_codes::panel(&context, &factors))}
            {providers::linked(&context, &linked)}
        };
        frame(&context, "", body)
    });
    let page = page.with_passkeys();
    Ok(if has_codes { page.with_islands() } else { page })
}

/// The codes a form was answered with, for the one time they are shown.
fn shown_codes(context: &Context) -> Option<ShownCodes> {
    let posted = context.posted.as_ref()?;
    let outcome = posted.outcome.as_ref().ok()?;
    serde_json::from_value(outcome.clone()).ok()
}

/// The account's pages, with the way from one to the other. `current` is the path behind `/account`.
fn frame(context: &Context, current: &str, body: impl IntoView) -> AnyView {
    let say = context.say();
    let email = context.caller.account().map(|account| account.email.clone()).unwrap_or_default();
    let pages = [
        ("", say.account_sign_in()),
        ("/sessions", say.title(Route::Sessions)),
        ("/delete", say.delete_account()),
    ];
    let links = pages.map(|(path, name)| {
        let current = (path == current).then_some("page");
        view! { <li><a href=format!("/account{path}") aria-current=current>{name}</a></li> }
    });
    let main = view! {
        <main class="card-page account" data-width="wide" id="main" tabindex="-1">
            {notice::done(context)}
            {notice::untold(context)}
            <div class="page-header">
                <div><h1>{say.title(Route::Account)}</h1><p>{say.account_lead(&email)}</p></div>
                <div class="actions">{layout::sign_out(context)}</div>
            </div>
            <nav class="tabs" aria-label=say.title(Route::Account)><ul>{links.into_iter().collect_view()}</ul></nav>
            {body.into_any()}
        </main>
    };
    layout::site(context, main)
}
