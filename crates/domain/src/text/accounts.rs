//! What is said of passwords, mailed codes and ways to sign in.

use super::{Locale, links};
use crate::accounts::{AccountsError, AccountsProblem};

crate::texts! {
    struct Words {
        wrong_credentials = "Wrong e-mail address or password. Check both, or reset the password.", "Adresse e-mail ou mot de passe incorrect. Vérifiez les deux, ou réinitialisez le mot de passe.";
        link_expired = "This link or code was already used, replaced by a newer one, or is too old. Ask for a new one.", "Ce lien ou ce code a déjà servi, a été remplacé par un plus récent, ou est trop ancien. Demandez-en un nouveau.";
        last_way_in = "This is the only way you can sign in with now. Set a password first, through “Forgotten password” on the sign-in page, or link another provider; then unlink this one.", "C’est votre seule façon de vous connecter. Définissez d’abord un mot de passe, par « Mot de passe oublié » sur la page de connexion, ou associez un autre fournisseur ; puis dissociez celui-ci.";
        common_password = "This password is too easy to guess. A sentence of four unrelated words is both strong and easy to remember.", "Ce mot de passe est trop facile à deviner. Une phrase de quatre mots sans lien est sûre et facile à retenir.";
        wrong_password = "This is not the right password.", "Ce n’est pas le bon mot de passe.";
        wrong_code = "This is not the code of the newest mail. Check the six digits, or have a new mail sent.", "Ce n’est pas le code du dernier message. Vérifiez les six chiffres, ou demandez un nouveau message.";
        too_many_codes = "Too many wrong codes were typed, so none is taken any more. Open the link in the mail instead.", "Trop de codes erronés ont été saisis, plus aucun n’est accepté. Ouvrez plutôt le lien du message.";
    }
}

impl AccountsError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::WrongCredentials => say.wrong_credentials().to_owned(),
            Self::LinkExpired => say.link_expired().to_owned(),
            Self::LinkEnded { link, why } => links::ended(*link, *why, locale).to_owned(),
            Self::LastWayIn => say.last_way_in().to_owned(),
        }
    }
}

impl AccountsProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::CommonPassword => say.common_password().to_owned(),
            Self::WrongPassword => say.wrong_password().to_owned(),
            Self::WrongCode => say.wrong_code().to_owned(),
            Self::TooManyCodes => say.too_many_codes().to_owned(),
        }
    }
}
