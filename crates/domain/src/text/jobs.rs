//! What is said of background work.

use super::Locale;
use crate::jobs::JobsError;

crate::texts! {
    struct Words {
        job_changed = "This job stands otherwise by now: one that is over cannot be called off, and one that waits or runs need not be begun again. Look at it as it is now.", "Cette tâche a changé d’état entre-temps : une tâche terminée ne peut être annulée, et une tâche en attente ou en cours n’a pas à être relancée. Consultez son état actuel.";
    }
}

impl JobsError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::JobChanged => say.job_changed().to_owned(),
        }
    }
}
