//! Texts as query languages write them, so that no value leaves its quotes.

/// A text of `InfluxQL`, in its quotes.
pub fn influxql(text: &str) -> String {
    format!("'{}'", escaped(text, '\''))
}

/// A text of the Kibana query language, in its quotes.
pub fn kql(text: &str) -> String {
    format!("\"{}\"", escaped(text, '"'))
}

/// A text of SQL as the standard has it, in its quotes.
pub fn sql(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("'{}'", plain.replace('\'', "''"))
}

fn escaped(text: &str, quote: char) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            // Neither language has a way to write the other control characters, and no name holds one.
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => escaped.push(' '),
            letter => {
                if letter == quote || letter == '\\' {
                    escaped.push('\\');
                }
                escaped.push(letter);
            }
        }
    }
    escaped
}

/// The text in quotes behind `before`, as its query language reads it; none where it is not there whole.
pub(super) fn unquoted(query: &str, before: &str, quote: char) -> Option<String> {
    // In quotes a quote is escaped, so that this stands outside of them alone.
    let begin = query.find(&format!("{before}{quote}"))? + before.len() + quote.len_utf8();
    let (mut text, mut letters) = (String::new(), query[begin..].chars());
    loop {
        match letters.next()? {
            letter if letter == quote => return Some(text),
            '\\' => match letters.next()? {
                'n' => text.push('\n'),
                letter => text.push(letter),
            },
            letter => text.push(letter),
        }
    }
}

/// The text of SQL that begins here, behind its first quote, and what stands behind its last.
pub(super) fn unquoted_sql(begun: &str) -> Option<(String, &str)> {
    let (mut text, mut rest) = (String::new(), begun);
    loop {
        let (part, behind) = rest.split_once('\'')?;
        text.push_str(part);
        let Some(more) = behind.strip_prefix('\'') else { return Some((text, behind)) };
        text.push('\'');
        rest = more;
    }
}
