//! Opening a space: with a sign-up, through a provider, from the command line, or as one more of somebody
//! who has an account.

use domain::{
    Checks, Error, HOUR, Locale, Problem, SECOND, TenantId,
    audit::{Deed, Target},
    decision::Scope,
    forms,
    permission::Role,
    plans::TenantKind,
    slug,
};
use store::{
    ControlTx, Mode,
    control::{
        accounts::Account,
        bindings, memberships,
        tenants::{self, Tenant, TenantState},
    },
};

use super::{prepare, zone, zone_or_default};
use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance,
    invoices::{self, Following},
    limits::limit,
    plans::{self, Chosen, subscriptions::Every},
    sessions::{self, NewSession},
};

/// So many spaces somebody may open in a short time,
const AT_ONCE: i64 = 10;
/// and one more after so long.
const ONE_MORE: i64 = HOUR;

/// What is asked about a new space, wherever it is asked.
#[derive(Clone, Debug, Default)]
pub struct SpaceForm {
    pub space: String,
    pub kind: String,
    /// Empty: proposed from the space's name.
    pub slug: String,
    /// Empty: by its owner's language.
    pub time_zone: String,
    /// The key of a plan; empty: the one that its kind starts on.
    pub plan: String,
    /// `month` or `year`; empty: by the month.
    pub interval: String,
}

/// The same once it was checked.
#[derive(Debug)]
pub(crate) struct NewSpace {
    pub(crate) name: String,
    pub(crate) kind: TenantKind,
    slug: String,
    is_slug_chosen: bool,
    pub(crate) time_zone: String,
    pub(crate) plan: String,
    pub(crate) every: Every,
}

impl SpaceForm {
    pub(crate) fn check(&self, checks: &mut Checks) -> Option<NewSpace> {
        let name = checks.take("space", forms::name(&self.space, 60));
        let kind = checks.take("kind", self.kind.parse().map_err(|_| Problem::NotAChoice));
        let chosen = self.slug.trim();
        let is_slug_chosen = !chosen.is_empty();
        let slug = if is_slug_chosen { chosen.to_owned() } else { slug::propose(&self.space) };
        let is_slug = checks.take("slug", slug::check(&slug)).is_some();
        let every = checks.choice("interval", &self.interval, Every::Month);
        let time_zone = checks.take("time_zone", zone(&self.time_zone))?;
        let plan = self.plan.clone();
        let (name, kind) = (name?, kind?);
        is_slug.then_some(NewSpace { name, kind, slug, is_slug_chosen, time_zone, plan, every })
    }
}

impl NewSpace {
    pub(crate) async fn free_slug(&self, tx: &mut ControlTx) -> Result<String> {
        free_slug(tx, &self.slug, self.is_slug_chosen).await
    }

    /// The tenant it becomes, on the plan that was chosen, or that its kind starts on.
    pub(crate) async fn tenant(self, tx: &mut ControlTx) -> Result<NewTenant> {
        let slug = self.free_slug(tx).await?;
        let plan = plans::choose(tx, self.kind, (&self.plan, self.every)).await?;
        Ok(NewTenant { slug, name: self.name, kind: self.kind, plan, time_zone: self.time_zone })
    }
}

/// Opens one more space for whoever is signed in: a member of others, a guest, or somebody who left the only
/// one they had.
pub async fn open(
    service: &Service,
    caller: &Caller,
    form: SpaceForm,
) -> Result<(Tenant, Option<NewSession>)> {
    let account = caller.required()?;
    let mut checks = Checks::default();
    let new = form.check(&mut checks);
    checks.finish()?;
    let new = new.ok_or(Error::Internal)?;
    limit(service, &format!("open-space:{}", account.id), AT_ONCE, ONE_MORE).await?;
    let mut tx = service.control(Mode::Write).await?;
    let new = new.tenant(&mut tx).await?;
    let tenant = insert_tenant(service, &mut tx, caller, new, account).await?;
    // Whoever owns one more space may do more than before.
    let session = sessions::renew_token(&mut tx, caller, service.now()).await?;
    tx.commit().await.or_internal()?;
    prepare_or_later(service, &tenant).await;
    Ok((tenant, session))
}

/// Makes the database of a tenant that is there already: should it fail, whoever opens the space next
/// finishes it.
pub(crate) async fn prepare_or_later(service: &Service, tenant: &Tenant) {
    if let Err(error) = prepare(service, tenant).await {
        tracing::warn!(tenant = %tenant.slug, %error, "a new space could not be prepared yet");
    }
}

