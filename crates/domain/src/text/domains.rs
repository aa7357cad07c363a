//! What is said of a domain that somebody declares.

use super::Locale;
use crate::domains::DomainsProblem;

crate::texts! {
    struct Words {
        public_suffix = "Many organisations register names under this suffix, so it cannot be yours. Enter your own name below it.", "De nombreuses organisations déposent des noms sous ce suffixe ; il ne peut pas être à vous. Indiquez votre propre nom en dessous.";
    }
}

impl DomainsProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::PublicSuffix => say.public_suffix().to_owned(),
        }
    }
}
