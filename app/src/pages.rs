//! The pages, and which address is which page.
//!
//! A page first loads what it shows, with the permission that takes, and then becomes a view. A load that
//! fails becomes the page of its error, or the way to sign in.

mod account;
mod api_keys;
mod audit;
mod audit_entry;
mod confirm;
mod elsewhere;
mod environments;
mod error;
mod event;
mod events;
mod home;
mod invitation;
mod mail_flow;
mod oauth;
mod overview;
mod passwords;
mod plan;
mod policy_agent;
mod policy_agents;
mod roles;
mod second_factor;
mod security;
mod settings;
mod share_link;
mod share_links;
mod shared;
mod sign_in;
mod sign_up;
mod spaces;
mod step_up;
mod team;
mod why;

use domain::Error;
use leptos::prelude::AnyView;

use crate::context::{Context, link};

/// Every address a person can open, for the tests that visit them all.
pub const ROUTES: &[&str] = &[
    "/",
    "/sign-up",
    "/confirm",
    "/sign-in",
    "/invitation",
    "/forgot-password",
    "/reset-password",
    "/spaces",
    "/spaces/new",
    "/sign-in/second-factor",
    "/account",
    "/prove",
    "/oauth/failed",
    "/oauth/{provider}",
    "/oauth/continue",
    "/account/sessions",
    "/account/delete",
    "/t/{slug}",
    "/t/{slug}/mail-flow",
    "/t/{slug}/policy-agents",
    "/t/{slug}/policy-agents/{id}",
    "/t/{slug}/events",
    "/t/{slug}/events/{id}",
    "/t/{slug}/audit",
    "/t/{slug}/audit/{id}",
    "/t/{slug}/team",
    "/t/{slug}/team/{id}",
    "/t/{slug}/leave",
    "/t/{slug}/settings",
    "/t/{slug}/settings/closing",
    "/t/{slug}/settings/security",
    "/t/{slug}/settings/share-links",
    "/t/{slug}/settings/share-links/{id}",
    "/share/{token}",
    "/t/{slug}/settings/environments",
    "/t/{slug}/plan",
    "/t/{slug}/team/roles",
    "/t/{slug}/why",
    "/t/{slug}/settings/api-keys",
];

/// Which of [`ROUTES`] an address is, if one: what metrics call it.
pub fn route(path: &str) -> Option<&'static str> {
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let fits = |route: &&&str| {
        let own: Vec<&str> = route.trim_end_matches('/').split('/').collect();
        own.len() == parts.len()
            && own
                .iter()
                .zip(&parts)
                .all(|(own, part)| own == part || own.starts_with('{') && !part.is_empty())
    };
    // The one that says most of it literally.
    ROUTES.iter().filter(fits).min_by_key(|route| route.matches('{').count()).copied()
}

pub use audit::query as audit_query;
pub use overview::query as overview_query;

type Body = Box<dyn FnOnce() -> AnyView + Send>;

/// A page ready to be written out.
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the document around the page")]
pub struct Page {
    pub status: u16,
    pub title: String,
    pub body: Body,
    /// Whether the page holds islands, and so loads the WASM.
    pub has_islands: bool,
    /// Whether it follows what happens, and so loads the script that asks for it.
    pub has_live: bool,
    pub has_chart: bool,
    /// Where the browser goes by itself after showing it: an address of another site.
    pub onward: Option<String>,
    /// Whether the page asks for passkeys, and so loads the script that talks to them.
    pub has_passkeys: bool,
    /// Whether it is for whoever has its address: search engines leave it, and no site it leads to learns it.
    pub is_unlisted: bool,
    /// How many seconds to wait before asking again, where waiting helps.
    pub retry_after: Option<i64>,
    /// Where to go instead of showing it.
    pub redirect: Option<String>,
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Page")
            .field("status", &self.status)
            .field("title", &self.title)
            .finish_non_exhaustive()
    }
}

impl Page {
    pub(crate) fn new(title: impl Into<String>, body: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self {
            status: 200,
            title: title.into(),
            body: Box::new(body),
            has_islands: false,
            has_live: false,
            has_chart: false,
            onward: None,
            has_passkeys: false,
            is_unlisted: false,
            retry_after: None,
            redirect: None,
        }
    }

    pub(crate) fn with_islands(self) -> Self {
        Self { has_islands: true, ..self }
    }

    pub(crate) fn with_live(self) -> Self {
        Self { has_live: true, ..self }
    }

    pub(crate) fn with_chart(self) -> Self {
        Self { has_chart: true, ..self }
    }

    pub(crate) fn with_passkeys(self) -> Self {
        Self { has_passkeys: true, ..self }
    }

    pub(crate) fn unlisted(self) -> Self {
        Self { is_unlisted: true, ..self }
    }

