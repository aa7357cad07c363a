//! Server functions: called by islands, and by pages for the forms that were posted to them.

use app::Fault;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Error, areas::Action};
use service::traces;
use tracing::Instrument;

use super::{FORM_BYTES, bounds::check_values, problem::Problem};

/// An answer of a server function is small.
const ANSWER_BYTES: usize = 1024 * 1024;

pub(crate) async fn call(request: Request) -> Response {
    let Some(known) = fields(request.uri().path()) else {
        return Problem::new(Error::NotFound, &request).into_response();
    };
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, FORM_BYTES).await else {
        let error = Error::TooLarge { limit: format!("{FORM_BYTES} bytes") };
        return Problem::new(error, &Request::from_parts(parts, Body::empty())).into_response();
    };
    if let Err(error) = check_fields(known, &body) {
        return Problem::new(error, &Request::from_parts(parts, Body::empty())).into_response();
    }
    run(Request::from_parts(parts, Body::from(body))).await
}

pub(crate) fn fields(path: &str) -> Option<&'static [&'static str]> {
    let action: Action = path.strip_prefix("/rpc/")?.parse().ok()?;
    Some(app::api::function(action).fields)
}

/// Refuses a form with a field that its function does not know: what is not asked for sets nothing, and is not
/// passed over either. `do` is the page's own.
fn check_fields(known: &[&str], body: &[u8]) -> Result<(), Error> {
    check_values(body)?;
    let names = form_urlencoded::parse(body).map(|(name, _)| name);
    let mut unknown = names.filter(|name| {
        let own = name.split_once('[').map_or(&**name, |(own, _)| own);
        own != "do" && !known.contains(&own)
    });
    match unknown.next() {
        None => Ok(()),
        Some(name) => {
            let name: String = name.chars().take(40).collect();
            Err(Error::BadRequest { reason: format!("the form has no field “{name}”") })
        }
    }
}

/// Runs a server function. A failure travels with its own status instead of 500.
async fn run(mut request: Request) -> Response {
    // Asked for by a plain form, leptos would redirect by itself; the page does that here.
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let trace = traces::action(request.uri().path().trim_start_matches("/rpc/"));
    let done = leptos_axum::handle_server_fns_with_context(|| {}, request).instrument(trace.clone()).await;
    let response = done.into_response();
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, ANSWER_BYTES).await.unwrap_or_default();
    if let Ok(Fault(error)) = serde_json::from_slice::<Fault>(&bytes) {
        parts.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    }
    if parts.status.is_server_error() {
        traces::failed(&trace);
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(bytes))
}

/// What came of a server function that a page's form asked for.
pub(crate) struct Answer {
    pub(crate) parts: axum::http::response::Parts,
    pub(crate) outcome: Result<serde_json::Value, Error>,
}

/// Runs the function a form names, with the form's own request.
pub(crate) async fn ask(
    function: &str,
    template: &axum::http::request::Parts,
    body: Vec<u8>,
) -> Option<Answer> {
    let path = format!("/rpc/{function}");
    if let Err(error) = check_fields(fields(&path)?, &body) {
        let (parts, ()) = Response::new(()).into_parts();
        return Some(Answer { parts, outcome: Err(error) });
    }
    let mut request = Request::builder().method("POST").uri(path).body(Body::from(body)).ok()?;
    *request.headers_mut() = template.headers.clone();
    request.headers_mut().remove(header::CONTENT_LENGTH);
    *request.extensions_mut() = template.extensions.clone();
    let (parts, body) = run(request).await.into_parts();
    let bytes = axum::body::to_bytes(body, ANSWER_BYTES).await.unwrap_or_default();
    let outcome = if parts.status.is_success() || parts.status.is_redirection() {
        Ok(serde_json::from_slice(&bytes).unwrap_or_default())
    } else {
        Err(serde_json::from_slice::<Fault>(&bytes).map_or(Error::Internal, |fault| fault.0))
    };
    Some(Answer { parts, outcome })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_nobody_asked_for_is_refused() {
        let known = ["tenant", "permissions"];
        assert_eq!(check_fields(&known, b"do=x&tenant=a&permissions[]=b&permissions[0]=c"), Ok(()));
        let refused = check_fields(&known, b"tenant=a&plan=enterprise");
        assert_eq!(
            refused,
            Err(Error::BadRequest { reason: "the form has no field \u{201c}plan\u{201d}".to_owned() })
        );
    }
}
