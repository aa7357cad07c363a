//! Which tenants there are, and that their databases are there: what every area that looks for one stands on.

use domain::{
    Error,
    audit::{Deed, Target},
};
use store::{
    Mode,
    audit::{self, Chain},
    control::tenants::{self, Tenant, TenantState},
};

use crate::{
    Caller, OrInternal, Result, Service,
    caller::{Change, Source},
};

/// Makes a tenant's database and marks it ready. Whoever first needs a tenant that a crash left half-made
/// finishes it here.
pub(crate) async fn prepare(service: &Service, tenant: &Tenant) -> Result<()> {
    let location = tenant.location().or_internal()?;
    service.store().create_tenant(&location).await.or_internal()?;
    let mut tx = service.store().tenant(&location, Mode::Write).await.or_internal()?;
    audit::lock(&mut tx, Chain::Main).await.or_internal()?;
    if !audit::list(tx.raw(), Chain::Main.as_str(), 1, 1).await.or_internal()?.is_empty() {
        // Somebody else prepared it meanwhile, or did so and was interrupted.
        drop(tx);
        return set_ready(service, tenant).await;
    }
    let change = Change::of(Deed::TenantsPrepare, Target::of(&tenant.id).called(&tenant.name));
    let entry = Caller::local(Source::Job).entry(service.now(), change);
    audit::append(&mut tx, &entry).await.or_internal()?;
    tx.commit().await.or_internal()?;
    set_ready(service, tenant).await
}

async fn set_ready(service: &Service, tenant: &Tenant) -> Result<()> {
    let mut control = service.control(Mode::Write).await?;
    tenants::update_state(&mut control, &tenant.id, TenantState::Ready).await.or_internal()?;
    control.commit().await.or_internal()
}

/// All tenants by slug, for the command line.
pub async fn list(service: &Service, after: &str, limit: i64) -> Result<Vec<Tenant>> {
    let mut tx = service.control(Mode::Read).await?;
    tenants::list(&mut tx, after, limit).await.or_internal()
}

/// The tenant with a slug, for the command line.
pub(crate) async fn find_by_slug(service: &Service, slug: &str) -> Result<Tenant> {
    let mut tx = service.control(Mode::Read).await?;
    tenants::find_by_slug(&mut tx, slug)
        .await
        .or_internal()?
        .filter(|tenant| tenant.purged_at.is_none())
        .ok_or(Error::NotFound)
}