    pub(crate) fn redirect(path: impl Into<String>) -> Self {
        use leptos::prelude::IntoAny;
        Self { status: 303, redirect: Some(path.into()), ..Self::new("", || ().into_any()) }
    }
}

/// The page at an address, whatever became of it.
pub async fn open(context: Context) -> Page {
    let refusal = context.posted.as_ref().and_then(|posted| posted.outcome.as_ref().err());
    match find(&context).await {
        // A form that was refused shows its page again under the refusal's status.
        Ok(page) => Page {
            status: refusal.map_or(page.status, Error::status),
            retry_after: refusal.and_then(Error::retry_after),
            ..page
        },
        Err(Error::SignInRequired) => sign_in_first(&context),
        Err(Error::OtherProofRequired) => Page::redirect(link("/prove", &[("next", &context.here())])),
        Err(error) => error::within(&context, &error).await,
    }
}

/// The way to sign in, and back here.
pub fn sign_in_first(context: &Context) -> Page {
    Page::redirect(link("/sign-in", &[("next", &context.here())]))
}

pub use elsewhere::{Elsewhere, page as elsewhere};
pub use step_up::{Asked, PROOF_FIELDS, page as step_up};

/// The page for a fault outside every page.
pub fn fault(context: &Context, error: &Error) -> Page {
    error::page(context, error)
}

async fn find(context: &Context) -> Result<Page, Error> {
    let segments: Vec<&str> = context.path.trim_end_matches('/').split('/').skip(1).collect();
    match segments.as_slice() {
        [] => Ok(home::page(context)),
        ["sign-up"] => Ok(sign_up::page(context)),
        ["confirm"] => confirm::page(context).await,
        ["invitation"] => invitation::page(context).await,
        ["sign-in"] => sign_in::page(context).await,
        ["forgot-password"] => Ok(passwords::forgot(context)),
        ["reset-password"] => passwords::reset(context).await,
        ["spaces"] => spaces::page(context).await,
        ["spaces", "new"] => spaces::new(context),
        ["oauth", "failed"] => Ok(oauth::failed(context).await),
        ["oauth", "continue"] => oauth::arrived(context).await,
        ["oauth", provider] => oauth::page(context, provider).await,
        ["sign-in", "second-factor"] => second_factor::page(context).await,
        ["account"] => account::page(context).await,
        ["prove"] => step_up::prove(context).await,
        ["account", "sessions"] => account::sessions::page(context).await,
        ["account", "delete"] => account::deleting::page(context).await,
        ["t", slug] => overview::page(context, slug).await,
        ["t", slug, "mail-flow"] => mail_flow::page(context, slug).await,
        ["t", slug, "policy-agents"] => policy_agents::page(context, slug).await,
        ["t", slug, "policy-agents", id] => policy_agent::page(context, slug, id).await,
        ["t", slug, "events"] => events::page(context, slug).await,
        ["t", slug, "events", id] => event::page(context, slug, id).await,
        ["t", slug, "audit"] => audit::page(context, slug).await,
        ["t", slug, "audit", id] => audit_entry::page(context, slug, id).await,
        ["t", slug, "team"] => team::page(context, slug).await,
        ["t", slug, "leave"] => team::leave::page(context, slug).await,
        ["t", slug, "team", "roles"] => roles::page(context, slug).await,
        ["t", slug, "team", id] => team::member::page(context, slug, id).await,
        ["t", slug, "settings", "closing"] => settings::closing::page(context, slug).await,
        ["t", slug, "settings", "security"] => security::page(context, slug).await,
        ["share", token] => shared::page(context, token).await,
        ["t", slug, "settings", "share-links"] => share_links::page(context, slug).await,
        ["t", slug, "settings", "share-links", id] => share_link::page(context, slug, id).await,
        ["t", slug, "settings"] => settings::page(context, slug).await,
        ["t", slug, "settings", "environments"] => environments::page(context, slug).await,
        ["t", slug, "plan"] => plan::page(context, slug).await,
        ["t", slug, "why"] => why::page(context, slug).await,
        ["t", slug, "settings", "api-keys"] => api_keys::page(context, slug).await,
        _ => Err(Error::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_called_by_its_route() {
        for name in ROUTES {
            assert_eq!(route(&name.replace(['{', '}'], "")), Some(*name));
        }
        assert_eq!(route("/t/acme/team/roles"), Some("/t/{slug}/team/roles"));
        assert_eq!(route("/t/acme/team/acc_1/"), Some("/t/{slug}/team/{id}"));
        for none in ["", "/nothing", "/t/acme/nothing", "/t//team", "/t/acme/team/a/b"] {
            assert_ne!(route(none).map(|route| route.len() > 1), Some(true), "{none}");
        }
    }
}
