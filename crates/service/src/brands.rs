//! The brand of a tenant: kept by whoever manages its settings, and applied while the plan gives it.

use domain::{
    Checks, Error, Micros, Problem, TenantId,
    accounts::AccountsError,
    addresses::Address,
    audit::{Deed, Target},
    brands::{Brand, BrandsProblem, LOGO_BYTES, LogoKind, NAME, logo as recognise},
    forms,
    names::NamesProblem,
    permission::{ManageSettings, MayOne},
    plans::Feature,
    team::TeamError,
};
use serde_json::json;
use store::{
    ControlTx, Mode,
    control::{
        billing_contacts,
        brands::{self, Logo},
        email_domains, invitations, memberships,
        tenants::{self, Tenant},
    },
};

use crate::{
    Caller, OrInternal, Result, Service, TeamAccess, access::Change, chance, encoding::unbase64, hosts,
    mailer::Sender,
};

/// A brand as it is typed.
#[derive(Clone, Debug, Default)]
pub struct BrandForm {
    pub name: String,
    /// The picture in base 64; empty: the one there is stays.
    pub logo: String,
    /// An address at a domain that the tenant proved; empty: mails come from the installation's.
    pub sender: String,
    /// The host name at which its people open it, at such a domain or below; empty: the installation's.
    pub host: String,
}

/// A brand as it is kept, and what of it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Empty: there is none.
    pub name: String,
    /// Under which key the logo is served.
    pub logo: String,
    pub sender: String,
    pub host: String,
    /// Whether the plan gives it.
    pub is_applied: bool,
    /// Whether mails come from its sender.
    pub is_sender_applied: bool,
    /// Whether its host opens it.
    pub is_host_applied: bool,
    /// The domains that a sender and a host can be at.
    pub domains: Vec<String>,
}

pub async fn find<P: MayOne>(access: &mut TeamAccess<P>) -> Result<Kept> {
    let tenant = access.tenant().clone();
    let domains = proved(access.tx(), &tenant.id).await?;
    let is_applied = tenant.brand(access.now()).is_own;
    Ok(Kept {
        is_applied,
        is_sender_applied: is_applied && is_at(&tenant.brand_sender, &domains),
        is_host_applied: tenant.host(access.now()).is_some(),
        name: tenant.brand_name,
        logo: tenant.brand_logo,
        sender: tenant.brand_sender,
        host: tenant.brand_host,
        domains,
    })
}

