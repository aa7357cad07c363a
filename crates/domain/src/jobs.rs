//! Background work: which kinds there are, what state a job is in, and how people read both.

use crate::{text::Locale, words};

words! {
    /// One kind of work. Its word is stored: add kinds, never rename one.
    pub enum JobKind {
        SendConfirmation = "send-confirmation",
        SendPasswordReset = "send-password-reset",
        SendNotice = "send-notice",
        SendInvitation = "send-invitation",
        SendFarewell = "send-farewell",
        SendStepUpCode = "send-step-up-code",
        RecountDays = "recount-days",
        CloseTenant = "close-tenant",
        /// Opens every tenant's database once, so that it has this version's shape and nothing is left in it.
        VisitTenants = "visit-tenants",
        /// Puts a `prune-tenant` for each.
        PruneTenants = "prune-tenants",
        PruneTenant = "prune-tenant",
        /// Puts a mail for each owner whom an announcement is for.
        SendAnnouncement = "send-announcement",
        /// Removes what a tenant had that an operator closed.
        PurgeTenant = "purge-tenant",
        /// Puts a `find-proposals` for each.
        FindAllProposals = "find-all-proposals",
        /// Looks through what a tenant saw lately for what is not declared.
        FindProposals = "find-proposals",
        /// Forgets what has run out in the control database.
        Expire = "expire",
        ForgetJobs = "forget-jobs",
        SendWebhook = "send-webhook",
        /// Puts a `bill-tenant` for each that is due.
        BillTenants = "bill-tenants",
        BillTenant = "bill-tenant",
        /// Puts a `change-plan` for each change whose time has come.
        ChangePlans = "change-plans",
        ChangePlan = "change-plan",
        /// Puts subscribers on another version, one by one.
        MoveSubscribers = "move-subscribers",
        /// Has what the plan has no room for stay as an admin chose.
        FreezeBeyond = "freeze-beyond",
        SendInvoice = "send-invoice",
        /// Makes events of what was held beyond the plan, as far as the plan takes it by now.
        BringBackEvents = "bring-back-events",
        /// Looks how far everything is used up, and puts the mails that tell it.
        TellUsage = "tell-usage",
        SendUsageAlert = "send-usage-alert",
        /// Puts a `send-report` for each that is due.
        PutReports = "put-reports",
        SendReport = "send-report",
        SendReminder = "send-reminder",
        SendContactLink = "send-contact-link",
        /// Asks the emergency addresses whose quarter is nearly over.
        TestContacts = "test-contacts",
        /// Puts a `watch-tenant` for each.
        WatchTenants = "watch-tenants",
        /// Looks at what a tenant's alert rules watch.
        WatchTenant = "watch-tenant",
        SendAlert = "send-alert",
        ReadPayment = "read-payment",
        /// Pays an invoice with the card that was saved for it.
        CollectInvoice = "collect-invoice",
        SendDecline = "send-decline",
        /// Has a provider forget a card.
        ForgetMethod = "forget-method",
        /// Has a provider close a page whose purpose is done.
        ClosePage = "close-page",
        /// Has a provider pay back what was paid.
        RefundPayment = "refund-payment",
        SendRefund = "send-refund",
        /// Hands an invoice to an approved platform, or asks what became of it.
        HandOver = "hand-over",
        /// Makes what a tenant has in a program that links lead to.
        PrepareLink = "prepare-link",
        /// Sees to it that what tenants have there, and who is known there, is as it is here.
        KeepLinks = "keep-links",
        /// Ends users of stores that are over, and those that a store did not answer about.
        EndReadCredentials = "end-read-credentials",
        /// Asks for what every tenant has there to be made again.
        PrepareLinks = "prepare-links",
        /// Does what an operator asked about a tenant's flow to a store.
        TendSink = "tend-sink",
    }
}

impl JobKind {
    /// Whether it is a mail. Of one that does not leave nobody is told by another.
    pub const fn is_mail(self) -> bool {
        matches!(
            self,
            Self::SendConfirmation
                | Self::SendPasswordReset
                | Self::SendNotice
                | Self::SendInvitation
                | Self::SendFarewell
                | Self::SendStepUpCode
                | Self::SendInvoice
                | Self::SendUsageAlert
                | Self::SendReport
                | Self::SendReminder
                | Self::SendContactLink
                | Self::SendAlert
                | Self::SendRefund
                | Self::SendDecline
        )
    }

