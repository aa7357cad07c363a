//! Lists that people paste: one value a line, or many with spaces, commas or semicolons between them, as they
//! stand in `main.cf`, in a table or in the `To` of a mail.

mod mailboxes;

use std::net::{IpAddr, Ipv4Addr};

pub use mailboxes::mailboxes;

use crate::forms::visible;

/// Values taken at once: more than anybody types, few enough to be checked at once.
pub const MOST: usize = 1000;

/// The field that holds people's addresses, in forms and in JSON.
const EMAILS: &str = "emails";

/// One value of a list, as it was typed, and its line from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub line: usize,
    pub text: String,
}

/// A value that was taken from a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken<T> {
    pub entry: Entry,
    pub value: T,
}

/// The values of a form's field, by its name.
pub fn values(field: &str, text: &str) -> Vec<Entry> {
    if field == EMAILS { mailboxes(text) } else { entries(text) }
}

/// Whether a field holds more than is taken at once, however it was pasted.
pub fn is_too_long(field: &str, text: &str) -> bool {
    text.lines().nth(MOST).is_some() || values(field, text).len() > MOST
}

/// Whether a part of one value would be passed over as a comment.
pub fn has_comment(field: &str, text: &str) -> bool {
    let text = visible(text);
    let mut words = text.split(is_separator).map(|word| word.trim_matches(QUOTES));
    // Among people's names a `#` is a sign like others.
    if field == EMAILS { text.trim_start().starts_with('#') } else { words.any(|word| word.starts_with('#')) }
}

/// The values of a list of names or networks. Comments are left out, and so is the name of a setting before
/// its `=`, the mark of a list's item, what a table says of its key, and a remark.
pub fn entries(text: &str) -> Vec<Entry> {
    let text = visible(text);
    let mut all = Vec::new();
    for (line, text) in lines(&text) {
        let text = without_brackets(key(without_setting(without_mark(text))));
        let words = text.split(is_separator).map(|word| word.trim_matches(QUOTES));
        let words: Vec<&str> =
            words.filter(|word| !word.is_empty()).take_while(|word| !word.starts_with('#')).collect();
        all.extend(joined(&words).into_iter().map(|text| Entry { line, text }));
    }
    all
}

/// The lines that say something, with their numbers from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

const QUOTES: [char; 9] = ['"', '\'', '`', '“', '”', '„', '’', '«', '»'];

fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | ';' | '，' | '；' | '、')
}

/// What stands behind `mynetworks =`.
fn without_setting(line: &str) -> &str {
    match line.split_once('=') {
        Some((name, rest))
            if name.trim_end().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') =>
        {
            rest
        }
        _ => line,
    }
}

/// The marks of list items that are nothing else; the last two are those of word processors.
const BULLETS: [char; 20] = [
    '•', '◦', '‣', '⁃', '∙', '·', '●', '○', '▪', '▫', '■', '□', '►', '➢', '→', '✓', '☐', '☑', '\u{f0a7}',
    '\u{f0b7}',
];

/// What stands behind the mark or the number of a list's item: `- a.test`, `1. a.test`, `- [x] a.test`.
fn without_mark(line: &str) -> &str {
    let mut line = line;
    loop {
        let bare = line.trim_start_matches(BULLETS).trim_start();
        let bare = ["[ ]", "[x]", "[X]"].iter().find_map(|mark| bare.strip_prefix(mark)).unwrap_or(bare);
        let rest = match bare.trim_start().split_once(char::is_whitespace) {
            Some((mark, rest)) if is_mark(mark) => rest.trim_start(),
            _ => bare.trim_start(),
        };
        if rest.len() == line.len() {
            return line;
        }
        line = rest;
    }
}

fn is_mark(word: &str) -> bool {
    let number = word.trim_start_matches('(').trim_end_matches(['.', ')', ':', '-', '°']);
    matches!(word, "-" | "–" | "—" | "*" | "+" | ">" | "|" | "o")
        || (number.len() < word.len() && number.len() < 4 && is_number(number))
}

/// The key of a table's row, as `postmap -s` prints it: behind its TAB stands what is said of it, unless that
/// goes on with an address, or the row is one of a sheet that holds nothing but values.
fn key(line: &str) -> &str {
    let Some((key, value)) = line.split_once('\t') else { return line };
    let key = key.trim();
    let value = value.trim();
    let mut words = value.split(is_separator).filter(|word| !word.is_empty()).peekable();
    let goes_on = words.peek().is_some_and(|word| {
        is_numeric(word) || is_dash(word) || is_mask_name(word) || word.starts_with(['[', '0'])
    });
    let is_row = value.contains('\t') && words.all(is_value);
    let is_key = !key.contains(is_separator) && is_value(key);
    if !is_key || is_row || (is_numeric(key) && goes_on) { line } else { key }
}

