//! Server functions: called by islands, and by pages for the forms that were posted to them.

use app::Fault;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::Error;

use super::problem::Problem;

/// An answer of a server function is small.
const ANSWER_BYTES: usize = 1024 * 1024;

pub(crate) async fn call(request: Request) -> Response {
    let is_known = leptos::server_fn::axum::server_fn_paths().any(|(path, _)| path == request.uri().path());
    if !is_known {
        return Problem::new(Error::NotFound, &request).into_response();
    }
    run(request).await
}

/// Runs a server function. A failure travels with its own status instead of 500.
async fn run(mut request: Request) -> Response {
    // Asked for by a plain form, leptos would redirect by itself; the page does that here.
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let response = leptos_axum::handle_server_fns_with_context(|| {}, request).await.into_response();
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, ANSWER_BYTES).await.unwrap_or_default();
    if let Ok(Fault(error)) = serde_json::from_slice::<Fault>(&bytes) {
        parts.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
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
    let known = leptos::server_fn::axum::server_fn_paths().find(|(known, _)| *known == path)?;
    let mut request = Request::builder().method("POST").uri(known.0).body(Body::from(body)).ok()?;
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
