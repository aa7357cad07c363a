//! What is said of what is laid on the bench.

use super::Locale;
use crate::bench::BenchProblem;

crate::texts! {
    struct Words {
        not_a_request = "Neither a policy request nor a line of Postfix’s log. Paste the lines that Postfix sends, such as client_address=192.0.2.1 and recipient=you@example.com, whole lines of its log with their time, or the whole record of an event.", "Ce n’est ni une requête de politique ni une ligne du journal de Postfix. Collez les lignes qu’envoie Postfix, comme client_address=192.0.2.1 et recipient=vous@example.com, des lignes entières de son journal avec leur heure, ou l’enregistrement complet d’un événement.";
        odd_line(text: &str) = "This line has no “=”: {text}. Each line of a request is a name, “=” and a value.", "Cette ligne n’a pas de « = » : {text}. Chaque ligne d’une requête est un nom, « = » et une valeur.";
        long_log(max: &str) = "At most {max} lines of a log at once, please.", "Au plus {max} lignes de journal à la fois.";
        not_declared = "Not declared, or disabled. Write it as it stands in the list of your domains and networks.", "Ni déclaré ni activé. Écrivez-le comme il figure dans la liste de vos domaines et réseaux.";
    }
}

impl BenchProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotARequest => say.not_a_request().to_owned(),
            Self::OddLine { text } => say.odd_line(text),
            Self::LongLog { max } => say.long_log(&locale.number(*max)),
            Self::NotDeclared => say.not_declared().to_owned(),
        }
    }
}
