//! Spans for whoever follows a request through several machines. They bear declared names, and nothing that
//! somebody typed.

use tracing::{Span, field::Empty};

/// What an exporter takes and the log leaves out.
pub const TARGET: &str = "trace";

/// A request as it was asked for: its method, and the declared address of its page, operation or file.
pub fn request(method: &str, route: &str, id: &str) -> Span {
    let method = match method {
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" => method,
        // Anybody can make one up.
        _ => "_OTHER",
    };
    tracing::info_span!(
        target: TARGET,
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        otel.status_code = Empty,
        request.id = id,
    )
}

/// The answer to a request.
pub fn answered(span: &Span, status: u16) {
    span.record("http.response.status_code", status);
    if status >= 500 {
        failed(span);
    }
}

/// What an action does, within the request that asks for it.
pub fn action(name: &str) -> Span {
    tracing::info_span!(target: TARGET, "action", otel.name = name, otel.kind = "internal", otel.status_code = Empty)
}

/// One try of a job's step, which is a trace of its own; a job of one step has no name for it.
pub fn job(kind: &str, step: &str) -> Span {
    tracing::info_span!(
        target: TARGET, parent: None, "job",
        otel.name = format!("job {kind}"), otel.kind = "consumer", otel.status_code = Empty, step,
    )
}

/// It did not work out, for a reason that the log tells.
pub fn failed(span: &Span) {
    span.record("otel.status_code", "ERROR");
}
