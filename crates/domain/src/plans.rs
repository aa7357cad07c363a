//! What each plan allows. Plain data until operators edit the catalogue in the console.

use crate::{Quota, words};

words! {
    /// The plans a tenant may be on.
    pub enum Plan {
        Starter = "starter",
        Professional = "professional",
        Enterprise = "enterprise",
        Free = "free",
        Solo = "solo",
        Pro = "pro",
        FreelanceEnterprise = "freelance-enterprise",
    }
}

words! {
    /// Whether a tenant is a company with a team, or one person's own.
    pub enum TenantKind { Company = "company", Personal = "personal" }
}

/// The mail-flow limits of a plan; `None` means without limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub domains: Option<i64>,
    pub networks: Option<i64>,
    pub policy_agents: Option<i64>,
    /// Days events are kept. Roll-ups are kept longer.
    pub retention_days: i64,
    /// Whether a policy agent may send from any address.
    pub unpinned_agents: bool,
}

impl Limits {
    pub const fn of(self, quota: Quota) -> Option<i64> {
        match quota {
            Quota::Domains => self.domains,
            Quota::Networks => self.networks,
            Quota::PolicyAgents => self.policy_agents,
        }
    }
}

impl Plan {
    /// The plan a new tenant starts on.
    pub const fn free(kind: TenantKind) -> Self {
        match kind {
            TenantKind::Company => Self::Starter,
            TenantKind::Personal => Self::Free,
        }
    }

    /// The plan of equal standing for a company, on which a personal tenant goes on as one.
    #[must_use]
    pub const fn for_company(self) -> Self {
        match self {
            Self::Free => Self::Starter,
            Self::Solo | Self::Pro => Self::Professional,
            Self::FreelanceEnterprise => Self::Enterprise,
            Self::Starter | Self::Professional | Self::Enterprise => self,
        }
    }

    pub const fn limits(self) -> Limits {
        let (count, agents, days) = match self {
            Self::Starter | Self::Free => (Some(1), Some(1), 7),
            Self::Solo => (Some(3), Some(2), 30),
            Self::Professional | Self::Pro => (Some(25), Some(10), 90),
            Self::Enterprise | Self::FreelanceEnterprise => (None, None, 400),
        };
        Limits {
            domains: count,
            networks: count,
            policy_agents: agents,
            retention_days: days,
            unpinned_agents: !matches!(self, Self::Starter | Self::Free),
        }
    }

    /// Whole euros a month; `None` is on quote.
    pub const fn price_eur(self) -> Option<i64> {
        match self {
            Self::Starter | Self::Free => Some(0),
            Self::Solo => Some(19),
            Self::Professional | Self::Pro => Some(49),
            Self::FreelanceEnterprise => Some(99),
            Self::Enterprise => None,
        }
    }

    /// The plan's name as people know it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Starter => "Starter",
            Self::Professional => "Professional",
            Self::Enterprise => "Enterprise",
            Self::Free => "Free",
            Self::Solo => "Solo",
            Self::Pro => "Pro",
            Self::FreelanceEnterprise => "Freelance Enterprise",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn becoming_a_company_takes_nothing_away() {
        let is_within = |less: Option<i64>, more: Option<i64>| {
            more.is_none_or(|more| less.is_some_and(|less| less <= more))
        };
        for plan in Plan::ALL {
            let (before, after) = (plan.limits(), plan.for_company().limits());
            assert!(is_within(before.domains, after.domains), "{plan}");
            assert!(is_within(before.networks, after.networks), "{plan}");
            assert!(is_within(before.policy_agents, after.policy_agents), "{plan}");
            assert!(before.retention_days <= after.retention_days, "{plan}");
            assert!(!before.unpinned_agents || after.unpinned_agents, "{plan}");
            assert_eq!(plan.for_company().for_company(), plan.for_company());
        }
    }
}
