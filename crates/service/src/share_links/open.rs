//! Opening a link: what somebody sees who has nothing but its address.

use domain::{
    ApiKeyId, Error, HOUR, MINUTE, Micros, SECOND, ShareLinkId, TenantId,
    accounts::{AccountsError, AccountsProblem},
    brands::Brand,
    permission::{Permission, PermissionSet, ViewOverview},
};
use store::{
    Location, Mode,
    control::tenants::{self, Tenant, TenantState},
    tenant::{
        api_keys,
        share_links::{self, Open, OpenOutcome, ShareKind, ShareLink},
    },
};

use super::{State, state, without_choices};
use crate::{
    Access, Caller, OrInternal, Principal, Result, Service, Standing, chance,
    dashboards::{self, Measure, Overview, OverviewQuery, Range},
    limits::{self, Allowance, limit},
    principal::LinkHolder,
};

/// How long a browser that gave the password, or took a view, may come back without another.
const PROOF: Micros = HOUR;

/// What a link shows.
#[derive(Clone, Debug)]
pub struct Shown {
    pub space: String,
    pub name: String,
    pub kind: ShareKind,
    pub made_at: Micros,
    pub expires_at: Micros,
    /// Whether it is seen so many times only: this browser may look for a while.
    pub is_limited: bool,
    pub overview: Overview,
}

/// What becomes of opening a link. Only whoever has the whole address learns more than that there is nothing.
#[derive(Clone, Debug)]
pub enum Opened {
    Shown(Box<Shown>),
    /// There is a dashboard, and nobody looks yet: a browser fetched ahead, or asked for the head alone.
    Waiting,
    /// There is a dashboard, and a look at it has to be taken by a person: there are only so many.
    Counted,
    PasswordAsked,
    Expired,
    Revoked,
    UsedUp,
    /// Its space is closed; open again, it shows what it did.
    SpaceClosed,
    Unknown,
}

/// How a link is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    pub token: &'a str,
    /// What the password was answered with or a view taken, from the browser's cookie.
    pub proof: &'a str,
    /// Whether somebody will see the answer.
    pub is_seen: bool,
}

struct Token<'a> {
    tenant: TenantId,
    link: ShareLinkId,
    secret: &'a str,
}

impl<'a> Token<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split('-');
        let (tenant, link, secret) = (parts.next()?, parts.next()?, parts.next()?);
        let token = Self {
            tenant: TenantId::parse(&format!("ten_{tenant}"))?,
            link: ShareLinkId::parse(&format!("shr_{link}"))?,
            secret,
        };
        parts.next().is_none().then_some(token)
    }
}

/// A link whose secret was right, and where it is.
struct Found {
    tenant: Tenant,
    location: Location,
    link: ShareLink,
}

async fn find(service: &Service, token: &Token<'_>) -> Result<Option<Found>> {
    let mut control = service.control(Mode::Read).await?;
    let tenant = tenants::find(&mut control, &token.tenant).await.or_internal()?;
    drop(control);
    let Some(tenant) = tenant.filter(|tenant| tenant.state == TenantState::Ready) else { return Ok(None) };
    let location = tenant.location().or_internal()?;
    let mut tx = service.store().tenant(&location, Mode::Read).await.or_internal()?;
    let link = share_links::find(&mut tx, &token.link).await.or_internal()?;
    let is_right = |link: &ShareLink| chance::same(&link.secret_hash, &chance::hash(token.secret));
    Ok(link.filter(is_right).map(|link| Found { tenant, location, link }))
}

/// Under whose name its dashboard is shown, for whoever has the whole address.
pub async fn brand(service: &Service, token: &str) -> Result<Brand> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let found = find(service, &token).await?.ok_or(Error::NotFound)?;
    Ok(found.tenant.brand(service.now()))
}

/// A closed or suspended space shows nothing to whoever is outside of it.
fn require_open(found: &Found) -> Result<()> {
    if found.tenant.closed_at.or(found.tenant.suspended_at).is_some() { Err(Error::NotFound) } else { Ok(()) }
}

