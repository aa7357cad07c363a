//! Under whose name a page is shown: the one place that says it.
//!
//! A page of a space learns it with the space; whatever else somebody sees is asked for once, before the page is made.

use domain::{
    areas::{Route, Takes},
    brands::Brand,
};
use leptos::prelude::{provide_context, use_context};
use service::{Standing, brands, share_links};

use crate::context::Context;

/// Under whose name the page is shown that is made now.
pub(crate) fn said() -> Brand {
    use_context().unwrap_or_default()
}

pub(crate) fn say(brand: Brand) {
    provide_context(brand);
}

/// The brand of a space, for whoever is in it.
pub(crate) fn of_space(standing: &Standing) -> Brand {
    standing.tenant.brand(standing.context.now)
}

/// The brand of a page before it is made. Whoever came by a mail or a link of a space sees that space's, somebody who
/// belongs to one alone sees its own, and operators see the program's. Nothing is told of spaces they do not know.
pub(crate) async fn of(context: &Context, status: u16, is_of_console: bool) -> Brand {
    // Where the databases fail they are not asked again.
    if status >= 500 || is_of_console {
        return Brand::default();
    }
    // At a space's own host everything is that space's.
    if let Some(tenant) = &context.caller.browser.at_host_of {
        return brands::of(&context.service, tenant).await.unwrap_or_default();
    }
    let next = context.query("next");
    let address = if next.is_empty() { context.here() } else { next.to_owned() };
    let (path, query) = address.split_once('?').unwrap_or((&address, ""));
    let token = || {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(name, _)| name == "token").map(|(_, token)| token.into_owned()).unwrap_or_default()
    };
    let found = match Route::find(path) {
        Some((Route::Invitation, _)) => brands::of_invitation(&context.service, &token()).await,
        Some((Route::ConfirmContact, _)) => brands::of_contact(&context.service, &token()).await,
        Some((Route::Shared, [token, ..])) => share_links::open::brand(&context.service, token).await,
        // Its frame says it.
        Some((route, _)) if route.is_of_space() && status < 300 => return Brand::default(),
        Some((route, [slug, ..])) if route.is_of_space() => {
            let standing = Standing::beside(&context.service, &context.caller, slug).await;
            return standing.as_ref().map(of_space).unwrap_or_default();
        }
        Some((route, _)) if matches!(route.takes(), Takes::Operator(_)) => return Brand::default(),
        _ if context.caller.account().is_some() => brands::of_person(&context.service, &context.caller).await,
        _ => return Brand::default(),
    };
    found.unwrap_or_default()
}
