//! Links that show one dashboard to people outside, and nothing else.
//!
//! A snapshot is the dashboard as it was; a live link asks anew with the same filters, under the right to
//! look of whoever made it: when that right ends, so does the link.

pub mod open;

use domain::{
    Checks, DAY, Error, MINUTE, Micros, Problem, ShareLinkId, TenantId,
    audit::{Deed, Target},
    decision::Scope,
    forms,
    permission::{ListShareLinks, ManageSharing, ViewOverview},
    share_links::ShareLinksProblem,
};
use store::tenant::share_links;
pub use store::tenant::share_links::{OPENS_KEPT, Open, OpenOutcome, ShareKind, ShareLink};

use crate::{
    Access, OrInternal, Result, Service,
    access::Change,
    chance,
    dashboards::{self, Overview, OverviewQuery},
    limits::limit,
};

/// Days a link may live.
pub const DAYS: i64 = 90;
/// Links of a tenant that may be open at once.
pub const OPEN: usize = 100;
/// Views a limit may allow.
pub const VIEWS: i64 = 100_000;

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub struct ShareForm {
    pub name: String,
    pub kind: String,
    pub days: String,
    /// Empty: no password.
    pub password: String,
    /// Empty: without limit.
    pub view_limit: String,
    pub query: OverviewQuery,
}

#[derive(Debug)]
struct Checked {
    name: String,
    kind: ShareKind,
    days: i64,
    view_limit: Option<i64>,
}

impl ShareForm {
    /// Everything that is wrong with it, beside what is wrong with the choice of what it shows.
    async fn check(&self, service: &Service, mut checks: Checks) -> Result<Checked> {
        let name = checks.take("name", forms::name(&self.name, 60));
        let kind = checks.take("kind", self.kind.parse().map_err(|_| Problem::NotAChoice));
        let days = checks.take("days", number(&self.days, DAYS));
        let view_limit = match self.view_limit.trim() {
            "" => None,
            text => checks.take("view_limit", number(text, VIEWS)),
        };
        if !self.password.is_empty()
            && let Some(problem) = service.passwords().problem(&self.password, &[&self.name]).await?
        {
            checks.add("password", problem);
        }
        checks.finish()?;
        match (name, kind, days) {
            (Some(name), Some(kind), Some(days)) => Ok(Checked { name, kind, days, view_limit }),
            _ => Err(Error::Internal),
        }
    }
}

/// A whole number from 1 to `max`.
fn number(text: &str, max: i64) -> Result<i64, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let number = text.parse().ok().filter(|number| (1..=max).contains(number));
    number.ok_or(Problem::OutOfRange { min: 1, max })
}

/// A link just made, with its address for the one time it is shown.
#[derive(Clone, Debug)]
pub struct NewLink {
    pub link: ShareLink,
    pub url: String,
}

/// Makes a link to the overview with its range and filters, as far as its maker sees it.
///
/// It is looked at, and the password is hashed, before anything is locked for writing.
pub async fn create(access: Access<(ListShareLinks, ViewOverview)>, form: ShareForm) -> Result<NewLink> {
    let (service, caller) = (access.service().clone(), access.caller().clone());
    let tenant = access.tenant().clone();
    let mut looking = access.then::<ViewOverview>().await?;
    let overview = dashboards::overview(&mut looking, &form.query, caller.locale).await;
    drop(looking);
    limit(&service, &format!("share-links:{}", tenant.id), 30, MINUTE).await?;
    // All that is wrong is told at once.
    let mut checks = Checks::default();
    let overview = match overview {
        Ok(overview) => Some(overview),
        Err(Error::NotFound) if !form.query.host.is_empty() => {
            checks.add("host", Problem::NotAChoice);
            None
        }
        Err(Error::Invalid { fields }) => {
            checks.extend(fields);
            None
        }
        Err(error) => return Err(error),
    };
    let checked = form.check(&service, checks).await?;
    let overview = overview.ok_or(Error::Internal)?;
    let password_hash = match form.password.as_str() {
        "" => None,
        password => Some(service.passwords().hash(password).await?),
    };
    let snapshot = match checked.kind {
        ShareKind::Snapshot => Some(json(&without_choices(overview))?),
        ShareKind::Live => None,
    };
    let mut access = Access::<ManageSharing>::enter(&service, &caller, &tenant.slug).await?;
    let now = access.now();
    check_room(&mut access).await?;
    let (secret, maker) = (chance::token(), caller.principal.doer());
    let link = ShareLink {
        id: chance::id(now, ShareLinkId::new),
        name: checked.name,
        kind: checked.kind,
        query: json(&form.query)?,
        secret_hash: chance::hash(&secret),
        password_hash,
        view_limit: checked.view_limit,
        views: 0,
        opens: 0,
        account_id: caller.acting()?.clone(),
        scope: caller.key().map_or(Scope::Tenant, |key| key.scope.clone()).to_string(),
        key_id: caller.key().map(|key| key.id.to_string()),
        maker_kind: maker.actor.kind,
        maker_id: maker.actor.id,
        maker_label: maker.actor.label,
        behalf_label: maker.behalf.map(|behalf| behalf.label).unwrap_or_default(),
        created_at: now,
        expires_at: match caller.key().and_then(|key| key.expires_at) {
            // What a key makes ends with it.
            Some(end) => end.min(now + checked.days * DAY),
            None => now + checked.days * DAY,
        },
        revoked_at: None,
    };
    share_links::insert(access.tx(), &link, snapshot.as_deref()).await.or_internal()?;
    let after = serde_json::json!({
        "name": link.name, "kind": link.kind, "days": checked.days, "view_limit": link.view_limit,
        "has_password": link.password_hash.is_some(), "shows": form.query,
    });
    let target = Target::of(&link.id).called(&link.name);
    let change = Change { after: Some(after), ..Change::of(Deed::ShareLinksCreate, target) };
    access.audit(change).await?;
    access.commit().await?;
    let url = format!("{}/share/{}", service.address_of(&tenant), token(&tenant.id, &link.id, &secret));
    Ok(NewLink { link, url })
}

