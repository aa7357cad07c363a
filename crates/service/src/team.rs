//! Who belongs to a tenant, as what, where and until when.

mod changes;
pub mod email_domains;
mod expiry;
pub mod own_limits;
pub(crate) mod seats;

pub use changes::{
    HandOverForm, change_role, give_role, hand_over, leave, leaving, preview, remove, take_role,
};
use domain::{
    AccountId, Error, Micros, Problem, Yours,
    decision::{Binding, RoleName, Scope},
    ids::RoleId,
    permission::{ManageOwners, May, Permission, PermissionSet, Role, ViewPolicyAgents, ViewTeam},
    plans::OwnLimits,
    resources::Path,
    team as rules,
    team::TeamProblem,
    zones::{self, ZonesProblem},
};
pub(crate) use expiry::expire;
pub use seats::{usage, usage_of_plan};
use store::{
    ControlTx,
    control::{bindings, memberships, roles, tenants::Tenant},
};

use crate::{Access, Caller, OrInternal, Result, TeamAccess, environments, standing};

/// A member with everything given to them; what has ended is among it until it is cleared away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamMember {
    pub account_id: AccountId,
    pub email: String,
    pub created_at: Micros,
    pub bindings: Vec<Binding>,
    /// What they may use at most themselves.
    pub own_limits: OwnLimits,
}

impl TeamMember {
    pub fn is_owner(&self) -> bool {
        self.bindings.iter().any(Binding::is_owning)
    }
}

/// The members by address.
pub async fn list(access: &mut TeamAccess<ViewTeam>) -> Result<Vec<TeamMember>> {
    let tenant = access.tenant().id.clone();
    let members = memberships::list(access.tx(), &tenant).await.or_internal()?;
    let held = bindings::list_all(access.tx(), &tenant).await.or_internal()?;
    let of = |account: &AccountId| {
        held.iter().filter(|held| held.account_id == *account).map(|held| held.binding.clone()).collect()
    };
    let members = members.into_iter().map(|member| TeamMember {
        bindings: of(&member.account_id),
        account_id: member.account_id,
        email: member.email,
        created_at: member.created_at,
        own_limits: member.own_limits,
    });
    Ok(members.collect())
}

pub async fn find(access: &mut TeamAccess<ViewTeam>, id: &str) -> Result<TeamMember> {
    find_member(access, id).await
}

pub(crate) async fn find_member<P: May>(access: &mut TeamAccess<P>, id: &str) -> Result<TeamMember> {
    let account = AccountId::parse(id).ok_or(Error::NotFound)?;
    let tenant = access.tenant().id.clone();
    let found = memberships::find(access.tx(), &tenant, &account).await.or_internal()?;
    let member = found.ok_or(Error::NotFound)?;
    let bindings = bindings::list(access.tx(), &tenant, &account).await.or_internal()?;
    let memberships::Member { email, created_at, own_limits, .. } = member;
    Ok(TeamMember { account_id: account, email, created_at, bindings, own_limits })
}

/// A role that may be offered in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleChoice {
    pub role: RoleName,
    /// What a role of the tenant's own is for; empty for the built-in ones, which say it by themselves.
    pub description: String,
    pub permissions: PermissionSet,
    /// What the caller lacks to give it in the whole tenant.
    pub lacks: Option<Permission>,
}

/// Every role there is here, with whether the caller may give it.
pub async fn role_choices(access: &mut TeamAccess<ViewTeam>) -> Result<Vec<RoleChoice>> {
    let tenant = access.tenant().id.clone();
    let custom = roles::list(access.tx(), &tenant).await.or_internal()?;
    let built_in = Role::ALL.iter().map(|role| (RoleName::BuiltIn(*role), String::new(), role.permissions()));
    let custom = custom
        .into_iter()
        .map(|role| (RoleName::Custom { id: role.id, name: role.name }, role.description, role.permissions));
    let (actor, now) = (&access.standing().actor, access.now());
    let choice = |(role, description, permissions)| {
        let given = Binding { role, permissions, scope: Scope::Tenant, ends_at: Some(now) };
        let lacks = actor.lacks_to_give(&given, now);
        RoleChoice { role: given.role, description, permissions, lacks }
    };
    Ok(built_in.chain(custom).map(choice).collect())
}

/// A part of the tenant that a role can be limited to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeChoice {
    pub scope: Scope,
    pub name: String,
}

/// The parts the caller can see.
pub async fn scope_choices(access: &mut Access<ViewPolicyAgents>) -> Result<Vec<ScopeChoice>> {
    let mut scope_names = environments::scope_names(access).await?;
    scope_names.resources.retain(|resource| !resource.is_gone);
    let choice = |(scope, name): (Scope, &str)| ScopeChoice { scope, name: name.to_owned() };
    Ok(scope_names.scopes().map(choice).collect())
}

/// What a form gives: a role, where, and until the end of which day.
#[derive(Clone, Debug, Default)]
pub struct GrantForm {
    /// A built-in role's word, or the id of one of the tenant's own.
    pub role: String,
    /// Empty: the whole tenant.
    pub scope: String,
    /// A day of the tenant's calendar; empty: without an end.
    pub ends: String,
}

