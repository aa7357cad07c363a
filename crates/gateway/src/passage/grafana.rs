//! Grafana: a tenant is an organisation, which each request names.
//!
//! There is no current organisation: it would be one for all tabs. What goes on has the organisation in a header that is
//! set here, and in nothing else; so `OrgRedirect`, which keeps a switch that a query asks for, never sees one.

use axum::http::Method;

use super::{Asked, Named, begins, is_safe};
use crate::{
    address::Address,
    door::{Program, Seat},
    headers::only,
    refusal::Refusal,
};

pub(crate) const HEADER: &str = "x-grafana-org-id";
pub(crate) const ORG: &str = "orgId";
/// What a query may say of organisations and of who somebody is; nothing of it goes on.
pub(crate) const OWN: &[&str] = &[ORG, "targetOrgId", "auth_token"];

/// What nobody reaches from here: other organisations, signing in, what is public, and what belongs to operators.
const CLOSED: &[&str] = &[
    "/api/admin",
    "/api/auth/keys",
    "/api/gnet",
    "/api/login",
    "/api/orgs",
    "/api/public",
    "/api/serviceaccounts",
    "/api/snapshots",
    "/api/user/auth-tokens",
    "/api/user/password",
    "/api/user/signup",
    "/api/user/using",
    "/api/users",
    "/dashboard/snapshot",
    "/debug",
    "/invite",
    "/login",
    "/logout",
    "/metrics",
    "/profile/switch-org",
    "/public-dashboards",
    "/signup",
    "/swagger",
    "/user/",
    "/verify",
];
/// What is asked for by POST and changes nothing.
const QUERIES: &[&str] = &[
    "/api/annotations/mass-delete/dry-run",
    "/api/datasources/",
    "/api/ds/query",
    "/api/frontend-metrics",
    "/api/frontend-service",
    "/api/live/",
    "/api/tsdb/query",
    "/apis/query.grafana.app/",
];

pub(super) fn named(asked: &Asked<'_>) -> Result<Named, Refusal> {
    let (address, method) = (asked.address, asked.method);
    let (path, target) = (address.path(), address.without(OWN));
    if path.starts_with("/public/") && is_safe(method) {
        return Ok(Named { place: None, target });
    }
    if is_closed(path, method) {
        return Err(Refusal::Closed);
    }
    Ok(Named { place: Some(place(asked)?), target })
}

pub(super) fn is_write(asked: &Asked<'_>) -> bool {
    let (path, method) = (asked.address.path(), asked.method);
    let is_query = method == Method::POST && begins(path, QUERIES);
    !is_safe(method) && !is_query
}

fn is_closed(path: &str, method: &Method) -> bool {
    let path = path.to_lowercase();
    // Whoever could change their sign-in name would be taken for somebody else by it.
    let is_own_name = path.trim_end_matches('/') == "/api/user" && !is_safe(method);
    is_own_name || begins(&path, CLOSED)
}

/// The organisation that a request names: everything that names one must name the same.
fn place(asked: &Asked<'_>) -> Result<String, Refusal> {
    let header = only(asked.headers, HEADER).map_err(|()| Refusal::NotYours)?;
    let named = header.into_iter().chain(asked.address.values(ORG)).chain(asked.address.values(OWN[1]));
    let mut named = named.map(str::to_owned).chain(namespace(asked.address.path()));
    let place = named.next().ok_or(Refusal::Nameless)?;
    if named.any(|other| other != place) { Err(Refusal::NotYours) } else { Ok(place) }
}

/// The organisation in a path of the newer interface (`/apis/{group}/{version}/namespaces/{namespace}`).
fn namespace(path: &str) -> Option<String> {
    let lower = path.to_lowercase();
    let rest = lower.strip_prefix("/apis/")?;
    let mut segments = rest.split('/').skip_while(|segment| *segment != "namespaces").skip(1);
    let namespace = segments.next().filter(|name| !name.is_empty())?;
    Some(match namespace.strip_prefix("org-") {
        Some(id) => id.to_owned(),
        None if namespace == "default" => "1".to_owned(),
        // It is nobody's organisation, so it agrees with none.
        None => namespace.to_owned(),
    })
}

pub(super) fn onward(seat: &Seat, address: &Address) -> Option<String> {
    let is_same = address.values(ORG).all(|org| org == seat.place);
    let is_open = !is_closed(address.path(), &Method::GET);
    (is_same && is_open).then(|| super::naming(Program::Grafana, address, seat))
}
