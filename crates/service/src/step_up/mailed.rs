//! A fresh proof by a code that is mailed, for people who have a provider alone: it may not be able to ask them anew.

use domain::{
    AccountId, Error, MINUTE, Micros, Problem, SessionId,
    accounts::AccountsProblem,
    audit::{Deed, Target},
    forms,
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode, StoreError,
    control::{
        accounts::{self, Account},
        challenges::{self, Challenge, Kind},
        sessions::{self as session_rows, Session},
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance, factors,
    identities::has_password,
    limits::{self, Allowance, Cause},
    notices::Origin,
    sessions::CHALLENGE_LIFETIME,
};

/// A code by which somebody signed in proves that it is still them.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendStepUpCode {
    pub(crate) account: AccountId,
    pub(crate) session: SessionId,
    #[serde(default)]
    pub(crate) origin: Option<Origin>,
}

/// After so many wrong answers a code is worth nothing.
const TRIES: i64 = 5;

/// Whether the person proves by mail that it is still them: who has a password or a factor shows that.
pub async fn can_mail(service: &Service, caller: &Caller) -> Result<bool> {
    let account = caller.signed_in()?;
    let mut tx = service.control(Mode::Read).await?;
    is_mailed(&mut tx, account).await
}

async fn is_mailed(tx: &mut ControlTx, account: &Account) -> Result<bool> {
    Ok(!has_password(account) && !factors::has_any(tx, &account.id).await?)
}

/// Has a code mailed to the person. A newer one replaces the older.
pub async fn mail(service: &Service, caller: &Caller) -> Result<()> {
    let (account, session) = caller.person().ok_or(Error::SignInRequired)?;
    let mut allowances = limits::mail(service, caller, &account.email_key, Cause::Person);
    allowances.push(Allowance::new(format!("step-up-mail:{}", account.id), 3, 5 * MINUTE));
    limits::take(service, &allowances).await?;
    let mut tx = service.control(Mode::Write).await?;
    if !is_mailed(&mut tx, account).await? {
        return Err(Error::field("mailed_code", Problem::NotAChoice));
    }
    let change = Change::of(Deed::StepUpMail, Target::of(&account.id).called(&account.email));
    let now = service.now();
    audit_control(&mut tx, caller, now, change).await?;
    let origin = Some(Origin::of(caller, now));
    let job = SendStepUpCode { account: account.id.clone(), session: session.id.clone(), origin };
    service.enqueue(&mut tx, &job).await?;
    service.commit_with_jobs(tx).await
}

/// Makes the code just before its mail leaves; nobody waits for it any more where the session has ended.
pub(crate) async fn write(
    service: &Service,
    account: &AccountId,
    session: &SessionId,
) -> Result<Option<(Account, String)>, StoreError> {
    let now = service.now();
    let mut tx = service.store().control(Mode::Write).await?;
    let Some(account) = accounts::find(&mut tx, account).await? else { return Ok(None) };
    let all = session_rows::list(&mut tx, &account.id, now).await?;
    if !all.iter().any(|open| open.id == *session) {
        return Ok(None);
    }
    let code = chance::code();
    let challenge = Challenge {
        token_hash: key(session),
        kind: Kind::Mailed,
        account_id: Some(account.id.clone()),
        method: None,
        provider_id: None,
        state: Some(hash(session, &code)),
        tries: 0,
        created_at: now,
        expires_at: now + CHALLENGE_LIFETIME,
        only_tenant: None,
    };
    challenges::upsert(&mut tx, &challenge).await?;
    tx.commit().await?;
    Ok(Some((account, code)))
}

/// What is wrong with a code; nothing, where it is the one that was mailed, which is used up by it.
pub(super) async fn check(
    tx: &mut ControlTx,
    account: &Account,
    session: &Session,
    code: &str,
    now: Micros,
) -> Result<Option<Problem>> {
    let key = key(&session.id);
    let asked = challenges::find(tx, &key, Kind::Mailed, now).await.or_internal()?;
    let asked = asked.filter(|asked| asked.account_id.as_ref() == Some(&account.id));
    let Some(asked) = asked else { return Ok(Some(Problem::Accounts(AccountsProblem::WrongCode))) };
    let typed = hash(&session.id, &forms::digits(code));
    if asked.state.is_some_and(|mailed| chance::same(&mailed, &typed)) {
        challenges::delete(tx, &key).await.or_internal()?;
        return Ok(None);
    }
    if challenges::count_try(tx, &key).await.or_internal()? < TRIES {
        return Ok(Some(Problem::Accounts(AccountsProblem::WrongCode)));
    }
    challenges::delete(tx, &key).await.or_internal()?;
    Ok(Some(Problem::Accounts(AccountsProblem::TooManyCodes)))
}

fn key(session: &SessionId) -> String {
    chance::hash(&format!("{}:{session}", Kind::Mailed))
}

/// A code is short, so its hash is bound to the one session it is for.
fn hash(session: &SessionId, code: &str) -> String {
    chance::hash(&format!("{session} {code}"))
}
