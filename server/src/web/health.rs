//! For machines that watch this one.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, StatusCode, Version, header},
    response::{IntoResponse, Response},
};
use metrics_exporter_prometheus::PrometheusHandle;
use service::Service;

use super::hosts;

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
    State(service): State<Service>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let is_local = peer.ip().to_canonical().is_loopback();
    if !is_local || is_passed_on(request.version(), request.headers(), service.public_url()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    // At the host of a tenant a proxy may leave it as its visitor wrote it, too.
    match hosts::asked(request.headers(), &service).await {
        Ok(hosts::Name::Installation) => {
            ([("content-type", "text/plain; version=0.0.4")], metrics.render()).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Whether a proxy on this machine passed a request on. The plainest one adds nothing to it, but speaks
/// HTTP/1.0, or leaves `Host` as its visitor wrote it.
fn is_passed_on(version: Version, headers: &HeaderMap, public_url: &str) -> bool {
    const MARKS: [&str; 6] =
        ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = |authority: &str| match authority.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name.to_ascii_lowercase(),
        _ => authority.to_ascii_lowercase(),
    };
    let public = name(public_url.split_once("://").map_or("", |(_, authority)| authority));
    let is_here = public == "localhost" || public.starts_with('[') || public.parse::<IpAddr>().is_ok();
    let is_by_public_name = !is_here && name(host) == public;
    version < Version::HTTP_11 || is_by_public_name || MARKS.iter().any(|mark| headers.contains_key(*mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_proxy_passes_on_is_told_from_what_this_machine_asks() {
        let asked = |version, pairs: &[(&'static str, &str)], public_url| {
            let pairs = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
            is_passed_on(version, &pairs.collect(), public_url)
        };
        let public = "https://parvis.example";
        for host in ["127.0.0.1:3000", "localhost:3000", "[::1]:3000", "mail.internal:3000"] {
            assert!(!asked(Version::HTTP_11, &[("host", host)], public), "{host}");
        }
        assert!(!asked(Version::HTTP_11, &[("host", "127.0.0.1:3000")], "http://127.0.0.1:3000"));
        assert!(
            asked(Version::HTTP_10, &[("host", "127.0.0.1:3000")], public),
            "nginx with proxy_pass alone"
        );
        assert!(asked(Version::HTTP_11, &[("host", "Parvis.example:443")], public), "HAProxy as it comes");
        for mark in ["x-forwarded-for", "x-real-ip", "via", "forwarded"] {
            assert!(asked(Version::HTTP_11, &[("host", "127.0.0.1:3000"), (mark, "x")], public), "{mark}");
        }
    }
}