/// What is wrong with a slug, if anything, as the page asks while it is typed.
pub async fn check_slug(service: &Service, caller: &Caller, text: &str) -> Result<Option<Problem>> {
    if let Err(problem) = slug::check(text) {
        return Ok(Some(problem));
    }
    limit(service, &format!("slug:{}", caller.network()), 120, SECOND).await?;
    let mut tx = service.control(Mode::Read).await?;
    let taken = tenants::find_by_slug(&mut tx, text).await.or_internal()?;
    Ok(taken.map(|_| Problem::Taken))
}

/// The slug itself if it is free; a proposed one may get a number, one that was typed may not.
pub(crate) async fn free_slug(tx: &mut ControlTx, slug: &str, is_chosen: bool) -> Result<String> {
    for number in 1..100 {
        let candidate = if number == 1 { slug.to_owned() } else { format!("{slug}-{number}") };
        if tenants::find_by_slug(tx, &candidate).await.or_internal()?.is_none() {
            return Ok(candidate);
        }
        if is_chosen {
            break;
        }
    }
    Err(Error::field("slug", Problem::Taken))
}

/// A tenant about to be made.
#[derive(Clone, Debug)]
pub struct NewTenant {
    pub slug: String,
    pub name: String,
    pub kind: TenantKind,
    pub plan: Chosen,
    /// Empty: by its owner's language.
    pub time_zone: String,
}

/// Writes a tenant and its owner; the tenant's database follows in [`crate::directory::prepare`].
pub(crate) async fn insert_tenant(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    new: NewTenant,
    owner: &Account,
) -> Result<Tenant> {
    let now = service.now();
    let (asked, every) = (new.plan.asked.clone(), new.plan.every);
    let tenant = insert_row(service, tx, new, owner.locale).await?;
    if let Some(asked) = &asked {
        plans::requests::ask_for_plan(service, tx, &tenant, &asked.plan, &owner.email, now).await?;
    }
    memberships::insert(tx, &tenant.id, &owner.id, now).await.or_internal()?;
    let role = Role::Owner.as_str();
    bindings::upsert(tx, &tenant.id, &owner.id, role, &Scope::Tenant, None, now).await.or_internal()?;
    let after = Some(serde_json::json!({
        "slug": tenant.slug, "name": tenant.name, "kind": tenant.kind, "plan": tenant.plan.key,
        "owner": owner.id.as_str(), "asked_for": asked.as_ref().map(|asked| &asked.plan),
        "billed_every": every,
    }));
    let change = Change { after, newcomer: Some(owner), ..made(&tenant) };
    audit_control(tx, caller, now, change).await?;
    Ok(tenant)
}

/// Writes a tenant that belongs to nobody yet: its owner is invited in the same transaction.
pub(crate) async fn insert_ownerless(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    new: NewTenant,
    locale: Locale,
) -> Result<Tenant> {
    let tenant = insert_row(service, tx, new, locale).await?;
    let after = Some(serde_json::json!({
        "slug": tenant.slug, "name": tenant.name, "kind": tenant.kind, "plan": tenant.plan.key,
    }));
    audit_control(tx, caller, service.now(), Change { after, ..made(&tenant) }).await?;
    Ok(tenant)
}

fn made(tenant: &Tenant) -> Change<'_> {
    let target = Target::of(&tenant.id).called(&tenant.name);
    Change { tenant: Some(&tenant.id), ..Change::of(Deed::TenantsCreate, target) }
}

async fn insert_row(service: &Service, tx: &mut ControlTx, new: NewTenant, locale: Locale) -> Result<Tenant> {
    let now = service.now();
    let id = chance::id(now, TenantId::new);
    let Chosen { version, every, .. } = new.plan;
    let tenant = Tenant {
        location: service.store().location(&id).to_string(),
        id,
        slug: new.slug,
        name: new.name,
        kind: new.kind,
        plan: version.clone().into(),
        time_zone: zone_or_default(new.time_zone, locale),
        state: TenantState::Preparing,
        requires_second_factor: false,
        email_domains: String::new(),
        brand_name: String::new(),
        brand_logo: String::new(),
        brand_sender: String::new(),
        brand_host: String::new(),
        is_host_proved: false,
        frozen_before: None,
        frozen_days: None,
        closed_at: None,
        suspended_at: None,
        suspended_reason: String::new(),
        external_reference: String::new(),
        is_billed_elsewhere: false,
        purge_at: None,
        purged_at: None,
        created_at: now,
    };
    tenants::insert(tx, &tenant).await.or_taken(Error::field("slug", Problem::Taken))?;
    let following = Following { version: &version, every: Some(every), at: now };
    invoices::follow(tx, &tenant, &following).await?;
    Ok(tenant)
}
