//! The programs that links lead to, and the stores behind them, as operators connect them to this installation.

use super::DeepLinksProblem;
use crate::{Micros, Problem, SECOND, bounds::cut, words};

words! {
    /// What operators connect.
    pub enum LinkTarget {
        Grafana = "grafana",
        Kibana = "kibana",
        /// Where Grafana reads from.
        Influxdb = "influxdb",
        /// Where Kibana reads from.
        Elasticsearch = "elasticsearch",
    }
}

words! {
    /// How much of a program is used.
    pub enum LinkMode {
        Off = "off",
        /// A store is used.
        On = "on",
        /// Links lead there, and who opens one signs in there.
        Plain = "plain",
        /// Links lead there by this server, which signs in whoever opens one.
        Gateway = "gateway",
    }
}

words! {
    /// Which of the two Kibana is.
    pub enum Flavor {
        Kibana = "kibana",
        /// `OpenSearch` Dashboards.
        Opensearch = "opensearch",
    }
}

words! {
    /// Where a Grafana reads from.
    pub enum DataSource {
        Influxdb = "influxdb",
        /// The server's own PostgreSQL, or a replica of it.
        Postgresql = "postgresql",
    }
}

words! {
    /// How a program was when it was last asked.
    pub enum LinkState {
        /// It was not asked yet.
        Unknown = "unknown",
        Ready = "ready",
        /// It does not answer, or not so that it could be used.
        Down = "down",
    }
}

words! {
    /// What a look at a program found wrong.
    pub enum Finding {
        /// No connection, or one that broke off.
        Unreachable = "unreachable",
        Late = "late",
        /// It says so itself, or a proxy before it does.
        NotReady = "not-ready",
        /// It sends elsewhere.
        Redirected = "redirected",
        /// What answers is another program.
        OtherProgram = "other-program",
        /// None is kept, or what is kept cannot be read.
        NoCredential = "no-credential",
        WrongCredential = "wrong-credential",
        /// The credential is right and may do too little.
        NotAllowed = "not-allowed",
        /// It answers without a credential: its permissions are not enforced.
        OpenToAll = "open-to-all",
        /// It does not tell its version.
        NoVersion = "no-version",
        UnsupportedVersion = "unsupported-version",
        /// It is too old for what it is to read from.
        TooOldForSource = "too-old-for-source",
        /// It works, and its clock is another.
        ClockDiffers = "clock-differs",
    }
}

/// Characters in an address, a user and a password.
pub const LONGEST: usize = 200;
/// How far a clock may be from ours before it is told.
pub const MOST_SKEW: Micros = 30 * SECOND;

impl LinkTarget {
    /// What everybody calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Grafana => "Grafana",
            Self::Kibana => "Kibana",
            Self::Influxdb => "InfluxDB",
            Self::Elasticsearch => "Elasticsearch",
        }
    }

    /// The same, where it may be the other of two.
    pub const fn called(self, flavor: Flavor) -> &'static str {
        match (self, flavor) {
            (Self::Kibana, Flavor::Opensearch) => "OpenSearch Dashboards",
            _ => self.title(),
        }
    }

    /// What a program reads from.
    #[must_use]
    pub const fn store(self) -> Self {
        match self {
            Self::Grafana | Self::Influxdb => Self::Influxdb,
            Self::Kibana | Self::Elasticsearch => Self::Elasticsearch,
        }
    }

    /// Whether no browser ever opens it.
    pub const fn is_store(self) -> bool {
        matches!(self, Self::Influxdb | Self::Elasticsearch)
    }

    pub const fn modes(self) -> &'static [LinkMode] {
        if self.is_store() {
            &[LinkMode::Off, LinkMode::On]
        } else {
            &[LinkMode::Off, LinkMode::Plain, LinkMode::Gateway]
        }
    }

    /// The versions that are asked in the way they expect: from a first one on, and of `InfluxDB` version 1 alone,
    /// since its version 2 has other users and another language.
    pub const fn majors(self, flavor: Flavor) -> (u32, Option<u32>) {
        match (self, flavor) {
            (Self::Grafana, _) => (10, None),
            (Self::Kibana | Self::Elasticsearch, Flavor::Kibana) => (8, None),
            (Self::Kibana | Self::Elasticsearch, Flavor::Opensearch) => (2, None),
            (Self::Influxdb, _) => (1, Some(1)),
        }
    }

    pub fn takes_version(self, flavor: Flavor, version: &str) -> bool {
        let (first, last) = self.majors(flavor);
        numbers(version).is_some_and(|(major, _)| major >= first && last.is_none_or(|last| major <= last))
    }
}

