//! Lists that people paste: one value a line, or many with spaces, commas or semicolons between them, as they
//! stand in `main.cf`, in a table or in the `To` of a mail.

use std::net::Ipv4Addr;

/// Values taken at once: more than anybody types, few enough to be checked at once.
pub const MOST: usize = 1000;

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

/// The values of a list of names or networks. Comments are left out, and so is the name of a setting before
/// its `=`.
pub fn entries(text: &str) -> Vec<Entry> {
    let mut all = Vec::new();
    for (line, text) in lines(text) {
        let mut words: Vec<String> = Vec::new();
        for word in without_setting(text).split(is_separator) {
            let word = word.trim_matches(['"', '\'']);
            if word.starts_with('#') {
                break;
            }
            match words.last_mut() {
                _ if word.is_empty() => {}
                Some(last) if goes_on(last, word) => last.push_str(word),
                Some(last) if is_mask_of(last, word) => {
                    last.push('/');
                    last.push_str(word);
                }
                _ => words.push(word.to_owned()),
            }
        }
        all.extend(words.into_iter().map(|text| Entry { line, text }));
    }
    all
}

/// The lines that say something, with their numbers from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | ';' | '\u{feff}' | '\u{200b}' | '，' | '；')
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

/// Whether a word belongs to the one before it: `192.0.2.0 / 24`, `10.0.0.0 - 10.0.0.9`, `! 10.0.0.5`.
fn goes_on(last: &str, word: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_dash = |text: &str| text == "-" || text == "–";
    let prefix = word.strip_prefix('/').unwrap_or_default();
    word == "/"
        || is_number(prefix)
        || (last.ends_with('/') && is_number(word))
        || is_dash(word)
        || (last.len() > 1 && last.ends_with(['-', '–']))
        || last == "!"
}

/// Whether the two are an address and its netmask, as routers write them.
fn is_mask_of(last: &str, word: &str) -> bool {
    let is_mask = word.parse::<Ipv4Addr>().is_ok_and(|mask| prefix_of(mask).is_some_and(|prefix| prefix > 0));
    is_mask
        && last.parse::<Ipv4Addr>().is_ok_and(|address| prefix_of(address).is_none_or(|prefix| prefix == 0))
}

/// The length of the prefix that a netmask says.
pub(crate) fn prefix_of(mask: Ipv4Addr) -> Option<u8> {
    let bits = mask.to_bits();
    let length = bits.leading_ones();
    (length + bits.trailing_zeros() >= 32).then(|| u8::try_from(length).unwrap_or(32))
}

/// The addresses of a list of people, as they stand in the head of a mail (RFC 5322): the names before them
/// are left out.
pub fn mailboxes(text: &str) -> Vec<Entry> {
    let mut all = Vec::new();
    for (line, text) in lines(text) {
        let mut rest = text;
        while let Some((before, behind)) = split_unquoted(rest, '<') {
            let (address, after) = behind.split_once('>').unwrap_or((behind, ""));
            // Mail programs repeat the address where somebody has no name.
            let is_named = |word: &String| word.contains('@') && !word.eq_ignore_ascii_case(address);
            let words = words(before).into_iter().filter(|word| !is_quoted(word)).filter(is_named);
            all.extend(words.map(|text| Entry { line, text }));
            all.push(Entry { line, text: bare(address) });
            rest = after;
        }
        all.extend(words(rest).iter().map(|word| Entry { line, text: bare(word) }));
    }
    all.retain(|entry| !entry.text.is_empty());
    all
}

fn is_quoted(word: &str) -> bool {
    word.len() > 1 && word.starts_with('"') && word.ends_with('"')
}

fn bare(word: &str) -> String {
    let word = if is_quoted(word) { word.trim_matches('"') } else { word }.trim();
    word.strip_prefix("mailto:").unwrap_or(word).to_owned()
}

/// The text before and behind the first such letter outside of quotes.
fn split_unquoted(text: &str, letter: char) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    for (place, one) in text.char_indices() {
        match one {
            '"' => is_quoted = !is_quoted,
            _ if one == letter && !is_quoted => {
                return Some((&text[..place], &text[place + one.len_utf8()..]));
            }
            _ => {}
        }
    }
    None
}

/// The words of a text; what is quoted is not taken apart, and comments in brackets are left out.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let (mut is_quoted, mut depth) = (false, 0_usize);
    for letter in text.chars() {
        match letter {
            '"' if is_quoted || word.is_empty() => {
                is_quoted = !is_quoted;
                word.push(letter);
            }
            _ if is_quoted => word.push(letter),
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            _ if is_separator(letter) => words.push(std::mem::take(&mut word)),
            _ => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
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

    #[test]
    fn mailboxes_lose_their_names_and_keep_their_quotes() {
        let cases: [(&str, &[&str]); 9] = [
            ("Doe, Ann <a@acme.example>", &["a@acme.example"]),
            ("\"Doe, Ann\" <a@acme.example>, Bo <b@acme.example>;", &["a@acme.example", "b@acme.example"]),
            ("a@acme.example b@acme.example", &["a@acme.example", "b@acme.example"]),
            ("\"x y\"@acme.example", &["\"x y\"@acme.example"]),
            ("a@acme.example, Bo <b@acme.example>", &["a@acme.example", "b@acme.example"]),
            ("a@acme.example <A@acme.example>", &["A@acme.example"]),
            ("\"a@acme.example\",\"b@acme.example\"", &["a@acme.example", "b@acme.example"]),
            ("mailto:a@acme.example (Ann, at work)", &["a@acme.example"]),
            ("nobody", &["nobody"]),
        ];
        for (typed, expected) in cases {
            assert_eq!(texts(mailboxes(typed)), expected, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart_without_panic(text in any::<String>(), near in "[a@<>\"(),; !/.-]{0,40}") {
            for text in [text, near] {
                let all = entries(&text).into_iter().chain(mailboxes(&text));
                for entry in all {
                    prop_assert!(!entry.text.is_empty() && entry.line <= text.lines().count());
                }
            }
        }
    }
}
