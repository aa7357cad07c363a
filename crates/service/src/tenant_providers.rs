//! A tenant's own identity provider, and the e-mail domains it has proved to be its own.
//!
//! What a tenant writes down here makes this server ask other servers. It asks without a transaction open,
//! and only public addresses ([`crate::egress`]).

mod proofs;
mod records;

use domain::{
    Checks, Error, MINUTE, Micros, Problem, ProviderId, SECOND,
    audit::{Deed, Target, TargetKind},
    decision::{Changer, Decision, Rule},
    domains::DomainName,
    forms,
    permission::{ManageSecurity, May, Permission, ViewSecurity},
    tenant_providers::TenantProvidersProblem,
};
use store::control::{
    email_domains::{self, EmailDomain},
    identities, sessions,
    tenant_providers::{self, TenantProvider},
};
use url::Url;

use crate::{
    OrInternal, Result, Service, TeamAccess,
    access::Change,
    chance,
    limits::limit,
    providers::{self, Preset, Provider},
};

/// More domains than that no tenant has.
const DOMAINS: usize = 20;

/// How members of a tenant may sign in through its own provider.
#[derive(Clone, Debug)]
pub struct Overview {
    pub domains: Vec<Claim>,
    pub provider: Option<Own>,
}

/// An e-mail domain with the record that proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub name: String,
    pub verified_at: Option<Micros>,
    /// Since when the record of a proved domain is gone.
    pub missing_since: Option<Micros>,
    /// The name of the TXT record, and what it must say.
    pub record: String,
    pub text: String,
}

