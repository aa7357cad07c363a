//! Line protocol: <https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/>.

use std::fmt::Write;

/// What stands for a `\` before a special letter or at the end: `InfluxDB` reads it together with the next letter, and it
/// has no escape itself.
const UNWRITABLE: char = '\u{ff3c}';
/// The symbols that show the first 32 control characters.
const PICTURES: u32 = 0x2400;
const DELETE: u32 = 0x2421;

/// One point as a line, without the end of the line. Tags come before fields.
#[derive(Clone, Debug)]
pub(super) struct Line {
    text: String,
    has_fields: bool,
}

impl Line {
    pub(super) fn new(measurement: &str) -> Self {
        Self { text: escaped(measurement, &[',', ' ']), has_fields: false }
    }

    /// A tag; one without a value is left out, since it is the same as none.
    #[must_use]
    pub(super) fn tag(mut self, key: &str, value: &str) -> Self {
        if !value.is_empty() {
            let special = [',', '=', ' '];
            let _ = write!(self.text, ",{}={}", escaped(key, &special), escaped(value, &special));
        }
        self
    }

    /// A whole number.
    #[must_use]
    pub(super) fn whole(self, key: &str, value: i64) -> Self {
        self.field(key, &format!("{value}i"))
    }

    /// A text, which may hold anything.
    #[must_use]
    pub(super) fn text(self, key: &str, value: &str) -> Self {
        let quoted = value.replace('\\', "\\\\").replace('"', "\\\"");
        self.field(key, &format!("\"{quoted}\""))
    }

    fn field(mut self, key: &str, value: &str) -> Self {
        let before = if self.has_fields { ',' } else { ' ' };
        let _ = write!(self.text, "{before}{}={value}", escaped(key, &[',', '=', ' ']));
        self.has_fields = true;
        self
    }

    /// The whole line; `nanos` since 1970.
    pub(super) fn at(mut self, nanos: i64) -> String {
        let _ = write!(self.text, " {nanos}");
        self.text
    }
}

/// A name, key or tag.
fn escaped(text: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in writable(text, special) {
        if special.contains(&letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// What of a text can be written. For a control character, such as one that ends the line, its picture is.
fn writable(text: &str, special: &[char]) -> impl Iterator<Item = char> {
    let mut letters = text.chars().peekable();
    std::iter::from_fn(move || {
        let letter = letters.next()?;
        let is_last = letters.peek().is_none_or(|next| special.contains(next));
        Some(if letter == '\\' && is_last { UNWRITABLE } else { shown(letter) })
    })
}

fn shown(letter: char) -> char {
    let code = u32::from(letter);
    let picture = match code {
        0..32 => char::from_u32(PICTURES + code),
        127 => char::from_u32(DELETE),
        _ => None,
    };
    picture.unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Pairs = Vec<(String, String)>;

    /// Reads a line as `InfluxDB` does: measurement, tags, fields and the time.
    fn read(line: &str) -> (String, Pairs, Pairs, i64) {
        let mut parts = split(line, ' ', true);
        assert_eq!(parts.len(), 3, "{line}");
        let at = parts.pop().unwrap().parse().unwrap();
        let fields = split(&parts.pop().unwrap(), ',', true).iter().map(|pair| pair_of(pair, true)).collect();
        let mut tags = split(&parts.pop().unwrap(), ',', false);
        let measurement = unescaped(&tags.remove(0));
        (measurement, tags.iter().map(|pair| pair_of(pair, false)).collect(), fields, at)
    }

    /// Splits at what is neither escaped nor, where that counts, quoted.
    fn split(text: &str, at: char, has_quotes: bool) -> Vec<String> {
        let (mut parts, mut quoted) = (vec![String::new()], false);
        let (mut in_fields, mut escapes) = (!has_quotes || at == ',', 0);
        for letter in text.chars() {
            let is_escaped = escapes % 2 == 1;
            if letter == '"' && has_quotes && in_fields && !is_escaped {
                quoted = !quoted;
            }
            if letter == at && !quoted && !is_escaped {
                parts.push(String::new());
                in_fields = true;
            } else {
                parts.last_mut().unwrap().push(letter);
            }
            escapes = if letter == '\\' { escapes + 1 } else { 0 };
        }
        parts
    }

    fn pair_of(pair: &str, is_field: bool) -> (String, String) {
        let parts = split(pair, '=', is_field);
        let (key, value) = (parts[0].clone(), parts[1..].join("="));
        let text = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        let value = match text {
            Some(text) if is_field => text.replace("\\\"", "\"").replace("\\\\", "\\"),
            _ => unescaped(&value),
        };
        (unescaped(&key), value)
    }

    fn unescaped(text: &str) -> String {
        text.replace("\\,", ",").replace("\\=", "=").replace("\\ ", " ")
    }

    fn back(text: &str) -> String {
        writable(text, &[',', '=', ' ']).collect()
    }

    #[test]
    fn a_line_is_as_the_reference_shows_it() {
        let line = Line::new("mail flow").tag("host", "a,b=c d").tag("domain", "").whole("requests", 1);
        assert_eq!(
            line.text("note", "say \"hi\\\"").at(7),
            r#"mail\ flow,host=a\,b\=c\ d requests=1i,note="say \"hi\\\"" 7"#
        );
        assert_eq!(Line::new("m").tag("host", "a\nb\\").whole("n", -2).at(-1), "m,host=a␊b＼ n=-2i -1");
        assert_eq!(Line::new("m").tag("a", "\\x\\,").whole("n", 0).at(0), "m,a=\\x＼\\, n=0i 0");
    }

    proptest! {
        #[test]
        fn whatever_a_host_is_called_it_is_one_line_with_its_tags_and_no_others(
            measurement in "[a-z ,]{1,8}", host in any::<String>(), other in ".{1,12}", count in any::<i64>(),
            note in any::<String>(), at in any::<i64>()
        ) {
            let made = Line::new(&measurement).tag("host", &host).tag("other", &other).whole("n", count);
            let line = made.clone().at(at);
            prop_assert_eq!(line.lines().count(), 1);
            prop_assert!(!line.contains(|letter: char| letter.is_ascii_control()));
            let mut tags = vec![("host".to_owned(), back(&host)), ("other".to_owned(), back(&other))];
            tags.retain(|(_, value)| !value.is_empty());
            let (name, read_tags, fields, read_at) = read(&line);
            prop_assert_eq!((name, fields, read_at), (measurement, vec![("n".to_owned(), format!("{count}i"))], at));
            prop_assert_eq!(&read_tags, &tags);
            // A text comes back whatever it holds.
            let (_, read_tags, fields, _) = read(&made.text("note", &note).at(at));
            prop_assert_eq!((&read_tags, fields.last()), (&tags, Some(&("note".to_owned(), note))));
        }
    }
}
