//! The pages: which of those that are declared is made by what.
//!
//! A page first loads what it shows, with the permission that takes, and then becomes a view. A load that
//! fails becomes the page of its error, or the way to sign in.

mod account;
mod alerts;
mod api_keys;
mod audit;
mod audit_entry;
mod bench;
mod brand;
mod confirm;
mod consents;
mod contacts;
mod elsewhere;
mod environments;
mod error;
mod event;
mod events;
mod help;
mod home;
mod invitation;
mod invoices;
mod jobs;
mod mail_flow;
mod mailed_reports;
mod message;
mod messages;
mod oauth;
mod open;
mod operator;
pub(crate) mod overview;
mod passwords;
mod plan;
mod plans;
mod policy_agent;
mod policy_agents;
mod read_credentials;
mod reports;
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
mod stores;
mod team;
mod why;

use std::pin::Pin;

use domain::{Error, areas::Route};
use leptos::prelude::AnyView;

use crate::context::{Context, link};

pub use audit::query as audit_query;
pub use messages::query as messages_query;
pub use overview::query as overview_query;
pub use plan::change::quoted_briefly as quoted;

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
    /// Whether it is one of the operators' console, whose accent is another.
    pub is_of_console: bool,
    /// Whether a form opens over it, and so loads the script that does so.
    pub has_dialog: bool,
    /// Whether a day or a time is looked for, and so loads the script that makes its field one to pick it in.
    pub has_moments: bool,
    /// Where the browser goes by itself after showing it: an address of another site.
    pub onward: Option<String>,
    /// The address of another site that a form of it posts a ticket to, and does so by itself where script runs.
    pub enters: Option<String>,
    /// The token of the link that makes the first operator: the browser keeps it while its person signs up.
    pub operator_link: Option<String>,
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
            is_of_console: false,
            has_dialog: false,
            has_moments: false,
            onward: None,
            enters: None,
            operator_link: None,
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

    pub(crate) fn with_moments(self) -> Self {
        Self { has_moments: true, ..self }
    }

    pub(crate) fn of_console(self) -> Self {
        Self { is_of_console: true, ..self }
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

pub use oauth::back_to_program;

/// The page for a fault outside every page.
pub fn fault(context: &Context, error: &Error) -> Page {
    error::page(context, error)
}

async fn find(context: &Context) -> Result<Page, Error> {
    let (route, values) = Route::find(&context.path).ok_or(Error::NotFound)?;
    at(context, route, values).await
}

type Loading<'a> = Pin<Box<dyn Future<Output = Result<Page, Error>> + Send + 'a>>;

/// What loads a page, made where only it has room: all of them side by side are more than a thread's stack holds.
fn load<'a, F: Future<Output = Result<Page, Error>> + Send + 'a>(make: impl FnOnce() -> F) -> Loading<'a> {
    Box::pin(make())
}

