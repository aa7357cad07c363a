//! Deleting one's account, with what goes and what stays.

use domain::{Error, areas::Route};
use leptos::prelude::*;
use service::accounts::{self, Leaving};

use super::frame;
use crate::{
    context::Context,
    pages::{Page, mail_flow::delete_form},
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let email = context.caller.required()?.email.clone();
    let leaving = accounts::leaving(&context.service, &context.caller).await?;
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(say.delete_account(), move || {
        let act = if leaving.owned.is_empty() {
            let form = context.form("accounts.delete");
            let (lost, button) = (say.delete_lost(), say.delete_button());
            delete_form(say, "accounts.delete", &form, &[], &email, lost, button)
        } else {
            owned(say, &leaving)
        };
        let body = view! {
            <section class="panel" id="delete">
                <header><h2>{say.delete_account()}</h2><p>{say.delete_account_lead()}</p></header>
                {facts(say, &leaving, &email)}
                {act}
            </section>
        };
        frame(&context, "/delete", body)
    }))
}

fn facts(say: Say, leaving: &Leaving, email: &str) -> AnyView {
    let left: Vec<&str> = leaving.left.iter().map(|tenant| tenant.name.as_str()).collect();
    let left = (!left.is_empty()).then(|| view! { <p>{say.delete_left(&left.join(", "))}</p> });
    view! {
        <dl class="facts">
            <div><dt>{say.delete_goes()}</dt><dd>{say.delete_goes_text()}{left}</dd></div>
            <div><dt>{say.delete_stays()}</dt><dd>{say.delete_stays_text(email)}</dd></div>
        </dl>
    }
    .into_any()
}

/// What keeps the account, each with the ways out of it.
fn owned(say: Say, leaving: &Leaving) -> AnyView {
    let rows: Vec<_> = leaving
        .owned
        .iter()
        .map(|tenant| {
            let base = format!("/t/{}", tenant.slug);
            let closed = tenant.closed_at.map(|_| view! { " ("{say.closed_word()}")" });
            view! {
                <li>
                    <strong>{tenant.name.clone()}</strong>{closed}": "
                    <a href=format!("{base}/team")>{say.title(Route::Team)}</a>", "
                    <a href=format!("{base}/settings/closing")>{say.title(Route::Closing)}</a>
                </li>
            }
        })
        .collect();
    view! { <h3>{say.delete_owned()}</h3><p>{say.delete_owned_text()}</p><ul>{rows}</ul> }.into_any()
}
