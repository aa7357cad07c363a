//! Opening a link: what somebody sees who has nothing but its address.

use domain::{
    ApiKeyId, Error, HOUR, MINUTE, Micros, SECOND, ShareLinkId, TenantId,
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
    Access, Caller, KeyHolder, OrInternal, Result, Service, Standing,
    accounts::limit,
    audit::Actor,
    chance,
    dashboards::{self, Overview},
};

/// How long a browser that gave the password may come back without it.
const PROOF: Micros = HOUR;

/// What a link shows.
#[derive(Clone, Debug)]
pub struct Shown {
    pub space: String,
    pub name: String,
    pub kind: ShareKind,
    pub made_at: Micros,
    pub expires_at: Micros,
    pub overview: Overview,
}

/// What becomes of opening a link. Only whoever has the whole address learns more than that there is nothing.
#[derive(Clone, Debug)]
pub enum Opened {
    Shown(Box<Shown>),
    /// There is a dashboard, and nobody looks yet: a browser fetched ahead, or asked for the head alone.
    Waiting,
    PasswordAsked,
    Expired,
    Revoked,
    UsedUp,
    Unknown,
}

/// How a link is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    pub token: &'a str,
    /// What the password was answered with, from the browser's cookie.
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
    place: Location,
    link: ShareLink,
}

async fn find(service: &Service, token: &Token<'_>) -> Result<Option<Found>> {
    let mut control = service.control(Mode::Read).await?;
    let tenant = tenants::find(&mut control, &token.tenant).await.or_internal()?;
    drop(control);
    // A closed space shows nothing to whoever is outside of it.
    let is_shown = |tenant: &Tenant| tenant.state == TenantState::Ready && tenant.closed_at.is_none();
    let Some(tenant) = tenant.filter(is_shown) else { return Ok(None) };
    let place = tenant.place().or_internal()?;
    let mut tx = service.store().tenant(&place, Mode::Read).await.or_internal()?;
    let link = share_links::find(&mut tx, &token.link).await.or_internal()?;
    let is_right = |link: &ShareLink| chance::same(&link.secret_hash, &chance::hash(token.secret));
    Ok(link.filter(is_right).map(|link| Found { tenant, place, link }))
}

/// Opens a link. A view is one request that shows the dashboard; what nobody sees counts for nothing.
pub async fn open(service: &Service, caller: &Caller, look: Look<'_>) -> Result<Opened> {
    let Some(token) = Token::parse(look.token) else { return Ok(Opened::Unknown) };
    limit(service, &format!("share:{}", caller.address), 120, SECOND).await?;
    let Some(found) = find(service, &token).await? else { return Ok(Opened::Unknown) };
    let now = service.now();
    if let Some(ended) = ended(&found.link, now) {
        return if look.is_seen { decide(service, caller, &found, None).await } else { Ok(ended) };
    }
    if !is_proved(&found.link, token.secret, look.proof, now) {
        if look.is_seen {
            note(service, caller, &found, OpenOutcome::PasswordAsked).await?;
        }
        return Ok(Opened::PasswordAsked);
    }
    if !look.is_seen {
        return Ok(Opened::Waiting);
    }
    let overview = match found.link.kind {
        ShareKind::Snapshot => snapshot(service, caller, &found).await?,
        ShareKind::Live => live(service, caller, &found).await?,
    };
    decide(service, caller, &found, overview).await
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
    let mut tx = service.store().tenant(&found.place, Mode::Read).await.or_internal()?;
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
    let mut tx = service.store().tenant(&found.place, Mode::Read).await.or_internal()?;
    let key = api_keys::find(&mut tx, &id).await.or_internal()?;
    Ok(key.is_some_and(|key| crate::api_keys::is_live(&key, service.now())))
}

