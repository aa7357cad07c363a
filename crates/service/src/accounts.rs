//! People's accounts.

mod deleting;
mod operating;

pub(crate) use deleting::SendFarewell;
pub use deleting::{Leaving, delete, leaving};
use domain::{
    AccountId, Checks, Error, Locale, Problem, SECOND,
    accounts::AccountsProblem,
    addresses,
    audit::{Deed, Target},
    operators::OperatorRole,
};
pub use operating::{Listed, list, set_address};
use store::{
    Mode,
    control::{
        accounts::{self, Account},
        challenges, operators, sessions,
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance,
    limits::limit,
    notices::Notice,
    sessions::NewSession,
};

/// Makes an account from the command line, without a mail.
pub async fn create(
    service: &Service,
    caller: &Caller,
    email: &str,
    password: &str,
    is_operator: bool,
) -> Result<Account> {
    let mut checks = Checks::default();
    let email = checks.take("email", addresses::email(email));
    if let Some(problem) =
        service.passwords().problem(password, &[email.as_deref().unwrap_or_default()]).await?
    {
        checks.add("password", problem);
    }
    checks.finish()?;
    let email = email.ok_or(Error::Internal)?;
    let now = service.now();
    let account = Account {
        id: chance::id(now, AccountId::new),
        email_key: addresses::key(&email),
        email,
        password_hash: service.passwords().hash(password).await?,
        locale: caller.locale,
        is_operator: false,
        created_at: now,
    };
    let mut tx = service.control(Mode::Write).await?;
    accounts::insert(&mut tx, &account).await.or_taken(Error::field("email", Problem::Taken))?;
    if is_operator {
        operators::upsert(&mut tx, &account.id, OperatorRole::Everything, "", now).await.or_internal()?;
    }
    let after = serde_json::json!({ "email": account.email, "operator": is_operator });
    let change = Change {
        after: Some(after),
        ..Change::of(Deed::AccountsCreate, Target::of(&account.id).called(&account.email))
    };
    audit_control(&mut tx, caller, now, change).await?;
    tx.commit().await.or_internal()?;
    Ok(account)
}

/// The account with an e-mail address, for the command line.
pub async fn find_by_email(service: &Service, email: &str) -> Result<Option<Account>> {
    let mut tx = service.control(Mode::Read).await?;
    let (key, spelling) = (addresses::key(email), addresses::spelling(email));
    accounts::find_by_spelling(&mut tx, &key, &spelling).await.or_internal()
}

/// Changes the language mails are written in.
pub async fn set_locale(service: &Service, caller: &Caller, locale: Locale) -> Result<()> {
    let Some(account) = caller.account() else { return Ok(()) };
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    accounts::update_locale(&mut tx, &account.id, locale).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "locale": account.locale })),
        after: Some(serde_json::json!({ "locale": locale })),
        ..Change::of(Deed::AccountsSetLocale, Target::of(&account.id).called(&account.email))
    };
    audit_control(&mut tx, caller, now, change).await?;
    tx.commit().await.or_internal()
}

/// Changes the password; every other session ends and this one gets a new token.
pub async fn change_password(
    service: &Service,
    caller: &Caller,
    current: &str,
    new: &str,
) -> Result<NewSession> {
    caller.required()?;
    let (account, session) = caller.person().ok_or(Error::SignInRequired)?;
    limit(service, &format!("password:{}", account.id), 8, 30 * SECOND).await?;
    if !service.passwords().verify(current, Some(&account.password_hash)).await? {
        crate::sessions::audit_refusal(
            service,
            caller,
            Deed::AccountsRefuse,
            Some(&account.id),
            "wrong password",
        )
        .await?;
        return Err(Error::field("current", AccountsProblem::WrongPassword));
    }
    let hash = service.passwords().choose("new", new, &[&account.email]).await?;
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    if !crate::sessions::is_unchanged(&mut tx, account).await? {
        return Err(Error::field("current", AccountsProblem::WrongPassword));
    }
    accounts::update_password(&mut tx, &account.id, &hash).await.or_internal()?;
    sessions::delete_others(&mut tx, &account.id, &session.id).await.or_internal()?;
    challenges::delete_all(&mut tx, &account.id).await.or_internal()?;
    let change = Change::of(Deed::AccountsChangePassword, Target::of(&account.id).called(&account.email));
    audit_control(&mut tx, caller, now, change).await?;
    let session = crate::sessions::rotate(&mut tx, session, session.second_factor_at, now).await?;
    service.notify(&mut tx, caller, &account.id, Notice::PasswordChanged).await?;
    service.commit_with_jobs(tx).await?;
    Ok(session)
}
