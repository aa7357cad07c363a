//! A space at a host name of its own: what is opened there, and what is to be found at the installation's address.

use axum::{
    extract::{Query, Request, State as Extract},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::Error;
use serde::Deserialize;
use service::{Service, control::tenants::Tenant, hosts};

use super::{State, problem::Problem};

/// The tenant at whose own host a request came.
#[derive(Clone)]
pub(super) struct AtHost(pub(super) Tenant);

/// The host name that a request asks for, where it is a name and another than the installation's. Addresses and what a
/// proxy puts there of its own are none.
fn other_name(headers: &HeaderMap, service: &Service) -> Option<String> {
    let authority = headers.get(header::HOST)?.to_str().ok()?;
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
        _ => authority,
    };
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let is_name = host.contains('.') && host.contains(|letter: char| letter.is_ascii_alphabetic());
    (is_name && !host.starts_with('[') && host != service.public_host().to_ascii_lowercase()).then_some(host)
}

/// The tenant whose own host a request asks for.
pub(super) async fn asked(headers: &HeaderMap, service: &Service) -> service::Result<Option<Tenant>> {
    match other_name(headers, service) {
        Some(host) => hosts::at_host(service, &host).await,
        None => Ok(None),
    }
}

/// At the host of a tenant there is that tenant alone, and the way into it. For whatever else is asked for people are
/// sent on to the installation's address, where nobody but its operator reads their cookies.
pub(crate) async fn confine(Extract(state): Extract<State>, mut request: Request, next: Next) -> Response {
    let tenant = match asked(request.headers(), &state.service).await {
        Ok(Some(tenant)) => tenant,
        Ok(None) => return next.run(request).await,
        Err(error) => return Problem::new(error, &request).into_response(),
    };
    let path = request.uri().path();
    if is_there(path, &tenant.slug) {
        request.extensions_mut().insert(AtHost(tenant));
        return next.run(request).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::new(Error::NotFound, &request).into_response();
    }
    let there = match path {
        "/" | "/spaces" => format!("/t/{}", tenant.slug),
        _ => {
            let asked = request.uri().path_and_query().map_or(path, |asked| asked.as_str());
            format!("{}{asked}", state.service.public_url())
        }
    };
    match HeaderValue::from_str(&there) {
        Ok(there) => (StatusCode::SEE_OTHER, [(header::LOCATION, there)]).into_response(),
        Err(_) => Problem::new(Error::NotFound, &request).into_response(),
    }
}

fn is_there(path: &str, slug: &str) -> bool {
    let mut parts = path.trim_start_matches('/').split('/');
    match parts.next().unwrap_or_default() {
        "t" => parts.next() == Some(slug),
        "sign-in" | "invitation" | "share" | "confirm-contact" | "rpc" | "logos" => true,
        _ => false,
    }
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    domain: String,
}

/// Whether a certificate may be had for a name: for the proxy that gets them as they are asked for.
pub(crate) async fn known(Extract(service): Extract<Service>, Query(asked): Query<Asked>) -> Response {
    let name = asked.domain.to_ascii_lowercase();
    if name.eq_ignore_ascii_case(service.public_host()) {
        return "known\n".into_response();
    }
    match hosts::at_host(&service, &name).await {
        Ok(Some(_)) => "known\n".into_response(),
        Ok(None) => (StatusCode::NOT_FOUND, "not known\n").into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}
