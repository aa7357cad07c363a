//! What is said of a space that is closed, and of whoever cannot go because of one.

use super::Locale;

crate::texts! {
    struct Words {
        closed = "This space is closed, so nothing in it can be changed. What is in it can still be read and downloaded, and for 30 days an owner can reopen it under “Close or reopen” in the settings.", "Cet espace est fermé : rien ne peut y être modifié. Son contenu se lit et se télécharge toujours, et pendant 30 jours un propriétaire peut le rouvrir par « Fermer ou rouvrir » dans les réglages.";
        closed_for_good = "This space was closed more than 30 days ago, so it cannot be reopened here. Ask whoever runs this installation.", "Cet espace est fermé depuis plus de 30 jours et ne peut plus être rouvert ici. Adressez-vous à qui gère cette installation.";
        job_changed = "This job stands otherwise by now: one that is over cannot be called off, and one that waits or runs need not be begun again. Look at it as it is now.", "Cette tâche a changé d’état entre-temps : une tâche terminée ne peut être annulée, et une tâche en attente ou en cours n’a pas à être relancée. Consultez son état actuel.";
        owned(spaces: &str) = "You still own {spaces}. Hand it over or close it first; nothing was deleted.", "Vous possédez encore {spaces}. Cédez ou fermez d’abord cet espace ; rien n’a été supprimé.";
    }
}

pub(super) const fn closed(locale: Locale) -> &'static str {
    Words(locale).closed()
}

pub(super) const fn closed_for_good(locale: Locale) -> &'static str {
    Words(locale).closed_for_good()
}

pub(super) const fn job_changed(locale: Locale) -> &'static str {
    Words(locale).job_changed()
}

pub(super) fn owned(spaces: &[String], locale: Locale) -> String {
    Words(locale).owned(&spaces.join(", "))
}
