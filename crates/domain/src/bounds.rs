//! Bounds of what comes from outside, so that no sum overflows, no text fills an answer or an index, and no
//! engine meets a value that it cannot hold.

/// The largest whole number that is taken: 2^53, which JSON still carries exactly.
pub const LARGEST: i64 = 1 << 53;
/// No count kept in one cell is larger: 2^40. A query may add up eight million such cells.
pub const LARGEST_COUNT: i64 = 1 << 40;
/// Characters in the reason for which something was refused.
pub const LONGEST_REASON: usize = 200;
/// Bytes in a text that an index holds. PostgreSQL refuses an entry of more than 2,704.
pub const LONGEST_KEY: usize = 255;

/// A whole number that somebody wrote as text, at most `most`; 0 when it is none or is negative.
pub fn natural(text: &str, most: i64) -> i64 {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // Digits that do not fit are a number all the same.
    if is_number { text.parse().unwrap_or(i64::MAX).min(most) } else { 0 }
}

/// The beginning of a text, with a mark where something was left out. At most `most` characters.
pub fn cut(text: &str, most: usize) -> String {
    let mut letters = text.chars();
    let mut beginning: String = letters.by_ref().take(most).collect();
    if letters.next().is_some() {
        beginning.pop();
        beginning.push('…');
    }
    beginning
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_length_stay_within_the_bound() {
        for (text, number) in [
            ("0", 0),
            ("007", 7),
            ("100", 100),
            ("101", 100),
            ("9223372036854775807", 100),
            ("9223372036854775808", 100),
            ("99999999999999999999999999999999999999999", 100),
            ("-1", 0),
            ("+1", 0),
            ("1e9", 0),
            ("", 0),
            (" 1", 0),
        ] {
            assert_eq!(natural(text, 100), number, "{text}");
        }
    }

    #[test]
    fn a_cut_text_says_so() {
        assert_eq!((cut("abc", 3), cut("abcd", 3)), ("abc".to_owned(), "ab…".to_owned()));
        assert_eq!(cut(&"é".repeat(500), LONGEST_REASON).chars().count(), LONGEST_REASON);
    }
}
