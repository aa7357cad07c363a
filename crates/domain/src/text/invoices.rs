//! What is said of invoices that cannot be what was asked, and of numbers that are none.

use super::Locale;
use crate::invoices::{InvoicesError, InvoicesProblem};

crate::texts! {
    struct Words {
        settled = "Nothing of this invoice is owed any more.", "Il ne reste rien à régler sur cette facture.";
        credited = "A credit note has already taken this invoice back.", "Un avoir a déjà annulé cette facture.";
        no_number = "This is no number of a country of the Union, Switzerland or the United Kingdom. Leave it empty if there is none.", "Ce n’est pas un numéro d’un pays de l’Union, de la Suisse ou du Royaume-Uni. Laissez vide s’il n’y en a pas.";
        looks_like(example: &str) = "This number does not look like those of its country, such as {example}.", "Ce numéro ne ressemble pas à ceux de son pays, par exemple {example}.";
        mistyped = "The check digits of this number do not fit. Compare it with an official document.", "La clé de contrôle de ce numéro ne correspond pas. Comparez-le à un document officiel.";
    }
}

impl InvoicesError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::Settled => say.settled().to_owned(),
            Self::Credited => say.credited().to_owned(),
        }
    }
}

impl InvoicesProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotANumberOfTheirs { example } if example.is_empty() => say.no_number().to_owned(),
            Self::NotANumberOfTheirs { example } => say.looks_like(example),
            Self::Mistyped => say.mistyped().to_owned(),
        }
    }
}
