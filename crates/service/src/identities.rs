//! Signing in through identity providers: the way there and back, and who is linked to which account.
//!
//! An identity is a provider's word for a person. Only somebody who is signed in links one to an account;
//! an address that a provider tells never does, verified or not.

mod arrivals;
mod linked;
mod starting;

pub use arrivals::{Arrived, arrived, link};
pub(crate) use arrivals::{Vouched, Waiting, find_arrival, insert_linked, is_tenants, vouched, waiting};
use domain::{
    Error, IdentityId, MINUTE, Micros, SECOND, addresses,
    audit::{Deed, Target, TargetKind},
};
pub(crate) use linked::check_way_in;
pub use linked::{Linked, has_password, list_mine, unlink};
pub use starting::{FLOW_LIFETIME, Started, confirms, start};
pub use store::control::{identities::Identity, provider_flows::Purpose};
use store::{
    ControlTx, Mode,
    control::{
        accounts::{self, Account},
        email_domains, identities,
        provider_flows::{self, Arrival, Flow},
        sessions::{self as session_rows, Method},
        tenant_providers,
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance,
    limits::{self, Allowance, limit},
    notices::Notice,
    providers::{self, Ask, Fault, Proved, Provider},
    sessions::{self, NewSession, SignedIn, Way},
};

/// How long somebody who came back may take to say who they are here.
const ARRIVAL_LIFETIME: Micros = domain::HOUR;

/// Why a way to a provider and back ended early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Something at the provider or on the way; a page says what to do next.
    Fault(Fault),
    Error(Error),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// What the provider's answer brings back, as the browser carries it.
#[derive(Clone, Default)]
pub struct Returned {
    pub state: String,
    pub code: String,
    /// The error the provider tells; empty: none.
    pub error: String,
    /// The provider's own name for itself, where it tells (RFC 9207).
    pub issuer: String,
}

impl std::fmt::Debug for Returned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Returned").field("error", &self.error).finish_non_exhaustive()
    }
}

/// Who came back.
#[derive(Debug)]
pub enum Came {
    SignedIn {
        end: SignedIn,
        next: String,
    },
    /// The identity is linked to the account that is signed in, whose session has another token.
    Linked {
        session: Option<NewSession>,
        next: String,
    },
    /// It is still the same person.
    Confirmed {
        session: NewSession,
        next: String,
    },
    /// Nobody here is linked to the identity; the secret stands for it in this browser.
    Arrived {
        secret: String,
        /// Seconds the cookie lasts.
        max_age: i64,
        next: String,
    },
}

/// Takes the browser back from the provider.
pub async fn finish(
    service: &Service,
    caller: &Caller,
    provider: &str,
    returned: Returned,
) -> Result<Came, Failure> {
    limit(service, &format!("oauth-back:{}", caller.network()), 30, 5 * SECOND).await?;
    let provider = providers::find(service, provider).await?;
    let came = come(service, caller, &provider, returned).await;
    if let Err(Failure::Fault(fault)) = came {
        note_fault(service, caller, &provider, fault).await?;
    }
    came
}

