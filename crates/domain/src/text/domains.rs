//! What is said of a domain that somebody declares.

use super::Locale;
use crate::domains::DomainsProblem;

crate::texts! {
    struct Words {
        public_suffix = "Many organisations register names under this suffix, so it cannot be yours. Enter your own name below it.", "De nombreuses organisations déposent des noms sous ce suffixe ; il ne peut pas être à vous. Indiquez votre propre nom en dessous.";
        holds_emergency = "The emergency address of this space is at this domain, and would not be read when its mail host is down. Somebody who may change the settings chooses another one there, under Contacts; then the domain can be added.", "L’adresse d’urgence de cet espace est sur ce domaine, et ne serait pas lue si son serveur tombe en panne. Une personne pouvant modifier les paramètres en choisit une autre, sous Contacts ; le domaine pourra ensuite être ajouté.";
    }
}

impl DomainsProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::HoldsEmergency => say.holds_emergency().to_owned(),
            Self::PublicSuffix => say.public_suffix().to_owned(),
        }
    }
}
