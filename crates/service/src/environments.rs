//! Parts of a space, each with its policy agents, for which a role can be given alone.

use domain::{
    Checks, EnvironmentId, Error, Problem, addresses,
    audit::{Deed, Target},
    decision::{Reach, Scope},
    environments::EnvironmentsProblem,
    permission::{ListEnvironments, ManageEnvironments, May, MayOne, Permission, ViewPolicyAgents},
    resources::{Path, ResourceKind},
};
pub use store::tenant::environments::Environment;
use store::{
    control::bindings,
    tenant::{
        api_keys, environments,
        policy_agents::{self, PolicyAgent},
        resources::{self, Resource},
    },
};

use crate::{Access, OrInternal, Result, TeamAccess, access::Change, chance, forms::confirm_name};

/// An environment with how many agents it holds.
#[derive(Clone, Debug)]
pub struct Listed {
    pub environment: Environment,
    pub policy_agents: i64,
}

/// The parts of a space that a role, a key or a link can be limited to.
#[derive(Clone, Debug, Default)]
pub struct ScopeNames {
    pub environments: Vec<Environment>,
    pub resources: Vec<Resource>,
}

impl ScopeNames {
    /// Each part as a scope, with its name.
    pub fn scopes(&self) -> impl Iterator<Item = (Scope, &str)> {
        let environments =
            self.environments.iter().map(|one| (Scope::Environment(one.id.clone()), &*one.name));
        environments.chain(self.resources.iter().map(|one| (one.scope(), &*one.name)))
    }

    /// A scope's name, for the parts that are here.
    pub fn name(&self, scope: &Scope) -> Option<&str> {
        self.scopes().find(|(part, _)| part == scope).map(|(_, name)| name)
    }

    /// Whether a scope names the whole space, or a part that is here.
    pub fn has(&self, scope: &Scope) -> bool {
        *scope == Scope::Tenant || self.name(scope).is_some()
    }
}

/// Where a person may put a policy agent.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    pub environments: Vec<Environment>,
    /// Whether an agent may be in no environment.
    pub can_be_none: bool,
}

/// The parts in which whoever looks at policy agents may also work on them.
pub async fn choices(access: &mut Access<ViewPolicyAgents>) -> Result<Choices> {
    let mut environments = environments::list(access.tx()).await.or_internal()?;
    let reach = access.standing().actor.reach(Permission::ManagePolicyAgents, access.now());
    environments.retain(|environment| covers(&reach, environment));
    Ok(Choices { environments, can_be_none: reach.is_whole() })
}

/// The environments and the resources that the permission at hand covers, by kind and name.
pub async fn scope_names<P: MayOne>(access: &mut Access<P>) -> Result<ScopeNames> {
    let reach = access.reach();
    let mut resources = Vec::new();
    for kind in ResourceKind::ALL {
        resources.extend(resources::list(access.tx(), *kind).await.or_internal()?);
    }
    resources.retain(|resource| reach.covers(&resource.path()));
    let mut environments = environments::list(access.tx()).await.or_internal()?;
    environments.retain(|environment| covers(&reach, environment));
    Ok(ScopeNames { environments, resources })
}

/// Where something of a tenant is that a scope names; `None` where there is nothing of that id.
pub(crate) async fn locate<P: May>(access: &mut Access<P>, scope: &Scope) -> Result<Option<Path>> {
    Ok(match scope {
        Scope::Tenant => Some(Path::TENANT),
        Scope::Environment(id) => {
            let found = environments::find(access.tx(), id).await.or_internal()?;
            found.map(|environment| Path::part(Some(environment.id)))
        }
        Scope::Resource(id) => {
            resources::find(access.tx(), id).await.or_internal()?.map(|found| found.path())
        }
    })
}

/// Whether everything in an environment is covered, and not only some thing in it.
fn covers(reach: &Reach, environment: &Environment) -> bool {
    reach.covers(&Path::part(Some(environment.id.clone())))
}

