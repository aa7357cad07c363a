//! Who passes the gateway, and what they have behind it: asked for each request, so that what was taken away is gone with
//! the next one.

use domain::{
    HOUR, MINUTE, Micros,
    deep_links::targets::{Flavor, LinkMode, LinkTarget},
    permission::{OpenDeepLinks, Permission},
    plans::Feature,
};
pub use store::control::gateway::{KeyPurpose, SigningKey};
use store::{
    ControlTx, Mode,
    control::{
        accounts::Account,
        gateway::{self, GatewaySession, Ticket},
        link_targets::{self, Connection},
        secret_keys::Vault,
        sessions::Session,
    },
};

use super::{kibana, reaching};
use crate::{Caller, OrInternal, Principal, Result, Service, Source, Standing, chance, principal::Person};

/// So long a ticket opens.
pub const TICKET: Micros = MINUTE;
/// So long a session may lie unused, and so long it lasts at most.
const IDLE: Micros = HOUR;
const LIFETIME: Micros = 8 * HOUR;
/// How often it is noted that a session is used.
const SEEN: Micros = MINUTE;

/// Somebody at the gateway.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub account: Account,
    pub seats: Vec<Seat>,
}

/// What somebody has of one tenant in a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The tenant's name.
    pub tenant: String,
    /// What the program calls the tenant's part of it.
    pub place: String,
    /// What the person is called there.
    pub login: String,
    pub is_read_only: bool,
}

/// A session that begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    pub token: String,
    /// Path, query and fragment of what was to be opened.
    pub address: String,
}

/// Makes a ticket for somebody's session in the console; the token that opens once.
pub(super) async fn ticket(
    tx: &mut ControlTx,
    session: &Session,
    target: LinkTarget,
    address: String,
    now: Micros,
) -> Result<String> {
    let token = chance::token();
    let ticket = Ticket {
        token_hash: chance::hash(&token),
        session_id: session.id.clone(),
        target,
        address,
        expires_at: now + TICKET,
    };
    gateway::insert_ticket(tx, &ticket).await.or_internal()?;
    Ok(token)
}

/// Takes a ticket for a session; none where it is unknown, was used or ran out. The session that the browser had ends.
pub async fn enter(
    service: &Service,
    target: LinkTarget,
    ticket: &str,
    replaces: Option<&str>,
) -> Result<Option<Entered>> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let opened = gateway::take_ticket(&mut tx, &chance::hash(ticket), target, now).await.or_internal()?;
    let Some((session_id, address)) = opened else { return Ok(None) };
    if let Some(old) = replaces {
        gateway::delete(&mut tx, &chance::hash(old)).await.or_internal()?;
    }
    let token = chance::token();
    let session = GatewaySession {
        token_hash: chance::hash(&token),
        session_id,
        target,
        created_at: now,
        seen_at: now,
        expires_at: now + IDLE,
    };
    gateway::insert(&mut tx, &session).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok(Some(Entered { token, address }))
}

/// Who a session at a program stands for, with what they have there in the places that are asked for; none where it
/// ended, there or in the console.
pub async fn who(
    service: &Service,
    target: LinkTarget,
    token: &str,
    is_asked: impl Fn(&str) -> bool + Send,
) -> Result<Option<Visitor>> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let found = gateway::find(&mut tx, &chance::hash(token), target, now).await.or_internal()?;
    let Some((at_program, account, session)) = found else { return Ok(None) };
    let caller = Caller::of(Principal::Person(Box::new(Person { account, session })), Source::Page);
    let account = caller.account().cloned().ok_or(domain::Error::Internal)?;
    let mut seats = Vec::new();
    let places = gateway::list_places(&mut tx, &account.id, target).await.or_internal()?;
    for (slug, tenant, place) in places.into_iter().filter(|(.., place)| is_asked(place)) {
        let standing = match Standing::find(&mut tx, &caller, &slug, now).await {
            Ok(standing) => standing,
            Err(domain::Error::Internal) => return Err(domain::Error::Internal),
            Err(_) => continue,
        };
        if may_pass(&standing, &caller, target) {
            let is_read_only = !standing.may(Permission::ManageMailFlow);
            let login = match target {
                LinkTarget::Kibana => kibana::login(&standing.tenant.id, &account.id),
                _ => account.id.to_string(),
            };
            seats.push(Seat { tenant, place, login, is_read_only });
        }
    }
    drop(tx);
    if at_program.seen_at + SEEN < now {
        let expires_at = (now + IDLE).min(at_program.created_at + LIFETIME);
        let mut tx = service.control(Mode::Write).await?;
        gateway::update_seen(&mut tx, &at_program.token_hash, now, expires_at).await.or_internal()?;
        tx.commit().await.or_internal()?;
    }
    Ok(Some(Visitor { account, seats }))
}

