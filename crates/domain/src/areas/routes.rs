//! The pages: address, what each takes, its title, and its place in the rail.

use super::{Takes, takes, values};
use crate::Locale;

macro_rules! routes {
    ($($name:ident = $path:literal, $($takes:ident)+, $en:literal, $fr:literal;)+) => {
        crate::words! {
            /// A page, by the pattern of its address.
            pub enum Route { $($name = $path),+ }
        }

        impl Route {
            pub const fn takes(self) -> Takes {
                match self { $(Self::$name => takes!($($takes)+)),+ }
            }

            pub const fn title(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$name, Locale::En) => $en, (Self::$name, Locale::Fr) => $fr),+
                }
            }

            /// What the page is called in code and in tests.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),+ }
            }
        }
    };
}

routes! {
    Home = "/", anyone, "Start page", "Page d’accueil";
    Plans = "/plans", anyone, "Plans and prices", "Formules et tarifs";
    SignUp = "/sign-up", anyone, "Open a space", "Créer un espace";
    Confirm = "/confirm", anyone, "Confirm your address", "Confirmez votre adresse";
    ConfirmContact = "/confirm-contact", anyone, "Is this your address?", "Cette adresse est-elle la vôtre ?";
    StopReport = "/stop-report", anyone, "Stop these reports?", "Arrêter ces rapports ?";
    SignIn = "/sign-in", anyone, "Sign in", "Se connecter";
    SecondFactor = "/sign-in/second-factor", anyone, "Second step", "Deuxième étape";
    Invitation = "/invitation", anyone, "You are invited", "Vous êtes invité";
    ForgotPassword = "/forgot-password", anyone, "Choose a new password", "Choisir un nouveau mot de passe";
    ResetPassword = "/reset-password", anyone, "New password", "Nouveau mot de passe";
    ProviderFailed = "/oauth/failed", anyone, "Sign-in through a provider failed", "Connexion par un fournisseur échouée";
    Arrived = "/oauth/continue", anyone, "Back from a provider", "Retour d’un fournisseur";
    Provider = "/oauth/{provider}", anyone, "On to a provider", "Vers un fournisseur";
    Shared = "/share/{token}", anyone, "Shared dashboard", "Tableau de bord partagé";
    Spaces = "/spaces", person, "Your spaces", "Vos espaces";
    NewSpace = "/spaces/new", person, "Open a space", "Créer un espace";
    Account = "/account", person, "Account", "Compte";
    Sessions = "/account/sessions", person, "Sessions", "Sessions";
    DeleteAccount = "/account/delete", person, "Delete the account", "Supprimer le compte";
    Prove = "/prove", person, "Is it still you?", "Est-ce bien toujours vous ?";
    Overview = "/t/{slug}", ViewOverview, "Overview", "Vue d’ensemble";
    OverviewHours = "/t/{slug}/overview/hours", ViewOverview, "Hours of the week", "Heures de la semaine";
    OverviewHost = "/t/{slug}/overview/hosts/{id}", ViewOverview, "Host", "Hôte";
    OverviewDomain = "/t/{slug}/overview/domains/{id}", ViewOverview, "Domain", "Domaine";
    OverviewTiles = "/t/{slug}/overview/tiles", ViewOverview, "Arrange the overview", "Disposer la vue d’ensemble";
    Annotations = "/t/{slug}/overview/annotations", ViewOverview, "Annotations", "Annotations";
    NewAnnotation = "/t/{slug}/overview/annotations/new", ViewOverview, "New annotation", "Nouvelle annotation";
    MailFlow = "/t/{slug}/mail-flow", ViewMailFlow, "Mail flow", "Flux de courrier";
    Bench = "/t/{slug}/mail-flow/bench", ViewMailFlow, "Bench", "Banc d’essai";
    PolicyAgents = "/t/{slug}/policy-agents", ViewPolicyAgents, "Policy agents", "Agents";
    PolicyAgent = "/t/{slug}/policy-agents/{id}", ViewPolicyAgents, "Policy agent", "Agent";
    Messages = "/t/{slug}/messages", ViewEvents, "Messages", "Messages";
    Message = "/t/{slug}/messages/{id}", ViewEvents, "Message", "Message";
    Events = "/t/{slug}/events", ViewEvents, "Events", "Événements";
    Event = "/t/{slug}/events/{id}", ViewEvents, "Event", "Événement";
    Reports = "/t/{slug}/reports", ViewOverview, "Reports", "Rapports";
    MailedReports = "/t/{slug}/reports/mail", ViewOverview, "Reports by mail", "Rapports par e-mail";
    Alerts = "/t/{slug}/alerts", ViewOverview, "Alerts", "Alertes";
    AlertRules = "/t/{slug}/alerts/rules", ManageAlerts, "Alert rules", "Règles d’alerte";
    NewAlertRule = "/t/{slug}/alerts/rules/new", ManageAlerts, "New alert rule", "Nouvelle règle d’alerte";
    AlertRule = "/t/{slug}/alerts/rules/{id}", ManageAlerts, "Alert rule", "Règle d’alerte";
    Stores = "/t/{slug}/events/stores", ViewEvents, "Where events go", "Destination des événements";
    Team = "/t/{slug}/team", ViewTeam, "Team", "Équipe";
    Member = "/t/{slug}/team/{id}", ViewTeam, "Member", "Membre";
    Roles = "/t/{slug}/team/roles", ViewTeam, "Roles", "Rôles";
    Audit = "/t/{slug}/audit", ViewAudit, "Audit log", "Journal d’audit";
    AuditEntry = "/t/{slug}/audit/{id}", ViewAudit, "Entry of the audit log", "Entrée du journal d’audit";
    Plan = "/t/{slug}/plan", ViewPlan, "Plan", "Formule";
    ChangePlan = "/t/{slug}/plan/change", ViewPlan, "Change plan", "Changer de formule";
    Meter = "/t/{slug}/plan/usage/{id}", ViewPlan, "Usage opened", "Utilisation en détail";
    Invoices = "/t/{slug}/plan/invoices", ViewInvoices, "Invoices", "Factures";
    Invoice = "/t/{slug}/plan/invoices/{id}", ViewInvoices, "Invoice", "Facture";
    Help = "/t/{slug}/help", member, "Help", "Aide";
    NewQuestion = "/t/{slug}/help/new", member, "New question", "Nouvelle question";
    Question = "/t/{slug}/help/{id}", member, "Question", "Question";
    Settings = "/t/{slug}/settings", ManageSettings, "Settings", "Réglages";
    Environments = "/t/{slug}/settings/environments", ManageEnvironments, "Environments", "Environnements";
    Security = "/t/{slug}/settings/security", ManageSecurity, "Sign-in", "Connexion";
    ApiKeys = "/t/{slug}/settings/api-keys", ManageApiKeys, "API keys", "Clés d’API";
    ReadCredentials = "/t/{slug}/settings/read-credentials", ManageApiKeys, "Read-only credentials", "Accès en lecture";
    ShareLinks = "/t/{slug}/settings/share-links", ManageSharing, "Share links", "Liens de partage";
    ShareLink = "/t/{slug}/settings/share-links/{id}", ManageSharing, "Share link", "Lien de partage";
    Contacts = "/t/{slug}/settings/contacts", ManageSettings, "Contacts", "Contacts";
    Brand = "/t/{slug}/settings/brand", ManageSettings, "Brand", "Marque";
    Jobs = "/t/{slug}/settings/jobs", ViewAudit, "Jobs", "Tâches";
    Job = "/t/{slug}/settings/jobs/{id}", ViewAudit, "Job", "Tâche";
    Consents = "/t/{slug}/settings/consents", ViewConsents, "Looks by the operator", "Consultations par l’exploitant";
    Closing = "/t/{slug}/settings/closing", ManageOwners, "Close or reopen", "Fermer ou rouvrir";
    NewDomains = "/t/{slug}/mail-flow/domains/new", ViewMailFlow, "New domains", "Nouveaux domaines";
    NewNetworks = "/t/{slug}/mail-flow/networks/new", ViewMailFlow, "New networks", "Nouveaux réseaux";
    NewPolicyAgent = "/t/{slug}/policy-agents/new", ViewPolicyAgents, "New policy agent", "Nouvel agent";
    NewInvitations = "/t/{slug}/team/invitations/new", ViewTeam, "New invitations", "Nouvelles invitations";
    NewRole = "/t/{slug}/team/roles/new", ViewTeam, "New role", "Nouveau rôle";
    NewEnvironment = "/t/{slug}/settings/environments/new", ManageEnvironments, "New environment", "Nouvel environnement";
    NewAllowedDomains = "/t/{slug}/settings/security/allowed-domains/new", ManageSecurity, "New allowed domains", "Nouveaux domaines autorisés";
    NewEmailDomain = "/t/{slug}/settings/security/email-domains/new", ManageSecurity, "New domain of your own", "Nouveau domaine à vous";
    NewApiKey = "/t/{slug}/settings/api-keys/new", ManageApiKeys, "New API key", "Nouvelle clé d’API";
    NewReadCredential = "/t/{slug}/settings/read-credentials/new", ManageApiKeys, "New read-only credential", "Nouvel accès en lecture";
    NewShareLink = "/t/{slug}/settings/share-links/new", ManageSharing, "New share link", "Nouveau lien de partage";
    Open = "/open/{slug}/{target}/{view}", ListDeepLinks, "Open in another program", "Ouvrir dans un autre programme";
    Leave = "/t/{slug}/leave", member, "Leave this space", "Quitter cet espace";
    BecomeOperator = "/become-operator", anyone, "Become the first operator", "Devenir le premier exploitant";
    Glance = "/operator", operator ViewConsole, "At a glance", "En bref";
    Tenants = "/operator/tenants", operator ViewTenants, "Tenants", "Espaces clients";
    NewTenant = "/operator/tenants/new", operator ViewTenants, "New tenant", "Nouvel espace client";
    Tenant = "/operator/tenants/{id}", operator ViewTenants, "Tenant", "Espace client";
    Looks = "/operator/tenants/{id}/looks", operator ViewLooks, "Look into a tenant", "Consulter un espace client";
    Catalogue = "/operator/catalogue", operator ViewCatalogue, "Catalogue", "Catalogue";
    CatalogueVersion = "/operator/catalogue/{id}", operator ViewCatalogue, "Plan version", "Version de formule";
    CompareVersions = "/operator/catalogue/{id}/compare", operator ViewCatalogue, "Two versions side by side", "Deux versions côte à côte";
    PreviewPlans = "/operator/catalogue/preview", operator ViewCatalogue, "The price page to come", "La future page des tarifs";
    NewPlan = "/operator/catalogue/new", operator ViewCatalogue, "New plan", "Nouvelle formule";
    Features = "/operator/catalogue/features", operator ViewCatalogue, "Features", "Fonctionnalités";
    NewFeature = "/operator/catalogue/features/new", operator ViewCatalogue, "New feature", "Nouvelle fonctionnalité";
    Feature = "/operator/catalogue/features/{id}", operator ViewCatalogue, "Feature", "Fonctionnalité";
    Overrides = "/operator/tenants/{id}/overrides", operator ViewCatalogue, "Exceptions to the plan", "Exceptions à la formule";
    Requests = "/operator/requests", operator ViewCatalogue, "Requests for more", "Demandes d’extension";
    Support = "/operator/support", operator ViewSupport, "Questions to support", "Questions à l’assistance";
    SupportQuestion = "/operator/support/{id}", operator ViewSupport, "Question to support", "Question à l’assistance";
    OperatorInvoices = "/operator/invoices", operator ViewBilling, "All invoices", "Toutes les factures";
    OperatorInvoice = "/operator/invoices/{id}", operator ViewBilling, "Invoice", "Facture";
    People = "/operator/people", operator ViewPeople, "People", "Personnes";
    Person = "/operator/people/{id}", operator ViewPeople, "Person", "Personne";
    Announcements = "/operator/announcements", operator ViewAnnouncements, "Announcements", "Annonces";
    NewAnnouncement = "/operator/announcements/new", operator ViewAnnouncements, "New announcement", "Nouvelle annonce";
    DeepLinks = "/operator/deep-links", operator ViewDeepLinks, "Deep links", "Liens profonds";
    LinkTarget = "/operator/deep-links/{id}", operator ViewDeepLinks, "Connected program", "Programme relié";
    LinkFlow = "/operator/deep-links/{id}/{slug}", operator ViewDeepLinks, "Flow of a tenant’s events", "Flux des événements d’un espace";
    NewLinkTemplate = "/operator/deep-links/templates/new", operator ViewDeepLinks, "New link", "Nouveau lien";
    LinkTemplate = "/operator/deep-links/templates/{id}", operator ViewDeepLinks, "Link into another program", "Lien vers un autre programme";
    NewLinkClient = "/operator/deep-links/clients/new", operator ViewDeepLinks, "New program that people sign in to", "Nouveau programme de connexion";
    LinkClient = "/operator/deep-links/clients/{id}", operator ViewDeepLinks, "Program that people sign in to", "Programme de connexion";
    InstallationLog = "/operator/audit", operator ViewInstallationAudit, "Installation’s audit log", "Journal de l’installation";
    InstallationEntry = "/operator/audit/{id}", operator ViewInstallationAudit, "Entry of the installation’s log", "Entrée du journal de l’installation";
    Installation = "/operator/settings", operator ViewInstallation, "Installation", "Installation";
    OperatorJobs = "/operator/jobs", operator ViewJobs, "All jobs", "Toutes les tâches";
    OperatorJob = "/operator/jobs/{id}", operator ViewJobs, "Job", "Tâche";
    Operators = "/operator/operators", operator ListOperators, "Operators", "Exploitants";
    NewOperator = "/operator/operators/new", operator ListOperators, "New operator", "Nouvel exploitant";
    OperatorKeys = "/operator/keys", operator ListOperatorKeys, "Operators’ API keys", "Clés d’API des exploitants";
    UsageKeys = "/operator/keys/usage", operator ListUsageKeys, "Keys for reporting usage", "Clés de relevé de consommation";
    NewUsageKey = "/operator/keys/usage/new", operator ListUsageKeys, "New key for reporting usage", "Nouvelle clé de relevé";
    Deliveries = "/operator/jobs/webhooks", operator ViewJobs, "Webhook deliveries", "Envois de webhooks";
    Delivery = "/operator/jobs/webhooks/{id}", operator ViewJobs, "Webhook delivery", "Envoi de webhook";
    NewOperatorKey = "/operator/keys/new", operator ListOperatorKeys, "New operator’s key", "Nouvelle clé d’exploitant";
    Why = "/t/{slug}/why", member, "Why?", "Pourquoi ?";
}

