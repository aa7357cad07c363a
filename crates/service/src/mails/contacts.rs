//! The mail that asks a contact whether the address is theirs.

use super::Letter;
use crate::{
    Service,
    brands::Letterhead,
    contacts::{SendContactLink, link},
    jobs::JobError,
};

domain::texts! {
    struct Words {
        subject(space: &str) = "{space} names you as a contact", "{space} vous désigne comme contact";
        intro = "Confirm that this address is yours, and mail about the space reaches you. If you know nothing of it, do nothing.", "Confirmez que cette adresse est la vôtre pour recevoir les messages au sujet de l’espace. Si cela ne vous dit rien, ne faites rien.";
        space = "Space", "Espace";
        kind = "Contact for", "Contact pour";
        button = "Confirm my address", "Confirmer mon adresse";
        outro = "The link is good for a week. Without it nothing more is sent to you.", "Le lien est valable une semaine. Sans lui, rien d’autre ne vous sera envoyé.";
    }
}

pub(super) async fn send(service: &Service, work: &SendContactLink) -> Result<(), JobError> {
    let Some((tenant, contact, token)) = link(service, work).await? else { return Ok(()) };
    let head = Letterhead::of(service, &tenant).await?;
    let words = Words(contact.language);
    let letter = Letter {
        locale: contact.language,
        subject: words.subject(&tenant.name),
        intro: words.intro().to_owned(),
        facts: vec![
            (words.space(), tenant.name),
            (words.kind(), contact.kind.title(contact.language).to_owned()),
        ],
        button: words.button(),
        url: format!("{}/confirm-contact?token={token}", head.console),
        code: None,
        outro: words.outro(),
    };
    service.mailer().send(&letter.to(&contact.email, &head)).await.map_err(|error| JobError::mail(&error))
}
