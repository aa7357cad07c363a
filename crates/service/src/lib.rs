//! What people can do: each use case decides, writes and leaves its audit entry in one transaction.
//!
//! This crate knows neither web pages nor HTTP. Time, chance and mail come in through [`Service`], so that
//! a test can set the clock and read the mail. A tenant's data is reached through [`Access`] alone.

pub mod access;
pub mod accounts;
pub mod alerts;
pub mod announcements;
pub mod api_keys;
pub mod audit;
pub mod authenticators;
pub mod availability;
pub mod background;
pub mod bench;
pub mod brands;
pub mod caller;
pub mod chance;
pub mod clock;
pub mod consents;
pub mod contacts;
pub mod dashboards;
pub mod deep_links;
pub mod demo;
pub(crate) mod directory;
pub mod domains;
pub mod egress;
pub mod encoding;
pub mod environments;
pub mod events;
pub mod factors;
mod faults;
mod forms;
pub mod hosts;
pub mod idempotency;
pub mod identities;
pub mod installation;
pub mod invitations;
pub mod invoices;
pub mod jobs;
pub(crate) mod keys;
pub(crate) mod limits;
mod links;
pub mod live;
pub mod lost;
pub(crate) mod mail_problems;
pub mod mailed_reports;
pub mod mailer;
pub mod mails;
mod masks;
mod members;
pub mod messages;
pub mod networks;
mod notices;
pub mod operator_access;
pub mod operator_invoices;
pub mod operator_keys;
pub mod operator_people;
pub mod operator_tenants;
pub mod operators;
pub mod origin;
pub mod passkeys;
pub mod password_resets;
pub mod passwords;
pub mod payments;
pub mod plan;
pub mod plans;
pub mod policy_agents;
pub mod principal;
pub mod proposals;
pub mod providers;
pub mod quotas;
pub mod read_credentials;
pub mod recovery_codes;
pub mod reports;
pub mod roles;
pub mod saved_views;
pub mod second_factors;
pub mod secret_keys;
pub mod secrets;
pub mod security;
pub mod servers;
pub mod sessions;
pub mod setup;
pub mod share_links;
pub mod sign_ups;
pub mod standing;
pub mod step_up;
pub mod support;
pub mod team;
pub mod tenant_providers;
pub mod tenants;
pub mod traces;
pub mod usage;
mod uses;
pub mod view_as;
pub mod webhooks;
pub mod why;
mod work;

pub use access::{Access, Browser, Caller, KeyHolder, Principal, Source, Standing, TeamAccess};
use clock::Clock;
pub use domain::{Error, permission};
use egress::Egress;
use events::admission::Admission;
pub(crate) use faults::OrInternal;
use live::Live;
use mailer::Mailer;
pub use operator_access::OperatorAccess;
use secrets::Secrets;
use std::sync::Arc;
use store::{ControlTx, Mode, Store};
pub use store::{control, tenant};
use {passwords::Passwords, providers::Providers};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// How many mails people may cause in an hour, all together, unless the operator says otherwise.
pub const MAILS_PER_HOUR: i64 = 3600;

/// Everything a use case works with. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Service(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    store: Store,
    clock: Clock,
    mailer: Mailer,
    passwords: Passwords,
    secrets: Secrets,
    webauthn: Option<webauthn_rs::Webauthn>,
    live: Live,
    admission: Admission,
    wakes: jobs::Wakes,
    registry: &'static jobs::Registry,
    uses: uses::Uses,
    links: deep_links::Kept,
    public_url: String,
    providers: Providers,
    egress: Egress,
    webhooks: webhooks::Webhooks,
    /// Mails that people may cause in an hour, all together.
    mails_per_hour: i64,
    /// Where spaces with dedicated support reach the provider at once; empty: on the page of help alone.
    support_contact: String,
    billing: invoices::Billing,
    payment_provider: payments::PaymentProvider,
    e_invoice_sink: invoices::EInvoiceSink,
    /// The effective settings, as operators read them.
    settings: Vec<installation::Setting>,
    /// What is announced, as this server last read it.
    announced: std::sync::RwLock<Vec<control::announcements::Announcement>>,
}

impl Service {
    pub fn new(store: Store, clock: Clock, mailer: Mailer, secrets: Secrets, public_url: &str) -> Self {
        let admission = Admission::new(store.connections());
        Self(Arc::new(Parts {
            store,
            clock,
            mailer,
            passwords: Passwords::default(),
            secrets,
            webauthn: passkeys::rules(public_url),
            live: Live::default(),
            admission,
            wakes: jobs::Wakes::default(),
            registry: &work::REGISTRY,
            uses: uses::Uses::default(),
            links: deep_links::Kept::default(),
            public_url: public_url.trim_end_matches('/').to_owned(),
            providers: Providers::default(),
            egress: Egress::default(),
            webhooks: webhooks::Webhooks::default(),
            mails_per_hour: MAILS_PER_HOUR,
            support_contact: String::new(),
            billing: invoices::Billing::default(),
            payment_provider: payments::PaymentProvider::default(),
            e_invoice_sink: invoices::EInvoiceSink::default(),
            settings: Vec::new(),
            announced: std::sync::RwLock::default(),
        }))
    }

