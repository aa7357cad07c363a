//! What an operator may see of a tenant by its consent, and that this is never silent.

use domain::{
    Micros,
    audit::{Deed, Target},
    decision::{Actor, Binding},
    operators::OperatorPermission,
    permission::Role,
};
use store::{
    ControlTx, Mode,
    control::{
        consents::{self, Consent},
        operators,
        tenants::Tenant,
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    caller::{Change, audit_control},
};

/// What an operator may see by a tenant's consent: pages that look, in a session with a second factor, while it counts.
pub(super) async fn looking(
    tx: &mut ControlTx,
    caller: &Caller,
    tenant: &Tenant,
    now: Micros,
) -> Result<Option<(Actor, Consent)>> {
    let Some((account, session)) = caller.person() else { return Ok(None) };
    if session.second_factor_at.is_none() || session.only_tenant.is_some() {
        return Ok(None);
    }
    let Some(consent) = consents::find_live(tx, &tenant.id, &account.id, now).await.or_internal()? else {
        return Ok(None);
    };
    let role = operators::find(tx, &account.id).await.or_internal()?;
    if !role.is_some_and(|role| role.may(OperatorPermission::LookIntoTenants)) {
        return Ok(None);
    }
    let permissions = consent.scope.permissions();
    let binding = Binding { permissions, ends_at: consent.ends_at, ..Binding::of(Role::Viewer) };
    Ok(Some((Actor { is_member: true, bindings: vec![binding], ceiling: None }, consent)))
}

/// Notes the first look in the tenant's own log, so that it is never silent.
pub(super) async fn note_look(service: &Service, caller: &Caller, consent: &Consent) -> Result<()> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    if consents::update_looked(&mut tx, &consent.id, now).await.or_internal()? {
        let change = Change {
            tenant: Some(&consent.tenant_id),
            after: Some(
                serde_json::json!({ "reason": consent.reason, "scope": consent.scope, "ends_at": consent.ends_at }),
            ),
            ..Change::of(Deed::ConsentsLook, Target::of(&consent.id).called(&consent.email))
        };
        audit_control(&mut tx, caller, now, change).await?;
    }
    tx.commit().await.or_internal()
}
