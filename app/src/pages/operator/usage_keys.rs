//! Keys of programs that report what tenants use.

use domain::{
    Error,
    areas::Route,
    operators::{ListUsageKeys, OperatorPermission},
    zones::Zone,
};
use leptos::prelude::*;
use service::usage::programs::{self, UsageKey};

use super::{super::Page, desk_page, keys::secret};
use crate::{
    api::api_keys::ShownApiKey,
    components::{
        badge, empty_with,
        fields::{self, Text},
        operator::Desk,
        table::table,
    },
    context::{Context, Form},
};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ListUsageKeys>().await?;
    let keys = programs::list(&mut access).await?;
    let role = access.role();
    drop(access);
    let page = desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.usage_keys_lead() };
        let may = desk.may(OperatorPermission::ManageBilling);
        let form = context.form("usage-keys.create");
        let body = view! {
            {list(context, &keys, may)}
            {may.then(|| desk.dialog(Route::NewUsageKey, &form, make(context, &form)))}
        };
        let features =
            view! { <a class="button" href=Route::Features.as_str()>{say.title(Route::Features)}</a> };
        desk.view(view! { {may.then(|| desk.making(Route::NewUsageKey))}{features} }, body)
    });
    Ok(page.with_dialog())
}

/// The page of the form, and of the secret for the one time it is shown.
pub(in crate::pages) async fn new(context: &Context) -> Result<Page, Error> {
    let role = context.operate::<ListUsageKeys>().await?.role();
    let page = desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: "" };
        let list = Route::UsageKeys;
        let back = view! { <a class="button" href=list.as_str()>{say.title(list)}</a> };
        let form = context.form("usage-keys.create");
        let shown = form.outcome().and_then(|told| serde_json::from_value::<ShownApiKey>(told.clone()).ok());
        let body = match shown {
            Some(key) => {
                let url = context.service.public_url();
                let authorization = format!("'Authorization: Bearer {}'", key.secret);
                let event = r#"{"events":[{"key":"run-1","tenant":"SPACE","feature":"FEATURE","at":1795262400000000}]}"#;
                let example = format!(
                    "curl -H {authorization} -H 'Content-Type: application/json' -d '{event}' {url}/api/v1/usage"
                );
                secret(context, &key, &example)
            }
            None if desk.may(OperatorPermission::ManageBilling) => {
                view! { <section class="panel">{make(context, &form)}</section> }.into_any()
            }
            None => view! { <section class="panel"><p>{say.operator_may_not()}</p></section> }.into_any(),
        };
        desk.view(back, body)
    });
    Ok(page.with_islands())
}

fn make(context: &Context, form: &Form) -> AnyView {
    let say = context.say();
    let controls = view! {
        {Text { hint: say.operator_key_name_hint(), ..Text::new("name", say.operator_key_name()) }.view(form)}
        {fields::submit(say.operator_key_make())}
    };
    fields::form_to(Some(Route::NewUsageKey.as_str().to_owned()), "usage-keys.create", form, &[], controls)
}

fn list(context: &Context, keys: &[UsageKey], may: bool) -> AnyView {
    let say = context.say();
    if keys.is_empty() {
        return empty_with(say.operator_keys_none(), say.usage_keys_none_text(), None::<AnyView>);
    }
    let at = |at| Zone::utc().local_text(at, say.0);
    let heads = [
        (say.operator_key_name(), ""),
        (say.state(), ""),
        (say.usage_key_made(), "time"),
        (say.operator_key_used(), "time"),
        (say.actions(), "actions"),
    ];
    let rows = keys.iter().map(|key| {
        let is_live = key.revoked_at.is_none();
        let state = if is_live {
            badge("good", say.operator_key_live())
        } else {
            badge("neutral", say.operator_key_revoked())
        };
        let revoke = (may && is_live).then(|| {
            let id = key.id.as_str();
            let form = context.form_of("usage-keys.revoke", id);
            let button = view! { <button class="button" type="submit" data-size="small" data-tone="danger">{say.operator_key_revoke()}</button> };
            fields::form("usage-keys.revoke", &form, &[("id", id)], button)
        });
        let used = key.last_used_at.map_or_else(|| say.operator_key_never().to_owned(), at);
        view! {
            <tr>
                <th scope="row">{key.name.clone()}<br/><small><code>{key.prefix.clone()}</code></small></th>
                <td>{state}</td>
                <td data-kind="time">{at(key.created_at)}</td>
                <td data-kind="time">{used}</td>
                <td class="actions">{revoke}</td>
            </tr>
        }
        .into_any()
    });
    view! { <section class="panel">{table(say.title(Route::UsageKeys), &heads, "", rows.collect())}</section> }
        .into_any()
}
