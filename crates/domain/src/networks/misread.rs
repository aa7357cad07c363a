//! What somebody typed instead of a network, and what they probably meant.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::{Ipv4Subnets, Ipv6Subnets};

use super::{Network, bare, read};
use crate::{
    error::{Seen, Slip},
    lists::prefix_of,
    names,
};

/// The network that a text says, in the form that is taken.
fn meant(text: &str) -> Option<String> {
    let network = read(text)?.trunc().to_string();
    Network::parse(&network).ok().map(|_| network)
}

/// What was typed instead of a network.
pub(super) fn misread(text: &str) -> Option<Slip> {
    if text.contains("://") {
        return Slip::new(Seen::Url, None);
    }
    let (address, behind) = text.split_once('/').unwrap_or((text, ""));
    let address = bare(address).unwrap_or(address);
    if let Some(slip) = groups(address, behind) {
        return Some(slip);
    }
    if let Some(seen) = names::postfix(text) {
        return Slip::new(seen, None);
    }
    if text.contains('@') {
        return Slip::new(Seen::Address, None);
    }
    if let Some((before, behind)) = text.split_once('%') {
        let prefix = behind.split_once('/').map_or(String::new(), |(_, prefix)| format!("/{prefix}"));
        return Slip::new(
            Seen::Zone,
            read(&format!("{before}{prefix}")).map(|_| format!("{before}{prefix}")),
        );
    }
    if let Some((first, last)) = text.split_once(['-', '–', '—'])
        && let Some(first) = read(first.trim())
        && let Some(last) = read(last.trim()).or_else(|| read(&ended(first.addr(), last.trim())?))
    {
        return Slip::new(Seen::Range, between(first.network(), last.broadcast()));
    }
    if let (Ok(address), Ok(mask)) = (address.parse::<Ipv4Addr>(), behind.parse::<Ipv4Addr>()) {
        let prefix = prefix_of(Ipv4Addr::from_bits(!mask.to_bits()));
        return Slip::new(Seen::Netmask, prefix.and_then(|prefix| meant(&format!("{address}/{prefix}"))));
    }
    if !behind.is_empty() && read(address).is_some() {
        return Slip::new(Seen::Prefix, None);
    }
    if let Some((before, port)) = text.rsplit_once(':')
        && !port.is_empty()
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && read(before).is_some()
    {
        return Slip::new(Seen::Port, Some(before.to_owned()));
    }
    // Any address behind these numbers: `192.0.2.*`, `192.0.2.x`.
    let known = address.trim_end_matches(['.', '*', 'x', 'X']);
    let is_whole = address[known.len()..].is_empty() || address[known.len()..].starts_with('.');
    if is_whole && known.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return octets(known, behind);
    }
    let is_pattern = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '*' | 'x' | 'X');
    if address.starts_with(|letter: char| letter.is_ascii_digit()) && address.chars().all(is_pattern) {
        return Slip::new(Seen::Octets, None);
    }
    let is_name = names::ascii(&text.replace('_', "x")).is_some();
    if is_name && text.contains('.') { Slip::new(Seen::HostName, None) } else { None }
}

/// The first numbers of an IPv4 address, as access tables have them.
fn octets(address: &str, prefix: &str) -> Option<Slip> {
    let octets: Vec<&str> = address.split('.').collect();
    if octets.iter().any(|octet| octet.len() > 1 && octet.starts_with('0')) {
        return Slip::new(Seen::LeadingZero, None);
    }
    let is_octet = |octet: &&str| octet.parse::<u8>().is_ok();
    if octets.len() > 3 || !octets.iter().all(is_octet) {
        return None;
    }
    let prefix = if prefix.is_empty() { (8 * octets.len()).to_string() } else { prefix.to_owned() };
    let whole = format!("{address}{}/{prefix}", ".0".repeat(4 - octets.len()));
    read(&whole)?;
    Slip::new(Seen::Octets, meant(&whole))
}