    /// How people read it.
    #[expect(clippy::too_many_lines, reason = "an arm for each kind")]
    pub const fn title(self, locale: Locale) -> &'static str {
        let (en, fr) = match self {
            Self::SendConfirmation => {
                ("the mail that confirms a sign-up", "l’e-mail de confirmation d’inscription")
            }
            Self::SendPasswordReset => ("the mail with a password link", "l’e-mail de réinitialisation"),
            Self::SendNotice => ("a mail about an account", "un e-mail au sujet d’un compte"),
            Self::SendInvitation => ("an invitation", "une invitation"),
            Self::SendFarewell => {
                ("the mail that an account is deleted", "l’e-mail de suppression d’un compte")
            }
            Self::SendStepUpCode => ("the mail with a code", "l’e-mail avec un code"),
            Self::RecountDays => {
                ("counting the days in another time zone", "le recomptage des jours dans un autre fuseau")
            }
            Self::CloseTenant => ("closing the space", "la fermeture de l’espace"),
            Self::VisitTenants => ("bringing spaces up to date", "la mise à jour des espaces"),
            Self::PruneTenants => ("deciding what to delete", "le repérage de ce qui est à supprimer"),
            Self::PruneTenant => {
                ("deleting what the plan does not keep", "la suppression de ce que l’offre ne conserve plus")
            }
            Self::SendAnnouncement => ("mailing an announcement", "l’envoi d’une annonce par e-mail"),
            Self::PurgeTenant => ("purging a closed space", "la purge d’un espace fermé"),
            Self::FindAllProposals => {
                ("deciding where to look for proposals", "le choix des espaces où chercher des propositions")
            }
            Self::FindProposals => {
                ("looking for what is not declared", "la recherche de ce qui n’est pas déclaré")
            }
            Self::Expire => ("forgetting what has run out", "l’oubli de ce qui a expiré"),
            Self::ForgetJobs => ("forgetting old jobs", "l’oubli des anciennes tâches"),
            Self::BillTenants => {
                ("looking for what is to be invoiced", "la recherche de ce qui est à facturer")
            }
            Self::SendInvoice => ("the mail with an invoice", "l’e-mail avec une facture"),
            Self::ReadPayment => {
                ("reading a payment at its provider", "la lecture d’un paiement chez son prestataire")
            }
            Self::CollectInvoice => (
                "paying an invoice with the saved card",
                "le règlement d’une facture par la carte enregistrée",
            ),
            Self::SendDecline => {
                ("the mail that a card was declined", "l’e-mail de refus de la carte enregistrée")
            }
            Self::ForgetMethod => {
                ("having a card forgotten by its provider", "l’oubli d’une carte par son prestataire")
            }
            Self::ClosePage => (
                "closing a page at the payment provider",
                "la fermeture d’une page chez le prestataire de paiement",
            ),
            Self::RefundPayment => {
                ("paying back at the payment provider", "le remboursement chez le prestataire de paiement")
            }
            Self::SendRefund => ("the mail about a refund", "l’e-mail au sujet d’un remboursement"),
            Self::PrepareLink => {
                ("Prepare a program that links lead to", "Préparer un programme vers lequel mènent des liens")
            }
            Self::KeepLinks => (
                "keeping up what spaces have in other programs",
                "la mise à jour de ce que les espaces ont dans d’autres programmes",
            ),
            Self::EndReadCredentials => (
                "ending read-only credentials that are over",
                "la fin des accès en lecture arrivés à leur terme",
            ),
            Self::PrepareLinks => (
                "preparing for all spaces a program that links lead to",
                "la préparation pour tous les espaces d’un programme vers lequel mènent des liens",
            ),
            Self::TendSink => {
                ("sending events to a store once more", "le renvoi d’événements vers un entrepôt")
            }
            Self::HandOver => {
                ("handing an invoice to a platform", "la transmission d’une facture à une plateforme")
            }
            Self::PutReports => ("looking for reports that are due", "la recherche des rapports à envoyer"),
            Self::SendReport => ("the mail with a report", "l’e-mail avec un rapport"),
            Self::SendContactLink => ("the mail to a contact", "l’e-mail à un contact"),
            Self::TestContacts => {
                ("asking emergency addresses again", "la vérification des adresses d’urgence")
            }
            Self::WatchTenants => ("looking which alerts are due", "le repérage des alertes à évaluer"),
            Self::WatchTenant => ("looking at what alert rules watch", "l’évaluation des règles d’alerte"),
            Self::SendAlert => ("the mail of an alert", "l’e-mail d’une alerte"),
            Self::SendReminder => ("the reminder of an invoice", "le rappel d’une facture"),
            Self::BillTenant => ("an invoice", "une facture"),
            Self::ChangePlans => (
                "looking for changes of plan whose day has come",
                "la recherche des changements de formule à effectuer",
            ),
            Self::FreezeBeyond => {
                ("freezing what the plan has no room for", "le gel de ce qui dépasse la formule")
            }
            Self::ChangePlan => ("a change of plan", "un changement de formule"),
            Self::MoveSubscribers => {
                ("moving subscribers to another version", "le passage d’abonnés à une autre version")
            }
            Self::BringBackEvents => ("bringing held events back", "la reprise des événements mis de côté"),
            Self::TellUsage => {
                ("looking how much of the plan is used", "le suivi de l’utilisation de la formule")
            }
            Self::SendUsageAlert => ("the mail that a limit is near", "l’e-mail d’approche d’une limite"),
            Self::SendWebhook => ("a message to a webhook", "l’envoi d’un message à un webhook"),
        };
        match locale {
            Locale::En => en,
            Locale::Fr => fr,
        }
    }
}

