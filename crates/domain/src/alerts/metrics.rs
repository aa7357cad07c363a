//! What can be watched. A later area adds its line here, and measures it in `service::alerts::measuring`.

use super::About;
use crate::{MINUTE, Micros, text::Locale};

/// One line for each: word, unit, what it can be about, how often it is looked at in minutes, flags (`usual`: it knows
/// what is usual; `host`: what it tells of keeps mail to the tenant's own domains from being read; `owners`: it is
/// told to the owners), title and sentence.
macro_rules! metrics {
    ($($name:ident = $word:literal, $unit:ident, [$($about:ident)+], $every:literal, [$($flag:ident)*],
        $en:literal, $fr:literal, $text_en:literal, $text_fr:literal;)+) => {
        crate::words! {
            /// Something that a rule can watch.
            pub enum Metric { $($name = $word),+ }
        }

        impl Metric {
            pub const fn unit(self) -> Unit {
                match self { $(Self::$name => Unit::$unit),+ }
            }

            /// What a rule of it can be about.
            pub const fn abouts(self) -> &'static [About] {
                match self { $(Self::$name => &[$(About::$about),+]),+ }
            }

            /// How often it is looked at.
            pub const fn every(self) -> Micros {
                match self { $(Self::$name => $every * MINUTE),+ }
            }

            fn has(self, flag: &str) -> bool {
                let flags: &[&str] = match self { $(Self::$name => &[$(stringify!($flag)),*]),+ };
                flags.contains(&flag)
            }

            /// How people read it.
            pub const fn title(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$name, Locale::En) => $en, (Self::$name, Locale::Fr) => $fr),+
                }
            }

            /// What is measured, in a sentence.
            pub const fn sentence(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$name, Locale::En) => $text_en, (Self::$name, Locale::Fr) => $text_fr),+
                }
            }
        }
    };
}

metrics! {
    AgentSilent = "agent-silent", Minutes, [All Host], 1, [host],
        "Agent silent", "Agent silencieux",
        "How long an active agent has not been heard of. Every mail host is watched by itself.",
        "Temps écoulé depuis le dernier signe d’un agent actif. Chaque serveur est surveillé séparément.";
    ClockOff = "clock-off", Seconds, [All Host], 1, [host],
        "Host’s clock off", "Horloge du serveur décalée",
        "How far the clock of a mail host is from the right time.",
        "Écart entre l’horloge d’un serveur et l’heure exacte.";
    SpoolDepth = "spool-depth", Records, [All Host], 1, [host],
        "Spool filling", "File d’attente de l’agent",
        "How many records an agent keeps because they could not be sent yet.",
        "Nombre d’enregistrements qu’un agent garde faute d’avoir pu les transmettre.";
    ForeignRequests = "foreign-requests", Requests, [All Host], 5, [usual],
        "Foreign attempts", "Tentatives étrangères",
        "Requests in the last full hour from clients outside for domains elsewhere: somebody tries to relay.",
        "Requêtes de la dernière heure pleine venues de l’extérieur vers des domaines d’ailleurs : quelqu’un tente de relayer.";
    Requests = "requests", Requests, [All Host Domain], 5, [usual],
        "Requests", "Requêtes",
        "All requests of Postfix in the last full hour.",
        "Toutes les requêtes de Postfix pendant la dernière heure pleine.";
    Messages = "messages", Messages, [All Host], 5, [usual],
        "Messages", "Messages",
        "Messages seen in the last full hour.",
        "Messages vus pendant la dernière heure pleine.";
    Deferred = "deferred", Recipients, [All Host Domain], 5, [],
        "Mail waiting", "Courrier en attente",
        "Recipients whose mail of the last 24 hours waits in a queue now, as the log tells.",
        "Destinataires dont le courrier des dernières 24 heures attend encore dans une file, d’après le journal.";
    DeferredDomain = "deferred-domain", Recipients, [All Host], 5, [],
        "Mail waiting for one domain", "Courrier en attente pour un domaine",
        "The same for the one domain for which most of it waits.",
        "De même, pour le domaine pour lequel il en attend le plus.";
    Bounced = "bounced", Recipients, [All Host Domain], 5, [],
        "Mail given up", "Courrier abandonné",
        "Recipients whose mail of the last 24 hours was given up, as the log tells.",
        "Destinataires dont le courrier des dernières 24 heures a été abandonné, d’après le journal.";
    UserTimes = "user-times", Times, [All], 5, [],
        "User far from usual", "Utilisateur loin de l’habituel",
        "How many times what is usual for a signed-in user one of them sent in the last full hour; from 100 messages on.",
        "Combien de fois l’habituel un utilisateur authentifié a envoyé pendant la dernière heure pleine ; à partir de 100 messages.";
    ClientTimes = "client-times", Times, [All], 5, [],
        "Client far from usual", "Client loin de l’habituel",
        "The same of a client’s address.",
        "De même, pour l’adresse d’un client.";
    NewNetworks = "new-networks", Networks, [All], 5, [],
        "New client network", "Nouveau réseau client",
        "Networks from which somebody signed in during the last full hour, and nobody in the 30 days before.",
        "Réseaux d’où quelqu’un s’est authentifié pendant la dernière heure pleine, et personne pendant les 30 jours d’avant.";
    QuotaUsed = "quota-used", Percent, [All], 15, [],
        "Quota near", "Quota presque atteint",
        "How far the limit of the plan that is nearest is used up.",
        "Part utilisée de la limite de la formule la plus proche d’être atteinte.";
    EmergencyOverdue = "emergency-overdue", Days, [All], 60, [owners],
        "Emergency address not confirmed", "Adresse d’urgence non confirmée",
        "How many days ago the emergency address had to be confirmed again; at least one where it is at one of your own domains.",
        "Nombre de jours depuis que l’adresse d’urgence aurait dû être reconfirmée ; au moins un si elle se trouve sur l’un de vos domaines.";
}

