//! Parts of a space, each with its policy agents, for which a role can be given alone.

use domain::{
    Checks, EnvironmentId, Error, Micros, Problem, addresses,
    decision::{Reach, Scope},
    permission::{ListEnvironments, ManageEnvironments, May, Permission, ViewPolicyAgents},
};
pub use store::tenant::environments::Environment;
use store::{
    control::bindings,
    tenant::{
        api_keys, environments,
        policy_agents::{self, PolicyAgent},
    },
};

use crate::{Access, OrInternal, Result, TeamAccess, access::Change, chance, tenants::confirm_name};

/// An environment with how many agents it holds.
#[derive(Clone, Debug)]
pub struct Listed {
    pub environment: Environment,
    pub policy_agents: i64,
}

/// The parts of a space that a role, a key or a link can be limited to.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub environments: Vec<Environment>,
    pub policy_agents: Vec<PolicyAgent>,
}

impl Places {
    /// A scope's name, for the parts that are here.
    pub fn name(&self, scope: &Scope) -> Option<&str> {
        match scope {
            Scope::Tenant => None,
            Scope::Environment(id) => {
                self.environments.iter().find(|environment| environment.id == *id).map(|found| &*found.name)
            }
            Scope::PolicyAgent(id) => {
                self.policy_agents.iter().find(|agent| agent.id == *id).map(|found| &*found.name)
            }
        }
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

/// The places in which whoever looks at policy agents may also work on them.
pub async fn choices(access: &mut Access<ViewPolicyAgents>) -> Result<Choices> {
    let mut environments = environments::list(access.tx()).await.or_internal()?;
    let now = access.now();
    let reach = access.standing().actor.reach(Permission::ManagePolicyAgents, now);
    environments.retain(|environment| covers(&reach, &environment.id, now));
    Ok(Choices { environments, can_be_none: reach.is_whole() })
}

/// The environments and policy agents that the permission at hand covers, by name.
pub async fn places<P: May>(access: &mut Access<P>) -> Result<Places> {
    let (policy_agents, _) = access.policy_agents().await?;
    let mut environments = environments::list(access.tx()).await.or_internal()?;
    let (reach, now) = (access.reach(), access.now());
    environments.retain(|environment| covers(&reach, &environment.id, now));
    Ok(Places { environments, policy_agents })
}

/// Whether everything in an environment is covered, and not only some agent in it.
fn covers(reach: &Reach, environment: &EnvironmentId, now: Micros) -> bool {
    reach.covers(&chance::id(now, domain::PolicyAgentId::new), Some(environment))
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
        action: "environments.add",
        target: environment.id.as_str(),
        after: Some(told(&environment)),
        ..Change::default()
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
        action: "environments.rename",
        target: before.id.as_str(),
        before: Some(told(&before)),
        after: Some(told(&after)),
        ..Change::default()
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
    let (tenant, now) = (access.tenant().clone(), access.now());
    let (members, invitations) =
        bindings::count_uses(access.tx(), &tenant.id, &scope, now).await.or_internal()?;
    let (service, caller) = (access.service().clone(), access.caller().clone());
    drop(access);
    let mut access = Access::<ManageEnvironments>::enter(&service, &caller, &tenant.slug).await?;
    let environment = find(&mut access, id).await?;
    confirm_name(confirm, &environment.name)?;
    let agents = policy_agents::list(access.tx()).await.or_internal()?;
    let inside = agents.iter().filter(|agent| agent.environment_id.as_deref() == Some(id)).count();
    let policy_agents = i64::try_from(inside).unwrap_or(i64::MAX);
    let api_keys = api_keys::count_live(access.tx(), &scope, now).await.or_internal()?;
    if policy_agents + members + invitations + api_keys > 0 {
        let problem = Problem::InUse { policy_agents, members, invitations, api_keys };
        return Err(Error::field("confirm", problem));
    }
    environments::delete(access.tx(), &environment.id).await.or_internal()?;
    let change = Change {
        action: "environments.delete",
        target: environment.id.as_str(),
        before: Some(told(&environment)),
        ..Change::default()
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

async fn find(access: &mut Access<ManageEnvironments>, id: &str) -> Result<Environment> {
    let id = EnvironmentId::parse(id).ok_or(Error::NotFound)?;
    environments::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)
}

fn told(environment: &Environment) -> serde_json::Value {
    serde_json::json!({ "name": environment.name })
}
