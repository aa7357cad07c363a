//! Mails about what happened to an account.

use domain::{AccountId, Locale, browsers, jobs::JobKind, zones::Zone};
use store::{Mode, control::accounts};

use super::Letter;
use crate::{
    Service,
    brands::Letterhead,
    jobs::JobError,
    notices::{Notice, OperatorNotice, Origin},
};

domain::texts! {
    struct Words {
        notice_from(when: &str, address: &str, browser: &str) = "It happened on {when}, from the address {address}, with {browser}.", "C’était le {when}, depuis l’adresse {address}, avec {browser}.";
        notice_browser(browser: &str, system: &str) = "{browser} on {system}", "{browser} sur {system}";
        notice_unknown = "an unknown browser", "un navigateur inconnu";
        notice_button = "Look at my account", "Voir mon compte";
        notice_outro = "If it was you, nothing needs to be done. If not, choose a new password at once and end all other sessions on that page.", "Si c’était vous, il n’y a rien à faire. Sinon, choisissez tout de suite un nouveau mot de passe et fermez toutes les autres sessions sur cette page.";
        device_subject = "New sign-in to your account", "Nouvelle connexion à votre compte";
        device_intro(email: &str) = "Somebody signed in to the account {email} from a browser it was never used in.", "Quelqu’un s’est connecté au compte {email} depuis un navigateur jamais utilisé.";
        added_subject = "A way to sign in was added to your account", "Un moyen de connexion a été ajouté à votre compte";
        added_intro(name: &str, email: &str) = "{name} was added to the account {email}.", "{name} a été ajouté au compte {email}.";
        removed_subject = "A way to sign in was removed from your account", "Un moyen de connexion a été retiré de votre compte";
        removed_intro(name: &str, email: &str) = "{name} was removed from the account {email}.", "{name} a été retiré du compte {email}.";
        recovery_subject = "A recovery code was used", "Un code de secours a été utilisé";
        recovery_intro(email: &str, left: &str) = "A recovery code of the account {email} was used to sign in. Codes left: {left}.", "Un code de secours du compte {email} a servi à se connecter. Codes restants : {left}.";
        reset_factors_subject = "Your second factors were removed", "Vos seconds facteurs ont été retirés";
        reset_factors_intro(email: &str) = "The operator of this installation removed every second factor of the account {email}, with its passkeys and recovery codes, and ended its sessions.", "L’exploitant de cette installation a retiré tous les seconds facteurs du compte {email}, avec ses clés d’accès et ses codes de secours, et fermé ses sessions.";
        reset_factors_outro = "Sign in with your password and add a second factor again. If you did not ask for this, write to the operator at once.", "Connectez-vous avec votre mot de passe et ajoutez de nouveau un second facteur. Si vous n’avez rien demandé, écrivez tout de suite à l’exploitant.";
        linked_subject = "A provider was linked to your account", "Un fournisseur a été associé à votre compte";
        linked_intro(name: &str, email: &str) = "From now on, signing in at {name} opens the account {email}.", "Désormais, se connecter chez {name} ouvre le compte {email}.";
        unlinked_subject = "A provider was unlinked from your account", "Un fournisseur a été dissocié de votre compte";
        unlinked_intro(name: &str, email: &str) = "Signing in at {name} no longer opens the account {email}.", "Se connecter chez {name} n’ouvre plus le compte {email}.";
        password_subject = "A new password was set", "Un nouveau mot de passe a été défini";
        password_intro(email: &str) = "Through a link sent to this address, a new password was set for the account {email}, and all its sessions were ended.", "Par un lien envoyé à cette adresse, un nouveau mot de passe a été défini pour le compte {email}, et toutes ses sessions ont été fermées.";
        password_outro = "If it was you, nothing needs to be done. If not, somebody else may read your mail: change the password of your mailbox, then set a new one here through “Forgotten password” on the sign-in page.", "Si c’était vous, il n’y a rien à faire. Sinon, quelqu’un d’autre lit peut-être votre courrier : changez le mot de passe de votre boîte, puis définissez-en un nouveau ici par « Mot de passe oublié » sur la page de connexion.";
        changed_subject = "Your password was changed", "Votre mot de passe a été changé";
        changed_intro(email: &str) = "The password of the account {email} was changed on the account page, and all other sessions were ended.", "Le mot de passe du compte {email} a été changé sur la page du compte, et toutes les autres sessions ont été fermées.";
        changed_outro = "If it was you, nothing needs to be done. If not, set a new password at once through “Forgotten password” on the sign-in page: that ends all sessions.", "Si c’était vous, il n’y a rien à faire. Sinon, définissez tout de suite un nouveau mot de passe par « Mot de passe oublié » sur la page de connexion : cela ferme toutes les sessions.";
        given_subject = "You handed a space over", "Vous avez transmis un espace";
        given_intro(to: &str) = "A space that was yours belongs to {to} now: it was handed over from your account.", "Un espace qui était le vôtre appartient désormais à {to} : il a été transmis depuis votre compte.";
        given_outro = "If it was you, nothing needs to be done. If not, choose a new password at once, end all other sessions, and ask the new owner and your provider to undo it.", "Si c’était vous, il n’y a rien à faire. Sinon, choisissez tout de suite un nouveau mot de passe, fermez toutes les autres sessions, et demandez au nouveau propriétaire et à votre fournisseur de revenir en arrière.";
        received_subject = "You own a space now", "Vous êtes propriétaire d’un espace";
        received_intro(from: &str) = "{from} handed a space over to you. You decide from now on who else owns it.", "{from} vous a transmis un espace. C’est vous qui décidez désormais qui d’autre en est propriétaire.";
        received_button = "Open the space", "Ouvrir l’espace";
        received_outro = "If you did not expect this, ask the person who handed it over.", "Si vous ne vous y attendiez pas, demandez à la personne qui vous l’a transmis.";
        closed_subject = "A space you own was closed", "Un espace dont vous êtes propriétaire a été fermé";
        closed_intro(by: &str, space: &str) = "{by} closed the space {space}. It can be read and exported; nothing in it changes any more.", "{by} a fermé l’espace {space}. On peut encore le consulter et l’exporter ; plus rien n’y change.";
        closed_button = "Look at the space", "Voir l’espace";
        closed_outro = "Its owners can open it again in its settings within 30 days. If this was a mistake, do so.", "Ses propriétaires peuvent le rouvrir dans ses réglages pendant 30 jours. S’il s’agit d’une erreur, rouvrez-le.";
        failed_subject = "Something you asked for could not be done", "Une opération que vous avez demandée n’a pas abouti";
        failed_intro(what: &str) = "This could not be done: {what}. What had been done of it was taken back where that is possible, and the operator was told.", "Cette opération n’a pas abouti : {what}. Ce qui en avait été fait a été annulé dans la mesure du possible, et l’exploitant a été prévenu.";
        failed_outro = "You need not do anything. Ask for it again later, or write to the operator of this installation.", "Vous n’avez rien à faire. Recommencez plus tard, ou écrivez à l’exploitant de cette installation.";
        given_up_subject = "A job was given up", "Une tâche a été abandonnée";
        given_up_intro(what: &str, job: &str, error: &str) = "The job {job} ({what}) was given up after its last try: {error}.", "La tâche {job} ({what}) a été abandonnée après sa dernière tentative : {error}.";
        given_up_outro(job: &str) = "Look at it with `parvis jobs show {job}`; once the cause is mended, `parvis jobs retry {job}` begins it again where it stopped.", "Consultez-la avec `parvis jobs show {job}` ; une fois la cause corrigée, `parvis jobs retry {job}` la reprend là où elle s’est arrêtée.";
        farewell_subject = "Your account was deleted", "Votre compte a été supprimé";
        farewell_intro(email: &str) = "The account {email} was deleted, with its sessions and everything it was signed in by.", "Le compte {email} a été supprimé, avec ses sessions et tout ce qui servait à s’y connecter.";
        farewell_button = "Sign up again", "S’inscrire à nouveau";
        farewell_outro = "If it was you, nothing needs to be done. If not, write to the operator of this installation at once: an account cannot be brought back.", "Si c’était vous, il n’y a rien à faire. Sinon, écrivez tout de suite à l’exploitant de cette installation : un compte supprimé ne peut être rétabli.";
        authenticator = "An authenticator app", "Une application d’authentification";
        passkey = "A passkey", "Une clé d’accès";
        provider = "the identity provider of a space", "le fournisseur d’identité d’un espace";
    }
}