/// The dashboard as the link's maker sees it now; `None` when they no longer may.
async fn live(service: &Service, caller: &Caller, found: &Found) -> Result<Option<Overview>> {
    let link = &found.link;
    if !is_key_live(service, found).await? {
        return Ok(None);
    }
    let holder = KeyHolder {
        id: ApiKeyId::from(link.id.to_string()),
        name: link.name.clone(),
        tenant: found.tenant.id.clone(),
        account: link.account_id.clone(),
        email: Actor::parse(&link.created_by).email().unwrap_or_default().to_owned(),
        permissions: PermissionSet::of(&[Permission::ViewOverview, Permission::ManageSharing]),
        scope: link.scope.parse().map_err(|_| Error::Internal)?,
        request: None,
    };
    let maker = Caller { person: None, key: Some(holder), ..caller.clone() };
    // Asked first: a link whose right has ended is no attempt of its maker's, and is not noted as one.
    let mut control = service.control(Mode::Read).await?;
    let standing = Standing::find(&mut control, &maker, &found.tenant.slug, service.now()).await?;
    drop(control);
    if !standing.may(Permission::ViewOverview) || !standing.may(Permission::ManageSharing) {
        return Ok(None);
    }
    let mut access = match Access::<ViewOverview>::enter(service, &maker, &found.tenant.slug).await {
        Err(Error::Forbidden { .. } | Error::NotFound) => return Ok(None),
        access => access?,
    };
    let query = serde_json::from_str(&link.query).unwrap_or_default();
    match dashboards::overview(&mut access, &query, caller.locale).await {
        Ok(overview) => Ok(Some(without_choices(overview))),
        // The host it was limited to is gone.
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Counts the view and remembers it in one transaction, under the link's own lock, so that a limit holds
/// however many open it at once.
async fn decide(
    service: &Service,
    caller: &Caller,
    found: &Found,
    overview: Option<Overview>,
) -> Result<Opened> {
    let mut tx = service.store().tenant(&found.place, Mode::Write).await.or_internal()?;
    let locked = share_links::update_opens(&mut tx, &found.link.id).await.or_internal()?;
    let Some(link) = locked else { return Ok(Opened::Unknown) };
    let now = service.now();
    let (opened, outcome) = match (state(&link, now), overview) {
        (State::Expired, _) => (Opened::Expired, OpenOutcome::Expired),
        (State::UsedUp, _) => (Opened::UsedUp, OpenOutcome::UsedUp),
        (State::Revoked, _) | (State::Open, None) => (Opened::Revoked, OpenOutcome::Revoked),
        (State::Open, Some(overview)) => {
            share_links::update_views(&mut tx, &link.id).await.or_internal()?;
            let shown = Shown {
                space: found.tenant.name.clone(),
                name: link.name.clone(),
                kind: link.kind,
                made_at: link.created_at,
                expires_at: link.expires_at,
                overview,
            };
            (Opened::Shown(Box::new(shown)), OpenOutcome::Shown)
        }
    };
    let open = Open { number: link.opens, at: now, address: caller.address.clone(), outcome };
    share_links::insert_open(&mut tx, &link.id, &open).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok(opened)
}

async fn note(service: &Service, caller: &Caller, found: &Found, outcome: OpenOutcome) -> Result<()> {
    let mut tx = service.store().tenant(&found.place, Mode::Write).await.or_internal()?;
    let Some(link) = share_links::update_opens(&mut tx, &found.link.id).await.or_internal()? else {
        return Ok(());
    };
    let open = Open { number: link.opens, at: service.now(), address: caller.address.clone(), outcome };
    share_links::insert_open(&mut tx, &link.id, &open).await.or_internal()?;
    tx.commit().await.or_internal()
}

/// What a browser that gave the right password keeps, and for how many seconds.
#[derive(Clone)]
pub struct Proof {
    pub value: String,
    pub max_age: i64,
}

/// Answers a link's password.
pub async fn unlock(service: &Service, caller: &Caller, token: &str, password: &str) -> Result<Proof> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let found = find(service, &token).await?.ok_or(Error::NotFound)?;
    let now = service.now();
    let Some(hash) = found.link.password_hash.as_deref().filter(|_| ended(&found.link, now).is_none()) else {
        return Err(Error::LinkExpired);
    };
    // Tight for one address; looser for all together, so that a stranger cannot lock everybody out.
    let id = &found.link.id;
    let mut limited = limit(service, &format!("share:{id}:{}", caller.address), 5, MINUTE).await;
    if limited.is_ok() {
        limited = limit(service, &format!("share:{id}"), 60, 10 * SECOND).await;
    }
    if let Err(error) = limited {
        note(service, caller, &found, OpenOutcome::TooManyGuesses).await?;
        return Err(error);
    }
    if !service.passwords().verify(password, Some(hash)).await? {
        note(service, caller, &found, OpenOutcome::WrongPassword).await?;
        return Err(Error::field("password", domain::Problem::WrongPassword));
    }
    let until = now + PROOF;
    Ok(Proof { value: format!("{until}.{}", proof(hash, token.secret, until)), max_age: PROOF / SECOND })
}

/// Made of what only the server and the link's address know, so nothing need be stored.
fn proof(password_hash: &str, secret: &str, until: Micros) -> String {
    chance::hash(&format!("{password_hash} {secret} {until}"))
}

fn is_proved(link: &ShareLink, secret: &str, shown: &str, now: Micros) -> bool {
    let Some(hash) = &link.password_hash else { return true };
    let Some((until, shown)) = shown.split_once('.') else { return false };
    let until = until.parse().unwrap_or(Micros::MIN);
    until > now && chance::same(shown, &proof(hash, secret, until))
}
