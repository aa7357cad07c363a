//! Somebody who came back from a provider and whom no account here is linked to.

use domain::{
    Error, ProviderId, TenantId,
    accounts::AccountsError,
    addresses,
    audit::{Deed, Target},
};
use store::{
    ControlTx, Mode,
    control::{
        accounts::{self, Account},
        provider_flows::{self, Arrival},
    },
};

use super::{Failure, begin, insert};
use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance,
    notices::Notice,
    passwords::NO_PASSWORD,
    providers::{self, Fault, Proved, Provider},
    sessions::{self, NewSession, SignedIn},
    standing,
};

/// What the page after the way back shows.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub provider: Provider,
    /// The address the provider told; empty: none.
    pub email: String,
    pub email_verified: bool,
    /// Whether its verified address has an account; its owner has just proved to be its owner.
    pub has_account: bool,
    pub next: String,
}

impl Arrived {
    /// Whether the provider's word for the address counts in a tenant: a tenant's own does in no other.
    pub fn vouches_in(&self, tenant: &TenantId) -> bool {
        self.email_verified && self.provider.tenant.as_ref().is_none_or(|own| own == tenant)
    }
}

/// Who arrived in this browser, as long as that is remembered.
pub async fn arrived(service: &Service, caller: &Caller) -> Result<Arrived> {
    let mut tx = service.control(Mode::Read).await?;
    let arrival = find_arrival(service, &mut tx, caller).await?;
    let has_account = arrival.email_verified
        && accounts::find_by_email(&mut tx, &addresses::key(&arrival.email)).await.or_internal()?.is_some();
    drop(tx);
    let provider = providers::find(service, &arrival.provider_id).await?;
    Ok(Arrived {
        provider,
        email: arrival.email,
        email_verified: arrival.email_verified,
        has_account,
        next: arrival.next,
    })
}

pub(crate) async fn find_arrival(service: &Service, tx: &mut ControlTx, caller: &Caller) -> Result<Arrival> {
    let secret = &caller.browser.arrival;
    let found = provider_flows::find_arrival(tx, &chance::hash(secret), service.now()).await.or_internal()?;
    found.ok_or(Error::Accounts(AccountsError::LinkExpired))
}

fn proved(arrival: &Arrival) -> Proved {
    Proved {
        issuer: arrival.issuer.clone(),
        subject: arrival.subject.clone(),
        email: arrival.email.clone(),
        email_verified: arrival.email_verified,
        proved_at: arrival.proved_at,
    }
}

/// Whether a tenant's own provider told of them.
pub(crate) fn is_tenants(arrival: &Arrival) -> bool {
    ProviderId::parse(&arrival.provider_id).is_some()
}

/// Links whoever arrived to the account that is signed in, whose session gets another token, and says where to
/// go on.
pub async fn link(service: &Service, caller: &Caller) -> Result<(Option<NewSession>, String), Failure> {
    let account = caller.required()?;
    standing::require_fresh(caller, service.now())?;
    let mut tx = service.control(Mode::Read).await?;
    let arrival = find_arrival(service, &mut tx, caller).await?;
    drop(tx);
    let provider = providers::find(service, &arrival.provider_id).await?;
    let mut tx = service.control(Mode::Write).await?;
    if !provider_flows::delete_arrival(&mut tx, &arrival.secret_hash).await.or_internal()? {
        return Err(Error::from(AccountsError::LinkExpired).into());
    }
    insert(service, &mut tx, caller, account, &provider, &proved(&arrival)).await?;
    let notice = Notice::ProviderLinked { name: provider.name_in_mails() };
    service.notify(&mut tx, caller, &account.id, notice).await?;
    let session = sessions::renew_token(&mut tx, caller, service.now()).await?;
    service.commit_with_jobs(tx).await?;
    Ok((session, arrival.next))
}

/// Somebody from a provider whose sign-up waits for its confirmation.
pub(crate) struct Waiting {
    arrival: Arrival,
    provider: Provider,
}

/// Who arrived under this hash, if this is their browser and it is still remembered.
pub(crate) async fn waiting(service: &Service, caller: &Caller, hash: &str) -> Result<Option<Waiting>> {
    if !chance::same(hash, &chance::hash(&caller.browser.arrival)) {
        return Ok(None);
    }
    let mut tx = service.control(Mode::Read).await?;
    let arrival = match find_arrival(service, &mut tx, caller).await {
        Err(Error::Accounts(AccountsError::LinkExpired)) => return Ok(None),
        found => found?,
    };
    drop(tx);
    match providers::find(service, &arrival.provider_id).await {
        Err(Error::NotFound) => Ok(None),
        provider => Ok(Some(Waiting { arrival, provider: provider? })),
    }
}

