//! Tenants: made at sign-up or from the command line, and their settings.

mod closing;
mod opening;

pub(crate) use crate::directory::find_by_slug;
pub use crate::directory::list;
use crate::directory::prepare;
pub(crate) use closing::CloseTenant;
pub use closing::{REOPEN, close, close_locally, reopen, reopen_locally, reopen_until};
use domain::{
    Checks, Error, Locale, MINUTE, Problem, TenantId,
    audit::{Deed, Target, TargetKind},
    decision::Binding,
    forms,
    jobs::{JobKind, Priority},
    permission::{ManageSettings, ManageTeam},
    plans::TenantKind,
    slug, team as rules,
    zones::{TimeZoneName, Zone},
};
pub(crate) use opening::{NewSpace, NewTenant, free_slug, insert_ownerless, insert_tenant, prepare_or_later};
pub use opening::{SpaceForm, check_slug, open};
use serde::{Deserialize, Serialize};
use store::{
    Mode,
    control::{
        accounts::Account,
        bindings, memberships, rate_limits,
        tenants::{self, Tenant},
    },
};

use crate::{
    Access, Caller, OrInternal, Result, Service, TeamAccess,
    access::{Change, Source},
    jobs::{Asked, Output, Step, Work},
    members,
    plans::{
        self, Chosen,
        subscriptions::{self, Every, Taken},
    },
    team::{self, seats::require_seat},
};

/// The tenants a person belongs to, as far as their session opens them.
pub async fn list_mine(service: &Service, caller: &Caller) -> Result<Vec<Tenant>> {
    let account = caller.signed_in()?;
    let mut tx = service.control(Mode::Read).await?;
    let mut tenants = memberships::list_tenants(&mut tx, &account.id).await.or_internal()?;
    tenants.retain(|tenant| caller.session().is_none_or(|session| session.opens(&tenant.id)));
    Ok(tenants)
}

/// Whether a person belongs to tenants that their session does not open.
pub async fn has_closed(service: &Service, caller: &Caller) -> Result<bool> {
    let account = caller.signed_in()?;
    let mut tx = service.control(Mode::Read).await?;
    let tenants = memberships::list_tenants(&mut tx, &account.id).await.or_internal()?;
    Ok(caller.session().is_some_and(|session| tenants.iter().any(|tenant| !session.opens(&tenant.id))))
}

/// A tenant as the command line asks for it.
#[derive(Clone, Debug)]
pub struct TenantForm {
    pub name: String,
    /// Empty: proposed from the name.
    pub slug: String,
    pub kind: TenantKind,
    /// The key of a plan; the one that the kind starts on, unless another is named.
    pub plan: Option<String>,
    /// How often it is billed, where a year of the plan has a price.
    pub every: Every,
}

/// Makes a tenant for an account that is there already.
pub async fn create(service: &Service, caller: &Caller, form: TenantForm, owner: &Account) -> Result<Tenant> {
    let mut checks = Checks::default();
    let name = checks.take("name", forms::name(&form.name, 60));
    let slug = if form.slug.is_empty() { slug::propose(&form.name) } else { form.slug };
    checks.take("slug", slug::check(&slug));
    checks.finish()?;
    let name = name.ok_or(Error::Internal)?;
    let mut tx = service.control(Mode::Write).await?;
    let plan = match &form.plan {
        Some(plan) => plans::current(&mut tx, plan).await?,
        None => plans::start(&mut tx, form.kind).await?,
    };
    let new = NewTenant {
        slug,
        name,
        kind: form.kind,
        plan: Chosen::of(plan, form.every),
        time_zone: String::new(),
    };
    let tenant = insert_tenant(service, &mut tx, caller, new, owner).await?;
    tx.commit().await.or_internal()?;
    prepare(service, &tenant).await?;
    Ok(tenant)
}

/// Puts a tenant on another plan, from the command line. A smaller one deletes nothing: what is there is
/// frozen.
pub async fn set_plan(service: &Service, caller: &Caller, slug: &str, plan: &str) -> Result<Tenant> {
    let mut tx = service.control(Mode::Write).await?;
    let version = plans::current(&mut tx, plan).await?;
    let tenant = plans::versions::lock_tenant(&mut tx, slug).await?;
    let taken = Taken { version, every: None, at: service.now() };
    let moved = subscriptions::put(service, &mut tx, caller, &tenant, taken).await?;
    service.commit_with_jobs(tx).await?;
    Ok(moved)
}

/// Takes an account into a tenant, or gives a member one more role, from the command line.
pub async fn add_member(
    service: &Service,
    caller: &Caller,
    slug: &str,
    account: &Account,
    given: &Binding,
) -> Result<Tenant> {
    let mut tx = service.control(Mode::Read).await?;
    let tenant = tenants::find_by_slug(&mut tx, slug).await.or_internal()?.ok_or(Error::NotFound)?;
    drop(tx);
    let mut access = TeamAccess::<ManageTeam>::local(service, caller, tenant).await?;
    let (id, now) = (access.tenant().id.clone(), access.now());
    rules::check(access.standing().takes_members(), given)?;
    let mut held = bindings::list(access.tx(), &id, &account.id).await.or_internal()?;
    held.push(given.clone());
    let mut access = require_seat(access, &account.id, &held).await?;
    if !memberships::exists(access.tx(), &id, &account.id).await.or_internal()? {
        memberships::insert(access.tx(), &id, &account.id, now).await.or_internal()?;
    }
    let (role, scope) = (given.role.key(), &given.scope);
    bindings::upsert(access.tx(), &id, &account.id, role, scope, given.ends_at, now).await.or_internal()?;
    members::keep_places(access.tx(), &id, now).await?;
    let change = Change {
        after: Some(team::audited_of(&account.email, given)),
        ..Change::of(Deed::MembersAdd, Target::of(&account.id).called(&account.email))
    };
    access.audit(change).await?;
    let tenant = access.tenant().clone();
    access.commit().await?;
    Ok(tenant)
}