impl Route {
    /// The entries of a space's rail, each with its icon.
    pub const RAIL: &'static [(Self, &'static str)] = &[
        (Self::Overview, "overview"),
        (Self::MailFlow, "mail"),
        (Self::PolicyAgents, "agent"),
        (Self::Messages, "mail"),
        (Self::Events, "logs"),
        (Self::Alerts, "health"),
        (Self::Reports, "orders"),
        (Self::Team, "team"),
        (Self::Audit, "audit"),
        (Self::Plan, "plans"),
        (Self::Help, "info"),
        (Self::Settings, "settings"),
    ];

    /// The pages of the settings, as they stand above each of them. The rail leads to the first.
    pub const TABS: &'static [Self] = &[
        Self::Settings,
        Self::Environments,
        Self::Security,
        Self::ApiKeys,
        Self::ReadCredentials,
        Self::ShareLinks,
        Self::Contacts,
        Self::Brand,
        Self::Jobs,
        Self::Consents,
    ];

    /// The entries of the operators' rail, each with its icon.
    pub const CONSOLE: &'static [(Self, &'static str)] = &[
        (Self::Glance, "overview"),
        (Self::Tenants, "tenants"),
        (Self::Catalogue, "plans"),
        (Self::Requests, "actions"),
        (Self::Support, "mail"),
        (Self::OperatorInvoices, "orders"),
        (Self::People, "team"),
        (Self::OperatorJobs, "jobs"),
        (Self::Announcements, "info"),
        (Self::DeepLinks, "integrations"),
        (Self::InstallationLog, "audit"),
        (Self::Operators, "account"),
        (Self::OperatorKeys, "key"),
        (Self::Installation, "settings"),
    ];

    /// The page at an address, and the values in it: the slug first where there is one. Where several patterns fit,
    /// the one that says most of it literally.
    pub fn find(path: &str) -> Option<(Self, [&str; 3])> {
        let fitting = Self::ALL.iter().filter_map(|route| Some((*route, values(route.as_str(), path)?)));
        fitting.min_by_key(|(route, _)| route.as_str().matches('{').count())
    }

    /// Its address in a space.
    pub fn of_space(self, slug: &str) -> String {
        self.as_str().replace("{slug}", slug)
    }

    /// The entry of the rail that a page of a space belongs to, by how its address begins.
    pub fn rail_entry(self) -> Option<Self> {
        // What stands under the overview has its word in front, which the overview itself does without.
        let first = |route: Self| route.as_str().split('/').nth(3).filter(|word| *word != "overview");
        let mut entries = Self::RAIL.iter().map(|(route, _)| *route);
        entries.find(|route| self.is_of_space() && first(*route) == first(self))
    }

    /// The entry of the operators' rail that a page of their console belongs to.
    pub fn console_entry(self) -> Option<Self> {
        let first = |route: Self| route.as_str().split('/').nth(2);
        let mut entries = Self::CONSOLE.iter().map(|(route, _)| *route);
        entries.find(|route| self.is_of_console() && first(*route) == first(self))
    }

    pub fn is_of_console(self) -> bool {
        self == Self::Glance || self.as_str().starts_with("/operator/")
    }

    /// The page that its address stands under, such as the list that something new is for.
    pub fn above(self) -> Option<Self> {
        let is_above = |route: &&Self| {
            self.as_str().strip_prefix(route.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        Self::ALL.iter().filter(is_above).max_by_key(|route| route.as_str().len()).copied()
    }

    pub fn is_among_settings(self) -> bool {
        Self::TABS.contains(&self)
    }

    pub fn is_of_space(self) -> bool {
        ["/t/{slug}", "/open/{slug}"].iter().any(|of_space| self.as_str().starts_with(of_space))
    }
}
