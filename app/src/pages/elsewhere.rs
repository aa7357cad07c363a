//! Where to go, for whoever is at an address where this console does not work for them.

use leptos::prelude::*;

use super::Page;
use crate::{components::layout, context::Context};

/// Why it does not work here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// Its cookies live by https alone, and the browser came without.
    PlainHttp,
    /// A provider sends people back to the address it knows.
    Provider,
    /// At the host of a space its people open that space, and not what is theirs beside it.
    OwnHost,
}

pub fn page(context: &Context, why: Elsewhere) -> Page {
    let (context, say) = (context.clone(), context.say());
    let page = Page::new(say.elsewhere_title(), move || {
        let address = context.service.public_url();
        let lead = match why {
            Elsewhere::PlainHttp => say.elsewhere_lead(address),
            Elsewhere::Provider => say.elsewhere_provider(address),
            Elsewhere::OwnHost => say.elsewhere_own_host(address),
        };
        let there = format!("{address}{}", context.here());
        let body = view! {
            <p><a class="button" data-tone="primary" href=there>{say.elsewhere_go(address)}</a></p>
            {operator(say.elsewhere_operator(), say.elsewhere_mend(address))}
        };
        layout::lone_card(say.elsewhere_title(), &lead, body)
    });
    // RFC 9110, section 15.5.20: a request at an address that the server does not answer for.
    Page { status: 421, ..page }
}

/// What whoever runs the server can do, out of the way of everybody else.
pub(super) fn operator(summary: &'static str, mend: String) -> AnyView {
    view! {
        <details class="aside">
            <summary>{summary}</summary>
            <p class="hint">{mend}</p>
        </details>
    }
    .into_any()
}
