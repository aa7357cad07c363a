//! How a target is: it is asked for its version without a credential, then for something that takes one.
//!
//! What comes back is told by a word alone, so that an address written here shows nothing of what answers there.

use std::time::Duration;

use domain::{
    Micros,
    deep_links::targets::{Finding, Flavor, LinkTarget, MOST_SKEW},
    zones::parse_http_date,
};
use serde_json::Value;
use store::control::link_targets::{Connection, Found};
use url::Url;

use super::{AskError, grafana::Grafana, reaching};
use crate::{
    Service,
    egress::{self, Failure, Method, Request, header},
    encoding::base64,
};

/// How long each answer is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
const ANSWER_BYTES: usize = 256 * 1024;
/// Characters in a version.
const VERSION: usize = 40;

struct Login {
    user: String,
    password: String,
}

/// What is known so far; it counts where what follows fails, too.
#[derive(Default)]
struct Known {
    version: String,
    skew: Option<Micros>,
}

pub(super) async fn ask(service: &Service, connection: &Connection) -> Found {
    let password = reaching::password(service, connection);
    let login = password.map(|password| Login { user: connection.username.clone(), password });
    let mut known = Known::default();
    let asked = match Url::parse(&connection.internal_url) {
        Ok(root) => {
            let probe = Probe { service, connection, root, login };
            probe.run(&mut known).await
        }
        Err(_) => Err(Finding::Unreachable),
    };
    let differs = known.skew.is_some_and(|skew| skew.abs() > MOST_SKEW).then_some(Finding::ClockDiffers);
    let finding = asked.err().or(differs);
    Found { state: Finding::state(finding), finding, version: known.version, skew: known.skew }
}

struct Probe<'a> {
    service: &'a Service,
    connection: &'a Connection,
    root: Url,
    login: Option<Login>,
}

impl Probe<'_> {
    async fn run(&self, known: &mut Known) -> Result<(), Finding> {
        match self.connection.target {
            LinkTarget::Grafana => self.grafana(known).await,
            LinkTarget::Kibana => self.kibana(known).await,
            LinkTarget::Influxdb => self.influxdb(known).await,
            LinkTarget::Elasticsearch => self.elasticsearch(known).await,
        }
    }

    /// Where a credential is needed, and there is none that can be read.
    fn has_login(&self) -> Result<bool, Finding> {
        match self.login {
            Some(_) => Ok(true),
            None if self.connection.mode.takes_credential() => Err(Finding::NoCredential),
            None => Ok(false),
        }
    }

    fn is_supported(&self, version: &str) -> Result<(), Finding> {
        let Connection { target, flavor, .. } = self.connection;
        let is_supported = target.takes_version(*flavor, version);
        if is_supported { Ok(()) } else { Err(Finding::UnsupportedVersion) }
    }

    async fn grafana(&self, known: &mut Known) -> Result<(), Finding> {
        let (user, password) =
            self.login.as_ref().map_or(("", ""), |login| (login.user.as_str(), login.password.as_str()));
        let grafana = Grafana::new(self.root.clone(), user, password);
        let health = in_time(grafana.health(self.service)).await?;
        known.version = health.version;
        known.skew = health.skew;
        self.is_supported(&known.version)?;
        if !self.connection.source.takes_grafana(&known.version) {
            return Err(Finding::TooOldForSource);
        }
        if self.has_login()? {
            in_time(grafana.administers(self.service)).await?;
        }
        Ok(())
    }

    async fn kibana(&self, known: &mut Known) -> Result<(), Finding> {
        let reply = self.get(&["api", "status"], None, self.login.as_ref()).await?;
        known.skew = reply.skew;
        let body = reply.allowed(self.login.is_some())?.json()?;
        let overall = &body["status"]["overall"];
        if !overall.is_object() {
            return Err(Finding::OtherProgram);
        }
        match body["version"]["number"].as_str() {
            Some(version) => known.version = kept(version),
            // What is told to strangers has no version.
            None if self.login.is_none() => return Err(Finding::NoCredential),
            None => return Err(Finding::NoVersion),
        }
        self.is_supported(&known.version)?;
        self.has_login()?;
        // The second is how OpenSearch Dashboards and older ones say it.
        let word = overall["level"].as_str().or_else(|| overall["state"].as_str());
        match word {
            Some("available" | "degraded" | "green" | "yellow") => Ok(()),
            _ => Err(Finding::NotReady),
        }
    }

    async fn influxdb(&self, known: &mut Known) -> Result<(), Finding> {
        let reply = self.get(&["ping"], None, None).await?;
        known.skew = reply.skew;
        let version = reply.influxdb.clone().ok_or(Finding::OtherProgram)?;
        known.version = kept(&version);
        self.is_supported(&known.version)?;
        let query = Some(("q", "SHOW DATABASES"));
        // Where its authentication is off it answers everybody, whatever was granted.
        match self.get(&["query"], query, None).await?.status {
            200..=299 => return Err(Finding::OpenToAll),
            401 | 403 => {}
            _ => return Err(Finding::OtherProgram),
        }
        self.has_login()?;
        let reply = self.get(&["query"], query, self.login.as_ref()).await?;
        let body = reply.allowed(true)?.json()?;
        match (body["results"].as_array(), body["results"][0]["error"].is_string()) {
            (Some(_), false) => Ok(()),
            (Some(_), true) => Err(Finding::NotAllowed),
            (None, _) => Err(Finding::OtherProgram),
        }
    }

    async fn elasticsearch(&self, known: &mut Known) -> Result<(), Finding> {
        let mut reply = self.get(&[], None, None).await?;
        known.skew = reply.skew;
        let is_open = reply.is_done();
        if matches!(reply.status, 401 | 403) {
            self.has_login()?;
            reply = self.get(&[], None, self.login.as_ref()).await?;
        }
        let body = reply.allowed(self.login.is_some())?.json()?;
        let version = body["version"]["number"].as_str().ok_or(Finding::OtherProgram)?;
        known.version = kept(version);
        // OpenSearch says so, and counts its versions anew.
        let flavor = match body["version"]["distribution"].as_str() {
            Some("opensearch") => Flavor::Opensearch,
            _ => Flavor::Kibana,
        };
        match self.connection.target.takes_version(flavor, version) {
            false => Err(Finding::UnsupportedVersion),
            true if is_open => Err(Finding::OpenToAll),
            true => Ok(()),
        }
    }

    async fn get(
        &self,
        path: &[&str],
        query: Option<(&str, &str)>,
        login: Option<&Login>,
    ) -> Result<Reply, Finding> {
        let mut url = self.root.clone();
        url.path_segments_mut().map_err(|()| Finding::Unreachable)?.pop_if_empty().extend(path);
        if let Some((name, value)) = query {
            url.query_pairs_mut().append_pair(name, value);
        }
        let mut request = Request::new(Method::GET, url);
        *request.timeout_mut() = Some(PATIENCE);
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, header::HeaderValue::from_static("application/json"));
        if let Some(Login { user, password }) = login {
            let basic = format!("Basic {}", base64(format!("{user}:{password}").as_bytes()));
            let mut basic = header::HeaderValue::from_str(&basic).map_err(|_| Finding::NoCredential)?;
            basic.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, basic);
        }
        let answer = self.service.egress().send_open(request).await.map_err(|failure| of(&failure))?;
        let status = answer.status().as_u16();
        let text = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        let skew = text("date").and_then(parse_http_date).map(|at| at - self.service.now());
        let influxdb = text("x-influxdb-version").map(str::to_owned);
        let (body, is_whole) =
            egress::beginning(answer, ANSWER_BYTES).await.map_err(|failure| of(&failure))?;
        match status {
            300..=399 => Err(Finding::Redirected),
            429 | 500..=599 => Err(Finding::NotReady),
            _ => Ok(Reply { status, skew, influxdb, body: if is_whole { body } else { Vec::new() } }),
        }
    }
}

