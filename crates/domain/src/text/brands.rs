//! What is said of the brands of spaces.

use super::Locale;
use crate::{addresses::readable, brands::BrandsProblem};

crate::texts! {
    struct Words {
        not_a_logo = "This is no PNG, JPEG or WebP picture. Choose a file of one of these kinds.", "Ce fichier n’est pas une image PNG, JPEG ou WebP. Choisissez un fichier de l’un de ces types.";
        logo_too_heavy(most: &str) = "The picture has more than {most} KiB. Save it smaller and choose it again.", "L’image dépasse {most} Kio. Enregistrez-la plus petite et choisissez-la de nouveau.";
        logo_too_large(most: &str) = "The picture has more than {most} pixels across or down. Make it smaller and choose it again.", "L’image dépasse {most} pixels en largeur ou en hauteur. Réduisez-la et choisissez-la de nouveau.";
        not_own_domain(domain: &str) = "The space has not proved that {domain} is its own. Prove it on the page “Sign-in” of the settings, then save again.", "L’espace n’a pas prouvé que {domain} lui appartient. Prouvez-le dans les réglages, page « Connexion », puis enregistrez de nouveau.";
        host_taken = "This host name is in use already. Choose another one.", "Ce nom d’hôte est déjà utilisé. Choisissez-en un autre.";
    }
}

impl BrandsProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotALogo => say.not_a_logo().to_owned(),
            Self::LogoTooHeavy { max } => say.logo_too_heavy(&locale.number(max / 1024)),
            Self::LogoTooLarge { max } => say.logo_too_large(&locale.number(*max)),
            Self::NotOwnDomain { domain } => say.not_own_domain(&readable(domain)),
            Self::HostTaken => say.host_taken().to_owned(),
        }
    }
}
