//! What mails say of what operators did, and of what is wanted of them.

use domain::{Locale, support::Support};

use crate::notices::{OperatorNotice, Wanted};

domain::texts! {
    struct Words {
        suspended_subject = "A space you own was suspended", "Un espace dont vous êtes propriétaire a été suspendu";
        suspended_intro(space: &str, reason: &str) = "The operator of this installation suspended the space {space}. The reason: {reason}", "L’exploitant de cette installation a suspendu l’espace {space}. La raison : {reason}";
        suspended_outro = "You can still sign in, look at everything, download it and see your plan. Nothing can be changed, and policy agents keep their records. Write to the operator to have it go on.", "Vous pouvez toujours vous connecter, tout consulter, télécharger et voir votre formule. Rien ne peut être modifié, et les agents gardent leurs enregistrements. Écrivez à l’exploitant pour la reprise.";
        resumed_subject = "A space you own goes on", "Un espace dont vous êtes propriétaire reprend";
        resumed_intro(space: &str) = "The space {space} is no longer suspended: everything in it can be changed again, and policy agents send what they kept.", "L’espace {space} n’est plus suspendu : tout peut y être modifié de nouveau, et les agents transmettent ce qu’ils ont gardé.";
        resumed_outro = "You need not do anything.", "Vous n’avez rien à faire.";
        look_asked_subject = "The operator asks to look into your space", "L’exploitant demande à consulter votre espace";
        look_asked_intro(by: &str, space: &str, reason: &str) = "{by}, an operator of this installation, asks to look into the space {space}. The reason: {reason}", "{by}, exploitant de cette installation, demande à consulter l’espace {space}. La raison : {reason}";
        look_asked_outro = "Nothing is seen before an owner answers. You can refuse, and end it at any time.", "Rien n’est visible avant la réponse d’un propriétaire. Vous pouvez refuser, et y mettre fin à tout moment.";
        looked_subject = "The operator looks into your space", "L’exploitant consulte votre espace";
        looked_intro(by: &str, space: &str, reason: &str) = "{by}, an operator of this installation, looks into the space {space} in an emergency, without having asked. The reason: {reason}", "{by}, exploitant de cette installation, consulte l’espace {space} en urgence, sans demande préalable. La raison : {reason}";
        looked_outro = "It ends by itself, and you can end it at once on that page. It stands in your audit log.", "La consultation prend fin d’elle-même, et vous pouvez y mettre fin aussitôt sur cette page. Votre journal d’audit en garde trace.";
        look_button = "Answer", "Répondre";
        granted_subject = "You get what you asked your provider for", "Votre fournisseur a accepté votre demande";
        declined_subject = "Your provider answered your request", "Votre fournisseur a répondu à votre demande";
        answered_intro(space: &str, about: &str, answer: &str) = "You asked for more in the space {space}: {about}. The answer: {answer}", "Vous aviez demandé davantage pour l’espace {space} : {about}. La réponse : {answer}";
        answered_button = "Look at plan and usage", "Voir la formule et l’utilisation";
        answered_outro = "The answer stands on that page, too.", "La réponse figure aussi sur cette page.";
        question_subject = "Your question was answered", "Une réponse à votre question";
        question_intro(space: &str, subject: &str, answer: &str) = "You asked in the space {space}: {subject}. The answer: {answer}", "Vous avez posé une question dans l’espace {space} : {subject}. La réponse : {answer}";
        question_button = "Open the question", "Ouvrir la question";
        question_outro = "Write again on that page if something is left open; mail to this address is not read.", "Écrivez de nouveau sur cette page s’il reste un point à éclaircir ; les e-mails envoyés à cette adresse ne sont pas lus.";
        wanted_question_subject = "A question waits for your answer", "Une question attend votre réponse";
        wanted_question_intro(by: &str, space: &str, support: &str, subject: &str) = "{by} asks in the space {space} (support: {support}): {subject}", "{by} demande dans l’espace {space} (assistance : {support}) : {subject}";
        wanted_more_subject = "A request for more waits for your answer", "Une demande d’extension attend votre réponse";
        wanted_more_intro(by: &str, space: &str, about: &str) = "{by} asks for more in the space {space}: {about}", "{by} demande davantage pour l’espace {space} : {about}";
        wanted_outro = "Every operator gets this whose role gives such answers. It stands in the console until one does.", "Tout exploitant dont le rôle permet de répondre reçoit ce message. La demande figure dans la console jusqu’à ce que l’un d’eux réponde.";
        test_subject = "A test mail", "Un e-mail d’essai";
        test_intro = "Mail leaves this installation: you asked for this one in the operators’ console.", "Les e-mails partent bien de cette installation : vous avez demandé celui-ci dans la console des exploitants.";
        test_outro = "You need not do anything.", "Vous n’avez rien à faire.";
        test_button = "Open the console", "Ouvrir la console";
        announcement_subject = "An announcement of the operator", "Une annonce de l’exploitant";
        announcement_button = "Go to your spaces", "Aller à vos espaces";
        announcement_outro = "You get this because you own a space here. It stands on its pages, too.", "Vous recevez ce message parce que vous êtes propriétaire d’un espace ici. L’annonce figure aussi sur ses pages.";
        look_at_space = "Look at the space", "Voir l’espace";
    }
}

