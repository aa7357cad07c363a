//! What a trusted proxy says of the request it passed on: from whose address, and by which scheme.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::Once,
};

use axum::{
    extract::{ConnectInfo, Request},
    http::HeaderMap,
};
use ipnet::IpNet;

use crate::settings::Settings;

/// The client's address: the peer's, unless that is a trusted proxy; then what the nearest proxy says in
/// `X-Forwarded-For`, and so on for as long as a trusted one says it. What stands further left, anybody may
/// have written; so may what stands left of an address that cannot be read.
pub(crate) fn client_address(settings: &Settings, request: &Request) -> Option<IpAddr> {
    let peer = peer(request)?;
    if is_overlooked(peer, settings, request.headers()) {
        static SAID: Once = Once::new();
        SAID.call_once(|| {
            tracing::warn!(
                proxy = %peer,
                "a proxy sends X-Forwarded-For and trusted_proxies does not name it: everybody seems to come \
                 from its address, and shares one allowance"
            );
        });
    }
    Some(walk(peer, &settings.trusted_proxies, request.headers()))
}

/// Whether a proxy on this machine or beside it seems to be missing in the settings.
fn is_overlooked(peer: IpAddr, settings: &Settings, headers: &HeaderMap) -> bool {
    let is_near = match peer {
        IpAddr::V4(peer) => peer.is_loopback() || peer.is_private(),
        IpAddr::V6(peer) => peer.is_loopback() || peer.is_unique_local(),
    };
    is_near && settings.trusted_proxies.is_empty() && headers.contains_key("x-forwarded-for")
}

/// Whether the proxy in front, if it is trusted, says that the browser came by plain HTTP; `None` when nobody
/// who is believed says anything.
pub(crate) fn is_plain(settings: &Settings, request: &Request) -> Option<bool> {
    if !is_trusted(&settings.trusted_proxies, peer(request)?) {
        return None;
    }
    let lines = request.headers().get_all("x-forwarded-proto");
    let mut said = lines.iter().flat_map(|line| line.as_bytes().split(|byte| *byte == b',')).peekable();
    said.peek()?;
    Some(said.all(|scheme| matches!(scheme.trim_ascii().to_ascii_lowercase().as_slice(), b"http" | b"ws")))
}

fn peer(request: &Request) -> Option<IpAddr> {
    Some(request.extensions().get::<ConnectInfo<SocketAddr>>()?.0.ip().to_canonical())
}

fn is_trusted(proxies: &[IpNet], address: IpAddr) -> bool {
    proxies.iter().any(|network| network.contains(&address))
}

fn walk(peer: IpAddr, proxies: &[IpNet], headers: &HeaderMap) -> IpAddr {
    // Several lines are one list, in their order (RFC 9110, section 5.3).
    let lines: Vec<_> = headers.get_all("x-forwarded-for").into_iter().collect();
    let mut hops = lines.into_iter().rev().flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    let mut nearest = peer;
    while is_trusted(proxies, nearest) {
        match hops.next().and_then(read) {
            Some(address) => nearest = address,
            None => break,
        }
    }
    nearest
}

/// An address as proxies write it: bare, with a port, in brackets, in quotes.
fn read(hop: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(hop).ok()?.trim_matches([' ', '\t']);
    let text = match text.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"')?,
        None => text,
    };
    let address = match text.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            if !(port.is_empty() || port.strip_prefix(':').is_some_and(is_port)) {
                return None;
            }
            IpAddr::V6(read_v6(address)?)
        }
        None => match text.rsplit_once(':') {
            // One colon parts an address of version 4 from its port; more are an address of version 6.
            Some((address, port)) if !address.contains(':') => {
                IpAddr::V4(address.parse().ok().filter(|_| is_port(port))?)
            }
            Some(_) => IpAddr::V6(read_v6(text)?),
            None => IpAddr::V4(text.parse().ok()?),
        },
    };
    Some(address.to_canonical())
}

