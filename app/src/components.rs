//! Pieces that pages are made of. Each is a function from what it shows to its HTML.

pub(crate) mod chart;
pub(crate) mod effects;
pub(crate) mod fields;
pub(crate) mod lacking;
pub(crate) mod layout;
mod live;
pub(crate) mod making;
pub(crate) mod notice;
pub(crate) mod operator;
mod passkeys;
pub(crate) mod permissions;
pub(crate) mod plan_cards;
pub(crate) mod providers;
pub(crate) mod table;
pub(crate) mod view_as;

pub use domain::addresses::readable;
use domain::messages::Outcome;
use leptos::prelude::*;

pub(crate) use live::live;
pub(crate) use passkeys::{passkey_button, unusable as passkeys_unusable};

pub(crate) use crate::told::{direction, direction_name, rule_text};

pub(crate) fn icon(name: &str) -> AnyView {
    view! { <svg class="icon" aria-hidden="true"><use href=format!("/icons.svg#{name}")></use></svg> }
        .into_any()
}

pub(crate) fn badge(tone: &'static str, text: impl Into<String>) -> AnyView {
    view! { <span class="badge" data-tone=tone>{text.into()}</span> }.into_any()
}

/// What became of a mail, in words.
pub(crate) fn outcome_name(say: crate::text::Say, word: &str) -> &'static str {
    match word.parse() {
        Ok(Outcome::Delivered) => say.became_delivered(),
        Ok(Outcome::Deferred) => say.became_deferred(),
        Ok(Outcome::Bounced) => say.became_bounced(),
        Ok(Outcome::Expired) => say.became_expired(),
        Ok(Outcome::Rejected) => say.became_rejected(),
        Ok(Outcome::Partly) => say.became_partly(),
        Err(_) => say.became_unknown(),
    }
}

/// An address that may break into lines behind its `@` and before its dots, rather than inside a word.
pub(crate) fn breakable(address: &str) -> AnyView {
    let places = address.char_indices().filter_map(|(place, letter)| match letter {
        '@' => Some(place + 1),
        '.' => Some(place),
        _ => None,
    });
    let (mut pieces, mut begun) = (Vec::new(), 0);
    for place in places.filter(|place| (1..address.len()).contains(place)) {
        pieces.push(view! { {address[begun..place].to_owned()}<wbr/> }.into_any());
        begun = place;
    }
    view! { {pieces}{address[begun..].to_owned()} }.into_any()
}

/// Text for the inside of an element that may hold nothing but text, where a view would leave its markers.
pub(crate) fn plain_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// An empty list: what it means, and what to do next.
pub(crate) fn empty(title: &str, text: &str, action: Option<(String, String)>) -> AnyView {
    let action = action.map(|(href, label)| view! { <a class="button" href=href>{label}</a> }.into_any());
    empty_with(title, text, action)
}

/// The same with a button that a list leads with.
pub(crate) fn empty_with(title: &str, text: &str, action: Option<AnyView>) -> AnyView {
    view! {
        <div class="empty">
            <h2>{title.to_owned()}</h2>
            <p>{text.to_owned()}</p>
            {action.map(|action| view! { <p>{action}</p> })}
        </div>
    }
    .into_any()
}
