//! Giving and taking roles, removing, leaving, handing over.

use domain::{
    AccountId, Error, Problem, TenantId,
    audit::{Deed, Target},
    decision::{Binding, Changer, Decision, Rule},
    permission::{ManageOwners, ManageTeam, May, Permission, PreviewTeam, Role},
    team::{TeamError, TeamProblem},
};
use store::{
    ControlTx, Mode,
    audit::{self, Chain},
    control::{bindings, invitations, memberships},
};

use super::{
    GrantForm, TeamMember, audited, audited_of, check_grant, find_member, owns_without_end, require,
    seats::require_seat,
};
use crate::{
    Caller, OrInternal, Result, Service, Standing, TeamAccess,
    access::{Change, audit_control},
    forms::confirm_name,
    members,
    notices::Notice,
    roles::{Effect, preview_binding},
    sessions::{self, NewSession},
    standing::audit_refusal,
};

/// Gives a member one more role; the same role in the same scope gets the new end.
pub async fn give_role(
    mut access: TeamAccess<ManageTeam>,
    account: &str,
    form: &GrantForm,
) -> Result<Option<NewSession>> {
    find_member(&mut access, account).await?;
    let (mut access, given) = check_grant(access, form).await?;
    let member = find_member(&mut access, account).await?;
    let held = [member.bindings.as_slice(), std::slice::from_ref(&given)].concat();
    let mut access = require_seat(access, &member.account_id, &held).await?;
    upsert(&mut access, &member.account_id, &given).await?;
    let change = Change {
        after: Some(audited_of(&member.email, &given)),
        ..Change::of(Deed::TeamGiveRole, Target::of(&member.account_id).called(&member.email))
    };
    access.audit(change).await?;
    access.commit_for(&member.account_id).await
}

/// Takes one role from a member, who stays a member.
pub async fn take_role(
    mut access: TeamAccess<ManageTeam>,
    account: &str,
    role: &str,
    scope: &str,
) -> Result<Option<NewSession>> {
    let (member, held) = find_held(&mut access, account, role, scope).await?;
    let lacks = access.standing().actor.lacks_to_take(&held, access.now());
    let mut access = require(access, &held, lacks).await?;
    keep_an_owner(&mut access, &member, |binding| is_same(binding, &held)).await?;
    delete(&mut access, &member.account_id, &held).await?;
    let change = Change {
        before: Some(audited_of(&member.email, &held)),
        ..Change::of(Deed::TeamTakeRole, Target::of(&member.account_id).called(&member.email))
    };
    access.audit(change).await?;
    access.commit_for(&member.account_id).await
}

/// Puts another role, scope or end in the place of one that a member holds.
pub async fn change_role(
    mut access: TeamAccess<ManageTeam>,
    account: &str,
    role: &str,
    scope: &str,
    form: &GrantForm,
) -> Result<Option<NewSession>> {
    find_held(&mut access, account, role, scope).await?;
    let (mut access, given) = check_grant(access, form).await?;
    let (member, held) = find_held(&mut access, account, role, scope).await?;
    let lacks = access.standing().actor.lacks_to_take(&held, access.now());
    let mut access = require(access, &held, lacks).await?;
    if !given.is_owning() {
        keep_an_owner(&mut access, &member, |binding| is_same(binding, &held)).await?;
    }
    let mut after = member.bindings.clone();
    after.retain(|binding| !is_same(binding, &held));
    after.push(given.clone());
    let mut access = require_seat(access, &member.account_id, &after).await?;
    delete(&mut access, &member.account_id, &held).await?;
    upsert(&mut access, &member.account_id, &given).await?;
    let change = Change {
        before: Some(audited_of(&member.email, &held)),
        after: Some(audited_of(&member.email, &given)),
        ..Change::of(Deed::TeamChangeRole, Target::of(&member.account_id).called(&member.email))
    };
    access.audit(change).await?;
    access.commit_for(&member.account_id).await
}

/// What giving, changing or taking a role would do to a member; asked of whoever may do it.
pub async fn preview(
    mut access: TeamAccess<PreviewTeam>,
    account: &str,
    taken: Option<(&str, &str)>,
    form: Option<&GrantForm>,
) -> Result<Effect> {
    find_member(&mut access, account).await?;
    let mut given = None;
    if let Some(form) = form {
        let (checked, binding) = check_grant(access, form).await?;
        (access, given) = (checked, Some(binding));
    }
    let mut lost = None;
    if let Some((role, scope)) = taken {
        let (_, held) = find_held(&mut access, account, role, scope).await?;
        let lacks = access.standing().actor.lacks_to_take(&held, access.now());
        access = require(access, &held, lacks).await?;
        lost = Some(held);
    }
    let member = find_member(&mut access, account).await?;
    let lost = lost.as_ref().map(|held| (held.role.key(), &held.scope));
    preview_binding(&mut access, &member.account_id, lost, given).await
}

