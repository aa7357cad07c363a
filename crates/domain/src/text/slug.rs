//! What is said of slugs.

use super::Locale;
use crate::slug::SlugProblem;

crate::texts! {
    struct Words {
        not_a_slug = "Only lower-case letters, digits and single hyphens between them.", "Uniquement des minuscules sans accent, des chiffres, et des traits d’union simples entre eux.";
        reserved = "This word is reserved. Please choose another.", "Ce mot est réservé. Choisissez-en un autre.";
    }
}

impl SlugProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotASlug => say.not_a_slug().to_owned(),
            Self::Reserved => say.reserved().to_owned(),
        }
    }
}