#[expect(clippy::too_many_lines, reason = "every page there is, an arm each")]
fn at<'a>(context: &'a Context, route: Route, [first, second, third]: [&'a str; 3]) -> Loading<'a> {
    let (slug, id) = (first, second);
    match route {
        Route::Home => load(|| home::page(context)),
        Route::Plans => load(|| plans::page(context)),
        Route::SignUp => load(|| sign_up::page(context)),
        Route::Confirm => load(|| confirm::page(context)),
        Route::Invitation => load(|| invitation::page(context)),
        Route::SignIn => load(|| sign_in::page(context)),
        Route::SecondFactor => load(|| second_factor::page(context)),
        Route::ForgotPassword => load(|| async { Ok(passwords::forgot(context)) }),
        Route::ResetPassword => load(|| passwords::reset(context)),
        Route::ProviderFailed => load(|| async { Ok(oauth::failed(context).await) }),
        Route::Arrived => load(|| oauth::arrived(context)),
        Route::Provider => load(|| oauth::page(context, first)),
        Route::Shared => load(|| shared::page(context, first)),
        Route::Spaces => load(|| spaces::page(context)),
        Route::NewSpace => load(|| spaces::new(context)),
        Route::Account => load(|| account::page(context)),
        Route::Sessions => load(|| account::sessions::page(context)),
        Route::DeleteAccount => load(|| account::deleting::page(context)),
        Route::Prove => load(|| step_up::prove(context)),
        Route::Overview => load(|| overview::page(context, slug)),
        Route::OverviewHours => load(|| overview::hours::page(context, slug)),
        Route::OverviewHost => load(|| overview::of_host(context, slug, id)),
        Route::OverviewDomain => load(|| overview::of_domain(context, slug, id)),
        Route::OverviewTiles => load(|| overview::arranging::page(context, slug)),
        Route::Annotations => load(|| overview::annotations::page(context, slug)),
        Route::NewAnnotation => load(|| overview::annotations::new(context, slug)),
        Route::MailFlow => load(|| mail_flow::page(context, slug)),
        Route::Bench => load(|| bench::page(context, slug)),
        Route::PolicyAgents => load(|| policy_agents::page(context, slug)),
        Route::PolicyAgent => load(|| policy_agent::page(context, slug, id)),
        Route::Messages => load(|| messages::page(context, slug)),
        Route::Message => load(|| message::page(context, slug, id)),
        Route::Events => load(|| events::page(context, slug)),
        Route::Alerts => load(|| alerts::page(context, slug)),
        Route::AlertRules => load(|| alerts::rules::page(context, slug)),
        Route::NewAlertRule => load(|| alerts::rules::new(context, slug)),
        Route::AlertRule => load(|| alerts::rule::page(context, slug, id)),
        Route::Stores => load(|| stores::page(context, slug)),
        Route::Event => load(|| event::page(context, slug, id)),
        Route::Reports => load(|| reports::page(context, slug)),
        Route::Team => load(|| team::page(context, slug)),
        Route::Member => load(|| team::member::page(context, slug, id)),
        Route::Roles => load(|| roles::page(context, slug)),
        Route::Open => load(|| open::page(context, [first, second, third])),
        Route::Leave => load(|| team::leave::page(context, slug)),
        Route::Audit => load(|| audit::page(context, slug)),
        Route::AuditEntry => load(|| audit_entry::page(context, slug, id)),
        Route::Plan => load(|| plan::page(context, slug)),
        Route::ChangePlan => load(|| plan::change::page(context, slug)),
        Route::Meter => load(|| plan::meter::page(context, slug, id)),
        Route::Invoices => load(|| invoices::page(context, slug)),
        Route::Invoice => load(|| invoices::one(context, slug, id)),
        Route::Help => load(|| help::page(context, slug)),
        Route::NewQuestion => load(|| help::new(context, slug)),
        Route::Question => load(|| help::question::page(context, slug, id)),
        Route::Settings => load(|| settings::page(context, slug)),
        Route::Closing => load(|| settings::closing::page(context, slug)),
        Route::Contacts => load(|| contacts::page(context, slug)),
        Route::Brand => load(|| brand::page(context, slug)),
        Route::MailedReports => load(|| mailed_reports::page(context, slug)),
        Route::StopReport => load(|| mailed_reports::stop(context)),
        Route::ConfirmContact => load(|| contacts::confirm(context)),
        Route::Environments => load(|| environments::page(context, slug)),
        Route::Security => load(|| security::page(context, slug)),
        Route::ReadCredentials => load(|| read_credentials::page(context, slug)),
        Route::ApiKeys => load(|| api_keys::page(context, slug)),
        Route::ShareLinks => load(|| share_links::page(context, slug)),
        Route::ShareLink => load(|| share_link::page(context, slug, id)),
        Route::NewDomains => load(|| mail_flow::new(context, slug, Route::NewDomains)),
        Route::NewNetworks => load(|| mail_flow::new(context, slug, Route::NewNetworks)),
        Route::NewPolicyAgent => load(|| policy_agents::new(context, slug)),
        Route::NewInvitations => load(|| team::new(context, slug)),
        Route::NewRole => load(|| roles::new(context, slug)),
        Route::Jobs => load(|| jobs::page(context, slug)),
        Route::Job => load(|| jobs::one(context, slug, id)),
        Route::NewEnvironment => load(|| environments::new(context, slug)),
        Route::NewAllowedDomains => load(|| security::new(context, slug, Route::NewAllowedDomains)),
        Route::NewEmailDomain => load(|| security::new(context, slug, Route::NewEmailDomain)),
        Route::NewReadCredential => load(|| read_credentials::new(context, slug)),
        Route::NewApiKey => load(|| api_keys::new(context, slug)),
        Route::NewShareLink => load(|| share_links::new(context, slug)),
        Route::BecomeOperator => load(|| operator::first::page(context)),
        Route::Glance => load(|| operator::glance::page(context)),
        Route::Tenants => load(|| operator::tenants::page(context)),
        Route::NewTenant => load(|| operator::tenants::new(context)),
        Route::Tenant => load(|| operator::tenants::one(context, first)),
        Route::Looks => load(|| operator::looks::page(context, first)),
        Route::Catalogue => load(|| operator::catalogue::page(context)),
        Route::CatalogueVersion => load(|| operator::catalogue::one(context, first)),
        Route::CompareVersions => load(|| operator::compare::page(context, first)),
        Route::PreviewPlans => load(|| operator::catalogue::preview(context)),
        Route::NewPlan => load(|| operator::catalogue::new(context)),
        Route::Features => load(|| operator::features::page(context)),
        Route::NewFeature => load(|| operator::features::new(context)),
        Route::Feature => load(|| operator::features::one(context, first)),
        Route::Overrides => load(|| operator::overrides::page(context, first)),
        Route::Requests => load(|| operator::requests::page(context)),
        Route::Support => load(|| operator::support::page(context)),
        Route::SupportQuestion => load(|| operator::support::one(context, first)),
        Route::OperatorInvoices => load(|| operator::invoices::page(context)),
        Route::OperatorInvoice => load(|| operator::invoices::one(context, first)),
        Route::People => load(|| operator::people::page(context)),
        Route::Person => load(|| operator::people::one(context, first)),
        Route::Announcements => load(|| operator::announcements::page(context)),
        Route::NewAnnouncement => load(|| operator::announcements::new(context)),
        Route::DeepLinks => load(|| operator::deep_links::page(context)),
        Route::LinkFlow => load(|| operator::link_tenants::flow(context, first, second)),
        Route::LinkTarget => load(|| operator::deep_links::one(context, first)),
        Route::NewLinkTemplate => load(|| operator::link_templates::new(context)),
        Route::LinkTemplate => load(|| operator::link_templates::one(context, first)),
        Route::NewLinkClient => load(|| operator::link_clients::new(context)),
        Route::LinkClient => load(|| operator::link_clients::one(context, first)),
        Route::InstallationLog => load(|| operator::installation::log(context)),
        Route::InstallationEntry => load(|| operator::installation::entry(context, first)),
        Route::Installation => load(|| operator::installation::settings(context)),
        Route::Consents => load(|| consents::page(context, slug)),
        Route::OperatorJobs => load(|| operator::jobs::page(context)),
        Route::OperatorJob => load(|| operator::jobs::one(context, first)),
        Route::Deliveries => load(|| operator::webhooks::page(context)),
        Route::Delivery => load(|| operator::webhooks::one(context, first)),
        Route::UsageKeys => load(|| operator::usage_keys::page(context)),
        Route::NewUsageKey => load(|| operator::usage_keys::new(context)),
        Route::Operators => load(|| operator::operators::page(context)),
        Route::OperatorKeys => load(|| operator::keys::page(context)),
        Route::NewOperatorKey => load(|| operator::keys::new(context)),
        Route::NewOperator => load(|| operator::operators::new(context)),
        Route::Why => load(|| why::page(context, slug)),
    }
}
