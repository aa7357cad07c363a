//! Why a mail was not taken, as one of a few kinds: what servers say is a text in their own words, and others choose it.

use std::{fmt, str::FromStr};

crate::words! {
    /// What a text says for a refusal, as far as it is understood.
    pub enum ReasonKind {
        UnknownUser = "unknown-user",
        MailboxFull = "mailbox-full",
        TooLarge = "too-large",
        Greylisted = "greylisted",
        /// Too many mails or connections in a short time.
        RateLimited = "rate-limited",
        /// The client stands on a list of those nobody wants mail from.
        Listed = "listed",
        RelayDenied = "relay-denied",
        SenderRefused = "sender-refused",
        /// The client's name, or what it calls itself, is not as it has to be.
        ClientRefused = "client-refused",
        /// SPF, DKIM or DMARC.
        NotAuthentic = "not-authentic",
        Content = "content",
        HostNotFound = "host-not-found",
        /// Nobody answered, or the connection was lost.
        NoConnection = "no-connection",
        Encryption = "encryption",
        /// The next server or a program here does not work as it should.
        Server = "server",
        Policy = "policy",
        Other = "other",
    }
}

impl ReasonKind {
    /// What tells them apart, the first that fits: words in small letters.
    const WORDS: &[(Self, &[&str])] = &[
        (Self::Greylisted, &["greylist", "graylist", "grey list"]),
        (
            Self::RateLimited,
            &[
                "rate limit",
                "ratelimit",
                "too many",
                "unusual rate",
                "unsolicited mail originating",
                "throttl",
                "exceeded the rate",
            ],
        ),
        (Self::NotAuthentic, &["spf", "dkim", "dmarc", "unauthenticated", "not authenticated"]),
        (
            Self::Listed,
            &[
                "blocked using",
                "blacklist",
                "blocklist",
                "block list",
                "dnsbl",
                " rbl",
                "spamhaus",
                "reputation",
            ],
        ),
        (
            Self::RelayDenied,
            &["relay access denied", "relaying denied", "relay not permitted", "not permitted to relay"],
        ),
        (
            Self::MailboxFull,
            &[
                "mailbox full",
                "mailbox is full",
                "over quota",
                "overquota",
                "quota exceeded",
                "out of storage",
            ],
        ),
        (Self::TooLarge, &["size exceeds", "too large", "too big", "message size"]),
        (
            Self::UnknownUser,
            &[
                "user unknown",
                "unknown user",
                "no such user",
                "unknown recipient",
                "does not exist",
                "mailbox unavailable",
                "mailbox not found",
                "no mailbox",
                "undeliverable address",
                "no such recipient",
                "invalid recipient",
                "recipient not found",
            ],
        ),
        (Self::SenderRefused, &["sender address rejected", "sender rejected", "sender denied"]),
        (
            Self::ClientRefused,
            &[
                "helo command rejected",
                "cannot find your hostname",
                "cannot find your reverse",
                "reverse dns",
                "client host rejected",
            ],
        ),
        (Self::Encryption, &["starttls", "tls", "certificate"]),
        (
            Self::HostNotFound,
            &[
                "host not found",
                "name or service not known",
                "name service error",
                "domain not found",
                "host or domain name",
                "nullmx",
            ],
        ),
        (
            Self::NoConnection,
            &[
                "connect to",
                "connection refused",
                "connection timed out",
                "lost connection",
                "timed out",
                "no route to host",
                "network is unreachable",
            ],
        ),
        (Self::Content, &["spam", "virus", "malware", "content", "attachment", "phishing"]),
        (Self::Policy, &["policy", "access denied", "prohibited"]),
        (
            Self::Server,
            &[
                "server configuration",
                "mail loop",
                "temporary lookup failure",
                "system",
                "service unavailable",
                "internal error",
                "command died",
            ],
        ),
    ];

