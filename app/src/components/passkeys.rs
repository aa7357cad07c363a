use leptos::prelude::*;
use service::{control::passkeys::Passkey, passkeys};

use super::{fields, readable};
use crate::context::{Context, Form};

/// A button that has a passkey sign what the server function `options` asks for, and sends its form with the
/// answer in `field`. `passkeys.js` wakes it or says what keeps passkeys from being used in this browser at this
/// address; until then it is disabled and says that it needs the script.
pub(crate) fn passkey_button(
    context: &Context,
    form: &Form,
    options: &'static str,
    field: &'static str,
    label: &str,
    tone: &'static str,
) -> AnyView {
    let say = context.say();
    let problem = form.field_error(field);
    let address = context.service.public_url().to_owned();
    let there = format!("{address}{}", context.here());
    let reason = |name: &'static str, text: String| {
        view! { <p class="hint" data-passkey-reason=name hidden>{text}</p> }
    };
    let elsewhere = |name: &'static str, text: String| {
        let (there, address) = (there.clone(), address.clone());
        view! { <p class="hint" data-passkey-reason=name hidden>{text}" "<a href=there>{address}</a></p> }
    };
    view! {
        <input type="hidden" name=field value=""/>
        {fields::error_text(field, problem)}
        <p class="error" data-passkey-failure="" role="alert" hidden>{say.passkey_failed()}</p>
        <p class="error" data-passkey-failure="InvalidStateError" role="alert" hidden>{say.passkey_known()}</p>
        <div class="form-actions">
            <button
                class="button"
                type="button"
                data-tone=(!tone.is_empty()).then_some(tone)
                data-passkey=options
                data-field=field
                data-origin=address.clone()
                disabled
            >{label.to_owned()}</button>
        </div>
        <p class="hint" data-passkey-reason="script">{say.passkeys_need_script()}</p>
        {elsewhere("insecure", say.passkeys_insecure().to_owned())}
        {elsewhere("address", say.passkeys_address().to_owned())}
        {reason("browser", say.passkeys_no_browser().to_owned())}
        {reason("old", say.passkeys_old_browser().to_owned())}
        {reason("device", say.passkeys_no_device().to_owned())}
    }
    .into_any()
}

/// What is said of passkeys that browsers do not offer here: nothing where all can be used.
pub(crate) fn unusable(context: &Context, all: &[Passkey]) -> Option<AnyView> {
    let (say, service) = (context.say(), &context.service);
    if all.is_empty() {
        return None;
    }
    if !passkeys::are_possible(service) {
        return Some(view! { <p class="hint">{say.passkeys_impossible()}</p> }.into_any());
    }
    let mut hosts: Vec<String> = all
        .iter()
        .filter(|passkey| !passkeys::works_here(service, passkey))
        .filter_map(|passkey| passkey.host.as_deref().map(readable))
        .collect();
    hosts.sort_unstable();
    hosts.dedup();
    if hosts.is_empty() {
        return None;
    }
    let text = say.passkeys_elsewhere(&hosts.join(", "), service.public_url());
    Some(view! { <p class="notice" data-tone="info">{text}</p> }.into_any())
}
