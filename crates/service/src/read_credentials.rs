//! Users of the stores that a tenant's people read its data with, by their own programs: made, given another password
//! and taken away at the store itself. A password is shown once and kept nowhere.
//!
//! What is wanted is written first and the store is told after, so whoever dies between the two leaves a row that says
//! so: without a password that anybody can rely on, or ending.

mod ending;
pub mod locally;

use std::time::Duration;

use domain::{
    AccountId, Checks, Error, MINUTE, Micros, Problem, ReadCredentialId, SECOND, Yours,
    audit::{Deed, Target},
    forms,
    permission::{ListApiKeys, ManageApiKeys, Permission},
    plans::Feature,
    read_credentials::{
        MOST, ReadCredentialsError, ReadCredentialsProblem, ReadKind, ReadRefusal, ReadState,
    },
    team::TeamProblem,
};
pub(crate) use ending::EndReadCredentials;
pub use ending::sweep;
use serde_json::{Value, json};
pub use store::control::read_credentials::ReadCredential;
use store::{
    Mode,
    control::{read_credentials, tenants::Tenant},
};

pub use crate::deep_links::readers::{Reach, login};
use crate::{
    OrInternal, Result, Service, Source, Standing, TeamAccess,
    access::Change,
    api_keys::Expiry,
    chance,
    deep_links::readers::{self, Offer},
    forms::confirm_name,
    limits::limit,
};

/// How long a store is waited for, and how long nobody else says that a user is gone meanwhile.
const PATIENCE: Duration = Duration::from_secs(30);
const BUSY: Micros = MINUTE;

/// What one is made from.
#[derive(Clone, Debug, Default)]
pub struct ReadForm {
    pub name: String,
    /// A word of [`ReadKind`].
    pub kind: String,
    pub expiry: Expiry,
}

/// One with its password, which is shown once.
#[derive(Clone)]
pub struct NewCredential {
    pub credential: ReadCredential,
    pub reach: Reach,
    pub login: String,
    pub password: String,
}

impl std::fmt::Debug for NewCredential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewCredential").field("credential", &self.credential.id).finish_non_exhaustive()
    }
}

/// Newest first, those made before the one with the id `before`.
pub async fn list(
    access: &mut TeamAccess<ListApiKeys>,
    before: &str,
    limit: i64,
) -> Result<Vec<ReadCredential>> {
    let tenant = access.tenant().id.clone();
    read_credentials::list(access.tx(), &tenant, before, limit).await.or_internal()
}

/// One; what is gone or another tenant's is not found.
pub async fn find(access: &mut TeamAccess<ListApiKeys>, id: &str) -> Result<ReadCredential> {
    let id = ReadCredentialId::parse(id).ok_or(Error::NotFound)?;
    let tenant = access.tenant().id.clone();
    read_credentials::find(access.tx(), &tenant, &id).await.or_internal()?.ok_or(Error::NotFound)
}

/// What can be read, and where, or why not, for whoever stands here so.
pub async fn offers(service: &Service, standing: &Standing) -> Result<Vec<Offer>> {
    let all = readers::offers(service, &standing.tenant.id).await?;
    let refused = |kind: ReadKind| {
        if !standing.entitlements.has_word(Feature::DeepLinks, kind.feature_word()) {
            Some(ReadRefusal::NotInPlan)
        } else if !standing.may(Permission::OpenDeepLinks) {
            Some(ReadRefusal::NotAllowed)
        } else {
            None
        }
    };
    // What nobody offers, no plan and no role opens.
    let told = |(kind, reach)| match reach {
        Err(ReadRefusal::NotOffered) => (kind, reach),
        reach => (kind, refused(kind).map_or(reach, Err)),
    };
    Ok(all.into_iter().map(told).collect())
}

