//! What the operator does to accounts whose address cannot be used: an older version made some without one, and
//! some for one mailbox.

use domain::{
    AccountId, Error, Problem, addresses,
    audit::{Deed, Target},
};
pub use store::control::accounts::Listed;
use store::{
    Mode,
    control::{
        accounts::{self, Account},
        challenges, password_resets, sessions,
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
};

/// Accounts by id: all of them, or those alone whose address cannot be used.
pub async fn list(service: &Service, after: &str, is_unusable: bool, limit: i64) -> Result<Vec<Listed>> {
    let mut tx = service.control(Mode::Read).await?;
    accounts::list(&mut tx, after, is_unusable, limit).await.or_internal()
}

/// Gives an account another address and ends its sessions. `who` is its id, or its address where it has one.
pub async fn set_address(service: &Service, caller: &Caller, who: &str, email: &str) -> Result<Account> {
    let email = addresses::email(email).map_err(|problem| Error::field("email", problem))?;
    let key = addresses::key(&email);
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let found = if let Some(id) = AccountId::parse(who) {
        accounts::find(&mut tx, &id).await
    } else {
        accounts::find_by_spelling(&mut tx, &addresses::key(who), &addresses::spelling(who)).await
    };
    let account = found.or_internal()?.ok_or(Error::NotFound)?;
    let taken = Error::field("email", Problem::Taken);
    accounts::update_address(&mut tx, &account.id, &email, &key).await.or_taken(taken)?;
    sessions::delete_all(&mut tx, &account.id).await.or_internal()?;
    challenges::delete_all(&mut tx, &account.id).await.or_internal()?;
    password_resets::delete_all(&mut tx, &account.id).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "email": account.email })),
        after: Some(serde_json::json!({ "email": email })),
        ..Change::of(Deed::AccountsSetAddress, Target::of(&account.id).called(&account.email))
    };
    audit_control(&mut tx, caller, now, change).await?;
    tx.commit().await.or_internal()?;
    Ok(Account { email, email_key: key, ..account })
}
