//! What a page knows of the request it answers.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{
    Error, FieldError, Locale,
    areas::{Notice, Route},
    operators::Operate,
    permission::May,
};
use leptos::config::LeptosOptions;
use service::{Access, Caller, OperatorAccess, Service, TeamAccess};

use crate::text::Say;

domain::words! {
    /// The colours a person chose.
    pub enum Theme { Auto = "auto", Light = "light", Dark = "dark" }
}

/// What is the same for every request.
#[derive(Clone, Debug)]
pub struct Site {
    pub options: Arc<LeptosOptions>,
    /// Whether browsers come by https: cookies are `Secure` then, and carry the `__Host-` prefix.
    pub is_https: bool,
    pub folder: PathBuf,
    /// The hash in the style sheet’s name, when the build gave it one.
    pub style_hash: Option<String>,
    /// The address of the script that draws charts, which changes with its content.
    pub charts: String,
    /// Whether `make dev` watches: pages then reload when the build changes.
    pub is_watched: bool,
    /// Whether the program carries all it needs, and so is what somebody installs elsewhere.
    pub is_whole: bool,
    /// The agent that `/download/parvis-agent` hands out, if there is one.
    pub agent: Option<AgentProgram>,
}

/// A program for mail hosts, whole, and its SHA-256 in hexadecimal.
#[derive(Clone)]
pub struct AgentProgram {
    /// The processors it runs on, as their makers call them.
    pub machine: &'static str,
    /// Whether it needs nothing of its host.
    pub is_static: bool,
    pub bytes: Arc<[u8]>,
    pub checksum: String,
}

impl std::fmt::Debug for AgentProgram {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AgentProgram").field("checksum", &self.checksum).finish_non_exhaustive()
    }
}

impl Site {
    /// How the names of cookies begin that browsers keep for https alone.
    pub const SECURE_PREFIX: &str = "__Host-parvis";

    pub fn session_name(&self) -> &'static str {
        if self.is_https { "__Host-parvis" } else { "parvis" }
    }

    /// By which a browser is known to those who signed in with it.
    pub fn device_name(&self) -> &'static str {
        if self.is_https { "__Host-parvis-device" } else { "parvis-device" }
    }

    /// For a sign-in that waits for a proof.
    pub fn challenge_name(&self) -> &'static str {
        if self.is_https { "__Host-parvis-challenge" } else { "parvis-challenge" }
    }

    /// For a way to an identity provider. `Lax` lets it come along when the provider sends the browser back.
    pub fn flow_name(&self) -> &'static str {
        if self.is_https { "__Host-parvis-oauth" } else { "parvis-oauth" }
    }

    /// For whoever came back from a provider and is not linked to an account yet.
    pub fn arrival_name(&self) -> &'static str {
        if self.is_https { "__Host-parvis-arrival" } else { "parvis-arrival" }
    }

    /// For the sign-up that was begun in this browser.
    pub fn sign_up_name(&self) -> &'static str {
        if self.is_https { "__Host-parvis-sign-up" } else { "parvis-sign-up" }
    }

    /// For whoever opened the link that makes the first operator and signs up before.
    pub fn operator_link_name(&self) -> &'static str {
        if self.is_https { "__Host-parvis-operator-link" } else { "parvis-operator-link" }
    }

    /// By which a browser that has no other is known while it fills in a form that can be done once.
    pub fn form_name(&self) -> &'static str {
        if self.is_https { "__Host-parvis-form" } else { "parvis-form" }
    }

    /// A cookie no script can read.
    pub fn secret_cookie(&self, name: &str, token: &str, max_age: i64) -> String {
        let secure = if self.is_https { "; Secure" } else { "" };
        format!("{name}={token}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}")
    }

    /// What a browser that gave a share link's password keeps, for that link alone.
    pub fn share_cookie(&self, token: &str, value: &str, max_age: i64) -> String {
        let secure = if self.is_https { "; Secure" } else { "" };
        format!("share={value}; Path=/share/{token}; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}")
    }

    /// A cookie for a choice of looks: no secret, and no harm when it is lost.
    pub fn preference_cookie(&self, name: &str, value: &str) -> String {
        let secure = if self.is_https { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}")
    }
}

