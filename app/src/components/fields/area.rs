use leptos::prelude::*;

use super::{described_by, error_text, hint, label};
use crate::{components::plain_text, context::Form};

/// A text of several lines.
pub(crate) fn area(form: &Form, name: &'static str, label_text: &str, hint_text: &str) -> AnyView {
    view(form, name, label_text, hint_text, "", true)
}

/// The same with what is there, which may go.
pub(crate) fn area_of(
    form: &Form,
    name: &'static str,
    label_text: &str,
    hint_text: &str,
    default: &str,
) -> AnyView {
    view(form, name, label_text, hint_text, default, false)
}

/// Several values, of which only the server knows whether they can be taken.
pub(crate) fn plain_lines(form: &Form, name: &'static str, label_text: &str, hint_text: &str) -> AnyView {
    let refused = form.line_errors(name);
    let rows: Vec<_> = refused
        .into_iter()
        .map(|(line, problem)| view! { <li><code>{line}</code><span class="message">{problem}</span></li> })
        .collect();
    let rows = (!rows.is_empty()).then(|| view! { <ul class="line-errors" tabindex="0">{rows}</ul> });
    view! {
        {view(form, name, label_text, hint_text, "", false)}
        {rows}
    }
    .into_any()
}

fn view(
    form: &Form,
    name: &'static str,
    label_text: &str,
    hint_text: &str,
    default: &str,
    is_required: bool,
) -> AnyView {
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
                required=is_required
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described
                inner_html=plain_text(&form.value(name, default))
            ></textarea>
            {error_text(name, error)}
        </div>
    }
    .into_any()
}
