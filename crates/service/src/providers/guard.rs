//! Which addresses may be asked on somebody's word: a tenant must not make the server ask its own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// An operator's provider must be `https`, or on this machine.
pub(crate) fn check_operators_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|_| "is no address".to_owned())?;
    let is_here = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_here => Ok(url),
        _ => Err("must begin with https://".to_owned()),
    }
}

/// A tenant's provider must be `https` at a public address. Names are looked at again when they are
/// resolved, at the moment of connecting.
pub(crate) fn check_public_url(url: &Url) -> Result<(), &'static str> {
    if url.scheme() != "https" {
        return Err("it is not https");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it holds a password");
    }
    let is_public = match url.host() {
        Some(Host::Ipv4(address)) => is_public(address.into()),
        Some(Host::Ipv6(address)) => is_public(address.into()),
        Some(Host::Domain(name)) => name.contains('.'),
        None => false,
    };
    if is_public { Ok(()) } else { Err("its address is not public") }
}

/// Whether an address is reachable for everybody, and so is nobody's inner network.
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// RFC 6890 and its registry of special-purpose addresses.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = matches!((a, b, c), (0 | 10 | 127 | 240..=255, _, _) | (192, 0, 0) | (192, 88, 99))
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b));
    !(is_special
        || address.is_private()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast())
}

/// Global unicast is `2000::/3`; out of it fall documentation, and what carries another address inside.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let is_tunnel = a == 0x2002 || (a == 0x2001 && b < 0x0200);
    let is_documentation = (a == 0x2001 && b == 0x0db8) || a == 0x3fff;
    a & 0xe000 == 0x2000 && !is_tunnel && !is_documentation
}

/// Resolves names to public addresses only. The connection is made to just these, so that a name cannot
/// change between the look and the connection.
#[derive(Debug)]
pub(crate) struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.iter().any(|address| !is_public(address.ip())) {
                return Err("the address is not public".into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_addresses_are_not_public() {
        for text in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "192.0.2.1",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.0.8",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
            "2001::1",
            "ff02::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
        for text in ["9.9.9.9", "193.0.6.139", "2620:fe::fe", "2a00:1450::1", "::ffff:9.9.9.9"] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn only_public_https_is_asked_for_a_tenant() {
        for text in [
            "http://idp.example",
            "https://127.0.0.1",
            "https://[::1]/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://localhost",
            "https://u:p@idp.example",
            "file:///etc/passwd",
            "https://169.254.169.254/latest",
        ] {
            assert!(check_public_url(&Url::parse(text).unwrap()).is_err(), "{text}");
        }
        assert!(check_public_url(&Url::parse("https://idp.example/realm").unwrap()).is_ok());
    }
}
