//! A forgotten password: a mailed link lets its reader choose a new one.

use domain::{
    AccountId, Ended, Error, HOUR, Link, MINUTE, SECOND,
    accounts::AccountsError,
    addresses,
    audit::{Deed, Target},
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode, StoreError,
    control::{
        accounts::{self, Account},
        challenges,
        mailed_links::{self, LinkState},
        password_resets, sessions,
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    caller::unknown,
    chance,
    limits::{self, Allowance, Cause},
    links,
    notices::{Notice, Origin},
};

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendPasswordReset {
    pub(crate) account: AccountId,
    #[serde(default)]
    pub(crate) origin: Option<Origin>,
}

const LIFETIME: i64 = HOUR;

/// Has a link mailed, if the address has an account. The answer is the same either way.
pub async fn start(service: &Service, caller: &Caller, email: &str) -> Result<()> {
    let email = addresses::email(email).map_err(|problem| Error::field("email", problem))?;
    let email_key = addresses::key(&email);
    let mut tx = service.control(Mode::Read).await?;
    let account = accounts::find_by_email(&mut tx, &email_key).await.or_internal()?;
    let browser = limits::known_browser(&mut tx, caller, account.as_ref().map(|account| &account.id)).await?;
    drop(tx);
    limits::take(service, &allowances(service, caller, &email_key, browser.as_deref())).await?;
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let found = accounts::find_by_spelling(&mut tx, &email_key, &addresses::spelling(&email)).await;
    let account = found.or_internal()?;
    // For an address without an account as much is done: its entry names nobody, its job finds nobody to write to.
    let target =
        account.as_ref().map_or_else(unknown, |account| Target::of(&account.id).called(&account.email));
    let change = Change::of(Deed::PasswordResetsStart, target);
    audit_control(&mut tx, caller, now, change).await?;
    let account = account.map_or_else(|| chance::id(now, AccountId::new), |account| account.id);
    let origin = Some(Origin::of(caller, now));
    service.enqueue(&mut tx, &SendPasswordReset { account, origin }).await?;
    service.commit_with_jobs(tx).await
}

/// The allowances of mails with a link. A browser in which the person signed in before has its own, so that
/// whoever asks in their name elsewhere does not keep them from their account.
fn allowances(service: &Service, caller: &Caller, email_key: &str, browser: Option<&str>) -> Vec<Allowance> {
    let person = chance::hash(email_key);
    if let Some(browser) = browser {
        let mut allowances = limits::mail_from(service, caller, Cause::Person);
        allowances.push(Allowance::new(format!("reset:{person}:{browser}"), 3, 5 * MINUTE));
        return allowances;
    }
    let mut allowances = limits::mail(service, caller, email_key, Cause::Person);
    allowances.push(Allowance::new(format!("reset:{}", caller.network()), 30, 10 * SECOND));
    allowances.push(Allowance::new(format!("reset:{person}"), 3, 5 * MINUTE));
    allowances
}

/// Makes the secret of the mailed link just before it leaves.
pub(crate) async fn link(
    service: &Service,
    account: &AccountId,
) -> Result<Option<(Account, String)>, StoreError> {
    let now = service.now();
    let mut tx = service.store().control(Mode::Write).await?;
    let Some(account) = accounts::find(&mut tx, account).await? else { return Ok(None) };
    let token = chance::token();
    password_resets::insert(&mut tx, &chance::hash(&token), &account.id, now, now + LIFETIME).await?;
    let (kind, target) = (Link::PasswordReset, account.id.as_str());
    links::note(&mut tx, kind, target, &token, (now, now + LIFETIME)).await?;
    tx.commit().await?;
    Ok(Some((account, token)))
}

/// Whether a link is still good. Looking does not use it up.
pub async fn check(service: &Service, token: &str) -> Result<()> {
    let mut tx = service.control(Mode::Read).await?;
    let found = password_resets::find(&mut tx, &chance::hash(token), service.now()).await.or_internal()?;
    if found.is_some() {
        Ok(())
    } else {
        Err(links::ended(&mut tx, Link::PasswordReset, token, service.now()).await?)
    }
}

/// Sets the new password. Every session of the account ends, and so does every other link.
pub async fn finish(service: &Service, caller: &Caller, token: &str, password: &str) -> Result<()> {
    let token_hash = chance::hash(token);
    let mut tx = service.control(Mode::Read).await?;
    let found = password_resets::find(&mut tx, &token_hash, service.now()).await.or_internal()?;
    let Some(id) = found else {
        return Err(links::ended(&mut tx, Link::PasswordReset, token, service.now()).await?);
    };
    let account = accounts::find(&mut tx, &id).await.or_internal()?.ok_or(AccountsError::LinkExpired)?;
    drop(tx);
    limits::limit(service, &format!("reset-finish:{id}"), 10, 30 * SECOND).await?;
    let hash = service.passwords().choose("password", password, &[&account.email]).await?;
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    if !password_resets::update_used(&mut tx, &token_hash, &account.id, now).await.or_internal()? {
        return Err(AccountsError::LinkEnded { link: Link::PasswordReset, why: Ended::Used }.into());
    }
    use_links(&mut tx, &account.id, &token_hash).await?;
    accounts::update_password(&mut tx, &account.id, &hash).await.or_internal()?;
    sessions::delete_all(&mut tx, &account.id).await.or_internal()?;
    challenges::delete_all(&mut tx, &account.id).await.or_internal()?;
    let change = Change::of(Deed::PasswordResetsFinish, Target::of(&account.id).called(&account.email));
    audit_control(&mut tx, caller, now, change).await?;
    service.notify(&mut tx, caller, &account.id, Notice::PasswordReset).await?;
    service.commit_with_jobs(tx).await
}

/// Notes that a link did its work, and that the others for the account have become older by that.
async fn use_links(tx: &mut ControlTx, account: &AccountId, token_hash: &str) -> Result<()> {
    let (kind, target) = (Link::PasswordReset, account.as_str());
    mailed_links::update_used(tx, token_hash).await.or_internal()?;
    mailed_links::update_state(tx, kind, target, LinkState::Older).await.or_internal()
}
