//! What is said of second factors.

use super::Locale;
use crate::second_factors::{SecondFactorsError, SecondFactorsProblem};

crate::texts! {
    struct Words {
        sign_in_expired = "This sign-in took too long, or was answered wrongly too often. Sign in again.", "Cette connexion a pris trop de temps, ou trop de réponses étaient fausses. Connectez-vous à nouveau.";
        factor_demanded(spaces: &str) = "This is your last second factor, and {spaces} demands one of its members. Add another first, or leave that space.", "C’est votre dernier second facteur, et {spaces} en exige un de ses membres. Ajoutez-en d’abord un autre, ou quittez cet espace.";
        wrong_factor_code = "This is not the code your app shows now, or it was used already. Wait for the next one and type that.", "Ce n’est pas le code affiché par votre application, ou il a déjà servi. Attendez le suivant et saisissez-le.";
        clock_ahead_seconds(count: &str) = "This code is one of your app’s, but from a clock about {count} seconds ahead. Have your phone set its time by itself, then type the code it shows.", "Ce code vient bien de votre application, mais d’une horloge en avance d’environ {count} secondes. Réglez l’heure du téléphone sur automatique, puis saisissez le code affiché.";
        clock_ahead_minutes(count: &str) = "This code is one of your app’s, but from a clock about {count} minutes ahead. Have your phone set its time by itself, then type the code it shows.", "Ce code vient bien de votre application, mais d’une horloge en avance d’environ {count} minutes. Réglez l’heure du téléphone sur automatique, puis saisissez le code affiché.";
        clock_behind_seconds(count: &str) = "This code is one of your app’s, but from a clock about {count} seconds behind. Have your phone set its time by itself, then type the code it shows.", "Ce code vient bien de votre application, mais d’une horloge en retard d’environ {count} secondes. Réglez l’heure du téléphone sur automatique, puis saisissez le code affiché.";
        clock_behind_minutes(count: &str) = "This code is one of your app’s, but from a clock about {count} minutes behind. Have your phone set its time by itself, then type the code it shows.", "Ce code vient bien de votre application, mais d’une horloge en retard d’environ {count} minutes. Réglez l’heure du téléphone sur automatique, puis saisissez le code affiché.";
        wrong_recovery_code = "This is none of your recovery codes, or it was used already. Try another one.", "Ce n’est pas un de vos codes de secours, ou il a déjà servi. Essayez-en un autre.";
        passkey_refused = "The passkey was not accepted. Try again, or use another way.", "La clé d’accès n’a pas été acceptée. Réessayez, ou utilisez un autre moyen.";
        too_many_passkeys(max: &str) = "You have {max} passkeys already. Remove one you no longer use first.", "Vous avez déjà {max} clés d’accès. Supprimez d’abord une clé inutilisée.";
        too_many_tries = "Too many wrong answers. Sign in again from the start.", "Trop de réponses fausses. Recommencez la connexion du début.";
        enrolment_expired = "This took too long. Begin again and scan the new image.", "Cela a pris trop de temps. Recommencez et scannez la nouvelle image.";
        no_second_factor = "Add a second factor to your own account first; otherwise this would lock you out.", "Ajoutez d’abord un second facteur à votre propre compte ; sinon vous seriez exclu.";
    }
}

impl SecondFactorsError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::SignInExpired => say.sign_in_expired().to_owned(),
            Self::FactorDemanded { spaces } => say.factor_demanded(&spaces.join(", ")),
        }
    }
}

impl SecondFactorsProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::WrongFactorCode => say.wrong_factor_code().to_owned(),
            Self::ClockOff { seconds } => clock_off(say, *seconds),
            Self::WrongRecoveryCode => say.wrong_recovery_code().to_owned(),
            Self::PasskeyRefused => say.passkey_refused().to_owned(),
            Self::TooManyPasskeys { max } => say.too_many_passkeys(&locale.number(*max)),
            Self::TooManyTries => say.too_many_tries().to_owned(),
            Self::EnrolmentExpired => say.enrolment_expired().to_owned(),
            Self::NoSecondFactor => say.no_second_factor().to_owned(),
        }
    }
}

/// By how much a clock is off, in the words of whoever looks at it.
fn clock_off(say: Words, seconds: i64) -> String {
    let Words(locale) = say;
    let off = seconds.abs();
    match (seconds > 0, off < 2 * 60) {
        (true, true) => say.clock_ahead_seconds(&locale.number(off)),
        (true, false) => say.clock_ahead_minutes(&locale.number((off + 30) / 60)),
        (false, true) => say.clock_behind_seconds(&locale.number(off)),
        (false, false) => say.clock_behind_minutes(&locale.number((off + 30) / 60)),
    }
}
