//! What is said of time zones and days.

use super::Locale;
use crate::zones::ZonesProblem;

crate::texts! {
    struct Words {
        not_a_time_zone = "Not a time zone. Choose one from the list, such as Europe/Paris.", "Ce n’est pas un fuseau horaire. Choisissez-en un dans la liste, par exemple Europe/Paris.";
        not_a_date = "Not a date. It should look like 2026-11-21.", "Ce n’est pas une date. Elle devrait ressembler à 2026-11-21.";
        too_many_days(max: &str) = "At most {max} days can be shown at once.", "Au plus {max} jours peuvent être affichés à la fois.";
        in_the_past = "This day is over. Choose today or a later day.", "Ce jour est passé. Choisissez aujourd’hui ou un jour suivant.";
        before_the_first = "The last day is before the first. Choose the first day or a later one.", "Le dernier jour précède le premier. Choisissez le premier jour ou un jour suivant.";
    }
}

impl ZonesProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotATimeZone => say.not_a_time_zone().to_owned(),
            Self::NotADate => say.not_a_date().to_owned(),
            Self::TooManyDays { max } => say.too_many_days(&locale.number(*max)),
            Self::InThePast => say.in_the_past().to_owned(),
            Self::BeforeTheFirst => say.before_the_first().to_owned(),
        }
    }
}
