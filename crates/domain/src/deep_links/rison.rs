//! Rison: JSON as Kibana writes it into addresses (<https://github.com/Nanonid/rison>).

use serde_json::Value;

/// Writes a value; the members of an object stand in the order of their names.
pub fn encode(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Null => text.push_str("!n"),
        Value::Bool(true) => text.push_str("!t"),
        Value::Bool(false) => text.push_str("!f"),
        Value::Number(number) => text.push_str(&number.to_string().replace('+', "")),
        Value::String(word) => write_text(word, text),
        Value::Array(items) => {
            text.push_str("!(");
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(')');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            text.push('(');
            for (place, (name, member)) in members.into_iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write_text(name, text);
                text.push(':');
                write(member, text);
            }
            text.push(')');
        }
    }
}

fn write_text(word: &str, text: &mut String) {
    if is_bare(word) {
        return text.push_str(word);
    }
    text.push('\'');
    for letter in word.chars() {
        if matches!(letter, '!' | '\'') {
            text.push('!');
        }
        text.push(letter);
    }
    text.push('\'');
}

/// Whether a text stands without quotes.
fn is_bare(word: &str) -> bool {
    const INSIDE: &str = " '!:(),*@$";
    let is_inside = |letter: char| !INSIDE.contains(letter);
    let is_first = |letter: char| is_inside(letter) && letter != '-' && !letter.is_ascii_digit();
    let mut letters = word.chars();
    letters.next().is_some_and(is_first) && letters.all(is_inside)
}
