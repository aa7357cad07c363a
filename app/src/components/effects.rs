//! Who gains and who loses what, before anything is changed.

use domain::permission::PermissionSet;
use leptos::prelude::*;

use super::{fields, table::table};
use crate::{
    api::roles::ShownEffect,
    context::{Context, Form},
    text::Say,
};

/// What a form that was sent would do, and the button that makes it so: it sends the same fields anew.
pub(crate) fn confirm(
    context: &Context,
    function: &'static str,
    form: &Form,
    names: &[&'static str],
    title: &str,
    effect: impl IntoView,
) -> AnyView {
    let say = context.say();
    let sent: Vec<(&str, String)> =
        names.iter().flat_map(|name| form.values(name).into_iter().map(|value| (*name, value))).collect();
    let hidden: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let controls = view! {
        <div class="form-actions">
            <button class="button" type="submit" data-tone="primary">{say.preview_confirm()}</button>
            <a class="button" href=context.here()>{say.preview_back()}</a>
        </div>
    };
    view! {
        <section class="panel" id="preview">
            <header><h2>{title.to_owned()}</h2><p>{say.preview_nothing_yet()}</p></header>
            {effect.into_any()}
            {fields::form(function, &context.form(""), &hidden, controls)}
        </section>
    }
    .into_any()
}

/// The permissions by name; a word when there are none.
pub(crate) fn names(say: Say, permissions: PermissionSet) -> String {
    if permissions.is_empty() {
        return say.preview_nothing().to_owned();
    }
    permissions.iter().map(|permission| permission.texts(say.0).0).collect::<Vec<_>>().join(", ")
}

/// A line for each member with what they gain and lose.
pub(crate) fn effects(say: Say, effects: &[ShownEffect]) -> AnyView {
    if effects.is_empty() {
        return view! { <p>{say.preview_nobody()}</p> }.into_any();
    }
    let rows = effects
        .iter()
        .map(|effect| {
            view! {
                <tr>
                    <th scope="row" data-kind="address">{effect.email.clone()}</th>
                    <td>{names(say, effect.gains)}</td>
                    <td>{names(say, effect.loses)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads = [(say.preview_who(), ""), (say.preview_gains(), ""), (say.preview_loses(), "")];
    table(say.preview_title(), &heads, "", rows)
}
