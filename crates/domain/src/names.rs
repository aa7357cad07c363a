//! The shape of domain names: what the server and the browser check alike.
//!
//! How letters beyond ASCII become A-labels (UTS #46) comes in by argument: the server has tables for it, a
//! browser has its own.

use std::net::IpAddr;

use crate::{
    error::{Problem, Seen, Slip},
    forms,
};

/// The longest name in text, without the final dot (RFC 1035, section 2.3.4: 255 octets on the wire).
pub const MAX: usize = 253;

/// Turns a host name into lower-case A-labels; `None` for a text that cannot be one.
pub type ToAscii<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The lower-case form of a name of plain letters, digits and hyphens, without its final dot.
pub fn ascii(name: &str) -> Option<String> {
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    (name.len() <= MAX && name.split('.').all(is_label)).then(|| name.to_ascii_lowercase())
}

/// Reads the name of a domain that can receive mail, in lower-case A-label form.
pub fn read(text: &str, to_ascii: ToAscii) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() || text.trim_matches('@').trim().is_empty() {
        return Err(Problem::Required);
    }
    mail_name(text, to_ascii)
        .ok_or_else(|| Problem::Names(NamesProblem::NotADomain { slip: misread(text, to_ascii) }))
}

/// The domain of a mail address, as [`read`] would write it.
///
/// Takes the address as a Postfix policy request gives it (`SMTPD_POLICY_README`): without angle brackets,
/// the local part unquoted (so it may hold spaces and `@`), in the sender's case, raw UTF-8. An address literal
/// (RFC 5321, section 4.1.3) and a name that breaks the rules are returned in lower case. Empty for the null
/// sender and for an address without a domain. At most [`MAX`] characters.
pub fn domain_of(address: &str, to_ascii: ToAscii) -> String {
    let Some((_, domain)) = address.rsplit_once('@') else { return String::new() };
    let domain = domain.trim();
    to_ascii(domain).unwrap_or_else(|| as_said(domain.strip_suffix('.').unwrap_or(domain)))
}

/// A domain that is none, fit for storing and showing.
fn as_said(domain: &str) -> String {
    let readable = |letter: char| if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter };
    let mut letters = domain.chars().flat_map(char::to_lowercase).map(readable);
    let mut said: String = letters.by_ref().take(MAX).collect();
    if letters.next().is_some() {
        // The mark keeps the cut text from reading as a domain that somebody owns.
        said.pop();
        said.push('…');
    }
    said
}

/// The name, if it is one with a dot that cannot be an IPv4 address (RFC 3696, section 2).
fn mail_name(text: &str, to_ascii: ToAscii) -> Option<String> {
    let ascii = to_ascii(text)?;
    let (_, last) = ascii.rsplit_once('.')?;
    (!last.bytes().all(|byte| byte.is_ascii_digit())).then_some(ascii)
}

/// What was typed instead of a domain's name.
fn misread(text: &str, to_ascii: ToAscii) -> Option<Slip> {
    let name = |text: &str| mail_name(text.trim(), to_ascii);
    if let Some((_, rest)) = text.split_once("://") {
        return Slip::new(Seen::Url, name(host(rest)));
    }
    if let Some(seen) = postfix(text) {
        return Slip::new(seen, None);
    }
    if let Some(rest) = text.strip_prefix('@') {
        return Slip::new(Seen::At, name(rest));
    }
    if let Some((_, rest)) = text.rsplit_once('@') {
        return Slip::new(Seen::Address, name(rest.trim_end_matches('>')));
    }
    if text.contains('*') || text.starts_with('.') {
        return Slip::new(Seen::Wildcard, name(text.trim_start_matches(['*', '.'])));
    }
    let (bare, _) = text.split_once('/').unwrap_or((text, ""));
    if bare.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return Slip::new(Seen::IpAddress, None);
    }
    if text.contains('_') && to_ascii(&text.replace('_', "x")).is_some() {
        return Slip::new(Seen::Underscore, None);
    }
    if bare != text {
        return Slip::new(Seen::Url, Some(name(host(bare))?));
    }
    if let Some((before, port)) = text.rsplit_once(':')
        && port.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Slip::new(Seen::Port, Some(name(before.trim_matches(['[', ']']))?));
    }
    let is_bare = !text.contains('.') && to_ascii(text).is_some();
    if is_bare { Slip::new(Seen::Bare, None) } else { None }
}

