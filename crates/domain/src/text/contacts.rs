//! What is said of contacts.

use super::Locale;
use crate::contacts::ContactsProblem;

crate::texts! {
    struct Words {
        not_a_phone = "This cannot be a telephone number. Write at least five digits, with spaces and + ( ) - . / between them, such as +33 1 23 45 67 89.", "Cela ne peut pas être un numéro de téléphone. Écrivez au moins cinq chiffres, avec des espaces et + ( ) - . / entre eux, par exemple +33 1 23 45 67 89.";
        of_a_business = "A private person has no such number. Leave it empty, or choose a business.", "Un particulier n’a pas de tel numéro. Laissez vide, ou choisissez une entreprise.";
    }
}

impl ContactsProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotAPhone => say.not_a_phone().to_owned(),
            Self::OfABusiness => say.of_a_business().to_owned(),
        }
    }
}
