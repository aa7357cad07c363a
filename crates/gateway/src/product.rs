//! What is proxied: under which name, to where, and how it is told who somebody is.

use std::fmt;

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use url::Url;

use crate::{door::Program, token::Parties};

/// A setting of the gateway that cannot be.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} must be the address of a host, such as https://grafana.example.com/")]
pub struct BadAddress(pub String);

/// Scheme, host and port, without a port that goes without saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    text: String,
    is_https: bool,
}

impl Origin {
    /// A whole host: there is nothing behind it.
    pub fn read(address: &str) -> Result<Self, BadAddress> {
        let bad = || BadAddress(address.to_owned());
        let url = Url::parse(address).map_err(|_| bad())?;
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let is_web = matches!(url.scheme(), "http" | "https") && url.username().is_empty();
        if !is_bare || !is_web || url.password().is_some() {
            return Err(bad());
        }
        Ok(Self { text: url.origin().ascii_serialization(), is_https: url.scheme() == "https" })
    }

    /// Without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub const fn is_https(&self) -> bool {
        self.is_https
    }

    /// As it stands in `Host`.
    pub fn authority(&self) -> &str {
        self.text.split_once("://").map_or("", |(_, authority)| authority)
    }

    pub const fn scheme(&self) -> &'static str {
        if self.is_https { "https" } else { "http" }
    }

    /// Whether `Host` names it, with or without the port that goes without saying.
    pub fn is_host(&self, host: &str) -> bool {
        let port = if self.is_https { ":443" } else { ":80" };
        host.strip_suffix(port).unwrap_or(host).eq_ignore_ascii_case(self.authority())
    }

    /// Whether an `Origin` is this one.
    pub fn is(&self, origin: &str) -> bool {
        origin.eq_ignore_ascii_case(&self.text)
    }
}

/// How a program is told who somebody is.
#[derive(Clone)]
pub enum Identity {
    /// A signed token in `X-JWT-Assertion`.
    Grafana(Parties),
    /// A service that may ask as others, by its name and password.
    Kibana { user: String, password: String },
    /// A signed token in `Authorization`.
    OpenSearch(Parties),
}

impl fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Identity::{:?}", self.program())
    }
}

impl Identity {
    pub const fn program(&self) -> Program {
        match self {
            Self::Grafana(_) => Program::Grafana,
            Self::Kibana { .. } => Program::Kibana,
            Self::OpenSearch(_) => Program::OpenSearch,
        }
    }
}

/// A program, under the name that browsers know.
#[derive(Clone, Debug)]
pub struct Product {
    pub public: Origin,
    /// Where it listens, which no browser reaches.
    pub internal: Origin,
    pub identity: Identity,
}

impl Product {
    pub const fn program(&self) -> Program {
        self.identity.program()
    }

    /// The cookie of a session here. Over https no other host can set one of this name.
    pub const fn cookie(&self) -> &'static str {
        if self.public.is_https { "__Host-parvis-gateway" } else { "parvis-gateway" }
    }

    /// The session that a browser shows; none where it shows two.
    pub(crate) fn session<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let mut found = pairs.filter(|(name, _)| *name == self.cookie()).map(|(_, value)| value);
        let session = found.next().filter(|value| is_session(value))?;
        found.next().is_none().then_some(session)
    }

    /// The cookie that begins a session, and with none the one that ends it.
    pub(crate) fn set_cookie(&self, session: Option<&str>) -> Option<HeaderValue> {
        let secure = if self.public.is_https { "; Secure" } else { "" };
        let (value, age) = match session {
            Some(session) if is_session(session) => (session, ""),
            Some(_) => return None,
            None => ("", "; Max-Age=0"),
        };
        let name = self.cookie();
        let mut value =
            HeaderValue::try_from(format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}"))
                .ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// The address inside.
    pub(crate) fn inside(&self, path_and_query: &str) -> Option<Uri> {
        format!("{}{path_and_query}", self.internal.text).parse().ok()
    }
}

fn is_session(value: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=256).contains(&value.len()) && value.bytes().all(is_letter)
}

pub(crate) fn basic(user: &str, password: &str) -> Option<HeaderValue> {
    let mut value =
        HeaderValue::try_from(format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))).ok()?;
    value.set_sensitive(true);
    Some(value)
}
