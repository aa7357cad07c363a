//! Addresses as they come, read once: what is checked is what is forwarded.
//!
//! Two programs that read one address differently are how a check is passed by. So the path is decoded once, whatever a
//! second reader could take for another path is refused, and what goes on is written anew from what was checked.

use std::borrow::Cow;

use axum::http::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands in a path as it is (RFC 3986, 3.3), without the semicolon: some read parameters behind it.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/');

#[derive(Clone, Debug)]
pub(crate) struct Address {
    path: String,
    pairs: Vec<Pair>,
}

/// One of a query, between ampersands.
#[derive(Clone, Debug)]
struct Pair {
    /// As it goes on.
    text: String,
    key: String,
    value: String,
}

impl Address {
    /// `None`: it is no path from `/` on, or one that can be read in two ways.
    pub(crate) fn read(uri: &Uri) -> Option<Self> {
        if uri.scheme().is_some() || uri.authority().is_some() {
            return None;
        }
        let path = read_path(uri.path())?;
        let pairs = uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        Some(Self { path, pairs: pairs.map(read_pair).collect() })
    }

    /// The path, decoded.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// What stands under a key, whichever letters of it are large.
    pub(crate) fn values<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self.pairs.iter().filter(move |pair| pair.key.eq_ignore_ascii_case(key));
        found.map(|pair| pair.value.as_str())
    }

    /// Path and query as they go on, without what stands under these keys.
    pub(crate) fn without(&self, keys: &[&str]) -> String {
        let mut text = utf8_percent_encode(&self.path, KEPT).to_string();
        let is_kept = |pair: &&Pair| !keys.iter().any(|key| pair.key.eq_ignore_ascii_case(key));
        for (place, pair) in self.pairs.iter().filter(is_kept).enumerate() {
            text.push(if place == 0 { '?' } else { '&' });
            text.push_str(&pair.text);
        }
        text
    }
}

fn read_path(path: &str) -> Option<String> {
    if !path.starts_with('/') || !has_whole_escapes(path) {
        return None;
    }
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    // An escape that stands for what parts or moves is one reader's letter and another's path.
    let escapes_same = decoded.matches(['/', '.']).count() == path.matches(['/', '.']).count();
    let is_plain = !decoded.contains(|letter: char| letter.is_control() || matches!(letter, ';' | '\\'));
    let is_read_once = !has_escape(&decoded);
    let mut segments = decoded[1..].split('/').peekable();
    let mut is_straight = true;
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        is_straight &= (is_last || !segment.is_empty()) && !is_dots(segment);
    }
    (escapes_same && is_plain && is_read_once && is_straight).then(|| decoded.into_owned())
}

/// `.` and `..`, with what some readers take away at a segment's end.
fn is_dots(segment: &str) -> bool {
    matches!(segment.trim(), "." | "..")
}

fn escape_at(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > at + 2 && bytes[at + 1].is_ascii_hexdigit() && bytes[at + 2].is_ascii_hexdigit()
}

fn has_whole_escapes(text: &str) -> bool {
    text.match_indices('%').all(|(at, _)| escape_at(text, at))
}

fn has_escape(text: &str) -> bool {
    text.match_indices('%').any(|(at, _)| escape_at(text, at))
}

/// A percent sign that escapes nothing, and whatever some take for another sign, is escaped: there is one reading.
fn read_pair(pair: &str) -> Pair {
    let mut text = String::with_capacity(pair.len());
    for (at, letter) in pair.char_indices() {
        match letter {
            '%' if !escape_at(pair, at) => text.push_str("%25"),
            ';' => text.push_str("%3B"),
            '!'..='~' => text.push(letter),
            _ => text.extend(utf8_percent_encode(letter.encode_utf8(&mut [0; 4]), NON_ALPHANUMERIC)),
        }
    }
    let (key, value) = text.split_once('=').unwrap_or((&text, ""));
    let (key, value) = (decode(key), decode(value));
    Pair { text, key, value }
}

fn decode(text: &str) -> String {
    let spaced: Cow<'_, str> = if text.contains('+') { text.replace('+', " ").into() } else { text.into() };
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Option<String> {
        Address::read(&address.parse().unwrap()).map(|address| address.without(&["orgId"]))
    }

    #[test]
    fn an_address_is_written_anew_from_what_was_read() {
        for (address, written) in [
            ("/", "/"),
            ("/d/uid/", "/d/uid/"),
            ("/%61pi/%6Frgs", "/api/orgs"),
            ("/a%20b/%C3%A9", "/a%20b/%C3%A9"),
            ("/d/x?kiosk&from=1", "/d/x?kiosk&from=1"),
            ("/d/x?orgId=1&from=1&ORGID=2&org%49d=3&%6FrgId=4", "/d/x?from=1"),
            ("/d/x?a=1;orgId=2", "/d/x?a=1%3BorgId=2"),
            ("/d/x?a=100%&b=%zz", "/d/x?a=100%25&b=%25zz"),
            ("/d/x?&&orgId=1&", "/d/x"),
        ] {
            assert_eq!(read(address).as_deref(), Some(written), "{address}");
        }
    }
}
