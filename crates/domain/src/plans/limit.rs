use serde::{Deserialize, Serialize};

/// How many of something there may be: none, a number, or as many as one likes.
///
/// Sent as a number, and as `null` without limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Option<i64>", into = "Option<i64>")]
pub enum Limit {
    Of(i64),
    Unlimited,
}

impl Limit {
    pub const NONE: Self = Self::Of(0);
    /// A number beyond this is a mistake: what has no limit says so.
    pub const MOST: i64 = 1_000_000_000_000_000;

    /// `None` without limit.
    pub const fn number(self) -> Option<i64> {
        match self {
            Self::Of(limit) => Some(limit),
            Self::Unlimited => None,
        }
    }

    /// Whether there may be one more where there are so many.
    pub const fn has_room(self, used: i64) -> bool {
        match self {
            Self::Of(limit) => used < limit,
            Self::Unlimited => true,
        }
    }

    /// Whether there are more than there may be, such as once a plan became smaller.
    pub const fn is_passed(self, used: i64) -> bool {
        match self {
            Self::Of(limit) => used > limit,
            Self::Unlimited => false,
        }
    }

    /// How many more there may be; `None` without limit.
    pub fn left(self, used: i64) -> Option<i64> {
        self.number().map(|limit| limit.saturating_sub(used).max(0))
    }
}

impl From<Option<i64>> for Limit {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Unlimited, Self::Of)
    }
}

impl From<Limit> for Option<i64> {
    fn from(limit: Limit) -> Self {
        limit.number()
    }
}

crate::words! {
    /// The stretch of time in which something metered is used up.
    pub enum Span {
        /// Counted as long as it is there.
        Always = "always",
        Hour = "hour",
        Day = "day",
        Month = "month",
        /// What is paid at once.
        Period = "period",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_a_number_and_without_limit_are_three() {
        assert!(!Limit::NONE.has_room(0));
        assert!(Limit::Of(1).has_room(0) && !Limit::Of(1).has_room(1));
        assert!(Limit::Unlimited.has_room(i64::MAX));
        assert!(Limit::NONE < Limit::Of(1) && Limit::Of(i64::MAX) < Limit::Unlimited);
        assert!(Limit::NONE.is_passed(1) && Limit::Of(1).is_passed(2) && !Limit::Of(1).is_passed(1));
        assert!(!Limit::NONE.is_passed(0) && !Limit::Unlimited.is_passed(i64::MAX));
        assert_eq!((Limit::Of(3).left(5), Limit::Unlimited.left(5)), (Some(0), None));
        let sent = |limit: Limit| serde_json::to_string(&limit).unwrap();
        assert_eq!([sent(Limit::NONE), sent(Limit::Of(7)), sent(Limit::Unlimited)], ["0", "7", "null"]);
    }
}