/// Refuses one more than can be open, and says which to revoke first.
async fn check_room(access: &mut Access<ManageSharing>) -> Result<()> {
    let now = access.now();
    let mut links = share_links::list(access.tx()).await.or_internal()?;
    links.retain(|link| state(link, now) == State::Open);
    match links.last().filter(|_| links.len() >= OPEN) {
        None => Ok(()),
        Some(oldest) => {
            let problem = Problem::ShareLinks(ShareLinksProblem::TooManyShareLinks {
                max: OPEN as i64,
                first: oldest.name.clone(),
            });
            Err(Error::field("name", problem))
        }
    }
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|_| Error::Internal)
}

/// The choices of the filters are not part of what a link shows: they name hosts and domains beyond it.
fn without_choices(overview: Overview) -> Overview {
    // What people write is for the space's own.
    Overview {
        agents: Vec::new(),
        domains: Vec::new(),
        annotations: Vec::new(),
        users: Vec::new(),
        ..overview
    }
}

/// What stands in a link's address: whose it is, which one, and the secret.
fn token(tenant: &TenantId, link: &ShareLinkId, secret: &str) -> String {
    let tail = |id: &str| id.rsplit('_').next().unwrap_or_default().to_owned();
    format!("{}-{}-{secret}", tail(tenant.as_str()), tail(link.as_str()))
}

/// What a link shows: range and filters.
pub fn query(link: &ShareLink) -> OverviewQuery {
    open::understood(serde_json::from_str(&link.query).unwrap_or_default())
}

/// Every link there is, the newest first.
pub async fn list(access: &mut Access<ListShareLinks>) -> Result<Vec<ShareLink>> {
    share_links::list(access.tx()).await.or_internal()
}

/// One link with the last tries at opening it, newest first.
pub async fn find(access: &mut Access<ListShareLinks>, id: &str) -> Result<(ShareLink, Vec<Open>)> {
    let id = ShareLinkId::parse(id).ok_or(Error::NotFound)?;
    let link = share_links::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let opens = share_links::list_opens(access.tx(), &id, OPENS_KEPT).await.or_internal()?;
    Ok((link, opens))
}

/// Ends a link at once.
pub async fn revoke(mut access: Access<ManageSharing>, id: &str) -> Result<()> {
    let id = ShareLinkId::parse(id).ok_or(Error::NotFound)?;
    let link = share_links::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let now = access.now();
    if !share_links::update_revoked(access.tx(), &id, now).await.or_internal()? {
        return Ok(());
    }
    let before = serde_json::json!({ "name": link.name, "kind": link.kind, "views": link.views });
    let change = Change {
        before: Some(before),
        ..Change::of(Deed::ShareLinksRevoke, Target::of(&id).called(&link.name))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

domain::words! {
    /// Where a link stands; who opens it decides by this.
    pub enum State { Open = "open", Expired = "expired", Revoked = "revoked", UsedUp = "used-up" }
}

pub fn state(link: &ShareLink, now: Micros) -> State {
    if link.revoked_at.is_some() {
        State::Revoked
    } else if link.expires_at <= now {
        State::Expired
    } else if link.view_limit.is_some_and(|limit| link.views >= limit) {
        State::UsedUp
    } else {
        State::Open
    }
}
