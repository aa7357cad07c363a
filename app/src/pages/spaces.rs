//! The spaces a person belongs to, and the way to one more.

use domain::{Error, areas::Route};
use leptos::prelude::*;

use super::{Page, sign_up};
use crate::{
    components::{empty, fields, layout},
    context::{Context, link},
    islands::SlugField,
};

/// The list. Whoever comes from signing in (`open=only`) is led on where there is but one.
pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let spaces = service::tenants::list_mine(&context.service, &context.caller).await?;
    let has_closed = service::tenants::has_closed(&context.service, &context.caller).await?;
    if let [only] = spaces.as_slice()
        && context.query("open") == "only"
        && !has_closed
    {
        let path = format!("/t/{}", only.slug);
        return Ok(Page::redirect(link(&path, &[("done", context.query("done"))])));
    }
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(context.title(), move || {
        let list = if spaces.is_empty() {
            empty(say.no_spaces(), say.no_spaces_text(), None)
        } else {
            let links: Vec<_> = spaces
                .iter()
                .map(|space| {
                    let closed = space.closed_at.map(|_| view! { " ("{say.closed_word()}")" });
                    let address = format!("/t/{}", space.slug);
                    let shown = address.clone();
                    view! {
                        <li>
                            <a href=address><strong>{space.name.clone()}</strong>" "<small>{shown}</small></a>{closed}
                        </li>
                    }
                })
                .collect();
            view! { <ul class="spaces">{links}</ul> }.into_any()
        };
        let label = if spaces.is_empty() { say.space_open_first() } else { say.space_open() };
        let more = has_closed.then(|| {
            view! { <p class="aside"><a href="/prove?next=/spaces">{say.spaces_closed()}</a></p> }
        });
        let body = view! {
            {list}
            {more}
            <p class="form-actions"><a class="button" data-tone="primary" href="/spaces/new">{label}</a></p>
        };
        layout::card(&context, say.title(Route::Spaces), "", body)
    }))
}

/// Asks for one more space, for whoever is signed in.
pub(super) async fn new(context: &Context) -> Result<Page, Error> {
    let email = context.caller.required()?.email.clone();
    let offer = sign_up::Offer::load(context, "tenants.open").await?;
    let context = context.clone();
    let say = context.say();
    let page = Page::new(say.space_open(), move || {
        let form = context.form("tenants.open");
        let controls = view! {
            {sign_up::kind(say, &form, &offer)}
            {offer.interval(&context, &form)}
            <SlugField texts=sign_up::slug_texts(say, &form)/>
            {sign_up::zone(say, &form)}
            {fields::submit(say.space_open_button())}
        };
        let body = view! {
            {offer.told(&context)}
            {fields::form("tenants.open", &form, &offer.hidden(), controls)}
            <p class="aside"><a href="/spaces">{say.title(Route::Spaces)}</a></p>
        };
        layout::card(&context, say.space_open(), &say.space_open_lead(&email), body)
    });
    Ok(page.with_islands())
}
