//! Every action the audit log tells of, with its words; each stands here once, by area.

use crate::Locale;

/// The words of each action, in both languages on one line.
macro_rules! deeds {
    ($($deed:ident = $word:literal, $english:literal, $french:literal;)+) => {
        crate::words! {
            /// What was done, as `area.verb`.
            pub enum Deed { $($deed = $word),+ }
        }

        impl Deed {
            /// What people call it.
            pub const fn title(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$deed, Locale::En) => $english, (Self::$deed, Locale::Fr) => $french,)+
                }
            }
        }
    };
}

deeds! {
    AccessRefuse = "access.refuse", "Attempt refused", "Tentative refusée";
    AccountsChangePassword = "accounts.change-password", "Password changed", "Mot de passe changé";
    AccountsCreate = "accounts.create", "Account created", "Compte créé";
    AccountsDelete = "accounts.delete", "Account deleted", "Compte supprimé";
    AccountsLiftLimits = "accounts.lift-limits", "Limits lifted by an operator", "Limites levées par un exploitant";
    AccountsRefuse = "accounts.refuse", "Wrong current password", "Mot de passe actuel erroné";
    AccountsSetAddress = "accounts.set-address", "Address set by the operator", "Adresse définie par l’exploitant";
    AccountsSetLocale = "accounts.set-locale", "Language changed", "Langue changée";
    AlertsAcknowledge = "alerts.acknowledge", "Alert acknowledged", "Alerte prise en charge";
    AlertsAdd = "alerts.add", "Alert rule added", "Règle d’alerte ajoutée";
    AlertsDelete = "alerts.delete", "Alert rule deleted", "Règle d’alerte supprimée";
    AlertsFire = "alerts.fire", "Alert fired", "Alerte déclenchée";
    AlertsRemoveWebhook = "alerts.remove-webhook", "Webhook of alerts removed", "Webhook des alertes retiré";
    AlertsResolve = "alerts.resolve", "Alert resolved", "Alerte terminée";
    AlertsSetWebhook = "alerts.set-webhook", "Webhook of alerts set", "Webhook des alertes défini";
    AlertsSilence = "alerts.silence", "Alert rule silenced", "Règle d’alerte mise en silence";
    AlertsTest = "alerts.test", "Alert rule test-fired", "Règle d’alerte essayée";
    AlertsUnsilence = "alerts.unsilence", "Silence of an alert rule ended", "Silence d’une règle d’alerte levé";
    AlertsUpdate = "alerts.update", "Alert rule changed", "Règle d’alerte modifiée";
    AnnotationsAdd = "annotations.add", "Annotation added", "Annotation ajoutée";
    AnnotationsDelete = "annotations.delete", "Annotation deleted", "Annotation supprimée";
    AnnouncementsPublish = "announcements.publish", "Announcement published", "Annonce publiée";
    AnnouncementsWithdraw = "announcements.withdraw", "Announcement withdrawn", "Annonce retirée";
    ApiKeysCreate = "api-keys.create", "API key created", "Clé d’API créée";
    ApiKeysRefuse = "api-keys.refuse", "API key refused", "Clé d’API refusée";
    ApiKeysRevoke = "api-keys.revoke", "API key revoked", "Clé d’API révoquée";
    ApiKeysRotate = "api-keys.rotate", "API key renewed", "Clé d’API renouvelée";
    AuthenticatorsCancel = "authenticators.cancel", "Set-up of an authenticator app given up", "Configuration de l’application abandonnée";
    AuthenticatorsConfirm = "authenticators.confirm", "Authenticator app added", "Application d’authentification ajoutée";
    AuthenticatorsEnrol = "authenticators.enrol", "Authenticator app being set up", "Application en cours de configuration";
    AuthenticatorsRemove = "authenticators.remove", "Authenticator app removed", "Application d’authentification retirée";
    BrandsRemove = "brands.remove", "Brand removed", "Marque retirée";
    BrandsRemoveLogo = "brands.remove-logo", "Logo removed", "Logo retiré";
    BrandsSet = "brands.set", "Brand set", "Marque définie";
    ConsentsAccept = "consents.accept", "Operator let in to look", "Consultation par un exploitant autorisée";
    ConsentsAsk = "consents.ask", "Operator asked to look into the space", "Demande de consultation par un exploitant";
    ConsentsBreakGlass = "consents.break-glass", "Operator looks in an emergency", "Consultation d’urgence par un exploitant";
    ConsentsDecline = "consents.decline", "Operator’s look declined", "Consultation par un exploitant refusée";
    ConsentsLook = "consents.look", "Operator looked into the space", "Espace consulté par un exploitant";
    ConsentsRevoke = "consents.revoke", "Operator’s look ended", "Consultation par un exploitant terminée";
    ContactsConfirm = "contacts.confirm", "Contact’s address confirmed", "Adresse d’un contact confirmée";
    ContactsResend = "contacts.resend", "Contact’s link sent again", "Lien d’un contact renvoyé";
    ContactsSet = "contacts.set", "Contact named", "Contact désigné";
    ContactsTest = "contacts.test", "Emergency address asked again", "Adresse d’urgence interrogée de nouveau";
    DashboardsArrange = "dashboards.arrange", "Overview arranged", "Vue d’ensemble disposée";
    DashboardsArrangeSpace = "dashboards.arrange-space", "Overview of newcomers arranged", "Vue d’ensemble des nouveaux venus disposée";
    DeepLinksAddClient = "deep-links.add-client", "Program that people sign in to registered", "Programme de connexion enregistré";
    DeepLinksAddTemplate = "deep-links.add-template", "Link into another program added", "Lien vers un autre programme ajouté";
    DeepLinksChangeClient = "deep-links.change-client", "Program that people sign in to changed", "Programme de connexion modifié";
    DeepLinksChangeTemplate = "deep-links.change-template", "Link into another program changed", "Lien vers un autre programme modifié";
    DeepLinksOpen = "deep-links.open", "Opened in another program", "Ouvert dans un autre programme";
    DeepLinksPrepare = "deep-links.prepare", "What the space has in a program asked for again", "Préparation de l’espace dans un programme redemandée";
    DeepLinksPrepareAll = "deep-links.prepare-all", "What all spaces have in a program asked for again", "Préparation de tous les espaces dans un programme redemandée";
    DeepLinksProbe = "deep-links.probe", "Connected program looked at", "Programme relié vérifié";
    DeepLinksRemoveClient = "deep-links.remove-client", "Program that people sign in to removed", "Programme de connexion retiré";
    DeepLinksRemoveCredential = "deep-links.remove-credential", "Password of a connected program removed", "Mot de passe d’un programme relié retiré";
    DeepLinksRemoveTemplate = "deep-links.remove-template", "Link into another program removed", "Lien vers un autre programme retiré";
    DeepLinksRenewSecret = "deep-links.renew-secret", "Secret of a program renewed", "Secret d’un programme renouvelé";
    DeepLinksSave = "deep-links.save", "Connected program set", "Programme relié réglé";
    DeepLinksSetHosts = "deep-links.set-hosts", "Hosts that links may lead to set", "Hôtes autorisés pour les liens définis";
    DeepLinksSignIn = "deep-links.sign-in", "Signed in to a program elsewhere", "Connexion à un programme extérieur";
    DomainsAdd = "domains.add", "Domain added", "Domaine ajouté";
    DomainsDelete = "domains.delete", "Domain deleted", "Domaine supprimé";
    DomainsUpdate = "domains.update", "Domain changed", "Domaine modifié";
    EmailDomainsAdd = "email-domains.add", "E-mail domain claimed", "Domaine de messagerie revendiqué";
    EmailDomainsDelete = "email-domains.delete", "E-mail domain given up", "Domaine de messagerie abandonné";
    EmailDomainsFindAgain = "email-domains.find-again", "Record of an e-mail domain found again", "Enregistrement d’un domaine retrouvé";
    EmailDomainsLose = "email-domains.lose", "E-mail domain counts no more", "Domaine de messagerie qui ne compte plus";
    EmailDomainsMiss = "email-domains.miss", "Record of an e-mail domain missing", "Enregistrement d’un domaine introuvable";
    EmailDomainsVerify = "email-domains.verify", "E-mail domain proved", "Domaine de messagerie prouvé";
    EnvironmentsAdd = "environments.add", "Environment added", "Environnement ajouté";
    EnvironmentsDelete = "environments.delete", "Environment deleted", "Environnement supprimé";
    EnvironmentsRename = "environments.rename", "Environment renamed", "Environnement renommé";
    EventsBringBack = "events.bring-back", "Held events brought back or let go", "Événements mis de côté repris ou effacés";
    EventsClearRejected = "events.clear-rejected", "Events that a store would not take forgotten", "Événements refusés par un entrepôt oubliés";
    EventsExpire = "events.expire", "Old events deleted", "Anciens événements supprimés";
    EventsRetryRejected = "events.retry-rejected", "Events that a store would not take tried again", "Événements refusés par un entrepôt retentés";
    EventsSendAgain = "events.send-again", "Events sent to a store once more", "Événements renvoyés vers un entrepôt";
    IdentitiesLink = "identities.link", "Provider linked", "Fournisseur associé";
    IdentitiesRefuse = "identities.refuse", "Sign-in through the provider failed", "Connexion par le fournisseur échouée";
    IdentitiesUnlink = "identities.unlink", "Provider unlinked", "Fournisseur dissocié";
    InstallationTryMail = "installation.try-mail", "Test mail sent", "E-mail d’essai envoyé";
    InvitationsAccept = "invitations.accept", "Invitation accepted", "Invitation acceptée";
    InvitationsDecline = "invitations.decline", "Invitation declined", "Invitation refusée par la personne";
    InvitationsRefuse = "invitations.refuse", "Invitation refused", "Invitation rejetée";
    InvitationsResend = "invitations.resend", "Invitation sent again", "Invitation renvoyée";
    InvitationsSend = "invitations.send", "Invitation sent", "Invitation envoyée";
    InvitationsWithdraw = "invitations.withdraw", "Invitation withdrawn", "Invitation retirée";
    InvoicesCredit = "invoices.credit", "Credit note issued", "Avoir émis";
    InvoicesHandOver = "invoices.hand-over", "Invoice handed to a platform", "Facture transmise à une plateforme";
    InvoicesIssue = "invoices.issue", "Invoice issued", "Facture émise";
    InvoicesPay = "invoices.pay", "Payment noted", "Paiement noté";
    InvoicesRun = "invoices.run", "Asked for what is due to be invoiced", "Facturation de ce qui est dû demandée";
    InvoicesSetContact = "invoices.set-contact", "Billing contact set", "Contact de facturation défini";
    JobsCancel = "jobs.cancel", "Job called off", "Tâche annulée";
    JobsRetry = "jobs.retry", "Job begun again", "Tâche relancée";
    LimitRequestsAnswer = "limit-requests.answer", "Request for more answered", "Demande d’extension traitée";
    LimitRequestsAsk = "limit-requests.ask", "More asked for", "Extension demandée";
    LimitRequestsWithdraw = "limit-requests.withdraw", "Request for more taken back", "Demande d’extension retirée";
    MailedReportsChoose = "mailed-reports.choose", "Reports by mail chosen", "Rapports par e-mail choisis";
    MailedReportsStop = "mailed-reports.stop", "Reports by mail stopped from a mail", "Rapports par e-mail arrêtés depuis un message";
    MembersAdd = "members.add", "Member added", "Membre ajouté";
    NetworksAdd = "networks.add", "Network added", "Réseau ajouté";
    NetworksDelete = "networks.delete", "Network deleted", "Réseau supprimé";
    NetworksUpdate = "networks.update", "Network changed", "Réseau modifié";
    OperatorKeysMake = "operator-keys.make", "Operator’s key made", "Clé d’exploitant créée";
    OperatorKeysRevoke = "operator-keys.revoke", "Operator’s key revoked", "Clé d’exploitant révoquée";
    OperatorsBecome = "operators.become", "First operator made by the link", "Premier exploitant créé par le lien";
    OperatorsGiveRole = "operators.give-role", "Operator role given", "Rôle d’exploitant donné";
    OperatorsTakeRole = "operators.take-role", "Operator role taken away", "Rôle d’exploitant retiré";
    OriginRefuse = "origin.refuse", "Form from another address refused", "Formulaire d’une autre adresse refusé";
    PasskeysAdd = "passkeys.add", "Passkey added", "Clé d’accès ajoutée";
    PasskeysRefuse = "passkeys.refuse", "Passkey refused", "Clé d’accès refusée";
    PasskeysRemove = "passkeys.remove", "Passkey removed", "Clé d’accès retirée";
    PasskeysRename = "passkeys.rename", "Passkey renamed", "Clé d’accès renommée";
    PasswordResetsFinish = "password-resets.finish", "New password set by mail", "Nouveau mot de passe défini par e-mail";
    PasswordResetsStart = "password-resets.start", "New password asked for", "Nouveau mot de passe demandé";
    PaymentsBegin = "payments.begin", "Page to pay on made", "Page de paiement créée";
    PaymentsCollect = "payments.collect", "Invoice to be paid with the saved card", "Règlement par la carte enregistrée";
    PaymentsNoteMethod = "payments.note-method", "Card saved", "Carte enregistrée";
    PaymentsNoteRefund = "payments.note-refund", "What became of a refund", "Suite donnée à un remboursement";
    PaymentsRefund = "payments.refund", "Payment to be paid back", "Remboursement demandé";
    PaymentsRemoveMethod = "payments.remove-method", "Saved card removed", "Carte enregistrée retirée";
    PaymentsSaveMethod = "payments.save-method", "Page to save a card made", "Page d’enregistrement de carte créée";
    PaymentsSetAutomatic = "payments.set-automatic", "Paying with the saved card set", "Règlement automatique défini";
    PaymentsTakeBack = "payments.take-back", "Noted payment taken back", "Paiement noté annulé";
    PlansAdd = "plans.add", "Plan added to the catalogue", "Formule ajoutée au catalogue";
    PlansAddFeature = "plans.add-feature", "Feature added to the catalogue", "Fonctionnalité ajoutée au catalogue";
    PlansDraft = "plans.draft", "Draft of a plan made", "Brouillon de formule créé";
    PlansMove = "plans.move", "Subscribers to be moved", "Passage d’abonnés demandé";
    PlansPublish = "plans.publish", "Plan version published", "Version de formule publiée";
    PlansRateFeature = "plans.rate-feature", "Way a feature is counted and priced set", "Comptage et prix d’une fonctionnalité définis";
    PlansRenameFeature = "plans.rename-feature", "Feature renamed", "Fonctionnalité renommée";
    PlansRetire = "plans.retire", "Plan version retired", "Version de formule retirée";
    PlansUpdate = "plans.update", "Draft of a plan changed", "Brouillon de formule modifié";
    PolicyAgentsContact = "policy-agents.contact", "Agent’s first contact", "Premier contact de l’agent";
    PolicyAgentsEnrol = "policy-agents.enrol", "Agent enrolled", "Agent enrôlé";
    PolicyAgentsPause = "policy-agents.pause", "Agent paused", "Agent mis en pause";
    PolicyAgentsPin = "policy-agents.pin", "Agent pinned to its address", "Agent lié à son adresse";
    PolicyAgentsRefuse = "policy-agents.refuse", "Agent’s upload refused", "Envoi de l’agent refusé";
    PolicyAgentsResume = "policy-agents.resume", "Agent resumed", "Agent repris";
    PolicyAgentsRevoke = "policy-agents.revoke", "Agent revoked", "Agent révoqué";
    PolicyAgentsRotate = "policy-agents.rotate", "Agent’s key renewed", "Clé de l’agent renouvelée";
    PolicyAgentsUpdate = "policy-agents.update", "Agent changed", "Agent modifié";
    ProposalsPutAside = "proposals.put-aside", "Proposal put aside", "Proposition écartée";
    ProposalsTakeBack = "proposals.take-back", "Proposal taken back", "Proposition reprise";
    ReadCredentialsCreate = "read-credentials.create", "Read-only credential made", "Accès en lecture créé";
    ReadCredentialsEnd = "read-credentials.end", "Read-only credential ended", "Accès en lecture arrivé à son terme";
    ReadCredentialsRevoke = "read-credentials.revoke", "Read-only credential revoked", "Accès en lecture révoqué";
    ReadCredentialsRotate = "read-credentials.rotate", "New password for a read-only credential", "Nouveau mot de passe d’un accès en lecture";
    RecoveryCodesRenew = "recovery-codes.renew", "Recovery codes made", "Codes de secours créés";
    RolesCreate = "roles.create", "Role made", "Rôle créé";
    RolesDelete = "roles.delete", "Role deleted", "Rôle supprimé";
    RolesUpdate = "roles.update", "Role changed", "Rôle modifié";
    RollUpsMend = "roll-ups.mend", "Counts mended", "Décomptes corrigés";
    RollUpsRecountDays = "roll-ups.recount-days", "Days counted anew", "Jours recomptés";
    SavedViewsAdd = "saved-views.add", "View saved", "Vue enregistrée";
    SavedViewsDelete = "saved-views.delete", "Saved view deleted", "Vue enregistrée supprimée";
    SavedViewsRename = "saved-views.rename", "Saved view renamed", "Vue enregistrée renommée";
    SavedViewsShare = "saved-views.share", "Sharing of a saved view changed", "Partage d’une vue enregistrée modifié";
    SecondFactorsDemand = "second-factors.demand", "Second factor asked for", "Second facteur demandé";
    SecondFactorsRefuse = "second-factors.refuse", "Wrong second factor", "Second facteur erroné";
    SecondFactorsReset = "second-factors.reset", "Second factors taken away by the operator", "Seconds facteurs retirés par l’exploitant";
    SecondFactorsShow = "second-factors.show", "Second factor shown", "Second facteur présenté";
    SecretsReseal = "secrets.reseal", "Secrets encrypted under a new key", "Secrets chiffrés avec une nouvelle clé";
    SecurityRequireSecondFactor = "security.require-second-factor", "Demand for a second factor changed", "Exigence d’un second facteur modifiée";
    SessionsConfirm = "sessions.confirm", "Identity confirmed", "Identité confirmée";
    SessionsEnd = "sessions.end", "Signed out", "Déconnexion";
    SessionsEndAll = "sessions.end-all", "All sessions ended by an operator", "Toutes les sessions fermées par un exploitant";
    SessionsEndOthers = "sessions.end-others", "Other sessions ended", "Autres sessions terminées";
    SessionsRefuse = "sessions.refuse", "Sign-in refused", "Connexion refusée";
    SessionsStart = "sessions.start", "Signed in", "Connexion";
    ShareLinksCreate = "share-links.create", "Share link made", "Lien de partage créé";
    ShareLinksRevoke = "share-links.revoke", "Share link revoked", "Lien de partage révoqué";
    SignUpsRefuse = "sign-ups.refuse", "Wrong code typed", "Code erroné saisi";
    SignUpsResend = "sign-ups.resend", "Confirmation mailed again", "Confirmation renvoyée";
    SignUpsStart = "sign-ups.start", "Sign-up started", "Inscription commencée";
    StepUpConfirm = "step-up.confirm", "Identity proved again", "Identité prouvée à nouveau";
    StepUpMail = "step-up.mail", "Code for a proof of identity mailed", "Code de preuve d’identité envoyé";
    StepUpRefuse = "step-up.refuse", "Wrong proof of identity", "Preuve d’identité erronée";
    SubscriptionsCancel = "subscriptions.cancel", "Plan cancelled", "Formule résiliée";
    SubscriptionsChange = "subscriptions.change", "Plan changed", "Formule modifiée";
    SubscriptionsFreeze = "subscriptions.freeze", "What the plan has no room for frozen", "Gel de ce qui dépasse la formule";
    SubscriptionsTakeEffect = "subscriptions.take-effect", "Change of plan took effect", "Changement de formule effectif";
    SubscriptionsUndo = "subscriptions.undo", "Change of plan undone", "Changement de formule annulé";
    SupportAdd = "support.add", "Question gone on with", "Question poursuivie";
    SupportAnswer = "support.answer", "Question answered", "Question traitée";
    SupportAsk = "support.ask", "Support asked", "Assistance sollicitée";
    SupportClose = "support.close", "Question closed", "Question close";
    SupportReopen = "support.reopen", "Question opened again", "Question rouverte";
    TeamChangeRole = "team.change-role", "Role changed", "Rôle modifié";
    TeamExpire = "team.expire", "Ended roles cleared away", "Rôles terminés retirés";
    TeamGiveRole = "team.give-role", "Role given", "Rôle donné";
    TeamHandOver = "team.hand-over", "Space handed over", "Espace transmis";
    TeamLeave = "team.leave", "Left the space", "A quitté l’espace";
    TeamLimit = "team.limit", "Member’s own limit changed", "Limite propre d’un membre modifiée";
    TeamRemove = "team.remove", "Member removed", "Membre retiré";
    TeamSetEmailDomains = "team.set-email-domains", "Allowed e-mail domains changed", "Domaines de messagerie autorisés modifiés";
    TeamTakeRole = "team.take-role", "Role taken away", "Rôle retiré";
    TenantProvidersDelete = "tenant-providers.delete", "Identity provider removed", "Fournisseur d’identité retiré";
    TenantProvidersRegister = "tenant-providers.register", "Identity provider set up", "Fournisseur d’identité configuré";
    TenantProvidersRequire = "tenant-providers.require", "Identity provider demanded", "Fournisseur d’identité exigé";
    TenantsBecomeCompany = "tenants.become-company", "Made a company space", "Devenu un espace d’entreprise";
    TenantsClose = "tenants.close", "Space closed", "Espace fermé";
    TenantsCreate = "tenants.create", "Space made", "Espace créé";
    TenantsEndOverride = "tenants.end-override", "Exception to the plan ended", "Exception à la formule terminée";
    TenantsOverride = "tenants.override", "Exception to the plan set", "Exception à la formule accordée";
    TenantsPrepare = "tenants.prepare", "Database prepared", "Base de données préparée";
    TenantsPurge = "tenants.purge", "Space purged", "Espace purgé";
    TenantsReopen = "tenants.reopen", "Space reopened", "Espace rouvert";
    TenantsResume = "tenants.resume", "Suspended space resumed", "Espace suspendu repris";
    TenantsSetBilling = "tenants.set-billing", "Way of billing set", "Mode de facturation défini";
    TenantsSetPlan = "tenants.set-plan", "Plan changed", "Formule changée";
    TenantsSetReference = "tenants.set-reference", "External reference set", "Référence externe définie";
    TenantsSuspend = "tenants.suspend", "Space suspended by an operator", "Espace suspendu par un exploitant";
    TenantsUpdateSettings = "tenants.update-settings", "Settings changed", "Réglages modifiés";
    UsageKeysCreate = "usage-keys.create", "Key for usage created", "Clé d’utilisation créée";
    UsageKeysRevoke = "usage-keys.revoke", "Key for usage revoked", "Clé d’utilisation révoquée";
    UsageChooseWatchers = "usage.choose-watchers", "Chosen who is told of usage", "Destinataires des alertes d’utilisation choisis";
    ViewAsEnd = "view-as.end", "View as a member ended: not allowed any more", "Vue comme un membre terminée : plus permise";
    ViewAsStart = "view-as.start", "Began to view as a member", "Vue comme un membre commencée";
    ViewAsStop = "view-as.stop", "Stopped viewing as a member", "Vue comme un membre quittée";
}