words! {
    pub enum JobState {
        /// It is begun when its turn comes, or when it is due.
        Waiting = "waiting",
        Running = "running",
        Done = "done",
        /// Given up; somebody may ask for it again.
        Failed = "failed",
        /// It failed half-way, and what it had done was taken back.
        Undone = "undone",
        /// Somebody called it off.
        Cancelled = "cancelled",
    }
}

impl JobState {
    /// Whether nothing more becomes of it by itself.
    pub const fn is_over(self) -> bool {
        !matches!(self, Self::Waiting | Self::Running)
    }
}

words! {
    /// What a job waits for. Its word is stored: add some, never rename one.
    pub enum Awaited {
        /// A space gets the shape of a new version.
        SpaceUpdate = "space-update",
        /// A receiver of webhooks does not answer, or asked to be left alone.
        ReceiverRest = "receiver-rest",
        /// What spaces have in a program is made by jobs of their own.
        Preparations = "preparations",
    }
}

impl Awaited {
    /// How people read it.
    pub const fn title(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::SpaceUpdate, Locale::En) => "the update for a new version",
            (Self::SpaceUpdate, Locale::Fr) => "la mise à jour vers une nouvelle version",
            (Self::ReceiverRest, Locale::En) => "a receiver that does not answer or asked for a pause",
            (Self::Preparations, Locale::En) => "the jobs of each space",
            (Self::Preparations, Locale::Fr) => "les tâches de chaque espace",
            (Self::ReceiverRest, Locale::Fr) => "un destinataire qui ne répond pas ou a demandé une pause",
        }
    }
}

words! {
    pub enum StepState { Running = "running", Done = "done", Failed = "failed", Undone = "undone" }
}

/// What comes before what: a mail that keeps somebody out never waits behind a recount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Somebody waits for it now.
    Urgent,
    Normal,
    /// Whenever there is time.
    Bulk,
}

impl Priority {
    /// As it is stored: the lower comes first.
    pub const fn number(self) -> i64 {
        self as i64
    }
}

crate::errors! {
    /// What goes wrong with background work.
    pub enum JobsError {
        /// A job became something else meanwhile, so that it cannot be called off or begun again.
        JobChanged = "job-changed", 409, "the job is over, or on its way";
    }
}
