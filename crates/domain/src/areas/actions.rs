//! What people can do: the server functions, with what each takes and what it is called.

use super::{Notice, Takes, is_step_up, takes};
use crate::Locale;

/// One line for each: its endpoint, what it takes, what a person calls it, whether it can be done `once` (a form
/// sent twice is answered as the first time), whether it asks an account for a `fresh` proof, and its notice.
macro_rules! actions {
    ($($name:ident = $word:literal, $($takes:ident)+, $en:literal, $fr:literal $(, $flag:ident)* $(=> $notice:ident)?;)+) => {
        crate::words! {
            /// One thing that people can do, by the endpoint of its server function.
            pub enum Action { $($name = $word),+ }
        }

        impl Action {
            pub const fn takes(self) -> Takes {
                match self { $(Self::$name => takes!($($takes)+)),+ }
            }

            pub const fn label(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$name, Locale::En) => $en, (Self::$name, Locale::Fr) => $fr),+
                }
            }

            /// What is said after it, where that is always the same.
            pub const fn notice(self) -> Option<Notice> {
                match self { $(Self::$name => actions!(@notice $($notice)?)),+ }
            }

            /// Whether it is for somebody who has proved lately that it is still them.
            pub fn is_step_up(self) -> bool {
                self.flags().contains(&"fresh") || match self { $(Self::$name => is_step_up!($($takes)+)),+ }
            }

            const fn flags(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$(stringify!($flag)),*]),+ }
            }
        }
    };
    (@notice $notice:ident) => { Some(Notice::$notice) };
    (@notice) => { None };
}

