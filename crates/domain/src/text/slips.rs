//! What is said about a value that is something else than was asked for: what it is, and what to type instead.

use super::Locale;
use crate::error::{Seen, Slip};

crate::texts! {
    struct Words {
        is_at = "This begins with an @. Type the name alone.", "Ceci commence par un @. Saisissez le nom seul.";
        is_at_meant(instead: &str) = "This begins with an @. Type the name alone: {instead}.", "Ceci commence par un @. Saisissez le nom seul : {instead}.";
        is_address = "This is an e-mail address. Type the domain that stands behind its @.", "Ceci est une adresse e-mail. Saisissez le domaine qui suit le @.";
        is_address_meant(instead: &str) = "This is an e-mail address. Type its domain, {instead}, and all of its addresses count.", "Ceci est une adresse e-mail. Saisissez son domaine, {instead} : toutes ses adresses comptent.";
        is_url = "This is a web address. Type the domain alone, such as example.com.", "Ceci est une adresse web. Saisissez le domaine seul, par exemple exemple.fr.";
        is_url_meant(instead: &str) = "This is a web address. Type the domain alone: {instead}.", "Ceci est une adresse web. Saisissez le domaine seul : {instead}.";
        is_wildcard = "A pattern with * stands for names nobody can list. Type each domain that receives mail.", "Un motif avec * désigne des noms que nul ne peut énumérer. Saisissez chaque domaine qui reçoit du courrier.";
        is_wildcard_meant(instead: &str) = "Subdomains are not taken by pattern. Type {instead}, and each subdomain that receives mail, such as mail.{instead}.", "Les sous-domaines ne s’indiquent pas par motif. Saisissez {instead}, puis chaque sous-domaine qui reçoit du courrier, par exemple mail.{instead}.";
        is_underscore = "A mail domain has no underscore (RFC 5321), so it cannot be declared, and mail to this name will count as foreign. If the mail has another name without one, type that.", "Un domaine de messagerie n’a pas de tiret bas (RFC 5321) : il ne peut pas être déclaré, et le courrier vers ce nom comptera comme hors périmètre. S’il existe un nom sans tiret bas, saisissez celui-là.";
        is_bare = "A name without a dot is known on one network only. Type the whole domain, such as example.com.", "Un nom sans point n’est connu que d’un réseau. Saisissez le domaine entier, par exemple exemple.fr.";
        is_ip_address = "This is an IP address. Declare it as a network; a domain is what stands behind the @.", "Ceci est une adresse IP. Déclarez-la comme réseau ; un domaine est ce qui suit le @.";
        is_port = "Leave the port out.", "Retirez le port.";
        is_port_meant(instead: &str) = "Leave the port out: {instead}.", "Retirez le port : {instead}.";
        is_table = "This names a table of Postfix, which cannot be read from here. Paste what stands in it; postmap -s prints it.", "Ceci désigne une table de Postfix, illisible d’ici. Collez son contenu ; postmap -s l’affiche.";
        is_variable = "This is a variable of Postfix, whose value is not known here. Paste what postconf -x shows.", "Ceci est une variable de Postfix, dont la valeur n’est pas connue ici. Collez ce qu’affiche postconf -x.";
        is_exclusion = "Nothing can be taken out of the list with a “!”. Leave this out, and declare only what is yours.", "Un « ! » ne peut rien exclure de la liste. Retirez ceci et ne déclarez que ce qui est à vous.";
        is_range = "This is a range. Type it as networks in CIDR form, such as 192.0.2.0/28.", "Ceci est une plage. Saisissez-la en notation CIDR, par exemple 192.0.2.0/28.";
        is_range_meant(instead: &str) = "This is a range. Type it in CIDR form: {instead}", "Ceci est une plage. Saisissez-la en notation CIDR : {instead}";
        is_netmask = "This is no netmask that a network can have. Type the length of the prefix, such as /24.", "Ce masque n’est pas celui d’un réseau. Saisissez la longueur du préfixe, par exemple /24.";
        is_netmask_meant(instead: &str) = "This is a netmask turned round. Type {instead}.", "Ce masque est inversé. Saisissez {instead}.";
        is_bare_mask = "This is a netmask without its network. Type both together, such as 192.0.2.0/24.", "Ceci est un masque sans son réseau. Saisissez les deux ensemble, par exemple 192.0.2.0/24.";
        is_groups = "An IPv6 address has eight groups, and :: stands for those left out. Type it with its ::, such as 2001:db8::/32.", "Une adresse IPv6 a huit groupes, et :: remplace ceux qui manquent. Saisissez-la avec son ::, par exemple 2001:db8::/32.";
        is_groups_meant(instead: &str) = "An IPv6 address has eight groups, and :: stands for those left out. Type {instead}.", "Une adresse IPv6 a huit groupes, et :: remplace ceux qui manquent. Saisissez {instead}.";
        is_octets = "An IPv4 address has four numbers. Type all of them, with the length of the prefix.", "Une adresse IPv4 a quatre nombres. Saisissez-les tous, avec la longueur du préfixe.";
        is_octets_meant(instead: &str) = "An IPv4 address has four numbers. Type {instead}.", "Une adresse IPv4 a quatre nombres. Saisissez {instead}.";
        is_leading_zero = "A number that begins with 0 is read as octal by some programs. Type it without the zero.", "Un nombre qui commence par 0 est lu en octal par certains programmes. Saisissez-le sans le zéro.";
        is_prefix = "The prefix is not one: it goes up to /32 for IPv4 and up to /128 for IPv6.", "Ce préfixe n’existe pas : il va jusqu’à /32 en IPv4 et jusqu’à /128 en IPv6.";
        is_zone = "What follows the % means something on one host only. Leave it out.", "Ce qui suit le % n’a de sens que sur une machine. Retirez-le.";
        is_zone_meant(instead: &str) = "What follows the % means something on one host only. Type {instead}.", "Ce qui suit le % n’a de sens que sur une machine. Saisissez {instead}.";
        is_host_name = "This is a name. Networks are known by their addresses: type the IP address it stands for.", "Ceci est un nom. Les réseaux se déclarent par adresse : saisissez l’adresse IP qu’il désigne.";
        is_no_network = "This is not the address of a network. Type an IP address, such as 192.0.2.25.", "Ceci n’est pas l’adresse d’un réseau. Saisissez une adresse IP, par exemple 192.0.2.25.";
    }
}

