//! What people send through forms, as it arrives: raw texts with every field optional, so that a missing one
//! is answered beside its control.

use crate::error::Problem;

/// Passwords are at least this long; longer is better than complicated.
pub const PASSWORD_MIN: usize = 12;
/// Long enough for any pass phrase, short enough that hashing it is no attack.
pub const PASSWORD_MAX: usize = 256;

/// Checks the shape of an e-mail address and returns it without surrounding white space. Whether it
/// receives mail only a mail can tell.
pub fn email(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    // RFC 5321, section 4.5.3.1.3: a path is at most 256 octets with its brackets.
    if text.len() > 254 {
        return Err(Problem::TooLong { max: 254 });
    }
    let Some((local, domain)) = text.rsplit_once('@') else { return Err(Problem::NotAnEmail) };
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
    if is_local && is_domain { Ok(text.to_owned()) } else { Err(Problem::NotAnEmail) }
}

/// A name people give to a thing: some text on one line.
pub fn name(text: &str, max: usize) -> Result<String, Problem> {
    // Control and invisible formatting characters would let one name pass for another.
    let is_plain = |letter: char| {
        !letter.is_control()
            && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let text: String = text.chars().filter(|letter| is_plain(*letter)).collect();
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    if text.chars().count() > max {
        return Err(Problem::TooLong { max: i64::try_from(max).unwrap_or(i64::MAX) });
    }
    Ok(text.to_owned())
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
            assert_eq!(email(text), Err(Problem::NotAnEmail), "{text}");
        }
    }

    #[test]
    fn invisible_characters_are_left_out_of_names() {
        assert_eq!(name("Ac\u{200b}me", 60).unwrap(), "Acme");
        assert_eq!(name("  ", 60), Err(Problem::Required));
    }
}
