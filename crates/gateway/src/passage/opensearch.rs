//! `OpenSearch` Dashboards: a tenant is named by the query, or by that of the page that asks.
//!
//! It keeps the tenant in a cookie, which is one for all tabs, and none passes here. A page that was opened with a tenant
//! in its query says so in `Referer`. Nobody gains by writing another one there: it must be among their own.

use axum::http::{Method, Uri, header};

use super::{Asked, Named, begins, is_bundle, is_safe};
use crate::{
    address::Address,
    door::{Program, Seat},
    headers::only,
    refusal::Refusal,
};

pub(crate) const TENANT: &str = "security_tenant";
/// What a query may say of tenants and of who somebody is; nothing of it goes on.
pub(crate) const OWN: &[&str] = &[TENANT, "securitytenant", "securityTenant_", "authorization"];

const CLOSED: &[&str] = &[
    "/api/console",
    "/api/v1/configuration",
    "/app/dev_tools",
    "/app/login",
    "/app/management",
    "/app/opensearch_management",
    "/app/security-dashboards-plugin",
    "/auth/",
    "/logout",
];
const READS: &[&str] = &["_bulk_get", "_export", "_find"];

pub(super) fn named(asked: &Asked<'_>) -> Result<Named, Refusal> {
    let (path, method) = (asked.address.path(), asked.method);
    let target = asked.address.without(OWN);
    if is_safe(method) && is_bundle(path) {
        return Ok(Named { place: None, target });
    }
    if is_closed(path, method) {
        return Err(Refusal::Closed);
    }
    let place = match tenant(asked.address)? {
        Some(place) => place,
        None => referred(asked)?.ok_or(Refusal::Nameless)?,
    };
    Ok(Named { place: Some(place), target })
}

fn is_closed(path: &str, method: &Method) -> bool {
    let path = path.to_lowercase();
    let is_switch = path.starts_with("/api/v1/multitenancy") && !is_safe(method);
    is_switch || begins(&path, CLOSED)
}

pub(super) fn is_write(asked: &Asked<'_>) -> bool {
    let path = asked.address.path();
    match *asked.method {
        Method::GET | Method::HEAD => false,
        Method::POST => {
            let last = path.rsplit('/').next().unwrap_or_default();
            path.starts_with("/api/saved_objects/") && !READS.contains(&last)
        }
        _ => true,
    }
}

/// The tenant of a query: everything that names one must name the same.
fn tenant(address: &Address) -> Result<Option<String>, Refusal> {
    let mut named = OWN[..3].iter().flat_map(|key| address.values(key));
    let Some(place) = named.next() else { return Ok(None) };
    if named.any(|other| other != place) { Err(Refusal::NotYours) } else { Ok(Some(place.to_owned())) }
}

/// The tenant of the page that asks; it is on this host, or the browser would not tell its query.
fn referred(asked: &Asked<'_>) -> Result<Option<String>, Refusal> {
    let referer = only(asked.headers, header::REFERER).map_err(|()| Refusal::NotYours)?;
    let page = referer.and_then(|referer| referer.parse::<Uri>().ok());
    let bare = page.and_then(|page| page.path_and_query()?.as_str().parse::<Uri>().ok());
    match bare.and_then(|bare| Address::read(&bare)) {
        Some(address) => tenant(&address),
        None => Ok(None),
    }
}

pub(super) fn onward(seat: &Seat, address: &Address) -> Option<String> {
    let is_same = tenant(address).ok()?.is_none_or(|place| place == seat.place);
    let is_open = !is_closed(address.path(), &Method::GET);
    (is_same && is_open).then(|| super::naming(Program::OpenSearch, address, seat))
}
