//! One decision, explained: whether an actor may do a thing, which rule decided, and who can change it.
//!
//! Pages, server functions, the REST interface and the command line all ask [`decide`], so that they all
//! give the same answer in the same words.

mod consider;
mod scope;

pub use consider::Verdict;
pub use scope::Scope;
use serde::{Deserialize, Serialize};

#[cfg(not(target_arch = "wasm32"))]
use crate::Error;
use crate::{
    Micros, Quota,
    ids::RoleId,
    permission::{Permission, PermissionSet, Role},
    plans::Limit,
    resources::Path,
    words,
};

/// A role as a binding names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoleName {
    BuiltIn(Role),
    /// A role the tenant made for itself.
    Custom {
        id: RoleId,
        name: String,
    },
}

impl RoleName {
    /// The word or id under which the role is stored and sent.
    pub fn key(&self) -> &str {
        match self {
            Self::BuiltIn(role) => role.as_str(),
            Self::Custom { id, .. } => id.as_str(),
        }
    }
}

/// A role given to a member: where, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    pub role: RoleName,
    pub permissions: PermissionSet,
    pub scope: Scope,
    /// From this instant on it gives nothing.
    pub ends_at: Option<Micros>,
}

impl Binding {
    /// A built-in role in the whole tenant, without an end.
    pub fn of(role: Role) -> Self {
        let (role, permissions) = (RoleName::BuiltIn(role), role.permissions());
        Self { role, permissions, scope: Scope::Tenant, ends_at: None }
    }

    pub fn is_live(&self, now: Micros) -> bool {
        self.ends_at.is_none_or(|end| now < end)
    }
}

/// What holds an actor below what the bindings give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ceiling {
    /// An API key or a share link: no more than these, and only there.
    Only { permissions: PermissionSet, scope: Scope },
    /// The console seen as another member: looking only.
    ViewAs,
}

/// Who asks, as far as one tenant is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub is_member: bool,
    pub bindings: Vec<Binding>,
    pub ceiling: Option<Ceiling>,
}

impl Actor {
    /// Somebody the tenant does not know.
    pub const STRANGER: Self = Self { is_member: false, bindings: Vec::new(), ceiling: None };

    /// Holds one built-in role in the whole tenant, as the command line and jobs do.
    pub fn holding(role: Role) -> Self {
        Self { is_member: true, bindings: vec![Binding::of(role)], ceiling: None }
    }

    /// Whether the actor owns the tenant now.
    pub fn is_owner(&self, now: Micros) -> bool {
        let owner = RoleName::BuiltIn(Role::Owner);
        let mut live = self.bindings.iter().filter(|binding| binding.is_live(now));
        live.any(|binding| binding.role == owner && binding.scope == Scope::Tenant)
    }

    /// Everything the actor may do somewhere or, with [`Resource::TENANT`], everywhere in the tenant.
    pub fn permissions(&self, resource: Resource<'_>, now: Micros) -> PermissionSet {
        let context = Context::at(now);
        Permission::ALL
            .iter()
            .copied()
            .filter(|permission| decide(self, *permission, resource, &context).is_allowed())
            .collect()
    }

    /// Where in the tenant the actor may do a thing.
    pub fn reach(&self, permission: Permission, now: Micros) -> Reach {
        let live = self.bindings.iter().filter(|binding| binding.is_live(now));
        let giving = live.filter(|binding| binding.permissions.has(permission));
        let within = match &self.ceiling {
            Some(Ceiling::Only { scope, .. }) => scope.clone(),
            Some(Ceiling::ViewAs) | None => Scope::Tenant,
        };
        Reach { permission, given: giving.map(|binding| binding.scope.clone()).collect(), within }
    }
}

/// The part of a tenant in which a permission is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    pub permission: Permission,
    /// Nothing where it is empty.
    pub given: Vec<Scope>,
    /// Nothing outside this counts, whatever is given.
    pub within: Scope,
}