/// The line without what is said in brackets; values in them are kept.
fn without_brackets(line: &str) -> String {
    let (mut kept, mut rest) = (String::new(), line);
    while let Some((before, behind)) = rest.split_once('(') {
        kept.push_str(before);
        if before.ends_with(|letter: char| !is_separator(letter)) {
            kept.push('(');
            rest = behind;
            continue;
        }
        let (inside, after) = behind.split_once(')').unwrap_or((behind, ""));
        let mut words = inside.split(is_separator).filter(|word| !word.is_empty());
        if words.all(|word| is_value(word) || is_numeric(word) || is_mask_name(word)) {
            kept.push_str(inside);
        }
        kept.push(' ');
        rest = after;
    }
    kept + rest
}

/// The words of a line as its values: what belongs together is one, and what is said of a value is left out.
fn joined(words: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let last_plain = words.iter().rposition(|word| !is_value(word) && !is_remark(word)).unwrap_or(0);
    let mut place = 0;
    while let Some((word, behind)) = words.get(place..).and_then(<[&str]>::split_first) {
        let only = all.len() == 1;
        let Some(last) = all.last_mut() else {
            all.push((*word).to_owned());
            place += 1;
            continue;
        };
        if let Some((mask, length)) = mask(&words[place..]).filter(|_| is_host(last)) {
            last.push('/');
            last.push_str(mask);
            place += length;
            continue;
        }
        let next = behind.first().copied().unwrap_or_default();
        if goes_on(last, word, next) {
            last.push_str(if is_dash(word) { "-" } else { word });
        } else if is_remark(word) {
            if last_plain > place {
                break;
            }
        } else if only && is_said_of(last, word) {
            break;
        } else {
            all.push((*word).to_owned());
        }
        place += 1;
    }
    all
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word is shaped like a name with a dot or like an address.
fn is_value(word: &str) -> bool {
    word.trim_end_matches(['.', ':']).contains(['.', ':'])
}

fn is_host(word: &str) -> bool {
    word.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok()
}

/// Whether a word is an address, a network, or a part of one.
fn is_numeric(word: &str) -> bool {
    let address = word.split_once('/').map_or(word, |(address, _)| address);
    is_host(address)
        || (!word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'/')))
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "to" | "à" | "..")
}

/// What stands between a value and what somebody says of it.
fn is_remark(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "--" | "//" | "|" | "→" | "=>" | ":")
}

/// Whether a word belongs to the one before it: `192.0.2.0 / 24`, `10.0.0.0 - 10.0.0.9`, `! 10.0.0.5`.
fn goes_on(last: &str, word: &str, next: &str) -> bool {
    let is_prefix = |text: &str| is_number(text) || is_mask(text);
    let dashes = ['-', '–', '—'];
    word == "/"
        || word.strip_prefix('/').is_some_and(is_prefix)
        || (last.ends_with('/') && is_prefix(word))
        || (is_dash(word) && is_numeric(last) && is_numeric(next))
        || (word.strip_prefix(dashes).is_some_and(is_numeric) && is_numeric(last))
        || (last.strip_suffix(dashes).is_some_and(is_numeric) && is_numeric(word))
        || last == "!"
}

/// Whether a word is a netmask, as it is or turned round: nobody's host is called so.
fn is_mask(word: &str) -> bool {
    word.parse().is_ok_and(is_like_mask)
}

/// Whether an address is a netmask, one turned round, or a slip of one.
pub(crate) fn is_like_mask(address: IpAddr) -> bool {
    let address = match address {
        IpAddr::V4(address) => address,
        IpAddr::V6(address) => return address.segments()[0] == 0xffff,
    };
    let turned = Ipv4Addr::from_bits(!address.to_bits());
    prefix_of(address).or(prefix_of(turned)).is_some() || matches!(address.octets()[0], 0 | 255)
}

/// The length of the prefix that a netmask says.
pub(crate) fn prefix_of(mask: Ipv4Addr) -> Option<u8> {
    let bits = mask.to_bits();
    let length = bits.leading_ones();
    (length + bits.trailing_zeros() >= 32).then(|| u8::try_from(length).unwrap_or(32))
}

