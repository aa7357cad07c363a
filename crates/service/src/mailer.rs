//! Sends mail: through an SMTP server, or into a folder while none is configured.

mod subject;

use std::path::PathBuf;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{ContentType, HeaderName, HeaderValue, MessageId},
    },
};

/// A mail ready to go.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub attachment: Option<Attachment>,
    /// Whom it is from, where that is not the installation.
    pub sender: Option<Sender>,
    /// Where it is stopped by one click, without signing in (RFC 8058), where more of its kind come.
    pub stop: Option<String>,
}

/// Whom a mail is from: a name, and an address unless the installation's.
#[derive(Clone, Debug)]
pub struct Sender {
    pub name: String,
    pub address: Option<String>,
    /// Who reads answers, where that is another address.
    pub answers_to: Option<String>,
}

/// A file that comes with a mail: its name, its type and what is in it.
#[derive(Clone, Debug)]
pub struct Attachment {
    pub name: String,
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug)]
pub struct Mailer {
    from: Mailbox,
    transport: Transport,
}

#[derive(Clone, Debug)]
enum Transport {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("not an address: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("the mail cannot be written: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("the SMTP server: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("the outbox: {0}")]
    Folder(#[from] std::io::Error),
}

/// What a failure means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody will take this mail as it is, whoever asked for it may know why: the codes of the answer.
    Refused { codes: String },
    /// The SMTP server takes nothing from this installation, such as after a wrong password: the operator
    /// mends it.
    Misconfigured,
    /// It may go better later.
    Later,
}

impl MailError {
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Address(_) | Self::Message(_) => Verdict::Refused { codes: "553".to_owned() },
            Self::Smtp(error) if error.is_permanent() => {
                let code = error.status().map(|code| code.to_string()).unwrap_or_default();
                judge(&code, &error.to_string())
            }
            Self::Smtp(_) | Self::Folder(_) => Verdict::Later,
        }
    }
}

/// What servers without an enhanced code say when they do not take mail from this installation. Each is several
/// words, so that an address with one of them in it is not taken for it.
const ABOUT_US: [&str; 16] = [
    "relay not permitted",
    "relaying not permitted",
    "not permitted to relay",
    "not allowed to relay",
    "unable to relay",
    "relay access denied",
    "relay denied",
    "relaying denied",
    "relaying is denied",
    "allowed rcpthosts",
    "authentication required",
    "authentication is required",
    "must authenticate",
    "sender address rejected",
    "sender rejected",
    "sender verify failed",
];

/// Tells a mail that is refused from a server that refuses us (RFC 5321 section 4.2.3, RFC 4954 section 6,
/// RFC 3463, RFC 7504): by the enhanced code, or by words where it says neither.
fn judge(code: &str, answer: &str) -> Verdict {
    if !matches!(code, "550" | "551" | "552" | "553" | "554" | "556") {
        return Verdict::Misconfigured;
    }
    let words =
        answer.split([' ', '-']).map(|word| word.trim_matches(['#', '(', ')', '[', ']', ':', ',', ';']));
    let detail = words.into_iter().find(|word| is_detail(word)).unwrap_or_default();
    let refused = Verdict::Refused { codes: format!("{code} {detail}").trim_end().to_owned() };
    // 5.7.1 is said to a sender who may not relay, and by recipients who do not like the mail. Taken for the one
    // although it is the other, a mail is tried for a day in vain; the other way round it would be lost, and
    // somebody be told to mend an address that is right.
    if detail.starts_with("5.7.") || matches!(detail, "5.1.7" | "5.1.8") {
        return Verdict::Misconfigured;
    }
    let is_about_mailbox = detail.starts_with("5.1.") || detail.starts_with("5.2.");
    if is_about_mailbox && !detail.ends_with(".0") {
        return refused;
    }
    let answer = answer.to_ascii_lowercase();
    let is_about_us = ABOUT_US.iter().any(|words| answer.contains(words));
    if is_about_us || (code == "554" && !is_about_mailbox) { Verdict::Misconfigured } else { refused }
}

/// Whether a word is an enhanced status code such as `5.1.1`.
fn is_detail(word: &str) -> bool {
    let mut parts = word.split('.');
    let mut number =
        || parts.next().is_some_and(|part| (1..=3).contains(&part.len()) && part.parse::<u16>().is_ok());
    word.starts_with('5') && number() && number() && number() && parts.next().is_none()
}