/// An answer of the program, or of what stands in its place.
struct Reply {
    status: u16,
    skew: Option<Micros>,
    /// The version that `InfluxDB` says.
    influxdb: Option<String>,
    body: Vec<u8>,
}

impl Reply {
    const fn is_done(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// The answer, where it is a yes.
    const fn allowed(&self, has_login: bool) -> Result<&Self, Finding> {
        match (self.status, has_login) {
            (200..=299, _) => Ok(self),
            (401 | 403, false) => Err(Finding::NoCredential),
            (401, true) => Err(Finding::WrongCredential),
            (403, true) => Err(Finding::NotAllowed),
            _ => Err(Finding::OtherProgram),
        }
    }

    fn json(&self) -> Result<Value, Finding> {
        serde_json::from_slice(&self.body).map_err(|_| Finding::OtherProgram)
    }
}

const fn of(failure: &Failure) -> Finding {
    match failure {
        Failure::Late => Finding::Late,
        _ => Finding::Unreachable,
    }
}

/// The same for what the client of Grafana asks.
async fn in_time<T>(asked: impl Future<Output = Result<T, AskError>>) -> Result<T, Finding> {
    let answer = tokio::time::timeout(PATIENCE, asked).await.map_err(|_| Finding::Late)?;
    answer.map_err(|error| match error {
        AskError::Away { .. } => Finding::Unreachable,
        AskError::NotReady { .. } | AskError::Refused { status: 500.., .. } => Finding::NotReady,
        AskError::Refused { status: 401, .. } => Finding::WrongCredential,
        AskError::Refused { status: 403, .. } => Finding::NotAllowed,
        AskError::Refused { status: 300..=399, .. } => Finding::Redirected,
        AskError::Refused { .. } | AskError::Unusable { .. } => Finding::OtherProgram,
    })
}

fn kept(version: &str) -> String {
    version.chars().filter(char::is_ascii_graphic).take(VERSION).collect()
}