actions! {
    AccountsChangePassword = "accounts.change-password", person, "Change the password", "Changer le mot de passe" => PasswordChanged;
    AccountsDelete = "accounts.delete", person, "Delete the account", "Supprimer le compte", fresh => AccountDeleted;
    AccountsSetLocale = "accounts.set-locale", anyone, "Choose a language", "Choisir la langue";
    AccountsSetTheme = "accounts.set-theme", anyone, "Choose the colours", "Choisir les couleurs";
    AlertsAcknowledge = "alerts.acknowledge", ManageAlerts, "Acknowledge an alert", "Prendre en charge une alerte" => AlertAcknowledged;
    AlertsAdd = "alerts.add", ManageAlerts, "Add an alert rule", "Ajouter une règle d’alerte", once => Saved;
    AlertsDelete = "alerts.delete", ManageAlerts, "Delete an alert rule", "Supprimer une règle d’alerte" => Deleted;
    AlertsRemoveWebhook = "alerts.remove-webhook", ManageAlerts, "Remove the webhook of alerts", "Retirer le webhook des alertes" => Saved;
    AlertsSetWebhook = "alerts.set-webhook", ManageAlerts, "Set the webhook of alerts", "Définir le webhook des alertes", once;
    AlertsSilence = "alerts.silence", ManageAlerts, "Silence an alert rule", "Mettre une règle d’alerte en silence" => Saved;
    AlertsTest = "alerts.test", ManageAlerts, "Test-fire an alert rule", "Essayer une règle d’alerte" => AlertTested;
    AlertsUnsilence = "alerts.unsilence", ManageAlerts, "End the silence of an alert rule", "Lever le silence d’une règle d’alerte" => Saved;
    AlertsUpdate = "alerts.update", ManageAlerts, "Change an alert rule", "Modifier une règle d’alerte" => Saved;
    AnnotationsAdd = "annotations.add", ManageMailFlow, "Write on the time axis", "Annoter l’axe du temps" => Saved;
    AnnotationsDelete = "annotations.delete", ManageMailFlow, "Delete an annotation", "Supprimer une annotation" => Deleted;
    AnnouncementsPublish = "announcements.publish", operator Announce, "Publish an announcement", "Publier une annonce", once => Announced;
    AnnouncementsWithdraw = "announcements.withdraw", operator Announce, "Withdraw an announcement", "Retirer une annonce" => Saved;
    ApiKeysCreate = "api-keys.create", ManageApiKeys, "Create an API key", "Créer une clé d’API", once;
    ApiKeysRevoke = "api-keys.revoke", ManageApiKeys, "Revoke an API key", "Révoquer une clé d’API" => KeyRevoked;
    ApiKeysRotate = "api-keys.rotate", ManageApiKeys, "Renew an API key", "Renouveler une clé d’API", once;
    AuthenticatorsCancel = "authenticators.cancel", person, "Give up setting up the authenticator app", "Abandonner la configuration de l’application";
    AuthenticatorsConfirm = "authenticators.confirm", person, "Add the authenticator app", "Ajouter l’application d’authentification", once, fresh;
    AuthenticatorsEnrol = "authenticators.enrol", person, "Set up an authenticator app", "Configurer une application d’authentification", fresh;
    AuthenticatorsRemove = "authenticators.remove", person, "Remove the authenticator app", "Retirer l’application d’authentification", fresh => FactorRemoved;
    BenchAsk = "bench.ask", ViewMailFlow, "Ask the bench about a request", "Soumettre une requête au banc d’essai";
    BenchReplay = "bench.replay", ViewEvents, "Replay a change of domains and networks", "Rejouer un changement de domaines et de réseaux";
    BrandsRemove = "brands.remove", ManageSettings, "Remove the brand", "Retirer la marque" => Saved;
    BrandsRemoveLogo = "brands.remove-logo", ManageSettings, "Remove the logo", "Retirer le logo" => Saved;
    BrandsSet = "brands.set", ManageSettings, "Set the brand", "Définir la marque" => Saved;
    CatalogueAddFeature = "catalogue.add-feature", operator ManageCatalogue, "Add a feature to the catalogue", "Ajouter une fonctionnalité au catalogue", once => Saved;
    CatalogueAddPlan = "catalogue.add-plan", operator ManageCatalogue, "Add a plan to the catalogue", "Ajouter une formule au catalogue", once;
    CatalogueDraft = "catalogue.draft", operator ManageCatalogue, "Make a draft of a plan", "Créer un brouillon de formule", once;
    CatalogueEdit = "catalogue.edit", operator ManageCatalogue, "Change a draft of a plan", "Modifier un brouillon de formule" => Saved;
    CatalogueMove = "catalogue.move", operator ManageCatalogue, "Move subscribers to another version", "Faire passer des abonnés à une autre version" => SubscribersMoved;
    CataloguePublish = "catalogue.publish", operator ManageCatalogue, "Publish a plan version", "Publier une version de formule" => VersionPublished;
    CatalogueRateFeature = "catalogue.rate-feature", operator ManageCatalogue, "Set how a feature is counted and priced", "Définir le comptage et le prix d’une fonctionnalité" => Saved;
    CatalogueRenameFeature = "catalogue.rename-feature", operator ManageCatalogue, "Rename a feature", "Renommer une fonctionnalité" => Saved;
    CatalogueRetire = "catalogue.retire", operator ManageCatalogue, "Retire a plan version", "Retirer une version de formule" => VersionRetired;
    ConsentsAccept = "consents.accept", AnswerConsents, "Let an operator look into the space", "Autoriser une consultation par un exploitant" => Saved;
    ConsentsAsk = "consents.ask", operator LookIntoTenants, "Ask to look into a tenant", "Demander à consulter un espace" => ConsentAsked;
    ConsentsBreakGlass = "consents.break-glass", operator LookIntoTenants, "Look into a tenant in an emergency", "Consulter un espace en urgence", once => LookBegun;
    ConsentsRefuse = "consents.refuse", AnswerConsents, "Refuse an operator’s look", "Refuser une consultation par un exploitant" => Saved;
    ConsentsRevoke = "consents.revoke", AnswerConsents, "End an operator’s look", "Mettre fin à une consultation par un exploitant" => Saved;
    ConsentsStop = "consents.stop", operator LookIntoTenants, "End one’s own look", "Mettre fin à sa consultation" => Saved;
    ContactsConfirm = "contacts.confirm", anyone, "Confirm a contact’s address", "Confirmer l’adresse d’un contact", once => ContactConfirmed;
    ContactsResend = "contacts.resend", ManageSettings, "Send a contact the link again", "Renvoyer le lien à un contact" => Resent;
    ContactsSet = "contacts.set", ManageSettings, "Name a contact", "Désigner un contact" => Saved;
    DashboardsArrange = "dashboards.arrange", ArrangeOverview, "Arrange one’s overview", "Disposer sa vue d’ensemble" => Saved;
    DashboardsArrangeSpace = "dashboards.arrange-space", ManageSettings, "Arrange what newcomers see", "Disposer ce que voient les nouveaux venus" => Saved;
    DeepLinksAddClient = "deep-links.add-client", operator ManageDeepLinks, "Register a program that people sign in to", "Enregistrer un programme de connexion", once;
    DeepLinksAddTemplate = "deep-links.add-template", operator ManageDeepLinks, "Add a link into another program", "Ajouter un lien vers un autre programme", once => Saved;
    DeepLinksChangeClient = "deep-links.change-client", operator ManageDeepLinks, "Change a program that people sign in to", "Modifier un programme de connexion" => Saved;
    DeepLinksChangeTemplate = "deep-links.change-template", operator ManageDeepLinks, "Change a link into another program", "Modifier un lien vers un autre programme" => Saved;
    DeepLinksOpen = "deep-links.open", OpenDeepLinks, "Open in another program", "Ouvrir dans un autre programme";
    DeepLinksClearRejected = "deep-links.clear-rejected", operator ManageDeepLinks, "Forget what a store would not take of a space", "Oublier ce qu’un entrepôt a refusé d’un espace" => Saved;
    DeepLinksPrepare = "deep-links.prepare", operator ManageDeepLinks, "Prepare a space in a program again", "Préparer de nouveau un espace dans un programme" => Preparing;
    DeepLinksPrepareAll = "deep-links.prepare-all", operator ManageDeepLinks, "Prepare all spaces in a program again", "Préparer de nouveau tous les espaces dans un programme" => Preparing;
    DeepLinksProbe = "deep-links.probe", operator ManageDeepLinks, "Look at a connected program", "Vérifier un programme relié" => Probed;
    DeepLinksRemoveClient = "deep-links.remove-client", operator ManageDeepLinks, "Remove a program that people sign in to", "Retirer un programme de connexion" => Saved;
    DeepLinksRemoveCredential = "deep-links.remove-credential", operator ManageDeepLinks, "Remove the password of a connected program", "Retirer le mot de passe d’un programme relié" => CredentialRemoved;
    DeepLinksRemoveTemplate = "deep-links.remove-template", operator ManageDeepLinks, "Remove a link into another program", "Retirer un lien vers un autre programme" => Saved;
    DeepLinksRenewSecret = "deep-links.renew-secret", operator ManageDeepLinks, "Renew the secret of a program", "Renouveler le secret d’un programme", once;
    DeepLinksRetryRejected = "deep-links.retry-rejected", operator ManageDeepLinks, "Try again what a store would not take of a space", "Retenter ce qu’un entrepôt a refusé d’un espace" => SentAgain;
    DeepLinksSave = "deep-links.save", operator ManageDeepLinks, "Set a connected program", "Régler un programme relié" => TargetSaved;
    DeepLinksSendAgain = "deep-links.send-again", operator ManageDeepLinks, "Send a space’s stretch of time to a store again", "Renvoyer une période d’un espace vers un entrepôt" => SentAgain;
    DeepLinksSetHosts = "deep-links.set-hosts", operator ManageDeepLinks, "Say which hosts links may lead to", "Définir les hôtes autorisés pour les liens" => Saved;
    DomainsAdd = "domains.add", ManageMailFlow, "Add domains", "Ajouter des domaines" => DomainsAdded;
    DomainsDelete = "domains.delete", ManageMailFlow, "Delete a domain", "Supprimer un domaine" => Deleted;
    DomainsUpdate = "domains.update", ManageMailFlow, "Change a domain", "Modifier un domaine" => Saved;
    EmailDomainsAdd = "email-domains.add", ManageSecurity, "Claim an e-mail domain", "Revendiquer un domaine de messagerie" => Saved;
    EmailDomainsDelete = "email-domains.delete", ManageSecurity, "Give up an e-mail domain", "Abandonner un domaine de messagerie" => Saved;
    EmailDomainsVerify = "email-domains.verify", ManageSecurity, "Prove an e-mail domain", "Prouver un domaine de messagerie" => Proved;
    EnvironmentsAdd = "environments.add", ManageEnvironments, "Add an environment", "Ajouter un environnement" => EnvironmentAdded;
    EnvironmentsDelete = "environments.delete", ManageEnvironments, "Delete an environment", "Supprimer un environnement" => Deleted;
    EnvironmentsRename = "environments.rename", ManageEnvironments, "Rename an environment", "Renommer un environnement" => Saved;
    EventsClearRejected = "events.clear-rejected", ManageSettings, "Forget what a store would not take", "Oublier ce qu’un entrepôt a refusé" => Saved;
    EventsRetryRejected = "events.retry-rejected", ManageSettings, "Try again what a store would not take", "Retenter ce qu’un entrepôt a refusé" => SentAgain;
    EventsSendAgain = "events.send-again", ManageSettings, "Send a stretch of time to a store again", "Renvoyer une période vers un entrepôt" => SentAgain;
    IdentitiesFinish = "identities.finish", anyone, "Come back from a provider", "Revenir d’un fournisseur";
    IdentitiesLink = "identities.link", person, "Link a provider", "Associer un fournisseur", once, fresh => Linked;
    IdentitiesSignUp = "identities.sign-up", anyone, "Open a space through a provider", "Créer un espace par un fournisseur", once => Welcome;
    IdentitiesStart = "identities.start", anyone, "Go to a provider", "Aller chez un fournisseur";
    IdentitiesUnlink = "identities.unlink", person, "Unlink a provider", "Dissocier un fournisseur", fresh => Unlinked;
    InstallationTryMail = "installation.try-mail", operator TryMail, "Send a test mail", "Envoyer un e-mail d’essai" => MailTried;
    InvitationsAccept = "invitations.accept", anyone, "Accept an invitation", "Accepter une invitation", once => Joined;
    InvitationsDecline = "invitations.decline", anyone, "Decline an invitation", "Refuser une invitation", once => Declined;
    InvitationsResend = "invitations.resend", ManageTeam, "Send an invitation again", "Renvoyer une invitation" => Invited;
    InvitationsSend = "invitations.send", ManageTeam, "Invite people", "Inviter des personnes" => Invited;
    InvitationsSwitch = "invitations.switch", anyone, "Sign out and open the invitation", "Se déconnecter et ouvrir l’invitation";
    InvitationsWithdraw = "invitations.withdraw", ManageTeam, "Withdraw an invitation", "Retirer une invitation" => Withdrawn;
    InvoicesSetContact = "invoices.set-contact", ManageInvoices, "Set the billing contact", "Définir le contact de facturation" => Saved;
    JobsCancel = "jobs.cancel", ManageSettings, "Call off a job", "Annuler une tâche" => JobCancelled;
    JobsRetry = "jobs.retry", ManageSettings, "Begin a job again", "Relancer une tâche" => JobBegun;
    LimitRequestsAnswer = "limit-requests.answer", operator ManageCatalogue, "Answer a request for more", "Répondre à une demande d’extension" => RequestAnswered;
    LimitRequestsAsk = "limit-requests.ask", ManageSettings, "Ask for more than the plan gives", "Demander plus que la formule", once => Asked;
    LimitRequestsWithdraw = "limit-requests.withdraw", ManageSettings, "Take a request back", "Retirer une demande" => Saved;
    MailedReportsChoose = "mailed-reports.choose", ChooseReports, "Choose reports by mail", "Choisir ses rapports par e-mail" => Saved;
    MailedReportsStop = "mailed-reports.stop", anyone, "Stop a report by mail", "Arrêter un rapport par e-mail" => ReportStopped;
    NetworksAdd = "networks.add", ManageMailFlow, "Add networks", "Ajouter des réseaux" => NetworksAdded;
    NetworksDelete = "networks.delete", ManageMailFlow, "Delete a network", "Supprimer un réseau" => Deleted;
    NetworksUpdate = "networks.update", ManageMailFlow, "Change a network", "Modifier un réseau" => Saved;
    OperatorInvoicesCredit = "operator-invoices.credit", operator ManageBilling, "Take an invoice back by a credit note", "Annuler une facture par un avoir", once => InvoiceCredited;
    OperatorInvoicesPay = "operator-invoices.pay", operator ManageBilling, "Note a payment for an invoice", "Noter un paiement pour une facture", once => PaymentNoted;
    OperatorInvoicesRefund = "operator-invoices.refund", operator ManageBilling, "Pay back what was paid for an invoice", "Rembourser ce qui a été réglé", once => RefundNoted;
    OperatorInvoicesRun = "operator-invoices.run", operator ManageBilling, "Put what is due on invoices", "Facturer ce qui est dû" => InvoicesDue;
    OperatorInvoicesSetElsewhere = "operator-invoices.set-elsewhere", operator ManageBilling, "Say whether a tenant is billed elsewhere", "Dire si un espace est facturé ailleurs" => Saved;
    OperatorInvoicesTakeBack = "operator-invoices.take-back", operator ManageBilling, "Take back a payment that was noted by mistake", "Annuler un paiement noté par erreur", once => PaymentTakenBack;
    OperatorJobsCancel = "operator-jobs.cancel", operator ManageJobs, "Call off any job", "Annuler n’importe quelle tâche" => JobCancelled;
    OperatorJobsRetry = "operator-jobs.retry", operator ManageJobs, "Begin any job again", "Relancer n’importe quelle tâche" => JobBegun;
    OperatorKeysMake = "operator-keys.make", operator ManageOperatorKeys, "Make an operator’s key", "Créer une clé d’exploitant", once;
    OperatorKeysRevoke = "operator-keys.revoke", operator ManageOperatorKeys, "Revoke an operator’s key", "Révoquer une clé d’exploitant" => KeyRevoked;
    OperatorPeopleEndSession = "operator-people.end-session", operator ManagePeople, "End a person’s session", "Fermer la session d’une personne" => SessionEnded;
    OperatorPeopleEndSessions = "operator-people.end-sessions", operator ManagePeople, "End all sessions of a person", "Fermer toutes les sessions d’une personne" => PersonSignedOut;
    OperatorPeopleLiftLimits = "operator-people.lift-limits", operator ManagePeople, "Lift a person’s limits", "Lever les limites d’une personne" => LimitsLifted;
    OperatorPeopleResetFactors = "operator-people.reset-factors", operator ManagePeople, "Take a person’s second factors away", "Retirer les seconds facteurs d’une personne" => FactorsTaken;
    OperatorTenantsClose = "operator-tenants.close", operator EndTenants, "Close and purge a tenant", "Fermer et purger un espace client" => TenantClosed;
    OperatorTenantsMake = "operator-tenants.make", operator ManageTenants, "Make a tenant for somebody", "Créer un espace pour quelqu’un", once => TenantMade;
    OperatorTenantsReopen = "operator-tenants.reopen", operator ManageTenants, "Reopen a tenant", "Rouvrir un espace client" => TenantReopened;
    OperatorTenantsResume = "operator-tenants.resume", operator ManageTenants, "Resume a tenant", "Reprendre un espace client" => TenantResumed;
    OperatorTenantsSetPlan = "operator-tenants.set-plan", operator ManageTenants, "Put a tenant on another plan", "Changer la formule d’un espace" => Saved;
    OperatorTenantsSetReference = "operator-tenants.set-reference", operator ManageTenants, "Set a tenant’s external reference", "Définir la référence externe d’un espace" => Saved;
    OperatorTenantsSuspend = "operator-tenants.suspend", operator EndTenants, "Suspend a tenant", "Suspendre un espace client" => TenantSuspended;
    OperatorsBecome = "operators.become", person, "Become the first operator", "Devenir le premier exploitant", once => OperatorMade;
    OperatorsGiveRole = "operators.give-role", operator ManageOperators, "Give an operator role", "Donner un rôle d’exploitant" => Saved;
    OperatorsTakeRole = "operators.take-role", operator ManageOperators, "Take an operator role", "Retirer un rôle d’exploitant" => OperatorTaken;
    OverridesEnd = "overrides.end", operator ManageCatalogue, "End an exception to the plan", "Mettre fin à une exception à la formule" => Saved;
    OverridesSet = "overrides.set", operator ManageCatalogue, "Give a space an exception to its plan", "Accorder une exception à la formule" => Saved;
    PasskeysAdd = "passkeys.add", person, "Add a passkey", "Ajouter une clé d’accès", once, fresh;
    PasskeysRemove = "passkeys.remove", person, "Remove a passkey", "Retirer une clé d’accès", fresh => FactorRemoved;
    PasskeysRename = "passkeys.rename", person, "Rename a passkey", "Renommer une clé d’accès" => Saved;
    PasskeysSignIn = "passkeys.sign-in", anyone, "Sign in with a passkey", "Se connecter avec une clé d’accès", once;
    PasskeysStartProof = "passkeys.start-proof", anyone, "Begin a proof with a passkey", "Commencer une preuve par clé d’accès";
    PasskeysStartRegistration = "passkeys.start-registration", person, "Begin to add a passkey", "Commencer l’ajout d’une clé d’accès", fresh;
    PasskeysStartSignIn = "passkeys.start-sign-in", anyone, "Begin to sign in with a passkey", "Commencer une connexion par clé d’accès";
    PasswordResetsFinish = "password-resets.finish", anyone, "Set a new password", "Définir un nouveau mot de passe", once => PasswordChanged;
    PasswordResetsStart = "password-resets.start", anyone, "Ask for a new password", "Demander un nouveau mot de passe" => ResetMailed;
    PaymentsBegin = "payments.begin", ManageInvoices, "Pay an invoice online", "Régler une facture en ligne" => PageMade;
    PaymentsRemoveMethod = "payments.remove-method", ManageInvoices, "Remove the saved card", "Retirer la carte enregistrée" => CardRemoved;
    PaymentsSaveMethod = "payments.save-method", ManageInvoices, "Save a card", "Enregistrer une carte" => SavePageMade;
    PaymentsSetAutomatic = "payments.set-automatic", ManageInvoices, "Say whether invoices are paid with the saved card", "Régler ou non les factures par la carte enregistrée" => Saved;
    PolicyAgentsEnrol = "policy-agents.enrol", ManagePolicyAgents, "Enrol a policy agent", "Enrôler un agent", once;
    PolicyAgentsPause = "policy-agents.pause", ManagePolicyAgents, "Pause or resume a policy agent", "Mettre un agent en pause ou le reprendre";
    PolicyAgentsRevoke = "policy-agents.revoke", ManagePolicyAgents, "Revoke a policy agent", "Révoquer un agent" => Revoked;
    PolicyAgentsRotate = "policy-agents.rotate", ManagePolicyAgents, "Renew a policy agent’s key", "Renouveler la clé d’un agent", once;
    PolicyAgentsUpdate = "policy-agents.update", ManagePolicyAgents, "Change a policy agent", "Modifier un agent" => Saved;
    ProposalsLook = "proposals.look", ManageMailFlow, "Look for what is not declared", "Chercher ce qui n’est pas déclaré" => LookedThrough;
    ProposalsPutAside = "proposals.put-aside", ManageMailFlow, "Put a proposal aside", "Écarter une proposition" => Saved;
    ProposalsTakeBack = "proposals.take-back", ManageMailFlow, "Take a proposal back", "Reprendre une proposition" => Saved;
    ReadCredentialsCreate = "read-credentials.create", ManageApiKeys, "Make a read-only credential", "Créer un accès en lecture", once;
    ReadCredentialsRevoke = "read-credentials.revoke", ManageApiKeys, "Revoke a read-only credential", "Révoquer un accès en lecture" => ReadRevoked;
    ReadCredentialsRotate = "read-credentials.rotate", ManageApiKeys, "Make a new password for a read-only credential", "Créer un nouveau mot de passe d’un accès en lecture", once;
    RecoveryCodesRenew = "recovery-codes.renew", person, "Make new recovery codes", "Créer de nouveaux codes de secours", once, fresh;
    RolesCreate = "roles.create", ManageRoles, "Make a role", "Créer un rôle" => Saved;
    RolesDelete = "roles.delete", ManageRoles, "Delete a role", "Supprimer un rôle" => Saved;
    RolesUpdate = "roles.update", ManageRoles, "Change a role", "Modifier un rôle" => Saved;
    SavedViewsAdd = "saved-views.add", ViewEvents, "Save a view", "Enregistrer une vue", once => Saved;
    SavedViewsDelete = "saved-views.delete", ViewEvents, "Delete a saved view", "Supprimer une vue enregistrée" => ViewDeleted;
    SavedViewsRename = "saved-views.rename", ViewEvents, "Rename a saved view", "Renommer une vue enregistrée" => Saved;
    SavedViewsShare = "saved-views.share", ManageSharing, "Share a saved view, or no longer", "Partager une vue enregistrée, ou non" => Saved;
    SecondFactorsShow = "second-factors.show", anyone, "Show the second factor", "Présenter le second facteur", once;
    SecurityRequireSecondFactor = "security.require-second-factor", ManageSecurity, "Decide whether a second factor is needed", "Décider si un second facteur est exigé" => Saved;
    SessionsEnd = "sessions.end", anyone, "Sign out", "Se déconnecter" => SignedOut;
    SessionsEndOne = "sessions.end-one", person, "End a session", "Fermer une session" => SessionEnded;
    SessionsEndOthers = "sessions.end-others", person, "End all other sessions", "Fermer toutes les autres sessions" => SessionsEnded;
    SessionsStart = "sessions.start", anyone, "Sign in", "Se connecter", once;
    ShareLinksCreate = "share-links.create", ManageSharing, "Make a share link", "Créer un lien de partage", once;
    ShareLinksRevoke = "share-links.revoke", ManageSharing, "Revoke a share link", "Révoquer un lien de partage" => ShareRevoked;
    ShareLinksUnlock = "share-links.unlock", anyone, "Open a share link with its password", "Ouvrir un lien de partage avec son mot de passe", once;
    ShareLinksView = "share-links.view", anyone, "Look at what a share link shows", "Regarder ce que montre un lien de partage", once;
    SignUpsCheckSlug = "sign-ups.check-slug", anyone, "Look whether an address is free", "Vérifier si une adresse est libre";
    SignUpsConfirm = "sign-ups.confirm", anyone, "Confirm an address and open the space", "Confirmer une adresse et ouvrir l’espace", once => Welcome;
    SignUpsResend = "sign-ups.resend", anyone, "Send the confirmation again", "Renvoyer la confirmation" => Resent;
    SignUpsStart = "sign-ups.start", anyone, "Ask for a space", "Demander un espace";
    StepUpGoOn = "step-up.go-on", person, "Go on after a proof", "Continuer après une preuve", once, fresh => Confirmed;
    SubscriptionsCancel = "subscriptions.cancel", CancelPlan, "Cancel the plan", "Résilier la formule", once => PlanCancelled;
    SubscriptionsChange = "subscriptions.change", ChangePlan, "Change the plan", "Changer de formule", once;
    SubscriptionsQuote = "subscriptions.quote", QuotePlan, "Ask what another plan would mean", "Demander ce que changerait une autre formule";
    SubscriptionsUndo = "subscriptions.undo", CancelPlan, "Undo a change of plan", "Annuler un changement de formule" => PlanUndone;
    SupportAdd = "support.add", member, "Go on with a question", "Poursuivre une question", once => QuestionSent;
    SupportAnswer = "support.answer", operator AnswerSupport, "Answer a question", "Répondre à une question", once => QuestionAnswered;
    SupportAsk = "support.ask", member, "Ask support", "Poser une question à l’assistance", once => QuestionSent;
    SupportClose = "support.close", member, "Close a question", "Clore une question" => QuestionClosed;
    SupportCloseAny = "support.close-any", operator AnswerSupport, "Close any question", "Clore n’importe quelle question" => QuestionClosed;
    SupportReopen = "support.reopen", operator AnswerSupport, "Open a question again", "Rouvrir une question" => Saved;
    TeamAddEmailDomains = "team.add-email-domains", ManageSecurity, "Allow e-mail domains for invitations", "Autoriser des domaines pour les invitations" => Saved;
    TeamChangeRole = "team.change-role", ManageTeam, "Change a member’s role", "Changer le rôle d’un membre" => Saved;
    TeamGiveRole = "team.give-role", ManageTeam, "Give a member a role", "Donner un rôle à un membre" => Saved;
    TeamHandOver = "team.hand-over", ManageOwners, "Hand the space over", "Transmettre l’espace";
    TeamLeave = "team.leave", member, "Leave the space", "Quitter l’espace" => Left;
    TeamLimit = "team.limit", ManageTeam, "Limit what a member uses", "Limiter ce qu’un membre utilise" => Saved;
    TeamRemove = "team.remove", ManageTeam, "Remove a member", "Retirer un membre" => Removed;
    TeamRemoveEmailDomain = "team.remove-email-domain", ManageSecurity, "Allow an e-mail domain no longer", "Ne plus autoriser un domaine" => Saved;
    TeamTakeRole = "team.take-role", ManageTeam, "Take a role from a member", "Retirer un rôle à un membre" => Saved;
    TenantProvidersDelete = "tenant-providers.delete", ManageSecurity, "Delete the identity provider", "Supprimer le fournisseur d’identité" => Saved;
    TenantProvidersRegister = "tenant-providers.register", ManageOwners, "Register an identity provider", "Enregistrer un fournisseur d’identité" => Saved;
    TenantProvidersRequire = "tenant-providers.require", ManageSecurity, "Decide whether the identity provider is needed", "Décider si le fournisseur d’identité est exigé" => Saved;
    TenantsBecomeCompany = "tenants.become-company", ManageSettings, "Make it a company space", "En faire un espace d’entreprise" => Company;
    TenantsClose = "tenants.close", CloseTenant, "Close the space", "Fermer l’espace" => Closed;
    TenantsOpen = "tenants.open", person, "Open a space", "Créer un espace", once => Welcome;
    TenantsReopen = "tenants.reopen", CloseTenant, "Open the space again", "Rouvrir l’espace" => Reopened;
    TenantsUpdateSettings = "tenants.update-settings", ManageSettings, "Change the settings", "Modifier les réglages" => Saved;
    UsageChooseWatchers = "usage.choose-watchers", ManageSettings, "Choose who is told of usage", "Choisir qui est averti de l’utilisation" => Saved;
    UsageKeysCreate = "usage-keys.create", operator ManageUsageKeys, "Make a key for reporting usage", "Créer une clé de relevé", once;
    UsageKeysRevoke = "usage-keys.revoke", operator ManageUsageKeys, "Revoke a key for reporting usage", "Révoquer une clé de relevé" => KeyRevoked;
    ViewAsStart = "view-as.start", ViewAs, "See the space as a member", "Voir l’espace comme un membre";
    ViewAsStop = "view-as.stop", person, "See the space as yourself again", "Voir à nouveau l’espace comme soi-même";
    WebhooksRetry = "webhooks.retry", operator ManageJobs, "Send a webhook’s message again", "Renvoyer le message d’un webhook" => DeliveryBegun;
}

impl Action {
    /// Whether it can be done once, or its second time makes a second thing or takes what the first has handed
    /// out.
    pub fn is_once(self) -> bool {
        self.flags().contains(&"once")
    }
}
