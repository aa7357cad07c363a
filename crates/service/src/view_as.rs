//! Seeing the console as another member sees it, without changing anything.

use domain::{
    AccountId, Error, TenantId,
    audit::{Deed, Target},
    decision::{Changer, Decision, Rule},
    permission::{Permission, ViewAs},
    roles,
};
use store::{
    Mode,
    audit::{self, Chain},
    control::{
        accounts::Account,
        bindings, memberships,
        sessions::{self, Session},
    },
};

use crate::{
    Caller, OrInternal, Result, Service, Standing, TeamAccess,
    access::Change,
    sessions::{NewSession, audited_view, note_view, renew_token},
};

/// Begins to see the tenant as one of its members. Whoever holds more than the caller is out of reach:
/// nobody looks through the eyes of somebody who has more than they do.
pub async fn start(mut access: TeamAccess<ViewAs>, account: &str) -> Result<Option<NewSession>> {
    let account = AccountId::parse(account).ok_or(Error::NotFound)?;
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let found = memberships::find(access.tx(), &tenant, &account).await.or_internal()?;
    let member = found.ok_or(Error::NotFound)?;
    // A key sees for nobody: only a person has a console.
    let (own, session) = cloned(access.caller()).ok_or(Error::SignInRequired)?;
    if own.id == account {
        return Err(Error::BadRequest { reason: "this is you already".to_owned() });
    }
    let theirs = bindings::list(access.tx(), &tenant, &account).await.or_internal()?;
    if !roles::includes(&access.standing().actor.bindings, &theirs, now) {
        return access.require(beyond()).await.map(|()| None);
    }
    end_other(&mut access, &session, &tenant).await?;
    sessions::update_view_as(access.tx(), &session.id, Some((&tenant, &account))).await.or_internal()?;
    let change = Change {
        after: Some(audited_view(&member.email, &session)),
        ..Change::of(Deed::ViewAsStart, Target::of(&account).called(&member.email))
    };
    access.audit(change).await?;
    access.commit_for(&own.id).await
}

fn cloned(caller: &Caller) -> Option<(Account, Session)> {
    caller.person().map(|(account, session)| (account.clone(), session.clone()))
}

/// Why somebody who holds more cannot be looked through.
pub const fn beyond() -> Decision {
    Decision::deny(Permission::ViewAs, Rule::HoldsMore, Changer::Owners)
}

/// A session has one view; one of another tenant ends here, and its people learn of it.
async fn end_other(access: &mut TeamAccess<ViewAs>, session: &Session, tenant: &TenantId) -> Result<()> {
    let (caller, now) = (access.caller().clone(), access.now());
    match session.view() {
        Some((other, account)) if other != *tenant => {
            note_view(access.tx(), &caller, now, Deed::ViewAsStop, (&other, &account)).await
        }
        _ => Ok(()),
    }
}

/// Leaves the view of this session, whatever the caller may do: leaving always works.
pub async fn stop(service: &Service, caller: &Caller) -> Result<Option<NewSession>> {
    let Some((_, session)) = caller.person() else { return Err(Error::SignInRequired) };
    let view = session.view();
    let mut tx = service.control(Mode::Write).await?;
    if let Some((tenant, _)) = &view {
        audit::lock(&mut tx, Chain::Of(tenant)).await.or_internal()?;
    }
    sessions::update_view_as(&mut tx, &session.id, None).await.or_internal()?;
    // One that was ended is written down already.
    if let Some((tenant, account)) = view {
        note_view(&mut tx, caller, service.now(), Deed::ViewAsStop, (&tenant, &account)).await?;
    }
    let session = renew_token(&mut tx, caller, service.now()).await?;
    tx.commit().await.or_internal()?;
    Ok(session)
}

/// Whether the caller, who may view as members, holds all that this one holds.
pub fn is_within(standing: &Standing, theirs: &[domain::decision::Binding]) -> bool {
    roles::includes(&standing.actor.bindings, theirs, standing.context.now)
}
