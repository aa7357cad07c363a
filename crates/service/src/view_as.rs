//! Seeing the console as another member sees it, without changing anything.

use domain::{
    AccountId, Error, TenantId,
    decision::{Changer, Decision, Outcome, Rule},
    permission::{Permission, ViewAs},
    roles,
};
use store::{
    Mode,
    control::{bindings, memberships, sessions},
};

use crate::{
    Caller, OrInternal, Result, Service, Standing, TeamAccess,
    access::{Change, audit_control},
};

/// Begins to see the tenant as one of its members. Whoever holds more than the caller is out of reach:
/// nobody looks through the eyes of somebody who has more than they do.
pub async fn start(mut access: TeamAccess<ViewAs>, account: &str) -> Result<()> {
    let account = AccountId::parse(account).ok_or(Error::NotFound)?;
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    if !memberships::exists(access.tx(), &tenant, &account).await.or_internal()? {
        return Err(Error::NotFound);
    }
    // A key sees for nobody: only a person has a console.
    let (own, session) = access.caller().person.clone().ok_or(Error::SignInRequired)?;
    if own.id == account {
        return Err(Error::BadRequest { reason: "this is you already".to_owned() });
    }
    let theirs = bindings::list(access.tx(), &tenant, &account).await.or_internal()?;
    if !roles::includes(&access.standing().actor.bindings, &theirs, now) {
        return access.require(beyond()).await;
    }
    end_other(&mut access, &session, &tenant).await?;
    sessions::update_view_as(access.tx(), &session.id, Some((&tenant, &account))).await.or_internal()?;
    let change = Change {
        action: "view-as.start",
        target: account.as_str(),
        after: Some(serde_json::json!({ "session": session.id.as_str() })),
        ..Change::default()
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

/// Why somebody who holds more cannot be looked through.
pub const fn beyond() -> Decision {
    Decision {
        permission: Permission::ViewAs,
        outcome: Outcome::Deny,
        rule: Rule::HoldsMore,
        role: None,
        scope: None,
        ends_at: None,
        usage: None,
        changer: Changer::Owners,
    }
}

/// A session has one view; one of another tenant ends here, and its people learn of it.
async fn end_other(
    access: &mut TeamAccess<ViewAs>,
    session: &sessions::Session,
    tenant: &TenantId,
) -> Result<()> {
    let Some(other) = session.view_as_tenant.clone().map(TenantId::from).filter(|other| other != tenant)
    else {
        return Ok(());
    };
    let (caller, now) = (access.caller().clone(), access.now());
    let change = Change {
        action: "view-as.stop",
        target: session.view_as_account.as_deref().unwrap_or_default(),
        tenant: Some(&other),
        ..Change::default()
    };
    audit_control(access.tx(), &caller, now, change).await
}

/// Ends the view of this session because it is not allowed any more, or because the member is gone. Until its
/// person leaves it they see nothing of the tenant: nobody takes their own sight for another's.
pub(crate) async fn end(service: &Service, caller: &Caller) -> Result<()> {
    let Some((_, session)) = &caller.person else { return Err(Error::SignInRequired) };
    let Some(tenant) = session.view_as_tenant.clone().map(TenantId::from) else { return Ok(()) };
    let mut tx = service.control(Mode::Write).await?;
    if !sessions::end_view(&mut tx, &session.id).await.or_internal()? {
        return Ok(());
    }
    let change = Change {
        action: "view-as.end",
        target: session.view_as_account.as_deref().unwrap_or_default(),
        before: Some(serde_json::json!({ "session": session.id.as_str() })),
        tenant: Some(&tenant),
        ..Change::default()
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}

/// Ends the view of this session, whatever the caller may do: leaving always works.
pub async fn stop(service: &Service, caller: &Caller) -> Result<()> {
    let Some((_, session)) = &caller.person else { return Err(Error::SignInRequired) };
    let Some(tenant) = session.view_as_tenant.clone().map(TenantId::from) else { return Ok(()) };
    let mut tx = service.control(Mode::Write).await?;
    sessions::update_view_as(&mut tx, &session.id, None).await.or_internal()?;
    let change = Change {
        action: "view-as.stop",
        target: session.view_as_account.as_deref().unwrap_or_default(),
        before: Some(serde_json::json!({ "session": session.id.as_str() })),
        tenant: Some(&tenant),
        ..Change::default()
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}

/// Whether the caller, who may view as members, holds all that this one holds.
pub fn is_within(standing: &Standing, theirs: &[domain::decision::Binding]) -> bool {
    roles::includes(&standing.actor.bindings, theirs, standing.context.now)
}
