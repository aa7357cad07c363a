//! The demo on the command line.

use service::{
    Service,
    demo::{self, Past},
    mailer::Mailer,
    secrets::Secrets,
    tenants,
};

use super::{print, sentence};
use crate::{settings::Settings, web};

pub(super) async fn run(settings: &Settings, service: &Service, serve: bool) -> Result<(), String> {
    let is_filled = demo::is_filled(service).await.map_err(sentence)?;
    if is_filled && !serve {
        return Err("the demo is here already; it is made in an empty data folder".to_owned());
    }
    if !is_filled && !tenants::list(service, "", 1).await.map_err(sentence)?.is_empty() {
        return Err("there are spaces here already; the demo is made in an empty installation".to_owned());
    }
    if !is_filled {
        let secrets = Secrets::open(&settings.data, settings.secret_key.as_deref())?;
        // Mails of a year ago go to nobody.
        let mailer = Mailer::folder(settings.data.join("outbox"), &settings.mail_from)
            .map_err(|error| format!("mail_from cannot be used: {error}"))?;
        let past = Past::of(service, secrets, mailer);
        let events = demo::fill(service, &past, 365).await.map_err(sentence)?;
        print(&format!("The demo is ready: {events} events, and a year of invoices.\n"))?;
    }
    print(&format!(
        "Sign in at {}/sign-in as {} with the password: {}\n",
        service.public_url(),
        demo::emails().join(" or "),
        demo::PASSWORD
    ))?;
    print(&format!(
        "The operator is {} with the same password; their console is {}/operator, and the secret of their \
         authenticator app is {}\n",
        demo::OPERATOR,
        service.public_url(),
        demo::OPERATOR_SECRET
    ))?;
    if serve { web::serve(settings, service, true).await } else { Ok(()) }
}
