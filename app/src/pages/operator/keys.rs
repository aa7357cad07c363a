//! Keys of programs that act for operators.

use domain::{
    Error, Micros,
    areas::Route,
    operators::{ListOperatorKeys, OperatorPermission, OperatorRole},
    zones::Zone,
};
use leptos::prelude::*;
use service::operator_keys::{self, OperatorKey};

use super::{
    super::{Page, policy_agents::copyable},
    desk_page,
};
use crate::{
    api::api_keys::ShownApiKey,
    components::{
        badge, empty_with,
        fields::{self, Text},
        notice,
        operator::Desk,
        table::table,
    },
    context::{Context, Form},
    text::Say,
};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let mut access = context.operate::<ListOperatorKeys>().await?;
    let keys = operator_keys::list(&mut access).await?;
    let (role, now) = (access.role(), access.now());
    drop(access);
    let page = desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: context.say().operator_keys_lead() };
        let form = context.form("operator-keys.make");
        let body = view! {
            {list(context, &keys, now)}
            {desk.dialog(Route::NewOperatorKey, &form, make(context, &form, role))}
        };
        let usage = desk.may(OperatorPermission::ViewBilling).then(|| {
            view! { <a class="button" href=Route::UsageKeys.as_str()>{context.say().title(Route::UsageKeys)}</a> }
        });
        desk.view(view! { {desk.making(Route::NewOperatorKey)}{usage} }, body)
    });
    Ok(page.with_dialog())
}

/// The page of the form, and of the secret for the one time it is shown.
pub(in crate::pages) async fn new(context: &Context) -> Result<Page, Error> {
    let role = context.operate::<ListOperatorKeys>().await?.role();
    let page = desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: "" };
        let list = Route::OperatorKeys;
        let back = view! { <a class="button" href=list.as_str()>{say.title(list)}</a> };
        let form = context.form("operator-keys.make");
        let shown = form.outcome().and_then(|told| serde_json::from_value::<ShownApiKey>(told.clone()).ok());
        let body = match shown {
            Some(key) => {
                let url = context.service.public_url();
                let authorization = format!("'Authorization: Bearer {}'", key.secret);
                secret(context, &key, &format!("curl -H {authorization} {url}/api/v1/operator/glance"))
            }
            None => view! { <section class="panel">{make(context, &form, role)}</section> }.into_any(),
        };
        desk.view(back, body)
    });
    Ok(page.with_islands())
}

/// A secret for the one time it is shown, and how it is used.
pub(super) fn secret(context: &Context, key: &ShownApiKey, example: &str) -> AnyView {
    let say = context.say();
    view! {
        <section class="panel" id="key">
            <header><h2>{say.key_title(&key.name)}</h2></header>
            {notice::notice("warn", say.key_once())}
            <div class="secret">{copyable(say, "key-text", &key.secret)}</div>
            <h3>{say.try_key()}</h3>
            {copyable(say, "key-example", example)}
            <p><a href="/api" hreflang="en">{say.read_api_docs()}</a></p>
        </section>
    }
    .into_any()
}

fn make(context: &Context, form: &Form, own: OperatorRole) -> AnyView {
    let say = context.say();
    // A key holds nothing that whoever makes it does not.
    let within = OperatorRole::ALL.iter().filter(|role| role.permissions().iter().all(|one| own.may(*one)));
    let roles: Vec<_> = within.map(|role| (role.as_str(), role.title(say.0), role.note(say.0))).collect();
    let days = Text {
        default: "90",
        inputmode: "numeric",
        hint: say.operator_key_days_hint(),
        ..Text::new("days", say.operator_key_days())
    };
    let controls = view! {
        {Text { hint: say.operator_key_name_hint(), ..Text::new("name", say.operator_key_name()) }.view(form)}
        {fields::choices(form, "role", say.operator_key_role(), own.as_str(), &roles)}
        {days.view(form)}
        {fields::submit(say.operator_key_make())}
    };
    fields::form_to(
        Some(Route::NewOperatorKey.as_str().to_owned()),
        "operator-keys.make",
        form,
        &[],
        controls,
    )
}

fn state(say: Say, key: &OperatorKey, now: Micros) -> AnyView {
    match key.revoked_at {
        Some(_) => badge("neutral", say.operator_key_revoked()),
        None if key.is_live(now) => badge("good", say.operator_key_live()),
        None => badge("neutral", say.operator_key_ended()),
    }
}

fn list(context: &Context, keys: &[OperatorKey], now: Micros) -> AnyView {
    let say = context.say();
    if keys.is_empty() {
        return empty_with(say.operator_keys_none(), say.operator_keys_none_text(), None::<AnyView>);
    }
    let at = |at: Micros| Zone::utc().local_text(at, say.0);
    let heads = [
        (say.operator_key_name(), ""),
        (say.operator_person(), "address"),
        (say.operator_role(), ""),
        (say.state(), ""),
        (say.operator_key_ends(), "time"),
        (say.operator_key_used(), "time"),
        (say.actions(), "actions"),
    ];
    let rows = keys.iter().map(|key| {
        let revoke = key.is_live(now).then(|| {
            let id = key.id.as_str();
            let form = context.form_of("operator-keys.revoke", id);
            let button = view! { <button class="button" type="submit" data-size="small" data-tone="danger">{say.operator_key_revoke()}</button> };
            fields::form("operator-keys.revoke", &form, &[("id", id)], button)
        });
        let used = key.last_used_at.map_or_else(|| say.operator_key_never().to_owned(), at);
        view! {
            <tr>
                <th scope="row">{key.name.clone()}<br/><small><code>{key.prefix.clone()}</code></small></th>
                <td data-kind="address">{key.email.clone()}</td>
                <td>{key.role.title(say.0)}</td>
                <td>{state(say, key, now)}</td>
                <td data-kind="time">{at(key.expires_at)}</td>
                <td data-kind="time">{used}</td>
                <td class="actions">{revoke}</td>
            </tr>
        }
        .into_any()
    });
    view! { <section class="panel">{table(say.title(Route::OperatorKeys), &heads, "", rows.collect())}</section> }
        .into_any()
}
