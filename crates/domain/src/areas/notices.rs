//! What is said after a success: the word that the address carries, and the sentence.

use crate::Locale;

macro_rules! notices {
    ($($name:ident = $word:literal, $en:literal, $fr:literal;)+) => {
        crate::words! {
            /// What was done, as the page that follows says it.
            pub enum Notice { $($name = $word),+ }
        }

        impl Notice {
            pub const fn text(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$name, Locale::En) => $en, (Self::$name, Locale::Fr) => $fr),+
                }
            }
        }
    };
}

notices! {
    Welcome = "welcome", "Welcome. Your space is ready; these steps set it up.", "Bienvenue. Votre espace est prêt ; voici comment le mettre en route.";
    SignedOut = "signed-out", "You are signed out.", "Vous êtes déconnecté.";
    PasswordChanged = "password-changed", "Your password is changed and all other sessions are ended.", "Votre mot de passe a été modifié et toutes les autres sessions ont été fermées.";
    ResetMailed = "reset-mailed", "If this address has an account, a mail with a link is on its way. The link works for one hour.", "Si cette adresse a un compte, un message contenant un lien vient de partir. Le lien est valable une heure.";
    Resent = "resent", "A new mail is on its way. Older links and codes no longer work.", "Un nouveau message vient de partir. Les liens et codes précédents ne sont plus valables.";
    DomainsAdded = "domains-added", "Domains added. New mail is counted with them from now on.", "Domaines ajoutés. Ils comptent pour tout le courrier vu à partir de maintenant.";
    NetworksAdded = "networks-added", "Networks added. New mail is counted with them from now on.", "Réseaux ajoutés. Ils comptent pour tout le courrier vu à partir de maintenant.";
    EnvironmentAdded = "environment-added", "Environment added. Choose it on the page of a policy agent to put it there.", "Environnement ajouté. Choisissez-le sur la page d’un agent pour l’y placer.";
    JobBegun = "job-begun", "It is begun again, at the step where it stopped.", "La tâche reprend à l’étape où elle s’était arrêtée.";
    JobCancelled = "job-cancelled", "Called off. What it did already stays.", "Tâche annulée. Ce qu’elle a déjà fait reste.";
    Saved = "saved", "Saved.", "Enregistré.";
    Deleted = "deleted", "Deleted. What was counted before stays as it is.", "Supprimé. Ce qui a été compté reste tel quel.";
    Paused = "paused", "Paused. The agent keeps its records until you resume it.", "En pause. L’agent garde ses enregistrements jusqu’à ce que vous le repreniez.";
    Resumed = "resumed", "Resumed. What the agent kept arrives within half a minute.", "C’est reparti. L’agent transmet en moins d’une demi-minute ce qu’il a gardé.";
    Invited = "invited", "Invited. The mail is on its way.", "Invitation envoyée. Le message est en route.";
    Withdrawn = "withdrawn", "Withdrawn. The link in its mail no longer works.", "Retirée. Le lien du message ne fonctionne plus.";
    Joined = "joined", "Welcome. You belong to this space now.", "Bienvenue. Vous faites maintenant partie de cet espace.";
    Declined = "declined", "Declined. The link no longer works, and nothing else changed.", "Refusée. Le lien ne fonctionne plus, et rien d’autre n’a changé.";
    Removed = "removed", "Removed. Their access has ended.", "Retiré. L’accès a pris fin aussitôt.";
    Left = "left", "You left the space.", "Vous avez quitté l’espace.";
    Closed = "closed", "The space is closed. Nothing of it is deleted.", "L’espace est fermé. Rien n’en est supprimé.";
    Reopened = "reopened", "The space is open again, and agents send what they kept.", "L’espace est rouvert, et les agents envoient ce qu’ils ont gardé.";
    AccountDeleted = "account-deleted", "Your account is deleted. A mail confirms it.", "Votre compte est supprimé. Un message le confirme.";
    Company = "company", "This is a company space now. Everything in it stayed as it was.", "C’est maintenant un espace d’entreprise. Tout y est resté tel quel.";
    FactorAdded = "factor-added", "Added. It is asked for at every sign-in from now on.", "Ajouté. Il sera demandé à chaque connexion désormais.";
    FactorRemoved = "factor-removed", "Removed. A mail about it is on its way.", "Retiré. Un message à ce sujet est en route.";
    SessionEnded = "session-ended", "The session is ended.", "La session est fermée.";
    SessionsEnded = "sessions-ended", "All other sessions are ended.", "Toutes les autres sessions sont fermées.";
    KeyRevoked = "key-revoked", "Revoked. Programs that use this key are refused from now on.", "Révoquée. Les programmes qui utilisent cette clé sont refusés dès maintenant.";
    Revoked = "revoked", "Revoked. Its key stopped working; what it sent stays.", "Révoqué. Sa clé ne fonctionne plus ; ce qu’il a envoyé reste.";
    Linked = "linked", "Linked. You can sign in through it from now on.", "Associé. Vous pouvez désormais vous connecter par ce fournisseur.";
    Unlinked = "unlinked", "Unlinked. It no longer signs you in.", "Dissocié. Il ne vous connecte plus.";
    Proved = "proved", "The record is there: the domain is yours.", "L’enregistrement est là : le domaine est à vous.";
    Confirmed = "confirmed", "Thank you, it is you. Go on with what you were doing.", "Merci, c’est bien vous. Poursuivez ce que vous faisiez.";
    ViewLeft = "view-left", "You see the space as yourself again.", "Vous voyez à nouveau l’espace comme vous-même.";
    ShareRevoked = "share-revoked", "The link is revoked and stopped working.", "Le lien est révoqué et ne fonctionne plus.";
}