/// Opens a link. Where there are only so many views, one is taken by [`view`] and lasts for a while in its browser;
/// whatever previews the address takes none.
pub async fn open(service: &Service, caller: &Caller, look: Look<'_>) -> Result<Opened> {
    let Some(token) = Token::parse(look.token) else { return Ok(Opened::Unknown) };
    limit(service, &format!("share:{}", caller.network()), 120, SECOND).await?;
    let Some(found) = find(service, &token).await? else { return Ok(Opened::Unknown) };
    if require_open(&found).is_err() {
        return Ok(Opened::SpaceClosed);
    }
    let now = service.now();
    let has_pass = has_pass(service, &found.link, look.proof, now);
    // Whoever pressed a button is a person, whatever their browser calls itself.
    let is_seen = look.is_seen || has_pass;
    match ended(&found.link, now) {
        // Who took the last view may look at it for as long as the others may at theirs.
        None => {}
        Some(Opened::UsedUp) if has_pass => {}
        Some(ended) if is_seen => {
            note(service, caller, &found, outcome(&ended)).await?;
            return Ok(ended);
        }
        Some(ended) => return Ok(ended),
    }
    if found.link.password_hash.is_some() && !has_pass {
        let outcome = if is_seen { OpenOutcome::PasswordAsked } else { OpenOutcome::Previewed };
        note(service, caller, &found, outcome).await?;
        return Ok(Opened::PasswordAsked);
    }
    if !is_seen {
        note(service, caller, &found, OpenOutcome::Previewed).await?;
        return Ok(Opened::Waiting);
    }
    if found.link.view_limit.is_some() && !has_pass {
        note(service, caller, &found, OpenOutcome::Previewed).await?;
        return Ok(Opened::Counted);
    }
    let overview = look_at(service, caller, &found).await?;
    if found.link.view_limit.is_none() {
        return decide(service, caller, &found, overview).await;
    }
    match overview {
        Some(overview) => Ok(shown(&found, &found.link, overview)),
        None => Ok(Opened::Revoked),
    }
}

/// Lets the browser of whoever pressed the button look for a while; where there are only so many views, it takes one.
pub async fn view(service: &Service, caller: &Caller, token: &str) -> Result<Proof> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    limit(service, &format!("share:{}", caller.network()), 120, SECOND).await?;
    let found = find(service, &token).await?.ok_or(Error::NotFound)?;
    require_open(&found)?;
    // Its password is asked for first, and takes the view by itself.
    if found.link.password_hash.is_some() {
        return Err(AccountsError::LinkExpired.into());
    }
    if ended(&found.link, service.now()).is_some() {
        return Err(AccountsError::LinkExpired.into());
    }
    if found.link.view_limit.is_some() {
        take(service, caller, &found).await?;
    }
    pass(service, &found.link)
}

async fn take(service: &Service, caller: &Caller, found: &Found) -> Result<()> {
    let overview = look_at(service, caller, found).await?;
    match decide(service, caller, found, overview).await? {
        Opened::Shown(_) => Ok(()),
        _ => Err(Error::Accounts(AccountsError::LinkExpired)),
    }
}

async fn look_at(service: &Service, caller: &Caller, found: &Found) -> Result<Option<Overview>> {
    match found.link.kind {
        ShareKind::Snapshot => snapshot(service, caller, found).await,
        ShareKind::Live => live(service, caller, found).await,
    }
}

const fn outcome(ended: &Opened) -> OpenOutcome {
    match ended {
        Opened::Expired => OpenOutcome::Expired,
        Opened::UsedUp => OpenOutcome::UsedUp,
        _ => OpenOutcome::Revoked,
    }
}