/// The first groups of an IPv6 address, without the `::` for the others.
fn groups(address: &str, prefix: &str) -> Option<Slip> {
    let known = address.trim_end_matches([':', '*']);
    let is_group =
        |group: &str| (1..=4).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_hexdigit());
    let count = known.split(':').count();
    if !address.contains(':') || count > 7 || !known.split(':').all(is_group) {
        return None;
    }
    let prefix = if prefix.is_empty() { (16 * count).to_string() } else { prefix.to_owned() };
    let whole = format!("{known}::/{prefix}");
    read(&whole)?;
    Slip::new(Seen::Groups, meant(&whole))
}

/// The last address of a range of which only its last numbers are said: `192.0.2.0-255`.
fn ended(first: IpAddr, last: &str) -> Option<String> {
    let IpAddr::V4(first) = first else { return None };
    let first = first.to_string();
    let octets: Vec<&str> = first.split('.').collect();
    let said = last.trim_start_matches('.');
    let kept = octets.len().checked_sub(said.split('.').count())?;
    Some(format!("{}.{said}", octets.get(..kept)?.join(".")))
}

/// The few networks that hold exactly the addresses from the first to the last.
fn between(first: IpAddr, last: IpAddr) -> Option<String> {
    let nets: Vec<String> = match (first, last) {
        (IpAddr::V4(first), IpAddr::V4(last)) if first <= last => {
            Ipv4Subnets::new(first, last, 0).take(9).map(|net| net.to_string()).collect()
        }
        (IpAddr::V6(first), IpAddr::V6(last)) if first <= last => {
            Ipv6Subnets::new(first, last, 0).take(9).map(|net| net.to_string()).collect()
        }
        _ => return None,
    };
    (nets.len() < 9).then(|| nets.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{error::Problem, networks::NetworksProblem};

    #[test]
    fn what_was_typed_instead_is_told_with_what_was_meant() {
        let cases = [
            ("!10.0.0.5", Seen::Exclusion, ""),
            ("192.0.2", Seen::Octets, "192.0.2.0/24"),
            ("192.0.2.", Seen::Octets, "192.0.2.0/24"),
            ("192.0.2/25", Seen::Octets, "192.0.2.0/25"),
            ("10/8", Seen::Octets, "10.0.0.0/8"),
            ("10.0.0.0-10.0.0.9", Seen::Range, "10.0.0.0/29 10.0.0.8/31"),
            ("10.0.0.0–10.0.0.255", Seen::Range, "10.0.0.0/24"),
            ("10.0.0.9-10.0.0.0", Seen::Range, ""),
            ("10.0.0.1-10.9.9.9", Seen::Range, ""),
            ("hash:/etc/postfix/networks", Seen::Table, ""),
            ("$mynetworks", Seen::Variable, ""),
            ("10.0.0.0/0.255.255.255", Seen::Netmask, "10.0.0.0/8"),
            ("10.0.0.0/255.0.255.0", Seen::Netmask, ""),
            ("192.0.2.0/33", Seen::Prefix, ""),
            ("192.0.2.1:25", Seen::Port, "192.0.2.1"),
            ("[2001:db8::1]:25", Seen::Port, "[2001:db8::1]"),
            ("010.0.0.0/8", Seen::LeadingZero, ""),
            ("fe80::1%eth0", Seen::Zone, "fe80::1"),
            ("fe80::%eth0/64", Seen::Zone, "fe80::/64"),
            ("mx.tenant.test", Seen::HostName, ""),
            ("https://tenant.test/", Seen::Url, ""),
            ("bob@tenant.test", Seen::Address, ""),
        ];
        for (text, seen, instead) in cases {
            let slip = Slip::new(seen, Some(instead.to_owned()));
            assert_eq!(
                Network::parse(text),
                Err(Problem::Networks(NetworksProblem::NotANetwork { slip })),
                "{text}"
            );
        }
        for text in ["", "home", "192.0.2.1.5", "300.1", "::1::"] {
            assert_eq!(
                Network::parse(text),
                Err(Problem::Networks(NetworksProblem::NotANetwork { slip: None })),
                "{text}"
            );
        }
    }
}
