//! A read whose connection to the database broke is done once more, so that a server that was restarted or
//! replaced costs nobody a page. Writes are not: nobody knows whether a commit without an answer happened.

use axum::{
    body::Body,
    extract::Request,
    http::{Method, StatusCode},
    middleware::Next,
    response::Response,
};
use service::lost;

pub(crate) async fn read(request: Request, next: Next) -> Response {
    // What a provider sends back may be used once, and what a program asks here leaves a code, though both come as a read.
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_read || ["/oauth/", "/oidc/"].iter().any(|start| request.uri().path().starts_with(start)) {
        return next.run(request).await;
    }
    let (parts, _) = request.into_parts();
    let first = next.clone().run(Request::from_parts(parts.clone(), Body::empty()));
    let (response, is_lost) = lost::watch(first).await;
    if is_lost && response.status() == StatusCode::SERVICE_UNAVAILABLE {
        return next.run(Request::from_parts(parts, Body::empty())).await;
    }
    response
}