pub(crate) async fn send(
    service: &Service,
    account: &AccountId,
    notice: &Notice,
    origin: &Origin,
) -> Result<(), JobError> {
    let mut tx = service.store().control(Mode::Read).await?;
    let Some(account) = accounts::find(&mut tx, account).await? else { return Ok(()) };
    drop(tx);
    let head = head(service, &account.id, notice).await?;
    let words = Words(account.locale);
    let (email, mut outro) = (account.email.as_str(), words.notice_outro());
    // Names that people typed stay out: whoever added a passkey may be the one this mail warns of.
    let factor = |name: &str| if name.is_empty() { words.authenticator() } else { words.passkey() };
    let provider = |name: &str| if name.is_empty() { words.provider().to_owned() } else { name.to_owned() };
    let outro_of_job;
    let (mut button, mut url) = (words.notice_button(), format!("{}/account", service.public_url()));
    let (subject, intro) = match notice {
        Notice::NewDevice => (words.device_subject(), words.device_intro(email)),
        Notice::FactorAdded { name } => (words.added_subject(), words.added_intro(factor(name), email)),
        Notice::FactorRemoved { name } => (words.removed_subject(), words.removed_intro(factor(name), email)),
        Notice::RecoveryCodeUsed { left } => {
            (words.recovery_subject(), words.recovery_intro(email, &left.to_string()))
        }
        Notice::ProviderLinked { name } => {
            (words.linked_subject(), words.linked_intro(&provider(name), email))
        }
        Notice::ProviderUnlinked { name } => {
            (words.unlinked_subject(), words.unlinked_intro(&provider(name), email))
        }
        Notice::PasswordReset => {
            outro = words.password_outro();
            (words.password_subject(), words.password_intro(email))
        }
        Notice::PasswordChanged => {
            outro = words.changed_outro();
            (words.changed_subject(), words.changed_intro(email))
        }
        Notice::SpaceGiven { to, .. } => {
            outro = words.given_outro();
            (words.given_subject(), words.given_intro(to))
        }
        Notice::SpaceReceived { slug, from, .. } => {
            (button, url) = (words.received_button(), format!("{}/t/{slug}", head.console));
            outro = words.received_outro();
            (words.received_subject(), words.received_intro(from))
        }
        Notice::SpaceClosed { space, slug, by } => {
            (button, url) = (words.closed_button(), format!("{}/t/{slug}", head.console));
            outro = words.closed_outro();
            (words.closed_subject(), words.closed_intro(by, space))
        }
        Notice::ByOperator(notice) => {
            let told = super::operators::told(account.locale, &head.console, notice);
            (button, url, outro) = (told.button, told.url, told.outro);
            (told.subject, told.intro)
        }
        Notice::AnswerWanted(wanted) => {
            let told = super::operators::wanted(account.locale, &head.console, wanted);
            (button, url, outro) = (told.button, told.url, told.outro);
            (told.subject, told.intro)
        }
        Notice::WorkFailed { kind, job, error } => {
            let what = kind.parse::<JobKind>().map_or(kind.as_str(), |kind| kind.title(account.locale));
            if error.is_empty() {
                outro = words.failed_outro();
                (words.failed_subject(), words.failed_intro(what))
            } else {
                outro_of_job = words.given_up_outro(job);
                outro = &outro_of_job;
                (words.given_up_subject(), words.given_up_intro(what, job, error))
            }
        }
        Notice::FactorsReset => {
            outro = words.reset_factors_outro();
            (words.reset_factors_subject(), words.reset_factors_intro(email))
        }
    };
    // The command line has neither an address nor a browser.
    let is_anothers = matches!(notice, Notice::SpaceReceived { .. } | Notice::SpaceClosed { .. });
    let is_told = !origin.address.is_empty() && !is_anothers;
    let from = if is_told { format!(" {}", origin_sentence(words, origin)) } else { String::new() };
    let mail = Letter {
        locale: account.locale,
        subject: subject.to_owned(),
        intro: format!("{intro}{from}"),
        facts: Vec::new(),
        button,
        url,
        code: None,
        outro,
    };
    service.mailer().send(&mail.to(&account.email, &head)).await.map_err(|error| JobError::mail(&error))
}

