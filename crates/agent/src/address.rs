//! Where Postfix connects: a TCP address or a UNIX socket.

use std::fmt;
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
    fn nonsense_is_refused() {
        for text in ["", "10040", ":10040", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:70000", "unix:run"] {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }
}
