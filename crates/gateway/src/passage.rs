//! Which tenant a request is for, and whether it may pass.

mod grafana;
mod kibana;
mod opensearch;

use axum::http::{HeaderMap, Method};

use crate::{
    address::Address,
    door::{Program, Seat, Visitor},
    refusal::Refusal,
};

/// What is looked at.
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a Method,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) address: &'a Address,
}

/// What a request names, before it is known whether it is somebody's.
pub(crate) struct Named {
    /// None: a file that is the same for everybody.
    pub(crate) place: Option<String>,
    /// Path and query.
    target: String,
}

/// What goes on.
#[derive(Debug)]
pub(crate) struct Passage<'a> {
    /// None: a file that is the same for everybody.
    pub(crate) seat: Option<&'a Seat>,
    /// Path and query.
    pub(crate) target: String,
}

pub(crate) fn named(program: Program, asked: &Asked<'_>) -> Result<Named, Refusal> {
    match program {
        Program::Grafana => grafana::named(asked),
        Program::Kibana => kibana::named(asked),
        Program::OpenSearch => opensearch::named(asked),
    }
}

impl Named {
    /// What goes on of it, where it is one of the visitor's own and they may.
    pub(crate) fn passage<'a>(
        self,
        program: Program,
        visitor: &'a Visitor,
        asked: &Asked<'_>,
    ) -> Result<Passage<'a>, Refusal> {
        let Self { place, target } = self;
        let Some(place) = place else { return Ok(Passage { seat: None, target }) };
        let seat = visitor.seat(&place).ok_or(Refusal::NotYours)?;
        let is_write = || match program {
            Program::Grafana => grafana::is_write(asked),
            Program::Kibana => kibana::is_write(asked),
            Program::OpenSearch => opensearch::is_write(asked),
        };
        if seat.is_read_only && is_write() {
            return Err(Refusal::ReadOnly);
        }
        Ok(Passage { seat: Some(seat), target })
    }
}

/// An address with a tenant named in it, for whoever goes to one that names none.
pub(crate) fn naming(program: Program, address: &Address, seat: &Seat) -> String {
    let place = domain::deep_links::component(&seat.place);
    let (key, keys) = match program {
        Program::Grafana => (grafana::ORG, grafana::OWN),
        Program::OpenSearch => (opensearch::TENANT, opensearch::OWN),
        Program::Kibana => return format!("/s/{place}{}", address.without(&[])),
    };
    let mut text = address.without(keys);
    text.push(if text.contains('?') { '&' } else { '?' });
    format!("{text}{key}={place}")
}

/// Where an answer may send the browser: the same tenant, named.
pub(crate) fn onward(program: Program, seat: &Seat, address: &Address) -> Option<String> {
    match program {
        Program::Grafana => grafana::onward(seat, address),
        Program::Kibana => kibana::onward(seat, address),
        Program::OpenSearch => opensearch::onward(seat, address),
    }
}

/// Whether nothing is changed by asking.
fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// Whether a path is at one of these, or below: each ends where it says, or goes on.
fn begins(path: &str, with: &[&str]) -> bool {
    with.iter().any(|start| path.starts_with(start))
}

/// A file of the user interface, the same for everybody. A build is a number or a hash, so no other path is like it.
fn is_bundle(path: &str) -> bool {
    let mut segments = path[1..].splitn(3, '/');
    let (first, second, rest) = (segments.next(), segments.next(), segments.next());
    let is_build =
        |name: &str| (4..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    match (first, second, rest) {
        (Some("ui" | "translations" | "node_modules"), Some(name), _) => !name.is_empty(),
        (Some(build), Some("bundles" | "plugins" | "translations" | "ui"), Some(name)) => {
            is_build(build) && !name.is_empty()
        }
        (Some(file), None, None) => file.starts_with("bootstrap") && file.strip_suffix(".js").is_some(),
        _ => false,
    }
}
