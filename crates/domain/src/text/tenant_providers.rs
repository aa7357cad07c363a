//! What is said of the identity providers of tenants.

use super::Locale;
use crate::tenant_providers::TenantProvidersProblem;

crate::texts! {
    struct Words {
        no_record(name: &str) = "The TXT record {name} does not hold the expected value yet. New records can take some minutes to be seen; then try again.", "L’enregistrement TXT {name} ne contient pas encore la valeur attendue. Un nouvel enregistrement peut mettre quelques minutes à être visible ; réessayez ensuite.";
        no_answer = "The name servers of this domain did not answer. Try again in a moment.", "Les serveurs de noms de ce domaine n’ont pas répondu. Réessayez dans un instant.";
        other_issuer(issuer: &str) = "The provider that answers there calls itself {issuer}. Type that if it is the one you mean.", "Le fournisseur qui y répond se nomme {issuer}. Indiquez ce nom si c’est bien lui.";
        not_a_provider = "No OpenID provider answers there under this name. It must be its issuer, begin with https:// and be reachable from the internet.", "Aucun fournisseur OpenID n’y répond sous ce nom. Indiquez son « issuer », qui commence par https:// et est joignable depuis Internet.";
        not_tried = "First prove a domain, and sign in through the provider once yourself: a mistake in it would shut everybody out.", "Prouvez d’abord un domaine et connectez-vous une fois vous-même par ce fournisseur : une erreur exclurait tout le monde.";
    }
}

impl TenantProvidersProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NoRecord { name } => say.no_record(name),
            Self::NoAnswer => say.no_answer().to_owned(),
            Self::NotAProvider => say.not_a_provider().to_owned(),
            Self::OtherIssuer { issuer } => say.other_issuer(issuer),
            Self::NotTried => say.not_tried().to_owned(),
        }
    }
}
