//! The mail that invites somebody.

use domain::{InvitationId, decision::Scope, zones};

use super::Letter;
use crate::{Service, invitations, jobs::JobError};

domain::texts! {
    struct Words {
        invite_subject(by: &str, space: &str) = "{by} invites you to {space}", "{by} vous invite dans {space}";
        invite_intro(by: &str, space: &str, role: &str) = "{by} invites you to the space “{space}” on Parvis, in the role “{role}”.", "{by} vous invite dans l’espace « {space} » sur Parvis, avec le rôle « {role} ».";
        invite_scope(part: &str) = "The role counts for {part} alone.", "Le rôle vaut seulement pour {part}.";
        invite_part = "a part of the space", "une partie de l’espace";
        invite_ends(day: &str) = "It lasts until the end of {day}.", "Il dure jusqu’à la fin du {day}.";
        invite_button = "See the invitation", "Voir l’invitation";
        invite_outro(day: &str) = "Nothing happens until you accept there. The link works once, until {day}. If you do not know who this is from, ignore this mail.", "Rien ne se passe tant que vous n’avez pas accepté. Le lien sert une seule fois, jusqu’au {day}. Si vous ne connaissez pas l’expéditeur, ignorez ce message.";
    }
}

pub(crate) async fn send(service: &Service, id: &InvitationId) -> Result<(), JobError> {
    let Some(letter) = invitations::letter(service, id).await? else { return Ok(()) };
    let invitation = &letter.invitation;
    let locale = invitation.locale;
    let words = Words(locale);
    let shown = &letter.shown;
    let mut intro = words.invite_intro(&shown.inviter, &shown.space, shown.given.role.title(locale));
    let mut add = |sentence: &str| {
        if !sentence.is_empty() {
            intro.push(' ');
            intro.push_str(sentence);
        }
    };
    add(shown.purpose(locale));
    if shown.given.scope != Scope::Tenant {
        let part = shown.part.as_deref().map(|name| format!("“{name}”"));
        add(&words.invite_scope(part.as_deref().unwrap_or(words.invite_part())));
    }
    let day = |at| zones::local_date(shown.zone.day_of(at), locale);
    if let Some(end) = shown.given.ends_at {
        add(&words.invite_ends(&day(end - 1)));
    }
    let mail = Letter {
        locale,
        subject: words.invite_subject(&shown.inviter, &shown.space),
        intro,
        button: words.invite_button(),
        url: format!("{}/invitation?token={}", service.public_url(), letter.token),
        code: None,
        outro: &words.invite_outro(&day(invitation.expires_at)),
    };
    service.mailer().send(&mail.to(&invitation.email)).await.map_err(JobError::mail)
}
