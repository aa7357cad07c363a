//! What is said of a space that is closed, and of whoever cannot go because of one.

use super::Locale;
use crate::tenants::TenantsError;

crate::texts! {
    struct Words {
        closed = "This space is closed, so nothing in it can be changed. What is in it can still be read and downloaded, and for 30 days an owner can reopen it under “Close or reopen” in the settings.", "Cet espace est fermé : rien ne peut y être modifié. Son contenu se lit et se télécharge toujours, et pendant 30 jours un propriétaire peut le rouvrir par « Fermer ou rouvrir » dans les réglages.";
        closed_for_good = "This space was closed more than 30 days ago, so it cannot be reopened here. Ask whoever runs this installation.", "Cet espace est fermé depuis plus de 30 jours et ne peut plus être rouvert ici. Adressez-vous à qui gère cette installation.";
        suspended(reason: &str) = "The operator of this installation has suspended this space: {reason} You can still sign in, look at everything and download it, and see your plan; nothing can be changed, and policy agents keep their records until it goes on.", "L’exploitant de cette installation a suspendu cet espace : {reason} Vous pouvez toujours vous connecter, tout consulter et télécharger, et voir votre formule ; rien ne peut être modifié, et les agents gardent leurs enregistrements jusqu’à la reprise.";
        closed_by_operator = "The operator of this installation closed this space, so an owner cannot reopen it here. Write to the operator if this is a mistake.", "L’exploitant de cette installation a fermé cet espace ; un propriétaire ne peut donc pas le rouvrir ici. Écrivez à l’exploitant s’il s’agit d’une erreur.";
        owned(spaces: &str) = "You still own {spaces}. Hand it over or close it first; nothing was deleted.", "Vous possédez encore {spaces}. Cédez ou fermez d’abord cet espace ; rien n’a été supprimé.";
    }
}

impl TenantsError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::SpaceClosed => say.closed().to_owned(),
            Self::SpaceSuspended { reason } => say.suspended(&ended(reason)),
            Self::ClosedByOperator => say.closed_by_operator().to_owned(),
            Self::ClosedForGood => say.closed_for_good().to_owned(),
            Self::OwnsSpaces { spaces } => say.owned(&spaces.join(", ")),
        }
    }
}

/// A reason as a sentence, however it was typed, so that another one may follow.
pub fn ended(reason: &str) -> String {
    let reason = reason.trim_end();
    if reason.ends_with(['.', '!', '?', '…']) { reason.to_owned() } else { format!("{reason}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_sentence_however_it_was_typed() {
        let typed = ["fire", "fire ", "unpaid <b>", "Fire.", "Why not?", "and so on…"];
        let told = ["fire.", "fire.", "unpaid <b>.", "Fire.", "Why not?", "and so on…"];
        assert_eq!(typed.map(ended), told);
    }
}
