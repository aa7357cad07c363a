use leptos::prelude::*;

use super::{described_by, error_text, hint, label};
use crate::{components::plain_text, context::Form};

/// A text of several lines.
pub(crate) fn area(form: &Form, name: &'static str, label_text: &str, hint_text: &str) -> AnyView {
    let error = form.field_error(name);
    let described = described_by(name, !hint_text.is_empty(), error.is_some());
    view! {
        <div class="field wide">
            {label(form, name, label_text, false)}
            {hint(name, hint_text)}
            <textarea
                id=name
                name=name
                rows="8"
                required=true
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described
                inner_html=plain_text(&form.value(name, ""))
            ></textarea>
            {error_text(name, error)}
        </div>
    }
    .into_any()
}
