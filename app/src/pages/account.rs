use domain::Error;
use leptos::prelude::*;

use super::Page;
use crate::{
    components::{
        fields::{self, Text},
        layout,
    },
    context::Context,
};

pub(super) fn page(context: &Context) -> Result<Page, Error> {
    let email = context.caller.required()?.email.clone();
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
        let body = view! {
            {fields::form("accounts.change-password", &form, &[], controls)}
            <div class="aside">{layout::sign_out(&context)}</div>
        };
        layout::card(&context, say.account(), &say.account_lead(&email), body)
    }))
}
