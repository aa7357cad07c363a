//! Where a policy agent may send from: one address, or the /64 in which an IPv6 host changes its own.

use std::net::{IpAddr, Ipv6Addr};

use crate::networks::parse_address;
use crate::{Problem, networks::NetworksProblem};

/// The bits of an IPv6 address that a site is given; hosts make up the rest, and change it (RFC 8981).
const SITE_BITS: u8 = 64;

/// Reads one address, or an IPv6 network of 64 bits; what stands behind them is cut off.
pub fn parse(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (text, None),
    };
    let bare = address.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(address);
    let address = parse_address(bare).ok_or(NetworksProblem::NotAnAddress)?;
    match (address, prefix) {
        (_, None) | (IpAddr::V4(_), Some("32")) | (IpAddr::V6(_), Some("128")) => Ok(address.to_string()),
        (IpAddr::V6(address), Some("64")) => Ok(format!("{}/{SITE_BITS}", site(address))),
        _ => Err(Problem::Networks(NetworksProblem::NotAnAddress)),
    }
}

/// Whether an agent that is pinned so may come from there.
pub fn covers(pin: &str, address: &str) -> bool {
    match (pin.strip_suffix("/64"), parse_address(address)) {
        (Some(site_of), Some(IpAddr::V6(address))) => site_of.parse() == Ok(site(address)),
        (Some(_), _) => false,
        (None, _) => pin == address,
    }
}

/// The /64 of an IPv6 address that others can reach; nothing for other addresses.
pub fn site_of(address: &str) -> Option<String> {
    match parse_address(address)? {
        IpAddr::V6(address) if address.segments()[0] & 0xe000 == 0x2000 => {
            Some(format!("{}/{SITE_BITS}", site(address)))
        }
        _ => None,
    }
}

fn site(address: Ipv6Addr) -> Ipv6Addr {
    Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_or_a_site_is_read() {
        for (typed, kept) in [
            (" 192.0.2.1 ", "192.0.2.1"),
            ("192.0.2.1/32", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:DB8::1", "2001:db8::1"),
            ("[2001:db8::1]/128", "2001:db8::1"),
            ("2001:db8:0:7::/64", "2001:db8:0:7::/64"),
            ("2001:db8:0:7:1:2:3:4/64", "2001:db8:0:7::/64"),
        ] {
            assert_eq!(parse(typed).as_deref(), Ok(kept), "{typed}");
        }
        for typed in ["", "mx.example", "192.0.2.0/24", "2001:db8::/32", "2001:db8::/065", "2001:db8::/"] {
            assert_eq!(parse(typed), Err(Problem::Networks(NetworksProblem::NotAnAddress)), "{typed}");
        }
    }

    #[test]
    fn a_site_covers_its_addresses_and_an_address_itself() {
        assert!(covers("2001:db8:0:7::/64", "2001:db8:0:7:aaaa::1"));
        assert!(!covers("2001:db8:0:7::/64", "2001:db8:0:8::1"));
        assert!(!covers("::/64", "192.0.2.1") && !covers("::/64", "::ffff:192.0.2.1"));
        assert!(covers("2001:db8::1", "2001:db8::1") && !covers("2001:db8::1", "2001:db8::2"));
        assert!(covers("192.0.2.1", "192.0.2.1") && !covers("192.0.2.1", ""));
    }

    #[test]
    fn only_what_others_can_reach_has_a_site() {
        assert_eq!(site_of("2001:db8:0:7::9").as_deref(), Some("2001:db8:0:7::/64"));
        for address in ["192.0.2.1", "::1", "fe80::1", "fd00::1", "", "x"] {
            assert_eq!(site_of(address), None, "{address}");
        }
    }
}
