//! Somebody who came back from a provider and whom no account here is linked to.

use domain::{Checks, Error, ProviderId, SECOND, TenantId, addresses};
use store::{
    ControlTx, Mode,
    control::{
        accounts::{self, Account},
        provider_flows::{self, Arrival},
        tenants::Tenant,
    },
};

use super::{Failure, begin, insert};
use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance,
    limits::limit,
    notices::Notice,
    passwords::NO_PASSWORD,
    providers::{self, Fault, Proved, Provider},
    sessions::{self, NewSession, SignedIn},
    sign_ups::{self, SignUpForm, Started},
    standing,
    tenants::{SpaceForm, insert_tenant, prepare_or_later},
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
    let arrival = find(service, &mut tx, caller).await?;
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

async fn find(service: &Service, tx: &mut ControlTx, caller: &Caller) -> Result<Arrival> {
    let secret = &caller.browser.arrival;
    let found = provider_flows::find_arrival(tx, &chance::hash(secret), service.now()).await.or_internal()?;
    found.ok_or(Error::LinkExpired)
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
fn is_tenants(arrival: &Arrival) -> bool {
    ProviderId::parse(&arrival.provider_id).is_some()
}

/// Links whoever arrived to the account that is signed in, whose session gets another token, and says where to
/// go on.
pub async fn link(service: &Service, caller: &Caller) -> Result<(Option<NewSession>, String), Failure> {
    let account = caller.required()?;
    standing::require_fresh(caller, service.now())?;
    let mut tx = service.control(Mode::Read).await?;
    let arrival = find(service, &mut tx, caller).await?;
    drop(tx);
    let provider = providers::find(service, &arrival.provider_id).await?;
    let mut tx = service.control(Mode::Write).await?;
    if !provider_flows::delete_arrival(&mut tx, &arrival.secret_hash).await.or_internal()? {
        return Err(Error::LinkExpired.into());
    }
    insert(service, &mut tx, caller, account, &provider, &proved(&arrival)).await?;
    let notice = Notice::ProviderLinked { name: provider.told() };
    service.notify(&mut tx, caller, &account.id, notice).await?;
    let session = sessions::renew_token(&mut tx, caller, service.now()).await?;
    service.commit_with_jobs(tx).await?;
    Ok((session, arrival.next))
}

/// The space somebody asks for who came through a provider.
#[derive(Clone, Debug, Default)]
pub struct NewSpace {
    /// Used only where the provider told no verified address.
    pub email: String,
    pub space: String,
    pub kind: String,
    /// Empty: proposed from the space's name.
    pub slug: String,
    /// Empty: by the visitor's language.
    pub time_zone: String,
}

/// What a sign-up through a provider has led to.
#[derive(Debug)]
pub enum SignedUp {
    /// The space is there.
    Ready { tenant: Box<Tenant>, end: SignedIn },
    /// The address has to be confirmed by our own mail first.
    Waiting { started: Started },
}

/// Makes the space. A verified address becomes an account without a password at once; any other one is
/// confirmed like that of every sign-up, which links the identity where it is confirmed in the same browser.
pub async fn sign_up(service: &Service, caller: &Caller, form: NewSpace) -> Result<SignedUp, Failure> {
    let mut tx = service.control(Mode::Read).await?;
    let arrival = find(service, &mut tx, caller).await?;
    drop(tx);
    // A space's own provider vouches for its own space: what opens another is the mailbox itself.
    if !arrival.email_verified || is_tenants(&arrival) {
        let form = SignUpForm {
            email: form.email,
            password: String::new(),
            space: form.space,
            kind: form.kind,
            slug: form.slug,
            time_zone: form.time_zone,
        };
        let started = sign_ups::start_without_password(service, caller, form, arrival.secret_hash).await?;
        return Ok(SignedUp::Waiting { started });
    }
    // The other way takes from it by itself.
    limit(service, &format!("sign-up:{}", caller.network()), 60, 10 * SECOND).await?;
    let provider = providers::find(service, &arrival.provider_id).await?;
    let mut checks = Checks::default();
    let NewSpace { space, kind, slug, time_zone, .. } = form;
    let new = SpaceForm { space, kind, slug, time_zone }.check(&mut checks);
    checks.finish().map_err(Failure::from)?;
    let new = new.ok_or(Error::Internal)?;
    let mut tx = service.control(Mode::Write).await?;
    let account = insert_linked(service, &mut tx, caller, &arrival, &provider).await?;
    let new = new.tenant(&mut tx).await?;
    let tenant = insert_tenant(service, &mut tx, caller, new, &account).await?;
    let end = begin(service, &mut tx, caller, &account, &provider, arrival.proved_at).await?;
    service.commit_with_jobs(tx).await?;
    prepare_or_later(service, &tenant).await;
    Ok(SignedUp::Ready { tenant: Box::new(tenant), end })
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
    let arrival = match find(service, &mut tx, caller).await {
        Err(Error::LinkExpired) => return Ok(None),
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
    let arrival = match find(service, &mut tx, caller).await {
        Err(Error::LinkExpired) => return Ok(None),
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
            Failure::Fault(_) => Error::LinkExpired,
        })?;
        let end = begin(service, tx, caller, &account, &self.provider, self.arrival.proved_at).await?;
        Ok((account, end))
    }
}

/// Uses up what the provider told, for an account linked to its identity.
async fn insert_linked(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    arrival: &Arrival,
    provider: &Provider,
) -> Result<Account, Failure> {
    if !provider_flows::delete_arrival(tx, &arrival.secret_hash).await.or_internal()? {
        return Err(Error::LinkExpired.into());
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
        action: "accounts.create",
        target: account.id.as_str(),
        after: Some(after),
        ..Change::default()
    };
    audit_control(tx, caller, now, change).await?;
    Ok(account)
}
