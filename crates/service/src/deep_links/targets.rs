//! The programs that links lead to, as operators connect them: how each is reached, with which credential, and what the
//! last probe found.
//!
//! A probe asks without a transaction open. A kept password goes to the server it was given for alone: whoever
//! writes another one types it again.

mod rounds;

use domain::{
    Checks, Error, Micros, Problem, SECOND,
    audit::{Deed, Target, TargetKind},
    deep_links::{
        DeepLinksError, DeepLinksProblem,
        snippets::{self, Snippet, Wiring},
        targets::{self, DataSource, Finding, Flavor, LinkMode, LinkState, LinkTarget},
    },
    operators::{ManageDeepLinks, ViewDeepLinks},
};
pub use rounds::{probe_due, watch};
use serde_json::{Value, json};
pub use store::control::link_targets::Found;
use store::control::{
    link_targets::{self, Connection},
    tenants,
};

use super::{probing, reaching, readers};
use crate::{OperatorAccess, OrInternal, Result, access::Change, limits::limit};

/// How a target is connected, and how it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connected {
    pub target: LinkTarget,
    pub mode: LinkMode,
    pub flavor: Flavor,
    /// Where a Grafana reads from.
    pub source: DataSource,
    pub public_url: String,
    pub internal_url: String,
    pub username: String,
    /// Whether a password is kept; it is never shown.
    pub has_password: bool,
    /// Which change of it this is.
    pub revision: i64,
    pub state: LinkState,
    pub since: Option<Micros>,
    /// Empty: not known.
    pub version: String,
    pub finding: Option<Finding>,
    /// By how much its clock is before ours.
    pub skew: Option<Micros>,
    pub probed_at: Option<Micros>,
}

impl From<Connection> for Connected {
    fn from(one: Connection) -> Self {
        Self {
            finding: one.finding(),
            has_password: !one.credential.is_empty(),
            target: one.target,
            mode: one.mode,
            flavor: one.flavor,
            source: one.source,
            public_url: one.public_url,
            internal_url: one.internal_url,
            username: one.username,
            revision: one.revision,
            state: one.state,
            since: one.since,
            version: one.version,
            skew: one.skew,
            probed_at: one.probed_at,
        }
    }
}

/// A target with what is to be written into its settings.
#[derive(Clone, Debug)]
pub struct Whole {
    pub connected: Connected,
    pub snippets: Vec<Snippet>,
}

/// What the form sends. An empty password keeps what is kept.
#[derive(Clone, Default)]
pub struct TargetForm {
    pub mode: String,
    /// Empty: as it is.
    pub flavor: String,
    /// Empty: as it is.
    pub source: String,
    pub public_url: String,
    pub internal_url: String,
    pub username: String,
    pub password: String,
    /// Which change of it was read.
    pub revision: i64,
}

impl std::fmt::Debug for TargetForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TargetForm").field("internal_url", &self.internal_url).finish_non_exhaustive()
    }
}

/// The programs first, then the stores.
pub async fn list(access: &mut OperatorAccess<ViewDeepLinks>) -> Result<Vec<Connected>> {
    let found = link_targets::list(access.tx()).await.or_internal()?;
    let mut all: Vec<Connected> = found.into_iter().map(Connected::from).collect();
    all.sort_by_key(|one| one.target);
    Ok(all)
}

pub async fn find(access: &mut OperatorAccess<ViewDeepLinks>, target: &str) -> Result<Whole> {
    let target = read(target)?;
    let all = list(access).await?;
    let of = |target| all.iter().find(|one| one.target == target).ok_or(Error::Internal);
    let (connected, store) = (of(target)?.clone(), of(target.store())?);
    let wiring = Wiring {
        target,
        mode: connected.mode,
        flavor: connected.flavor,
        console: access.service().public_url(),
        public_url: &connected.public_url,
        internal_url: &connected.internal_url,
        store_url: &store.internal_url,
    };
    Ok(Whole { snippets: snippets::all(&wiring), connected })
}

fn read(target: &str) -> Result<LinkTarget> {
    target.parse().map_err(|_| Error::NotFound)
}

