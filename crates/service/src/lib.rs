//! What people can do: each use case decides, writes and leaves its audit entry in one transaction.
//!
//! This crate knows neither web pages nor HTTP. Time, chance and mail come in through [`Service`], so that
//! a test can set the clock and read the mail. A tenant's data is reached through [`Access`] alone.

pub mod access;
pub mod accounts;
pub mod api_keys;
pub mod audit;
pub mod authenticators;
pub mod background;
pub mod caller;
pub mod chance;
pub mod clock;
pub mod dashboards;
pub mod demo;
pub(crate) mod directory;
pub mod domains;
pub mod egress;
mod encoding;
pub mod environments;
pub mod events;
pub mod factors;
mod forms;
pub mod idempotency;
pub mod identities;
pub mod invitations;
pub mod jobs;
pub(crate) mod keys;
pub(crate) mod limits;
mod links;
pub mod live;
pub mod lost;
pub(crate) mod mail_problems;
pub mod mailer;
pub mod mails;
pub mod networks;
mod notices;
pub mod origin;
pub mod passkeys;
pub mod password_resets;
pub mod passwords;
pub mod plan;
pub mod policy_agents;
pub mod principal;
pub mod providers;
pub mod recovery_codes;
pub mod roles;
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
pub mod team;
pub mod tenant_providers;
pub mod tenants;
pub mod traces;
mod uses;
pub mod view_as;
pub mod webhooks;
pub mod why;
mod work;

use std::sync::Arc;

pub use access::{Access, Browser, Caller, KeyHolder, Principal, Source, Standing, TeamAccess};
use clock::Clock;
pub use domain::{Error, permission};
use egress::Egress;
use events::admission::Admission;
use live::Live;
use mailer::Mailer;
use passwords::Passwords;
use providers::Providers;
use secrets::Secrets;
use store::{ControlTx, Mode, Store, StoreError};
pub use store::{control, tenant};

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
    public_url: String,
    providers: Providers,
    egress: Egress,
    webhooks: webhooks::Webhooks,
    /// Mails that people may cause in an hour, all together.
    mails_per_hour: i64,
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
            public_url: public_url.trim_end_matches('/').to_owned(),
            providers: Providers::default(),
            egress: Egress::default(),
            webhooks: webhooks::Webhooks::default(),
            mails_per_hour: MAILS_PER_HOUR,
        }))
    }

    /// The same with identity providers. To be called before the service is shared.
    #[must_use]
    pub fn with_providers(mut self, providers: Providers) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.providers = providers;
        }
        self
    }

    /// The same with other ways out. To be called before the service is shared.
    #[must_use]
    pub fn with_egress(mut self, egress: Egress) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.egress = egress;
        }
        self
    }

    /// The same with receivers of its own messages. To be called before the service is shared.
    #[must_use]
    pub fn with_webhooks(mut self, webhooks: webhooks::Webhooks) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.webhooks = webhooks;
        }
        self
    }

    /// The same with another ceiling for mails. To be called before the service is shared.
    #[must_use]
    pub fn with_mails_per_hour(mut self, mails_per_hour: u32) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.mails_per_hour = mails_per_hour.into();
        }
        self
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

/// Turns a fault below the rules into the answer people get, and the cause into a line of the log.
pub(crate) trait OrInternal<T> {
    fn or_internal(self) -> Result<T>;
    /// A unique name that is in use becomes `taken`; the rest is internal.
    fn or_taken(self, taken: Error) -> Result<T>;
}

impl<T> OrInternal<T> for Result<T, StoreError> {
    fn or_internal(self) -> Result<T> {
        self.map_err(|error| match error {
            StoreError::Busy => Error::Unavailable { retry_after: 1 },
            StoreError::Updating => Error::BeingUpdated { retry_after: 5 },
            StoreError::Lost(error) => {
                tracing::warn!(%error, "the connection to the database was lost");
                lost::note();
                Error::Unavailable { retry_after: lost::RETRY_AFTER }
            }
            other => {
                tracing::error!(error = %other, "the store failed");
                Error::Internal
            }
        })
    }

    fn or_taken(self, taken: Error) -> Result<T> {
        match self {
            Err(StoreError::Taken) => Err(taken),
            other => other.or_internal(),
        }
    }
}
