//! The mail that invites somebody.

use domain::{
    InvitationId,
    decision::{RoleName, Scope},
    zones,
};

use super::Letter;
use crate::{Service, brands::Letterhead, invitations, jobs::JobError};

domain::texts! {
    struct Words {
        invite_subject(name: &str) = "You are invited to a space on {name}", "Vous êtes invité dans un espace sur {name}";
        invite_intro(name: &str) = "The person named below invites you to a space on {name}. Which one, and what you could do there, is behind the button.", "La personne nommée ci-dessous vous invite dans un espace sur {name}. Lequel, et ce que vous pourriez y faire, est derrière le bouton.";
        invite_by = "Invited by", "Invité par";
        invite_role = "In the role", "Avec le rôle";
        invite_part = "Where", "Où";
        invite_part_only = "a part of the space", "une partie de l’espace";
        invite_ends = "Until the end of", "Jusqu’à la fin du";
        invite_button = "See the invitation", "Voir l’invitation";
        invite_outro(day: &str) = "Nothing happens until you accept there. The link works once, until {day}. If you do not know who this is from, ignore this mail.", "Rien ne se passe tant que vous n’avez pas accepté. Le lien sert une seule fois, jusqu’au {day}. Si vous ne connaissez pas l’expéditeur, ignorez ce message.";
    }
}

/// The names of spaces, of their own roles and of their parts are typed by whoever invites, who may be a stranger
/// to the reader: the page shows them, the mail does not. A brand it does say: its plan gave the space that name.
pub(crate) async fn send(service: &Service, id: &InvitationId) -> Result<(), JobError> {
    let Some(letter) = invitations::letter(service, id).await? else { return Ok(()) };
    let invitation = &letter.invitation;
    let locale = invitation.locale;
    let words = Words(locale);
    let head = Letterhead::of(service, &letter.tenant).await?;
    let name = &head.brand.name;
    let shown = &letter.shown;
    let day = |at| zones::local_date(shown.zone.day_of(at), locale);
    let mut facts = vec![(words.invite_by(), shown.inviter.clone())];
    if let RoleName::BuiltIn(role) = &shown.given.role {
        facts.push((words.invite_role(), role.texts(locale).0.to_owned()));
    }
    if shown.given.scope != Scope::Tenant {
        facts.push((words.invite_part(), words.invite_part_only().to_owned()));
    }
    if let Some(end) = shown.given.ends_at {
        facts.push((words.invite_ends(), day(end - 1)));
    }
    let mail = Letter {
        locale,
        subject: words.invite_subject(name),
        intro: words.invite_intro(name),
        facts,
        button: words.invite_button(),
        url: format!("{}/invitation?token={}", head.console, letter.token),
        code: None,
        outro: &words.invite_outro(&day(invitation.expires_at)),
    };
    service.mailer().send(&mail.to(&invitation.email, &head)).await.map_err(|error| JobError::mail(&error))
}