/// Where somebody goes who has just signed in: to their only space, or to all of them.
pub const HOME: &str = "/spaces?open=only";

/// A path of this site, and nothing that a browser would read as another one's address.
pub fn safe_path(path: &str) -> Option<&str> {
    let is_path =
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
    is_path.then_some(path)
}

/// What a form sent to this page, and what came of it.
#[derive(Clone, Debug)]
pub struct Posted {
    /// The server function it asked for.
    pub function: String,
    pub fields: Vec<(String, String)>,
    pub outcome: Result<serde_json::Value, Error>,
    /// Whether the page has said what went wrong.
    is_told: Arc<AtomicBool>,
}

impl Posted {
    pub fn new(
        function: String,
        fields: Vec<(String, String)>,
        outcome: Result<serde_json::Value, Error>,
    ) -> Self {
        Self { function, fields, outcome, is_told: Arc::default() }
    }

    /// Notes that the page says what went wrong.
    pub(crate) fn tell(&self) {
        self.is_told.store(true, Ordering::Relaxed);
    }

    /// What went wrong and no form of the page has said: what it was about has changed meanwhile, or is gone.
    pub(crate) fn untold(&self) -> Option<&Error> {
        self.outcome.as_ref().err().filter(|_| !self.is_told.load(Ordering::Relaxed))
    }
}

/// One request for a page.
#[derive(Clone, Debug)]
pub struct Context {
    pub service: Service,
    pub caller: Caller,
    pub site: Site,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub theme: Theme,
    pub posted: Option<Posted>,
}

impl Context {
    pub fn locale(&self) -> Locale {
        self.caller.locale
    }

    pub fn say(&self) -> Say {
        Say(self.caller.locale)
    }

    /// Whether prices are shown; where nothing is billed, they are not.
    pub fn has_prices(&self) -> bool {
        self.service.billing().is_on
    }

    /// Which page is asked for, if one.
    pub fn route(&self) -> Option<Route> {
        Route::find(&self.path).map(|(route, _)| route)
    }

    /// The page's own title, where it is always the same.
    pub fn title(&self) -> &'static str {
        self.route().map_or("", |route| route.title(self.locale()))
    }

    /// A value of the address; empty when it is not there.
    pub fn query(&self, name: &str) -> &str {
        self.query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// The page's own address with its query, for coming back to it.
    pub fn here(&self) -> String {
        let pairs: Vec<(&str, &str)> = self
            .query
            .iter()
            .filter(|(key, _)| key != "done" && key != "new")
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        link(&self.path, &pairs)
    }

    pub async fn enter<P: May>(&self, slug: &str) -> Result<Access<P>, Error> {
        Access::enter(&self.service, &self.caller, slug).await
    }

    /// The same where the control database holds what is shown: the tenant's people, roles and rules.
    pub async fn enter_team<P: May>(&self, slug: &str) -> Result<TeamAccess<P>, Error> {
        TeamAccess::enter(&self.service, &self.caller, slug).await
    }

    /// Proves that an operator asks who may do `P`.
    pub async fn operate<P: Operate>(&self) -> Result<OperatorAccess<P>, Error> {
        OperatorAccess::enter(&self.service, &self.caller).await
    }

    /// What a form with this function was sent with, if it was this one.
    pub fn form(&self, function: &str) -> Form {
        self.form_of(function, "")
    }

    /// The same for one of several forms with this function: the one that was sent with this field filled in.
    pub fn form_with(&self, function: &str, field: &str) -> Form {
        let posted = self.posted.as_ref().filter(|posted| {
            let is_filled = |(key, value): &(String, String)| key == field && !value.is_empty();
            posted.function == function && posted.fields.iter().any(is_filled)
        });
        Form { locale: self.locale(), posted: posted.cloned() }
    }

    /// The same for a form that stands on the page once per thing: `id` says which.
    pub fn form_of(&self, function: &str, id: &str) -> Form {
        self.form_where(function, &[("id", id)])
    }

    /// The same where its hidden fields say which; an empty one says nothing.
    pub fn form_where(&self, function: &str, hidden: &[(&str, &str)]) -> Form {
        let posted = self.posted.as_ref().filter(|posted| posted.function == function);
        let posted = posted.filter(|posted| {
            let has = |(key, value): &(&str, &str)| posted.fields.iter().any(|(k, v)| k == key && v == value);
            hidden.iter().filter(|(_, value)| !value.is_empty()).all(has)
        });
        Form { locale: self.locale(), posted: posted.cloned() }
    }
}