async fn reach(service: &Service, standing: &Standing, kind: ReadKind) -> Result<Reach> {
    let all = offers(service, standing).await?;
    let found = all.into_iter().find(|(of, _)| *of == kind).map(|(_, reach)| reach);
    let reach = found.unwrap_or(Err(ReadRefusal::NotOffered));
    reach.map_err(|why| ReadCredentialsError::ReadRefused { kind, why }.into())
}

/// Makes one at its store.
pub async fn create(access: TeamAccess<ManageApiKeys>, form: &ReadForm) -> Result<NewCredential> {
    let maker = maker(&access)?;
    create_for(access, form, maker).await
}

/// The same for whoever's right it shows.
async fn create_for(
    access: TeamAccess<ManageApiKeys>,
    form: &ReadForm,
    (account_id, account_email): (AccountId, String),
) -> Result<NewCredential> {
    let mut checks = Checks::default();
    let name = checks.take("name", forms::name(&form.name, 60));
    let kind = checks.take("kind", form.kind.parse::<ReadKind>().map_err(|_| Problem::NotAChoice));
    let ends = checks.take("expires", form.expiry.check(access.zone(), access.now()));
    checks.finish()?;
    let (Some(name), Some(kind), Some(expires_at)) = (name, kind, ends) else { return Err(Error::Internal) };
    let (mut access, reach) = prepare(access, kind).await?;
    let (tenant, now) = (access.tenant().clone(), access.now());
    if read_credentials::count(access.tx(), &tenant.id).await.or_internal()? >= MOST {
        return Err(Error::field("name", ReadCredentialsProblem::TooManyReadCredentials { max: MOST }));
    }
    // A key gives nothing that lasts longer than itself.
    let key_ends = access.caller().key().and_then(|key| key.expires_at);
    if key_ends.is_some_and(|end| expires_at.is_none_or(|at| at > end)) {
        return Err(Error::field("expires", TeamProblem::LongerThanYours { yours: Yours::Key }));
    }
    let new = ReadCredential {
        id: chance::id(now, ReadCredentialId::new),
        tenant_id: tenant.id.clone(),
        kind,
        name,
        account_id,
        account_email,
        state: ReadState::Pending,
        problem: String::new(),
        turn: 1,
        busy_until: now + BUSY,
        created_at: now,
        rotated_at: None,
        expires_at,
        revoked_at: None,
        ended_at: None,
    };
    read_credentials::insert(access.tx(), &new).await.or_internal()?;
    let change = Change { after: Some(noted(&new)), ..change(Deed::ReadCredentialsCreate, &new) };
    access.audit(change).await?;
    let service = access.service().clone();
    access.commit().await?;
    tell(&service, &tenant, new, reach).await
}

/// Gives one another password; the present one stops working at once.
pub async fn rotate(mut access: TeamAccess<ManageApiKeys>, id: &str) -> Result<NewCredential> {
    let kind = usable(&mut access, id).await?.kind;
    let (mut access, reach) = prepare(access, kind).await?;
    // As it is by now.
    let old = usable(&mut access, id).await?;
    let (tenant, now) = (access.tenant().clone(), access.now());
    if !read_credentials::update_turn(access.tx(), &old.id, now, now + BUSY).await.or_internal()? {
        return Err(Error::NotFound);
    }
    access.audit(change(Deed::ReadCredentialsRotate, &old)).await?;
    let service = access.service().clone();
    access.commit().await?;
    let turned =
        ReadCredential { state: ReadState::Pending, turn: old.turn + 1, rotated_at: Some(now), ..old };
    tell(&service, &tenant, turned, reach).await
}

/// Revokes one whose name was typed; how far that is.
pub async fn revoke(
    mut access: TeamAccess<ManageApiKeys>,
    id: &str,
    confirm: &str,
) -> Result<ReadCredential> {
    let old = usable(&mut access, id).await?;
    confirm_name(confirm, &old.name)?;
    let now = access.now();
    read_credentials::update_ending(access.tx(), &old.id, now).await.or_internal()?;
    let change = Change { before: Some(noted(&old)), ..change(Deed::ReadCredentialsRevoke, &old) };
    access.audit(change).await?;
    let service = access.service().clone();
    access.commit().await?;
    let ending = ReadCredential { state: ReadState::Ending, revoked_at: Some(now), ..old };
    ending::end(&service, &ending).await?;
    let mut tx = service.control(Mode::Read).await?;
    let found = read_credentials::find(&mut tx, &ending.tenant_id, &ending.id).await.or_internal()?;
    found.ok_or(Error::NotFound)
}

