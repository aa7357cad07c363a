//! Kibana: a tenant is a space, which the path names.

use axum::http::Method;

use super::{Asked, Named, begins, is_bundle, is_safe};
use crate::{address::Address, door::Seat, refusal::Refusal};

/// What nobody reaches from here, behind the space.
const CLOSED: &[&str] = &[
    "/api/console",
    "/api/encrypted_saved_objects",
    "/api/security",
    "/app/dev_tools",
    "/app/management",
    "/login",
    "/logout",
    "/s/",
    "/security/",
    "/spaces/",
];
/// Of its own matters of security, what every page of it asks for.
const OWN: &[&str] = &[
    "/internal/security/analytics/",
    "/internal/security/me",
    "/internal/security/security_checkup/",
    "/internal/security/session",
    "/internal/security/user_profile",
];
/// What POST changes; the rest of it asks.
const WRITES: &[&str] = &[
    "/api/alerting/",
    "/api/content_management/rpc/create",
    "/api/content_management/rpc/delete",
    "/api/content_management/rpc/update",
    "/api/dashboards/",
    "/api/data_views",
    "/api/index_patterns",
    "/api/lens/",
    "/api/saved_objects/",
    "/api/short_url",
];
/// Behind `/api/saved_objects/`, what asks all the same.
const READS: &[&str] = &["_bulk_get", "_bulk_resolve", "_export", "_find"];

pub(super) fn named(asked: &Asked<'_>) -> Result<Named, Refusal> {
    let (path, method) = (asked.address.path(), asked.method);
    let target = asked.address.without(&[]);
    let Some((space, rest)) = space(path) else {
        let is_file = is_safe(method) && is_bundle(path);
        return if is_file { Ok(Named { place: None, target }) } else { Err(Refusal::Nameless) };
    };
    if is_closed(rest, method) {
        return Err(Refusal::Closed);
    }
    Ok(Named { place: Some(space.to_owned()), target })
}

/// The space of a path, and what stands behind it.
fn space(path: &str) -> Option<(&str, &str)> {
    let rest = path.strip_prefix("/s/")?;
    let end = rest.find('/').unwrap_or(rest.len());
    Some(rest.split_at(end)).filter(|(space, _)| !space.is_empty())
}

fn is_closed(path: &str, method: &Method) -> bool {
    let path = path.to_lowercase();
    let is_security = path.starts_with("/internal/security") && !begins(&path, OWN);
    let is_spaces = begins(&path, &["/api/spaces", "/internal/spaces"]) && !is_safe(method);
    is_security || is_spaces || begins(&path, CLOSED)
}

pub(super) fn is_write(asked: &Asked<'_>) -> bool {
    let path = space(asked.address.path()).map_or("", |(_, rest)| rest);
    match *asked.method {
        Method::GET | Method::HEAD => false,
        Method::POST => {
            let last = path.rsplit('/').next().unwrap_or_default();
            begins(path, WRITES) && !READS.contains(&last)
        }
        _ => true,
    }
}

pub(super) fn onward(seat: &Seat, address: &Address) -> Option<String> {
    let (space, rest) = space(address.path())?;
    (space == seat.place && !is_closed(rest, &Method::GET)).then(|| address.without(&[]))
}