fn may_pass(standing: &Standing, caller: &Caller, target: LinkTarget) -> bool {
    is_given(standing, target) && standing.allows::<OpenDeepLinks>(caller).is_ok()
}

/// Whether a member as themselves has a program by the plan of the space.
pub(super) fn is_given(standing: &Standing, target: LinkTarget) -> bool {
    standing.actor.is_member
        && standing.viewed.is_none()
        && standing.entitlements.has_word(Feature::DeepLinks, target.as_str())
}

/// Ends a session at a program.
pub async fn leave(service: &Service, token: &str) -> Result<()> {
    let mut tx = service.control(Mode::Write).await?;
    gateway::delete(&mut tx, &chance::hash(token)).await.or_internal()?;
    tx.commit().await.or_internal()
}

/// A key that signs who somebody is.
#[derive(Clone)]
pub struct KeptKey {
    pub id: String,
    pub private: Vec<u8>,
    pub made_at: Micros,
}

impl std::fmt::Debug for KeptKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptKey").field("id", &self.id).finish_non_exhaustive()
    }
}

fn row(id: &str) -> String {
    format!("{}:{id}", Vault::SigningKeys.table())
}

/// The keys that are kept for something and can be read, the oldest first.
pub async fn keys(service: &Service, purpose: KeyPurpose) -> Result<Vec<KeptKey>> {
    let mut tx = service.control(Mode::Read).await?;
    let kept = gateway::list_keys(&mut tx, purpose).await.or_internal()?;
    let opened = kept.into_iter().filter_map(|key| {
        let private = service.secrets().try_open(&row(&key.id), &key.sealed)?;
        Some(KeptKey { id: key.id, private, made_at: key.made_at })
    });
    Ok(opened.collect())
}

/// Keeps a new key and forgets those that nothing needs any more. Of several servers that make one at the same time each
/// keeps its own: all are published.
pub async fn keep_key(
    service: &Service,
    purpose: KeyPurpose,
    new: Option<&KeptKey>,
    outlived: &[&str],
) -> Result<()> {
    let mut tx = service.control(Mode::Write).await?;
    if let Some(new) = new {
        let sealed = service.secrets().seal(&row(&new.id), &new.private)?;
        let key = SigningKey { id: new.id.clone(), sealed, made_at: new.made_at };
        gateway::insert_key(&mut tx, purpose, &key).await.or_internal()?;
    }
    for id in outlived {
        gateway::delete_key(&mut tx, id).await.or_internal()?;
    }
    tx.commit().await.or_internal()
}

/// A program that the gateway stands before.
#[derive(Clone, PartialEq, Eq)]
pub struct Behind {
    pub target: LinkTarget,
    pub flavor: Flavor,
    pub public_url: String,
    pub internal_url: String,
    pub username: String,
    pub password: String,
}

impl std::fmt::Debug for Behind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Behind").field("target", &self.target).finish_non_exhaustive()
    }
}

/// The programs that links open through the gateway, as they are connected now.
pub async fn behind(service: &Service) -> Result<Vec<Behind>> {
    let mut tx = service.control(Mode::Read).await?;
    let connections = link_targets::list(&mut tx).await.or_internal()?;
    let of = |one: Connection| {
        let password = reaching::password(service, &one)?;
        let Connection { target, flavor, public_url, internal_url, username, .. } = one;
        Some(Behind { target, flavor, public_url, internal_url, username, password })
    };
    let through = connections.into_iter().filter(|one| one.mode == LinkMode::Gateway);
    Ok(through.filter_map(of).collect())
}