/// Looks where a kind is reached without holding anything open, and comes back under the same permission.
async fn prepare(
    access: TeamAccess<ManageApiKeys>,
    kind: ReadKind,
) -> Result<(TeamAccess<ManageApiKeys>, Reach)> {
    let (service, caller) = (access.service().clone(), access.caller().clone());
    let standing = access.standing().clone();
    drop(access);
    let reach = reach(&service, &standing, kind).await?;
    limit(&service, &format!("read-credentials:{}", standing.tenant.id), 20, 10 * SECOND).await?;
    let access = match caller.source {
        Source::Cli => TeamAccess::local(&service, &caller, standing.tenant).await?,
        _ => TeamAccess::enter(&service, &caller, &standing.tenant.slug).await?,
    };
    Ok((access, reach))
}

/// The person whose right it shows: who asks, or who made the key that asks.
fn maker(access: &TeamAccess<ManageApiKeys>) -> Result<(AccountId, String)> {
    let caller = access.caller();
    if let Some(account) = caller.account() {
        return Ok((account.id.clone(), account.email.clone()));
    }
    let key = caller.key().ok_or(Error::SignInRequired)?;
    Ok((key.account.clone(), key.email.clone()))
}

async fn usable(access: &mut TeamAccess<ManageApiKeys>, id: &str) -> Result<ReadCredential> {
    let id = ReadCredentialId::parse(id).ok_or(Error::NotFound)?;
    let tenant = access.tenant().id.clone();
    let found = read_credentials::find(access.tx(), &tenant, &id).await.or_internal()?;
    found.filter(|one| matches!(one.state, ReadState::Pending | ReadState::Live)).ok_or(Error::NotFound)
}

/// Tells the store a new password, and notes that it took it. Whatever else came of it, nobody is told that it works.
async fn tell(
    service: &Service,
    tenant: &Tenant,
    one: ReadCredential,
    reach: Reach,
) -> Result<NewCredential> {
    let (login, password) = (login(&one.tenant_id, &one.id), chance::token());
    let asked = readers::admit(service, tenant, (one.kind, &login), &password, one.expires_at);
    let told = tokio::time::timeout(PATIENCE, asked).await;
    let told = told.unwrap_or_else(|_| Err("it did not answer in time".to_owned()));
    let mut tx = service.control(Mode::Write).await?;
    let problem = match told {
        Ok(()) if read_credentials::update_live(&mut tx, &one.id, one.turn).await.or_internal()? => None,
        Ok(()) => Some("another password was made, or it was revoked, meanwhile".to_owned()),
        Err(problem) => Some(domain::bounds::cut(&problem, 300)),
    };
    if let Some(problem) = &problem {
        tracing::warn!(kind = %one.kind, problem, "a store did not take a password of a tenant’s reader");
        read_credentials::update_unsure(&mut tx, &one.id, problem).await.or_internal()?;
    }
    tx.commit().await.or_internal()?;
    if problem.is_some() {
        return Err(ReadCredentialsError::StoreAway { kind: one.kind }.into());
    }
    let credential = ReadCredential { state: ReadState::Live, busy_until: 0, problem: String::new(), ..one };
    Ok(NewCredential { credential, reach, login, password })
}

fn change(deed: Deed, one: &ReadCredential) -> Change<'static> {
    Change::of(deed, Target::of(&one.id).called(&one.name))
}

fn noted(one: &ReadCredential) -> Value {
    json!({ "name": one.name, "kind": one.kind, "expires_at": one.expires_at })
}
