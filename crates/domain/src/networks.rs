//! The IP networks whose clients belong to the tenant: what Postfix calls `mynetworks`.

mod misread;

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use self::misread::misread;
use crate::{
    error::{Checks, Problem, Seen, Slip},
    forms::visible,
    lists::{MOST, Taken, entries, is_like_mask, prefix_of},
};

/// The widest networks accepted. Registries give out nothing wider, so a shorter prefix is a slip, and
/// `0.0.0.0/0` would make everyone an insider.
const MIN_PREFIX_V4: u8 = 8;
const MIN_PREFIX_V6: u8 = 16;

/// What is never routed on the internet (RFC 4193, RFC 4291) may be as wide as it is.
const NEVER_ROUTED: [(Ipv6Addr, u8); 2] =
    [(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7), (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10)];

/// The bits before the IPv4 address in an IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2).
const MAPPED_BITS: u8 = 96;

/// A network in canonical form: no bits behind the prefix, no IPv4 address in IPv6 clothes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network(IpNet);

impl Network {
    /// Reads CIDR notation (RFC 4632, RFC 4291 section 2.3), an address with its netmask, or one address.
    /// Square brackets are tolerated, as Postfix wants them around IPv6 (`[2001:db8::]/32`), and so is what says
    /// which kind of address follows (`ip4:`, as in SPF; `IPv6:`, as in address literals of mail).
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = visible(text);
        let text = without_kind(text.trim());
        let text = bare(text).map_or(text, without_kind);
        let net = read(text).ok_or_else(|| NetworksProblem::NotANetwork { slip: misread(text) })?;
        if text.parse().is_ok_and(is_like_mask) {
            return Err(NetworksProblem::NotANetwork { slip: Slip::new(Seen::BareMask, None) }.into());
        }
        let min_prefix = if matches!(net, IpNet::V4(_)) { MIN_PREFIX_V4 } else { MIN_PREFIX_V6 };
        if net.prefix_len() < min_prefix && !is_never_routed(&net) {
            return Err(NetworksProblem::TooWide { min_prefix: i64::from(min_prefix) }.into());
        }
        let network = net.trunc();
        if network != net {
            return Err(NetworksProblem::HostBitsSet { network: network.to_string() }.into());
        }
        Ok(Self(network))
    }

    /// Whether the address lies in the network; an IPv4-mapped address counts as the IPv4 address it holds.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }

    /// Whether all of the other lies in this one.
    pub fn holds(&self, other: &Self) -> bool {
        self.0.contains(&other.0)
    }

    /// Whether the two share an address: then one lies in the other.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.0.contains(&other.0) || other.0.contains(&self.0)
    }

    /// Why the network cannot stand beside those already there, if it cannot.
    fn clash(self, others: &[Self]) -> Option<Problem> {
        if others.contains(&self) {
            return Some(Problem::Duplicate { of: self.to_string() });
        }
        let other = others.iter().find(|other| self.overlaps(other))?;
        Some(Problem::Networks(NetworksProblem::Overlaps { other: other.to_string() }))
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Takes a list of networks apart. What cannot be taken is noted in `checks` under its line, the rest is
/// returned. Each is compared with each, so no more are read than are taken at once.
pub fn parse_lines(
    text: &str,
    field: &str,
    existing: &[Network],
    checks: &mut Checks,
) -> Vec<Taken<Network>> {
    let mut all = existing.to_vec();
    let mut taken = Vec::new();
    for entry in entries(text).into_iter().take(MOST) {
        match Network::parse(&entry.text).and_then(|network| network.clash(&all).map_or(Ok(network), Err)) {
            Ok(value) => {
                all.push(value);
                taken.push(Taken { entry, value });
            }
            Err(problem) => checks.add_line(field, entry.line, &entry.text, problem),
        }
    }
    taken
}

/// Reads the address of a client. A zone (`fe80::1%eth0`, RFC 4007) means something on that host only and is
/// dropped; an IPv4-mapped address, which a dual-stack socket gives, becomes the IPv4 address.
pub fn parse_address(text: &str) -> Option<IpAddr> {
    let text = visible(text);
    let text = text.trim();
    let address = match text.split_once('%') {
        Some((address, _)) => IpAddr::V6(address.parse().ok()?),
        None => text.parse().ok()?,
    };
    Some(address.to_canonical())
}

fn is_never_routed(net: &IpNet) -> bool {
    let IpNet::V6(net) = net else { return false };
    let holds = |(address, prefix): &(Ipv6Addr, u8)| {
        Ipv6Net::new(*address, *prefix).is_ok_and(|wide| wide.contains(net))
    };
    NEVER_ROUTED.iter().any(holds)
}

/// The addresses that count as one client where something is limited: a household and a server are given an
/// IPv6 network of /64 at least (RFC 6177), and whoever has one has all of its addresses. What is no address
/// stays as it is.
pub fn client_network(address: &str) -> String {
    match parse_address(address) {
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        Some(IpAddr::V4(address)) => address.to_string(),
        None => address.to_owned(),
    }
}

/// The network that an address lies in as its owner usually has it, so that a new address of somebody known is none:
/// 256 addresses of IPv4, a /48 of IPv6. Empty for what is no address.
pub fn network_around(address: &str) -> String {
    match parse_address(address) {
        Some(IpAddr::V6(address)) => {
            let [a, b, c, ..] = address.segments();
            format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
        Some(IpAddr::V4(address)) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        None => String::new(),
    }
}

/// The text without the word that says what kind of address it is.
fn without_kind(text: &str) -> &str {
    let is_kind =
        |kind: &str| ["ip", "ip4", "ip6", "ipv4", "ipv6"].iter().any(|word| kind.eq_ignore_ascii_case(word));
    match text.split_once(':') {
        Some((kind, rest)) if is_kind(kind.trim_start_matches('+')) => rest.trim_start(),
        _ => text,
    }
}

/// What stands in square brackets.
fn bare(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    (!inner.contains(['[', ']'])).then_some(inner)
}

fn read(text: &str) -> Option<IpNet> {
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (text, None),
    };
    match bare(address).unwrap_or(address).parse().ok()? {
        IpAddr::V4(address) => Some(Ipv4Net::new(address, prefix.map_or(Some(32), read_mask)?).ok()?.into()),
        IpAddr::V6(address) => read_v6(address, prefix.map_or(Some(128), read_prefix)?),
    }
}

fn read_v6(address: Ipv6Addr, prefix: u8) -> Option<IpNet> {
    match (address.to_ipv4_mapped(), prefix.checked_sub(MAPPED_BITS)) {
        (Some(mapped), Some(prefix)) => Some(Ipv4Net::new(mapped, prefix).ok()?.into()),
        _ => Some(Ipv6Net::new(address, prefix).ok()?.into()),
    }
}

/// A prefix length in plain digits; a sign is none.
fn read_prefix(text: &str) -> Option<u8> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// A prefix length, or the netmask that says it.
fn read_mask(text: &str) -> Option<u8> {
    read_prefix(text).or_else(|| prefix_of(text.parse().ok()?))
}

crate::problems! {
    /// What is wrong with a network, or with an address.
    pub enum NetworksProblem {
        /// Not an IP network in CIDR form.
        NotANetwork {
            #[serde(default, skip_serializing_if = "Option::is_none")]
            slip: Option<Slip>,
        } = "not-a-network";
        /// The address has bits set behind the prefix; `network` is what was probably meant.
        HostBitsSet { network: String } = "host-bits-set";
        /// A network that covers, or is covered by, one that is already there.
        Overlaps { other: String } = "overlaps";
        /// So wide that strangers would be inside.
        TooWide { min_prefix: i64 } = "too-wide";
        NotAnAddress = "not-an-address";
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn net(text: &str) -> Network {
        Network::parse(text).unwrap()
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_client_is_an_ipv4_address_or_an_ipv6_network() {
        for (address, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::", "2001:db8:1:2::/64"),
            ("fe80::1%eth0", "fe80::/64"),
            ("", ""),
            ("unknown", "unknown"),
        ] {
            assert_eq!(client_network(address), expected, "{address}");
        }
    }

    #[test]
    fn every_spelling_of_a_network_is_kept_in_one_form() {
        let cases = [
            ("192.0.2.0/24", "192.0.2.0/24"),
            ("  10.0.0.0/8 ", "10.0.0.0/8"),
            ("192.0.2.7", "192.0.2.7/32"),
            ("[192.0.2.7]", "192.0.2.7/32"),
            ("2001:DB8:0::/32", "2001:db8::/32"),
            ("[2001:db8::]/32", "2001:db8::/32"),
            ("[::1]", "::1/128"),
            ("::1", "::1/128"),
            ("::ffff:192.0.2.0/120", "192.0.2.0/24"),
            ("[::ffff:c000:207]/128", "192.0.2.7/32"),
            ("::ffff:192.0.2.7", "192.0.2.7/32"),
            ("[::ffff:127.0.0.0]/104", "127.0.0.0/8"),
            ("10.0.0.0/255.0.0.0", "10.0.0.0/8"),
            ("fe80::/10", "fe80::/10"),
            ("fc00::/7", "fc00::/7"),
        ];
        for (typed, kept) in cases {
            assert_eq!(net(typed).to_string(), kept, "{typed}");
        }
    }

    #[test]
    fn bits_behind_the_prefix_are_refused_with_the_network_that_was_meant() {
        let cases = [
            ("192.0.2.7/24", "192.0.2.0/24"),
            ("[2001:db8::1]/32", "2001:db8::/32"),
            ("::ffff:192.0.2.7/120", "192.0.2.0/24"),
        ];
        for (typed, meant) in cases {
            assert_eq!(
                Network::parse(typed),
                Err(Problem::Networks(NetworksProblem::HostBitsSet { network: meant.to_owned() }))
            );
            assert!(Network::parse(meant).is_ok());
        }
    }

    #[test]
    fn a_network_that_would_hold_everyone_is_refused() {
        for wide in ["0.0.0.0/0", "10.0.0.0/7", "10.0.0.1/0", "::ffff:0.0.0.0/96"] {
            assert_eq!(
                Network::parse(wide),
                Err(Problem::Networks(NetworksProblem::TooWide { min_prefix: 8 })),
                "{wide}"
            );
        }
        for wide in ["::/0", "2000::/3", "2001::/15"] {
            assert_eq!(
                Network::parse(wide),
                Err(Problem::Networks(NetworksProblem::TooWide { min_prefix: 16 })),
                "{wide}"
            );
        }
        assert_eq!(net("2001::/16").to_string(), "2001::/16");
    }

    #[test]
    fn what_is_not_a_network_is_refused() {
        let wrong = [
            "",
            "/",
            "/24",
            "tenant.test",
            "192.0.2.0/33",
            "2001:db8::/129",
            "192.0.2.0/-1",
            "192.0.2.0/+8",
            "192.0.2.0/",
            "192.0.2.0/255.0.255.0",
            "192.0.2/24",
            "010.0.0.0/8",
            "192.0.2.0/24/24",
            "192.0.2.0 /24",
            "[::1",
            "::1]",
            "[[::1]]",
            "fe80::1%eth0",
            "192.0.2.0-192.0.2.9",
            "192.0.2.0/999",
        ];
        for text in wrong {
            assert!(
                matches!(Network::parse(text), Err(Problem::Networks(NetworksProblem::NotANetwork { .. }))),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_network_holds_its_addresses_in_either_clothes() {
        assert!(net("192.0.2.0/24").contains(ip("192.0.2.255")));
        assert!(net("192.0.2.0/24").contains(ip("::ffff:192.0.2.255")));
        assert!(!net("192.0.2.0/24").contains(ip("192.0.3.0")));
        assert!(net("2001:db8::/32").contains(ip("2001:db8:ffff::1")));
        assert!(!net("2001:db8::/32").contains(ip("192.0.2.1")));
        // The IPv6 block that holds the mapped addresses gives no right to IPv4 clients.
        assert!(!net("::/64").contains(ip("::ffff:192.0.2.1")));
    }

    #[test]
    fn networks_overlap_either_way_and_never_across_families() {
        assert!(net("10.0.0.0/8").overlaps(&net("10.1.0.0/16")));
        assert!(net("10.1.0.0/16").overlaps(&net("10.0.0.0/8")));
        assert!(!net("10.1.0.0/16").overlaps(&net("10.2.0.0/16")));
        assert!(!net("::/64").overlaps(&net("10.0.0.0/8")));
    }

    #[test]
    fn each_failing_line_has_its_own_error_and_the_rest_is_taken() {
        let text = "# office\n192.0.2.0/24\n\n192.0.2.0/24\n192.0.2.128/25\n10.0.0.0/8\n172.16.0.1/12\nhome\n[::1]/128\n";
        let mut checks = Checks::default();
        let taken = parse_lines(text, "networks", &[net("10.1.0.0/16")], &mut checks);
        let taken: Vec<_> = taken.into_iter().map(|taken| taken.value).collect();
        assert_eq!(taken, [net("192.0.2.0/24"), net("::1")]);
        let told: Vec<_> = checks
            .into_fields()
            .into_iter()
            .map(|error| (error.line.map_or(0, |line| line.number), error.problem))
            .collect();
        let expected = [
            (4, Problem::Duplicate { of: "192.0.2.0/24".to_owned() }),
            (5, Problem::Networks(NetworksProblem::Overlaps { other: "192.0.2.0/24".to_owned() })),
            (6, Problem::Networks(NetworksProblem::Overlaps { other: "10.1.0.0/16".to_owned() })),
            (7, Problem::Networks(NetworksProblem::HostBitsSet { network: "172.16.0.0/12".to_owned() })),
            (8, Problem::Networks(NetworksProblem::NotANetwork { slip: None })),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn an_existing_network_typed_again_is_a_duplicate_even_when_another_overlaps() {
        let existing = [net("10.0.0.0/8"), net("10.1.0.0/16")];
        let duplicate = Problem::Duplicate { of: "10.1.0.0/16".to_owned() };
        assert_eq!(net("10.1.0.0/16").clash(&existing), Some(duplicate));
    }

    #[test]
    fn client_addresses_lose_their_zone_and_their_clothes() {
        let cases = [
            ("192.0.2.1", Some("192.0.2.1")),
            ("::ffff:192.0.2.1", Some("192.0.2.1")),
            ("fe80::1%eth0", Some("fe80::1")),
            ("::ffff:192.0.2.1%2", Some("192.0.2.1")),
            ("2001:DB8::1", Some("2001:db8::1")),
            ("192.0.2.1%eth0", None),
            ("unknown", None),
            ("", None),
            ("[::1]", None),
        ];
        for (text, address) in cases {
            assert_eq!(parse_address(text), address.map(ip), "{text}");
        }
    }

    #[test]
    fn an_address_lies_in_a_network_of_its_owner() {
        for (address, network) in [
            ("192.0.2.77", "192.0.2.0/24"),
            ("::ffff:192.0.2.77", "192.0.2.0/24"),
            ("2001:db8:9:1::25", "2001:db8:9::/48"),
            ("unknown", ""),
            ("", ""),
        ] {
            assert_eq!(network_around(address), network, "{address}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_panic(text in any::<String>(), near in "[\\[\\]0-9a-f:./%]{0,24}") {
            for text in [text, near] {
                let _ = parse_address(&text);
                if let Ok(network) = Network::parse(&text) {
                    prop_assert_eq!(Network::parse(&network.to_string()), Ok(network));
                }
            }
        }

        #[test]
        fn an_ipv4_network_holds_exactly_the_addresses_that_share_its_first_bits(
            address in any::<u32>(), prefix in 8_u8..=32, other in any::<u32>(), near in any::<bool>(),
        ) {
            let behind = u32::MAX.checked_shr(u32::from(prefix)).unwrap_or(0);
            let network = net(&format!("{}/{prefix}", std::net::Ipv4Addr::from(address & !behind)));
            let client = if near { (address & !behind) | (other & behind) } else { other };
            let is_inside = (address ^ client) & !behind == 0;
            let client = std::net::Ipv4Addr::from(client);
            prop_assert_eq!(network.contains(IpAddr::V4(client)), is_inside);
            prop_assert_eq!(network.contains(IpAddr::V6(client.to_ipv6_mapped())), is_inside);
        }

        #[test]
        fn taken_networks_never_overlap(blocks in prop::collection::vec((any::<u32>(), 8_u8..=32), 0..12)) {
            let line = |(address, prefix): &(u32, u8)| {
                let behind = u32::MAX.checked_shr(u32::from(*prefix)).unwrap_or(0);
                // Few first bytes, so that clashes are common.
                let address = address & 0x03ff_ffff & !behind;
                format!("{}/{prefix}\n", std::net::Ipv4Addr::from(address))
            };
            let text: String = blocks.iter().map(line).collect();
            let mut checks = Checks::default();
            let taken = parse_lines(&text, "networks", &[], &mut checks);
            for (place, one) in taken.iter().enumerate() {
                prop_assert!(taken[place + 1..].iter().all(|other| !one.value.overlaps(&other.value)));
            }
            prop_assert_eq!(taken.len() + checks.into_fields().len(), blocks.len());
        }
    }
}
