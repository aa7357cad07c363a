//! What operators do for people: find them, end their sessions, lift the limits they ran into, take second factors
//! away from whoever lost them all.

use domain::{
    AccountId, Error, addresses,
    audit::{Deed, Target},
    operators::{ManagePeople, Operate, OperatorRole, ViewPeople},
};
pub use store::control::{accounts::Found, rate_limits::Used};
use store::control::{
    accounts::{self, Account},
    authenticators, challenges, memberships, operators, passkeys, rate_limits, recovery_codes,
    sessions::{self, Session},
    tenants::Tenant,
};

use crate::{
    OperatorAccess, OrInternal, Result,
    access::Change,
    chance,
    factors::{self, Factors},
    notices::Notice,
};

/// One page of a list of people.
#[derive(Clone, Debug)]
pub struct PeoplePage {
    pub people: Vec<Found>,
    /// The key behind which the next page begins.
    pub next: Option<String>,
}

/// People by address, from `after` on; `text` is part of the address.
pub async fn list(
    access: &mut OperatorAccess<ViewPeople>,
    text: &str,
    after: &str,
    limit: usize,
) -> Result<PeoplePage> {
    let text: String = text.trim().to_lowercase().chars().take(100).collect();
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut people = accounts::search(access.tx(), &text, after, most).await.or_internal()?;
    let has_more = people.len() > limit;
    people.truncate(limit);
    let next = people.last().filter(|_| has_more).map(|found| found.email_key.clone());
    Ok(PeoplePage { people, next })
}

/// A person as operators see them.
#[derive(Clone, Debug)]
pub struct Seen {
    pub account: Account,
    pub operator: Option<OperatorRole>,
    pub factors: Factors,
    pub sessions: Vec<Session>,
    pub spaces: Vec<Tenant>,
    /// Allowances of theirs that are used up in part, each with what kind it is.
    pub limits: Vec<Used>,
}

pub async fn find(mut access: OperatorAccess<ViewPeople>, id: &str) -> Result<Seen> {
    let account = account(&mut access, id).await?;
    let now = access.now();
    let tx = access.tx();
    Ok(Seen {
        operator: operators::find(tx, &account.id).await.or_internal()?,
        factors: factors::find(tx, &account.id).await?,
        sessions: sessions::list(tx, &account.id, now).await.or_internal()?,
        spaces: memberships::list_tenants(tx, &account.id).await.or_internal()?,
        limits: rate_limits::list(tx, &keys(&account), now).await.or_internal()?,
        account,
    })
}

/// A person by the id or the address.
async fn account<P: Operate>(access: &mut OperatorAccess<P>, who: &str) -> Result<Account> {
    let found = match AccountId::parse(who) {
        Some(id) => accounts::find(access.tx(), &id).await,
        None => {
            accounts::find_by_spelling(access.tx(), &addresses::key(who), &addresses::spelling(who)).await
        }
    };
    found.or_internal()?.ok_or(Error::NotFound)
}

/// How the keys of a person's own allowances begin; those of a network are nobody's.
fn keys(account: &Account) -> Vec<String> {
    let (id, person) = (&account.id, chance::hash(&account.email_key));
    let of_id = [
        "second-factor",
        "step-up:password",
        "step-up:factor",
        "step-up:mailed",
        "step-up-mail",
        "authenticator",
        "password",
    ]
    .map(|kind| format!("{kind}:{id}"));
    let of_address =
        ["sign-in", "sign-up", "reset", "mail-to", "invite"].map(|kind| format!("{kind}:{person}"));
    of_id.into_iter().chain(of_address).collect()
}

/// Ends one session of a person.
pub async fn end_session(mut access: OperatorAccess<ManagePeople>, id: &str, session: &str) -> Result<()> {
    let account = account(&mut access, id).await?;
    let now = access.now();
    let all = sessions::list(access.tx(), &account.id, now).await.or_internal()?;
    let session = all.into_iter().find(|one| one.id.as_str() == session).ok_or(Error::NotFound)?;
    sessions::delete(access.tx(), &session.id).await.or_internal()?;
    let before = serde_json::json!({ "session": session.id.as_str() });
    note(&mut access, &account, Deed::SessionsEnd, before).await?;
    let service = access.service().clone();
    access.commit().await?;
    service.live().end(&session.id);
    Ok(())
}

/// Ends every session of a person.
pub async fn end_sessions(mut access: OperatorAccess<ManagePeople>, id: &str) -> Result<()> {
    let account = account(&mut access, id).await?;
    let now = access.now();
    let all = sessions::list(access.tx(), &account.id, now).await.or_internal()?;
    let ended = sessions::delete_all(access.tx(), &account.id).await.or_internal()?;
    challenges::delete_all(access.tx(), &account.id).await.or_internal()?;
    note(&mut access, &account, Deed::SessionsEndAll, serde_json::json!({ "sessions": ended })).await?;
    let service = access.service().clone();
    access.commit().await?;
    for session in all {
        service.live().end(&session.id);
    }
    Ok(())
}

/// Gives a person back every allowance of their own.
pub async fn lift_limits(mut access: OperatorAccess<ManagePeople>, id: &str) -> Result<()> {
    let account = account(&mut access, id).await?;
    let lifted = rate_limits::delete_all(access.tx(), &keys(&account)).await.or_internal()?;
    note(&mut access, &account, Deed::AccountsLiftLimits, serde_json::json!({ "lifted": lifted })).await?;
    access.commit().await
}

/// Takes every second factor of an account away, for somebody who lost them all, and ends its sessions; a mail tells
/// them.
pub async fn reset_factors(mut access: OperatorAccess<ManagePeople>, who: &str) -> Result<Account> {
    let account = account(&mut access, who).await?;
    let before = factors::find(access.tx(), &account.id).await?;
    let tx = access.tx();
    authenticators::delete(tx, &account.id, true).await.or_internal()?;
    passkeys::delete_all(tx, &account.id).await.or_internal()?;
    recovery_codes::delete(tx, &account.id).await.or_internal()?;
    challenges::delete_all(tx, &account.id).await.or_internal()?;
    sessions::delete_all(tx, &account.id).await.or_internal()?;
    let before = serde_json::json!({
        "authenticator": before.authenticator.is_some(), "passkeys": before.passkeys.len(),
        "recovery_codes": before.codes_left,
    });
    note(&mut access, &account, Deed::SecondFactorsReset, before).await?;
    let (service, caller) = (access.service().clone(), access.caller().clone());
    service.notify(access.tx(), &caller, &account.id, Notice::FactorsReset).await?;
    access.commit().await?;
    Ok(account)
}

async fn note(
    access: &mut OperatorAccess<ManagePeople>,
    account: &Account,
    deed: Deed,
    before: serde_json::Value,
) -> Result<()> {
    let target = Target::of(&account.id).called(&account.email);
    access.audit(Change { before: Some(before), ..Change::of(deed, target) }).await
}