impl Deed {
    pub fn area(self) -> &'static str {
        area_of(self.as_str())
    }
}

const AREAS: &[(&str, &str, &str)] = &[
    ("access", "Refused attempts", "Tentatives refusées"),
    ("accounts", "Accounts", "Comptes"),
    ("alerts", "Alerts", "Alertes"),
    ("annotations", "Annotations", "Annotations"),
    ("announcements", "Announcements", "Annonces"),
    ("api-keys", "API keys", "Clés d’API"),
    ("authenticators", "Authenticator apps", "Applications d’authentification"),
    ("brands", "The brand", "La marque"),
    ("consents", "Looks by operators", "Consultations par un exploitant"),
    ("contacts", "Contacts", "Contacts"),
    ("dashboards", "The overview", "La vue d’ensemble"),
    ("deep-links", "Deep links", "Liens profonds"),
    ("domains", "Domains", "Domaines"),
    ("email-domains", "Proved e-mail domains", "Domaines de messagerie prouvés"),
    ("environments", "Environments", "Environnements"),
    ("events", "Events", "Événements"),
    ("identities", "Sign-in through a provider", "Connexion par un fournisseur"),
    ("installation", "The installation", "L’installation"),
    ("invitations", "Invitations", "Invitations"),
    ("invoices", "Invoices", "Factures"),
    ("jobs", "Jobs", "Tâches"),
    ("limit-requests", "Requests for more", "Demandes d’extension"),
    ("mailed-reports", "Reports by mail", "Rapports par e-mail"),
    ("members", "Members added by the operator", "Membres ajoutés par l’exploitant"),
    ("networks", "Networks", "Réseaux"),
    ("operator-keys", "Operators’ keys", "Clés des exploitants"),
    ("operators", "Operators", "Exploitants"),
    ("origin", "Requests from other sites", "Requêtes d’autres sites"),
    ("passkeys", "Passkeys", "Clés d’accès"),
    ("password-resets", "Passwords set by mail", "Mots de passe définis par e-mail"),
    ("payments", "Payments", "Paiements"),
    ("plans", "The catalogue of plans", "Catalogue des formules"),
    ("policy-agents", "Policy agents", "Agents"),
    ("proposals", "Proposals", "Propositions"),
    ("read-credentials", "Read-only credentials", "Accès en lecture"),
    ("recovery-codes", "Recovery codes", "Codes de secours"),
    ("roles", "Roles", "Rôles"),
    ("roll-ups", "Counting", "Comptages"),
    ("saved-views", "Saved views", "Vues enregistrées"),
    ("second-factors", "Second factors", "Seconds facteurs"),
    ("secrets", "The installation’s keys", "Clés de l’installation"),
    ("security", "Sign-in rules", "Règles de connexion"),
    ("sessions", "Sessions", "Sessions"),
    ("share-links", "Share links", "Liens de partage"),
    ("sign-ups", "Sign-ups", "Inscriptions"),
    ("step-up", "Proofs of identity", "Preuves d’identité"),
    ("subscriptions", "Changes of plan", "Changements de formule"),
    ("support", "Questions to support", "Questions à l’assistance"),
    ("team", "Team", "Équipe"),
    ("tenant-providers", "The space’s identity provider", "Fournisseur d’identité de l’espace"),
    ("tenants", "The space", "L’espace"),
    ("usage", "Usage", "Utilisation"),
    ("usage-keys", "Keys for usage", "Clés d’utilisation"),
    ("view-as", "Views as a member", "Vues comme un membre"),
];