impl Reach {
    /// Whether nothing of the tenant lies outside.
    pub fn is_whole(&self) -> bool {
        self.within == Scope::Tenant && self.given.contains(&Scope::Tenant)
    }

    pub fn covers(&self, path: &Path) -> bool {
        let asked = Resource::At(path).concerning(self.permission);
        self.within.covers(asked) && self.given.iter().any(|scope| scope.covers(asked))
    }
}

/// What something is to be done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource<'a> {
    /// Whatever the actor reaches; what lies outside is left out afterwards.
    Anywhere,
    At(&'a Path),
}

impl Resource<'_> {
    /// The tenant as a whole.
    pub const TENANT: Self = Self::At(&Path::TENANT);
}

/// How much of a counted entitlement there is, and how much is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    pub quota: Quota,
    pub limit: Limit,
    pub used: i64,
}

/// What else bears on a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    pub now: Micros,
    /// The tenant demands a second factor and this session has shown none.
    pub lacks_second_factor: bool,
    /// The tenant demands its own identity provider and this session came another way.
    pub lacks_provider: bool,
    /// The plan has no room for the actor among its members.
    pub is_frozen: bool,
    /// Set when one more of something counted is asked for.
    pub usage: Option<Usage>,
}

impl Context {
    pub const fn at(now: Micros) -> Self {
        Self { now, lacks_second_factor: false, lacks_provider: false, is_frozen: false, usage: None }
    }
}

words! {
    pub enum Outcome { Allow = "allow", Deny = "deny", OverQuota = "over-quota" }
}

words! {
    /// The rule that decided.
    pub enum Rule {
        /// A role the actor holds gives it.
        Granted = "granted",
        /// The actor does not belong to the tenant.
        NotAMember = "not-a-member",
        /// No role of the actor's gives it.
        NoRole = "no-role",
        /// A role that gave it has ended.
        Ended = "ended",
        /// A role gives it, but not for this.
        OutOfScope = "out-of-scope",
        /// The API key was not given this scope.
        KeyScope = "key-scope",
        /// The API key is limited to something else.
        KeyResource = "key-resource",
        /// Whoever views as another member only looks, and only at what that member sees.
        ViewAs = "view-as",
        /// The member to be looked through holds more than the actor.
        HoldsMore = "holds-more",
        /// No role that a tenant makes holds it.
        OwnersAlone = "owners-alone",
        /// Whoever registers the tenant's provider decides who is who there: an owner does.
        OwnersProvider = "owners-provider",
        /// It would leave the tenant without an owner.
        LastOwner = "last-owner",
        SecondFactor = "second-factor",
        Provider = "provider",
        /// The plan has room for fewer members: whoever is beyond looks, and changes nothing.
        Frozen = "frozen",
        /// The plan's limit is reached.
        Quota = "quota",
    }
}

words! {
    /// Who can change the outcome.
    pub enum Changer {
        /// Nobody needs to.
        Nobody = "nobody",
        /// The actor, by signing in otherwise or leaving the view.
        Yourself = "yourself",
        /// Whoever manages the team.
        TeamManagers = "team-managers",
        Owners = "owners",
        /// Whoever manages API keys.
        KeyManagers = "key-managers",
        /// The provider of the plan.
        Provider = "provider",
    }
}

/// The answer with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub permission: Permission,
    pub outcome: Outcome,
    pub rule: Rule,
    /// The role that gives it, gave it, or gives it elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Micros>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    pub changer: Changer,
}

impl Decision {
    pub fn is_allowed(&self) -> bool {
        self.outcome == Outcome::Allow
    }

    /// Refused by a rule that needs nothing else told.
    pub const fn deny(permission: Permission, rule: Rule, changer: Changer) -> Self {
        Self {
            permission,
            outcome: Outcome::Deny,
            rule,
            role: None,
            scope: None,
            ends_at: None,
            usage: None,
            changer,
        }
    }