impl Metric {
    /// Whether it can be compared with what is usual for the hour of the week.
    pub fn has_usual(self) -> bool {
        self.has("usual")
    }

    /// Whether it tells of a mail host that may not take mail; each is looked at by itself.
    pub fn is_of_host(self) -> bool {
        self.has("host")
    }

    /// Whether its notices are for the owners.
    pub fn is_for_owners(self) -> bool {
        self.has("owners")
    }
}

/// In what something is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Minutes,
    Seconds,
    Records,
    Requests,
    Messages,
    Percent,
    Days,
    Recipients,
    Times,
    Networks,
}

impl Unit {
    /// A number of them, as people read it.
    pub fn text(self, locale: Locale, count: i64) -> String {
        let (one, many) = match (self, locale) {
            (Self::Minutes, _) => ("minute", "minutes"),
            (Self::Seconds, Locale::En) => ("second", "seconds"),
            (Self::Seconds, Locale::Fr) => ("seconde", "secondes"),
            (Self::Records, Locale::En) => ("record", "records"),
            (Self::Records, Locale::Fr) => ("enregistrement", "enregistrements"),
            (Self::Requests, Locale::En) => ("request an hour", "requests an hour"),
            (Self::Requests, Locale::Fr) => ("requête par heure", "requêtes par heure"),
            (Self::Messages, Locale::En) => ("message an hour", "messages an hour"),
            (Self::Messages, Locale::Fr) => ("message par heure", "messages par heure"),
            (Self::Percent, Locale::En) => return format!("{}%", locale.number(count)),
            (Self::Percent, Locale::Fr) => return format!("{}\u{a0}%", locale.number(count)),
            (Self::Days, Locale::En) => ("day", "days"),
            (Self::Days, Locale::Fr) => ("jour", "jours"),
            (Self::Recipients, Locale::En) => ("recipient", "recipients"),
            (Self::Recipients, Locale::Fr) => ("destinataire", "destinataires"),
            (Self::Times, Locale::En) => ("time what is usual", "times what is usual"),
            (Self::Times, Locale::Fr) => ("fois l’habituel", "fois l’habituel"),
            (Self::Networks, Locale::En) => ("network", "networks"),
            (Self::Networks, Locale::Fr) => ("réseau", "réseaux"),
        };
        format!("{} {}", locale.number(count), locale.plural(count, one, many))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_can_be_about_everything_and_says_what_it_is() {
        for metric in Metric::ALL {
            assert_eq!(metric.abouts().first(), Some(&About::All), "{metric}");
            for locale in [Locale::En, Locale::Fr] {
                assert!(
                    !metric.title(locale).is_empty() && metric.sentence(locale).ends_with('.'),
                    "{metric}"
                );
            }
        }
        assert!(Metric::AgentSilent.is_of_host() && !Metric::QuotaUsed.is_of_host());
    }

    #[test]
    fn numbers_are_read_in_their_language() {
        assert_eq!(Unit::Requests.text(Locale::En, 1200), "1,200 requests an hour");
        assert_eq!(Unit::Minutes.text(Locale::Fr, 1), "1 minute");
        assert_eq!(Unit::Percent.text(Locale::Fr, 90), "90\u{a0}%");
    }
}
