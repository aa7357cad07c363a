use leptos::prelude::*;

use super::{described_by, error_text, hint, label};
use crate::context::Form;

/// A file that may be chosen. The form's button says `formenctype`, or its name alone would be sent.
pub(crate) fn file(
    form: &Form,
    name: &'static str,
    label_text: &str,
    hint_text: &str,
    accept: &'static str,
) -> AnyView {
    let error = form.field_error(name);
    let described = described_by(name, !hint_text.is_empty(), error.is_some());
    view! {
        <div class="field">
            {label(form, name, label_text, true)}
            {hint(name, hint_text)}
            <input
                id=name
                name=name
                type="file"
                accept=accept
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described
            />
            {error_text(name, error)}
        </div>
    }
    .into_any()
}

/// The button that sends a form with its file.
pub(crate) fn submit_with_file(label: &str) -> AnyView {
    view! {
        <div class="form-actions">
            <button class="button" type="submit" data-tone="primary" formenctype="multipart/form-data">
                {label.to_owned()}
            </button>
        </div>
    }
    .into_any()
}