/// The first two numbers of a version.
fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.trim_start_matches('v').split('.');
    let major = parts.next()?.parse().ok()?;
    let digits = |part: &str| part.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok();
    Some((major, parts.next().and_then(digits).unwrap_or_default()))
}

impl DataSource {
    /// The Grafana from which on its dashboards are read as they are made for it.
    pub const fn first_grafana(self) -> (u32, u32) {
        match self {
            Self::Influxdb => (10, 0),
            Self::Postgresql => (10, 3),
        }
    }

    pub fn takes_grafana(self, version: &str) -> bool {
        numbers(version).is_some_and(|version| version >= self.first_grafana())
    }
}

impl LinkMode {
    pub const fn is_on(self) -> bool {
        !matches!(self, Self::Off)
    }

    /// Whether this server does something there, and so must be somebody.
    pub const fn takes_credential(self) -> bool {
        matches!(self, Self::On | Self::Gateway)
    }
}

impl Finding {
    /// Whether it can be used nevertheless.
    pub const fn is_bearable(self) -> bool {
        matches!(self, Self::ClockDiffers)
    }

    /// How a program is where this was found, or nothing.
    pub fn state(found: Option<Self>) -> LinkState {
        if found.is_none_or(Self::is_bearable) { LinkState::Ready } else { LinkState::Down }
    }
}

