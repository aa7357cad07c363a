//! What people send through forms, as it arrives: raw texts with every field optional, so that a missing one
//! is answered beside its control.

use std::borrow::Cow;

use crate::{error::Problem, names::NamesProblem};

/// Passwords are at least this long; longer is better than complicated.
pub const PASSWORD_MIN: usize = 12;
/// Long enough for any pass phrase, short enough that hashing it is no attack.
pub const PASSWORD_MAX: usize = 256;

/// Checks the shape of an e-mail address and returns it without surrounding white space and invisible marks.
/// Whether it receives mail only a mail can tell.
pub fn email(text: &str) -> Result<String, Problem> {
    let text = visible(text);
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    // RFC 5321, section 4.5.3.1.3: a path is at most 256 octets with its brackets.
    if text.len() > 254 {
        return Err(Problem::TooLong { max: 254 });
    }
    let Some((local, domain)) = text.rsplit_once('@') else { return Err(NamesProblem::NotAnEmail.into()) };
    let is_local = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|letter| {
            letter.is_alphanumeric() || (letter.is_ascii_graphic() && !"()<>[]:;@\\,\"".contains(letter))
        });
    let is_domain = domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
        });
    if is_local && is_domain { Ok(text.to_owned()) } else { Err(Problem::Names(NamesProblem::NotAnEmail)) }
}

/// The first characters of each script's decimal digits, which Unicode lists in order (general category `Nd`).
const ZEROS: [char; 64] = [
    '0',
    '\u{660}',
    '\u{6f0}',
    '\u{7c0}',
    '\u{966}',
    '\u{9e6}',
    '\u{a66}',
    '\u{ae6}',
    '\u{b66}',
    '\u{be6}',
    '\u{c66}',
    '\u{ce6}',
    '\u{d66}',
    '\u{de6}',
    '\u{e50}',
    '\u{ed0}',
    '\u{f20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17e0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19d0}',
    '\u{1a80}',
    '\u{1a90}',
    '\u{1b50}',
    '\u{1bb0}',
    '\u{1c40}',
    '\u{1c50}',
    '\u{a620}',
    '\u{a8d0}',
    '\u{a900}',
    '\u{a9d0}',
    '\u{a9f0}',
    '\u{aa50}',
    '\u{abf0}',
    '\u{ff10}',
    '\u{104a0}',
    '\u{10d30}',
    '\u{11066}',
    '\u{110f0}',
    '\u{11136}',
    '\u{111d0}',
    '\u{112f0}',
    '\u{11450}',
    '\u{114d0}',
    '\u{11650}',
    '\u{116c0}',
    '\u{11730}',
    '\u{118e0}',
    '\u{11950}',
    '\u{11c50}',
    '\u{11d50}',
    '\u{11da0}',
    '\u{11f50}',
    '\u{16a60}',
    '\u{16ac0}',
    '\u{16b50}',
    '\u{1d7ce}',
    '\u{1e140}',
    '\u{1e2f0}',
    '\u{1e4f0}',
    '\u{1e950}',
    '\u{1fbf0}',
];

/// A decimal digit of any script as its ASCII one: keyboards of many languages write their own.
pub fn digit(letter: char) -> Option<char> {
    // The mathematical digits are five such rows after one another.
    if ('\u{1d7ce}'..='\u{1d7ff}').contains(&letter) {
        return char::from_digit((u32::from(letter) - 0x1d7ce) % 10, 10);
    }
    let of = |zero: &char| u32::from(letter).checked_sub(u32::from(*zero)).filter(|digit| *digit < 10);
    ZEROS.iter().find_map(of).and_then(|digit| char::from_digit(digit, 10))
}

/// The digits of a code as it was meant: people put spaces into it, and type in their own script.
pub fn digits(code: &str) -> String {
    code.chars().filter_map(digit).collect()
}

/// A name people give to a thing: some text on one line. What nobody sees is left out, as it would let one name
/// pass for another; the parts of an emoji stay together.
pub fn name(text: &str, max: usize) -> Result<String, Problem> {
    let kept = seen(text);
    let text = kept.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    if text.chars().count() > max {
        return Err(Problem::TooLong { max: i64::try_from(max).unwrap_or(i64::MAX) });
    }
    Ok(text.to_owned())
}

/// What people see of one line.
pub(crate) fn seen(text: &str) -> String {
    let mut kept = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let before = kept.chars().next_back().unwrap_or_default();
        let next = letters.peek().copied().unwrap_or_default();
        let is_kept = match letter {
            JOINER => (is_emoji(before) || before == COLOURED) && is_emoji(next),
            COLOURED => is_emoji(before) || next == KEY_CAP,
            _ => !letter.is_control() && !is_invisible(letter) && !is_blank(letter),
        };
        if is_kept {
            kept.push(letter);
        }
    }
    kept
}

/// Makes one emoji of two, or joins two letters.
const JOINER: char = '\u{200d}';
/// Makes an emoji of a sign.
const COLOURED: char = '\u{fe0f}';
const KEY_CAP: char = '\u{20e3}';

/// A value that was pasted, without the marks that nobody sees. Those that join letters stay: some domains are
/// written with them (RFC 5892, appendix A).
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let is_kept = |letter: &char| matches!(letter, '\u{200c}' | &JOINER) || !is_invisible(*letter);
    Cow::Owned(text.chars().filter(is_kept).collect())
}

/// Whether a letter is nothing but a mark for programs (Unicode's `Default_Ignorable_Code_Point`, `Cf`).
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether a letter that is no space shows nothing all the same.
fn is_blank(letter: char) -> bool {
    matches!(
        letter,
        '\u{115f}'..='\u{1160}' | '\u{2028}'..='\u{2029}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{1d159}'
    )
}

/// Whether a sign is an emoji or becomes one; the blocks that hold them.
fn is_emoji(letter: char) -> bool {
    matches!(
        letter,
        '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '〰' | '〽' | '㊗' | '㊙'
            | '\u{2190}'..='\u{27bf}'
            | '\u{2900}'..='\u{2bff}'
            | '\u{1f000}'..='\u{1faff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_and_international_addresses_are_taken() {
        for text in ["a@b.example", "  first.last+tag@sub.example.co.uk ", "jürgen@exämple.de"] {
            assert!(email(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_could_smuggle_a_header_or_a_second_address_is_refused() {
        for text in [
            "a@b",
            "a b@c.example",
            "a@b.example\nBcc: x@y.example",
            "<a@b.example>",
            "a@b.example,c@d.example",
            "@b.example",
            "a@.example",
            "a..b@c.example",
        ] {
            assert_eq!(email(text), Err(Problem::Names(NamesProblem::NotAnEmail)), "{text}");
        }
    }

    #[test]
    fn a_code_is_read_in_any_script() {
        for code in
            ["042917", "042 917", "０４２９１７", "٠٤٢٩١٧", "۰۴۲۹۱۷", "०४२९१७", "๐๔๒๙๑๗", "𝟎𝟒𝟐𝟗𝟏𝟕", "𝟢𝟦𝟤𝟫𝟣𝟩"]
        {
            assert_eq!(digits(code), "042917", "{code}");
        }
        assert_eq!(digits("½²③"), "", "no decimal digits");
    }

    #[test]
    fn invisible_characters_are_left_out_of_names() {
        assert_eq!(name("Ac\u{200b}me", 60).unwrap(), "Acme");
        assert_eq!(name("  ", 60), Err(Problem::Required));
    }
}