/// The parts of a mail that depend on what happened.
pub(super) struct Told {
    pub(super) subject: &'static str,
    pub(super) intro: String,
    pub(super) button: &'static str,
    pub(super) url: String,
    pub(super) outro: &'static str,
}

pub(super) fn wanted(locale: Locale, site: &str, wanted: &Wanted) -> Told {
    let say = Words(locale);
    match wanted {
        Wanted::Question { space, by, question, subject, support } => {
            let support = support.parse::<Support>().map_or(support.as_str(), |level| level.title(locale));
            Told {
                subject: say.wanted_question_subject(),
                intro: say.wanted_question_intro(by, space, support, subject),
                button: say.question_button(),
                url: format!("{site}/operator/support/{question}"),
                outro: say.wanted_outro(),
            }
        }
        Wanted::More { space, by, about } => Told {
            subject: say.wanted_more_subject(),
            intro: say.wanted_more_intro(by, space, about),
            button: say.look_button(),
            url: format!("{site}/operator/requests"),
            outro: say.wanted_outro(),
        },
    }
}

pub(super) fn told(locale: Locale, site: &str, notice: &OperatorNotice) -> Told {
    let say = Words(locale);
    let at = |slug: &str, page: &str| format!("{site}/t/{slug}{page}");
    match notice {
        OperatorNotice::SpaceSuspended { space, slug, reason } => Told {
            subject: say.suspended_subject(),
            intro: say.suspended_intro(space, reason),
            button: say.look_at_space(),
            url: at(slug, ""),
            outro: say.suspended_outro(),
        },
        OperatorNotice::SpaceResumed { space, slug } => Told {
            subject: say.resumed_subject(),
            intro: say.resumed_intro(space),
            button: say.look_at_space(),
            url: at(slug, ""),
            outro: say.resumed_outro(),
        },
        OperatorNotice::LookAsked { space, slug, by, reason } => Told {
            subject: say.look_asked_subject(),
            intro: say.look_asked_intro(by, space, reason),
            button: say.look_button(),
            url: at(slug, "/settings/consents"),
            outro: say.look_asked_outro(),
        },
        OperatorNotice::SpaceLookedInto { space, slug, by, reason } => Told {
            subject: say.looked_subject(),
            intro: say.looked_intro(by, space, reason),
            button: say.look_button(),
            url: at(slug, "/settings/consents"),
            outro: say.looked_outro(),
        },
        OperatorNotice::RequestAnswered { space, slug, about, answer, is_granted } => Told {
            subject: if *is_granted { say.granted_subject() } else { say.declined_subject() },
            intro: say.answered_intro(space, about, answer),
            button: say.answered_button(),
            url: at(slug, "/plan"),
            outro: say.answered_outro(),
        },
        OperatorNotice::QuestionAnswered { space, slug, question, subject, answer } => Told {
            subject: say.question_subject(),
            intro: say.question_intro(space, subject, answer),
            button: say.question_button(),
            url: at(slug, &format!("/help/{question}")),
            outro: say.question_outro(),
        },
        OperatorNotice::Announcement { english, french } => Told {
            subject: say.announcement_subject(),
            intro: match locale {
                Locale::En => english.clone(),
                Locale::Fr => french.clone(),
            },
            button: say.announcement_button(),
            url: format!("{site}/spaces"),
            outro: say.announcement_outro(),
        },
        OperatorNotice::TestMail => Told {
            subject: say.test_subject(),
            intro: say.test_intro().to_owned(),
            button: say.test_button(),
            url: format!("{site}/operator"),
            outro: say.test_outro(),
        },
    }
}
