//! What is said of share links.

use super::Locale;
use crate::share_links::ShareLinksProblem;

crate::texts! {
    struct Words {
        too_many_share_links(max: &str, first: &str) = "This space has {max} open share links, and no more can be made. Revoke one first; the oldest is “{first}”.", "Cet espace a {max} liens de partage ouverts, et on ne peut en créer d’autres. Révoquez-en d’abord un ; le plus ancien est « {first} ».";
    }
}

impl ShareLinksProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::TooManyShareLinks { max, first } => say.too_many_share_links(&locale.number(*max), first),
        }
    }
}
