//! Closing a space and opening it again. Nothing of it is deleted: it is read and exported, its address stays
//! its own, and nothing in it changes.

use domain::{
    DAY, Error, Micros,
    audit::{Action, Target},
    permission::CloseTenant,
};
use store::control::tenants::{self, Tenant};

use super::find_by_slug;
use crate::{Caller, OrInternal, Result, Service, TeamAccess, access::Change, forms::confirm_name};

/// How long its owners can open a closed space again; afterwards the command line can.
pub const REOPEN: Micros = 30 * DAY;

/// Until when a closed space can be opened again by its owners.
pub fn reopen_until(tenant: &Tenant) -> Option<Micros> {
    tenant.closed_at.map(|at| at + REOPEN)
}

/// Closes a space whose name was typed to confirm. From the next request on nothing in it changes.
pub async fn close(access: TeamAccess<CloseTenant>, confirm: &str) -> Result<()> {
    confirm_name(confirm, &access.tenant().name)?;
    write(access, true).await.map(|_| ())
}

/// Opens a closed space again.
pub async fn reopen(access: TeamAccess<CloseTenant>) -> Result<()> {
    if reopen_until(access.tenant()).is_some_and(|until| until <= access.now()) {
        return Err(Error::ClosedForGood);
    }
    write(access, false).await.map(|_| ())
}

/// Closes a space from the command line.
pub async fn close_locally(service: &Service, caller: &Caller, slug: &str) -> Result<Tenant> {
    write(local(service, caller, slug).await?, true).await
}

/// Opens a closed space again from the command line, however long ago it was closed.
pub async fn reopen_locally(service: &Service, caller: &Caller, slug: &str) -> Result<Tenant> {
    write(local(service, caller, slug).await?, false).await
}

async fn local(service: &Service, caller: &Caller, slug: &str) -> Result<TeamAccess<CloseTenant>> {
    let tenant = find_by_slug(service, slug).await?;
    TeamAccess::local(service, caller, tenant).await
}

/// Twice is once: what is closed already stays closed since then.
async fn write(mut access: TeamAccess<CloseTenant>, closes: bool) -> Result<Tenant> {
    let tenant = access.tenant().clone();
    if tenant.closed_at.is_some() == closes {
        return Ok(tenant);
    }
    let closed_at = closes.then(|| access.now());
    tenants::update_closed(access.tx(), &tenant.id, closed_at).await.or_internal()?;
    let change = Change {
        before: Some(serde_json::json!({ "closed_at": tenant.closed_at })),
        after: Some(serde_json::json!({ "closed_at": closed_at })),
        ..Change::of(
            if closes { Action::TenantsClose } else { Action::TenantsReopen },
            Target::of(&tenant.id).called(&tenant.name),
        )
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(Tenant { closed_at, ..tenant })
}
