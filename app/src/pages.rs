//! The pages: which of those that are declared is made by what.
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
mod jobs;
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

use domain::{Error, areas::Route};
use leptos::prelude::AnyView;

use crate::context::{Context, link};

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
    /// Whether a form opens over it, and so loads the script that does so.
    pub has_dialog: bool,
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
            has_dialog: false,
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

    pub(crate) fn with_dialog(self) -> Self {
        Self { has_dialog: true, ..self }
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
    let (route, [first, second]) = Route::find(&context.path).ok_or(Error::NotFound)?;
    let (slug, id) = (first, second);
    match route {
        Route::Home => Ok(home::page(context)),
        Route::SignUp => Ok(sign_up::page(context)),
        Route::Confirm => confirm::page(context).await,
        Route::Invitation => invitation::page(context).await,
        Route::SignIn => sign_in::page(context).await,
        Route::SecondFactor => second_factor::page(context).await,
        Route::ForgotPassword => Ok(passwords::forgot(context)),
        Route::ResetPassword => passwords::reset(context).await,
        Route::ProviderFailed => Ok(oauth::failed(context).await),
        Route::Arrived => oauth::arrived(context).await,
        Route::Provider => oauth::page(context, first).await,
        Route::Shared => shared::page(context, first).await,
        Route::Spaces => spaces::page(context).await,
        Route::NewSpace => spaces::new(context),
        Route::Account => account::page(context).await,
        Route::Sessions => account::sessions::page(context).await,
        Route::DeleteAccount => account::deleting::page(context).await,
        Route::Prove => step_up::prove(context).await,
        Route::Overview => overview::page(context, slug).await,
        Route::MailFlow => mail_flow::page(context, slug).await,
        Route::PolicyAgents => policy_agents::page(context, slug).await,
        Route::PolicyAgent => policy_agent::page(context, slug, id).await,
        Route::Events => events::page(context, slug).await,
        Route::Event => event::page(context, slug, id).await,
        Route::Team => team::page(context, slug).await,
        Route::Member => team::member::page(context, slug, id).await,
        Route::Roles => roles::page(context, slug).await,
        Route::Leave => team::leave::page(context, slug).await,
        Route::Audit => audit::page(context, slug).await,
        Route::AuditEntry => audit_entry::page(context, slug, id).await,
        Route::Plan => plan::page(context, slug).await,
        Route::Settings => settings::page(context, slug).await,
        Route::Closing => settings::closing::page(context, slug).await,
        Route::Environments => environments::page(context, slug).await,
        Route::Security => security::page(context, slug).await,
        Route::ApiKeys => api_keys::page(context, slug).await,
        Route::ShareLinks => share_links::page(context, slug).await,
        Route::ShareLink => share_link::page(context, slug, id).await,
        Route::NewDomains => mail_flow::new(context, slug, Route::NewDomains).await,
        Route::NewNetworks => mail_flow::new(context, slug, Route::NewNetworks).await,
        Route::NewPolicyAgent => policy_agents::new(context, slug).await,
        Route::NewInvitations => team::new(context, slug).await,
        Route::NewRole => roles::new(context, slug).await,
        Route::Jobs => jobs::page(context, slug).await,
        Route::Job => jobs::one(context, slug, id).await,
        Route::NewEnvironment => environments::new(context, slug).await,
        Route::NewAllowedDomains => security::new(context, slug, Route::NewAllowedDomains).await,
        Route::NewEmailDomain => security::new(context, slug, Route::NewEmailDomain).await,
        Route::NewApiKey => api_keys::new(context, slug).await,
        Route::NewShareLink => share_links::new(context, slug).await,
        Route::Why => why::page(context, slug).await,
    }
}
