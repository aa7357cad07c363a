use std::sync::{Arc, Mutex};

use store::Store;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::outside;

/// What an SMTP server of a test answers where others say yes.
#[derive(Clone, Debug)]
pub struct Answers {
    pub login: &'static str,
    /// To an envelope from anybody but the installation.
    pub sender: &'static str,
    pub recipient: &'static str,
}

impl Default for Answers {
    fn default() -> Self {
        Self { login: "235 2.7.0 welcome", sender: "250 2.1.0 fine", recipient: "250 2.1.5 fine" }
    }
}

/// An SMTP server of this process: it says what it is told to say, and keeps what it is sent.
#[derive(Debug)]
pub struct SmtpServer {
    pub url: String,
    answers: Arc<Mutex<Answers>>,
    mails: Arc<Mutex<Vec<String>>>,
}

impl SmtpServer {
    pub async fn start(answers: Answers) -> Self {
        Self::start_beside(answers, None).await
    }

    /// One that takes no mail from whoever holds something of this control database meanwhile.
    pub async fn start_beside(answers: Answers, store: Option<Store>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port of our own");
        let port = listener.local_addr().expect("an address").port();
        let server = Self {
            url: format!("smtp://parvis:p%40ss%2Fw%23rd@127.0.0.1:{port}"),
            answers: Arc::new(Mutex::new(answers)),
            mails: Arc::default(),
        };
        let (answers, mails) = (Arc::clone(&server.answers), Arc::clone(&server.mails));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answers, mails) = (Arc::clone(&answers), Arc::clone(&mails));
                let store = store.clone();
                tokio::spawn(async move { talk(stream, &answers, &mails, store.as_ref()).await });
            }
        });
        server
    }

    pub fn answer(&self, answers: Answers) {
        *self.answers.lock().expect("nobody panicked while talking") = answers;
    }

    /// What was sent, each mail as it went over the wire.
    pub fn mails(&self) -> Vec<String> {
        self.mails.lock().expect("nobody panicked while talking").clone()
    }
}

/// One conversation (RFC 5321). It ends when the other side is gone.
async fn talk(
    stream: TcpStream,
    answers: &Mutex<Answers>,
    mails: &Mutex<Vec<String>>,
    store: Option<&Store>,
) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.test\r\n").await.ok()?;
    let mut mail: Option<String> = None;
    while let Some(line) = lines.next_line().await.ok()? {
        let said = answers.lock().ok()?.clone();
        if let Some(text) = &mut mail {
            if line != "." {
                text.push_str(&line);
                text.push('\n');
                continue;
            }
            mails.lock().ok()?.push(mail.take()?);
        }
        let answer = match line.split(' ').next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => "250-mail.test\r\n250 AUTH PLAIN LOGIN",
            "AUTH" => said.login,
            "MAIL" if !line.contains("<parvis@parvis.test>") => said.sender,
            "RCPT" => said.recipient,
            "DATA" if is_held(store).await => "451 4.3.0 a transaction waits for this answer",
            "DATA" => {
                mail = Some(String::new());
                "354 go on"
            }
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    }
    Some(())
}

async fn is_held(store: Option<&Store>) -> bool {
    match store {
        Some(store) => !outside::holds_nothing(store).await,
        None => false,
    }
}
