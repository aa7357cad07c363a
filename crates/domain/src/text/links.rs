//! What is said of a mailed link that leads no further: what became of it, and the way on.

use super::Locale;
use crate::accounts::{Ended, Link};

crate::texts! {
    struct Words {
        sign_up_used = "This address is confirmed already, and the account is there.", "Cette adresse est déjà confirmée et le compte existe.";
        sign_up_older = "A newer mail was sent since, and this link is of an older one. Open the newest mail, or sign up again.", "Un message plus récent a été envoyé depuis, et ce lien vient d’un ancien. Ouvrez le plus récent, ou recommencez l’inscription.";
        sign_up_replaced = "Somebody has signed up with this address again since, and this link no longer counts. Open the newest mail, or sign up again.", "Une autre inscription a été commencée depuis avec cette adresse, et ce lien ne compte plus. Ouvrez le message le plus récent, ou recommencez l’inscription.";
        sign_up_expired = "This link worked for 24 hours, and they are over. Sign up again; it takes a minute.", "Ce lien était valable 24 heures, et elles sont passées. Recommencez l’inscription ; cela prend une minute.";
        sign_up_unknown = "This is no link of ours, or a part of it is missing. Copy it whole from the mail, or sign up again.", "Ce lien n’est pas l’un des nôtres, ou il en manque une partie. Copiez-le en entier depuis le message, ou recommencez l’inscription.";
        sign_up_withdrawn = "What this link was for is not there any more. Sign up again; it takes a minute.", "Ce à quoi ce lien servait n’existe plus. Recommencez l’inscription ; cela prend une minute.";
        reset_withdrawn = "The account has changed since this mail was sent, and its link no longer counts. Ask for a new one with the address of the account.", "Le compte a changé depuis l’envoi de ce message, et son lien ne compte plus. Demandez-en un nouveau avec l’adresse du compte.";
        reset_used = "A new password was set with this link already. Sign in with it, or ask for another link if you have forgotten that one, too.", "Un nouveau mot de passe a déjà été choisi avec ce lien. Connectez-vous avec lui, ou demandez un autre lien si vous l’avez oublié aussi.";
        reset_older = "A new password was set through another mail since. Sign in with it, or ask for a new link.", "Un nouveau mot de passe a été choisi depuis par un autre message. Connectez-vous avec lui, ou demandez un nouveau lien.";
        reset_expired = "This link worked for one hour, and it is over. Your password is as it was; ask for a new link.", "Ce lien était valable une heure, et elle est passée. Votre mot de passe n’a pas changé ; demandez un nouveau lien.";
        reset_unknown = "This is no link of ours, or a part of it is missing. Copy it whole from the mail, or ask for a new one.", "Ce lien n’est pas l’un des nôtres, ou il en manque une partie. Copiez-le en entier depuis le message, ou demandez-en un nouveau.";
    }
}

pub(super) const fn ended(link: Link, why: Ended, locale: Locale) -> &'static str {
    let say = Words(locale);
    match (link, why) {
        (Link::SignUp, Ended::Used) => say.sign_up_used(),
        (Link::SignUp, Ended::Older) => say.sign_up_older(),
        (Link::SignUp, Ended::Replaced) => say.sign_up_replaced(),
        (Link::SignUp, Ended::Expired) => say.sign_up_expired(),
        (Link::SignUp, Ended::Withdrawn) => say.sign_up_withdrawn(),
        (Link::SignUp, Ended::Unknown) => say.sign_up_unknown(),
        (Link::PasswordReset, Ended::Used) => say.reset_used(),
        (Link::PasswordReset, Ended::Older | Ended::Replaced) => say.reset_older(),
        (Link::PasswordReset, Ended::Expired) => say.reset_expired(),
        (Link::PasswordReset, Ended::Withdrawn) => say.reset_withdrawn(),
        (Link::PasswordReset, Ended::Unknown) => say.reset_unknown(),
    }
}
