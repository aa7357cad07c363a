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
        test_subject(space: &str) = "{space}: does this address still reach you?", "{space} : cette adresse vous parvient-elle toujours ?";
        test_intro = "You are the emergency contact of this space. Once a quarter we ask whether mail still reaches you: press the button and confirm.", "Vous êtes le contact d’urgence de cet espace. Chaque trimestre, nous vérifions que les messages vous parviennent toujours : suivez le bouton et confirmez.";
        test_outro = "The link is good for a week. Without it the owners of the space are told that nobody answers here.", "Le lien est valable une semaine. Sans réponse, les propriétaires de l’espace apprendront que personne ne répond ici.";
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
    let (subject, intro, outro) = if work.is_test {
        (words.test_subject(&tenant.name), words.test_intro(), words.test_outro())
    } else {
        (words.subject(&tenant.name), words.intro(), words.outro())
    };
    let letter = Letter {
        locale: contact.language,
        subject,
        intro: intro.to_owned(),
        facts: vec![
            (words.space(), tenant.name),
            (words.kind(), contact.kind.title(contact.language).to_owned()),
        ],
        button: words.button(),
        url: format!("{}/confirm-contact?token={token}", head.console),
        code: None,
        outro,
    };
    service.mailer().send(&letter.to(&contact.email, &head)).await.map_err(|error| JobError::mail(&error))
}
