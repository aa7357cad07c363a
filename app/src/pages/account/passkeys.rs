use domain::zones::Zone;
use leptos::prelude::*;
use service::{control::passkeys::Passkey, passkeys, second_factors::Factors};

use crate::{
    components::{
        fields::{self, Text},
        passkey_button, readable,
    },
    context::Context,
};

pub(super) fn panel(context: &Context, factors: &Factors) -> AnyView {
    let say = context.say();
    let list = if factors.passkeys.is_empty() {
        view! { <p>{say.passkey_none()}</p> }.into_any()
    } else {
        let rows: Vec<_> = factors.passkeys.iter().map(|passkey| row(context, passkey)).collect();
        view! { <ul class="factors">{rows}</ul> }.into_any()
    };
    let add = if passkeys::are_possible(&context.service) {
        add(context)
    } else {
        view! { <p class="hint">{say.passkeys_impossible()}</p> }.into_any()
    };
    view! {
        <section class="panel" id="passkeys">
            <header><h2>{say.passkeys()}</h2><p>{say.passkeys_lead()}</p></header>
            {list}
            {add}
        </section>
    }
    .into_any()
}

fn row(context: &Context, passkey: &Passkey) -> AnyView {
    let say = context.say();
    let when = |at| format!("{} UTC", Zone::utc().local_text(at, say.0));
    let used = passkey.used_at.map_or_else(|| say.never().to_owned(), when);
    let elsewhere = passkey.host.as_ref().filter(|_| !passkeys::works_here(&context.service, passkey));
    let elsewhere = elsewhere.map(|host| view! { <small>{say.passkey_made_for(&readable(host))}</small> });
    let form = context.form_of("passkeys.remove", passkey.id.as_str());
    let button = view! {
        <button class="button" type="submit" data-size="small" aria-label=say.remove_named(&passkey.name)>{say.remove()}</button>
    };
    view! {
        <li>
            <div>
                <strong>{passkey.name.clone()}</strong>
                <small>{say.passkey_added()}{say.colon()}{when(passkey.created_at)}</small>
                <small>{say.passkey_used()}{say.colon()}{used}</small>
                {elsewhere}
            </div>
            {fields::form("passkeys.remove", &form, &[("id", passkey.id.as_str())], button)}
            {rename(context, passkey)}
        </li>
    }
    .into_any()
}

/// Another name, behind a disclosure that stays open while something is wrong with what was typed.
fn rename(context: &Context, passkey: &Passkey) -> AnyView {
    let say = context.say();
    let id = passkey.id.as_str();
    let form = context.form_of("passkeys.rename", id);
    let is_open = form.was_sent();
    let name = Text { default: &passkey.name, scope: id, ..Text::new("name", say.passkey_new_name()) };
    let controls = view! {
        {name.view(&form)}
        <div class="form-actions"><button class="button" type="submit" data-size="small">{say.save()}</button></div>
    };
    view! {
        <details open=is_open>
            <summary aria-label=say.passkey_rename_named(&passkey.name)>{say.passkey_rename()}</summary>
            {fields::form("passkeys.rename", &form, &[("id", id)], controls)}
        </details>
    }
    .into_any()
}

fn add(context: &Context) -> AnyView {
    let say = context.say();
    let form = context.form("passkeys.add");
    let proposed = super::sessions::browser(say, &context.caller.user_agent);
    let controls = view! {
        {Text { hint: say.passkey_name_hint(), default: &proposed, scope: "passkey", ..Text::new("name", say.passkey_name()) }.view(&form)}
        {passkey_button(context, &form, "passkeys.start-registration", "credential", say.passkey_add(), "")}
    };
    fields::form("passkeys.add", &form, &[], controls)
}
