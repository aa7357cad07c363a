use domain::Error;
use leptos::prelude::*;

use super::Page;
use crate::{
    components::{empty, layout},
    context::{Context, link},
};

/// The spaces a person belongs to; the only one opens by itself.
pub(super) async fn page(context: &Context) -> Result<Page, Error> {
    let spaces = service::tenants::list_mine(&context.service, &context.caller).await?;
    if let [only] = spaces.as_slice() {
        let path = format!("/t/{}", only.slug);
        return Ok(Page::redirect(link(&path, &[("done", context.query("done"))])));
    }
    let context = context.clone();
    let say = context.say();
    Ok(Page::new(say.spaces(), move || {
        let body = if spaces.is_empty() {
            empty(say.no_spaces(), say.no_spaces_text(), None)
        } else {
            let links: Vec<_> = spaces
                .iter()
                .map(|space| view! { <li><a href=format!("/t/{}", space.slug)>{space.name.clone()}</a></li> })
                .collect();
            view! { <ul>{links}</ul> }.into_any()
        };
        layout::card(&context, say.spaces(), "", body)
    }))
}
