//! What an account is linked to.

use domain::{Error, IdentityId};
use store::{
    Mode,
    control::{
        accounts::{self, Account},
        identities::{self, Identity},
        passkeys,
    },
};

use super::proved_lately;
use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    passwords::NO_PASSWORD,
    providers::{self, Provider},
};

/// An identity with its provider, unless that is no more.
#[derive(Clone, Debug)]
pub struct Linked {
    pub identity: Identity,
    pub provider: Option<Provider>,
}

/// What the person who is signed in is linked to.
pub async fn list_mine(service: &Service, caller: &Caller) -> Result<Vec<Linked>> {
    let account = caller.required()?;
    let mut tx = service.control(Mode::Read).await?;
    let list = identities::list(&mut tx, &account.id).await.or_internal()?;
    drop(tx);
    let mut linked = Vec::new();
    for identity in list {
        let provider = providers::find(service, &identity.provider_id).await.ok();
        linked.push(Linked { identity, provider });
    }
    Ok(linked)
}

/// Whether an account has a password at all.
pub fn has_password(account: &Account) -> bool {
    account.password_hash != NO_PASSWORD
}

/// Unlinks an identity, unless it is the last way to sign in.
pub async fn unlink(service: &Service, caller: &Caller, id: &str) -> Result<()> {
    let now = service.now();
    let account = proved_lately(caller, now)?;
    let id = IdentityId::parse(id).ok_or(Error::NotFound)?;
    let mut tx = service.control(Mode::Write).await?;
    let linked = identities::list(&mut tx, &account.id).await.or_internal()?;
    let identity = linked.iter().find(|identity| identity.id == id).ok_or(Error::NotFound)?;
    // As it is now: the password may have come or gone since the page was shown.
    let account = accounts::find(&mut tx, &account.id).await.or_internal()?.ok_or(Error::SignInRequired)?;
    let has_passkey = !passkeys::list(&mut tx, &account.id).await.or_internal()?.is_empty();
    if linked.len() == 1 && !has_passkey && !has_password(&account) {
        return Err(Error::LastWayIn);
    }
    identities::delete(&mut tx, &account.id, &id).await.or_internal()?;
    let before = serde_json::json!({
        "account": account.id.as_str(), "provider": identity.provider_id, "email": identity.email,
    });
    let change = Change {
        action: "identities.unlink",
        target: id.as_str(),
        before: Some(before),
        ..Change::default()
    };
    audit_control(&mut tx, caller, now, change).await?;
    tx.commit().await.or_internal()
}
