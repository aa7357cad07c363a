//! Reading what programs send: unknown fields are refused, and what is wrong names its field.

use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{Uri, header, request::Parts},
};
use domain::{
    Checks, Error, FieldError, Problem,
    bounds::LARGEST,
    lists::{has_comment, values},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use utoipa::IntoParams;

use super::Refused;
use crate::web::State;

/// What a program sends at once, in bytes: a logo in base 64 is the most.
pub(super) const BODY_BYTES: usize = 384 * 1024;

/// Entries in one list at most.
const ITEMS: usize = 10_000;

/// A body of JSON.
#[derive(Debug)]
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<State> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &State) -> Result<Self, Refused> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(is_json) {
            return Err(Error::UnsupportedMediaType { expected: "application/json".to_owned() }.into());
        }
        let too_large = || Error::TooLarge { limit: format!("{BODY_BYTES} bytes") };
        let bytes = to_bytes(request.into_body(), BODY_BYTES).await.map_err(|_| too_large())?;
        read(&bytes).map(Self).map_err(Refused)
    }
}

fn is_json(kind: &str) -> bool {
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    // Before anything asks what it means. What is no JSON is told of below.
    if let Ok(value) = serde_json::from_slice(bytes) {
        check(&value, &mut String::new())?;
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let cause = error.into_inner();
        if cause.is_data() { unfit(path, &cause.to_string()) } else { malformed(&cause) }
    })?;
    reader.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

/// Refuses what lies beyond the bounds of every value, and names where.
fn check(value: &Value, path: &mut String) -> Result<(), Error> {
    let wrong = |path: &str, problem| Err(Error::field(path, problem));
    match value {
        Value::String(text) if text.contains('\0') => {
            wrong(path, Problem::WrongType { reason: "a text holds a NUL".to_owned() })
        }
        Value::Number(number) if number.as_i64().map_or(number.is_u64(), is_too_large) => {
            wrong(path, Problem::OutOfRange { min: -LARGEST, max: LARGEST })
        }
        Value::Array(items) if items.len() > ITEMS => {
            wrong(path, Problem::TooManyLines { max: i64::try_from(ITEMS).unwrap_or(i64::MAX) })
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(number, item)| within(path, &format!("[{number}]"), |path| check(item, path))),
        Value::Object(fields) => fields.iter().try_for_each(|(name, field)| {
            if name.contains('\0') {
                return wrong(path, Problem::UnknownField);
            }
            let step = if path.is_empty() { name.clone() } else { format!(".{name}") };
            within(path, &step, |path| check(field, path))
        }),
        _ => Ok(()),
    }
}

fn is_too_large(number: i64) -> bool {
    !(-LARGEST..=LARGEST).contains(&number)
}

/// Does something one step further down a path.
fn within<T>(path: &mut String, step: &str, todo: impl FnOnce(&mut String) -> T) -> T {
    let length = path.len();
    path.push_str(step);
    let done = todo(path);
    path.truncate(length);
    done
}

fn malformed(error: &serde_json::Error) -> Error {
    Error::BadRequest { reason: format!("the body is not JSON: {error}") }
}

/// JSON that is not what is expected here, and where.
fn unfit(path: String, reason: &str) -> Error {
    // serde says where it stopped reading; the field says more.
    let reason = reason.split(" at line ").next().unwrap_or(reason);
    let quoted = reason.split('`').nth(1).unwrap_or_default();
    let (field, problem) = if reason.starts_with("unknown field") {
        (quoted.to_owned(), Problem::UnknownField)
    } else if reason.starts_with("missing field") {
        (quoted.to_owned(), Problem::Required)
    } else {
        (path, Problem::WrongType { reason: reason_of(reason) })
    };
    Error::Invalid { fields: vec![FieldError { field, line: None, problem }] }
}

/// What the parsers of Rust say in its own words, in everybody's.
fn reason_of(reason: &str) -> String {
    let plain = match reason {
        _ if reason.contains("expected struct") => "expected a JSON object",
        "invalid digit found in string" | "cannot parse integer from empty string" => {
            "expected a whole number"
        }
        _ => reason,
    };
    plain.to_owned()
}

/// The values behind the question mark.
#[derive(Debug)]
pub(super) struct Query<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<State> for Query<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Refused> {
        read_uri(&parts.uri).map(Self)
    }
}

/// The same of some of them.
pub(super) fn read_query<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, Refused> {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let unreadable = |_| Error::BadRequest { reason: "the address cannot be read".to_owned() };
    read_uri(&format!("/?{query}").parse().map_err(unreadable)?)
}