/// About something typed where a domain is asked for.
pub(super) fn domain(slip: &Slip, locale: Locale) -> String {
    sentence(slip, locale)
}

/// About something typed where a network is asked for.
pub(super) fn network(slip: &Slip, locale: Locale) -> String {
    match slip.seen {
        Seen::Address | Seen::Url => Words(locale).is_no_network().to_owned(),
        _ => sentence(slip, locale),
    }
}

fn sentence(slip: &Slip, locale: Locale) -> String {
    let say = Words(locale);
    let meant = slip.instead.as_str();
    let or = |plain: &str, told: String| if meant.is_empty() { plain.to_owned() } else { told };
    match slip.seen {
        Seen::At => or(say.is_at(), say.is_at_meant(meant)),
        Seen::Address => or(say.is_address(), say.is_address_meant(meant)),
        Seen::Url => or(say.is_url(), say.is_url_meant(meant)),
        Seen::Wildcard => or(say.is_wildcard(), say.is_wildcard_meant(meant)),
        Seen::Underscore => say.is_underscore().to_owned(),
        Seen::Bare => say.is_bare().to_owned(),
        Seen::IpAddress => say.is_ip_address().to_owned(),
        Seen::HostName => say.is_host_name().to_owned(),
        Seen::Port => or(say.is_port(), say.is_port_meant(meant)),
        Seen::Table => say.is_table().to_owned(),
        Seen::Variable => say.is_variable().to_owned(),
        Seen::Exclusion => say.is_exclusion().to_owned(),
        Seen::Range => or(say.is_range(), say.is_range_meant(meant)),
        Seen::Netmask => or(say.is_netmask(), say.is_netmask_meant(meant)),
        Seen::BareMask => say.is_bare_mask().to_owned(),
        Seen::Groups => or(say.is_groups(), say.is_groups_meant(meant)),
        Seen::Octets => or(say.is_octets(), say.is_octets_meant(meant)),
        Seen::LeadingZero => say.is_leading_zero().to_owned(),
        Seen::Prefix => say.is_prefix().to_owned(),
        Seen::Zone => or(say.is_zone(), say.is_zone_meant(meant)),
    }
}
