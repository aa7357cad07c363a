//! What is usual for an hour of the week.

use std::ops::RangeInclusive;

/// How many weeks are looked back, and how many of them there must be.
pub const WEEKS: usize = 8;
const LEAST: usize = 4;
/// What counts as spread where all weeks are alike.
const LEAST_SPREAD: i64 = 5;

/// The middle of the same hour in the weeks before, and how far these lie from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usual {
    pub median: i64,
    pub spread: i64,
}

impl Usual {
    /// From the counts of the same hour in the weeks before; none where there are too few of them.
    ///
    /// The spread is the median distance from the median, times 1.4826 so that it is the standard deviation where
    /// there is a normal distribution; at least a tenth of the median, and at least five.
    pub fn of(before: &[i64]) -> Option<Self> {
        if before.len() < LEAST {
            return None;
        }
        let median = middle(before.to_vec());
        let distance = middle(before.iter().map(|count| (count - median).abs()).collect());
        let spread = (distance.saturating_mul(14_826) / 10_000).max(median / 10).max(LEAST_SPREAD);
        Some(Self { median, spread })
    }

    /// What lies within so many spreads. Nothing is less than none.
    pub fn range(self, spreads: i64) -> RangeInclusive<i64> {
        let reach = self.spread.saturating_mul(spreads);
        (self.median - reach).max(0)..=self.median.saturating_add(reach)
    }
}

fn middle(mut counts: Vec<i64>) -> i64 {
    counts.sort_unstable();
    let half = counts.len() / 2;
    let upper = counts.get(half).copied().unwrap_or_default();
    let lower = half.checked_sub(1).and_then(|place| counts.get(place)).copied().unwrap_or(upper);
    if counts.len() % 2 == 1 { upper } else { i64::midpoint(lower, upper) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_week_that_was_otherwise_moves_nothing() {
        let calm = Usual::of(&[100, 104, 98, 102, 96, 101, 99, 100]).unwrap();
        let with_one = Usual::of(&[100, 104, 98, 102, 96, 101, 99, 90_000]).unwrap();
        assert_eq!(calm, Usual { median: 100, spread: 10 });
        assert_eq!(with_one.median, 100);
        assert_eq!(with_one.range(4), 60..=140);
    }

    #[test]
    fn too_few_weeks_are_no_habit_and_quiet_hours_have_some_room() {
        assert_eq!(Usual::of(&[7, 7, 7]), None);
        assert_eq!(Usual::of(&[0, 0, 0, 0]).unwrap().range(3), 0..=15);
        assert_eq!(Usual::of(&[1, 2, 3, 10]).unwrap().median, 2);
    }
}
