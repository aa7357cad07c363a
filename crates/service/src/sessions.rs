//! Signing in and out.

use domain::{DAY, Error, HOUR, SECOND, SessionId, forms};
use store::{
    ControlTx, Mode,
    control::{
        accounts::{self, Account},
        rate_limits,
        sessions::{self, Method, Session},
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    accounts::limit,
    chance,
};

/// A session ends when it was not used for so long,
const IDLE: i64 = 14 * DAY;
/// and after so long in any case.
const LIFETIME: i64 = 90 * DAY;

/// A session just begun: the token goes into the browser's cookie and is stored nowhere else.
#[derive(Clone)]
pub struct NewSession {
    pub token: String,
    /// Seconds the cookie lasts.
    pub max_age: i64,
}

impl std::fmt::Debug for NewSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSession").field("max_age", &self.max_age).finish_non_exhaustive()
    }
}

pub(crate) async fn insert(
    tx: &mut ControlTx,
    caller: &Caller,
    account: &Account,
    method: Method,
    now: i64,
) -> Result<NewSession> {
    let token = chance::token();
    let session = Session {
        id: chance::id(now, SessionId::new),
        token_hash: chance::hash(&token),
        account_id: account.id.clone(),
        address: caller.address.clone(),
        user_agent: caller.user_agent.chars().take(200).collect(),
        created_at: now,
        seen_at: now,
        expires_at: now + IDLE,
        method,
        provider_id: None,
        second_factor_at: None,
        confirmed_at: now,
        view_as_tenant: None,
        view_as_account: None,
    };
    sessions::insert(tx, &session).await.or_internal()?;
    let after = serde_json::json!({ "session": session.id.as_str() });
    let change = Change {
        action: "sessions.start",
        target: account.id.as_str(),
        after: Some(after),
        ..Change::default()
    };
    audit_control(tx, caller, now, change).await?;
    Ok(NewSession { token, max_age: LIFETIME / SECOND })
}

/// Signs a person in by e-mail and password.
pub async fn sign_in(service: &Service, caller: &Caller, email: &str, password: &str) -> Result<NewSession> {
    let email_key = forms::email_key(email);
    // Tight for one address on one account; looser for all addresses together, so that somebody who only
    // knows the e-mail address does not lock its owner out.
    let everybody = format!("sign-in:{}", chance::hash(&email_key));
    let by_account = format!("sign-in:{}", chance::hash(&format!("{email_key} {}", caller.address)));
    limit(service, &format!("sign-in:{}", caller.address), 60, 5 * SECOND).await?;
    limit(service, &by_account, 8, 30 * SECOND).await?;
    limit(service, &everybody, 100, 5 * SECOND).await?;
    let mut tx = service.control(Mode::Read).await?;
    let account = accounts::find_by_email(&mut tx, &email_key).await.or_internal()?;
    drop(tx);
    let hash = account.as_ref().map(|account| account.password_hash.as_str());
    let is_right = service.passwords().verify(password, hash).await?;
    let Some(account) = account.filter(|_| is_right) else {
        metrics::counter!("parvis_sign_ins_total", "outcome" => "refused").increment(1);
        return Err(Error::WrongCredentials);
    };
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    rate_limits::delete(&mut tx, &by_account).await.or_internal()?;
    // A session that was open before is not carried over: its token may have been planted.
    if let Some((_, old)) = &caller.person {
        sessions::delete(&mut tx, &old.id).await.or_internal()?;
    }
    let session = insert(&mut tx, caller, &account, Method::Password, now).await?;
    tx.commit().await.or_internal()?;
    metrics::counter!("parvis_sign_ins_total", "outcome" => "accepted").increment(1);
    Ok(session)
}

pub async fn sign_out(service: &Service, caller: &Caller) -> Result<()> {
    let Some((account, session)) = &caller.person else { return Ok(()) };
    let mut tx = service.control(Mode::Write).await?;
    sessions::delete(&mut tx, &session.id).await.or_internal()?;
    let before = serde_json::json!({ "session": session.id.as_str() });
    let change = Change {
        action: "sessions.end",
        target: account.id.as_str(),
        before: Some(before),
        ..Change::default()
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}

/// The person of a session as they are now; `None` when it has ended.
pub async fn renew(service: &Service, session: &Session) -> Result<Option<(Account, Session)>> {
    let mut tx = service.control(Mode::Read).await?;
    let found = sessions::find(&mut tx, &session.token_hash, service.now()).await.or_internal()?;
    let Some(session) = found else { return Ok(None) };
    let account = accounts::find(&mut tx, &session.account_id).await.or_internal()?;
    Ok(account.map(|account| (account, session)))
}

/// The person a session token stands for.
pub async fn find(service: &Service, token: &str) -> Result<Option<(Account, Session)>> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let Some(session) = sessions::find(&mut tx, &chance::hash(token), now).await.or_internal()? else {
        return Ok(None);
    };
    let account = accounts::find(&mut tx, &session.account_id).await.or_internal()?;
    drop(tx);
    // Once an hour is often enough to know when somebody was last here.
    if session.seen_at + HOUR < now {
        let expires_at = (now + IDLE).min(session.created_at + LIFETIME);
        let mut tx = service.control(Mode::Write).await?;
        sessions::update_seen(&mut tx, &session.id, now, expires_at).await.or_internal()?;
        tx.commit().await.or_internal()?;
    }
    Ok(account.map(|account| (account, session)))
}
