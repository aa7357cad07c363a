//! What an account is linked to.

use domain::{
    AccountId, Error, IdentityId,
    accounts::AccountsError,
    audit::{Deed, Target},
};
use store::{
    ControlTx, Mode,
    control::{
        accounts::{self, Account},
        identities::{self, Identity},
        passkeys,
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    notices::Notice,
    passwords::NO_PASSWORD,
    providers::{self, Provider},
    sessions::{self, NewSession},
    standing,
};

/// An identity with its provider, unless that is no more.
#[derive(Clone, Debug)]
pub struct Linked {
    pub identity: Identity,
    pub provider: Option<Provider>,
}

/// What the person who is signed in is linked to.
pub async fn list_mine(service: &Service, caller: &Caller) -> Result<Vec<Linked>> {
    let account = caller.signed_in()?;
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
pub async fn unlink(service: &Service, caller: &Caller, id: &str) -> Result<Option<NewSession>> {
    let now = service.now();
    let account = caller.required()?;
    standing::require_fresh(caller, now)?;
    let id = IdentityId::parse(id).ok_or(Error::NotFound)?;
    let linked = list_mine(service, caller).await?;
    let linked = linked.into_iter().find(|linked| linked.identity.id == id).ok_or(Error::NotFound)?;
    let identity = linked.identity;
    let tenant = linked.provider.as_ref().and_then(|provider| provider.tenant.clone());
    let name =
        linked.provider.map_or_else(|| identity.provider_id.clone(), |provider| provider.name_in_mails());
    let mut tx = service.control(Mode::Write).await?;
    accounts::lock(&mut tx, &account.id).await.or_internal()?;
    if !identities::delete(&mut tx, &account.id, &id).await.or_internal()? {
        return Err(Error::NotFound);
    }
    check_way_in(&mut tx, &account.id).await?;
    let before = serde_json::json!({
        "account": account.id.as_str(), "provider": identity.provider_id, "email": identity.email,
    });
    let change = Change {
        before: Some(before),
        tenant: tenant.as_ref(),
        ..Change::of(Deed::IdentitiesUnlink, Target::of(&id).called(&identity.email))
    };
    audit_control(&mut tx, caller, now, change).await?;
    service.notify(&mut tx, caller, &account.id, Notice::ProviderUnlinked { name }).await?;
    let session = sessions::renew_token(&mut tx, caller, now).await?;
    service.commit_with_jobs(tx).await?;
    Ok(session)
}

/// Refuses to take the last way to sign in. Asked when it is deleted already, under the account's lock, which is
/// taken before anything else of the account: of the last two taken at once, one stays.
pub(crate) async fn check_way_in(tx: &mut ControlTx, account: &AccountId) -> Result<()> {
    let account = accounts::find(tx, account).await.or_internal()?.ok_or(Error::SignInRequired)?;
    let is_any = has_password(&account)
        || !passkeys::list(tx, &account.id).await.or_internal()?.is_empty()
        || !identities::list(tx, &account.id).await.or_internal()?.is_empty();
    if is_any { Ok(()) } else { Err(Error::Accounts(AccountsError::LastWayIn)) }
}
