//! What is said of saved views.

use super::Locale;
use crate::saved_views::SavedViewsProblem;

crate::texts! {
    struct Words {
        too_many_views(max: &str) = "You keep {max} views, and no more can be kept. Delete one first.", "Vous gardez {max} vues, et on ne peut en garder davantage. Supprimez-en d’abord une.";
        nothing_asked = "This view asks for nothing. Choose what to look for first.", "Cette vue ne demande rien. Choisissez d’abord ce qu’il faut chercher.";
    }
}

impl SavedViewsProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::TooManyViews { max } => say.too_many_views(&locale.number(*max)),
            Self::NothingAsked => say.nothing_asked().to_owned(),
        }
    }
}
