//! What is said after a success: the word that the address carries, and the sentence.

use crate::Locale;

macro_rules! notices {
    ($($name:ident = $word:literal, $en:literal, $fr:literal;)+) => {
        crate::words! {
            /// What was done, as the page that follows says it.
            pub enum Notice { $($name = $word),+ }
        }

        impl Notice {
            pub const fn text(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$name, Locale::En) => $en, (Self::$name, Locale::Fr) => $fr),+
                }
            }
        }
    };
}

notices! {
    Welcome = "welcome", "Welcome. Your space is ready; these steps set it up.", "Bienvenue. Votre espace est prêt ; voici comment le mettre en route.";
    SignedOut = "signed-out", "You are signed out.", "Vous êtes déconnecté.";
    PasswordChanged = "password-changed", "Your password is changed and all other sessions are ended.", "Votre mot de passe a été modifié et toutes les autres sessions ont été fermées.";
    ResetMailed = "reset-mailed", "If this address has an account, a mail with a link is on its way. The link works for one hour.", "Si cette adresse a un compte, un message contenant un lien vient de partir. Le lien est valable une heure.";
    Resent = "resent", "A new mail is on its way. Older links and codes no longer work.", "Un nouveau message vient de partir. Les liens et codes précédents ne sont plus valables.";
    DomainsAdded = "domains-added", "Domains added. New mail is counted with them from now on.", "Domaines ajoutés. Ils comptent pour tout le courrier vu à partir de maintenant.";
    NetworksAdded = "networks-added", "Networks added. New mail is counted with them from now on.", "Réseaux ajoutés. Ils comptent pour tout le courrier vu à partir de maintenant.";
    LookedThrough = "looked-through", "Looked through what came lately. What was found stands below.", "Le trafic récent a été examiné. Ce qui a été trouvé figure ci-dessous.";
    EnvironmentAdded = "environment-added", "Environment added. Choose it on the page of a policy agent to put it there.", "Environnement ajouté. Choisissez-le sur la page d’un agent pour l’y placer.";
    JobBegun = "job-begun", "It is begun again, at the step where it stopped.", "La tâche reprend à l’étape où elle s’était arrêtée.";
    JobCancelled = "job-cancelled", "Called off. What it did already stays.", "Tâche annulée. Ce qu’elle a déjà fait reste.";
    ContactConfirmed = "contact-confirmed", "Thank you. Mail about the space reaches you from now on.", "Merci. Les messages au sujet de l’espace vous parviennent désormais.";
    PageMade = "page-made", "The page to pay on is ready.", "La page de paiement est prête.";
    Probed = "probed", "Looked at. What was found stands below.", "Vérification faite. Le résultat figure ci-dessous.";
    Preparing = "preparing", "Asked for. It goes on in the background, and the jobs say what became of it.", "C’est demandé. Cela se fait en arrière-plan, et les tâches disent ce qu’il en est.";
    SentAgain = "sent-again", "It is being sent again. What is there already stays as it is.", "Le renvoi est en cours. Ce qui y est déjà reste tel quel.";
    TargetSaved = "target-saved", "Saved. It is looked at within a minute, or at once with the button below.", "Enregistré. Une vérification a lieu dans la minute, ou tout de suite avec le bouton ci-dessous.";
    CredentialRemoved = "credential-removed", "The password is removed. It is kept nowhere any more.", "Le mot de passe est retiré. Il n’est plus conservé nulle part.";
    AlertAcknowledged = "alert-acknowledged", "Acknowledged. It stays here until it is over.", "Prise en charge. L’alerte reste ici jusqu’à sa fin.";
    AlertTested = "alert-tested", "A test is on its way to everybody whom this rule tells.", "Un essai est en route vers tous ceux que cette règle avertit.";
    Saved = "saved", "Saved.", "Enregistré.";
    ViewDeleted = "view-deleted", "Deleted. What it showed is all still there.", "Supprimée. Tout ce qu’elle montrait est toujours là.";
    Deleted = "deleted", "Deleted. What was counted before stays as it is.", "Supprimé. Ce qui a été compté reste tel quel.";
    Paused = "paused", "Paused. The agent keeps its records until you resume it.", "En pause. L’agent garde ses enregistrements jusqu’à ce que vous le repreniez.";
    Resumed = "resumed", "Resumed. What the agent kept arrives within half a minute.", "C’est reparti. L’agent transmet en moins d’une demi-minute ce qu’il a gardé.";
    Invited = "invited", "Invited. The mail is on its way.", "Invitation envoyée. Le message est en route.";
    QuestionSent = "question-sent", "Sent. The answer will stand on this page, and comes by mail.", "Question envoyée. La réponse figurera sur cette page et vous parviendra par e-mail.";
    QuestionAnswered = "question-answered", "Answered. The mail is on its way.", "Réponse envoyée. Le message est en route.";
    QuestionClosed = "question-closed", "Closed. Whoever writes again opens it again.", "Question close. Écrire de nouveau la rouvre.";
    Asked = "asked", "Asked. Your provider’s answer will stand on this page.", "Demande envoyée. La réponse de votre fournisseur figurera sur cette page.";
    PlanChanged = "plan-changed", "The plan is changed. What there is room for goes on at once.", "La formule est modifiée. Ce qui y a sa place continue aussitôt.";
    PlanToCome = "plan-to-come", "The change is noted and comes by itself. Until then you can undo it here.", "Le changement est noté et se fera de lui-même. D’ici là, vous pouvez l’annuler ici.";
    PlanCancelled = "plan-cancelled", "The plan is cancelled. Until it ends everything goes on, and you can undo it here.", "La formule est résiliée. Jusqu’à son terme tout continue, et vous pouvez revenir dessus ici.";
    PlanUndone = "plan-undone", "Undone. The plan goes on as it is.", "C’est annulé. La formule continue telle quelle.";
    Withdrawn = "withdrawn", "Withdrawn. The link in its mail no longer works.", "Retirée. Le lien du message ne fonctionne plus.";
    Joined = "joined", "Welcome. You belong to this space now.", "Bienvenue. Vous faites maintenant partie de cet espace.";
    Declined = "declined", "Declined. The link no longer works, and nothing else changed.", "Refusée. Le lien ne fonctionne plus, et rien d’autre n’a changé.";
    Removed = "removed", "Removed. Their access has ended.", "Retiré. L’accès a pris fin aussitôt.";
    Left = "left", "You left the space.", "Vous avez quitté l’espace.";
    Closed = "closed", "The space is closed. Nothing of it is deleted.", "L’espace est fermé. Rien n’en est supprimé.";
    Reopened = "reopened", "The space is open again, and agents send what they kept.", "L’espace est rouvert, et les agents envoient ce qu’ils ont gardé.";
    AccountDeleted = "account-deleted", "Your account is deleted. A mail confirms it.", "Votre compte est supprimé. Un message le confirme.";
    Company = "company", "This is a company space now. Everything in it stayed as it was.", "C’est maintenant un espace d’entreprise. Tout y est resté tel quel.";
    FactorAdded = "factor-added", "Added. It is asked for at every sign-in from now on.", "Ajouté. Il sera demandé à chaque connexion désormais.";
    FactorRemoved = "factor-removed", "Removed. A mail about it is on its way.", "Retiré. Un message à ce sujet est en route.";
    SessionEnded = "session-ended", "The session is ended.", "La session est fermée.";
    SessionsEnded = "sessions-ended", "All other sessions are ended.", "Toutes les autres sessions sont fermées.";
    ReadRevoked = "read-revoked", "Revoked. Its store refuses it from now on.", "Révoqué. Son entrepôt le refuse désormais.";
    ReadEnding = "read-ending", "Its store does not answer, so it may still let it in. It is tried again every few minutes; the list says when it is refused.", "Son entrepôt ne répond pas et peut encore l’accepter. Une tentative a lieu toutes les quelques minutes ; la liste indique quand il est refusé.";
    ReportStopped = "report-stopped", "Stopped. No more of these reports are sent to you.", "C’est arrêté. Ces rapports ne vous seront plus envoyés.";
    KeyRevoked = "key-revoked", "Revoked. Programs that use this key are refused from now on.", "Révoquée. Les programmes qui utilisent cette clé sont refusés dès maintenant.";
    Revoked = "revoked", "Revoked. Its key stopped working; what it sent stays.", "Révoqué. Sa clé ne fonctionne plus ; ce qu’il a envoyé reste.";
    Linked = "linked", "Linked. You can sign in through it from now on.", "Associé. Vous pouvez désormais vous connecter par ce fournisseur.";
    Unlinked = "unlinked", "Unlinked. It no longer signs you in.", "Dissocié. Il ne vous connecte plus.";
    Proved = "proved", "The record is there: the domain is yours.", "L’enregistrement est là : le domaine est à vous.";
    Confirmed = "confirmed", "Thank you, it is you. Go on with what you were doing.", "Merci, c’est bien vous. Poursuivez ce que vous faisiez.";
    ViewLeft = "view-left", "You see the space as yourself again.", "Vous voyez à nouveau l’espace comme vous-même.";
    OperatorMade = "operator-made", "You are an operator now, with the role “Everything”.", "Vous êtes maintenant exploitant, avec le rôle « Tout ».";
    OperatorTaken = "operator-taken", "Taken away. For them the console does not exist any more.", "Retiré. La console n’existe plus pour cette personne.";
    ConsentAsked = "consent-asked", "Asked. Its owners get a mail.", "Demandé. Ses propriétaires reçoivent un e-mail.";
    LookBegun = "look-begun", "Open. Its owners are told by mail.", "Ouvert. Ses propriétaires sont prévenus par e-mail.";
    MailTried = "mail-tried", "A mail to you is on its way. If it does not arrive, look at the jobs.", "Un e-mail part vers votre adresse. S’il n’arrive pas, regardez les tâches.";
    PersonSignedOut = "person-signed-out", "All of their sessions are ended.", "Toutes ses sessions sont fermées.";
    LimitsLifted = "limits-lifted", "Lifted. They can try again at once.", "Levées. La personne peut réessayer tout de suite.";
    FactorsTaken = "factors-taken", "Taken away, and every session ended. A mail tells them.", "Retirés, et toutes les sessions fermées. Un e-mail prévient la personne.";
    Announced = "announced", "Published. It is on their pages within seconds.", "Publiée. Elle est sur leurs pages en quelques secondes.";
    VersionPublished = "version-published", "Published. Whoever takes the plan from now on gets it; subscribers keep what they have.", "Publiée. Qui prend la formule désormais l’obtient ; les abonnés gardent la leur.";
    VersionRetired = "version-retired", "Retired. Whoever has it keeps it, and nobody is put on it any more.", "Retirée. Qui l’a la garde, et plus personne n’y passe.";
    SubscribersMoved = "subscribers-moved", "Asked for. What they have less of is frozen and not deleted; how far it is stands below.", "C’est demandé. Ce qu’ils ont en moins est gelé, et non supprimé ; l’avancement figure ci-dessous.";
    PaymentNoted = "payment-noted", "Noted. What is left of it stands below.", "Noté. Le reste dû figure ci-dessous.";
    PaymentTakenBack = "payment-taken-back", "Taken back. It stays in the list, and the invoice is owed as before.", "Annulé. Il reste dans la liste, et la facture est due comme avant.";
    SavePageMade = "save-page-made", "The payment provider’s page is ready; the card is typed there.", "La page du prestataire de paiement est prête ; la carte s’y saisit.";
    CardRemoved = "card-removed", "Removed. Nothing is paid with it any more.", "Retirée. Plus rien n’est réglé avec elle.";
    RefundNoted = "refund-noted", "Noted. How far it is stands below.", "Noté. L’avancement figure ci-dessous.";
    InvoicesDue = "invoices-due", "What is due is on its way; the jobs show it.", "Ce qui est dû est en cours de facturation ; les tâches le montrent.";
    DeliveryBegun = "delivery-begun", "It waits for its turn and is sent within seconds.", "L’envoi attend son tour et part dans les secondes qui suivent.";
    InvoiceCredited = "invoice-credited", "A credit note takes it back; it goes to the billing contact.", "Un avoir l’annule ; il part vers le contact de facturation.";
    RequestAnswered = "request-answered", "Answered. The space reads it on the page of its plan.", "Répondu. L’espace le lit sur la page de sa formule.";
    TenantMade = "tenant-made", "Made. The invitation is on its way.", "Créé. L’invitation est en route.";
    TenantSuspended = "tenant-suspended", "Suspended. Its owners are told by mail.", "Suspendu. Ses propriétaires sont prévenus par e-mail.";
    TenantResumed = "tenant-resumed", "It goes on. Policy agents send what they kept.", "C’est reparti. Les agents transmettent ce qu’ils ont gardé.";
    TenantClosed = "tenant-closed", "Closed. Until it is purged it can be reopened here.", "Fermé. Jusqu’à la purge, il peut être rouvert ici.";
    TenantReopened = "tenant-reopened", "Open again. Nothing of it was removed.", "Rouvert. Rien n’en a été supprimé.";
    ShareRevoked = "share-revoked", "The link is revoked and stopped working.", "Le lien est révoqué et ne fonctionne plus.";
}
