//! What somebody typed instead of what was asked for.

use serde::{Deserialize, Serialize};

crate::words! {
    /// What a value that cannot be taken is instead. Each has its own way on.
    pub enum Seen {
        /// `@example.com`
        At = "at",
        /// `ann@example.com`
        Address = "address",
        /// `https://example.com/`
        Url = "url",
        /// `*.example.com`, `.example.com`
        Wildcard = "wildcard",
        /// `mail_gw.example.com`
        Underscore = "underscore",
        /// `localhost`
        Bare = "bare",
        /// `192.0.2.1`, where a name is asked for.
        IpAddress = "ip-address",
        /// `mail.example.com`, where an address is asked for.
        HostName = "host-name",
        /// `example.com:25`
        Port = "port",
        /// `hash:/etc/postfix/networks`
        Table = "table",
        /// `$mydomain`
        Variable = "variable",
        /// `!10.0.0.5`
        Exclusion = "exclusion",
        /// `10.0.0.0-10.0.0.9`
        Range = "range",
        /// `10.0.0.0/0.255.255.255`
        Netmask = "netmask",
        /// `255.0.0.0`, alone
        BareMask = "bare-mask",
        /// `2001:db8:1:2`
        Groups = "groups",
        /// `192.0.2`, `192.0.2.*`
        Octets = "octets",
        /// `010.0.0.0`
        LeadingZero = "leading-zero",
        /// `192.0.2.0/33`
        Prefix = "prefix",
        /// `fe80::1%eth0`
        Zone = "zone",
    }
}

/// What was seen, and what was probably meant; empty where nobody can tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    pub seen: Seen,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instead: String,
}

impl Slip {
    pub fn new(seen: Seen, instead: Option<String>) -> Option<Self> {
        Some(Self { seen, instead: instead.unwrap_or_default() })
    }
}
