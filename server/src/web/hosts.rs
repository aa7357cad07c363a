//! A space at a host name of its own: what is opened there, and what is to be found at the installation's address.

use axum::{
    extract::{Query, Request, State as Extract},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
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

/// Whose name a request came to.
pub(super) enum Name {
    /// The installation's, an address, or a name that nobody has.
    Installation,
    Of(Box<Tenant>),
    /// A tenant's that does not count now: its plan or the proof of its domain has ended.
    Lapsed,
}

/// The names that a request says it came to, where they are names and others than the installation's. A proxy may put one
/// of its own into `Host`; each of the others can only narrow what is there.
fn names(headers: &HeaderMap, service: &Service) -> impl Iterator<Item = String> {
    let said = |name: HeaderName| {
        let text = headers.get(name)?.to_str().ok()?;
        let authority = text.split_once("://").map_or(text, |(_, authority)| authority);
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
            _ => authority,
        };
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let is_name = host.contains('.') && host.contains(|letter: char| letter.is_ascii_alphabetic());
        let is_other = !host.eq_ignore_ascii_case(service.public_host());
        (is_name && !host.starts_with('[') && is_other).then_some(host)
    };
    let mut names: Vec<String> =
        [header::HOST, FORWARDED_HOST, header::ORIGIN].into_iter().filter_map(said).collect();
    names.dedup();
    names.into_iter()
}

const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// Whether a request came to a name that may be a tenant's.
pub(super) fn is_other(headers: &HeaderMap, service: &Service) -> bool {
    names(headers, service).next().is_some()
}

/// Whose name a request came to.
pub(super) async fn asked(headers: &HeaderMap, service: &Service) -> service::Result<Name> {
    let now = service.now();
    for host in names(headers, service) {
        match hosts::find(service, &host).await? {
            Some(tenant) if tenant.host(now).is_some() => return Ok(Name::Of(Box::new(tenant))),
            Some(_) => return Ok(Name::Lapsed),
            None => {}
        }
    }
    Ok(Name::Installation)
}

/// At the host of a tenant there is that tenant alone, and the way into it. For whatever else is asked for people are
/// sent on to the installation's address, where nobody but its operator reads their cookies.
pub(crate) async fn confine(Extract(state): Extract<State>, mut request: Request, next: Next) -> Response {
    let tenant = match asked(request.headers(), &state.service).await {
        Ok(Name::Installation) => return next.run(request).await,
        Ok(Name::Of(tenant)) => Some(*tenant),
        Ok(Name::Lapsed) => None,
        Err(error) => return Problem::new(error, &request).into_response(),
    };
    let path = request.uri().path().to_owned();
    let there = match tenant {
        Some(tenant) if is_there(&path, &tenant.slug) => {
            request.extensions_mut().insert(AtHost(tenant));
            return next.run(request).await;
        }
        Some(tenant) if matches!(path.as_str(), "/" | "/spaces") => format!("/t/{}", tenant.slug),
        _ => {
            let asked = request.uri().path_and_query().map_or(path.as_str(), |asked| asked.as_str());
            format!("{}{asked}", state.service.public_url())
        }
    };
    let is_look = matches!(*request.method(), Method::GET | Method::HEAD);
    match HeaderValue::from_str(&there) {
        Ok(there) if is_look => (StatusCode::SEE_OTHER, [(header::LOCATION, there)]).into_response(),
        _ => Problem::new(Error::NotFound, &request).into_response(),
    }
}

fn is_there(path: &str, slug: &str) -> bool {
    let mut parts = path.trim_start_matches('/').split('/');
    match parts.next().unwrap_or_default() {
        "t" | "open" => parts.next() == Some(slug),
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
