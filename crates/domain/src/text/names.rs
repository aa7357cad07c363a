//! What is said of names of mail domains and of addresses.

use super::{Locale, slips};
use crate::names::NamesProblem;

crate::texts! {
    struct Words {
        not_an_email = "This is not an e-mail address. It should look like name@example.com.", "Ce n’est pas une adresse e-mail. Elle devrait ressembler à nom@exemple.fr.";
        quoted_address = "An address with a part in quotes cannot be used here. Type another address of this person.", "Une adresse dont une partie est entre guillemets ne peut pas servir ici. Indiquez une autre adresse de cette personne.";
        not_a_domain = "Not a domain name. It should look like example.com.", "Ce n’est pas un nom de domaine. Il devrait ressembler à exemple.fr.";
        looks_alike(domain: &str) = "Some of these letters pass for letters of another alphabet, so this may not be whose it seems to be. Type it in one alphabet; the domain is really {domain}.", "Certaines lettres se confondent avec celles d’un autre alphabet : ceci n’appartient peut-être pas à qui l’on croit. Saisissez-le dans un seul alphabet ; le domaine est en réalité {domain}.";
    }
}

impl NamesProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotAnEmail => say.not_an_email().to_owned(),
            Self::QuotedAddress => say.quoted_address().to_owned(),
            Self::NotADomain { slip: None } => say.not_a_domain().to_owned(),
            Self::NotADomain { slip: Some(slip) } => slips::domain(slip, locale),
            Self::LooksAlike { domain } => say.looks_alike(domain),
        }
    }
}
