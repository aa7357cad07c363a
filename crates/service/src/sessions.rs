//! Signing in and out.

mod mine;
mod views;

use domain::{
    AccountId, DAY, MINUTE, Micros, SECOND, SessionId, TenantId,
    accounts::AccountsError,
    addresses,
    audit::{Deed, Target},
};
pub use mine::{end, end_others, list, sign_out};
use store::{
    ControlTx, Mode,
    control::{
        accounts::{self, Account},
        challenges::{self, Challenge, Kind},
        devices, rate_limits,
        sessions::{self, Method, Session},
    },
};
pub(crate) use views::{audited_view, end_view, note_view};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    caller::unknown,
    chance, factors,
    limits::{self, limit},
    notices::Notice,
};

/// A session ends when it was not used for so long,
const IDLE: i64 = 14 * DAY;
/// When somebody was last here is written down again after so long.
const SEEN: i64 = 5 * MINUTE;
/// and after so long in any case.
const LIFETIME: i64 = 90 * DAY;
/// How long a browser is known after somebody signed in there.
pub const DEVICE_LIFETIME: i64 = 400 * DAY;
/// How long somebody has to give the second factor.
pub(crate) const CHALLENGE_LIFETIME: i64 = 10 * MINUTE;

/// A session just begun: the token goes into the browser's cookie and is stored nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSession {
    pub token: String,
    /// Seconds the cookie lasts.
    pub max_age: i64,
    /// The token by which this browser is known from now on, if it was not yet.
    pub device: Option<String>,
}

impl std::fmt::Debug for NewSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSession").field("max_age", &self.max_age).finish_non_exhaustive()
    }
}

/// The demand for a second factor: the token goes into a cookie of the browser that has to answer.
#[derive(Clone)]
pub struct NewChallenge {
    pub token: String,
    /// Seconds the cookie lasts.
    pub max_age: i64,
}

impl std::fmt::Debug for NewChallenge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewChallenge").field("max_age", &self.max_age).finish_non_exhaustive()
    }
}

/// What a way to sign in has led to.
#[derive(Clone, Debug)]
#[must_use = "a browser that does not get its cookie is not signed in"]
pub enum SignedIn {
    Session(NewSession),
    /// The account has a second factor, and it was not given yet.
    SecondFactor(NewChallenge),
}

impl SignedIn {
    /// The session, where no second factor is asked for.
    pub fn session(self) -> Option<NewSession> {
        match self {
            Self::Session(session) => Some(session),
            Self::SecondFactor(_) => None,
        }
    }
}

/// The way somebody came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way<'a> {
    pub(crate) method: Method,
    /// The identity provider, for [`Method::Provider`].
    pub(crate) provider_id: Option<&'a str>,
    /// When the person proved elsewhere who they are, 0 where nobody tells; `None`: here and now.
    pub(crate) proved_at: Option<Micros>,
    /// The one tenant this way opens: the one whose own provider it went through.
    pub(crate) only_tenant: Option<&'a str>,
}

impl<'a> Way<'a> {
    /// Whoever runs the host of a tenant can read its cookies: what begins there opens that tenant alone.
    fn opens_only(&self, caller: &'a Caller) -> Option<&'a str> {
        caller.browser.at_host_of.as_ref().map(TenantId::as_str).or(self.only_tenant)
    }
}

impl From<Method> for Way<'_> {
    fn from(method: Method) -> Self {
        Self { method, provider_id: None, proved_at: None, only_tenant: None }
    }
}

/// Ends a sign-in, whichever way it came: with a session or, when the account has a second factor, with the
/// demand for it. To be called in the transaction that uses the proof up, and committed with its jobs.
pub(crate) async fn begin(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    account: &Account,
    way: Way<'_>,
) -> Result<SignedIn> {
    // A passkey is something one has, and opens only to whoever it knows: both factors in one.
    let is_whole = way.method == Method::Passkey;
    if !is_whole && factors::has_any(tx, &account.id).await? {
        return demand(tx, caller, account, way, service.now()).await.map(SignedIn::SecondFactor);
    }
    let second_factor_at = is_whole.then_some(service.now());
    start(service, tx, caller, account, way, second_factor_at).await.map(SignedIn::Session)
}

