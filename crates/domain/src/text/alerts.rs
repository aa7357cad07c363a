//! What is said of alerts and their rules.

use super::Locale;
use crate::alerts::{AlertsProblem, Comparison, Metric};

crate::texts! {
    struct Words {
        too_many_rules(max: &str) = "There are {max} rules already, as many as a space may have. Delete one first.", "Il y a déjà {max} règles, le maximum d’un espace. Supprimez-en une d’abord.";
        not_about = "This cannot be watched for that. Choose everything, or what the description of the metric names.", "Cela ne peut pas être surveillé ainsi. Choisissez tout, ou ce que la description de la mesure indique.";
        no_usual = "Nothing is known here of what is usual. Compare with a number instead.", "L’habituel n’est pas connu pour cette mesure. Comparez plutôt avec un nombre.";
        not_an_hour = "Write both hours as 22:00 and 07:30, or leave both empty.", "Écrivez les deux heures comme 22:00 et 07:30, ou laissez les deux vides.";
        not_a_receiver(reason: &str) = "This address is not asked from here: {reason}. Write a public address that begins with https://.", "Cette adresse ne peut pas être appelée d’ici : {reason}. Écrivez une adresse publique qui commence par https://.";
        on_own_domain(domain: &str) = "This address is at {domain}, one of your own domains: when its mail host is down, nobody reads it there. Choose one elsewhere.", "Cette adresse est sur {domain}, l’un de vos domaines : si son serveur est en panne, personne ne la lira. Choisissez-en une ailleurs.";
        rule_above(what: &str, bound: &str) = "{what}: above {bound}", "{what} : au-dessus de {bound}";
        rule_below(what: &str, bound: &str) = "{what}: below {bound}", "{what} : au-dessous de {bound}";
        rule_unusual(what: &str, bound: &str) = "{what}: more than {bound} times the usual spread from usual for this hour of the week", "{what} : à plus de {bound} fois l’écart habituel de l’habituel pour cette heure de la semaine";
    }
}

impl AlertsProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::TooManyRules { max } => say.too_many_rules(&locale.number(*max)),
            Self::NotAbout => say.not_about().to_owned(),
            Self::NoUsual => say.no_usual().to_owned(),
            Self::NotAnHour => say.not_an_hour().to_owned(),
            Self::NotAReceiver { reason } => say.not_a_receiver(reason),
            Self::OnOwnDomain { domain } => say.on_own_domain(domain),
        }
    }
}

/// What a rule says, in a line.
pub fn rule_line(locale: Locale, metric: Metric, comparison: Comparison, threshold: i64) -> String {
    let (say, what) = (Words(locale), metric.title(locale));
    let bound = metric.unit().text(locale, threshold);
    match comparison {
        Comparison::Above => say.rule_above(what, &bound),
        Comparison::Below => say.rule_below(what, &bound),
        Comparison::Unusual => say.rule_unusual(what, &locale.number(threshold)),
    }
}
