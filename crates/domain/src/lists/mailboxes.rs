//! The addresses of a list of people.

use super::{Entry, is_remark, is_separator, lines, without_mark};
use crate::forms::visible;

/// The addresses of a list of people, as they stand in the head of a mail (RFC 5322): the names before them
/// are left out.
pub fn mailboxes(text: &str) -> Vec<Entry> {
    let text = visible(text);
    let mut all = Vec::new();
    for (line, text) in lines(&text) {
        let text = angled(without_mark(text));
        let (mut rest, before_line) = (text.as_str(), all.len());
        while let Some((before, _, behind)) = split_unquoted(rest, &['<']) {
            let (address, after) = behind.split_once('>').unwrap_or((behind, ""));
            // Mail programs repeat the address where somebody has no name.
            let is_named = |word: &String| word.contains('@') && !word.eq_ignore_ascii_case(address);
            let words = words(before).into_iter().filter(|word| !is_quoted(word)).filter(is_named);
            all.extend(words.map(|text| Entry { line, text }));
            all.push(Entry { line, text: bare(address) });
            rest = after;
        }
        let mut words = words(rest);
        // What stands behind a dash and the last address is a remark.
        let addressed = words.iter().rposition(|word| word.contains('@')).map_or(0, |place| place + 1);
        let remark = words.iter().skip(addressed).position(|word| is_remark(word));
        if let Some(place) = remark.filter(|place| all.len() + addressed + place > before_line) {
            words.truncate(addressed + place);
        }
        all.extend(words.iter().map(|word| Entry { line, text: bare(word) }));
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

/// The line with its addresses in brackets, `Ann (a@acme.example)`, as mail programs write them. What stands in
/// brackets right behind an address, or right before one in `<>`, is a comment.
fn angled(line: &str) -> String {
    let (mut all, mut rest, mut is_comment) = (String::new(), line, false);
    while let Some((before, open, behind)) = split_unquoted(rest, &['(', '[']) {
        let (inside, after) = split_closed(behind, open);
        if !before.trim().is_empty() {
            let last = before.trim_end().rsplit(is_separator).next().unwrap_or_default();
            is_comment = last.contains('@') || last.ends_with('>');
        }
        let addresses = inside.split(is_separator).filter(|word| word.contains('@'));
        let addresses: Vec<&str> = addresses.map(|word| word.trim_matches(['<', '>'])).collect();
        all.push_str(before);
        if addresses.is_empty() || is_comment || after.trim_start().starts_with('<') {
            all.push_str(&rest[before.len()..rest.len() - after.len()]);
        } else {
            all.extend(addresses.into_iter().flat_map(|address| [" <", address, ">"]));
        }
        rest = after;
    }
    all + rest
}

/// The text within the bracket that was opened before it, and the text behind; one never closed holds all.
fn split_closed(text: &str, open: char) -> (&str, &str) {
    let close = if open == '(' { ')' } else { ']' };
    let mut depth = 0_usize;
    for (place, letter) in text.char_indices() {
        if letter == close && depth == 0 {
            return (&text[..place], &text[place + close.len_utf8()..]);
        }
        match letter {
            _ if letter == open => depth += 1,
            _ if letter == close => depth -= 1,
            _ => {}
        }
    }
    (text, "")
}

/// The first of these letters that stands outside of quotes, with the text before and behind it.
fn split_unquoted<'a>(text: &'a str, letters: &[char]) -> Option<(&'a str, char, &'a str)> {
    let mut is_quoted = false;
    for (place, one) in text.char_indices() {
        match one {
            '"' => is_quoted = !is_quoted,
            _ if letters.contains(&one) && !is_quoted => {
                return Some((&text[..place], one, &text[place + one.len_utf8()..]));
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
    use super::*;

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
            let found: Vec<String> = mailboxes(typed).into_iter().map(|entry| entry.text).collect();
            assert_eq!(found, expected, "{typed}");
        }
    }
}