fn ended(link: &ShareLink, now: Micros) -> Option<Opened> {
    match state(link, now) {
        State::Open => None,
        State::Expired => Some(Opened::Expired),
        State::Revoked => Some(Opened::Revoked),
        State::UsedUp => Some(Opened::UsedUp),
    }
}

/// The dashboard as it was, in the language of whoever reads it.
async fn snapshot(service: &Service, caller: &Caller, found: &Found) -> Result<Option<Overview>> {
    let mut tx = service.store().tenant(&found.location, Mode::Read).await.or_internal()?;
    let text = share_links::find_snapshot(&mut tx, &found.link.id).await.or_internal()?;
    let Some(text) = text else { return Ok(None) };
    let kept: Overview = serde_json::from_str(&text).map_err(|error| {
        tracing::error!(%error, link = %found.link.id, "a snapshot cannot be read");
        Error::Internal
    })?;
    kept.in_language(caller.locale).map(Some)
}

/// Whether the API key that made a link still lets anybody in; a person's link has none.
async fn is_key_live(service: &Service, found: &Found) -> Result<bool> {
    let Some(id) = found.link.key_id.as_deref().map(|id| ApiKeyId::from(id.to_owned())) else {
        return Ok(true);
    };
    let mut tx = service.store().tenant(&found.location, Mode::Read).await.or_internal()?;
    let key = api_keys::find(&mut tx, &id).await.or_internal()?;
    Ok(key.is_some_and(|key| crate::api_keys::is_live(&key, service.now())))
}