impl From<EmailDomain> for Claim {
    fn from(domain: EmailDomain) -> Self {
        Self {
            record: records::name(&domain.name),
            text: records::text(&domain.challenge),
            name: domain.name,
            verified_at: domain.verified_at,
            missing_since: domain.missing_since,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Own {
    pub id: ProviderId,
    pub title: String,
    pub issuer: String,
    pub client_id: String,
    pub is_required: bool,
    /// How many people are linked through it.
    pub linked: i64,
    /// What is to be registered there.
    pub redirect_uri: String,
}

pub(crate) use proofs::prove_again;
pub use proofs::{GRACE, INTERVAL};

pub async fn overview(access: &mut TeamAccess<ViewSecurity>) -> Result<Overview> {
    let tenant = access.tenant().id.clone();
    let domains = email_domains::list(access.tx(), &tenant).await.or_internal()?;
    let found = tenant_providers::find_of_tenant(access.tx(), &tenant).await.or_internal()?;
    let provider = match found {
        None => None,
        Some(found) => Some(Own {
            linked: identities::count(access.tx(), found.id.as_str()).await.or_internal()?,
            redirect_uri: providers::redirect_uri(access.service(), found.id.as_str()),
            id: found.id,
            title: found.title,
            issuer: found.issuer,
            client_id: found.client_id,
            is_required: found.is_required,
        }),
    };
    Ok(Overview { domains: domains.into_iter().map(Claim::from).collect(), provider })
}

/// Says that a domain is the tenant's own; the record that proves it is shown from then on.
pub async fn add_domain(mut access: TeamAccess<ManageSecurity>, name: &str) -> Result<()> {
    // People copy it from an address; of one name nothing else can be meant.
    let name = DomainName::parse(name.trim().trim_start_matches('@'))
        .map_err(|problem| Error::field("name", problem))?;
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let domains = email_domains::list(access.tx(), &tenant).await.or_internal()?;
    if domains.len() >= DOMAINS {
        return Err(Error::field("name", Problem::TooManyLines { max: 20 }));
    }
    let domain = EmailDomain {
        tenant_id: tenant,
        name: name.as_str().to_owned(),
        challenge: chance::token(),
        created_at: now,
        verified_at: None,
        checked_at: None,
        missing_since: None,
    };
    let duplicate = Error::duplicate("name");
    email_domains::insert(access.tx(), &domain).await.or_taken(duplicate)?;
    let change = Change::of(Deed::EmailDomainsAdd, Target::new(TargetKind::EmailDomain, &domain.name));
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

/// That a domain's record was found.
#[derive(Debug)]
pub struct Proof(EmailDomain);

/// Looks the record of a domain up.
pub async fn look_up(mut access: TeamAccess<ViewSecurity>, name: &str) -> Result<Proof> {
    let (service, tenant) = (access.service().clone(), access.tenant().id.clone());
    let domains = email_domains::list(access.tx(), &tenant).await.or_internal()?;
    drop(access);
    limit(&service, &format!("email-domain:{tenant}"), 20, 10 * SECOND).await?;
    let domain = domains.into_iter().find(|domain| domain.name == name).ok_or(Error::NotFound)?;
    records::check(&service, &domain.name, &domain.challenge).await?;
    Ok(Proof(domain))
}

/// Notes that a domain is the tenant's own.
pub async fn verify_domain(mut access: TeamAccess<ManageSecurity>, proof: Proof) -> Result<()> {
    let Proof(domain) = proof;
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let domains = email_domains::list(access.tx(), &tenant).await.or_internal()?;
    // It may have been taken out and put in anew meanwhile, with another challenge.
    if !domains.contains(&domain) {
        return Err(Error::NotFound);
    }
    let verified = email_domains::update_verified(access.tx(), &tenant, &domain.name, now).await;
    verified.or_taken(Error::field("name", Problem::Taken))?;
    let change = Change::of(Deed::EmailDomainsVerify, Target::new(TargetKind::EmailDomain, &domain.name));
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

pub async fn delete_domain(mut access: TeamAccess<ManageSecurity>, name: &str) -> Result<()> {
    let tenant = access.tenant().id.clone();
    if !email_domains::delete(access.tx(), &tenant, name).await.or_internal()? {
        return Err(Error::NotFound);
    }
    access.audit(Change::of(Deed::EmailDomainsDelete, Target::new(TargetKind::EmailDomain, name))).await?;
    access.commit().await.map(|_| ())
}

/// A provider as a tenant writes it down.
#[derive(Clone, Default)]
pub struct ProviderForm {
    pub title: String,
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
}

impl std::fmt::Debug for ProviderForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProviderForm").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// A provider that answers under the name it was written down with.
#[derive(Debug)]
pub struct Probed(Provider);

/// What refuses the provider to everybody but an owner.
pub const OWNERS: Decision =
    Decision::deny(Permission::ManageSecurity, Rule::OwnersProvider, Changer::Owners);

/// Asks a provider what it tells of itself, before it is written down.
pub async fn probe(mut access: TeamAccess<ViewSecurity>, form: ProviderForm) -> Result<Probed> {
    require_owner(&mut access).await?;
    let (service, tenant) = (access.service().clone(), access.tenant().id.clone());
    let locale = access.caller().locale;
    drop(access);
    let mut checks = Checks::default();
    let title = checks.take("title", forms::name(&form.title, 40));
    let client_id = checks.take("client_id", forms::name(&form.client_id, 200));
    let client_secret = checks.take("client_secret", forms::name(&form.client_secret, 400));
    let issuer = checks.take("issuer", check_issuer(&service, &providers::issuer(&form.issuer)));
    checks.finish()?;
    limit(&service, &format!("provider-probe:{tenant}"), 10, MINUTE).await?;
    let provider = Provider {
        id: chance::id(service.now(), ProviderId::new).to_string(),
        title: title.ok_or(Error::Internal)?,
        issuer: issuer.ok_or(Error::Internal)?,
        preset: Preset::OpenId,
        client_id: client_id.ok_or(Error::Internal)?,
        client_secret: client_secret.ok_or(Error::Internal)?,
        scopes: Vec::new(),
        trusts_email: true,
        tenant: Some(tenant),
    };
    let not_one = |problem| Error::field("issuer", problem);
    let issuer = providers::probe(&service, &provider, locale).await.map_err(not_one)?;
    Ok(Probed(Provider { issuer, ..provider }))
}

fn check_issuer(service: &Service, text: &str) -> Result<String, Problem> {
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let is_private_allowed = service.providers().allow_private;
    let is_taken = Url::parse(text).is_ok_and(|url| {
        if is_private_allowed {
            url.scheme().starts_with("http")
        } else {
            service.egress().check(&url).is_ok()
        }
    });
    if is_taken {
        Ok(text.to_owned())
    } else {
        Err(Problem::TenantProviders(TenantProvidersProblem::NotAProvider))
    }
}

/// Refuses everybody but an owner, and whatever acts for one.
async fn require_owner<P: May>(access: &mut TeamAccess<P>) -> Result<()> {
    let now = access.now();
    if !access.standing().actor.is_owner(now) {
        return access.require(OWNERS).await;
    }
    // An owner's key has it as far as it was given what owners alone have.
    let decision = access.standing().decide(Permission::ManageOwners);
    access.require(decision).await
}

/// Writes the tenant's provider down. Only an owner does: whoever runs it decides who is who in the tenant.
pub async fn register(mut access: TeamAccess<ManageSecurity>, probed: Probed) -> Result<()> {
    require_owner(&mut access).await?;
    let Probed(provider) = probed;
    let tenant = access.tenant().id.clone();
    if provider.tenant.as_ref() != Some(&tenant) {
        return Err(Error::NotFound);
    }
    let id = ProviderId::parse(&provider.id).ok_or(Error::Internal)?;
    let secret = access.service().secrets().seal(&providers::row(&id), provider.client_secret.as_bytes())?;
    let stored = TenantProvider {
        id,
        tenant_id: tenant,
        title: provider.title,
        issuer: provider.issuer,
        client_id: provider.client_id,
        client_secret: secret,
        is_required: false,
        created_at: access.now(),
    };
    let taken = Error::duplicate("issuer");
    tenant_providers::insert(access.tx(), &stored).await.or_taken(taken)?;
    let after = serde_json::json!({
        "title": stored.title, "issuer": stored.issuer, "client_id": stored.client_id,
    });
    let change = Change {
        after: Some(after),
        ..Change::of(Deed::TenantProvidersRegister, Target::of(&stored.id).called(&stored.title))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

/// Demands the provider of members with an address in a proved domain, or no longer. It can be demanded
/// once somebody has come through it: a mistake in it would shut everybody out.
pub async fn require(mut access: TeamAccess<ManageSecurity>, is_required: bool) -> Result<()> {
    let tenant = access.tenant().id.clone();
    let found = tenant_providers::find_of_tenant(access.tx(), &tenant).await.or_internal()?;
    let provider = found.ok_or(Error::NotFound)?;
    if is_required {
        let domains = email_domains::list(access.tx(), &tenant).await.or_internal()?;
        let is_proved = domains.iter().any(|domain| domain.verified_at.is_some());
        let linked = identities::count(access.tx(), provider.id.as_str()).await.or_internal()?;
        if !is_proved || linked == 0 {
            return Err(Error::field("required", TenantProvidersProblem::NotTried));
        }
    }
    tenant_providers::update_required(access.tx(), &provider.id, is_required).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "required": provider.is_required })),
        after: Some(serde_json::json!({ "required": is_required })),
        ..Change::of(Deed::TenantProvidersRequire, Target::of(&provider.id).called(&provider.title))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

/// Deletes the tenant's provider; whoever came through it signs in another way from now on.
pub async fn delete(mut access: TeamAccess<ManageSecurity>) -> Result<()> {
    let tenant = access.tenant().id.clone();
    let found = tenant_providers::find_of_tenant(access.tx(), &tenant).await.or_internal()?;
    let provider = found.ok_or(Error::NotFound)?;
    let unlinked = identities::delete_all(access.tx(), provider.id.as_str()).await.or_internal()?;
    tenant_providers::delete(access.tx(), &provider.id).await.or_internal()?;
    // Whoever deletes it stays to see what became of it.
    let own = access.caller().session().map(|session| session.id.clone());
    let ended =
        sessions::delete_through(access.tx(), provider.id.as_str(), own.as_ref()).await.or_internal()?;
    let before = serde_json::json!({
        "title": provider.title, "issuer": provider.issuer, "client_id": provider.client_id,
        "required": provider.is_required, "linked": unlinked, "sessions": ended,
    });
    let change = Change {
        before: Some(before),
        ..Change::of(Deed::TenantProvidersDelete, Target::of(&provider.id).called(&provider.title))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}
