//! The mails people get: text and HTML, in their own language.

mod alerts;
mod contacts;
pub(crate) mod invitations;
mod invoices;
pub(crate) mod notices;
mod operators;
mod reports;
mod usage;
pub(crate) mod work;

use domain::{AccountId, Locale, SessionId, SignUpId, brands::Brand, zones::Zone};
use store::Mode;

pub(crate) use crate::mail_problems::row;
use crate::{
    Caller, Result, Service, brands::Letterhead, jobs::JobError, mail_problems, mailer::Mail,
    notices::Origin, password_resets, sign_ups, step_up,
};

domain::texts! {
    struct Words {
        confirm_subject(code: &str, name: &str) = "{code} is your code for {name}", "{code} est votre code pour {name}";
        confirm_intro(name: &str) = "Somebody, probably you, is opening a space on {name} with this e-mail address. Confirm the address to open it.", "Quelqu’un, sans doute vous, ouvre un espace sur {name} avec cette adresse e-mail. Confirmez l’adresse pour l’ouvrir.";
        confirm_button = "Confirm my address", "Confirmer mon adresse";
        confirm_code = "Or type this code where you signed up:", "Ou saisissez ce code là où vous vous êtes inscrit :";
        confirm_outro = "The link and the code work once, within 24 hours. If you did not ask for this, ignore this mail and nothing will happen; give the code to nobody.", "Le lien et le code servent une seule fois, dans les 24 heures. Si vous n’avez rien demandé, ignorez ce message : il ne se passera rien ; ne donnez le code à personne.";
        known_subject = "You already have an account", "Vous avez déjà un compte";
        known_intro(name: &str) = "Somebody, probably you, tried to sign up on {name} with this e-mail address, which already has an account. Sign in to open another space with it.", "Quelqu’un, sans doute vous, a voulu s’inscrire sur {name} avec cette adresse e-mail, qui a déjà un compte. Connectez-vous pour ouvrir un autre espace avec lui.";
        known_button = "Sign in and open a space", "Se connecter et ouvrir un espace";
        known_outro = "If you forgot your password, you can reset it from there. If it was not you, nothing needs to be done.", "Si vous avez oublié votre mot de passe, vous pourrez le réinitialiser. Si ce n’était pas vous, il n’y a rien à faire.";
        reset_subject = "Choose a new password", "Choisissez un nouveau mot de passe";
        reset_intro(email: &str) = "A new password was asked for the account {email}.", "Un nouveau mot de passe a été demandé pour le compte {email}.";
        reset_button = "Choose a new password", "Choisir un nouveau mot de passe";
        step_up_subject(code: &str, name: &str) = "{code} is your verification code for {name}", "{code} est votre code de vérification pour {name}";
        step_up_intro(email: &str) = "Somebody signed in as {email}, probably you, is about to do something that needs a fresh proof.", "Une personne connectée en tant que {email}, sans doute vous, va faire quelque chose qui demande une nouvelle preuve.";
        step_up_button = "Look at my account", "Voir mon compte";
        step_up_code = "Type this code on the page that asks for it:", "Saisissez ce code sur la page qui le demande :";
        step_up_outro = "It works once, within ten minutes, and in that browser alone. Never tell it to anybody. If it was not you, end the sessions you do not know on your account’s page.", "Il sert une seule fois, dans les dix minutes et dans ce seul navigateur. Ne le communiquez à personne. Si ce n’était pas vous, terminez sur la page de votre compte les sessions que vous ne reconnaissez pas.";
        reset_outro = "The link works once, within one hour. If you did not ask for this, ignore this mail and your password stays as it is.", "Le lien sert une seule fois, dans l’heure. Si vous n’avez rien demandé, ignorez ce message : votre mot de passe reste le même.";
        fact_when = "When", "Quand";
        fact_address = "From the address", "Depuis l’adresse";
        fact_browser = "With", "Avec";
    }
}

/// Every text of mails as it is written.
pub fn written() -> impl Iterator<Item = domain::text::Written> {
    let files = [
        WRITTEN,
        alerts::WRITTEN,
        invitations::WRITTEN,
        invoices::WRITTEN,
        notices::WRITTEN,
        operators::WRITTEN,
        reports::WRITTEN,
        usage::WRITTEN,
    ];
    files.into_iter().flatten().copied()
}