/// The dashboard as the link's maker sees it now; `None` when they no longer may.
async fn live(service: &Service, caller: &Caller, found: &Found) -> Result<Option<Overview>> {
    let link = &found.link;
    if !is_key_live(service, found).await? {
        return Ok(None);
    }
    let holder = LinkHolder {
        id: link.id.clone(),
        name: link.name.clone(),
        tenant: found.tenant.id.clone(),
        account: link.account_id.clone(),
        email: link.email().to_owned(),
        permissions: PermissionSet::of(&[Permission::ViewOverview, Permission::ManageSharing]),
        scope: link.scope.parse().map_err(|_| Error::Internal)?,
    };
    let maker = Caller { principal: Principal::ShareLink(Box::new(holder)), ..caller.clone() };
    // Asked first: a link whose right has ended is no attempt of its maker's, and is not noted as one.
    let mut control = service.control(Mode::Read).await?;
    let standing = Standing::find(&mut control, &maker, &found.tenant.slug, service.now()).await?;
    drop(control);
    if !standing.may(Permission::ViewOverview) || !standing.may(Permission::ManageSharing) {
        return Ok(None);
    }
    let mut access = Access::<ViewOverview>::under(service, &maker, standing).await?;
    let query = super::query(link);
    match dashboards::overview(&mut access, &query, caller.locale).await {
        Ok(overview) => Ok(Some(without_choices(overview))),
        // The host it was limited to is gone.
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Links made before words were checked may hold some that mean nothing; they show what they always did.
pub(super) fn understood(mut query: OverviewQuery) -> OverviewQuery {
    if query.range.parse::<Range>().is_err() {
        query.range.clear();
    }
    if query.measure.parse::<Measure>().is_err() {
        query.measure.clear();
    }
    query
}

/// Counts the view and remembers it in one transaction, under the link's own lock, so that a limit holds
/// however many open it at once.
async fn decide(
    service: &Service,
    caller: &Caller,
    found: &Found,
    overview: Option<Overview>,
) -> Result<Opened> {
    let mut tx = service.store().tenant(&found.location, Mode::Write).await.or_internal()?;
    let locked = share_links::update_opens(&mut tx, &found.link.id).await.or_internal()?;
    let Some(link) = locked else { return Ok(Opened::Unknown) };
    let now = service.now();
    let (opened, outcome) = match (state(&link, now), overview) {
        (State::Expired, _) => (Opened::Expired, OpenOutcome::Expired),
        (State::UsedUp, _) => (Opened::UsedUp, OpenOutcome::UsedUp),
        (State::Revoked, _) | (State::Open, None) => (Opened::Revoked, OpenOutcome::Revoked),
        (State::Open, Some(overview)) => {
            share_links::update_views(&mut tx, &link.id).await.or_internal()?;
            (shown(found, &link, overview), OpenOutcome::Shown)
        }
    };
    let open = Open { number: link.opens, at: now, address: caller.address.clone(), outcome };
    share_links::insert_open(&mut tx, &link.id, &open).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok(opened)
}

fn shown(found: &Found, link: &ShareLink, overview: Overview) -> Opened {
    Opened::Shown(Box::new(Shown {
        space: found.tenant.name.clone(),
        name: link.name.clone(),
        kind: link.kind,
        made_at: link.created_at,
        expires_at: link.expires_at,
        is_limited: link.view_limit.is_some(),
        overview,
    }))
}

async fn note(service: &Service, caller: &Caller, found: &Found, outcome: OpenOutcome) -> Result<()> {
    let mut tx = service.store().tenant(&found.location, Mode::Write).await.or_internal()?;
    let Some(link) = share_links::update_opens(&mut tx, &found.link.id).await.or_internal()? else {
        return Ok(());
    };
    let open = Open { number: link.opens, at: service.now(), address: caller.address.clone(), outcome };
    share_links::insert_open(&mut tx, &link.id, &open).await.or_internal()?;
    tx.commit().await.or_internal()
}

/// What a browser that gave the right password or took a view keeps, and for how many seconds.
#[derive(Clone)]
pub struct Proof {
    pub value: String,
    pub max_age: i64,
}

/// Answers a link's password.
pub async fn unlock(service: &Service, caller: &Caller, token: &str, password: &str) -> Result<Proof> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let found = find(service, &token).await?.ok_or(Error::NotFound)?;
    require_open(&found)?;
    let now = service.now();
    let Some(hash) = found.link.password_hash.as_deref().filter(|_| ended(&found.link, now).is_none()) else {
        return Err(AccountsError::LinkExpired.into());
    };
    // Tight for one address; looser for all together, so that a stranger cannot lock everybody out.
    let id = &found.link.id;
    let guesses = [
        Allowance::new(format!("share:{id}:{}", caller.network()), 5, MINUTE),
        Allowance::new(format!("share:{id}"), 60, 10 * SECOND),
    ];
    if let Err(error) = limits::take(service, &guesses).await {
        // So many are noted, and no more: somebody who tries all day must not fill the list.
        if limit(service, &format!("refusal:{}:{id}", found.tenant.id), 30, MINUTE).await.is_ok() {
            note(service, caller, &found, OpenOutcome::TooManyGuesses).await?;
        }
        return Err(error);
    }
    if !service.passwords().verify(password, Some(hash)).await? {
        note(service, caller, &found, OpenOutcome::WrongPassword).await?;
        return Err(Error::field("password", domain::Problem::Accounts(AccountsProblem::WrongPassword)));
    }
    note(service, caller, &found, OpenOutcome::Unlocked).await?;
    if found.link.view_limit.is_some() {
        take(service, caller, &found).await?;
    }
    pass(service, &found.link)
}

fn row(link: &ShareLink) -> String {
    format!("share_links:{}", link.id)
}

/// Sealed for the one link, so nothing need be stored.
fn pass(service: &Service, link: &ShareLink) -> Result<Proof> {
    let until = service.now() + PROOF;
    let value = service.secrets().seal(&row(link), until.to_string().as_bytes())?;
    Ok(Proof { value, max_age: PROOF / SECOND })
}

fn has_pass(service: &Service, link: &ShareLink, shown: &str, now: Micros) -> bool {
    let opened = service.secrets().try_open(&row(link), shown);
    let until = opened.and_then(|bytes| String::from_utf8(bytes).ok()?.parse().ok());
    until.is_some_and(|until: Micros| until > now)
}