/// What is about a space comes under its name; what is about the account, under that of its only one. Operators hear
/// of their installation.
async fn head(service: &Service, account: &AccountId, notice: &Notice) -> Result<Letterhead, JobError> {
    Ok(match notice {
        Notice::SpaceGiven { slug, .. }
        | Notice::SpaceReceived { slug, .. }
        | Notice::SpaceClosed { slug, .. } => Letterhead::of_slug(service, slug).await?,
        Notice::ByOperator(notice) => match notice.slug() {
            Some(slug) => Letterhead::of_slug(service, slug).await?,
            None if *notice == OperatorNotice::TestMail => Letterhead::installation(service),
            None => Letterhead::of_account(service, account).await?,
        },
        Notice::AnswerWanted(_) => Letterhead::installation(service),
        Notice::WorkFailed { error, .. } if !error.is_empty() => Letterhead::installation(service),
        _ => Letterhead::of_account(service, account).await?,
    })
}

/// Tells whoever deleted their account that it is gone.
pub(crate) async fn send_farewell(
    service: &Service,
    email: &str,
    locale: Locale,
    origin: &Origin,
) -> Result<(), JobError> {
    let words = Words(locale);
    let mail = Letter {
        locale,
        subject: words.farewell_subject().to_owned(),
        intro: format!("{} {}", words.farewell_intro(email), origin_sentence(words, origin)),
        facts: Vec::new(),
        button: words.farewell_button(),
        url: format!("{}/sign-up", service.public_url()),
        code: None,
        outro: words.farewell_outro(),
    };
    service
        .mailer()
        .send(&mail.to(email, &Letterhead::installation(service)))
        .await
        .map_err(|error| JobError::mail(&error))
}

/// When, from which address and with which browser.
fn origin_sentence(words: Words, origin: &Origin) -> String {
    let Words(locale) = words;
    let when = format!("{} UTC", Zone::utc().local_text(origin.at, locale));
    words.notice_from(&when, &origin.address, &browser(locale, &origin.user_agent))
}

/// A browser as it is recognised: what it says of itself is not repeated.
pub(super) fn browser(locale: Locale, user_agent: &str) -> String {
    let words = Words(locale);
    match browsers::recognise(user_agent) {
        (Some(browser), Some(system)) => words.notice_browser(browser, system),
        (Some(known), None) | (None, Some(known)) => known.to_owned(),
        (None, None) => words.notice_unknown().to_owned(),
    }
}
