//! How much of what is counted there is, and whether there may be one more: one way for all of it.
//!
//! The limit is what the tenant has at the time of its `Standing`; how many there are is
//! counted in the transaction that adds one, under the lock behind which the tenant's writers queue. So a limit
//! is never passed, not by one.

pub mod metered;
pub(crate) mod windows;

use std::collections::BTreeSet;

use domain::{
    Problem, Quota,
    decision::Usage,
    permission::May,
    plans::{Entitlements, Limit, PlansError},
    team::takes_members,
};
use store::{
    TenantTx,
    tenant::{domains, frozen, networks, policy_agents},
};

use crate::{Access, OrInternal, Result, Standing};

/// How many there are of something, on the way to one more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Count {
    quota: Quota,
    limit: Limit,
    used: i64,
}

impl Count {
    pub(crate) fn new(entitlements: &Entitlements, quota: Quota, used: i64) -> Self {
        Self { quota, limit: entitlements.quota(quota), used }
    }

    /// What there is before one is added. Seats are counted where the team is.
    pub(crate) async fn before<P: May>(access: &mut Access<P>, quota: Quota) -> Result<Self> {
        let entitlements = access.entitlements().clone();
        let tx = access.tx();
        let used = match quota {
            Quota::Domains => domains::count(tx).await,
            Quota::Networks => networks::count(tx).await,
            Quota::PolicyAgents => policy_agents::count(tx).await,
            Quota::Members | Quota::Guests => Ok(0),
        };
        Ok(Self::new(&entitlements, quota, used.or_internal()?))
    }

    pub(crate) fn usage(&self) -> Usage {
        Usage { quota: self.quota, limit: self.limit, used: self.used }
    }

    pub(crate) fn has_room(&self) -> bool {
        self.limit.has_room(self.used)
    }

    /// Counts one more, or says the limit that is reached.
    pub(crate) fn take(&mut self) -> std::result::Result<(), Problem> {
        if !self.has_room() {
            return Err(self.full());
        }
        self.used += 1;
        Ok(())
    }

    /// What one of many is told that finds no room.
    pub(crate) fn full(&self) -> Problem {
        let limit = self.limit.number().unwrap_or_default();
        Problem::OverQuota { quota: self.quota, limit, used: Some(self.used) }
    }
}

/// The ids of those that the plan has no room for.
pub async fn frozen<P: May>(access: &mut Access<P>, quota: Quota) -> Result<BTreeSet<String>> {
    let limit = access.entitlements().quota(quota);
    Ok(beyond(access.tx(), quota, limit).await?.into_iter().collect())
}

async fn beyond(tx: &mut TenantTx, quota: Quota, limit: Limit) -> Result<Vec<String>> {
    let Some(limit) = limit.number() else { return Ok(Vec::new()) };
    frozen::list(tx, quota, limit).await.or_internal()
}

/// Refuses what would use or edit something that the plan has no room for.
pub(crate) async fn require_thawed(
    tx: &mut TenantTx,
    entitlements: &Entitlements,
    quota: Quota,
    id: &str,
) -> Result<()> {
    let limit = entitlements.quota(quota);
    if beyond(tx, quota, limit).await?.iter().any(|frozen| frozen == id) {
        return Err(PlansError::Frozen { quota, limit: limit.number().unwrap_or_default() }.into());
    }
    Ok(())
}

impl Standing {
    /// Whether people may be more than guests here.
    pub fn takes_members(&self) -> bool {
        takes_members(self.tenant.kind, self.entitlements.quota(Quota::Members))
    }
}