/// The host in what stands behind the `//` of an address.
fn host(rest: &str) -> &str {
    let (authority, _) = rest.split_once(['/', '?', '#']).unwrap_or((rest, ""));
    let (_, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    host.split_once(':').map_or(host, |(host, _)| host)
}

/// What only Postfix itself can read: a lookup table, a variable, or something taken out of a list.
pub(crate) fn postfix(text: &str) -> Option<Seen> {
    let is_type = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if text.starts_with('!') {
        Some(Seen::Exclusion)
    } else if text.contains('$') {
        Some(Seen::Variable)
    } else if text.starts_with('/')
        || text.split_once(':').is_some_and(|(word, rest)| is_type(word) && rest.contains('/'))
    {
        Some(Seen::Table)
    } else {
        None
    }
}

/// Reads an e-mail address of somebody to be invited. One whose letters pass for others is refused: it would
/// be invited for somebody else.
pub fn read_email(text: &str, to_ascii: ToAscii) -> Result<String, Problem> {
    if text.starts_with('"') && text.contains("\"@") {
        return Err(NamesProblem::QuotedAddress.into());
    }
    let text = forms::email(text)?;
    let (local, typed) = text.rsplit_once('@').ok_or(NamesProblem::NotAnEmail)?;
    let domain = to_ascii(typed).unwrap_or_else(|| typed.to_lowercase());
    let top: Vec<char> = domain.rsplit('.').next().unwrap_or_default().chars().collect();
    let lower: Vec<char> = typed.to_lowercase().chars().collect();
    let is_clear = |label: &[char]| label.iter().all(char::is_ascii) || is_unmistakable(label, &top);
    if !is_plain(local, &top) || !lower.split(|letter| *letter == '.').all(is_clear) {
        return Err(NamesProblem::LooksAlike { domain }.into());
    }
    Ok(text)
}

/// Whether a text uses one alphabet, in letters that are not mistaken for others.
pub fn is_plain(text: &str, top: &[char]) -> bool {
    // Letters that only exist to look like others: full-width forms, mathematical alphabets.
    let is_copy = |letter: char| matches!(letter, '\u{ff00}'..='\u{ffef}' | '\u{1d400}'..='\u{1d7ff}' | '\u{2100}'..='\u{214f}' | '\u{2460}'..='\u{24ff}');
    let letters: Vec<char> = text.chars().filter(|letter| letter.is_alphabetic()).collect();
    text.is_ascii() || (!text.chars().any(is_copy) && is_unmistakable(&letters, top))
}

/// Cyrillic letters that look like Latin ones.
const LOOK_ALIKES: &str = "асԁеһіјӏорԛѕԝху";

/// Whether a reader can tell the label from another one: its alphabet is one only, and a Cyrillic word under a
/// Latin top-level domain has a letter that Latin has not (after UTS #39, sections 4 and 5.1).
pub(crate) fn is_unmistakable(label: &[char], top: &[char]) -> bool {
    let mut alphabets = label.iter().filter_map(|letter| alphabet(*letter));
    let first = alphabets.next();
    if alphabets.any(|other| Some(other) != first) {
        return false;
    }
    let is_latin_shaped =
        |letter: &char| LOOK_ALIKES.contains(*letter) || letter.is_ascii_digit() || *letter == '-';
    !(top.iter().all(char::is_ascii) && label.iter().all(is_latin_shaped))
}

/// The alphabets whose letters are mistaken for each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
}

fn alphabet(letter: char) -> Option<Alphabet> {
    match letter {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(Alphabet::Latin),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Alphabet::Greek),
        '\u{400}'..='\u{52f}' => Some(Alphabet::Cyrillic),
        '\u{530}'..='\u{58f}' => Some(Alphabet::Armenian),
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Some(Alphabet::Cherokee),
        _ => None,
    }
}

crate::problems! {
    /// What is wrong with the name of a mail domain, or with an address at one.
    pub enum NamesProblem {
        NotAnEmail = "not-an-email";
        /// An address whose part before the `@` is in quotes (RFC 5322): it is none that people have.
        QuotedAddress = "quoted-address";
        /// Not a domain name (RFC 1035, RFC 5891).
        NotADomain {
            #[serde(default, skip_serializing_if = "Option::is_none")]
            slip: Option<Slip>,
        } = "not-a-domain";
        /// Letters of several alphabets, or ones that pass for others; `domain` is the name behind them.
        LooksAlike { domain: String } = "looks-alike";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(text: &str) -> Option<(Seen, String)> {
        match read(text, &ascii) {
            Err(Problem::Names(NamesProblem::NotADomain { slip })) => {
                slip.map(|slip| (slip.seen, slip.instead))
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn what_was_typed_instead_is_told_with_what_was_meant() {
        let cases = [
            ("@tenant.test", Seen::At, "tenant.test"),
            ("bob@tenant.test", Seen::Address, "tenant.test"),
            ("<bob@Tenant.test>", Seen::Address, "tenant.test"),
            ("https://tenant.test/x?y", Seen::Url, "tenant.test"),
            ("smtp://a:b@mx.tenant.test:25", Seen::Url, "mx.tenant.test"),
            ("tenant.test/mail", Seen::Url, "tenant.test"),
            ("*.tenant.test", Seen::Wildcard, "tenant.test"),
            (".tenant.test", Seen::Wildcard, "tenant.test"),
            ("*", Seen::Wildcard, ""),
            ("mail_gw.tenant.test", Seen::Underscore, ""),
            ("_dmarc.tenant.test", Seen::Underscore, ""),
            ("localhost", Seen::Bare, ""),
            ("192.0.2.1", Seen::IpAddress, ""),
            ("[2001:db8::1]", Seen::IpAddress, ""),
            ("192.0.2.0/24", Seen::IpAddress, ""),
            ("tenant.test:25", Seen::Port, "tenant.test"),
            ("hash:/etc/postfix/relay", Seen::Table, ""),
            ("proxy:mysql:/etc/postfix/d.cf", Seen::Table, ""),
            ("/etc/postfix/relay", Seen::Table, ""),
            ("$mydomain", Seen::Variable, ""),
            ("!tenant.test", Seen::Exclusion, ""),
        ];
        for (text, seen, instead) in cases {
            assert_eq!(slip(text), Some((seen, instead.to_owned())), "{text}");
        }
        for text in ["tenant..test", "-a.test", "a b", "?"] {
            assert_eq!(slip(text), None, "{text}");
        }
    }

    #[test]
    fn a_quoted_local_part_is_told_from_what_is_no_address() {
        assert_eq!(
            read_email("\"x y\"@acme.example", &ascii),
            Err(Problem::Names(NamesProblem::QuotedAddress))
        );
        assert_eq!(read_email("nobody", &ascii), Err(Problem::Names(NamesProblem::NotAnEmail)));
        assert!(matches!(
            read_email("ada@аcme.example", &ascii),
            Err(Problem::Names(NamesProblem::LooksAlike { .. }))
        ));
        assert_eq!(read_email(" Ada@acme.example", &ascii), Ok("Ada@acme.example".to_owned()));
    }
}
