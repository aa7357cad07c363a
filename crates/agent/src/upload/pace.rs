//! When to try again.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(200);
const LONGEST: Duration = Duration::from_secs(30);
/// A server that asks for more than this is asked again anyway: it may have meant something else.
const LONGEST_ASKED: Duration = Duration::from_mins(5);

/// Exponential backoff with full jitter: agents that lost the server together do not come back together.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }

    /// How long to wait after one more failure. `chance` is any random number.
    pub(crate) fn next(&mut self, chance: u64) -> Duration {
        let ceiling = FIRST.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        let milliseconds = u64::try_from(ceiling.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(chance % (milliseconds + 1))
    }

    /// How long to wait after a failure with which the server asked for a time: for no less than without it.
    pub(crate) fn next_asked(&mut self, asked: Duration, chance: u64) -> Duration {
        self.next(chance).max(asked)
    }
}

/// Reads `Retry-After` in seconds. A date is not understood: the agent's clock may be wrong.
pub(crate) fn retry_after(value: &str) -> Option<Duration> {
    let value = value.trim();
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    // Only a number too large for its type is left that cannot be read.
    is_number.then(|| value.parse().map_or(LONGEST_ASKED, Duration::from_secs).min(LONGEST_ASKED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_to_a_ceiling_and_starts_again() {
        let mut backoff = Backoff::default();
        assert!(backoff.next(u64::MAX) <= FIRST);
        for _ in 0..100 {
            assert!(backoff.next(u64::MAX) <= LONGEST);
        }
        // One less than a multiple of the ceiling and one: the longest wait there is.
        assert_eq!(backoff.next(30_000), LONGEST);
        backoff.reset();
        assert!(backoff.next(30_000) <= FIRST);
    }

    #[test]
    fn retry_after_is_in_seconds_and_bounded() {
        assert_eq!(retry_after(" 7 "), Some(Duration::from_secs(7)));
        for huge in ["99999999", "99999999999999999999999999"] {
            assert_eq!(retry_after(huge), Some(LONGEST_ASKED), "{huge}");
        }
        for nonsense in ["-1", "+1", "1.5", "", "soon", "Wed, 21 Oct 2115 07:28:00 GMT"] {
            assert_eq!(retry_after(nonsense), None, "{nonsense:?}");
        }
    }

    #[test]
    fn a_server_that_asks_for_no_time_is_left_alone_all_the_same() {
        let mut backoff = Backoff::default();
        let nothing = retry_after("0").unwrap();
        assert_eq!(backoff.next_asked(nothing, 200), FIRST);
        assert_eq!(backoff.next_asked(nothing, 400), FIRST * 2);
        assert_eq!(backoff.next_asked(Duration::from_secs(7), 800), Duration::from_secs(7));
    }
}
