//! Roles that a tenant makes for itself, and what a change does to the people who hold them.

use domain::{
    AccountId, Checks, Error, Problem, RoleId,
    audit::{Deed, Target},
    decision::{Binding, Changer, Decision, Resource, RoleName, Rule, Scope, decide},
    forms,
    permission::{ManageRoles, May, Permission, PermissionSet, PreviewRoles, ViewTeam},
    roles as rules,
    roles::RolesProblem,
};
use serde::Serialize;
pub use store::control::roles::CustomRole;
use store::control::{
    bindings::{self, Held},
    memberships, roles,
};

use crate::{
    OrInternal, Result, Standing, TeamAccess, access::Change, chance, forms::confirm_name,
    sessions::NewSession,
};

/// What the page sends.
#[derive(Clone, Debug, Default)]
pub struct RoleForm {
    pub name: String,
    pub description: String,
    /// The words of the permissions that are ticked.
    pub permissions: Vec<String>,
}

#[derive(Debug)]
struct Checked {
    name: String,
    description: String,
    permissions: PermissionSet,
}

impl RoleForm {
    fn check(&self) -> Result<Checked> {
        let mut checks = Checks::default();
        let name = checks.take("name", rules::name(&self.name));
        let description = match self.description.trim() {
            "" => Some(String::new()),
            text => checks.take("description", forms::name(text, 200)),
        };
        let words = self.permissions.iter().map(|word| word.parse::<Permission>());
        let permissions = checks.take(
            "permissions",
            words.collect::<Result<PermissionSet, _>>().map_err(|_| Problem::NotAChoice),
        );
        if permissions.is_some_and(PermissionSet::is_empty) {
            checks.add("permissions", Problem::Required);
        }
        if permissions.is_some_and(|set| !set.intersection(rules::OWNERS_ALONE).is_empty()) {
            checks.add("permissions", RolesProblem::OwnersAlone);
        }
        checks.finish()?;
        match (name, description, permissions) {
            (Some(name), Some(description), Some(permissions)) => {
                Ok(Checked { name, description, permissions })
            }
            _ => Err(Error::Internal),
        }
    }
}

/// Checks a role that is to be kept. To put into it what is the owners' alone is noted as an attempt, though
/// the form says so beside the field.
async fn check(access: &mut TeamAccess<ManageRoles>, form: &RoleForm) -> Result<Checked> {
    let is_asked = |permission: &Permission| form.permissions.iter().any(|word| word == permission.as_str());
    if let Some(permission) = rules::OWNERS_ALONE.iter().find(is_asked) {
        access.audit_refusal(&Decision::deny(permission, Rule::OwnersAlone, Changer::Nobody)).await?;
    }
    form.check()
}

/// A role with how many hold it, and how many open invitations give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub role: CustomRole,
    pub members: i64,
    pub invitations: i64,
}

/// The tenant's own roles by name.
pub async fn list(access: &mut TeamAccess<ViewTeam>) -> Result<Vec<Listed>> {
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let mut listed = Vec::new();
    for role in roles::list(access.tx(), &tenant).await.or_internal()? {
        let (members, invitations) =
            roles::count_uses(access.tx(), &tenant, &role.id, now).await.or_internal()?;
        listed.push(Listed { role, members, invitations });
    }
    Ok(listed)
}

/// One of them.
pub async fn find(access: &mut TeamAccess<ViewTeam>, id: &str) -> Result<Listed> {
    let role = stored(access, id).await?;
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let (members, invitations) =
        roles::count_uses(access.tx(), &tenant, &role.id, now).await.or_internal()?;
    Ok(Listed { role, members, invitations })
}

/// What the person may put into a role: what they hold for the tenant as a whole.
pub fn grantable(standing: &Standing) -> PermissionSet {
    standing.actor.permissions(Resource::TENANT, standing.context.now).without(rules::OWNERS_ALONE)
}

/// What they hold so without an end.
fn lasting(standing: &Standing) -> PermissionSet {
    let bindings = standing.actor.bindings.iter().filter(|binding| binding.ends_at.is_none()).cloned();
    let actor = domain::decision::Actor { bindings: bindings.collect(), ..standing.actor.clone() };
    actor.permissions(Resource::TENANT, standing.context.now)
}

