//! What is said of networks and of IP addresses.

use super::{Locale, slips};
use crate::networks::NetworksProblem;

crate::texts! {
    struct Words {
        not_a_network = "Not an IP network. It should look like 192.0.2.0/24 or 2001:db8::/32.", "Ce n’est pas un réseau IP. Il devrait ressembler à 192.0.2.0/24 ou 2001:db8::/32.";
        host_bits_set(network: &str) = "The address goes beyond its prefix. Did you mean {network}?", "L’adresse dépasse son préfixe. Vouliez-vous dire {network} ?";
        overlaps(other: &str) = "Overlaps {other}, which is already in the list.", "Chevauche {other}, déjà dans la liste.";
        too_wide(min_prefix: &str) = "Too wide: it would make half the internet yours. The prefix must be /{min_prefix} or longer.", "Trop large : la moitié d’Internet serait à vous. Le préfixe doit être /{min_prefix} ou plus long.";
        not_an_address = "Not an IP address. It should look like 192.0.2.25 or 2001:db8::25.", "Ce n’est pas une adresse IP. Elle devrait ressembler à 192.0.2.25 ou 2001:db8::25.";
    }
}

impl NetworksProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotANetwork { slip: None } => say.not_a_network().to_owned(),
            Self::NotANetwork { slip: Some(slip) } => slips::network(slip, locale),
            Self::HostBitsSet { network } => say.host_bits_set(network),
            Self::Overlaps { other } => say.overlaps(other),
            Self::TooWide { min_prefix } => say.too_wide(&min_prefix.to_string()),
            Self::NotAnAddress => say.not_an_address().to_owned(),
        }
    }
}
