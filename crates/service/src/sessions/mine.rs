//! What somebody signed in does with their sessions.

use domain::{
    AccountId, Error, Micros,
    audit::{Deed, Target},
};
use store::{
    ControlTx, Mode,
    control::sessions::{self, Session},
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
};

/// Ends the session that asks.
pub async fn sign_out(service: &Service, caller: &Caller) -> Result<()> {
    let Some((account, session)) = caller.person() else { return Ok(()) };
    let mut tx = service.control(Mode::Write).await?;
    sessions::delete(&mut tx, &session.id).await.or_internal()?;
    audit_end(&mut tx, caller, &account.id, session, service.now()).await?;
    tx.commit().await.or_internal().map(|()| service.live().end(&session.id))
}

pub(super) async fn audit_end(
    tx: &mut ControlTx,
    caller: &Caller,
    account: &AccountId,
    session: &Session,
    now: Micros,
) -> Result<()> {
    let change = Change {
        before: Some(serde_json::json!({ "session": session.id.as_str() })),
        ..Change::of(Deed::SessionsEnd, Target::of(account))
    };
    audit_control(tx, caller, now, change).await
}

/// The sessions of the person, the latest used first.
pub async fn list(service: &Service, caller: &Caller) -> Result<Vec<Session>> {
    let account = caller.required()?;
    let mut tx = service.control(Mode::Read).await?;
    sessions::list(&mut tx, &account.id, service.now()).await.or_internal()
}

/// Ends one session of the person. One that is not theirs does not exist.
pub async fn end(service: &Service, caller: &Caller, id: &str) -> Result<()> {
    let account = caller.required()?;
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let all = sessions::list(&mut tx, &account.id, now).await.or_internal()?;
    let session = all.iter().find(|session| session.id.as_str() == id).ok_or(Error::NotFound)?;
    sessions::delete(&mut tx, &session.id).await.or_internal()?;
    audit_end(&mut tx, caller, &account.id, session, now).await?;
    tx.commit().await.or_internal().map(|()| service.live().end(&session.id))
}

/// Ends every session of the person but the one that asks.
pub async fn end_others(service: &Service, caller: &Caller) -> Result<()> {
    caller.required()?;
    let (account, session) = caller.person().ok_or(Error::SignInRequired)?;
    let mut tx = service.control(Mode::Write).await?;
    let ended = sessions::delete_others(&mut tx, &account.id, &session.id).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "sessions": ended })),
        ..Change::of(Deed::SessionsEndOthers, Target::of(&account.id).called(&account.email))
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}
