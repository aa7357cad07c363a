//! What permissions are about: a kind, an id, and the path of what it lies in.
//!
//! A path begins at the installation or at a tenant, goes through an environment where there is one, and ends at
//! one thing of a kind. A kind is declared once, by its [`Declaration`]: whatever asks about resources, stores a
//! scope, lists choices or names them reads it from there, and has no arm of its own.

use crate::{
    EnvironmentId, Locale, PolicyAgentId, UnknownWord,
    permission::{Permission, PermissionSet},
};

/// What a path begins at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Root {
    /// What belongs to no tenant. Nothing that is bound in a tenant covers it.
    Installation,
    Tenant,
}

/// What things of a kind lie in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parent {
    Installation,
    /// A tenant, and no part of it.
    Tenant,
    /// An environment of a tenant, or none of them.
    Environment,
}

/// All there is to say of a kind of resource.
#[derive(Clone, Copy, Debug)]
pub struct Declaration {
    /// How scopes name it.
    pub name: &'static str,
    /// Its area, whose table holds its `id`, `name`, `state` and, where it can lie in one, `environment_id`.
    pub area: &'static str,
    /// How its ids begin.
    pub prefix: &'static str,
    /// The state of what is gone for good and only kept to be named.
    pub gone: &'static str,
    pub parent: Parent,
    /// What one may be permitted to do to it alone.
    pub permissions: PermissionSet,
    /// How people read it before a name: in English, then in French.
    pub noun: [&'static str; 2],
    /// The same within a sentence, with its article.
    pub the: [&'static str; 2],
}

const POLICY_AGENT: Declaration = Declaration {
    name: "policy-agent",
    area: "policy-agents",
    prefix: "agt",
    gone: "revoked",
    parent: Parent::Environment,
    permissions: PermissionSet::of(&[
        Permission::ViewOverview,
        Permission::ViewEvents,
        Permission::ViewPolicyAgents,
        Permission::ManagePolicyAgents,
    ]),
    noun: ["Policy agent", "Agent"],
    the: ["the policy agent", "l’agent"],
};

/// A kind of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceKind {
    PolicyAgent,
    #[cfg(test)]
    Instance,
    #[cfg(test)]
    Host,
}

impl ResourceKind {
    pub const ALL: &'static [Self] = &[
        Self::PolicyAgent,
        #[cfg(test)]
        Self::Instance,
        #[cfg(test)]
        Self::Host,
    ];

    pub const fn declaration(self) -> &'static Declaration {
        match self {
            Self::PolicyAgent => &POLICY_AGENT,
            #[cfg(test)]
            Self::Instance => &tests::INSTANCE,
            #[cfg(test)]
            Self::Host => &tests::HOST,
        }
    }

    /// What one may be permitted to do to one of it alone.
    pub const fn permissions(self) -> PermissionSet {
        self.declaration().permissions
    }

    pub fn noun(self, locale: Locale) -> &'static str {
        let [english, french] = self.declaration().noun;
        if locale == Locale::Fr { french } else { english }
    }

    pub fn the(self, locale: Locale) -> &'static str {
        let [english, french] = self.declaration().the;
        if locale == Locale::Fr { french } else { english }
    }

    /// The permissions that some kind can be asked about, and so an environment, too.
    pub const SCOPED: PermissionSet = {
        let (mut all, mut at) = (PermissionSet::EMPTY, 0);
        while at < Self::ALL.len() {
            all = all.union(Self::ALL[at].permissions());
            at += 1;
        }
        all
    };
}

/// One thing of a kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId {
    kind: ResourceKind,
    id: String,
}

impl ResourceId {
    /// Reads an id of a kind; what is no such id is `None`.
    pub fn parse(kind: ResourceKind, id: &str) -> Option<Self> {
        let is_one = crate::ids::is_id(kind.declaration().prefix, id);
        is_one.then(|| Self { kind, id: id.to_owned() })
    }

    pub const fn kind(&self) -> ResourceKind {
        self.kind
    }

    pub fn as_str(&self) -> &str {
        &self.id
    }
}

impl From<&PolicyAgentId> for ResourceId {
    fn from(id: &PolicyAgentId) -> Self {
        Self { kind: ResourceKind::PolicyAgent, id: id.to_string() }
    }
}

impl std::fmt::Display for ResourceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.kind.declaration().name, self.id)
    }
}

impl std::str::FromStr for ResourceId {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (name, id) = text.split_once(':')?;
            let kind = ResourceKind::ALL.iter().find(|kind| kind.declaration().name == name)?;
            Self::parse(*kind, id)
        };
        read().ok_or_else(|| UnknownWord(text.to_owned()))
    }
}

/// Where something is: its root, its environment if it lies in one, and the thing itself unless all of that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub(crate) root: Root,
    pub(crate) environment: Option<EnvironmentId>,
    pub(crate) resource: Option<ResourceId>,
}

impl Path {
    /// A tenant as a whole.
    pub const TENANT: Self = Self { root: Root::Tenant, environment: None, resource: None };

    /// A part of a tenant in which things lie: an environment, or what is outside of all of them.
    pub const fn part(environment: Option<EnvironmentId>) -> Self {
        Self { environment, ..Self::TENANT }
    }

    /// One thing, in its environment if it is in one.
    pub fn of(resource: ResourceId, environment: Option<EnvironmentId>) -> Self {
        let (root, environment) = match resource.kind.declaration().parent {
            Parent::Installation => (Root::Installation, None),
            Parent::Tenant => (Root::Tenant, None),
            Parent::Environment => (Root::Tenant, environment),
        };
        Self { root, environment, resource: Some(resource) }
    }

    /// What can be asked about it and nothing above it.
    pub fn permissions(&self) -> PermissionSet {
        match (&self.resource, &self.environment) {
            (Some(resource), _) => resource.kind.permissions(),
            (None, Some(_)) => ResourceKind::SCOPED,
            (None, None) => PermissionSet::ALL,
        }
    }
}

#[cfg(test)]
mod tests;
