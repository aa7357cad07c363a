//! Refuses writes that another site's page sends in a visitor's name (cross-site request forgery).
//!
//! Browsers say in `Sec-Fetch-Site` where a request comes from, older ones in `Origin`. A request with
//! neither comes from no browser, and carries no cookie but its own.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::Error;

use super::problem::Problem;

pub(crate) async fn check(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_same_origin(request.headers()) {
        return next.run(request).await;
    }
    let reason = "it was sent by another site".to_owned();
    Problem::new(Error::BadRequest { reason }, &request).with_status(403).into_response()
}

fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else { return true };
    let host = text(header::HOST.as_str()).unwrap_or_default();
    origin.split_once("://").is_some_and(|(_, authority)| authority == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_write_from_another_site_is_refused() {
        for pairs in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://evil.example"), ("host", "parvis.example")],
            &[("origin", "null"), ("host", "parvis.example")],
            // The newer header outweighs a matching older one.
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://parvis.example"),
                ("host", "parvis.example"),
            ],
        ] {
            assert!(!is_same_origin(&headers(pairs)), "{pairs:?}");
        }
    }

    #[test]
    fn the_consoles_own_pages_and_programs_may_write() {
        for pairs in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://parvis.example"), ("host", "parvis.example")],
            &[],
        ] {
            assert!(is_same_origin(&headers(pairs)), "{pairs:?}");
        }
    }
}