/// An address of the web alone, in one spelling: lower case up to the path, which ends with a stroke.
pub fn address(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Err(Problem::TooLong { max: i64::try_from(LONGEST).unwrap_or(i64::MAX) });
    }
    let (scheme, rest) = text.split_once("://").ok_or(DeepLinksProblem::NotAWebAddress)?;
    let scheme = scheme.to_ascii_lowercase();
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    if text.contains(['?', '#']) || authority.contains('@') {
        return Err(DeepLinksProblem::AddressAlone.into());
    }
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\{}|^`".contains(&byte);
    let is_web = matches!(scheme.as_str(), "http" | "https") && text.bytes().all(is_plain);
    if !is_web || !is_authority(authority) || path.split('/').any(|part| matches!(part, "." | "..")) {
        return Err(DeepLinksProblem::NotAWebAddress.into());
    }
    let end = if path.is_empty() || path.ends_with('/') { "" } else { "/" };
    Ok(format!("{scheme}://{}/{path}{end}", authority.to_ascii_lowercase()))
}

/// A name or an IP address, with a port or without.
fn is_authority(authority: &str) -> bool {
    let (name, port) = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) if address.parse::<std::net::Ipv6Addr>().is_ok() => ("v6", port),
        Some(_) => return false,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let is_port = match port.strip_prefix(':') {
        Some(digits) => {
            digits.bytes().all(|byte| byte.is_ascii_digit())
                && digits.parse::<u16>().is_ok_and(|port| port > 0)
        }
        None => port.is_empty(),
    };
    is_port && is_name(name)
}

fn is_name(name: &str) -> bool {
    let is_label = |label: &str| {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        !label.is_empty() && label.len() <= 63 && label.bytes().all(is_letter)
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

/// A host that links may lead to, as it is kept.
pub fn host(text: &str) -> Result<String, Problem> {
    let name = text.trim().to_ascii_lowercase();
    let is_plain = is_name(&name) && !name.contains('_');
    if is_plain { Ok(name) } else { Err(DeepLinksProblem::NotAHost { host: cut(text, 60) }.into()) }
}

/// Whom an address leads to: what a credential was given for.
pub fn origin(address: &str) -> &str {
    let begin = address.find("://").map_or(0, |at| at + 3);
    let end = address[begin..].find('/').map_or(address.len(), |at| begin + at);
    &address[..end]
}

/// The host and port of an address.
pub fn authority(address: &str) -> &str {
    let origin = origin(address);
    origin.split_once("://").map_or(origin, |(_, authority)| authority)
}

/// The name in an address, without its port.
pub fn host_name(address: &str) -> &str {
    let authority = authority(address);
    let is_port = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit());
    authority.rsplit_once(':').filter(|(_, rest)| is_port(rest)).map_or(authority, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling() {
        for (typed, kept) in [
            ("https://Grafana.Example.com", "https://grafana.example.com/"),
            (" http://grafana:3000/ ", "http://grafana:3000/"),
            ("HTTPS://example.com/Graphs", "https://example.com/Graphs/"),
            ("http://[::1]:9200", "http://[::1]:9200/"),
            ("http://10.1.2.3:8086", "http://10.1.2.3:8086/"),
        ] {
            assert_eq!(address(typed), Ok(kept.to_owned()), "{typed}");
            assert_eq!(address(kept), Ok(kept.to_owned()));
            assert!(url::Url::parse(kept).is_ok_and(|url| url.as_str() == kept), "{kept}");
        }
    }

    #[test]
    fn what_is_more_than_an_address_or_none_is_told() {
        for typed in ["https://ann:pass@example.com/", "https://example.com/?a=b", "https://example.com/#top"]
        {
            assert_eq!(address(typed), Err(DeepLinksProblem::AddressAlone.into()), "{typed}");
        }
        for typed in [
            "",
            "grafana:3000",
            "ftp://example.com/",
            "https://",
            "https:///d",
            "https://a b/",
            "https://a..b/",
            "http://a:0/",
            "http://a:65536/",
            "http://a:+1/",
            "http://[::g]/",
            "http://a/../b",
            "http://exämple.com/",
        ] {
            assert_eq!(address(typed), Err(DeepLinksProblem::NotAWebAddress.into()), "{typed}");
        }
        let long = format!("https://example.com/{}", "a".repeat(LONGEST));
        assert_eq!(address(&long), Err(Problem::TooLong { max: 200 }));
    }

    #[test]
    fn a_credential_belongs_to_scheme_host_and_port() {
        assert_eq!(origin("https://a.example:3000/sub/"), "https://a.example:3000");
        assert_eq!(authority("https://a.example:3000/sub/"), "a.example:3000");
        assert_ne!(origin("https://a.example/"), origin("http://a.example/"));
        assert_ne!(origin("https://a.example/"), origin("https://a.example:3000/"));
        assert_eq!(origin(""), "");
        assert_eq!(host_name("https://a.example:3000/sub/"), "a.example");
        assert_eq!(host_name("http://[::1]/"), "[::1]");
    }

    #[test]
    fn versions_are_taken_by_their_first_number() {
        use LinkTarget as T;
        for (target, flavor, version, is_taken) in [
            (T::Grafana, Flavor::Kibana, "13.0.0", true),
            (T::Grafana, Flavor::Kibana, "9.5.2", false),
            (T::Influxdb, Flavor::Kibana, "1.8.10", true),
            (T::Influxdb, Flavor::Kibana, "v2.7.1", false),
            (T::Kibana, Flavor::Kibana, "8.18.0", true),
            (T::Kibana, Flavor::Opensearch, "2.11.0", true),
            (T::Elasticsearch, Flavor::Kibana, "7.17.0", false),
            (T::Elasticsearch, Flavor::Kibana, "", false),
        ] {
            assert_eq!(target.takes_version(flavor, version), is_taken, "{target} {version}");
        }
    }

    #[test]
    fn a_grafana_that_reads_postgresql_is_10_3_or_newer() {
        for (version, is_taken) in [
            ("10.2.9", false),
            ("10.3.0", true),
            ("10.3", true),
            ("v10.4.1+security-01", true),
            ("11.0.0", true),
            ("13", true),
            ("10", false),
            ("9.9.9", false),
            ("", false),
        ] {
            assert_eq!(DataSource::Postgresql.takes_grafana(version), is_taken, "{version}");
        }
        assert!(DataSource::Influxdb.takes_grafana("10.0.0"));
    }

    #[test]
    fn a_host_is_a_name_alone() {
        assert_eq!(host(" Graphs.Example "), Ok("graphs.example".to_owned()));
        for typed in
            ["", "https://graphs.example", "graphs.example:80", "graphs.example/", "*.example", "a b"]
        {
            let problem = DeepLinksProblem::NotAHost { host: typed.to_owned() };
            assert_eq!(host(typed), Err(problem.into()), "{typed}");
        }
    }

    #[test]
    fn only_another_clock_can_be_borne() {
        assert_eq!(Finding::state(None), LinkState::Ready);
        for finding in Finding::ALL {
            let expected = if *finding == Finding::ClockDiffers { LinkState::Ready } else { LinkState::Down };
            assert_eq!(Finding::state(Some(*finding)), expected, "{finding}");
        }
    }
}