/// Nothing of what was typed into the form is in this mail: whoever typed it may be a stranger to its reader.
pub(crate) async fn send_confirmation(service: &Service, sign_up: &SignUpId) -> Result<(), JobError> {
    let Some(confirmation) = sign_ups::confirmation(service, sign_up).await? else { return Ok(()) };
    let sign_up = &confirmation.sign_up;
    let words = Words(sign_up.locale);
    let origin = Origin {
        at: sign_up.created_at,
        address: sign_up.address.clone(),
        user_agent: sign_up.user_agent.clone(),
    };
    let facts = facts_of(words, Some(&origin));
    let head = match &sign_up.account_id {
        Some(account) => Letterhead::of_account(service, account).await?,
        None => Letterhead::installation(service),
    };
    let name = &head.brand.name;
    let mail = if sign_up.account_id.is_some() {
        Letter {
            locale: sign_up.locale,
            subject: words.known_subject().to_owned(),
            intro: words.known_intro(name),
            facts,
            button: words.known_button(),
            url: format!("{}/sign-in?next=/spaces/new", service.public_url()),
            code: None,
            outro: words.known_outro(),
        }
    } else {
        Letter {
            locale: sign_up.locale,
            subject: words.confirm_subject(&confirmation.code, name),
            intro: words.confirm_intro(name),
            facts,
            button: words.confirm_button(),
            url: format!("{}/confirm?token={}", service.public_url(), confirmation.token),
            code: Some((words.confirm_code(), confirmation.code.as_str())),
            outro: words.confirm_outro(),
        }
    };
    service.mailer().send(&mail.to(&sign_up.email, &head)).await.map_err(|error| JobError::mail(&error))
}

/// When something was asked for, from which address and with which browser.
fn facts_of(words: Words, origin: Option<&Origin>) -> Vec<(&'static str, String)> {
    // A job of an older version does not know.
    let Some(origin) = origin else { return Vec::new() };
    let browser = notices::browser(words.0, &origin.user_agent);
    let when = format!("{} UTC", Zone::utc().local_text(origin.at, words.0));
    let mut facts = vec![(words.fact_when(), when)];
    if !origin.address.is_empty() {
        facts.push((words.fact_address(), origin.address.clone()));
    }
    facts.push((words.fact_browser(), browser));
    facts
}

pub(crate) async fn send_password_reset(
    service: &Service,
    account: &AccountId,
    origin: Option<&Origin>,
) -> Result<(), JobError> {
    let Some((account, token)) = password_resets::link(service, account).await? else { return Ok(()) };
    let head = Letterhead::of_account(service, &account.id).await?;
    let words = Words(account.locale);
    let mail = Letter {
        locale: account.locale,
        subject: words.reset_subject().to_owned(),
        intro: words.reset_intro(&account.email),
        facts: facts_of(words, origin),
        button: words.reset_button(),
        url: format!("{}/reset-password?token={token}", service.public_url()),
        code: None,
        outro: words.reset_outro(),
    };
    service.mailer().send(&mail.to(&account.email, &head)).await.map_err(|error| JobError::mail(&error))
}

/// Why the last mail to the person who asks did not arrive.
pub async fn own_problem(service: &Service, caller: &Caller) -> Result<Option<String>> {
    let account = caller.required()?;
    let mut tx = service.control(Mode::Read).await?;
    mail_problems::find(&mut tx, "accounts", account.id.as_str()).await
}

pub(crate) async fn send_step_up_code(
    service: &Service,
    account: &AccountId,
    session: &SessionId,
    origin: Option<&Origin>,
) -> Result<(), JobError> {
    let Some((account, code)) = step_up::write(service, account, session).await? else { return Ok(()) };
    let head = Letterhead::of_account(service, &account.id).await?;
    let words = Words(account.locale);
    let mail = Letter {
        locale: account.locale,
        subject: words.step_up_subject(&code, &head.brand.name),
        intro: words.step_up_intro(&account.email),
        facts: facts_of(words, origin),
        button: words.step_up_button(),
        url: format!("{}/account/sessions", service.public_url()),
        code: Some((words.step_up_code(), &code)),
        outro: words.step_up_outro(),
    };
    service.mailer().send(&mail.to(&account.email, &head)).await.map_err(|error| JobError::mail(&error))
}

