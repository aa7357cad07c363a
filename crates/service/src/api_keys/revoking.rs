//! The end of a key, and of what was promised with it.

use domain::{
    ApiKeyId, TenantId,
    audit::{Deed, Target},
    permission::ManageApiKeys,
};
use store::{Mode, control::invitations, tenant::api_keys};

use super::{audited, usable};
use crate::{
    Access, Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    forms::confirm_name,
};

/// Revokes a key for good; its name was typed to confirm.
pub async fn revoke(mut access: Access<ManageApiKeys>, id: &str, confirm: &str) -> Result<()> {
    let key = usable(&mut access, id).await?;
    confirm_name(confirm, &key.name)?;
    let now = access.now();
    api_keys::revoke(access.tx(), &key.id, now).await.or_internal()?;
    let change = Change {
        before: Some(audited(&key)),
        ..Change::of(Deed::ApiKeysRevoke, Target::of(&key.id).called(&key.name))
    };
    access.audit(change).await?;
    let (service, caller) = (access.service().clone(), access.caller().clone());
    let tenant = access.commit().await?;
    withdraw(&service, &caller, &tenant, &key.id).await
}

/// Takes back what people were invited to with a key that is no more. It is in the other database, so it follows.
async fn withdraw(service: &Service, caller: &Caller, tenant: &TenantId, key: &ApiKeyId) -> Result<()> {
    let now = service.now();
    let mut control = service.control(Mode::Write).await?;
    let withdrawn =
        invitations::update_withdrawn_of_key(&mut control, tenant, key.as_str(), now).await.or_internal()?;
    if withdrawn == 0 {
        return Ok(());
    }
    let change = Change {
        after: Some(serde_json::json!({ "key": key.as_str(), "invitations": withdrawn })),
        tenant: Some(tenant),
        ..Change::of(Deed::InvitationsWithdraw, Target::of(key))
    };
    audit_control(&mut control, caller, now, change).await?;
    control.commit().await.or_internal()
}
