//! What every answer carries: its number, its log line, and the browser's orders.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State as Extract},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use domain::areas::{File, Route};
use service::traces;
use tracing::Instrument;

use super::{State, hosts, request_id::RequestId, rpc};

pub(crate) async fn wrap(Extract(state): Extract<State>, mut request: Request, next: Next) -> Response {
    let id = service::chance::token()[..12].to_owned();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    // Addresses hold one-time tokens behind their question mark, so the log has only their path.
    let path = logged(request.uri().path()).to_owned();
    let route = route(&request).to_owned();
    let span = tracing::info_span!("request", id = %id);
    let trace = traces::request(method.as_str(), &route, &id);
    let is_own_name = !hosts::is_other(request.headers(), &state.service);
    let started = Instant::now();
    let mut response = next.run(request).instrument(trace.clone()).instrument(span.clone()).await;
    let status = response.status().as_u16();
    traces::answered(&trace, status);
    let seconds = started.elapsed().as_secs_f64();
    metrics::histogram!("parvis_request_seconds", "route" => route, "status" => status.to_string())
        .record(seconds);
    span.in_scope(|| {
        let duration_ms = seconds * 1000.0;
        // Who is asked to come back later is not failed; what the server lacked has its own line where it was missed.
        if status >= 500 && !(status == 503 && response.headers().contains_key(header::RETRY_AFTER)) {
            tracing::error!(%method, %path, status, duration_ms, "request failed");
        } else {
            tracing::debug!(%method, %path, status, duration_ms, "request answered");
        }
    });
    set(&mut response, &state, &id, is_own_name);
    response
}

/// What metrics call a request: its page, its server function or its operation, and never what somebody made up.
fn route(request: &Request) -> &str {
    let path = request.uri().path();
    // What the pages' own router matches is not known yet.
    if path.starts_with("/rpc/") {
        return rpc::fields(path).map_or("/rpc", |_| path);
    }
    match request.extensions().get::<MatchedPath>() {
        Some(matched) => matched.as_str(),
        None => declared(path).unwrap_or("page"),
    }
}

/// The page or file of an address, as it is declared.
fn declared(path: &str) -> Option<&'static str> {
    let route = Route::find(path).map(|(route, _)| route.as_str());
    route.or_else(|| File::find(path).map(File::as_str))
}

/// A share link's path is its secret.
fn logged(path: &str) -> &str {
    if path.starts_with("/share/") { "/share/..." } else { path }
}

fn set(response: &mut Response, state: &State, id: &str, is_own_name: bool) {
    let headers = response.headers_mut();
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
    if state.site.is_https {
        // A space's own host may have neighbours that are nobody's business here.
        let hsts = if is_own_name {
            HeaderValue::from_static("max-age=31536000; includeSubDomains")
        } else {
            HeaderValue::from_static("max-age=31536000")
        };
        headers.insert(header::STRICT_TRANSPORT_SECURITY, hsts);
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
        );
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert("x-request-id", id);
    }
}