/// The area of an action: what stands before its dot.
pub fn area_of(action: &str) -> &str {
    action.split_once('.').map_or(action, |(area, _)| area)
}

/// What an area is called; the area itself when nothing better is known.
pub fn area_title(area: &str, locale: Locale) -> &str {
    AREAS.iter().find(|(name, _, _)| *name == area).map_or(area, |(_, english, french)| match locale {
        Locale::En => english,
        Locale::Fr => french,
    })
}

/// Whether a word is an area, or one action of it.
pub fn is_known(word: &str) -> bool {
    word.parse::<Deed>().is_ok() || AREAS.iter().any(|(area, _, _)| *area == word)
}

/// What an action is called. One that an older version wrote and nothing does any more is told by its own word.
pub fn title_of(action: &str, locale: Locale) -> &str {
    action.parse::<Deed>().map_or(action, |action| action.title(locale))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_area_has_a_name() {
        let areas: BTreeSet<&str> = Deed::ALL.iter().map(|deed| deed.area()).collect();
        let named: BTreeSet<&str> = AREAS.iter().map(|area| area.0).collect();
        assert_eq!(areas.symmetric_difference(&named).collect::<Vec<_>>(), [] as [&&str; 0]);
        assert!(is_known("team") && is_known("team.leave") && !is_known("tea") && !is_known(""));
    }

    #[test]
    fn actions_stand_in_order_and_each_has_words_of_its_own_in_both_languages() {
        assert!(Deed::ALL.windows(2).all(|pair| pair[0].as_str() < pair[1].as_str()));
        for action in Deed::ALL {
            let (english, french) = (action.title(Locale::En), action.title(Locale::Fr));
            assert!(!english.is_empty() && !french.is_empty() && english != action.as_str(), "{action}");
        }
        assert_eq!(
            title_of("gardens.water", Locale::Fr),
            "gardens.water",
            "what an older version wrote is readable"
        );
    }
}