/// A form as it is shown again: what was typed, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Form {
    pub locale: Locale,
    posted: Option<Posted>,
}

impl Form {
    /// A form that something came of.
    pub fn tried(locale: Locale, posted: Posted) -> Self {
        Self { locale, posted: Some(posted) }
    }

    /// A form that nobody sent.
    pub fn unsent(locale: Locale) -> Self {
        Self { locale, posted: None }
    }

    pub fn was_sent(&self) -> bool {
        self.posted.is_some()
    }

    /// What was typed, or `default` when nothing was sent.
    pub fn value(&self, field: &str, default: &str) -> String {
        let Some(posted) = &self.posted else { return default.to_owned() };
        posted
            .fields
            .iter()
            .find(|(key, _)| key == field)
            .map_or_else(String::new, |(_, value)| value.clone())
    }

    /// Every value that was sent for a field, such as the boxes that were ticked.
    pub fn values(&self, field: &str) -> Vec<String> {
        let sent = self.posted.iter().flat_map(|posted| &posted.fields);
        sent.filter(|(key, _)| key == field).map(|(_, value)| value.clone()).collect()
    }

    pub fn error(&self) -> Option<&Error> {
        self.posted.as_ref().and_then(|posted| posted.outcome.as_ref().err())
    }

    pub fn outcome(&self) -> Option<&serde_json::Value> {
        self.posted.as_ref().and_then(|posted| posted.outcome.as_ref().ok())
    }

    /// What came of it, for the one time it is shown, where it is this.
    pub fn outcome_as<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        self.outcome().and_then(|outcome| serde_json::from_value(outcome.clone()).ok())
    }

    fn field_errors(&self) -> &[FieldError] {
        match self.error() {
            Some(Error::Invalid { fields }) => fields,
            _ => &[],
        }
    }

    /// What is wrong with a field as a whole.
    pub fn field_error(&self, field: &str) -> Option<String> {
        let error = self.field_errors().iter().find(|error| error.field == field && error.line.is_none());
        error.map(|error| error.problem.sentence(self.locale))
    }

    /// What is wrong with single lines of a field: the text of each, and why.
    pub fn line_errors(&self, field: &str) -> Vec<(String, String)> {
        let of_field = self.field_errors().iter().filter(|error| error.field == field);
        of_field
            .filter_map(|error| {
                let line = error.line.as_ref()?;
                Some((line.text.clone(), error.problem.sentence(self.locale)))
            })
            .collect()
    }

    /// What is wrong with the form as a whole, for the page to say.
    pub fn summary(&self) -> Option<String> {
        self.posted.iter().for_each(Posted::tell);
        self.error().map(|error| error.sentence(self.locale))
    }
}

/// An address with a query; empty values are left out.
pub fn link(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
    match query.finish().as_str() {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// An address whose page says first what was done.
pub fn noticed(path: &str, notice: Notice) -> String {
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}done={notice}")
}