async fn demand(
    tx: &mut ControlTx,
    caller: &Caller,
    account: &Account,
    way: Way<'_>,
    now: Micros,
) -> Result<NewChallenge> {
    let token = chance::token();
    let challenge = Challenge {
        token_hash: chance::hash(&token),
        kind: Kind::SecondFactor,
        account_id: Some(account.id.clone()),
        method: Some(way.method),
        provider_id: way.provider_id.map(str::to_owned),
        state: None,
        tries: 0,
        created_at: now,
        expires_at: now + CHALLENGE_LIFETIME,
        only_tenant: way.opens_only(caller).map(str::to_owned),
    };
    challenges::upsert(tx, &challenge).await.or_internal()?;
    let after = serde_json::json!({ "method": way.method });
    let change = Change {
        after: Some(after),
        ..Change::of(Deed::SecondFactorsDemand, Target::of(&account.id).called(&account.email))
    };
    audit_control(tx, caller, now, change).await?;
    Ok(NewChallenge { token, max_age: CHALLENGE_LIFETIME / SECOND })
}

/// Begins the session of somebody who has shown everything that is asked of them. A browser the account
/// never signed in from is told to its person.
pub(crate) async fn start(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    account: &Account,
    way: Way<'_>,
    second_factor_at: Option<Micros>,
) -> Result<NewSession> {
    let now = service.now();
    // A session that was open before is not carried over: its token may have been planted.
    if let Some((_, old)) = caller.person() {
        sessions::delete(tx, &old.id).await.or_internal()?;
        mine::audit_end(tx, caller, &old.account_id, old, now).await?;
    }
    let device = chance::hash(&caller.browser.device);
    let (is_known, has_others) = devices::is_known(tx, &account.id, &device).await.or_internal()?;
    if has_others && !is_known {
        service.notify(tx, caller, &account.id, Notice::NewDevice).await?;
    }
    write(tx, caller, account, way, second_factor_at, now).await
}

/// Begins the first session of an account just made.
pub(crate) async fn insert(
    tx: &mut ControlTx,
    caller: &Caller,
    account: &Account,
    method: Method,
    now: Micros,
) -> Result<NewSession> {
    write(tx, caller, account, method.into(), None, now).await
}

async fn write(
    tx: &mut ControlTx,
    caller: &Caller,
    account: &Account,
    way: Way<'_>,
    second_factor_at: Option<Micros>,
    now: Micros,
) -> Result<NewSession> {
    let token = chance::token();
    let only_tenant = way.opens_only(caller);
    let session = Session {
        id: chance::id(now, SessionId::new),
        token_hash: chance::hash(&token),
        account_id: account.id.clone(),
        address: caller.address.clone(),
        user_agent: caller.user_agent.chars().take(200).collect(),
        created_at: now,
        seen_at: now,
        expires_at: now + IDLE,
        method: way.method,
        provider_id: way.provider_id.map(str::to_owned),
        second_factor_at,
        // What was shown here is fresh; what a provider says is as old as it says, and old where it is silent.
        confirmed_at: way.proved_at.filter(|_| second_factor_at.is_none()).unwrap_or(now).min(now),
        view_as_tenant: None,
        view_as_account: None,
        only_tenant: only_tenant.map(str::to_owned),
        began_at_host: caller.browser.at_host_of.is_some(),
    };
    sessions::insert(tx, &session).await.or_internal()?;
    let device = learn_device(tx, caller, &account.id, now).await?;
    let after = serde_json::json!({
        "session": session.id.as_str(), "method": way.method, "second_factor": second_factor_at.is_some(),
        "only_tenant": only_tenant,
    });
    let change = Change {
        after: Some(after),
        ..Change::of(Deed::SessionsStart, Target::of(&account.id).called(&account.email))
    };
    audit_control(tx, caller, now, change).await?;
    Ok(NewSession { token, max_age: LIFETIME / SECOND, device })
}

/// Remembers the browser for the account; returns the token of one that has none yet.
async fn learn_device(
    tx: &mut ControlTx,
    caller: &Caller,
    account: &AccountId,
    now: Micros,
) -> Result<Option<String>> {
    let new = caller.browser.device.is_empty().then(chance::token);
    let token = new.as_deref().unwrap_or(&caller.browser.device);
    devices::upsert(tx, account, &chance::hash(token), now).await.or_internal()?;
    Ok(new)
}

/// Gives a session another token, because its person has just proved who they are.
pub(crate) async fn rotate(
    tx: &mut ControlTx,
    session: &Session,
    second_factor_at: Option<Micros>,
    now: Micros,
) -> Result<NewSession> {
    sessions::update_proof(tx, &session.id, second_factor_at, now).await.or_internal()?;
    another_token(tx, session, now).await
}

/// Gives the session of whoever asks another token, because what it may do has changed. A program has none.
pub(crate) async fn renew_token(
    tx: &mut ControlTx,
    caller: &Caller,
    now: Micros,
) -> Result<Option<NewSession>> {
    match caller.session() {
        Some(session) => another_token(tx, session, now).await.map(Some),
        None => Ok(None),
    }
}