/// A mail with one thing to do.
struct Letter<'a> {
    locale: Locale,
    subject: String,
    intro: String,
    /// What there is to know, each under its name: here stands what people typed, if it stands anywhere.
    facts: Vec<(&'static str, String)>,
    button: &'a str,
    url: String,
    code: Option<(&'a str, &'a str)>,
    outro: &'a str,
}

impl Letter<'_> {
    fn to(&self, address: &str, head: &Letterhead) -> Mail {
        let (subject, text, html) = (self.subject.clone(), self.text(&head.brand), self.html());
        let (to, sender) = (address.to_owned(), head.sender());
        Mail { to, subject, text, html, attachment: None, sender, stop: None }
    }

    fn text(&self, brand: &Brand) -> String {
        let code = self.code.map_or_else(String::new, |(label, code)| format!("{label}\n\n    {code}\n\n"));
        let colon = match self.locale {
            Locale::En => ":",
            Locale::Fr => "\u{202f}:",
        };
        let row = |(name, value): &(&str, String)| format!("    {name}{colon} {value}\n");
        let mut facts: Vec<String> = self.facts.iter().map(row).collect();
        if !facts.is_empty() {
            facts.push("\n".to_owned());
        }
        let facts = facts.concat();
        format!(
            "{}\n\n{facts}{}{colon}\n{}\n\n{code}{}\n\n-- \n{}\n",
            self.intro, self.button, self.url, self.outro, brand.name
        )
    }

    fn html(&self) -> String {
        let code = self.code.map_or_else(String::new, |(label, code)| {
            format!(
                "<p style=\"margin:24px 0 8px\">{}</p><p style=\"font:600 28px/1.2 ui-monospace,monospace;\
                 letter-spacing:6px;margin:0\">{}</p>",
                escape(label),
                escape(code)
            )
        });
        let body = format!(
            "<p>{intro}</p>{facts}{button}{code}\
             <p style=\"margin:24px 0;font-size:14px\">{outro}</p>\
             <p style=\"font-size:12px;word-break:break-all\">{url}</p>",
            intro = escape(&self.intro),
            facts = table(&self.facts, "24px 0"),
            button = button(&self.url, self.button),
            url = escape(&self.url),
            outro = escape(self.outro),
        );
        frame(self.locale, &self.subject, &body)
    }
}

/// The page that a mail in HTML is.
fn frame(locale: Locale, subject: &str, body: &str) -> String {
    let subject = escape(subject);
    format!(
        "<!doctype html><html lang=\"{locale}\"><head><meta charset=\"utf-8\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{subject}</title></head>\
         <body style=\"margin:0;padding:32px 16px;font:16px/1.5 system-ui,sans-serif\">\
         <div style=\"max-width:480px;margin:0 auto\">{body}</div></body></html>"
    )
}

fn button(url: &str, label: &str) -> String {
    let (url, label) = (escape(url), escape(label));
    format!(
        "<p style=\"margin:24px 0\"><a href=\"{url}\" style=\"display:inline-block;padding:12px 20px;\
         border-radius:8px;background:#3538cd;color:#ffffff;text-decoration:none\">{label}</a></p>"
    )
}

/// Names, each with what there is to say of it; nothing where there are none.
fn table(rows: &[(impl AsRef<str>, String)], margin: &str) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let row = |(name, value): &(_, String)| {
        let (name, value) = (escape(AsRef::<str>::as_ref(name)), escape(value));
        format!(
            "<tr><th style=\"text-align:left;font-weight:400;padding:2px 16px 2px 0\">{name}</th>\
             <td style=\"padding:2px 0\">{value}</td></tr>"
        )
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<table style=\"margin:{margin};font-size:14px\">{rows}</table>")
}

/// Makes a text safe inside HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
