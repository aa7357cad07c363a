//! What is said of what somebody looks for.

use super::Locale;
use crate::search::{Key, SearchProblem};

crate::texts! {
    struct Words {
        looking_host = "Host", "Serveur";
        looking_direction = "Direction", "Direction";
        looking_domain = "Domain", "Domaine";
        looking_client = "Client", "Client";
        looking_sender = "Sender", "Expéditeur";
        looking_recipient = "Recipient", "Destinataire";
        looking_user = "User", "Utilisateur";
        looking_helo = "HELO name", "Nom HELO";
        looking_queue = "Queue id", "Identifiant de file";
        looking_message = "Message", "Message";
        looking_stage = "Stage", "Étape";
        looking_outcome = "Outcome", "Issue";
        looking_reason = "Reason", "Raison";
        looking_text = "Words", "Mots";
        looking_from = "From", "Du";
        looking_to = "To", "Au";
        looking_size = "Size", "Taille";
        looking_reason_kind = "Kind of reason", "Nature de la raison";
        looking_encryption = "Encrypted", "Chiffré";
        looking_delay = "Seconds to delivery", "Secondes jusqu’à la remise";
        not_a_day_or_time = "This is no day or time of day. Write one as 2026-11-28, or 2026-11-28T14:30.", "Ce n’est ni un jour ni une heure. Écrivez par exemple 2026-11-28 ou 2026-11-28T14:30.";
        not_a_size = "This is no size. Write bytes as 2000, at least as 10M.. and from one to another as 10k..2M.", "Ce n’est pas une taille. Écrivez en octets 2000, au moins 10M.. et d’une taille à l’autre 10k..2M.";
        not_a_delay = "This is no time to delivery. Write seconds from one to another as 60..300, or at least as 3600..", "Ce n’est pas un délai de remise. Écrivez en secondes 60..300 d’un délai à l’autre, ou 3600.. pour au moins.";
        not_a_client = "This is no address. Write one as 192.0.2.7, or a network as 192.0.2.0/24.", "Ce n’est pas une adresse. Écrivez par exemple 192.0.2.7, ou un réseau, 192.0.2.0/24.";
    }
}

impl Key {
    /// What people call it.
    pub const fn label(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Host => say.looking_host(),
            Self::Direction => say.looking_direction(),
            Self::Domain => say.looking_domain(),
            Self::Client => say.looking_client(),
            Self::Sender => say.looking_sender(),
            Self::Recipient => say.looking_recipient(),
            Self::User => say.looking_user(),
            Self::Helo => say.looking_helo(),
            Self::Queue => say.looking_queue(),
            Self::Message => say.looking_message(),
            Self::Stage => say.looking_stage(),
            Self::Outcome => say.looking_outcome(),
            Self::Reason => say.looking_reason(),
            Self::Text => say.looking_text(),
            Self::From => say.looking_from(),
            Self::To => say.looking_to(),
            Self::Size => say.looking_size(),
            Self::ReasonKind => say.looking_reason_kind(),
            Self::Encryption => say.looking_encryption(),
            Self::Delay => say.looking_delay(),
        }
    }
}

impl SearchProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub const fn sentence(&self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::NotADayOrTime => say.not_a_day_or_time(),
            Self::NotASize => say.not_a_size(),
            Self::NotADelay => say.not_a_delay(),
            Self::NotAClient => say.not_a_client(),
        }
    }
}