/// The name of a zone; a form may leave it out.
pub(crate) fn zone(text: &str) -> std::result::Result<String, Problem> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    TimeZoneName::parse(text).map(|name| name.as_str().to_owned())
}

/// The zone a space starts in where its form named none.
pub const fn default_zone(locale: Locale) -> &'static str {
    match locale {
        Locale::Fr => "Europe/Paris",
        Locale::En => "UTC",
    }
}

/// The zone that was chosen, or the one that stands in for it.
pub(crate) fn zone_or_default(chosen: String, locale: Locale) -> String {
    if chosen.is_empty() { default_zone(locale).to_owned() } else { chosen }
}

/// What the settings page sends.
#[derive(Clone, Debug, Default)]
pub struct SettingsForm {
    pub name: String,
    pub time_zone: String,
}

/// Changes a tenant's name and zone. In another zone days begin elsewhere, so they are counted anew.
pub async fn update_settings(mut access: TeamAccess<ManageSettings>, form: SettingsForm) -> Result<()> {
    let mut checks = Checks::default();
    let name = checks.take("name", forms::name(&form.name, 60));
    let zone = checks.take("time_zone", Zone::parse(&form.time_zone));
    checks.finish()?;
    let (Some(name), Some(zone)) = (name, zone) else { return Err(Error::Internal) };
    let tenant = access.tenant().clone();
    let id = &tenant.id;
    tenants::update_settings(access.tx(), id, &name, zone.name()).await.or_internal()?;
    access
        .audit(Change {
            before: Some(serde_json::json!({ "name": tenant.name, "time_zone": tenant.time_zone })),
            after: Some(serde_json::json!({ "name": name, "time_zone": zone.name() })),
            ..Change::of(Deed::TenantsUpdateSettings, Target::of(&tenant.id).called(&tenant.name))
        })
        .await?;
    // The zone comes first: whatever is counted from here on is counted in it, and the rest counted anew.
    if zone.name() != tenant.time_zone {
        let (key, now) = (format!("recount:{id}"), access.now());
        // Saving is no guess. Whoever changes their mind often has the days counted a little later.
        let wait = rate_limits::take(access.tx(), &key, 10, 10 * MINUTE, now).await.or_internal()?;
        let asked = Asked { run_at: wait.map(|wait| now + wait), ..Asked::default() };
        let service = access.service().clone();
        service.enqueue_as(access.tx(), &RecountDays { tenant: tenant.id }, asked).await?;
    }
    access.commit_with_jobs().await
}

/// The tenant's zone was changed, and its days begin elsewhere.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RecountDays {
    pub(crate) tenant: TenantId,
}

impl Work for RecountDays {
    const KIND: JobKind = JobKind::RecountDays;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 2;
    const IS_SHOWN: bool = true;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move { Ok(recount_days(&run.service, &work.tenant).await.map(Output::from)?) })
    })];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

/// Counts a tenant's days anew in the zone it has now, and again should it have another one by then.
pub(crate) async fn recount_days(service: &Service, tenant: &TenantId) -> Result<()> {
    let mut counted = None;
    loop {
        let mut tx = service.control(Mode::Read).await?;
        let found = tenants::find(&mut tx, tenant).await.or_internal()?;
        drop(tx);
        let Some(tenant) = found else { return Ok(()) };
        if counted.as_ref() == Some(&tenant.time_zone) {
            return Ok(());
        }
        let caller = Caller::local(Source::Job);
        let mut access = Access::<ManageSettings>::local(service, &caller, tenant).await?;
        let zone = access.zone().clone();
        if crate::events::recount::recount_days(&mut access, &zone).await? {
            let change = Change::of(Deed::RollUpsRecountDays, Target::new(TargetKind::Counts, zone.name()));
            access.audit(change).await?;
            access.commit().await?;
        }
        counted = Some(zone.name().to_owned());
    }
}

/// Makes a personal tenant a company, in place: the plan becomes the company plan of equal standing, and
/// nothing else changes.
pub async fn become_company(mut access: TeamAccess<ManageSettings>) -> Result<()> {
    let tenant = access.tenant().clone();
    if tenant.kind == TenantKind::Company {
        return Ok(());
    }
    let (kind, now) = (TenantKind::Company, access.now());
    let version = plans::for_company(access.tx(), &tenant).await?;
    let service = access.service().clone();
    let taken = Taken { version, every: None, at: now };
    let (moved, _) = subscriptions::put_on(&service, access.tx(), &tenant, taken).await?;
    tenants::update_kind(access.tx(), &tenant.id, kind).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "kind": tenant.kind, "plan": tenant.plan.key })),
        after: Some(serde_json::json!({ "kind": kind, "plan": moved.plan.key })),
        ..Change::of(Deed::TenantsBecomeCompany, Target::of(&tenant.id).called(&tenant.name))
    };
    access.audit(change).await?;
    access.commit_with_jobs().await
}
