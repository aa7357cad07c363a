//! How far something bounded is used up, and where that leads.

use std::ops::Range;

use crate::{Micros, plans::Limit};

/// At so many percent of a limit people are told.
pub const STEPS: [i64; 3] = [50, 80, 100];

/// The last of [`STEPS`] that so much of a limit has reached; 0 before the first. Of what there is none of, and of
/// what has no limit, nothing is used up.
pub fn step(used: i64, limit: Limit) -> i64 {
    let Limit::Of(limit @ 1..) = limit else { return 0 };
    let reached = |step: &&i64| i128::from(used) * 100 >= i128::from(**step) * i128::from(limit);
    STEPS.iter().rev().find(reached).copied().unwrap_or_default()
}

/// What will have been used by the end of a window if it goes on as until now; none before a twentieth of the window
/// is over, because nothing can be told from less.
pub fn forecast(used: i64, window: &Range<Micros>, now: Micros) -> Option<i64> {
    let (whole, gone) = (window.end.saturating_sub(window.start), now.saturating_sub(window.start));
    if gone <= 0 || gone > whole || gone < whole / 20 {
        return None;
    }
    let ahead = i128::from(used) * i128::from(whole) / i128::from(gone);
    Some(i64::try_from(ahead).unwrap_or(i64::MAX))
}

/// When a limit is reached if it goes on as until now; none where the window ends before.
pub fn reached_at(used: i64, limit: Limit, window: &Range<Micros>, now: Micros) -> Option<Micros> {
    let limit = limit.number().filter(|limit| used < *limit)?;
    if forecast(used, window, now)? <= limit || used <= 0 {
        return None;
    }
    let gone = i128::from(now.saturating_sub(window.start));
    let at = i128::from(window.start) + gone * i128::from(limit) / i128::from(used);
    i64::try_from(at).ok().filter(|at| (now..window.end).contains(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::HOUR;

    #[test]
    fn people_are_told_at_three_steps_and_of_nothing_that_has_no_limit() {
        let of = |used| step(used, Limit::Of(200));
        assert_eq!(
            [of(0), of(99), of(100), of(159), of(160), of(199), of(200), of(900)],
            [0, 0, 50, 50, 80, 80, 100, 100]
        );
        assert_eq!(step(i64::MAX, Limit::Unlimited), 0);
        assert_eq!(step(0, Limit::NONE), 0);
        assert_eq!(step(i64::MAX, Limit::Of(i64::MAX)), 100);
    }

    #[test]
    fn a_forecast_needs_a_twentieth_of_the_window_and_goes_straight_on() {
        let day = 0..24 * HOUR;
        assert_eq!(forecast(10, &day, HOUR), None);
        assert_eq!(forecast(100, &day, 6 * HOUR), Some(400));
        assert_eq!(forecast(100, &day, 25 * HOUR), None);
        assert_eq!(reached_at(100, Limit::Of(200), &day, 6 * HOUR), Some(12 * HOUR));
        assert_eq!(reached_at(100, Limit::Of(400), &day, 6 * HOUR), None, "it lasts until the end");
        assert_eq!(reached_at(200, Limit::Of(200), &day, 6 * HOUR), None, "it is reached");
    }
}