fn read_uri<T: DeserializeOwned>(uri: &Uri) -> Result<T, Refused> {
    axum::extract::Query::try_from_uri(uri).map(|query| query.0).map_err(|error| {
        let text = error.body_text();
        let reason = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
        let (path, reason) = match reason.split_once(": ") {
            Some((path, rest)) if !path.contains(' ') => (path, rest),
            _ => ("", reason),
        };
        Refused(unfit(path.to_owned(), reason))
    })
}

/// The name of what is to go, once more, so that no slip deletes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Confirmation {
    /// The name of what is to go, so that no slip deletes.
    pub(super) confirm: String,
}

/// Lines of a form, from the entries of a list: each says something, and nothing of it is passed over unseen, as
/// what a form takes for a comment would be. An entry with a line break in it would be two.
pub(super) fn lines(field: &str, entries: &[String]) -> Result<String, Error> {
    let mut checks = Checks::default();
    let wrong = |reason: &str| Problem::WrongType { reason: reason.to_owned() };
    for (number, entry) in (1..).zip(entries) {
        let problem = if entry.contains(['\n', '\r']) {
            wrong("an entry holds a line break")
        } else if has_comment(field, entry) {
            wrong("an entry holds a comment, which begins with #; send the value alone")
        } else if values(field, entry).is_empty() {
            Problem::Required
        } else {
            continue;
        };
        checks.add_line(field, number, entry, problem);
    }
    checks.finish()?;
    Ok(entries.join("\n"))
}

/// A word that stands there is not empty: whoever wants none leaves it out.
pub(super) fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() { Err(serde::de::Error::custom("empty; leave it out instead")) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        #[expect(dead_code, reason = "only read from JSON")]
        names: Vec<String>,
    }

    fn problem(text: &str) -> (String, Problem) {
        match read::<Thing>(text.as_bytes()).unwrap_err() {
            Error::Invalid { fields } => (fields[0].field.clone(), fields[0].problem.clone()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_does_not_fit_names_its_field() {
        assert_eq!(problem(r#"{"names": [], "owner": true}"#), ("owner".to_owned(), Problem::UnknownField));
        assert_eq!(problem("{}"), ("names".to_owned(), Problem::Required));
        let object = Problem::WrongType { reason: "expected a JSON object".to_owned() };
        assert_eq!(problem("[]").1, object);
        let (field, problem) = problem(r#"{"names": ["a", 7]}"#);
        assert_eq!(field, "names[1]");
        assert!(matches!(problem, Problem::WrongType { .. }));
    }

    #[test]
    fn what_lies_beyond_every_bound_names_its_place() {
        let nul = Problem::WrongType { reason: "a text holds a NUL".to_owned() };
        assert_eq!(problem(r#"{"names": ["a", "b\u0000"]}"#), ("names[1]".to_owned(), nul));
        let large = Problem::OutOfRange { min: -LARGEST, max: LARGEST };
        for number in
            ["9223372036854775807", "-9223372036854775808", "18446744073709551615", "9007199254740993"]
        {
            let text = format!(r#"{{"names": {{"x": {number}}}}}"#);
            assert_eq!(problem(&text), ("names.x".to_owned(), large.clone()), "{number}");
        }
        let many = format!(r#"{{"names": [{}1]}}"#, "1,".repeat(ITEMS));
        assert_eq!(problem(&many).1, Problem::TooManyLines { max: 10_000 });
    }

    #[test]
    fn an_entry_that_would_vanish_is_refused_by_name() {
        let told = |field: &str, entries: &[&str]| {
            let entries: Vec<String> = entries.iter().map(|entry| (*entry).to_owned()).collect();
            match lines(field, &entries) {
                Ok(text) => Ok(text),
                Err(Error::Invalid { fields }) => Err(fields
                    .into_iter()
                    .map(|error| (error.field, error.line.map_or(0, |line| line.number)))
                    .collect::<Vec<_>>()),
                Err(other) => panic!("{other:?}"),
            }
        };
        for entry in ["#b.test", " #b.test", "\u{200b}#b.test", "a.test #b.test", "", " ", ",", "b\nc"] {
            assert_eq!(told("names", &["a.test", entry]), Err(vec![("names".to_owned(), 2)]), "{entry:?}");
        }
        let both = vec![("emails".to_owned(), 1), ("emails".to_owned(), 3)];
        assert_eq!(told("emails", &["#a@b.test", "c@d.test", ""]), Err(both));
        assert_eq!(told("emails", &["Ann #1 <a@b.test>"]), Ok("Ann #1 <a@b.test>".to_owned()));
        assert_eq!(told("cidrs", &["192.0.2.0/24", "::1"]), Ok("192.0.2.0/24\n::1".to_owned()));
    }

    #[test]
    fn what_is_not_json_is_a_bad_request() {
        for text in ["", "{", r#"{"names": []} {}"#, "\u{0}"] {
            assert_eq!(read::<Thing>(text.as_bytes()).unwrap_err().status(), 400, "{text}");
        }
    }
}
