//! What is said about inviting and about belonging to a team.

use super::Locale;
use crate::{
    addresses::readable,
    team::{Closed, TeamError, TeamProblem, Yours},
};

crate::texts! {
    struct Words {
        invitation_accepted = "This invitation was already accepted. Sign in with the address it was sent to and the space is in your list.", "Cette invitation a déjà été acceptée. Connectez-vous avec l’adresse à laquelle elle a été envoyée : l’espace est dans votre liste.";
        invitation_expired = "This invitation is too old. Ask whoever invited you to send it again; that takes them one click.", "Cette invitation est trop ancienne. Demandez à la personne qui vous a invité de la renvoyer ; il lui suffit d’un clic.";
        invitation_withdrawn = "This invitation was withdrawn or declined. If you still need access, ask whoever invited you for a new one.", "Cette invitation a été retirée ou refusée. S’il vous faut toujours l’accès, demandez-en une nouvelle à la personne qui vous a invité.";
        invitation_space_closed = "The space was closed, so nobody joins it for now. Should it be reopened, this link works again.", "L’espace a été fermé : personne ne le rejoint pour le moment. S’il est rouvert, ce lien servira à nouveau.";
        invitation_replaced = "A newer invitation replaced this one. Open the link of the newest mail.", "Une invitation plus récente a remplacé celle-ci. Ouvrez le lien du dernier message.";
        invitation_unknown = "This link is not complete, or its invitation is long over. Open the newest mail and click its link, or ask for a new invitation.", "Ce lien est incomplet, ou son invitation est terminée depuis longtemps. Ouvrez le dernier message et cliquez sur son lien, ou demandez une nouvelle invitation.";
        view_ended = "You saw this space as another member, and that has ended: you may not any more, or they hold more now, or they left. Go back to your own view.", "Vous voyiez cet espace comme un autre membre, et cela a pris fin : vous n’en avez plus le droit, ou ce membre a davantage, ou il est parti. Revenez à votre propre vue.";
        last_owner = "The space would be left without an owner. Make somebody else an owner first, or hand the space over; nothing was changed.", "L’espace resterait sans propriétaire. Nommez d’abord un autre propriétaire, ou transmettez l’espace ; rien n’a été modifié.";
        already_member = "Already belongs to this space. Change the role on that person’s page.", "Fait déjà partie de cet espace. Modifiez le rôle sur la page de cette personne.";
        no_seat(limit: &str, what: &str, used: &str, who: &str) = "This space is full for now: its plan allows {limit} {what}, and the current total is {used}. {who} can make room; then open this link again.", "Cet espace est complet pour le moment : sa formule permet {limit} {what}, pour un total actuel de {used}. {who} peut faire de la place ; ouvrez ensuite ce lien à nouveau.";
        outside_domains(domains: &str, who: &str) = "Only addresses at {domains} may belong to this space. {who} can change that under “Allowed e-mail domains”.", "Seules les adresses de {domains} peuvent faire partie de cet espace. {who} peut changer cela sous « Domaines de messagerie autorisés ».";
        whoever = "Somebody who manages the sign-in rules", "Une personne qui gère les règles de connexion";
        or = "or", "ou";
        mailed_too_often(wait: &str) = "This address was mailed several times lately. No mail was sent; try again in {wait}.", "Cette adresse a reçu plusieurs messages dernièrement. Aucun message n’a été envoyé ; réessayez dans {wait}.";
        guests_only = "A personal space has one owner and, besides, guests alone. Invite as a guest, or make it a company space under Settings first.", "Un espace personnel a un seul propriétaire et, à part lui, uniquement des invités. Invitez comme invité, ou faites-en d’abord un espace d’entreprise dans les réglages.";
        longer_than_your_role = "Your own role ends before that. Choose an end no later than your own, or ask somebody whose role lasts longer.", "Votre propre rôle se termine avant. Choisissez une fin qui ne dépasse pas la vôtre, ou demandez à quelqu’un dont le rôle dure plus longtemps.";
        longer_than_your_key = "The key that asks ends before that. Choose an end no later than its own, or ask with a key that lasts longer.", "La clé qui demande se termine avant. Choisissez une fin qui ne dépasse pas la sienne, ou demandez avec une clé qui dure plus longtemps.";
        owners_are_whole = "An owner owns the whole space, without an end. Choose the whole space and leave the end empty, or choose another role.", "Un propriétaire possède tout l’espace, sans date de fin. Choisissez tout l’espace et laissez la fin vide, ou choisissez un autre rôle.";
        invitation_unbacked = "Whoever invited you may not let people into this space any more, so this link opens nothing. Ask an owner of the space for a new invitation.", "La personne qui vous a invité n’a plus le droit de faire entrer quelqu’un dans cet espace : ce lien n’ouvre plus rien. Demandez une nouvelle invitation à un propriétaire de l’espace.";
        invitation_gone = "This invitation was accepted, and you do not belong to the space any more. Ask somebody in it for a new invitation.", "Cette invitation a été acceptée, mais vous ne faites plus partie de l’espace. Demandez-y une nouvelle invitation.";
        another_address(email: &str) = "This invitation is for {email}, and you came as somebody else. Go on as {email}, or decline it.", "Cette invitation est pour {email}, et vous êtes venu sous une autre identité. Continuez comme {email}, ou refusez-la.";
        not_members(emails: &str) = "Nobody in this space has the address {emails}. Look for typing mistakes, take it out, or invite that person first.", "Personne dans cet espace n’a l’adresse {emails}. Vérifiez la saisie, retirez-la, ou invitez d’abord cette personne.";
    }
}

impl TeamError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::ViewEnded => say.view_ended().to_owned(),
            Self::InvitationClosed { why } => why.sentence(locale).to_owned(),
            Self::LastOwner => say.last_owner().to_owned(),
        }
    }
}

impl TeamProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NoSeat { quota, limit, used, who } => {
                let (limit, what) = (locale.number(*limit), quota.noun(locale, *limit));
                say.no_seat(&limit, what, &locale.number(*used), &people(say, who))
            }
            Self::AlreadyMember => say.already_member().to_owned(),
            Self::OutsideDomains { domains, who } => {
                let domains: Vec<_> = domains.split(", ").map(readable).collect();
                say.outside_domains(&domains.join(", "), &people(say, who))
            }
            Self::MailedTooOften { retry_after } => say.mailed_too_often(&locale.duration(*retry_after)),
            Self::LongerThanYours { yours: Yours::Role } => say.longer_than_your_role().to_owned(),
            Self::LongerThanYours { yours: Yours::Key } => say.longer_than_your_key().to_owned(),
            Self::GuestsOnly => say.guests_only().to_owned(),
            Self::OwnersAreWhole => say.owners_are_whole().to_owned(),
            Self::AnotherAddress { email } => say.another_address(email),
            Self::NotMembers { emails } => say.not_members(emails),
        }
    }
}

impl Closed {
    /// Why the link no longer works, and what to do.
    pub const fn sentence(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Accepted => say.invitation_accepted(),
            Self::Expired => say.invitation_expired(),
            Self::Withdrawn => say.invitation_withdrawn(),
            Self::Replaced => say.invitation_replaced(),
            Self::SpaceClosed => say.invitation_space_closed(),
            Self::Unbacked => say.invitation_unbacked(),
            Self::Gone => say.invitation_gone(),
            Self::Unknown => say.invitation_unknown(),
        }
    }
}

/// Some people, of whom any one will do.
fn people(say: Words, who: &[String]) -> String {
    match who {
        [] => say.whoever().to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {} {last}", most.join(", "), say.or()),
    }
}