pub async fn list(access: &mut Access<ListEnvironments>) -> Result<Vec<Listed>> {
    let agents = policy_agents::list(access.tx()).await.or_internal()?;
    let environments = environments::list(access.tx()).await.or_internal()?;
    let count = |environment: &Environment| {
        let inside = |agent: &&PolicyAgent| agent.environment_id.as_deref() == Some(environment.id.as_str());
        i64::try_from(agents.iter().filter(inside).count()).unwrap_or(i64::MAX)
    };
    let listed = environments
        .into_iter()
        .map(|environment| Listed { policy_agents: count(&environment), environment });
    Ok(listed.collect())
}

/// What the page sends.
#[derive(Clone, Debug, Default)]
pub struct EnvironmentForm {
    pub name: String,
}

impl EnvironmentForm {
    fn check(&self) -> Result<(String, String)> {
        let mut checks = Checks::default();
        let name = checks.take("name", addresses::plain_name(&self.name, 60));
        checks.finish()?;
        let name = name.ok_or(Error::Internal)?;
        let key = name.to_lowercase();
        Ok((name, key))
    }
}

pub async fn add(mut access: Access<ManageEnvironments>, form: EnvironmentForm) -> Result<Environment> {
    let (name, name_key) = form.check()?;
    let now = access.now();
    let environment =
        Environment { id: chance::id(now, EnvironmentId::new), name, name_key, created_at: now };
    let taken = Error::field("name", Problem::Taken);
    environments::insert(access.tx(), &environment).await.or_taken(taken)?;
    let change = Change {
        after: Some(audited(&environment)),
        ..Change::of(Deed::EnvironmentsAdd, Target::of(&environment.id).called(&environment.name))
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(environment)
}

pub async fn rename(mut access: Access<ManageEnvironments>, id: &str, form: EnvironmentForm) -> Result<()> {
    let (name, name_key) = form.check()?;
    let before = find(&mut access, id).await?;
    let taken = Error::field("name", Problem::Taken);
    environments::update(access.tx(), &before.id, &name, &name_key).await.or_taken(taken)?;
    let after = Environment { name, name_key, ..before.clone() };
    let change = Change {
        before: Some(audited(&before)),
        after: Some(audited(&after)),
        ..Change::of(Deed::EnvironmentsRename, Target::of(&before.id).called(&before.name))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

/// Deletes an environment that nothing uses any more; its name was typed to confirm.
///
/// Roles and invitations are control data and are looked at first. A role given for it in between gives
/// nothing: its scope covers no agent.
pub async fn delete(mut access: TeamAccess<ListEnvironments>, id: &str, confirm: &str) -> Result<()> {
    let scope = Scope::Environment(EnvironmentId::parse(id).ok_or(Error::NotFound)?);
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let (members, invitations) =
        bindings::count_uses(access.tx(), &tenant, &scope, now).await.or_internal()?;
    let mut access = access.onward::<ManageEnvironments>().await?;
    let environment = find(&mut access, id).await?;
    confirm_name(confirm, &environment.name)?;
    let agents = policy_agents::list(access.tx()).await.or_internal()?;
    let inside = agents.iter().filter(|agent| agent.environment_id.as_deref() == Some(id)).count();
    let policy_agents = i64::try_from(inside).unwrap_or(i64::MAX);
    let api_keys = api_keys::count_live(access.tx(), &scope, now).await.or_internal()?;
    if policy_agents + members + invitations + api_keys > 0 {
        let problem = Problem::Environments(EnvironmentsProblem::InUse {
            policy_agents,
            members,
            invitations,
            api_keys,
        });
        return Err(Error::field("confirm", problem));
    }
    environments::delete(access.tx(), &environment.id).await.or_internal()?;
    let change = Change {
        before: Some(audited(&environment)),
        ..Change::of(Deed::EnvironmentsDelete, Target::of(&environment.id).called(&environment.name))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

async fn find(access: &mut Access<ManageEnvironments>, id: &str) -> Result<Environment> {
    let id = EnvironmentId::parse(id).ok_or(Error::NotFound)?;
    environments::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)
}

fn audited(environment: &Environment) -> serde_json::Value {
    serde_json::json!({ "name": environment.name })
}
