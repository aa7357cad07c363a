//! What is said of proposals.

use super::Locale;
use crate::proposals::ProposalsError;

crate::texts! {
    struct Words {
        nothing_to_declare = "Nothing can be declared for this: look at what it says, mend it there, or put it aside.", "Rien ne peut être déclaré pour ceci : lisez ce qui en est dit, corrigez-le sur place, ou écartez-le.";
    }
}

impl ProposalsError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NothingToDeclare => say.nothing_to_declare().to_owned(),
        }
    }
}