/// Reads what is to be given, and refuses what the caller may not give.
pub(crate) async fn check_grant<P: May>(
    access: TeamAccess<P>,
    form: &GrantForm,
) -> Result<(TeamAccess<P>, Binding)> {
    let scope = match form.scope.as_str() {
        "" => Scope::Tenant,
        text => text.parse().map_err(|_| Error::field("scope", Problem::NotAChoice))?,
    };
    let mut access = check_scope(access, &scope).await?;
    let ends_at = match form.ends.trim() {
        "" => None,
        day => Some(end_of(&access, day).map_err(|problem| Error::field("ends", problem))?),
    };
    let ends_at = access.caller().until(ends_at).map_err(|problem| Error::field("ends", problem))?;
    let tenant = access.tenant().clone();
    let found = find_role(access.tx(), &tenant, form.role.as_str(), scope, ends_at).await?;
    let (given, _) = found.ok_or_else(|| Error::field("role", Problem::NotAChoice))?;
    owns_without_end(access.caller(), &given)?;
    rules::check(access.standing().takes_members(), &given)?;
    let lacks = access.standing().actor.lacks_to_give(&given, access.now());
    let access = require(access, &given, lacks).await?;
    Ok((access, given))
}

/// An owner has no end, so a key that has one makes none.
pub(crate) fn owns_without_end(caller: &Caller, given: &Binding) -> Result<()> {
    let ends = caller.key().is_some_and(|key| key.expires_at.is_some());
    if given.is_owning() && ends {
        return Err(Error::field("ends", TeamProblem::LongerThanYours { yours: Yours::Key }));
    }
    Ok(())
}

fn end_of<P: May>(access: &TeamAccess<P>, day: &str) -> Result<Micros, Problem> {
    let end = access.zone().day_start(zones::parse_date(day)?.saturating_add(1));
    if end > access.now() { Ok(end) } else { Err(Problem::Zones(ZonesProblem::InThePast)) }
}

/// The role under a word or an id as it would be held, with its description.
pub(crate) async fn find_role(
    tx: &mut ControlTx,
    tenant: &Tenant,
    key: &str,
    scope: Scope,
    ends_at: Option<Micros>,
) -> Result<Option<(Binding, String)>> {
    if let Ok(role) = key.parse::<Role>() {
        let permissions = role.permissions();
        let binding = Binding { role: RoleName::BuiltIn(role), permissions, scope, ends_at };
        return Ok(Some((binding, String::new())));
    }
    let Some(id) = RoleId::parse(key) else { return Ok(None) };
    let found = roles::find(tx, &tenant.id, &id).await.or_internal()?;
    Ok(found.map(|role| {
        let name = RoleName::Custom { id, name: role.name };
        (Binding { role: name, permissions: role.permissions, scope, ends_at }, role.description)
    }))
}

/// A scope names something that is there and that the caller can see. It is looked up in the tenant's
/// database, and never are both databases held at once.
async fn check_scope<P: May>(access: TeamAccess<P>, scope: &Scope) -> Result<TeamAccess<P>> {
    if *scope == Scope::Tenant {
        return Ok(access);
    }
    let (service, caller) = (access.service().clone(), access.caller().clone());
    let slug = access.tenant().slug.clone();
    let mut parts = access.onward::<ViewPolicyAgents>().await?;
    let choices = scope_choices(&mut parts).await?;
    drop(parts);
    if !choices.iter().any(|choice| choice.scope == *scope) {
        return Err(Error::field("scope", Problem::NotAChoice));
    }
    TeamAccess::enter(&service, &caller, &slug).await
}

/// Goes on where nothing is lacking; otherwise says what, who can change it, and notes the attempt. Owners
/// are made and unmade only by whoever has proved lately that it is them.
pub(crate) async fn require<P: May>(
    mut access: TeamAccess<P>,
    binding: &Binding,
    lacks: Option<Permission>,
) -> Result<TeamAccess<P>> {
    let Some(missing) = lacks else {
        if binding.is_owning() {
            standing::check_step_up::<ManageOwners>(access.caller(), access.now())?;
        }
        return Ok(access);
    };
    let decision = access.standing().decide_on(missing, &Path::from(&binding.scope));
    if decision.is_allowed() {
        // They have it, but not for so long.
        return Err(Error::field("ends", TeamProblem::LongerThanYours { yours: Yours::Role }));
    }
    access.require(decision).await?;
    Ok(access)
}

/// How the audit log tells what somebody holds.
pub(crate) fn audited(binding: &Binding) -> serde_json::Value {
    serde_json::json!({
        "role": binding.role.key(),
        "scope": binding.scope.to_string(),
        "ends_at": binding.ends_at,
    })
}

/// The same with whose it is.
pub(crate) fn audited_of(email: &str, binding: &Binding) -> serde_json::Value {
    let mut audited = audited(binding);
    audited["email"] = email.into();
    audited
}
