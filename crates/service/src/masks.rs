//! What is kept for people to read, and secrets in it are not.

use serde_json::Value;

/// What stands where a secret stood.
const MASK: &str = "•••";
/// The text of a member is a secret where one of these is in its name.
const NAMES: [&str; 5] = ["password", "secret", "token", "hash", "code"];
/// What has so many letters and digits in a row is a key.
const SECRET: usize = 32;

/// A text without the user and password of an address, and without whatever is as long as a key.
pub(crate) fn mask(text: &str) -> String {
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

/// A value without the texts of members whose names say that they are secrets.
pub(crate) fn by_name(value: Value) -> Value {
    within(value, &|text| text)
}

/// The same, and every other text as [`mask`] leaves it.
pub(crate) fn mask_within(value: Value) -> Value {
    within(value, &|text| mask(&text))
}

fn within(value: Value, kept: &dyn Fn(String) -> String) -> Value {
    let member = |(name, value): (String, Value)| {
        let is_secret = value.is_string() && NAMES.iter().any(|secret| name.contains(secret));
        let value = if is_secret { MASK.into() } else { within(value, kept) };
        (name, value)
    };
    match value {
        Value::String(text) => Value::String(kept(text)),
        Value::Array(values) => values.into_iter().map(|value| within(value, kept)).collect(),
        Value::Object(members) => members.into_iter().map(member).collect(),
        other => other,
    }
}

fn word(word: &str) -> String {
    // In an address and a path a slash parts names; elsewhere it is a letter of base 64.
    let is_path = word.starts_with('/') || word.contains("://");
    let is_of_key = |letter: char| {
        letter.is_ascii_alphanumeric() || "+-_=".contains(letter) || (letter == '/' && !is_path)
    };
    let is_key = |run: &str| run.len() >= SECRET && !is_id(run);
    let mut masked = String::with_capacity(word.len());
    for part in word.split_inclusive(|letter| !is_of_key(letter)) {
        let run = part.trim_end_matches(|letter| !is_of_key(letter));
        masked.push_str(if is_key(run) { MASK } else { run });
        masked.push_str(&part[run.len()..]);
    }
    without_logins(&masked)
}

/// An id that people may read: what it is of, and 26 letters and digits.
fn is_id(run: &str) -> bool {
    run.split_once('_').is_some_and(|(kind, tail)| kind.len() <= 4 && tail.len() == 26)
}

fn without_logins(word: &str) -> String {
    let Some((before, rest)) = word.split_once("://") else { return word.to_owned() };
    let host = rest.find(['/', '?', '#', ',']).unwrap_or(rest.len());
    let (login, after) = match rest[..host].rfind('@') {
        Some(at) => (MASK, &rest[at..]),
        None => ("", rest),
    };
    format!("{before}://{login}{}", without_logins(after))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_step_tells_keeps_its_words_and_ids_and_loses_its_secrets() {
        let token = "0123456789abcdefghjkmnpqrstvwxyz";
        let told = format!(
            "job_01jd3k9v0000000000000000aa used pvk_ab_cd_{token}, then\nasked https://eve:hush@a.test/x@y"
        );
        assert_eq!(
            mask(&told),
            "job_01jd3k9v0000000000000000aa used •••, then\nasked https://•••@a.test/x@y"
        );
        for secret in [
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "aGVsbG8/d29y+bGQ/aGVsbG8/d29ybGQ/aGU=",
        ] {
            assert_eq!(mask(&format!("it sent {secret}.")), "it sent •••.", "{secret}");
        }
        assert_eq!(mask("a://h/,https://u:p@x"), "a://h/,https://•••@x");
        let path = "GET /t/harbour/settings/jobs/a-very-long-name-of-a-page";
        assert_eq!(mask(path), path);
        assert_eq!(mask("nothing to hide\n"), "nothing to hide\n");
        assert_eq!(mask_within(json!({ "key": [token, 7] })), json!({ "key": ["•••", 7] }));
        let named = json!({ "in": [{ "api_token": "abc", "tokens": 2, "name": token }] });
        assert_eq!(
            by_name(named.clone()),
            json!({ "in": [{ "api_token": "•••", "tokens": 2, "name": token }] })
        );
        assert_eq!(mask_within(named), json!({ "in": [{ "api_token": "•••", "tokens": 2, "name": "•••" }] }));
    }
}