impl Mailer {
    /// Sends through `smtp://user:password@host:port` or `smtps://...`; see the lettre crate for options.
    pub fn smtp(url: &str, from: &str) -> Result<Self, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?
            .timeout(Some(std::time::Duration::from_secs(20)))
            .build();
        Ok(Self { from: from.parse()?, transport: Transport::Smtp(transport) })
    }

    /// Writes each mail as an `.eml` file.
    pub fn folder(folder: PathBuf, from: &str) -> Result<Self, MailError> {
        store::files::make_folder(&folder)?;
        // Mails hold live links: nobody else on the machine reads them.
        store::files::close_folder(&folder)?;
        Ok(Self { from: from.parse()?, transport: Transport::Folder(folder) })
    }

    /// Whether the SMTP server lets this installation in; nothing is sent.
    pub async fn check(&self) -> Result<(), MailError> {
        if let Transport::Smtp(smtp) = &self.transport {
            smtp.test_connection().await?;
        }
        Ok(())
    }

    /// Sends a mail. Should the SMTP server not let it come from the sender's own address, it comes from the
    /// installation's.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let sent = self.send_from(mail, self.from(mail.sender.as_ref())?).await;
        let Some(sender @ Sender { address: Some(address), .. }) = &mail.sender else { return sent };
        match sent {
            Err(error) if error.verdict() == Verdict::Misconfigured => {
                tracing::warn!(%error, address, "the SMTP server takes no mail from a space's own address");
                let sender = Sender { address: None, ..sender.clone() };
                self.send_from(mail, self.from(Some(&sender))?).await
            }
            sent => sent,
        }
    }

    fn from(&self, sender: Option<&Sender>) -> Result<Mailbox, MailError> {
        let Some(Sender { name, address, .. }) = sender else { return Ok(self.from.clone()) };
        let email = match address {
            Some(address) => address.parse()?,
            None => self.from.email.clone(),
        };
        Ok(Mailbox::new(Some(name.clone()), email))
    }

    async fn send_from(&self, mail: &Mail, from: Mailbox) -> Result<(), MailError> {
        let domain = from.email.domain().to_owned();
        let mut body = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
        if let Some(file) = &mail.attachment
            && let Ok(kind) = ContentType::parse(file.kind)
        {
            let part = lettre::message::Attachment::new(file.name.clone()).body(file.bytes.clone(), kind);
            body = MultiPart::mixed().multipart(body).singlepart(part);
        }
        let answers_to = mail.sender.as_ref().and_then(|sender| sender.answers_to.as_ref());
        let mut message = Message::builder();
        if let Some(address) = answers_to {
            message = message.reply_to(Mailbox::new(None, address.parse()?));
        }
        let mut message = message
            .from(from)
            .to(Mailbox::new(None, mail.to.parse()?))
            .raw_header(subject::header(&mail.subject))
            .header(MessageId::from(format!("<{}@{domain}>", crate::chance::token())))
            .multipart(body)?;
        // No program answers it, such as one that is away on holiday (RFC 3834).
        let mut headers = vec![("Auto-Submitted", "auto-generated".to_owned())];
        if let Some(stop) = &mail.stop {
            headers.push(("List-Unsubscribe", format!("<{stop}>")));
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        for (name, value) in headers {
            let name = HeaderName::new_from_ascii_str(name);
            message.headers_mut().insert_raw(HeaderValue::new(name, value));
        }
        match &self.transport {
            Transport::Smtp(smtp) => {
                smtp.send(message).await?;
                tracing::info!("mail handed to the SMTP server");
            }
            Transport::Folder(folder) => {
                let name = crate::chance::token();
                let (writing, file) =
                    (folder.join(format!("{name}.writing")), folder.join(format!("{name}.eml")));
                store::files::write(&writing, &message.formatted())?;
                // Whoever watches the folder sees only whole mails.
                tokio::fs::rename(&writing, &file).await?;
                tracing::info!(file = %file.display(), "mail written, no SMTP server is configured");
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_mail_is_told_from_a_server_that_refuses_us() {
        let refused = |codes: &str| Verdict::Refused { codes: codes.to_owned() };
        for (code, answer, expected) in [
            ("550", "permanent error (550): 5.1.1 <a@b.test>: unknown in 10.0.0.1", refused("550 5.1.1")),
            ("550", "permanent error (550): no such user", refused("550")),
            ("552", "permanent error (552): 5.2.2-full", refused("552 5.2.2")),
            ("554", "permanent error (554): 5.1.0 no", refused("554 5.1.0")),
            ("550", "permanent error (550): #5.1.0 Address rejected.", refused("550 5.1.0")),
            ("550", "permanent error (550): 5.1.2 no such domain", refused("550 5.1.2")),
            ("553", "permanent error (553): 5.1.3 bad syntax", refused("553 5.1.3")),
            ("551", "permanent error (551): 5.1.6 moved", refused("551 5.1.6")),
            ("550", "permanent error (550): 5.1.10 RESOLVER.ADR.RecipientNotFound", refused("550 5.1.10")),
            ("550", "permanent error (550): 5.2.1 disabled, relay access denied", refused("550 5.2.1")),
            ("556", "permanent error (556): 5.1.10 takes no mail", refused("556 5.1.10")),
            ("556", "permanent error (556): domain takes no mail", refused("556")),
            ("550", "permanent error (550): <x@b.test>: unknown in relay recipient table", refused("550")),
            ("550", "permanent error (550): no such user <5.7.1@b.test>", refused("550")),
        ] {
            assert_eq!(judge(code, answer), expected, "{answer}");
        }
    }

    #[test]
    fn what_concerns_our_own_settings_is_nobodys_address() {
        for (code, answer) in [
            ("550", "relay not permitted"),
            ("550", "5.7.1 Authentication required"),
            ("550", "Authentication required"),
            ("553", "5.7.1 <us@a.test>: Sender address rejected: not owned by user ada"),
            ("553", "<us@a.test>: Sender address rejected: not owned by user ada"),
            ("550", "5.7.54 SMTP; Unable to relay recipient in non-accepted domain"),
            ("550", "5.7.60 SMTP; Client does not have permissions to send as this sender"),
            ("550", "5.1.8 <us@a.test>: Sender address rejected: Domain not found"),
            ("553", "5.1.7 bad sender's mailbox address"),
            ("550", "5.1.0 <us@a.test> sender rejected"),
            ("550", "Sender verify failed"),
            ("553", "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
            ("554", "5.7.1 <ada@b.test>: Relay access denied"),
            ("554", "Relay access denied"),
            // Perhaps a recipient's own rule: kept for a day all the same.
            ("550", "5.7.1 message rejected as spam"),
            ("550", "5.7.1 rejected by your policy"),
            ("535", "5.7.8 authentication failed"),
            ("530", "5.7.0 Must issue STARTTLS"),
            ("502", "5.5.1.2 5. 5.x.1"),
        ] {
            let answer = format!("permanent error ({code}): {answer}");
            assert_eq!(judge(code, &answer), Verdict::Misconfigured, "{answer}");
        }
    }
}
