//! Operators: who there is, and giving, changing and taking a role.

mod first;
pub mod glance;

use domain::{
    AccountId, Error, addresses,
    audit::{Deed, Target},
    operators::{ListOperators, ManageOperators, OperatorRole, OperatorsError, OperatorsProblem},
};
pub use first::{Asked, become_first, check_link, first_link};
use store::control::{
    accounts::{self, Account},
    operators::{self as rows, Operator},
};

use crate::{OperatorAccess, OrInternal, Result, access::Change, sessions::NewSession};

/// The operators, and the accounts with a mark of an older version that gives nothing until it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operators {
    pub operators: Vec<Operator>,
    /// Id and address.
    pub marked: Vec<(String, String)>,
}

pub async fn list(access: &mut OperatorAccess<ListOperators>) -> Result<Operators> {
    let operators = rows::list(access.tx()).await.or_internal()?;
    let marked = rows::list_marked(access.tx()).await.or_internal()?;
    Ok(Operators { operators, marked })
}

/// Gives an account a role, in place of the one it had. `who` is its address or its id.
pub async fn give(
    mut access: OperatorAccess<ManageOperators>,
    who: &str,
    role: &str,
) -> Result<Option<NewSession>> {
    let role: OperatorRole = role.parse().map_err(|_| Error::field("role", domain::Problem::NotAChoice))?;
    access.lock().await?;
    let account = find(&mut access, who).await?;
    let before = rows::find(access.tx(), &account.id).await.or_internal()?;
    if before == Some(role) {
        return Ok(None);
    }
    keep_one(&mut access, before).await?;
    let by = access.by();
    let now = access.now();
    rows::upsert(access.tx(), &account.id, role, &by, now).await.or_internal()?;
    rows::delete_mark(access.tx(), &account.id).await.or_internal()?;
    note(access, &account, Deed::OperatorsGiveRole, before, Some(role)).await
}

/// Takes the role from an account, or the mark of an older version.
pub async fn take(mut access: OperatorAccess<ManageOperators>, who: &str) -> Result<Option<NewSession>> {
    access.lock().await?;
    let account = find(&mut access, who).await?;
    let before = rows::find(access.tx(), &account.id).await.or_internal()?;
    if before.is_none() && !account.is_operator {
        return Err(Error::NotFound);
    }
    keep_one(&mut access, before).await?;
    rows::delete(access.tx(), &account.id).await.or_internal()?;
    rows::delete_mark(access.tx(), &account.id).await.or_internal()?;
    note(access, &account, Deed::OperatorsTakeRole, before, None).await
}

async fn find(access: &mut OperatorAccess<ManageOperators>, who: &str) -> Result<Account> {
    let found = match AccountId::parse(who) {
        Some(id) => accounts::find(access.tx(), &id).await,
        None => {
            accounts::find_by_spelling(access.tx(), &addresses::key(who), &addresses::spelling(who)).await
        }
    };
    found
        .or_internal()?
        .ok_or_else(|| Error::field("email", domain::Problem::Operators(OperatorsProblem::NoAccount)))
}

/// Somebody with everything stays: `before` is what the account has that gets something else.
async fn keep_one(access: &mut OperatorAccess<ManageOperators>, before: Option<OperatorRole>) -> Result<()> {
    if before != Some(OperatorRole::Everything) {
        return Ok(());
    }
    let count = rows::count(access.tx(), OperatorRole::Everything).await.or_internal()?;
    if count > 1 { Ok(()) } else { Err(OperatorsError::LastOperator.into()) }
}

/// Notes the change. Whoever else has less now begins with their next request; their own session gets another token.
async fn note(
    mut access: OperatorAccess<ManageOperators>,
    account: &Account,
    deed: Deed,
    before: Option<OperatorRole>,
    after: Option<OperatorRole>,
) -> Result<Option<NewSession>> {
    let change = Change {
        before: Some(serde_json::json!({ "role": before })),
        after: Some(serde_json::json!({ "role": after })),
        ..Change::of(deed, Target::of(&account.id).called(&account.email))
    };
    access.audit(change).await?;
    let is_own = access.caller().account().is_some_and(|own| own.id == account.id);
    if is_own {
        return access.commit_for_self().await;
    }
    access.commit().await.map(|()| None)
}
