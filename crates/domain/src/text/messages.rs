//! How people read why a mail was not taken, and how long one took.

use super::Locale;
use crate::messages::{Reason, ReasonKind, Wait};

crate::texts! {
    struct Words {
        reason_unknown_user = "Recipient unknown", "Destinataire inconnu";
        reason_mailbox_full = "Mailbox full", "Boîte pleine";
        reason_too_large = "Too large", "Trop volumineux";
        reason_greylisted = "Greylisted", "Liste grise";
        reason_rate_limited = "Too many at once", "Trop d’envois à la fois";
        reason_listed = "Client on a block list", "Client sur une liste noire";
        reason_relay_denied = "Relaying refused", "Relais refusé";
        reason_sender_refused = "Sender refused", "Expéditeur refusé";
        reason_client_refused = "Client refused", "Client refusé";
        reason_not_authentic = "SPF, DKIM or DMARC", "SPF, DKIM ou DMARC";
        reason_content = "Content refused", "Contenu refusé";
        reason_host_not_found = "Host or domain not found", "Hôte ou domaine introuvable";
        reason_no_connection = "No connection", "Pas de connexion";
        reason_encryption = "Encryption", "Chiffrement";
        reason_server = "A server’s own fault", "Panne d’un serveur";
        reason_policy = "Policy", "Politique du serveur";
        reason_other = "Something else", "Autre chose";
        reason_not_said = "Not said", "Non précisé";
        reason_coded(kind: &str, code: &str) = "{kind} ({code})", "{kind} ({code})";
        wait_less_than(end: &str) = "less than {end}", "moins de {end}";
        wait_at_least(start: &str) = "{start} and more", "{start} et plus";
    }
}

impl ReasonKind {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::UnknownUser => say.reason_unknown_user(),
            Self::MailboxFull => say.reason_mailbox_full(),
            Self::TooLarge => say.reason_too_large(),
            Self::Greylisted => say.reason_greylisted(),
            Self::RateLimited => say.reason_rate_limited(),
            Self::Listed => say.reason_listed(),
            Self::RelayDenied => say.reason_relay_denied(),
            Self::SenderRefused => say.reason_sender_refused(),
            Self::ClientRefused => say.reason_client_refused(),
            Self::NotAuthentic => say.reason_not_authentic(),
            Self::Content => say.reason_content(),
            Self::HostNotFound => say.reason_host_not_found(),
            Self::NoConnection => say.reason_no_connection(),
            Self::Encryption => say.reason_encryption(),
            Self::Server => say.reason_server(),
            Self::Policy => say.reason_policy(),
            Self::Other => say.reason_other(),
        }
    }
}

impl Reason {
    /// A word as people read it: a kind alone, one with its code, or nothing that is known.
    pub fn told(word: &str, locale: Locale) -> String {
        let say = Words(locale);
        match (word.parse::<Self>(), word.parse::<ReasonKind>()) {
            (Ok(reason), _) if reason.class > 0 => {
                say.reason_coded(reason.kind.title(locale), &reason.code())
            }
            (Ok(Self { kind, .. }), _) | (_, Ok(kind)) => kind.title(locale).to_owned(),
            _ => say.reason_not_said().to_owned(),
        }
    }
}

impl Wait {
    /// `less than 1 s`, `5 s – 15 s`, `1 d and more`.
    pub fn told(self, locale: Locale) -> String {
        let say = Words(locale);
        match (self.from(), self.end()) {
            (0, Some(end)) => say.wait_less_than(&short(end, locale)),
            (start, Some(end)) => format!("{} – {}", short(start, locale), short(end, locale)),
            (start, None) => say.wait_at_least(&short(start, locale)),
        }
    }

    /// What a share of all lies within: its end, or where it begins.
    pub fn bound(self, locale: Locale) -> String {
        let start = || Words(locale).wait_at_least(&short(self.from(), locale));
        self.end().map_or_else(start, |end| short(end, locale))
    }
}

/// A whole number of the largest unit that says it.
fn short(time: crate::Micros, locale: Locale) -> String {
    let seconds = time / crate::SECOND;
    match (seconds, locale) {
        (..60, _) => format!("{seconds}\u{a0}s"),
        (..3600, _) => format!("{}\u{a0}min", seconds / 60),
        (..86_400, _) => format!("{}\u{a0}h", seconds / 3600),
        (_, Locale::En) => format!("{}\u{a0}d", seconds / 86_400),
        (_, Locale::Fr) => format!("{}\u{a0}j", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_and_times_are_read_aloud() {
        let told = |word: &str| Reason::told(word, Locale::En);
        assert_eq!(told("4.7 greylisted"), "Greylisted (4.7)");
        assert_eq!(
            [told("greylisted"), told("0.0 other"), told("")],
            ["Greylisted", "Something else", "Not said"]
        );
        let waits: Vec<_> = Wait::all().map(|wait| wait.told(Locale::En).replace('\u{a0}', " ")).collect();
        assert_eq!((waits[0].as_str(), waits[2].as_str()), ("less than 1 s", "2 s – 5 s"));
        assert_eq!(waits[waits.len() - 1], "1 d and more");
    }
}
