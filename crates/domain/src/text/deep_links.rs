//! What is said of addresses with variables.

use super::Locale;
use crate::{addresses::readable, deep_links::DeepLinksProblem};

crate::texts! {
    struct Words {
        no_address = "Write an address of the web that begins with https:// or http://, with a name and a path in plain letters.", "Écrivez une adresse web qui commence par https:// ou http://, avec un nom et un chemin en lettres simples.";
        unpaired = "A brace is missing: each variable stands between an opening and a closing one.", "Il manque une accolade : chaque variable figure entre une accolade ouvrante et une fermante.";
        unknown(name: &str, names: &str) = "There is no variable “{name}”. There are: {names}.", "Il n’y a pas de variable « {name} ». Il y a : {names}.";
        in_host = "A variable may not stand in the name of the server; write it behind the first slash.", "Une variable ne peut pas figurer dans le nom du serveur ; écrivez-la après la première barre oblique.";
        not_allowed(host: &str) = "Links may not lead to {host}. Add it to the hosts that links may lead to first.", "Les liens ne peuvent pas mener à {host}. Ajoutez-le d’abord aux hôtes autorisés pour les liens.";
    }
}

impl DeepLinksProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotAWebAddress => say.no_address().to_owned(),
            Self::Unpaired => say.unpaired().to_owned(),
            Self::UnknownVariable { name, names } => say.unknown(name, names),
            Self::VariableInHost => say.in_host().to_owned(),
            Self::HostNotAllowed { host } => say.not_allowed(&readable(host)),
        }
    }
}