/// The domains that a tenant has proved to be its own, as DNS knows them.
async fn proved(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<String>> {
    let listed = email_domains::list(tx, tenant).await.or_internal()?;
    Ok(listed.into_iter().filter(|domain| domain.verified_at.is_some()).map(|domain| domain.name).collect())
}

fn is_at(address: &str, domains: &[String]) -> bool {
    address.rsplit_once('@').is_some_and(|(_, domain)| domains.iter().any(|own| own == domain))
}

/// Sets name, sender and host, and the logo where one is sent along.
pub async fn set(mut access: TeamAccess<ManageSettings>, form: BrandForm) -> Result<()> {
    access.entitlements().require(Feature::WhiteLabel)?;
    let before = access.tenant().clone();
    let domains = proved(access.tx(), &before.id).await?;
    let mut checks = Checks::default();
    let name = checks.take("name", forms::name(&form.name, NAME)).unwrap_or_default();
    let logo = checks.take("logo", picture(&before.id, &form.logo)).flatten();
    let sender = checks.take("sender", sender(&form.sender, &before, &domains)).unwrap_or_default();
    let host = match hosts::read(&form.host, &before, &domains) {
        Ok(host) if hosts::is_taken(&mut access, &host).await? => Err(BrandsProblem::HostTaken.into()),
        other => other,
    };
    let host = checks.take("host", host).unwrap_or_default();
    checks.finish()?;
    let taken = Error::field("host", BrandsProblem::HostTaken);
    // Whoever had it before has lost the domain.
    brands::release_host(access.tx(), &host, &before.id).await.or_internal()?;
    brands::update(access.tx(), &before.id, &name, &sender, &host).await.or_taken(taken)?;
    let mut key = before.brand_logo.clone();
    if let Some(logo) = logo {
        brands::upsert_logo(access.tx(), &logo).await.or_internal()?;
        key = logo.key;
    }
    let after = json!({ "name": name, "logo": key, "sender": sender, "host": host });
    note(access, Deed::BrandsSet, &before, Some(after)).await
}

/// Removes the logo. What was saved goes without asking the plan.
pub async fn remove_logo(mut access: TeamAccess<ManageSettings>) -> Result<()> {
    let before = access.tenant().clone();
    if before.brand_logo.is_empty() {
        return Ok(());
    }
    brands::delete_logo(access.tx(), &before.id).await.or_internal()?;
    let after = json!({
        "name": before.brand_name, "logo": "", "sender": before.brand_sender, "host": before.brand_host,
    });
    note(access, Deed::BrandsRemoveLogo, &before, Some(after)).await
}

/// Removes all of it: the program's own name is said again.
pub async fn remove(mut access: TeamAccess<ManageSettings>) -> Result<()> {
    let before = access.tenant().clone();
    if before.brand_name.is_empty() {
        return Ok(());
    }
    brands::update(access.tx(), &before.id, "", "", "").await.or_internal()?;
    brands::delete_logo(access.tx(), &before.id).await.or_internal()?;
    note(access, Deed::BrandsRemove, &before, None).await
}

async fn note(
    mut access: TeamAccess<ManageSettings>,
    deed: Deed,
    before: &Tenant,
    after: Option<serde_json::Value>,
) -> Result<()> {
    let change = Change {
        before: Some(json!({
            "name": before.brand_name, "logo": before.brand_logo, "sender": before.brand_sender,
            "host": before.brand_host,
        })),
        after,
        ..Change::of(deed, Target::of(&before.id).called(&before.name))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

fn picture(tenant: &TenantId, text: &str) -> std::result::Result<Option<Logo>, BrandsProblem> {
    if text.is_empty() {
        return Ok(None);
    }
    // Before anything is made of it.
    if text.len() > LOGO_BYTES.div_ceil(3) * 4 {
        return Err(BrandsProblem::LogoTooHeavy { max: LOGO_BYTES as i64 });
    }
    let bytes = unbase64(text).ok_or(BrandsProblem::NotALogo)?;
    let kind = recognise(&bytes)?;
    let key = chance::hash_bytes(&[tenant.as_str().as_bytes(), &bytes].concat());
    Ok(Some(Logo { tenant_id: tenant.clone(), key, kind, bytes }))
}

/// An address that mails may come from: at a domain that the tenant proved. The one that is there may stay whatever
/// became of its domain; it counts again once that is proved again.
fn sender(text: &str, before: &Tenant, domains: &[String]) -> std::result::Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() || text == before.brand_sender {
        return Ok(text.to_owned());
    }
    let Address { text, domain, .. } = Address::parse(text)?;
    let local = text.rsplit_once('@').map_or("", |(local, _)| local);
    if !local.is_ascii() {
        return Err(NamesProblem::NotAnEmail.into());
    }
    let address = format!("{local}@{domain}");
    // It may have been typed as people read it.
    if address == before.brand_sender || is_at(&address, domains) {
        Ok(address)
    } else {
        Err(BrandsProblem::NotOwnDomain { domain }.into())
    }
}

/// The picture of a key, as long as its tenant's plan gives it a brand.
pub async fn logo(service: &Service, key: &str) -> Result<(LogoKind, Vec<u8>)> {
    let mut tx = service.control(Mode::Read).await?;
    let logo = brands::find_logo(&mut tx, key).await.or_internal()?.ok_or(Error::NotFound)?;
    let tenant = tenants::find(&mut tx, &logo.tenant_id).await.or_internal()?;
    let shown = tenant.and_then(|tenant| tenant.brand(service.now()).logo);
    if shown.as_ref() == Some(&logo.key) { Ok((logo.kind, logo.bytes)) } else { Err(Error::NotFound) }
}

/// Under whose name a tenant is shown.
pub async fn of(service: &Service, tenant: &TenantId) -> Result<Brand> {
    let mut tx = service.control(Mode::Read).await?;
    of_tenant(&mut tx, tenant, service.now()).await
}

/// Under whose name somebody reads what concerns their account: who belongs to one tenant alone, under its name.
pub async fn of_person(service: &Service, caller: &Caller) -> Result<Brand> {
    let account = caller.signed_in()?;
    let mut tx = service.control(Mode::Read).await?;
    let only = only_tenant(&mut tx, &account.id).await?;
    Ok(only.map(|tenant| tenant.brand(service.now())).unwrap_or_default())
}

async fn only_tenant(tx: &mut ControlTx, account: &domain::AccountId) -> Result<Option<Tenant>> {
    let mut listed = memberships::list_tenants(tx, account).await.or_internal()?;
    Ok(if listed.len() == 1 { listed.pop() } else { None })
}

/// The same for whoever has the mail of an invitation.
pub async fn of_invitation(service: &Service, token: &str) -> Result<Brand> {
    let mut tx = service.control(Mode::Read).await?;
    let found = invitations::find_by_token(&mut tx, &chance::hash(token)).await.or_internal()?;
    let invitation = found.ok_or(TeamError::InvitationClosed { why: domain::Closed::Unknown })?;
    of_tenant(&mut tx, &invitation.tenant_id, service.now()).await
}

/// The same for whoever has the mail that asks a contact.
pub async fn of_contact(service: &Service, token: &str) -> Result<Brand> {
    let (mut tx, now) = (service.control(Mode::Read).await?, service.now());
    let found = billing_contacts::find_by_token(&mut tx, &chance::hash(token), now).await.or_internal()?;
    let (tenant, _) = found.ok_or(AccountsError::LinkExpired)?;
    of_tenant(&mut tx, &tenant, now).await
}

async fn of_tenant(tx: &mut ControlTx, id: &TenantId, now: Micros) -> Result<Brand> {
    let found = tenants::find(tx, id).await.or_internal()?;
    Ok(found.map(|tenant| tenant.brand(now)).unwrap_or_default())
}

/// Under whose name a mail is written, from where it comes and where it leads.
#[derive(Clone, Debug)]
pub(crate) struct Letterhead {
    pub(crate) brand: Brand,
    /// The console's address, without a slash at its end.
    pub(crate) console: String,
    address: Option<String>,
    answers_to: Option<String>,
}

impl Letterhead {
    /// The installation's own.
    pub(crate) fn installation(service: &Service) -> Self {
        Self {
            brand: Brand::default(),
            console: service.public_url().to_owned(),
            address: None,
            answers_to: None,
        }
    }

    /// Of whoever sells, for what they write about their invoices: under their name, and to be answered to them. It leads
    /// to the tenant where that is opened. Nobody sells where settings name no seller.
    pub(crate) async fn of_seller(service: &Service, tenant: Option<&Tenant>) -> Result<Self> {
        let head = match tenant {
            Some(tenant) => Self::of(service, tenant).await?,
            None => Self::installation(service),
        };
        let seller = &service.billing().seller;
        if seller.name.is_empty() {
            return Ok(head);
        }
        let answers_to = Some(seller.email.clone()).filter(|email| !email.is_empty());
        Ok(Self { brand: Brand::own(&seller.name, ""), console: head.console, address: None, answers_to })
    }

    /// Of a tenant: its brand, and its host and its sender while their domain is proved.
    pub(crate) async fn of(service: &Service, tenant: &Tenant) -> Result<Self> {
        let brand = tenant.brand(service.now());
        let console = service.address_of(tenant);
        if !brand.is_own || tenant.brand_sender.is_empty() {
            return Ok(Self { brand, console, address: None, answers_to: None });
        }
        let mut tx = service.control(Mode::Read).await?;
        let domains = proved(&mut tx, &tenant.id).await?;
        let address = Some(tenant.brand_sender.clone()).filter(|address| is_at(address, &domains));
        Ok(Self { brand, console, address, answers_to: None })
    }

    pub(crate) async fn of_slug(service: &Service, slug: &str) -> Result<Self> {
        let mut tx = service.control(Mode::Read).await?;
        let found = tenants::find_by_slug(&mut tx, slug).await.or_internal()?;
        drop(tx);
        Self::of_found(service, found).await
    }

    /// Of what concerns an account: see [`of_person`].
    pub(crate) async fn of_account(service: &Service, account: &domain::AccountId) -> Result<Self> {
        let mut tx = service.control(Mode::Read).await?;
        let found = only_tenant(&mut tx, account).await?;
        drop(tx);
        Self::of_found(service, found).await
    }

    async fn of_found(service: &Service, found: Option<Tenant>) -> Result<Self> {
        match found {
            Some(tenant) => Self::of(service, &tenant).await,
            None => Ok(Self::installation(service)),
        }
    }

    /// None: the installation's own.
    pub(crate) fn sender(&self) -> Option<Sender> {
        let (name, address) = (self.brand.name.clone(), self.address.clone());
        let answers_to = self.answers_to.clone();
        self.brand.is_own.then_some(Sender { name, address, answers_to })
    }
}
