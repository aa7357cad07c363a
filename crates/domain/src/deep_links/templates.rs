//! Links into other programs (Graphite, Prometheus, Facette, any page): an address with named variables, such as
//! `https://graphs.example/render?target=mail.{host|*}&from={from_s}&until={to_s}`.
//!
//! What a variable holds is escaped wherever it stands, so it never adds a key to the address or leaves its part of it.
//! Behind `|` stands what is written where there is nothing.

use super::{DeepLinksProblem, Focus, component};
use crate::{Problem, TenantId, words};

words! {
    /// What a link can carry.
    pub enum Variable {
        /// The tenant's id.
        Tenant = "tenant",
        /// Milliseconds since 1970.
        From = "from",
        To = "to",
        /// Seconds since 1970.
        FromSeconds = "from_s",
        ToSeconds = "to_s",
        /// ISO 8601.
        FromText = "from_iso",
        ToText = "to_iso",
        Zone = "tz",
        Host = "host",
        Domain = "domain",
    }
}

/// Letters that an address with variables may have.
pub const LETTERS: i64 = 2_000;

/// An address with variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Variable { variable: Variable, otherwise: String },
}

impl Template {
    /// Reads an address with variables that leads to one of the hosts.
    pub fn parse(text: &str, hosts: &[String]) -> Result<Self, Problem> {
        let text = text.trim();
        if i64::try_from(text.chars().count()).is_ok_and(|letters| letters > LETTERS) {
            return Err(Problem::TooLong { max: LETTERS });
        }
        let host = host(text)?;
        if !hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host)) {
            return Err(DeepLinksProblem::HostNotAllowed { host: host.to_owned() }.into());
        }
        Ok(Self { parts: parts(text)? })
    }

    /// The address for what somebody looks at.
    pub fn fill(&self, tenant: &TenantId, focus: &Focus) -> String {
        let mut address = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => address.push_str(text),
                Part::Variable { variable, otherwise } => {
                    let value = variable.value(tenant, focus);
                    address.push_str(&component(value.as_deref().unwrap_or(otherwise)));
                }
            }
        }
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let (path, behind) = address.split_at(end);
        // Browsers take such a part of a path for the way up.
        let kept = |part: &str| if matches!(part, "." | "..") { "_".to_owned() } else { part.to_owned() };
        let path: Vec<_> = path.split('/').map(kept).collect();
        format!("{}{behind}", path.join("/"))
    }
}

impl Variable {
    fn value(self, tenant: &TenantId, focus: &Focus) -> Option<String> {
        let ((from, to), (from_text, to_text)) = (focus.window(), focus.window_text());
        Some(match self {
            Self::Tenant => tenant.to_string(),
            Self::From => from.to_string(),
            Self::To => to.to_string(),
            Self::FromSeconds => from.div_euclid(1000).to_string(),
            Self::ToSeconds => to.div_euclid(1000).to_string(),
            Self::FromText => from_text,
            Self::ToText => to_text,
            Self::Zone => focus.zone.clone(),
            Self::Host => return focus.host.clone(),
            Self::Domain => return focus.domain.clone(),
        })
    }
}

/// The host of an address of the web, in which no variable stands.
fn host(text: &str) -> Result<&str, Problem> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let rest = rest.ok_or(DeepLinksProblem::NotAWebAddress)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = &rest[..end];
    if authority.contains(['{', '}']) {
        return Err(DeepLinksProblem::VariableInHost.into());
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let is_host = !host.is_empty() && host.bytes().all(is_name);
    let is_port =
        port.is_empty() && !authority.ends_with(':') || port.parse::<u16>().is_ok_and(|port| port > 0);
    let is_plain =
        text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\'));
    if is_host && is_port && is_plain { Ok(host) } else { Err(DeepLinksProblem::NotAWebAddress.into()) }
}

fn parts(text: &str) -> Result<Vec<Part>, Problem> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, braced) = rest.split_at(at);
        let inside = braced.strip_prefix('{').and_then(|inside| inside.split_once('}'));
        let (inside, after) = inside.ok_or(DeepLinksProblem::Unpaired)?;
        let (name, otherwise) = inside.split_once('|').unwrap_or((inside, ""));
        let variable = name.parse().map_err(|_| {
            let names: Vec<_> = Variable::ALL.iter().map(|one| one.as_str()).collect();
            DeepLinksProblem::UnknownVariable {
                name: name.chars().take(30).collect(),
                names: names.join(", "),
            }
        })?;
        parts.push(Part::Text(before.to_owned()));
        parts.push(Part::Variable { variable, otherwise: otherwise.to_owned() });
        rest = after;
    }
    parts.push(Part::Text(rest.to_owned()));
    Ok(parts)
}