fn is_mask_name(word: &str) -> bool {
    let word = word.trim_end_matches([':', '=']).to_lowercase();
    let names = ["mask", "netmask", "subnet", "genmask", "wildcard", "prefixlen", "prefix", "masque", "de"];
    names.contains(&word.as_str())
        || matches!(word.as_str(), "subnet-mask" | "wildcard-mask" | "sous-réseau" | "préfixe")
}

/// The netmask or the prefix that these words begin with, as routers write it behind an address, and how many
/// words it takes: `255.0.0.0`, `netmask 255.0.0.0`, `mask=255.0.0.0`.
fn mask<'a>(words: &[&'a str]) -> Option<(&'a str, usize)> {
    let before = words.iter().take(4).take_while(|word| is_mask_name(word)).count();
    let word = words.get(before)?;
    let assigned = word.split_once(['=', ':']).filter(|(name, _)| is_mask_name(name));
    let mask = assigned.map_or(*word, |(_, mask)| mask).trim_start_matches('/');
    let is_named = before > 0 || assigned.is_some();
    (is_mask(mask) || (is_named && (is_number(mask) || mask.starts_with("0x")))).then_some((mask, before + 1))
}

/// What Postfix's tables say of a key (access(5), transport(5)), and what stands there to say anything at all.
const SAID: [&str; 17] = [
    "ok", "permit", "reject", "defer", "dunno", "discard", "hold", "info", "warn", "relay", "local",
    "virtual", "allow", "deny", "yes", "true", "x",
];

/// Postfix's own deliveries (master(5)).
const TRANSPORTS: [&str; 9] =
    ["smtp", "smtps", "lmtp", "relay", "local", "virtual", "error", "retry", "discard"];

/// Whether a word is what a table says of its key, rather than another value.
fn is_said_of(key: &str, word: &str) -> bool {
    let small = word.to_ascii_lowercase();
    let is_capitals = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let is_code = word.len() == 3 && word.starts_with(['4', '5']);
    let is_rule = ["permit_", "reject_", "defer_", "check_"].iter().any(|rule| small.starts_with(rule));
    let is_transport = word.split_once(':').is_some_and(|(name, to)| {
        let is_name = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        TRANSPORTS.contains(&name) || (is_name && to.starts_with('['))
    });
    is_value(key)
        && (SAID.contains(&small.as_str())
            || is_capitals
            || is_rule
            || is_transport
            // Behind a bare address it may be a prefix that lost its `/`.
            || (is_number(word) && (is_code || !is_host(key))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(entries: Vec<Entry>) -> Vec<String> {
        entries.into_iter().map(|entry| entry.text).collect()
    }

    #[test]
    fn a_pasted_list_is_taken_apart_with_its_lines() {
        let text =
            "# ours\n127.0.0.0/8 [::ffff:127.0.0.0]/104 [::1]/128 # loops\n\na.test, b.test;c.test\r\n";
        let found: Vec<(usize, String)> =
            entries(text).into_iter().map(|entry| (entry.line, entry.text)).collect();
        let expected = [
            (2, "127.0.0.0/8"),
            (2, "[::ffff:127.0.0.0]/104"),
            (2, "[::1]/128"),
            (4, "a.test"),
            (4, "b.test"),
            (4, "c.test"),
        ];
        assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn what_belongs_together_stays_together() {
        let cases = [
            ("192.0.2.0 / 24", "192.0.2.0/24"),
            ("192.0.2.0 /24", "192.0.2.0/24"),
            ("10.0.0.0 - 10.0.0.9", "10.0.0.0-10.0.0.9"),
            ("! 10.0.0.5", "!10.0.0.5"),
            ("10.0.0.0 255.0.0.0", "10.0.0.0/255.0.0.0"),
            ("mynetworks = 10.0.0.0/8", "10.0.0.0/8"),
            ("\"tenant.test\",", "tenant.test"),
            ("\u{feff}tenant.test", "tenant.test"),
        ];
        for (typed, entry) in cases {
            assert_eq!(texts(entries(typed)), [entry], "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart_without_panic(text in any::<String>(), near in "[a@<>\"()\\[\\],; \\t!/.:0-]{0,40}") {
            for text in [text, near] {
                let all = entries(&text).into_iter().chain(mailboxes(&text));
                for entry in all {
                    prop_assert!(!entry.text.is_empty() && entry.line <= text.lines().count());
                }
            }
        }
    }
}