/// Makes a role.
pub async fn create(mut access: TeamAccess<ManageRoles>, form: &RoleForm) -> Result<CustomRole> {
    let checked = check(&mut access, form).await?;
    let mut access = require(access, checked.permissions).await?;
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let others = check_others(&mut access, None, &checked.name).await?;
    if others >= rules::ROLES {
        return Err(Error::field("name", RolesProblem::TooManyRoles { max: rules::ROLES as i64 }));
    }
    let role = CustomRole {
        id: chance::id(now, RoleId::new),
        name: checked.name,
        description: checked.description,
        permissions: checked.permissions,
        created_at: now,
    };
    let key = rules::name_key(&role.name);
    roles::insert(access.tx(), &tenant, &role, &key).await.or_taken(Error::field("name", Problem::Taken))?;
    let change = Change {
        after: Some(audited(&role)),
        ..Change::of(Deed::RolesCreate, Target::of(&role.id).called(&role.name))
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(role)
}

/// Changes a role for everybody who holds it, from the next request on.
pub async fn update(
    mut access: TeamAccess<ManageRoles>,
    id: &str,
    form: &RoleForm,
) -> Result<Option<NewSession>> {
    let before = stored(&mut access, id).await?;
    let checked = check(&mut access, form).await?;
    let mut access = require(access, before.permissions.union(checked.permissions)).await?;
    if rules::skeleton(&before.name) != rules::skeleton(&checked.name) {
        check_others(&mut access, Some(&before.id), &checked.name).await?;
    }
    check_lasting(&mut access, &before, checked.permissions).await?;
    let after = CustomRole {
        name: checked.name,
        description: checked.description,
        permissions: checked.permissions,
        ..before.clone()
    };
    let (tenant, key) = (access.tenant().id.clone(), rules::name_key(&after.name));
    roles::update(access.tx(), &tenant, &after, &key).await.or_taken(Error::field("name", Problem::Taken))?;
    let change = Change {
        before: Some(audited(&before)),
        after: Some(audited(&after)),
        ..Change::of(Deed::RolesUpdate, Target::of(&after.id).called(&after.name))
    };
    access.audit(change).await?;
    let is_own = access.standing().actor.bindings.iter().any(|held| held.role.key() == after.id.as_str());
    match access.caller().account().filter(|_| is_own).map(|own| own.id.clone()) {
        Some(own) => access.commit_for(&own).await,
        None => access.commit().await.map(|_| None),
    }
}

/// Deletes a role that nobody holds and no open invitation gives, and whose name was typed.
pub async fn delete(mut access: TeamAccess<ManageRoles>, id: &str, confirm: &str) -> Result<()> {
    let role = stored(&mut access, id).await?;
    let mut access = require(access, role.permissions).await?;
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let (members, invitations) =
        roles::count_uses(access.tx(), &tenant, &role.id, now).await.or_internal()?;
    if members + invitations > 0 {
        return Err(Error::field("confirm", RolesProblem::RoleInUse { members, invitations }));
    }
    confirm_name(confirm, &role.name)?;
    roles::delete(access.tx(), &tenant, &role.id).await.or_internal()?;
    let change = Change {
        before: Some(audited(&role)),
        ..Change::of(Deed::RolesDelete, Target::of(&role.id).called(&role.name))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

/// Refuses a name that passes for that of another of the tenant's roles; says how many others there are.
async fn check_others<P: May>(access: &mut TeamAccess<P>, own: Option<&RoleId>, name: &str) -> Result<usize> {
    let tenant = access.tenant().id.clone();
    let mut others = roles::list(access.tx(), &tenant).await.or_internal()?;
    others.retain(|role| own != Some(&role.id));
    if others.iter().any(|role| rules::skeleton(&role.name) == rules::skeleton(name)) {
        return Err(Error::field("name", Problem::Taken));
    }
    Ok(others.len())
}

async fn stored<P: May>(access: &mut TeamAccess<P>, id: &str) -> Result<CustomRole> {
    let id = RoleId::parse(id).ok_or(Error::NotFound)?;
    let tenant = access.tenant().id.clone();
    roles::find(access.tx(), &tenant, &id).await.or_internal()?.ok_or(Error::NotFound)
}

/// Goes on where the caller holds all of these for the whole tenant. Otherwise says what is lacking and
/// notes the attempt: nobody gives, changes or takes away what they do not have.
async fn require<P: May>(mut access: TeamAccess<P>, permissions: PermissionSet) -> Result<TeamAccess<P>> {
    let (actor, context) = (&access.standing().actor, &access.standing().context);
    let decide = |permission| decide(actor, permission, Resource::TENANT, context);
    let lacking = permissions.iter().map(decide).find(|decision| !decision.is_allowed());
    if let Some(decision) = lacking {
        access.require(decision).await?;
    }
    Ok(access)
}

/// Whoever has a permission until a day gives it to nobody for longer; not to themselves either.
async fn check_lasting<P: May>(
    access: &mut TeamAccess<P>,
    before: &CustomRole,
    permissions: PermissionSet,
) -> Result<()> {
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let (members, invitations) =
        roles::count_uses(access.tx(), &tenant, &before.id, now).await.or_internal()?;
    let is_lasting = permissions.without(before.permissions).is_within(lasting(access.standing()));
    if is_lasting || members + invitations == 0 {
        return Ok(());
    }
    Err(Error::field("permissions", RolesProblem::RoleOutlastsYou))
}

fn audited(role: &CustomRole) -> serde_json::Value {
    serde_json::json!({
        "name": role.name,
        "description": role.description,
        "permissions": role.permissions,
    })
}

/// What a change would do to one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Effect {
    pub email: String,
    pub gains: PermissionSet,
    pub loses: PermissionSet,
}

/// What changing a role would do, to whom. Nothing is changed by asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preview {
    pub adds: PermissionSet,
    pub removes: PermissionSet,
    /// Those who hold the role, by address.
    pub effects: Vec<Effect>,
    /// Open invitations that will give the role as it is then.
    pub invitations: i64,
}

pub async fn preview(mut access: TeamAccess<PreviewRoles>, id: &str, form: &RoleForm) -> Result<Preview> {
    let before = stored(&mut access, id).await?;
    let checked = form.check()?;
    let mut access = require(access, before.permissions.union(checked.permissions)).await?;
    check_lasting(&mut access, &before, checked.permissions).await?;
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let held = bindings::list_all(access.tx(), &tenant).await.or_internal()?;
    let changed = |binding: &Binding| match &binding.role {
        RoleName::Custom { id, .. } if *id == before.id => {
            Binding { permissions: checked.permissions, ..binding.clone() }
        }
        _ => binding.clone(),
    };
    let mut effects = Vec::new();
    for member in memberships::list(access.tx(), &tenant).await.or_internal()? {
        let own = |held: &&Held| held.account_id == member.account_id;
        let now_held: Vec<Binding> = held.iter().filter(own).map(|held| held.binding.clone()).collect();
        if now_held.iter().any(|binding| binding.role.key() == before.id.as_str()) {
            let then: Vec<Binding> = now_held.iter().map(changed).collect();
            let (gains, loses) = rules::difference(&now_held, &then, now);
            effects.push(Effect { email: member.email, gains, loses });
        }
    }
    let (_, invitations) = roles::count_uses(access.tx(), &tenant, &before.id, now).await.or_internal()?;
    Ok(Preview {
        adds: checked.permissions.without(before.permissions),
        removes: before.permissions.without(checked.permissions),
        effects,
        invitations,
    })
}

/// What a member would gain and lose if one thing they hold were taken away and another given. Says what it
/// does; whether the caller may do it is decided where it is done.
pub async fn preview_binding<P: May>(
    access: &mut TeamAccess<P>,
    account: &AccountId,
    taken: Option<(&str, &Scope)>,
    given: Option<Binding>,
) -> Result<Effect> {
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let members = memberships::list(access.tx(), &tenant).await.or_internal()?;
    let member = members.into_iter().find(|member| member.account_id == *account).ok_or(Error::NotFound)?;
    let before = bindings::list(access.tx(), &tenant, account).await.or_internal()?;
    let is_same =
        |binding: &Binding, role: &str, scope: &Scope| binding.role.key() == role && binding.scope == *scope;
    let mut after = before.clone();
    after.retain(|binding| taken.is_none_or(|(role, scope)| !is_same(binding, role, scope)));
    if let Some(given) = given {
        // The same role in the same scope gets the new end.
        after.retain(|binding| !is_same(binding, given.role.key(), &given.scope));
        after.push(given);
    }
    let (gains, loses) = rules::difference(&before, &after, now);
    Ok(Effect { email: member.email, gains, loses })
}