/// Takes a member out, whose address was typed to confirm.
pub async fn remove(
    mut access: TeamAccess<ManageTeam>,
    account: &str,
    confirm: &str,
) -> Result<Option<NewSession>> {
    let member = find_member(&mut access, account).await?;
    let now = access.now();
    for held in &member.bindings {
        let lacks = access.standing().actor.lacks_to_take(held, now);
        access = require(access, held, lacks).await?;
    }
    keep_an_owner(&mut access, &member, Binding::is_owning).await?;
    confirm_name(confirm, &member.email)?;
    let tenant = access.tenant().id.clone();
    delete_member(access.tx(), &tenant, &member.account_id, now).await?;
    let change = Change {
        before: Some(audited_member(&member)),
        ..Change::of(Deed::TeamRemove, Target::of(&member.account_id).called(&member.email))
    };
    access.audit(change).await?;
    access.commit_for(&member.account_id).await
}

/// What somebody is who thinks of leaving, and whether they are the last owner.
pub async fn leaving(service: &Service, caller: &Caller, slug: &str) -> Result<(Standing, bool)> {
    let standing = Standing::open(service, caller, slug).await?;
    let account = caller.signed_in()?;
    let mut tx = service.control(Mode::Read).await?;
    let owners = bindings::list_owners(&mut tx, &standing.tenant.id).await.or_internal()?;
    Ok((standing, owners == [account.id.clone()]))
}

/// Leaves a tenant. Takes no permission: whoever belongs to it may go, unless they are its last owner.
pub async fn leave(
    service: &Service,
    caller: &Caller,
    slug: &str,
    confirm: &str,
) -> Result<Option<NewSession>> {
    let account = caller.signed_in()?.clone();
    let now = service.now();
    // A stranger's attempt is noted as every other.
    let tenant = Standing::open(service, caller, slug).await?.tenant.id;
    let mut tx = service.control(Mode::Write).await?;
    audit::lock(&mut tx, Chain::Of(&tenant)).await.or_internal()?;
    let standing = Standing::find(&mut tx, caller, slug, now).await?;
    // An operator who looks by consent has nothing to leave.
    if !standing.actor.is_member || standing.looking.is_some() {
        return Err(Error::NotFound);
    }
    if standing.viewed.is_some() {
        drop(tx);
        let decision = viewing();
        audit_refusal(service, caller, &standing.tenant, &decision).await?;
        return Err(Error::Forbidden { decision: Box::new(decision), who: Vec::new() });
    }
    let tenant = standing.tenant;
    if bindings::list_owners(&mut tx, &tenant.id).await.or_internal()? == [account.id.clone()] {
        drop(tx);
        audit_refusal(service, caller, &tenant, &LAST_OWNER).await?;
        return Err(TeamError::LastOwner.into());
    }
    confirm_name(confirm, &tenant.name)?;
    delete_member(&mut tx, &tenant.id, &account.id, now).await?;
    let change = Change {
        before: Some(serde_json::json!({ "email": account.email })),
        tenant: Some(&tenant.id),
        ..Change::of(Deed::TeamLeave, Target::of(&account.id).called(&account.email))
    };
    audit_control(&mut tx, caller, now, change).await?;
    let session = sessions::renew_token(&mut tx, caller, now).await?;
    tx.commit().await.or_internal()?;
    Ok(session)
}

/// What keeps the last owner.
const LAST_OWNER: Decision = Decision::deny(Permission::ManageOwners, Rule::LastOwner, Changer::Owners);

/// Whoever sees the tenant as another member only looks.
const fn viewing() -> Decision {
    Decision::deny(Permission::ManageTeam, Rule::ViewAs, Changer::Yourself)
}

/// To whom a tenant goes, and what its owner is from then on: `admin`, `member`, or gone.
#[derive(Clone, Debug, Default)]
pub struct HandOverForm {
    pub account: String,
    pub stay: String,
    /// The space's name, so that no slip gives it away.
    pub confirm: String,
}

domain::words! {
    enum Stay { Admin = "admin", Member = "member", Leave = "leave" }
}