    /// The same with something else, as long as it is not shared yet.
    fn with(mut self, set: impl FnOnce(&mut Parts)) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            set(parts);
        }
        self
    }

    /// The same with identity providers. To be called before the service is shared.
    #[must_use]
    pub fn with_providers(self, providers: Providers) -> Self {
        self.with(|parts| parts.providers = providers)
    }

    /// The same with other ways out. To be called before the service is shared.
    #[must_use]
    pub fn with_egress(self, egress: Egress) -> Self {
        self.with(|parts| parts.egress = egress)
    }

    /// The same with receivers of its own messages. To be called before the service is shared.
    #[must_use]
    pub fn with_webhooks(self, webhooks: webhooks::Webhooks) -> Self {
        self.with(|parts| parts.webhooks = webhooks)
    }

    /// The same with another ceiling for mails. To be called before the service is shared.
    #[must_use]
    pub fn with_mails_per_hour(self, mails_per_hour: u32) -> Self {
        self.with(|parts| parts.mails_per_hour = mails_per_hour.into())
    }

    /// The same with a telephone or address for dedicated support. To be called before the service is shared.
    #[must_use]
    pub fn with_support_contact(self, contact: &str) -> Self {
        self.with(|parts| contact.trim().clone_into(&mut parts.support_contact))
    }

    pub fn support_contact(&self) -> &str {
        &self.0.support_contact
    }

    /// The same with a seller whose invoices it issues. To be called before the service is shared.
    #[must_use]
    pub fn with_billing(self, billing: invoices::Billing) -> Self {
        self.with(|parts| parts.billing = billing)
    }

    /// The same with somebody who takes payments. To be called before the service is shared.
    #[must_use]
    pub fn with_payment_provider(self, provider: payments::PaymentProvider) -> Self {
        self.with(|parts| parts.payment_provider = provider)
    }

    /// The same with somebody who takes electronic invoices. To be called before the service is shared.
    #[must_use]
    pub fn with_e_invoice_sink(self, sink: invoices::EInvoiceSink) -> Self {
        self.with(|parts| parts.e_invoice_sink = sink)
    }

    pub(crate) fn payment_provider(&self) -> &payments::PaymentProvider {
        &self.0.payment_provider
    }

    /// The same with the settings that operators are shown, masked. To be called before the service is shared.
    #[must_use]
    pub fn with_settings(self, settings: Vec<installation::Setting>) -> Self {
        self.with(|parts| parts.settings = settings)
    }

    pub fn billing(&self) -> &invoices::Billing {
        &self.0.billing
    }

    pub(crate) fn announced(&self) -> &std::sync::RwLock<Vec<control::announcements::Announcement>> {
        &self.0.announced
    }

    pub(crate) fn settings(&self) -> &[installation::Setting] {
        &self.0.settings
    }

    pub(crate) fn mails_per_hour(&self) -> i64 {
        self.0.mails_per_hour
    }

    pub(crate) fn providers(&self) -> &Providers {
        &self.0.providers
    }

    pub(crate) fn egress(&self) -> &Egress {
        &self.0.egress
    }

    pub(crate) fn webhooks(&self) -> &webhooks::Webhooks {
        &self.0.webhooks
    }

    pub fn now(&self) -> domain::Micros {
        self.0.clock.now()
    }

    /// The address people know this console by, without a slash at its end.
    pub fn public_url(&self) -> &str {
        &self.0.public_url
    }

    pub fn live(&self) -> &Live {
        &self.0.live
    }

    pub fn admission(&self) -> &Admission {
        &self.0.admission
    }

    /// Whether the databases answer.
    pub async fn is_ready(&self) -> bool {
        match self.control(Mode::Read).await {
            Ok(mut tx) => control::accounts::find_by_email(&mut tx, "").await.is_ok(),
            Err(_) => false,
        }
    }

    /// Tells the operator at once when the SMTP server does not let this installation in.
    pub async fn check_mail(&self) {
        if let Err(error) = self.mailer().check().await {
            tracing::error!(%error, "the SMTP server takes no mail from here: check smtp_url");
        }
    }

    pub async fn close(&self) {
        self.0.store.close().await;
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn mailer(&self) -> &Mailer {
        &self.0.mailer
    }

    pub fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    pub(crate) fn secrets(&self) -> &Secrets {
        &self.0.secrets
    }

    pub(crate) fn uses(&self) -> &uses::Uses {
        &self.0.uses
    }

    pub(crate) fn registry(&self) -> &'static jobs::Registry {
        self.0.registry
    }

    pub(crate) fn wakes(&self) -> &jobs::Wakes {
        &self.0.wakes
    }

    pub(crate) fn webauthn(&self) -> Option<&webauthn_rs::Webauthn> {
        self.0.webauthn.as_ref()
    }

    pub(crate) async fn control(&self, mode: Mode) -> Result<ControlTx> {
        self.0.store.control(mode).await.or_internal()
    }
}