/// Notes a failed way for the tenant whose provider it went to. So many in a short time are noted and no more,
/// from one address and from all together: anybody can come back from a way they never went.
async fn note_fault(service: &Service, caller: &Caller, provider: &Provider, fault: Fault) -> Result<()> {
    let Some(tenant) = &provider.tenant else { return Ok(()) };
    let noted = [
        Allowance::new(format!("refusal:{tenant}:{}", caller.network()), 30, MINUTE),
        Allowance::new(format!("refusal:{tenant}:provider"), 100, MINUTE),
    ];
    if limits::take(service, &noted).await.is_err() {
        return Ok(());
    }
    let mut tx = service.control(Mode::Write).await?;
    let change = Change {
        after: Some(serde_json::json!({ "provider": provider.title, "why": fault })),
        tenant: Some(tenant),
        ..Change::of(Deed::IdentitiesRefuse, Target::new(TargetKind::Provider, &provider.id))
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}

async fn come(
    service: &Service,
    caller: &Caller,
    provider: &Provider,
    returned: Returned,
) -> Result<Came, Failure> {
    let flow = take(service, caller, provider, &returned).await?;
    if !returned.error.is_empty() {
        let is_no = returned.error == "access_denied";
        tracing::info!(provider = %provider.id, error = %shown(&returned.error), "a provider sent somebody back");
        return Err(if is_no { Fault::Denied } else { Fault::Failed }.into());
    }
    if !returned.issuer.is_empty() && !providers::is_same_issuer(&returned.issuer, &provider.issuer) {
        return Err(Fault::Unproven.into());
    }
    let ask = Ask {
        state: &returned.state,
        nonce: &flow.nonce,
        verifier: &flow.verifier,
        anew: flow.purpose == Purpose::Confirm,
    };
    let proved = providers::redeem(service, provider, &returned.code, ask).await?;
    // An address that is none is as good as none: it is asked for, and confirmed by mail.
    let email = addresses::email(&proved.email).unwrap_or_default();
    let proved = Proved { email_verified: proved.email_verified && !email.is_empty(), email, ..proved };
    if proved.subject.is_empty() || proved.subject.len() > 255 {
        return Err(Fault::Unproven.into());
    }
    let mut tx = service.control(Mode::Write).await?;
    // Where none is told, the account's own counts, which is asked about wherever there is one.
    if !proved.email.is_empty() && !speaks_for(&mut tx, provider, &proved.email).await? {
        return Err(Fault::ForeignAddress.into());
    }
    let known =
        identities::find(&mut tx, &provider.id, &proved.issuer, &proved.subject).await.or_internal()?;
    if let Some(identity) = &known {
        identities::update_used(&mut tx, &identity.id, &proved.email, service.now()).await.or_internal()?;
    }
    match flow.purpose {
        Purpose::SignIn => sign_in(service, tx, caller, provider, proved, known, flow.next).await,
        Purpose::Link => {
            let account = same_person(caller, &flow)?;
            match known {
                Some(identity) if identity.account_id == account.id => {}
                Some(_) => return Err(Fault::OtherAccount.into()),
                None => {
                    insert(service, &mut tx, caller, account, provider, &proved).await?;
                    let notice = Notice::ProviderLinked { name: provider.name_in_mails() };
                    service.notify(&mut tx, caller, &account.id, notice).await?;
                }
            }
            let session = sessions::renew_token(&mut tx, caller, service.now()).await?;
            service.commit_with_jobs(tx).await?;
            Ok(Came::Linked { session, next: flow.next })
        }
        Purpose::Confirm => {
            let account = same_person(caller, &flow)?;
            let is_theirs = known.is_some_and(|identity| identity.account_id == account.id);
            let Some(session) = caller.session().filter(|_| is_theirs) else {
                return Err(Fault::NotYou.into());
            };
            if !speaks_for(&mut tx, provider, &account.email).await? {
                return Err(Fault::ForeignAddress.into());
            }
            if !confirms(caller, provider) {
                return Err(Fault::NotAnew.into());
            }
            let now = service.now();
            if provider.tenant.is_none() {
                session_rows::update_whole(&mut tx, &session.id).await.or_internal()?;
            }
            let session = sessions::rotate(&mut tx, session, session.second_factor_at, now).await?;
            let after = serde_json::json!({ "provider": provider.id });
            let change = Change {
                after: Some(after),
                ..Change::of(Deed::SessionsConfirm, Target::of(&account.id).called(&account.email))
            };
            audit_control(&mut tx, caller, now, change).await?;
            tx.commit().await.or_internal()?;
            Ok(Came::Confirmed { session, next: flow.next })
        }
    }
}

/// An error word of a provider, kept from writing lines of its own into the log.
fn shown(error: &str) -> String {
    error.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').take(40).collect()
}

/// The way this browser was on; whoever comes back twice, or with another one's state, was on none.
async fn take(
    service: &Service,
    caller: &Caller,
    provider: &Provider,
    returned: &Returned,
) -> Result<Flow, Failure> {
    let mut tx = service.control(Mode::Write).await?;
    let flow = provider_flows::take(&mut tx, &chance::hash(&caller.browser.flow), service.now()).await;
    let flow = flow.or_internal()?;
    tx.commit().await.or_internal()?;
    let is_right = |flow: &Flow| {
        flow.provider_id == provider.id && chance::same(&flow.state_hash, &chance::hash(&returned.state))
    };
    flow.filter(is_right).ok_or(Failure::Fault(Fault::Expired))
}

fn same_person<'a>(caller: &'a Caller, flow: &Flow) -> Result<&'a Account, Failure> {
    let account = caller.account().ok_or(Fault::SignedOut)?;
    if flow.account().as_ref() == Some(&account.id) { Ok(account) } else { Err(Fault::SignedOut.into()) }
}

/// A tenant's provider is believed about addresses in the tenant's own domains, and about no others: it
/// could otherwise speak for anybody.
async fn speaks_for(tx: &mut ControlTx, provider: &Provider, email: &str) -> Result<bool> {
    let Some(tenant) = &provider.tenant else { return Ok(true) };
    let Some(domain) = addresses::domain(email) else { return Ok(false) };
    let domains = email_domains::list(tx, tenant).await.or_internal()?;
    Ok(domains.iter().any(|own| own.verified_at.is_some() && own.name == domain))
}

