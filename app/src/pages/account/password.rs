use leptos::prelude::*;
use service::identities;

use crate::{
    components::fields::{self, Text},
    context::Context,
};

pub(super) fn panel(context: &Context) -> AnyView {
    let say = context.say();
    let form = context.form("accounts.change-password");
    let controls = view! {
        {Text { kind: "password", autocomplete: "current-password", ..Text::new("current", say.current_password()) }.view(&form)}
        {Text { kind: "password", hint: say.password_hint(), autocomplete: "new-password", ..Text::new("new", say.new_password()) }.view(&form)}
        {fields::submit(say.change_password())}
    };
    let has_password = context.caller.account().is_some_and(identities::has_password);
    let body = if has_password {
        fields::form("accounts.change-password", &form, &[], controls)
    } else {
        view! { <p><a class="button" href="/forgot-password">{say.set_password()}</a></p> }.into_any()
    };
    let lead = if has_password { say.password_lost() } else { say.no_password_yet() };
    view! {
        <section class="panel" id="password">
            <header><h2>{say.password()}</h2><p>{lead}</p></header>
            {body}
        </section>
    }
    .into_any()
}