/// Connects a target, or says that it is not to be used. The same once more changes nothing.
pub async fn save(
    mut access: OperatorAccess<ManageDeepLinks>,
    target: &str,
    form: &TargetForm,
) -> Result<()> {
    let target = read(target)?;
    access.lock().await?;
    let old = stored(&mut access, target).await?;
    let service = access.service().clone();
    let kept = reaching::password(&service, &old);
    let mut new = wanted(&old, form, service.public_url())?;
    if new.source == DataSource::Postgresql && old.source != new.source {
        readers::check(&service).await?;
    }
    let is_given = !form.password.is_empty() && kept.as_ref() != Some(&form.password);
    if new.internal_url.is_empty() {
        // It is for nobody any more.
        new.credential.clear();
    } else if is_given {
        new.credential = service.secrets().seal(&reaching::row(target), form.password.as_bytes())?;
    }
    if new == old {
        return Ok(());
    }
    refuse_others_host(&mut access, &new).await?;
    new.revision = form.revision;
    let now = access.now();
    if !link_targets::update(access.tx(), &new, now).await.or_internal()? {
        return Err(DeepLinksError::TargetChanged.into());
    }
    if new.internal_url != old.internal_url || new.flavor != old.flavor || new.source != old.source {
        readers::moved(access.tx(), target).await?;
        reaching::forget(access.tx(), target).await?;
    }
    let credential = match (new.credential.is_empty(), is_given) {
        (true, _) => "none",
        (false, true) => "set",
        (false, false) => "kept",
    };
    let mut after = noted(&new);
    after["password"] = json!(credential);
    let change =
        Change { before: Some(noted(&old)), after: Some(after), ..change(Deed::DeepLinksSave, target) };
    access.audit(change).await?;
    access.commit().await?;
    service.connected().forget();
    Ok(())
}

/// Where this server stands before a program, its host is nobody else's.
async fn refuse_others_host(access: &mut OperatorAccess<ManageDeepLinks>, new: &Connection) -> Result<()> {
    if new.mode != LinkMode::Gateway {
        return Ok(());
    }
    let host = targets::host_name(&new.public_url);
    let space = tenants::find_by_host(access.tx(), host).await.or_internal()?;
    let is_spaces = space.is_some_and(|space| space.is_host_proved);
    let all = link_targets::list(access.tx()).await.or_internal()?;
    let is_there = |one: &Connection| one.mode.is_on() && targets::host_name(&one.public_url) == host;
    if is_spaces || all.iter().any(|one| one.target != new.target && is_there(one)) {
        let host = host.to_owned();
        return Err(Error::field("public_url", DeepLinksProblem::HostOfAnother { host }));
    }
    Ok(())
}

async fn stored(access: &mut OperatorAccess<ManageDeepLinks>, target: LinkTarget) -> Result<Connection> {
    link_targets::find(access.tx(), target).await.or_internal()?.ok_or(Error::Internal)
}

fn change(deed: Deed, target: LinkTarget) -> Change<'static> {
    Change::of(deed, Target::new(TargetKind::LinkTarget, target.as_str()).called(target.title()))
}

/// What the audit log tells of it.
fn noted(one: &Connection) -> Value {
    json!({
        "mode": one.mode, "flavor": one.flavor, "source": one.source, "public_url": one.public_url, "internal_url": one.internal_url,
        "username": one.username,
    })
}

