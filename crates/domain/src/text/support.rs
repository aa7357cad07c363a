//! What is said of help: how much of it there is, and what goes wrong.

use super::Locale;
use crate::support::{QuestionState, Support, SupportError, SupportProblem};

crate::texts! {
    struct Words {
        no_support = "The plan of this space has no personal support. The documentation is open to everybody; a larger plan gives support by e-mail.", "La formule de cet espace ne comprend pas d’assistance personnelle. La documentation est ouverte à tous ; une formule supérieure donne une assistance par e-mail.";
        too_many_questions(max: &str) = "{max} questions of this space wait for an answer already. Go on with one of them, or close one.", "{max} questions de cet espace attendent déjà une réponse. Poursuivez l’une d’elles, ou closez-en une.";
        too_many_messages(max: &str) = "This question has {max} messages, and no more fit. Ask a new one.", "Cette question compte {max} messages et n’en accepte plus. Posez-en une nouvelle.";
        none = "No personal support", "Sans assistance personnelle";
        none_text = "The documentation answers most questions. A larger plan lets you write to people.", "La documentation répond à la plupart des questions. Une formule supérieure permet d’écrire à quelqu’un.";
        e_mail = "Support by e-mail", "Assistance par e-mail";
        e_mail_text = "Write to us here. The answer stands on this page and comes by mail.", "Écrivez-nous ici. La réponse figure sur cette page et vous parvient par e-mail.";
        priority = "Priority support", "Assistance prioritaire";
        priority_text = "Write to us here. Your questions are answered before those of plans without priority.", "Écrivez-nous ici. Vos questions passent avant celles des formules sans priorité.";
        dedicated = "Dedicated support, day and night", "Assistance dédiée, jour et nuit";
        dedicated_text = "Write to us here, at any hour. Your questions are answered before all others.", "Écrivez-nous ici, à toute heure. Vos questions passent avant toutes les autres.";
        open = "Waits for an answer", "Attend une réponse";
        answered = "Answered", "Répondue";
        closed = "Closed", "Close";
    }
}

impl SupportError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        match self {
            Self::NoSupport => Words(locale).no_support().to_owned(),
        }
    }
}

impl SupportProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::TooManyQuestions { max } => say.too_many_questions(&locale.number(*max)),
            Self::TooManyMessages { max } => say.too_many_messages(&locale.number(*max)),
        }
    }
}

impl Support {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::None => say.none(),
            Self::EMail => say.e_mail(),
            Self::Priority => say.priority(),
            Self::Dedicated => say.dedicated(),
        }
    }

    /// What somebody with it can do.
    pub const fn note(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::None => say.none_text(),
            Self::EMail => say.e_mail_text(),
            Self::Priority => say.priority_text(),
            Self::Dedicated => say.dedicated_text(),
        }
    }
}

impl QuestionState {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Open => say.open(),
            Self::Answered => say.answered(),
            Self::Closed => say.closed(),
        }
    }
}