    fn about(self, binding: &Binding) -> Self {
        Self {
            role: Some(binding.role.clone()),
            scope: Some(binding.scope.clone()),
            ends_at: binding.ends_at,
            ..self
        }
    }

    /// `Ok` when allowed; otherwise the error that tells it. `who` are the addresses of people who can
    /// change it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn allowed(self, who: Vec<String>) -> Result<Self, Error> {
        match (self.outcome, self.rule, self.usage) {
            (Outcome::Allow, _, _) => Ok(self),
            (_, Rule::NotAMember, _) => Err(Error::NotFound),
            (_, _, Some(Usage { quota, limit, used })) => {
                let limit = limit.number().unwrap_or_default();
                Err(Error::QuotaReached { quota, limit, used, span: quota.span(), changer: self.changer })
            }
            _ => Err(Error::Forbidden { decision: Box::new(self), who }),
        }
    }
}

/// Decides whether `actor` may do `permission` to `resource`.
///
/// Membership comes first, then the roles, then what holds the actor below them, then how they signed in,
/// then the plan: so that nobody is sent to mend one thing only to be refused for another they can't.
pub fn decide(actor: &Actor, permission: Permission, resource: Resource<'_>, context: &Context) -> Decision {
    if !actor.is_member {
        return Decision::deny(permission, Rule::NotAMember, Changer::TeamManagers);
    }
    // What is missing in a view is not missing to whoever looks: no role of theirs is asked.
    let viewing = actor.ceiling == Some(Ceiling::ViewAs);
    let beyond_view = || Decision::deny(permission, Rule::ViewAs, Changer::Yourself);
    if viewing && !permission.is_read_only() {
        return beyond_view();
    }
    let resource = resource.concerning(permission);
    let mut near: Option<(&Binding, Rule)> = None;
    let mut giving = None;
    for binding in &actor.bindings {
        match binding.consider(permission, resource, context.now) {
            Verdict::Gives => {
                giving = Some(binding);
                break;
            }
            Verdict::OutOfScope => near = Some((binding, Rule::OutOfScope)),
            Verdict::Ended => near = near.or(Some((binding, Rule::Ended))),
            Verdict::NotPart => {}
        }
    }
    let Some(binding) = giving else {
        if viewing {
            return beyond_view();
        }
        let changer =
            if permission == Permission::ManageOwners { Changer::Owners } else { Changer::TeamManagers };
        let denied = Decision::deny(permission, near.map_or(Rule::NoRole, |(_, rule)| rule), changer);
        return match near {
            Some((binding, _)) => denied.about(binding),
            None => denied,
        };
    };
    match &actor.ceiling {
        Some(Ceiling::Only { permissions, .. }) if !permissions.has(permission) => {
            return Decision::deny(permission, Rule::KeyScope, Changer::KeyManagers);
        }
        Some(Ceiling::Only { scope, .. }) if !scope.covers(resource) => {
            let denied = Decision::deny(permission, Rule::KeyResource, Changer::KeyManagers);
            return Decision { scope: Some(scope.clone()), ..denied };
        }
        _ => {}
    }
    if context.lacks_provider {
        return Decision::deny(permission, Rule::Provider, Changer::Yourself);
    }
    if context.lacks_second_factor {
        return Decision::deny(permission, Rule::SecondFactor, Changer::Yourself);
    }
    if context.is_frozen && !permission.is_read_only() {
        return Decision::deny(permission, Rule::Frozen, Changer::Owners);
    }
    let usage = context.usage.filter(|usage| !usage.limit.has_room(usage.used));
    let allowed = Decision {
        outcome: Outcome::Allow,
        ..Decision::deny(permission, Rule::Granted, Changer::Nobody).about(binding)
    };
    match usage {
        None => Decision { usage: context.usage, ..allowed },
        Some(_) => Decision {
            outcome: Outcome::OverQuota,
            rule: Rule::Quota,
            usage,
            changer: Changer::Provider,
            ..allowed
        },
    }
}
