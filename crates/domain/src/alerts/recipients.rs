//! Whom a notice may be written to.

use crate::addresses;

/// The one of a tenant's own domains that an address is at or beneath: what a broken mail host keeps from being read.
pub fn on_own_domain<'a>(email: &str, own: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let domain = addresses::domain(email)?.to_lowercase();
    let is_beneath = |name: &&str| {
        let rest = domain.strip_suffix(*name);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    own.into_iter().find(|name| !name.is_empty() && is_beneath(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_and_what_is_beneath_it_are_own_and_nothing_else() {
        let own = ["acme.example", "xn--bcher-kva.example"];
        let on = |email| on_own_domain(email, own);
        assert_eq!(on("ann@acme.example"), Some("acme.example"));
        assert_eq!(on("ann@ACME.example"), Some("acme.example"));
        assert_eq!(on("ann@desk.acme.example"), Some("acme.example"));
        assert_eq!(on("ann@bücher.example"), Some("xn--bcher-kva.example"));
        assert_eq!(on("ann@notacme.example"), None);
        assert_eq!(on("acme.example"), None);
    }
}
