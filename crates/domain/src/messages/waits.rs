//! How long mails take from their coming to their delivery, coarsely: so that a median can be told of what was only counted.

use crate::{Micros, SECOND};

/// Where one class ends and the next begins, in seconds.
const ENDS: [i64; 11] = [1, 2, 5, 15, 60, 300, 900, 3600, 14_400, 43_200, 86_400];
/// So many classes there are.
pub const WAITS: usize = ENDS.len() + 1;

/// A class of times: from its beginning up to before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait(usize);

impl Wait {
    pub fn of(delay: Micros) -> Self {
        Self(ENDS.iter().position(|end| delay < end * SECOND).unwrap_or(ENDS.len()))
    }

    pub fn all() -> impl Iterator<Item = Self> {
        (0..WAITS).map(Self)
    }

    pub const fn place(self) -> usize {
        self.0
    }

    pub fn from(self) -> Micros {
        self.0.checked_sub(1).map_or(0, |before| ENDS[before] * SECOND)
    }

    /// None: there is no longer one.
    pub fn end(self) -> Option<Micros> {
        ENDS.get(self.0).map(|end| end * SECOND)
    }

    /// As it is stored, and looked for: seconds, with two dots between them.
    pub fn word(self) -> String {
        let end = ENDS.get(self.0).map_or_else(String::new, i64::to_string);
        format!("{}..{end}", self.from() / SECOND)
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::all().find(|wait| wait.word() == word)
    }
}

/// The class up to which so many percent of all lie; `counts` has one number per class.
pub fn within(counts: &[i64], percent: i64) -> Option<Wait> {
    let all: i64 = counts.iter().sum();
    let mut sum: i64 = 0;
    let place = counts.iter().position(|count| {
        sum += count;
        sum * 100 >= all * percent
    })?;
    (all > 0 && place < WAITS).then_some(Wait(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_lies_in_one_class() {
        for wait in Wait::all() {
            assert_eq!(Wait::of(wait.from()), wait);
            assert_eq!(Wait::parse(&wait.word()), Some(wait));
            if let Some(end) = wait.end() {
                assert_eq!((Wait::of(end - 1), Wait::of(end).place()), (wait, wait.place() + 1));
            }
        }
        assert_eq!([Wait::of(-5).word(), Wait::of(Micros::MAX).word()], ["0..1", "86400.."]);
        assert_eq!(Wait::parse("1..3"), None);
    }

    #[test]
    fn a_median_is_told_of_counts() {
        let mut counts = [0; WAITS];
        assert_eq!(within(&counts, 50), None);
        (counts[0], counts[3], counts[7]) = (50, 45, 5);
        let told = [50, 51, 95, 96].map(|percent| within(&counts, percent).map(Wait::place));
        assert_eq!(told, [Some(0), Some(3), Some(3), Some(7)]);
    }
}