    /// By the enhanced status code alone (RFC 3463), where the text says nothing that is known.
    fn of_status(status: &str) -> Self {
        match status.split_once('.').map_or("", |(_, detail)| detail) {
            "1.1" | "1.2" | "1.3" | "1.6" | "1.10" => Self::UnknownUser,
            "1.7" | "1.8" => Self::SenderRefused,
            "2.2" => Self::MailboxFull,
            "2.3" | "3.4" => Self::TooLarge,
            "4.1" | "4.2" => Self::NoConnection,
            "4.3" | "4.4" => Self::HostNotFound,
            "7.4" | "7.5" | "7.10" | "7.11" => Self::Encryption,
            "7.20" | "7.21" | "7.22" | "7.23" | "7.24" | "7.25" | "7.26" => Self::NotAuthentic,
            "7.28" => Self::RateLimited,
            detail if detail.starts_with("6.") => Self::Content,
            detail if detail.starts_with("3.") || detail.starts_with("4.") => Self::Server,
            detail if detail.starts_with("7.") => Self::Policy,
            _ => Self::Other,
        }
    }
}

/// The class and the subject of an enhanced status code, with the kind of what was said: as many as there can be of
/// them, whatever strangers write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// 4: for now, 5: for good; 0: not said.
    pub class: u8,
    /// What it is about, from 1 to 7 (RFC 3463); 0: something else, or not said.
    pub subject: u8,
    pub kind: ReasonKind,
}

impl Reason {
    /// Of a status, which may be empty, and of what was said with it.
    pub fn of(status: &str, text: &str) -> Self {
        // Addresses and the names of hosts may hold any of the words.
        let said: Vec<&str> = text.split_whitespace().filter(|word| !word.contains(['@', '['])).collect();
        let text = said.join(" ").to_lowercase();
        let known = ReasonKind::WORDS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word)));
        let kind = known.map_or_else(|| ReasonKind::of_status(status), |(kind, _)| *kind);
        let mut parts = status.split('.');
        let mut digit = |most: u8| {
            let number = parts.next().and_then(|part| part.parse::<u8>().ok());
            number.filter(|number| *number <= most).unwrap_or(0)
        };
        let class = digit(5);
        Self { class, subject: digit(7), kind }
    }

    /// Its code as people know it; empty where none was said.
    pub fn code(self) -> String {
        if self.class == 0 { String::new() } else { format!("{}.{}", self.class, self.subject) }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} {}", self.class, self.subject, self.kind)
    }
}

impl FromStr for Reason {
    type Err = crate::UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || crate::UnknownWord(text.to_owned());
        let (code, kind) = text.split_once(' ').ok_or_else(unknown)?;
        let (class, subject) = code.split_once('.').ok_or_else(unknown)?;
        let digit = |text: &str| text.parse::<u8>().ok().filter(|number| *number <= 7 && text.len() == 1);
        match (digit(class), digit(subject)) {
            (Some(class), Some(subject)) => Ok(Self { class, subject, kind: kind.parse()? }),
            _ => Err(unknown()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_say_is_one_of_a_few_kinds() {
        for (status, text, word) in [
            (
                "4.2.0",
                "host mx[192.0.2.1] said: 450 4.2.0 Greylisted, come again in 300 seconds",
                "4.2 greylisted",
            ),
            ("4.4.1", "connect to mx.example[192.0.2.1]:25: Connection refused", "4.4 no-connection"),
            (
                "4.4.3",
                "Host or domain name not found. Name service error for name=x type=MX",
                "4.4 host-not-found",
            ),
            (
                "5.1.1",
                "<x@tenant.test>: Recipient address rejected: User unknown in local recipient table",
                "5.1 unknown-user",
            ),
            (
                "5.7.1",
                "Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
                "5.7 listed",
            ),
            ("5.7.1", "<x@elsewhere.example>: Relay access denied", "5.7 relay-denied"),
            ("5.2.2", "said something of its own", "5.2 mailbox-full"),
            ("5.7.1", "", "5.7 policy"),
            ("", "no", "0.0 other"),
            ("9.999.1", "no", "0.0 other"),
            (
                "4.3.0",
                "host mx.spam-dkim.example[192.0.2.1] said: 450 4.3.0 <tls@marble.example>: not now",
                "4.3 server",
            ),
        ] {
            let reason = Reason::of(status, text);
            assert_eq!(reason.to_string(), word, "{text}");
            assert_eq!(word.parse(), Ok(reason));
        }
        for word in ["", "4.2", "greylisted", "44.2 greylisted", "4.9 greylisted", "4.2 no-such-kind"] {
            assert!(word.parse::<Reason>().is_err(), "{word}");
        }
        assert_eq!([Reason::of("4.7.1", "x").code(), Reason::of("", "x").code()], ["4.7", ""]);
    }
}
