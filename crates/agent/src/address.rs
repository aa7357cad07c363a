//! Where Postfix connects: a TCP address or a UNIX socket.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::str::FromStr;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// Host and port; the host may be a name.
    Tcp(String),
    Unix(PathBuf),
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix("inet:").unwrap_or(text);
        let path = text.strip_prefix("unix:").unwrap_or(text);
        if path.starts_with('/') {
            return Ok(Self::Unix(PathBuf::from(path)));
        }
        let is_tcp = text
            .rsplit_once(':')
            .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok() && path == text);
        if is_tcp {
            Ok(Self::Tcp(text.to_owned()))
        } else {
            Err(format!("{text:?} is no listen address; expected 127.0.0.1:10040 or unix:/path/to/socket"))
        }
    }
}

impl Address {
    /// The endpoints to listen at: a name may stand for several, and `localhost` for both families whatever the
    /// system says of it, because Postfix may try either first.
    pub(crate) fn endpoints(&self) -> io::Result<Vec<Endpoint>> {
        let text = match self {
            Self::Unix(path) => return Ok(vec![Endpoint::Unix(path.clone())]),
            Self::Tcp(text) => text,
        };
        let mut found: Vec<SocketAddr> = match text.rsplit_once(':') {
            Some((name, port)) if name.eq_ignore_ascii_case("localhost") => {
                let port = port.parse().map_err(|_| io::ErrorKind::InvalidInput)?;
                let both = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
                both.map(|address| SocketAddr::new(address, port)).to_vec()
            }
            _ => text.to_socket_addrs()?.collect(),
        };
        found.sort();
        found.dedup();
        Ok(found.into_iter().map(Endpoint::Tcp).collect())
    }
}

/// One endpoint to listen at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => write!(f, "{address}"),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => f.write_str(address),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tcp_and_unix_addresses_are_told_apart() {
        let tcp = |text: &str| Ok(Address::Tcp(text.to_owned()));
        assert_eq!("127.0.0.1:10040".parse(), tcp("127.0.0.1:10040"));
        assert_eq!("inet:localhost:1".parse(), tcp("localhost:1"));
        assert_eq!("[::1]:10040".parse(), tcp("[::1]:10040"));
        assert_eq!("unix:/run/a".parse(), Ok(Address::Unix("/run/a".into())));
        assert_eq!("/run/a".parse(), Ok(Address::Unix("/run/a".into())));
    }

    #[test]
    fn localhost_is_both_families() {
        let endpoints = |text: &str| -> Vec<String> {
            let address: Address = text.parse().unwrap();
            address.endpoints().unwrap().iter().map(ToString::to_string).collect()
        };
        assert_eq!(endpoints("localhost:25"), ["127.0.0.1:25", "[::1]:25"]);
        assert_eq!(endpoints("127.0.0.1:25"), ["127.0.0.1:25"]);
        assert_eq!(endpoints("[::1]:25"), ["[::1]:25"]);
        assert_eq!(endpoints("/run/a"), ["unix:/run/a"]);
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", "10040", ":10040", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:70000", "unix:run"] {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }
}
