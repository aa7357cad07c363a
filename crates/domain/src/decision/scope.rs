use serde::{Deserialize, Serialize};

use super::Resource;
use crate::ids::{EnvironmentId, PolicyAgentId};

/// Where a binding counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    Tenant,
    Environment(EnvironmentId),
    PolicyAgent(PolicyAgentId),
}

impl Scope {
    pub(super) fn covers(&self, resource: Resource<'_>) -> bool {
        match (self, resource) {
            (Self::Tenant, _) | (_, Resource::Anywhere) => true,
            (_, Resource::Tenant) => false,
            (Self::Environment(own), Resource::PolicyAgent { environment, .. }) => environment == Some(own),
            (Self::PolicyAgent(own), Resource::PolicyAgent { id, .. }) => own == id,
        }
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tenant => f.write_str("tenant"),
            Self::Environment(id) => write!(f, "environment:{id}"),
            Self::PolicyAgent(id) => write!(f, "policy-agent:{id}"),
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
            Some(("policy-agent", id)) => PolicyAgentId::parse(id).map(Self::PolicyAgent).ok_or_else(unknown),
            _ => Err(unknown()),
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
