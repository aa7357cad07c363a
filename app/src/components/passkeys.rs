use leptos::prelude::*;

use super::fields;
use crate::{context::Form, text::Say};

/// A button that has a passkey sign what the server function `options` asks for, and sends its form with the
/// answer in `field`. `passkeys.js` wakes it; until then it is disabled and says why.
pub(crate) fn passkey_button(
    say: Say,
    form: &Form,
    options: &'static str,
    field: &'static str,
    label: &str,
    tone: &'static str,
) -> AnyView {
    let problem = form.field_error(field);
    view! {
        <input type="hidden" name=field value=""/>
        {fields::error_text(field, problem)}
        <p class="error" data-passkey-failure="" role="alert" hidden>{say.passkey_failed()}</p>
        <div class="form-actions">
            <button
                class="button"
                type="button"
                data-tone=(!tone.is_empty()).then_some(tone)
                data-passkey=options
                data-field=field
                disabled
            >{label.to_owned()}</button>
        </div>
        <p class="hint" data-passkey-hint="">{say.passkeys_need_script()}</p>
    }
    .into_any()
}
