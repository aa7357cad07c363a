use serde::{Deserialize, Serialize};

use super::Resource;
use crate::{
    EnvironmentId,
    permission::PermissionSet,
    resources::{Path, ResourceId, ResourceKind, Root},
};

/// Where a binding counts: the beginning of a path, by the id of its last step. So it survives a move.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    Tenant,
    Environment(EnvironmentId),
    Resource(ResourceId),
}

impl Scope {
    /// Whether a path begins with it.
    pub fn holds(&self, path: &Path) -> bool {
        path.root == Root::Tenant
            && match self {
                Self::Tenant => true,
                Self::Environment(own) => path.environment.as_ref() == Some(own),
                Self::Resource(own) => path.resource.as_ref() == Some(own),
            }
    }

    pub(super) fn covers(&self, resource: Resource<'_>) -> bool {
        match resource {
            Resource::Anywhere => true,
            Resource::At(path) => self.holds(path),
        }
    }

    /// What can be given in it: in a part of a tenant, nothing that concerns the tenant as a whole.
    pub const fn permissions(&self) -> PermissionSet {
        match self {
            Self::Tenant => PermissionSet::ALL,
            Self::Environment(_) => ResourceKind::SCOPED,
            Self::Resource(resource) => resource.kind().permissions(),
        }
    }
}

/// The path that ends where a scope does. Where a thing lies is not known by its id.
impl From<&Scope> for Path {
    fn from(scope: &Scope) -> Self {
        match scope {
            Scope::Tenant => Self::TENANT,
            Scope::Environment(id) => Self::part(Some(id.clone())),
            Scope::Resource(resource) => Self::of(resource.clone(), None),
        }
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tenant => f.write_str("tenant"),
            Self::Environment(id) => write!(f, "environment:{id}"),
            Self::Resource(resource) => resource.fmt(f),
        }
    }
}

impl std::str::FromStr for Scope {
    type Err = crate::UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || crate::UnknownWord(text.to_owned());
        match text.split_once(':') {
            None if text == "tenant" => Ok(Self::Tenant),
            Some(("environment", id)) => EnvironmentId::parse(id).map(Self::Environment).ok_or_else(unknown),
            _ => text.parse().map(Self::Resource),
        }
    }
}

impl Serialize for Scope {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
