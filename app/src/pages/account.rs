use domain::Error;
use leptos::prelude::*;
use service::identities;

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout, providers,
    },
    context::Context,
};

pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let account = context.caller.required()?;
    let (email, has_password) = (account.email.clone(), identities::has_password(account));
    let linked = identities::list_mine(&context.service, &context.caller).await?;
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(say.account(), move || {
        let form = context.form("accounts.change-password");
        let controls = view! {
            <h2>{say.change_password()}</h2>
            <p class="hint">{say.password_lost()}</p>
            {Text { kind: "password", autocomplete: "current-password", ..Text::new("current", say.current_password()) }.view(&form)}
            {Text { kind: "password", hint: say.password_hint(), autocomplete: "new-password", ..Text::new("new", say.new_password()) }.view(&form)}
            {fields::submit(say.change_password())}
        };
        let password = if has_password {
            fields::form("accounts.change-password", &form, &[], controls)
        } else {
            view! {
                <p>{say.no_password_yet()}</p>
                <p><a class="button" href="/forgot-password">{say.set_password()}</a></p>
            }
            .into_any()
        };
        let body = view! {
            {password}
            {providers::linked(&context, &linked)}
            <div class="aside">{layout::sign_out(&context)}</div>
        };
        layout::card(&context, say.account(), &say.account_lead(&email), body)
    }))
}
