//! The catalogue: what a plan version gives of each feature, and what stays once a tenant has less.

#[cfg(not(target_arch = "wasm32"))]
mod entitlements;
#[cfg(not(target_arch = "wasm32"))]
mod errors;
#[cfg(not(target_arch = "wasm32"))]
mod features;
mod limit;
#[cfg(not(target_arch = "wasm32"))]
mod own_limits;
pub mod simulation;
#[cfg(not(target_arch = "wasm32"))]
mod versions;

#[cfg(not(target_arch = "wasm32"))]
pub use entitlements::{Entitlements, Override, UNLIMITED, Value, Values, overrides};
#[cfg(not(target_arch = "wasm32"))]
pub use errors::{PlansError, PlansProblem};
#[cfg(not(target_arch = "wasm32"))]
pub use features::{AGENTS, Feature, FeatureKind, INTEGRATIONS, SUPPORT, Shape};
pub use limit::{Limit, Span};
#[cfg(not(target_arch = "wasm32"))]
pub use own_limits::OwnLimits;
#[cfg(not(target_arch = "wasm32"))]
pub use versions::{
    CURRENCIES, CheckedVersion, DEAREST, LONGEST_TRIAL, Step, VersionForm, check, differences, wanted,
};

use crate::{DAY, Micros, words};

words! {
    /// The plans of the first catalogue, for whoever names one of them. What they give stands in the catalogue.
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

    /// What is frozen once a tenant's events are kept for other days than before. Of several downgrades in a
    /// row the longest promise counts for all.
    pub fn after_change(held: Option<Self>, (from, to): (i64, i64), now: Micros) -> Option<Self> {
        let held = held.filter(|held| now < held.until());
        let frozen = if from > to {
            Some(Self { before: now, days: held.map_or(from, |held| held.days.max(from)) })
        } else {
            held
        };
        frozen.filter(|frozen| frozen.days > to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_downgrade_freezes_and_an_upgrade_ends_that() {
        let change = |held, from, to, day| Frozen::after_change(held, (from, to), day * DAY);
        let (free, solo, pro) = (7, 30, 90);
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
}
