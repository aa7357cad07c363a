//! Sends mail: through an SMTP server, or into a folder while none is configured.

mod subject;

use std::path::PathBuf;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart, header::MessageId},
};

/// A mail ready to go.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
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

impl MailError {
    /// Whether trying again later could help.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Address(_) | Self::Message(_) => true,
            Self::Smtp(error) => error.is_permanent(),
            Self::Folder(_) => false,
        }
    }
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
        std::fs::create_dir_all(&folder)?;
        Ok(Self { from: from.parse()?, transport: Transport::Folder(folder) })
    }

    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let domain = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, mail.to.parse()?))
            .raw_header(subject::header(&mail.subject))
            .header(MessageId::from(format!("<{}@{domain}>", crate::chance::token())))
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))?;
        match &self.transport {
            Transport::Smtp(smtp) => {
                smtp.send(message).await?;
                tracing::info!("mail handed to the SMTP server");
            }
            Transport::Folder(folder) => {
                let name = crate::chance::token();
                let (writing, file) =
                    (folder.join(format!("{name}.writing")), folder.join(format!("{name}.eml")));
                tokio::fs::write(&writing, message.formatted()).await?;
                // Whoever watches the folder sees only whole mails.
                tokio::fs::rename(&writing, &file).await?;
                tracing::info!(file = %file.display(), "mail written, no SMTP server is configured");
            }
        }
        Ok(())
    }
}
