//! For machines that watch this one.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use metrics_exporter_prometheus::PrometheusHandle;
use service::Service;

/// The process answers.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// The databases answer too, so requests may come.
pub(crate) async fn readyz(State(service): State<Service>) -> Response {
    if service.is_ready().await {
        "ready\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
    }
}

/// Counters and durations in Prometheus's text format, for clients on this machine alone: a proxy's
/// visitors are not.
pub(crate) async fn metrics(
    State(metrics): State<PrometheusHandle>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    if !peer.ip().is_loopback() || headers.contains_key("x-forwarded-for") {
        return StatusCode::NOT_FOUND.into_response();
    }
    ([("content-type", "text/plain; version=0.0.4")], metrics.render()).into_response()
}
