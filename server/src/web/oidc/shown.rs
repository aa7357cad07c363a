//! Who a program says it is, and how it is told that it is given nothing.

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::deep_links::oidc::{OidcError, Values};
use serde_json::json;
use service::deep_links::oidc::Refusal;

/// Letters of an id and a secret together at most.
const LONGEST: usize = 1000;

/// The client id and the secret, in the header or in the form, and never in both (RFC 6749, section 2.3.1).
pub(super) fn client(headers: &HeaderMap, pairs: &[(String, String)]) -> Result<(String, String), OidcError> {
    let (id, secret) = (Values(pairs).one("client_id")?, Values(pairs).one("client_secret")?);
    let mut lines = headers.get_all(header::AUTHORIZATION).into_iter();
    match (lines.next(), lines.next()) {
        (None, _) => match (id, secret) {
            (Some(id), Some(secret)) => Ok((id.to_owned(), secret.to_owned())),
            _ => Err(OidcError::InvalidClient),
        },
        (Some(line), None) => {
            let shown = basic(line).ok_or(OidcError::InvalidClient)?;
            let is_other = id.is_some_and(|id| id != shown.0);
            if secret.is_some() || is_other { Err(OidcError::InvalidRequest) } else { Ok(shown) }
        }
        (Some(_), Some(_)) => Err(OidcError::InvalidRequest),
    }
}

/// Both are encoded as in a form before they are put together.
fn basic(line: &HeaderValue) -> Option<(String, String)> {
    let (scheme, encoded) = line.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") || encoded.len() > LONGEST {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    // A form of one name without a value is the name.
    let read = |text: &str| {
        let decoded = form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned());
        decoded.unwrap_or_default()
    };
    Some((read(id), read(secret)))
}

/// The answer as RFC 6749 has it (section 5.2), with the way to show who one is where that is what lacks.
pub(super) fn refused(refusal: Refusal, challenge: &'static str, status: StatusCode) -> Response {
    let (status, error, wait) = match refusal {
        Refusal::Said(OidcError::InvalidClient) => (StatusCode::UNAUTHORIZED, OidcError::InvalidClient, None),
        Refusal::Said(error) => (status, error, None),
        Refusal::Limited(seconds) => {
            (StatusCode::TOO_MANY_REQUESTS, OidcError::TemporarilyUnavailable, Some(seconds))
        }
        Refusal::Failed(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, OidcError::ServerError, error.retry_after())
        }
    };
    let mut answer = (status, Json(json!({ "error": error.as_str() }))).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    if let Some(seconds) = wait {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: Option<&str>, pairs: &[(&str, &str)]) -> Result<(String, String), OidcError> {
        let mut headers = HeaderMap::new();
        if let Some(line) = line {
            let line = line
                .strip_prefix("Basic ")
                .map_or(line.to_owned(), |pair| format!("Basic {}", STANDARD.encode(pair)));
            headers.insert(header::AUTHORIZATION, line.parse().unwrap());
        }
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        client(&headers, &pairs)
    }

    #[test]
    fn a_program_shows_who_it_is_in_one_way() {
        let own = || Ok(("lcl_1".to_owned(), "a b:c".to_owned()));
        assert_eq!(shown(Some("Basic lcl_1:a%20b%3Ac"), &[]), own());
        assert_eq!(shown(Some("Basic lcl_1:a+b%3Ac"), &[("client_id", "lcl_1")]), own());
        assert_eq!(shown(None, &[("client_id", "lcl_1"), ("client_secret", "a b:c")]), own());
        let both = shown(Some("Basic lcl_1:s"), &[("client_id", "lcl_1"), ("client_secret", "s")]);
        assert_eq!(both, Err(OidcError::InvalidRequest));
        assert_eq!(shown(Some("Basic lcl_1:s"), &[("client_id", "lcl_2")]), Err(OidcError::InvalidRequest));
        for (line, pairs) in [
            (None, &[("client_id", "lcl_1")][..]),
            (None, &[]),
            (Some("Bearer x"), &[]),
            (Some("Basic no-colon"), &[]),
        ] {
            assert_eq!(shown(line, pairs), Err(OidcError::InvalidClient), "{line:?}");
        }
    }
}