async fn sign_in(
    service: &Service,
    mut tx: ControlTx,
    caller: &Caller,
    provider: &Provider,
    proved: Proved,
    known: Option<Identity>,
    next: String,
) -> Result<Came, Failure> {
    let Some(identity) = known else { return arrive(service, tx, provider, proved, next).await };
    let account = accounts::find(&mut tx, &identity.account_id).await.or_internal()?;
    let account = account.ok_or(Error::Internal)?;
    // The domain may have gone to somebody else since the two were linked.
    if !speaks_for(&mut tx, provider, &account.email).await? {
        return Err(Fault::ForeignAddress.into());
    }
    let end = begin(service, &mut tx, caller, &account, provider, proved.proved_at).await?;
    service.commit_with_jobs(tx).await?;
    metrics::counter!("parvis_sign_ins_total", "outcome" => "accepted").increment(1);
    Ok(Came::SignedIn { end, next })
}

/// Ends a sign-in through a provider. A tenant's own one opens that tenant alone, but to somebody who had proved
/// otherwise who they are and is still signed in here: they lose nothing, and it proves nothing more.
pub(crate) async fn begin(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    account: &Account,
    provider: &Provider,
    proved_at: Micros,
) -> Result<SignedIn> {
    let whole = match caller.person() {
        Some((own, session)) if own.id == account.id && session.only_tenant.is_none() => Some(session),
        _ => None,
    };
    let (only_tenant, proved_at) = match (&provider.tenant, whole) {
        (Some(_), Some(session)) => (None, session.confirmed_at),
        (Some(tenant), None) => (Some(tenant.as_str()), proved_at),
        (None, _) => (None, proved_at),
    };
    let (method, provider_id) = (Method::Provider, Some(provider.id.as_str()));
    let way = Way { method, provider_id, proved_at: Some(proved_at), only_tenant };
    sessions::begin(service, tx, caller, account, way).await
}

async fn arrive(
    service: &Service,
    mut tx: ControlTx,
    provider: &Provider,
    proved: Proved,
    next: String,
) -> Result<Came, Failure> {
    let (now, secret) = (service.now(), chance::token());
    let arrival = Arrival {
        secret_hash: chance::hash(&secret),
        provider_id: provider.id.clone(),
        issuer: proved.issuer,
        subject: proved.subject,
        email: proved.email,
        email_verified: proved.email_verified,
        next: next.clone(),
        proved_at: proved.proved_at,
        created_at: now,
        expires_at: now + ARRIVAL_LIFETIME,
    };
    provider_flows::insert_arrival(&mut tx, &arrival).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok(Came::Arrived { secret, max_age: ARRIVAL_LIFETIME / SECOND, next })
}

/// Links an identity to an account.
async fn insert(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    account: &Account,
    provider: &Provider,
    proved: &Proved,
) -> Result<(), Failure> {
    // Or a tenant could be signed in as somebody whose address it does not own.
    if !speaks_for(tx, provider, &account.email).await? {
        return Err(Fault::ForeignAddress.into());
    }
    let now = service.now();
    let identity = Identity {
        id: chance::id(now, IdentityId::new),
        account_id: account.id.clone(),
        provider_id: provider.id.clone(),
        issuer: proved.issuer.clone(),
        subject: proved.subject.clone(),
        email: proved.email.clone(),
        created_at: now,
        used_at: now,
    };
    match identities::insert(tx, &identity).await {
        Err(store::StoreError::Taken) => return Err(Fault::OtherAccount.into()),
        other => other.or_internal()?,
    }
    let after = serde_json::json!({
        "account": account.id.as_str(), "provider": provider.id, "email": proved.email,
    });
    let change = Change {
        after: Some(after),
        tenant: provider.tenant.as_ref(),
        ..Change::of(Deed::IdentitiesLink, Target::of(&identity.id).called(&identity.email))
    };
    Ok(audit_control(tx, caller, now, change).await?)
}

/// The provider of the tenant that has proved an address's domain to be its own. It is the same for an
/// address that has an account and for one that has none.
pub async fn home_provider(service: &Service, email: &str) -> Result<Option<Provider>> {
    let Some(domain) = addresses::domain(email) else { return Ok(None) };
    let mut tx = service.control(Mode::Read).await?;
    let found = tenant_providers::find_by_domain(&mut tx, &domain).await.or_internal()?;
    drop(tx);
    found.map(|found| providers::of_tenant(service, found)).transpose()
}