impl Waiting {
    /// Links the identity to the account that was just made.
    pub(crate) async fn link(
        &self,
        service: &Service,
        tx: &mut ControlTx,
        caller: &Caller,
        account: &Account,
    ) -> Result<()> {
        if !provider_flows::delete_arrival(tx, &self.arrival.secret_hash).await.or_internal()? {
            return Ok(());
        }
        match insert(service, tx, caller, account, &self.provider, &proved(&self.arrival)).await {
            // The mailbox they proved is none that this provider speaks for: it stays unlinked.
            Ok(()) | Err(Failure::Fault(Fault::ForeignAddress)) => Ok(()),
            Err(Failure::Error(error)) => Err(error),
            // It got an account meanwhile, which is the one to sign in to.
            Err(Failure::Fault(_)) => Err(Error::SignInRequired),
        }
    }
}

/// Somebody whose address a provider vouches for and who may get an account by that.
pub(crate) struct Vouched {
    arrival: Arrival,
    provider: Provider,
}

/// Who arrived in this browser with a verified address; nobody, where nothing arrived or its time is over.
/// A tenant's own provider vouches for whoever joins that tenant, and for nobody else.
pub(crate) async fn vouched(
    service: &Service,
    caller: &Caller,
    tenant: &TenantId,
) -> Result<Option<Vouched>> {
    if caller.browser.arrival.is_empty() {
        return Ok(None);
    }
    let mut tx = service.control(Mode::Read).await?;
    let arrival = match find_arrival(service, &mut tx, caller).await {
        Err(Error::Accounts(AccountsError::LinkExpired)) => return Ok(None),
        found => found?,
    };
    drop(tx);
    if !arrival.email_verified {
        return Ok(None);
    }
    let provider = providers::find(service, &arrival.provider_id).await?;
    let vouches = provider.tenant.as_ref().is_none_or(|own| own == tenant);
    Ok(vouches.then_some(Vouched { arrival, provider }))
}

impl Vouched {
    pub(crate) fn email(&self) -> &str {
        &self.arrival.email
    }

    /// Makes the account, links the identity and signs in, on what is used up by that.
    pub(crate) async fn admit(
        &self,
        service: &Service,
        tx: &mut ControlTx,
        caller: &Caller,
    ) -> Result<(Account, SignedIn)> {
        let made = insert_linked(service, tx, caller, &self.arrival, &self.provider).await;
        let account = made.map_err(|failure| match failure {
            Failure::Error(error) => error,
            // The address or the identity got an account meanwhile.
            Failure::Fault(Fault::OtherAccount) => Error::SignInRequired,
            Failure::Fault(_) => Error::Accounts(AccountsError::LinkExpired),
        })?;
        let end = begin(service, tx, caller, &account, &self.provider, self.arrival.proved_at).await?;
        Ok((account, end))
    }
}

/// Uses up what the provider told, for an account linked to its identity.
pub(crate) async fn insert_linked(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    arrival: &Arrival,
    provider: &Provider,
) -> Result<Account, Failure> {
    if !provider_flows::delete_arrival(tx, &arrival.secret_hash).await.or_internal()? {
        return Err(Error::from(AccountsError::LinkExpired).into());
    }
    let account = insert_account(service, tx, caller, arrival).await?;
    insert(service, tx, caller, &account, provider, &proved(arrival)).await?;
    Ok(account)
}

/// An account for a verified address; one that is there already is never taken over.
async fn insert_account(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    arrival: &Arrival,
) -> Result<Account, Failure> {
    let now = service.now();
    let account = Account {
        id: chance::id(now, domain::AccountId::new),
        email: arrival.email.clone(),
        email_key: addresses::key(&arrival.email),
        password_hash: NO_PASSWORD.to_owned(),
        locale: caller.locale,
        is_operator: false,
        created_at: now,
    };
    match accounts::insert(tx, &account).await {
        Err(store::StoreError::Taken) => return Err(Fault::OtherAccount.into()),
        other => other.or_internal()?,
    }
    let after = serde_json::json!({ "email": account.email, "provider": arrival.provider_id });
    let change = Change {
        after: Some(after),
        ..Change::of(Deed::AccountsCreate, Target::of(&account.id).called(&account.email))
    };
    audit_control(tx, caller, now, change).await?;
    Ok(account)
}
