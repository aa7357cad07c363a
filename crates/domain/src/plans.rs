//! What each plan allows. Plain data until operators edit the catalogue in the console.

use crate::{DAY, Micros, Quota, words};

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

/// The limits of a plan; `None` means without limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub domains: Option<i64>,
    pub networks: Option<i64>,
    pub policy_agents: Option<i64>,
    /// People who belong to the tenant and are no guests.
    pub members: Option<i64>,
    pub guests: Option<i64>,
    /// Days events are kept. Roll-ups are kept longer.
    pub retention_days: i64,
    /// Records each policy agent may send a day, in the long run.
    pub records_per_day: i64,
    /// Whether a policy agent may send from any address.
    pub unpinned_agents: bool,
}

impl Limits {
    /// Bytes each policy agent may send a day, unpacked: a record has some 300.
    pub const fn bytes_per_day(self) -> i64 {
        self.records_per_day * 1024
    }

    pub const fn of(self, quota: Quota) -> Option<i64> {
        match quota {
            Quota::Domains => self.domains,
            Quota::Networks => self.networks,
            Quota::PolicyAgents => self.policy_agents,
            Quota::Members => self.members,
            Quota::Guests => self.guests,
        }
    }
}

/// Events that stay although the plan a tenant is on now would let go of them: those of before a downgrade
/// are kept as long as the larger plan promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frozen {
    pub before: Micros,
    pub days: i64,
}

impl Frozen {
    /// From then on there is nothing left of them.
    pub const fn until(self) -> Micros {
        self.before + self.days * DAY
    }

    /// What is frozen once a tenant goes from one plan to another. Of several downgrades in a row the
    /// longest promise counts for all.
    pub fn after_change(held: Option<Self>, from: Plan, to: Plan, now: Micros) -> Option<Self> {
        let (from, to) = (from.limits().retention_days, to.limits().retention_days);
        let held = held.filter(|held| now < held.until());
        let frozen = if from > to {
            Some(Self { before: now, days: held.map_or(from, |held| held.days.max(from)) })
        } else {
            held
        };
        frozen.filter(|frozen| frozen.days > to)
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
        let (count, agents, days, records) = match self {
            Self::Starter | Self::Free => (Some(1), Some(1), 7, 250_000),
            Self::Solo => (Some(3), Some(2), 30, 500_000),
            Self::Professional | Self::Pro => (Some(25), Some(10), 90, 2_500_000),
            Self::Enterprise | Self::FreelanceEnterprise => (None, None, 400, 25_000_000),
        };
        let (members, guests) = match self {
            Self::Starter => (Some(6), Some(5)),
            Self::Professional => (Some(26), Some(25)),
            Self::Free | Self::Solo => (Some(1), Some(1)),
            Self::Pro => (Some(1), Some(3)),
            Self::Enterprise | Self::FreelanceEnterprise => (None, None),
        };
        Limits {
            domains: count,
            networks: count,
            policy_agents: agents,
            members,
            guests,
            retention_days: days,
            records_per_day: records,
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
    fn a_downgrade_freezes_and_an_upgrade_ends_that() {
        let change = |held, from, to, day| Frozen::after_change(held, from, to, day * DAY);
        let (free, solo, pro) = (Plan::Starter, Plan::Solo, Plan::Pro);
        let first = change(None, pro, free, 100);
        assert_eq!(first, Some(Frozen { before: 100 * DAY, days: 90 }));
        assert_eq!(first.map(Frozen::until), Some(190 * DAY));
        // A step up keeps what was promised; one as high as before has nothing left to promise.
        assert_eq!(change(first, free, solo, 110), first);
        assert_eq!(change(first, free, pro, 110), None);
        // Another downgrade keeps the longer promise, unless its time is over.
        assert_eq!(change(first, solo, free, 120), Some(Frozen { before: 120 * DAY, days: 90 }));
        assert_eq!(change(first, solo, free, 190), Some(Frozen { before: 190 * DAY, days: 30 }));
        assert_eq!(change(None, free, free, 100), None);
    }

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
            assert!(is_within(before.members, after.members), "{plan}");
            assert!(is_within(before.guests, after.guests), "{plan}");
            assert!(before.retention_days <= after.retention_days, "{plan}");
            assert!(before.records_per_day <= after.records_per_day, "{plan}");
            assert!(!before.unpinned_agents || after.unpinned_agents, "{plan}");
            assert_eq!(plan.for_company().for_company(), plan.for_company());
        }
    }
}
