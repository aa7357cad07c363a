//! `/logos/{key}`: the picture of a brand, under a name that its bytes make.

use axum::{
    extract::{Path, Request, State as Extract},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use service::{Service, brands};

use super::problem::Problem;

pub(crate) async fn logo(
    Extract(service): Extract<Service>,
    Path(key): Path<String>,
    request: Request,
) -> Response {
    match brands::logo(&service, &key).await {
        Ok((kind, bytes)) => {
            let mut response = bytes.into_response();
            let headers = response.headers_mut();
            // Its type was found in its bytes; that browsers do not guess another is said of every answer.
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.as_str()));
            let year = HeaderValue::from_static("public, max-age=31536000, immutable");
            headers.insert(header::CACHE_CONTROL, year);
            let policy = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            response
        }
        Err(error) => Problem::new(error, &request).into_response(),
    }
}