/// What it has proved is left as it is: that may have been taken away in this very transaction.
async fn another_token(tx: &mut ControlTx, session: &Session, now: Micros) -> Result<NewSession> {
    let token = chance::token();
    sessions::update_token(tx, &session.id, &chance::hash(&token)).await.or_internal()?;
    Ok(NewSession { token, max_age: (session.created_at + LIFETIME - now) / SECOND, device: None })
}

/// Signs a person in by e-mail and password.
pub async fn sign_in(service: &Service, caller: &Caller, email: &str, password: &str) -> Result<SignedIn> {
    let email_key = addresses::key(email);
    let mut tx = service.control(Mode::Read).await?;
    let spelling = addresses::spelling(email);
    let account = accounts::find_by_spelling(&mut tx, &email_key, &spelling).await.or_internal()?;
    let browser = limits::known_browser(&mut tx, caller, account.as_ref().map(|account| &account.id)).await?;
    drop(tx);
    let guesses = limits::guesses(caller, &email_key, browser.as_deref());
    if let Err(error) = limits::take(service, &guesses).await {
        let account = account.as_ref().map(|account| &account.id);
        audit_refusal(service, caller, Deed::SessionsRefuse, account, "too many attempts").await?;
        return Err(error);
    }
    let hash = account.as_ref().map(|account| account.password_hash.as_str());
    let is_right = service.passwords().verify(password, hash).await?;
    let Some(account) = account.clone().filter(|_| is_right) else {
        metrics::counter!("parvis_sign_ins_total", "outcome" => "refused").increment(1);
        let account = account.as_ref().map(|account| &account.id);
        audit_refusal(service, caller, Deed::SessionsRefuse, account, "wrong password").await?;
        return Err(AccountsError::WrongCredentials.into());
    };
    let mut tx = service.control(Mode::Write).await?;
    // The password may have been changed while it was being checked.
    if !is_unchanged(&mut tx, &account).await? {
        drop(tx);
        audit_refusal(service, caller, Deed::SessionsRefuse, Some(&account.id), "old password").await?;
        return Err(AccountsError::WrongCredentials.into());
    }
    // A right password forgives what the same person mistyped before.
    rate_limits::delete(&mut tx, guesses[0].key()).await.or_internal()?;
    let signed_in = begin(service, &mut tx, caller, &account, Method::Password.into()).await?;
    service.commit_with_jobs(tx).await?;
    metrics::counter!("parvis_sign_ins_total", "outcome" => "accepted").increment(1);
    Ok(signed_in)
}

/// Whether an account's password is still the one it was known with. Nobody changes it until the transaction
/// is done, and whoever changes it then ends what was begun with the old one.
pub(crate) async fn is_unchanged(tx: &mut ControlTx, known: &Account) -> Result<bool> {
    let account = accounts::lock(tx, &known.id).await.or_internal()?;
    Ok(account.is_some_and(|account| chance::same(&account.password_hash, &known.password_hash)))
}

/// Notes that somebody did not prove who they are. So many from one address are noted and no more. An
/// address without account is noted the same way, so that the time it takes tells nothing; what was typed is
/// not, because people type passwords there.
pub(crate) async fn audit_refusal(
    service: &Service,
    caller: &Caller,
    action: Deed,
    account: Option<&AccountId>,
    reason: &str,
) -> Result<()> {
    if limit(service, &format!("refusals:{}", caller.network()), 30, MINUTE).await.is_err() {
        return Ok(());
    }
    let mut tx = service.control(Mode::Write).await?;
    let change = Change {
        after: Some(serde_json::json!({ "reason": reason })),
        ..Change::of(action, account.map_or_else(unknown, Target::of))
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}

/// The person of a session as they are now; `None` when it has ended.
pub async fn renew(service: &Service, session: &Session) -> Result<Option<(Account, Session)>> {
    let mut tx = service.control(Mode::Read).await?;
    sessions::find(&mut tx, &session.token_hash, service.now()).await.or_internal()
}

/// The person a session token stands for.
pub async fn find(service: &Service, token: &str) -> Result<Option<(Account, Session)>> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let found = sessions::find(&mut tx, &chance::hash(token), now).await.or_internal()?;
    drop(tx);
    let Some((account, session)) = found else { return Ok(None) };
    // Every few minutes is often enough to know when somebody was last here.
    if session.seen_at + SEEN < now {
        let expires_at = (now + IDLE).min(session.created_at + LIFETIME);
        service.uses().see(&session.id, now, expires_at);
    }
    Ok(Some((account, session)))
}