/// Makes a member the owner in the caller's place.
pub async fn hand_over(
    mut access: TeamAccess<ManageOwners>,
    form: &HandOverForm,
) -> Result<Option<NewSession>> {
    let stay: Stay = form.stay.parse().map_err(|_| Error::field("stay", Problem::NotAChoice))?;
    let heir = find_member(&mut access, &form.account).await?;
    let own = access.caller().acting()?.clone();
    let own_email = find_member(&mut access, own.as_str()).await?.email;
    owns_without_end(access.caller(), &Binding::of(Role::Owner))?;
    if heir.account_id == own {
        return Err(Error::field("account", Problem::NotAChoice));
    }
    if !access.standing().takes_members() {
        return Err(Error::field("stay", TeamProblem::GuestsOnly));
    }
    confirm_name(&form.confirm, &access.tenant().name)?;
    let owning = Binding::of(Role::Owner);
    if stay != Stay::Leave {
        access = require_seat(access, &heir.account_id, std::slice::from_ref(&owning)).await?;
    }
    upsert(&mut access, &heir.account_id, &owning).await?;
    delete(&mut access, &own, &owning).await?;
    match stay {
        Stay::Admin => upsert(&mut access, &own, &Binding::of(Role::Admin)).await?,
        Stay::Member => upsert(&mut access, &own, &Binding::of(Role::Member)).await?,
        Stay::Leave => {
            let (tenant, now) = (access.tenant().id.clone(), access.now());
            delete_member(access.tx(), &tenant, &own, now).await?;
        }
    }
    let change = Change {
        before: Some(serde_json::json!({ "owner": own.as_str(), "email": own_email })),
        after: Some(serde_json::json!({
            "owner": heir.account_id.as_str(), "email": heir.email, "stay": stay,
        })),
        ..Change::of(Deed::TeamHandOver, Target::of(&heir.account_id).called(&heir.email))
    };
    access.audit(change).await?;
    // Both are told: of two people at one keyboard, or one at another's, somebody else reads it.
    let (service, caller) = (access.service().clone(), access.caller().clone());
    let (space, slug) = (access.tenant().name.clone(), access.tenant().slug.clone());
    let given = Notice::SpaceGiven { space: space.clone(), slug: slug.clone(), to: heir.email };
    service.notify(access.tx(), &caller, &own, given).await?;
    let received = Notice::SpaceReceived { space, slug, from: own_email };
    service.notify(access.tx(), &caller, &heir.account_id, received).await?;
    access.commit_for(&own).await
}

fn is_same(one: &Binding, other: &Binding) -> bool {
    one.role.key() == other.role.key() && one.scope == other.scope
}

/// Refuses to take from the last owner what makes them one. Asked under the lock of the audit log, behind
/// which every change to the team queues: of two owners who demote each other, the second is refused.
async fn keep_an_owner<P: May>(
    access: &mut TeamAccess<P>,
    member: &TeamMember,
    is_lost: impl Fn(&Binding) -> bool,
) -> Result<()> {
    if !member.bindings.iter().any(|binding| binding.is_owning() && is_lost(binding)) {
        return Ok(());
    }
    let tenant = access.tenant().id.clone();
    let owners = bindings::list_owners(access.tx(), &tenant).await.or_internal()?;
    if owners != [member.account_id.clone()] {
        return Ok(());
    }
    access.audit_refusal(&LAST_OWNER).await?;
    Err(Error::Team(TeamError::LastOwner))
}

async fn find_held<P: May>(
    access: &mut TeamAccess<P>,
    account: &str,
    role: &str,
    scope: &str,
) -> Result<(TeamMember, Binding)> {
    let member = find_member(access, account).await?;
    let is_it = |binding: &&Binding| binding.role.key() == role && binding.scope.to_string() == scope;
    let held = member.bindings.iter().find(is_it).cloned().ok_or(Error::NotFound)?;
    Ok((member, held))
}

async fn upsert<P: May>(access: &mut TeamAccess<P>, account: &AccountId, given: &Binding) -> Result<()> {
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let (role, scope) = (given.role.key(), &given.scope);
    bindings::upsert(access.tx(), &tenant, account, role, scope, given.ends_at, now).await.or_internal()?;
    members::keep_places(access.tx(), &tenant, now).await
}

async fn delete<P: May>(access: &mut TeamAccess<P>, account: &AccountId, held: &Binding) -> Result<()> {
    let tenant = access.tenant().id.clone();
    bindings::delete(access.tx(), &tenant, account, held.role.key(), &held.scope).await.or_internal()?;
    let now = access.now();
    members::keep_places(access.tx(), &tenant, now).await
}

/// Takes somebody out, and back what they invited others to: nobody is left to answer for it.
pub(super) async fn delete_member(
    tx: &mut ControlTx,
    tenant: &TenantId,
    account: &AccountId,
    now: domain::Micros,
) -> Result<()> {
    invitations::update_withdrawn(tx, tenant, account, now).await.or_internal()?;
    memberships::delete(tx, tenant, account).await.or_internal()?;
    members::keep_places(tx, tenant, now).await
}

pub(super) fn audited_member(member: &TeamMember) -> serde_json::Value {
    let held: Vec<_> = member.bindings.iter().map(audited).collect();
    serde_json::json!({ "email": member.email, "roles": held })
}