/// The zone behind a link-local address is the proxy's own affair.
fn read_v6(text: &str) -> Option<Ipv6Addr> {
    match text.split_once('%') {
        Some((address, _)) => address.parse().ok().filter(Ipv6Addr::is_unicast_link_local),
        None => text.parse().ok(),
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    const PROXY: &str = "127.0.0.1";

    fn headers(name: &'static str, lines: &[&[u8]]) -> HeaderMap {
        let name = HeaderName::from_static(name);
        lines.iter().map(|line| (name.clone(), HeaderValue::from_bytes(line).unwrap())).collect()
    }

    /// The client of a request that came from the trusted proxy, or from another one behind it.
    fn client(lines: &[&[u8]]) -> String {
        let proxies = ["127.0.0.0/8", "10.0.0.0/8", "fd00::/8"].map(|network| network.parse().unwrap());
        walk(PROXY.parse().unwrap(), &proxies, &headers("x-forwarded-for", lines)).to_string()
    }

    #[test]
    fn an_address_is_read_however_a_proxy_writes_it() {
        for (line, address) in [
            ("203.0.113.9", "203.0.113.9"),
            ("  203.0.113.9\t", "203.0.113.9"),
            ("203.0.113.9:51234", "203.0.113.9"),
            ("\"203.0.113.9\"", "203.0.113.9"),
            ("\"203.0.113.9:51234\"", "203.0.113.9"),
            ("2001:db8::9", "2001:db8::9"),
            ("2001:DB8:0:0::9", "2001:db8::9"),
            ("[2001:db8::9]", "2001:db8::9"),
            ("[2001:db8::9]:51234", "2001:db8::9"),
            ("\"[2001:db8::9]:51234\"", "2001:db8::9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("[::ffff:203.0.113.9]:51234", "203.0.113.9"),
            ("fe80::9%eth0", "fe80::9"),
            ("[fe80::9%eth0]:51234", "fe80::9"),
        ] {
            assert_eq!(client(&[line.as_bytes()]), address, "{line}");
            // What stands further left is not looked at, whatever it is.
            assert_eq!(client(&[format!("198.51.100.1, {line}").as_bytes()]), address, "{line}");
            assert_eq!(client(&[b"unknown", line.as_bytes()]), address, "{line}");
            // Read in the middle of a longer way, too.
            assert_eq!(client(&[format!("{line}, 10.0.0.2:80").as_bytes()]), address, "{line}");
        }
    }

    #[test]
    fn an_address_that_cannot_be_read_ends_the_walk_and_nothing_left_of_it_is_believed() {
        let unreadable: [&[u8]; 31] = [
            b"",
            b" ",
            b"unknown",
            b"_hidden",
            b"-",
            b"for=203.0.113.9",
            b"mail.example",
            b"203.0.113",
            b"203.0.113.9.1",
            b"203.0.113.256",
            b"010.0.0.1",
            b"203.0.113.9:",
            b"203.0.113.9:x",
            b"203.0.113.9:+80",
            b"203.0.113.9:70000",
            b"203.0.113.9:80:80",
            b"203.0.113.9/32",
            b"203.0.113.9 10.0.0.2",
            b"[203.0.113.9]:80",
            b"[2001:db8::9",
            b"2001:db8::9]",
            b"[2001:db8::9]80",
            b"[2001:db8::9]:",
            b"[2001:db8::9]:x",
            b"2001:db8::9%eth0",
            b"203.0.113.9%eth0",
            b"\"203.0.113.9",
            b"203.0.113.9\"",
            b"\"\"203.0.113.9\"\"",
            b"\"203.0.113.9\\\"",
            b"\xff\xfe",
        ];
        for hop in unreadable {
            let shown = String::from_utf8_lossy(hop).into_owned();
            let line = |parts: &[&[u8]]| parts.join(&b","[..]);
            assert_eq!(client(&[hop]), PROXY, "{shown}");
            assert_eq!(client(&[&line(&[b"198.51.100.1", hop])]), PROXY, "{shown}");
            assert_eq!(client(&[b"198.51.100.1", hop]), PROXY, "{shown}");
            // Behind a second proxy that is trusted, that one is the last that is known.
            assert_eq!(client(&[&line(&[b"198.51.100.1", hop, b"10.0.0.2"])]), "10.0.0.2", "{shown}");
            assert_eq!(client(&[b"198.51.100.1", hop, b"10.0.0.2"]), "10.0.0.2", "{shown}");
        }
    }

    #[test]
    fn a_quoted_comma_opens_no_way() {
        assert_eq!(client(&[b"\"198.51.100.1,10.0.0.2\""]), PROXY);
    }

    #[test]
    fn several_lines_are_one_list() {
        assert_eq!(client(&[b"198.51.100.1", b"203.0.113.9", b"10.0.0.2, 10.0.0.3"]), "203.0.113.9");
        assert_eq!(client(&[b"203.0.113.9", b"fd00::2", b"[fd00::3]:80"]), "203.0.113.9");
    }

    #[test]
    fn a_client_among_the_trusted_networks_is_itself() {
        assert_eq!(client(&[b"10.1.2.3"]), "10.1.2.3");
        assert_eq!(client(&[b"10.1.2.3, 10.0.0.2"]), "10.1.2.3");
        assert_eq!(client(&[]), PROXY);
    }

    #[test]
    fn who_is_no_trusted_proxy_is_not_believed() {
        let proxies = ["127.0.0.1/32".parse().unwrap()];
        let stranger = "192.0.2.1".parse().unwrap();
        let headers = headers("x-forwarded-for", &[b"203.0.113.9"]);
        assert_eq!(walk(stranger, &proxies, &headers), stranger);
        assert_eq!(walk("::1".parse().unwrap(), &proxies, &headers).to_string(), "::1");
    }

    #[test]
    fn a_proxy_that_the_settings_do_not_name_is_noticed() {
        let sent = headers("x-forwarded-for", &[b"203.0.113.9"]);
        let named = Settings { trusted_proxies: vec!["10.0.0.1/32".parse().unwrap()], ..Settings::default() };
        let silent = Settings::default();
        let is_noticed = |peer: &str, settings| is_overlooked(peer.parse().unwrap(), settings, &sent);
        assert!(is_noticed("127.0.0.1", &silent));
        assert!(is_noticed("fd00::1", &silent));
        assert!(!is_noticed("192.0.2.1", &silent), "anybody may send it");
        assert!(!is_noticed("127.0.0.1", &named));
        assert!(!is_overlooked("127.0.0.1".parse().unwrap(), &silent, &HeaderMap::new()));
    }

    #[test]
    fn the_scheme_is_what_a_trusted_proxy_says() {
        let settings =
            Settings { trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()], ..Settings::default() };
        let said = |from: &str, lines: &[&[u8]]| {
            let mut request = Request::new(axum::body::Body::empty());
            *request.headers_mut() = headers("x-forwarded-proto", lines);
            request.extensions_mut().insert(ConnectInfo(SocketAddr::new(from.parse().unwrap(), 9)));
            is_plain(&settings, &request)
        };
        assert_eq!(said(PROXY, &[b"http"]), Some(true));
        assert_eq!(said(PROXY, &[b"HTTP, http"]), Some(true));
        assert_eq!(said(PROXY, &[b"https"]), Some(false));
        assert_eq!(said(PROXY, &[b"https", b"http"]), Some(false), "one of them speaks to the browser");
        assert_eq!(said(PROXY, &[]), None);
        assert_eq!(said("192.0.2.1", &[b"http"]), None);
    }
}
