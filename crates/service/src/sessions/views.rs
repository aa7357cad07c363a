//! The tenant that a session sees as another member: noted when it begins and when it ends.

use domain::{
    AccountId, Error, Micros, TenantId,
    audit::{Deed, Target},
};
use store::{
    ControlTx, Mode,
    audit::{self, Chain},
    control::{
        accounts,
        sessions::{self, Session},
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    caller::{Change, audit_control},
};

/// Ends the view of this session because it is not allowed any more, or because the member is gone. Until its
/// person leaves it they see nothing of the tenant: nobody takes their own sight for another's.
pub(crate) async fn end_view(service: &Service, caller: &Caller) -> Result<()> {
    let Some((_, session)) = caller.person() else { return Err(Error::SignInRequired) };
    let Some((tenant, account)) = session.view() else { return Ok(()) };
    let mut tx = service.control(Mode::Write).await?;
    audit::lock(&mut tx, Chain::Of(&tenant)).await.or_internal()?;
    if sessions::end_view(&mut tx, &session.id, (&tenant, &account)).await.or_internal()? {
        note_view(&mut tx, caller, service.now(), Deed::ViewAsEnd, (&tenant, &account)).await?;
    }
    tx.commit().await.or_internal()
}

/// Writes down that a view of a tenant has begun or ended.
pub(crate) async fn note_view(
    tx: &mut ControlTx,
    caller: &Caller,
    now: Micros,
    action: Deed,
    (tenant, account): (&TenantId, &AccountId),
) -> Result<()> {
    let viewed = accounts::find(tx, account).await.or_internal()?;
    let email = viewed.map(|account| account.email).unwrap_or_default();
    let change = Change {
        before: caller.session().map(|session| audited_view(&email, session)),
        tenant: Some(tenant),
        ..Change::of(action, Target::of(account).called(&email))
    };
    audit_control(tx, caller, now, change).await
}

/// Who is viewed as, and in which session.
pub(crate) fn audited_view(email: &str, session: &Session) -> serde_json::Value {
    serde_json::json!({ "email": email, "session": session.id.as_str() })
}
