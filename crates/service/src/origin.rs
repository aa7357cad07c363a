//! Forms that seem to be sent by another site's page. The person they would have acted for can see that.

use domain::{
    MINUTE,
    audit::{Deed, Target},
};
use store::{Mode, control::memberships};

use crate::{
    Caller, OrInternal, Result, Service,
    caller::{Change, audit_control},
    limits::limit,
};

/// Notes a refused form of somebody signed in, for the tenant whose page it was sent to. So many in a short
/// time are noted and no more, as of all refusals.
pub async fn refuse(service: &Service, caller: &Caller, slug: Option<&str>, origin: &str) -> Result<()> {
    let Some(account) = caller.account() else { return Ok(()) };
    let mut tx = service.control(Mode::Read).await?;
    let relation = match slug {
        Some(slug) => {
            memberships::find_relation(&mut tx, slug, &account.id, service.now()).await.or_internal()?
        }
        None => None,
    };
    drop(tx);
    // A stranger leaves nothing in the log of a tenant that does not exist for them.
    let tenant = relation.filter(|relation| relation.is_member).map(|relation| relation.tenant.id);
    let key = format!("refusal:{}:{}", tenant.as_ref().map_or("", |id| id.as_str()), account.id);
    if limit(service, &key, 30, MINUTE).await.is_err() {
        return Ok(());
    }
    let mut tx = service.control(Mode::Write).await?;
    let change = Change {
        after: Some(serde_json::json!({ "origin": origin, "expected": service.public_url() })),
        tenant: tenant.as_ref(),
        ..Change::of(Deed::OriginRefuse, Target::of(&account.id).called(&account.email))
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}