/// Reads what the form sends against what is there; the password aside, which is sealed where it is new.
fn wanted(old: &Connection, form: &TargetForm, console: &str) -> Result<Connection> {
    let (target, mut checks) = (old.target, Checks::default());
    let mode = form.mode.parse().ok().filter(|mode| target.modes().contains(mode));
    if mode.is_none() {
        checks.add("mode", Problem::NotAChoice);
    }
    let mode = mode.unwrap_or(LinkMode::Off);
    let flavor = match target {
        LinkTarget::Kibana | LinkTarget::Elasticsearch => checks.choice("flavor", &form.flavor, old.flavor),
        _ => old.flavor,
    };
    let is_grafana = target == LinkTarget::Grafana;
    let source = if is_grafana { checks.choice("source", &form.source, old.source) } else { old.source };
    let mut address = |field: &str, text: &str, is_needed: bool| match text.trim() {
        "" if is_needed => {
            checks.add(field, Problem::Required);
            String::new()
        }
        "" => String::new(),
        text => checks.take(field, targets::address(text)).unwrap_or_default(),
    };
    // Of a store, it is where people of spaces read it, and nothing else needs one.
    let public_url = address("public_url", &form.public_url, mode.is_on() && !target.is_store());
    let internal_url = address("internal_url", &form.internal_url, mode.is_on());
    if mode == LinkMode::Gateway {
        for (field, address) in [("public_url", &public_url), ("internal_url", &internal_url)] {
            if !address.is_empty() && targets::origin(address) != address.trim_end_matches('/') {
                checks.add(field, DeepLinksProblem::HostAlone);
            }
        }
        if targets::authority(&public_url) == targets::authority(&format!("{console}/")) {
            checks.add("public_url", DeepLinksProblem::ConsolesHost);
        }
    }
    let username = form.username.trim().to_owned();
    word(&mut checks, "username", &username);
    // Behind a colon its reader would take the password to begin.
    if username.contains(':') {
        checks.add("username", Problem::NotPlain);
    }
    word(&mut checks, "password", &form.password);
    let (is_kept, is_typed) = (!old.credential.is_empty(), !form.password.is_empty());
    if username.is_empty() && (mode.takes_credential() || is_typed) {
        checks.add("username", Problem::Required);
    }
    if !is_kept && !is_typed && (mode.takes_credential() || !username.is_empty()) {
        checks.add("password", Problem::Required);
    }
    if is_typed && form.internal_url.trim().is_empty() && !mode.is_on() {
        checks.add("internal_url", Problem::Required);
    }
    let server = targets::origin(&old.internal_url);
    let is_elsewhere = !internal_url.is_empty() && targets::origin(&internal_url) != server;
    if is_kept && !is_typed && is_elsewhere {
        let server = server.to_owned();
        checks.add("password", DeepLinksProblem::PasswordForAnother { server });
    }
    checks.finish()?;
    Ok(Connection { mode, flavor, source, public_url, internal_url, username, ..old.clone() })
}

/// What a header carries: short, and nothing that cannot be seen.
fn word(checks: &mut Checks, field: &str, text: &str) {
    if text.chars().count() > targets::LONGEST {
        checks.add(field, Problem::TooLong { max: i64::try_from(targets::LONGEST).unwrap_or(i64::MAX) });
    } else if text.chars().any(char::is_control) {
        checks.add(field, Problem::NotPlain);
    }
}

/// Forgets a target's password.
pub async fn remove_credential(mut access: OperatorAccess<ManageDeepLinks>, target: &str) -> Result<()> {
    let target = read(target)?;
    access.lock().await?;
    let old = stored(&mut access, target).await?;
    if old.credential.is_empty() {
        return Ok(());
    }
    let (new, now) = (Connection { credential: String::new(), ..old }, access.now());
    if !link_targets::update(access.tx(), &new, now).await.or_internal()? {
        return Err(DeepLinksError::TargetChanged.into());
    }
    access.audit(change(Deed::DeepLinksRemoveCredential, target)).await?;
    access.commit().await
}

/// What was found of a target as it was read.
#[derive(Debug)]
pub struct Probed {
    target: LinkTarget,
    revision: i64,
    found: Found,
}

/// Asks a target how it is.
pub async fn probe(mut access: OperatorAccess<ViewDeepLinks>, target: &str) -> Result<Probed> {
    let target = read(target)?;
    let found = link_targets::find(access.tx(), target).await.or_internal()?;
    let connection = found.ok_or(Error::Internal)?;
    let service = access.service().clone();
    drop(access);
    if !connection.mode.is_on() {
        return Err(DeepLinksError::TargetOff.into());
    }
    limit(&service, &format!("deep-links:{target}"), 20, 10 * SECOND).await?;
    let found = probing::ask(&service, &connection).await;
    Ok(Probed { target, revision: connection.revision, found })
}

/// Notes what was found as an operator asked.
pub async fn note(mut access: OperatorAccess<ManageDeepLinks>, probed: Probed) -> Result<Found> {
    let Probed { target, revision, found } = probed;
    let now = access.now();
    if !link_targets::update_found(access.tx(), target, revision, &found, now).await.or_internal()? {
        return Err(DeepLinksError::TargetChanged.into());
    }
    let after = json!({ "state": found.state, "finding": found.finding, "version": found.version });
    access.audit(Change { after: Some(after), ..change(Deed::DeepLinksProbe, target) }).await?;
    access.commit().await?;
    Ok(found)
}
