use std::path::{Path, PathBuf};

use mail_parser::MessageParser;

use crate::World;

/// A mail as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The name and the address that it comes from, as one reads them.
    pub from: String,
    pub to: String,
    /// Where answers go, if not to whom it comes from.
    pub answers_to: Option<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Where one click stops it (RFC 8058).
    pub stop: Option<String>,
}

impl Mail {
    fn read(file: &Path) -> Self {
        let bytes = std::fs::read(file).expect("a mail to read");
        let message = MessageParser::default().parse(&bytes).expect("a mail that can be parsed");
        let to = message.to().and_then(|to| to.first()).and_then(|to| to.address());
        let answers_to = message.reply_to().and_then(|to| to.first()).and_then(|to| to.address());
        let from = message.from().and_then(|from| from.first());
        let from =
            from.map(|from| format!("{} <{}>", from.name().unwrap_or(""), from.address().unwrap_or("")));
        let header = |name: &str| message.header_raw(name).map(|text| text.trim().to_owned());
        let is_one_click = header("List-Unsubscribe-Post").as_deref() == Some("List-Unsubscribe=One-Click");
        let stop = header("List-Unsubscribe").filter(|_| is_one_click);
        Self {
            stop: stop.map(|stop| stop.trim_matches(['<', '>']).to_owned()),
            from: from.unwrap_or_default(),
            to: to.unwrap_or_default().to_owned(),
            answers_to: answers_to.map(str::to_owned),
            subject: message.subject().unwrap_or_default().to_owned(),
            text: message.body_text(0).unwrap_or_default().into_owned(),
            html: message.body_html(0).unwrap_or_default().into_owned(),
        }
    }

    /// The addresses of pages in the text, in their order.
    pub fn links(&self) -> Vec<&str> {
        self.text.split_whitespace().filter(|word| word.starts_with("https://")).collect()
    }

    /// The secret in the mail's link.
    pub fn token(&self) -> String {
        let token = self.links().into_iter().find_map(|link| link.split_once("token="));
        token.expect("a link with a token").1.to_owned()
    }

    /// The six digits to be typed.
    pub fn code(&self) -> String {
        let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
        self.text.split_whitespace().find(is_code).expect("a code of six digits").to_owned()
    }
}

impl World {
    /// Does the jobs that are due, and returns the mails nobody has read yet.
    pub async fn mails(&self) -> Vec<Mail> {
        self.service.run_due_jobs().await.expect("the jobs to run");
        let files = std::fs::read_dir(self.outbox()).expect("the outbox");
        let mut read = self.read_mails.lock().expect("nobody panicked while reading mail");
        let mut new: Vec<PathBuf> = files
            .flatten()
            .map(|entry| entry.path())
            .filter(|file| file.extension().is_some_and(|extension| extension == "eml"))
            .filter(|file| read.insert(file.clone()))
            .collect();
        new.sort();
        new.iter().map(|file| Mail::read(file)).collect()
    }

    /// The one mail that arrived since mail was last read.
    pub async fn mail(&self) -> Mail {
        let mut mails = self.mails().await;
        assert_eq!(mails.len(), 1, "one mail was expected: {mails:?}");
        mails.remove(0)
    }
}
