//! Programs elsewhere that people open by signing in here.

use domain::{Error, areas::Route, operators::ViewDeepLinks};
use leptos::prelude::*;
use service::deep_links::oidc::clients::{self, Registered, Whole};

use super::{super::Page, desk_page};
use crate::{
    api::api_keys::ShownApiKey,
    components::{
        empty_with,
        fields::{self, Text},
        notice,
        operator::Desk,
        table::table,
    },
    context::{Context, Form},
    pages::policy_agents::copyable,
    text::Say,
};

fn address(id: &str) -> String {
    Route::LinkClient.as_str().replace("{id}", id)
}

/// The page of the form, and of the secret for the one time it is shown.
pub(in crate::pages) async fn new(context: &Context) -> Result<Page, Error> {
    let role = context.operate::<ViewDeepLinks>().await?.role();
    let page = desk_page(context, context.title(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.clients_lead() };
        let form = context.form("deep-links.add-client");
        let body = shown(say, &form).unwrap_or_else(|| {
            let controls = view! {
                {controls(say, &form, None)}
                {Text { hint: say.client_space_hint(), is_optional: true, ..Text::new("space", say.client_space()) }.view(&form)}
                {fields::submit(say.client_add())}
            };
            let page = Some(Route::NewLinkClient.as_str().to_owned());
            view! { <section class="panel">{fields::form_to(page, "deep-links.add-client", &form, &[], controls)}</section> }
                .into_any()
        });
        desk.view(back(say), body)
    });
    Ok(page.with_islands())
}

/// One program: what to write there, and its form.
pub(in crate::pages) async fn one(context: &Context, id: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewDeepLinks>().await?;
    let whole = clients::find(&mut access, id).await?;
    let role = access.role();
    drop(access);
    let page = desk_page(context, whole.registered.name.clone(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.clients_lead() };
        let one = &whole.registered;
        let id = [("id", one.id.as_str())];
        let renew = context.form("deep-links.renew-secret");
        let form = context.form("deep-links.change-client");
        let remove = context.form("deep-links.remove-client");
        let change = view! { {controls(say, &form, Some(one))}{fields::submit(say.save())} };
        let body = view! {
            {shown(say, &renew)}
            {settings(say, &whole)}
            <section class="panel">{fields::form("deep-links.change-client", &form, &id, change)}</section>
            <section class="panel">
                <header><h2>{say.client_renew()}</h2><p>{say.client_renew_lead()}</p></header>
                {fields::form("deep-links.renew-secret", &renew, &id, button(say.client_renew()))}
            </section>
            <section class="panel">
                <header><h2>{say.client_remove()}</h2><p>{say.client_remove_lead()}</p></header>
                {fields::form("deep-links.remove-client", &remove, &id, button(say.client_remove()))}
            </section>
        };
        desk.view(back(say), body)
    });
    Ok(page.with_islands())
}

fn button(text: &'static str) -> AnyView {
    view! { <button class="button" type="submit">{text}</button> }.into_any()
}

fn back(say: Say) -> AnyView {
    view! { <a class="button" href=Route::DeepLinks.as_str()>{say.title(Route::DeepLinks)}</a> }.into_any()
}

fn controls(say: Say, form: &Form, one: Option<&Registered>) -> AnyView {
    let (name, redirects) =
        one.map_or((String::new(), String::new()), |one| (one.name.clone(), one.redirects.join("\n")));
    view! {
        {Text { default: &name, hint: say.client_name_hint(), ..Text::new("name", say.client_name()) }.view(form)}
        {fields::area_of(form, "redirects", say.client_redirects(), say.client_redirects_hint(), &redirects)}
    }
    .into_any()
}

/// A secret for the one time it is shown.
fn shown(say: Say, form: &Form) -> Option<AnyView> {
    let told = form.outcome()?.clone();
    let ShownApiKey { id, name, secret } = serde_json::from_value(told).ok()?;
    let view = view! {
        <section class="panel" id="key">
            <header><h2>{say.client_secret_of(&name)}</h2></header>
            {notice::notice("warn", say.client_once())}
            <div class="secret">{copyable(say, "key-text", &secret)}</div>
            <p><a href=address(&id)>{say.client_settings()}</a></p>
        </section>
    };
    Some(view.into_any())
}

fn space(say: Say, one: &Registered) -> String {
    if one.space.is_empty() { say.client_all().to_owned() } else { one.space.clone() }
}

fn settings(say: Say, whole: &Whole) -> AnyView {
    let one = &whole.registered;
    view! {
        <section class="panel" id="snippets">
            <header><h2>{say.links_snippets()}</h2></header>
            <dl class="facts">
                <div><dt>{say.client_id()}</dt><dd><code>{one.id.to_string()}</code></dd></div>
                <div><dt>{say.client_space()}</dt><dd>{space(say, one)}</dd></div>
            </dl>
            <h3>{whole.snippet.file}</h3>
            {copyable(say, "snippet-grafana-ini", &whole.snippet.text)}
        </section>
    }
    .into_any()
}

pub(super) fn list(context: &Context, all: &[Registered]) -> AnyView {
    let say = context.say();
    let heads = [(say.client_name(), ""), (say.client_space(), ""), (say.client_redirects(), "address")];
    let rows = all.iter().map(|one| {
        let redirects = one.redirects.iter().map(|text| view! { <div><code>{text.clone()}</code></div> });
        view! {
            <tr>
                <th scope="row"><a href=address(one.id.as_str())>{one.name.clone()}</a></th>
                <td>{space(say, one)}</td>
                <td data-kind="address">{redirects.collect_view()}</td>
            </tr>
        }
        .into_any()
    });
    let body = if all.is_empty() {
        empty_with(say.clients_none(), say.clients_none_text(), None)
    } else {
        table(say.clients(), &heads, "", rows.collect())
    };
    view! {
        <section class="panel" id="clients">
            <header><h2>{say.clients()}</h2><p>{say.clients_lead()}</p></header>
            {body}
            <p class="form-actions"><a class="button" href=Route::NewLinkClient.as_str()>{say.client_add()}</a></p>
        </section>
    }
    .into_any()
}
