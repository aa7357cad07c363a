//! Links into other programs, and the hosts that they may lead to.

use domain::{Error, areas::Route, deep_links::templates::Variable, operators::ViewDeepLinks};
use leptos::prelude::*;
use service::deep_links::templates::{self, LinkTemplate};

use super::{super::Page, desk_page};
use crate::{
    components::{
        empty_with,
        fields::{self, Text},
        operator::Desk,
        table::table,
    },
    context::{Context, Form},
    text::Say,
};

/// The page of the form.
pub(in crate::pages) async fn new(context: &Context) -> Result<Page, Error> {
    let role = context.operate::<ViewDeepLinks>().await?.role();
    Ok(desk_page(context, context.title(), move |context, title| {
        let desk = Desk { context, role, title, lead: context.say().links_templates_lead() };
        let form = context.form("deep-links.add-template");
        desk.view(back(context.say()), view! { <section class="panel">{add(context, &form)}</section> })
    }))
}

/// One link, to be changed or removed.
pub(in crate::pages) async fn one(context: &Context, id: &str) -> Result<Page, Error> {
    let mut access = context.operate::<ViewDeepLinks>().await?;
    let link = templates::find(&mut access, id).await?;
    let role = access.role();
    drop(access);
    Ok(desk_page(context, link.title.clone(), move |context, title| {
        let say = context.say();
        let desk = Desk { context, role, title, lead: say.links_templates_lead() };
        let id = [("id", link.id.as_str())];
        let form = context.form("deep-links.change-template");
        let controls = view! { {controls(say, &form, Some(&link))}{fields::submit(say.save())} };
        let button = view! { <button class="button" type="submit">{say.links_remove()}</button> };
        let remove = context.form("deep-links.remove-template");
        let body = view! {
            <section class="panel">{fields::form("deep-links.change-template", &form, &id, controls)}</section>
            <section class="panel">{fields::form("deep-links.remove-template", &remove, &id, button)}</section>
        };
        desk.view(back(say), body)
    }))
}

fn back(say: Say) -> AnyView {
    view! { <a class="button" href=Route::DeepLinks.as_str()>{say.title(Route::DeepLinks)}</a> }.into_any()
}

fn controls(say: Say, form: &Form, link: Option<&LinkTemplate>) -> AnyView {
    let (title, url) = link.map_or(("", ""), |link| (&link.title, &link.url));
    let variables: Vec<_> = Variable::ALL.iter().map(|variable| format!("{{{variable}}}")).collect();
    let hint = say.links_address_hint(&variables.join(", "));
    let address =
        Text { default: url, hint: &hint, inputmode: "url", ..Text::new("url", say.links_address()) };
    view! {
        {Text { default: title, hint: say.links_title_hint(), ..Text::new("title", say.links_title()) }.view(form)}
        {address.view(form)}
    }
    .into_any()
}

/// The form of one more.
pub(super) fn add(context: &Context, form: &Form) -> AnyView {
    let say = context.say();
    let controls = view! { {controls(say, form, None)}{fields::submit(say.links_add())} };
    let page = Route::NewLinkTemplate.as_str().to_owned();
    fields::form_to(Some(page), "deep-links.add-template", form, &[], controls)
}

pub(super) fn list(context: &Context, links: &[LinkTemplate]) -> AnyView {
    let say = context.say();
    let heads = [(say.links_title(), ""), (say.links_address(), "address")];
    let rows = links.iter().map(|link| {
        let href = format!("{}/templates/{}", Route::DeepLinks.as_str(), link.id);
        view! {
            <tr>
                <th scope="row"><a href=href>{link.title.clone()}</a></th>
                <td data-kind="address"><code>{link.url.clone()}</code></td>
            </tr>
        }
        .into_any()
    });
    let body = if links.is_empty() {
        empty_with(say.links_templates_none(), say.links_templates_none_text(), None)
    } else {
        table(say.links_templates(), &heads, "", rows.collect())
    };
    view! {
        <section class="panel" id="templates">
            <header><h2>{say.links_templates()}</h2><p>{say.links_templates_lead()}</p></header>
            {body}
        </section>
    }
    .into_any()
}

pub(super) fn hosts(context: &Context, hosts: &[String]) -> AnyView {
    let say = context.say();
    let form = context.form("deep-links.set-hosts");
    let controls = view! {
        {fields::area_of(&form, "hosts", say.links_hosts(), say.links_hosts_hint(), &hosts.join("\n"))}
        {fields::submit(say.save())}
    };
    view! {
        <section class="panel" id="link-hosts">{fields::form("deep-links.set-hosts", &form, &[], controls)}</section>
    }
    .into_any()
}
