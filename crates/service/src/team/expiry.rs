//! What has ended is cleared away. It gave nothing since its end; this is for the eye.

use domain::{
    TenantId,
    audit::{Deed, Target},
    permission::ManageTeam,
};
use store::{
    Mode,
    control::{bindings, memberships, tenants},
};

use super::{audited, changes, find_member};
use crate::{
    Caller, OrInternal, Result, Service, TeamAccess,
    access::{Change, Source},
    members,
};

/// Clears away ended roles in every tenant, and members who hold nothing else.
pub(crate) async fn expire(service: &Service) -> Result<()> {
    let mut tx = service.control(Mode::Read).await?;
    let ended = bindings::list_ended(&mut tx, service.now()).await.or_internal()?;
    drop(tx);
    for tenant in ended {
        if let Err(error) = expire_in(service, &tenant).await {
            tracing::warn!(%tenant, %error, "ended roles could not be cleared away, they are tried again");
        }
    }
    Ok(())
}

async fn expire_in(service: &Service, id: &TenantId) -> Result<()> {
    let mut tx = service.control(Mode::Read).await?;
    let Some(tenant) = tenants::find(&mut tx, id).await.or_internal()? else { return Ok(()) };
    drop(tx);
    // Nothing of a closed tenant is let go of: its owner may open it again.
    if tenant.closed_at.is_some() {
        return Ok(());
    }
    let mut access = TeamAccess::<ManageTeam>::local(service, &Caller::local(Source::Job), tenant).await?;
    let now = access.now();
    for listed in memberships::list(access.tx(), id).await.or_internal()? {
        let member = find_member(&mut access, listed.account_id.as_str()).await?;
        let ended: Vec<_> = member.bindings.iter().filter(|binding| !binding.is_live(now)).collect();
        if ended.is_empty() {
            continue;
        }
        for binding in &ended {
            let (role, scope) = (binding.role.key(), &binding.scope);
            bindings::delete(access.tx(), id, &member.account_id, role, scope).await.or_internal()?;
        }
        let is_gone = ended.len() == member.bindings.len();
        if is_gone {
            changes::delete_member(access.tx(), id, &member.account_id, now).await?;
        }
        let roles: Vec<_> = ended.iter().map(|binding| audited(binding)).collect();
        let change = Change {
            before: Some(serde_json::json!({ "email": member.email, "roles": roles })),
            after: Some(serde_json::json!({ "member": !is_gone })),
            ..Change::of(Deed::TeamExpire, Target::of(&member.account_id).called(&member.email))
        };
        access.audit(change).await?;
    }
    members::keep_places(access.tx(), id, now).await?;
    access.commit().await.map(|_| ())
}
