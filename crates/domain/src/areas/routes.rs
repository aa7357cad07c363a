//! The pages: address, what each takes, its title, and its place in the rail.

use super::{Takes, takes, values};
use crate::Locale;

macro_rules! routes {
    ($($name:ident = $path:literal, $takes:ident, $en:literal, $fr:literal;)+) => {
        crate::words! {
            /// A page, by the pattern of its address.
            pub enum Route { $($name = $path),+ }
        }

        impl Route {
            pub const fn takes(self) -> Takes {
                match self { $(Self::$name => takes!($takes)),+ }
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
    SignUp = "/sign-up", anyone, "Open a space", "Créer un espace";
    Confirm = "/confirm", anyone, "Confirm your address", "Confirmez votre adresse";
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
    Prove = "/prove", person, "Is it still you?", "Est-ce bien toujours vous ?";
    Overview = "/t/{slug}", ViewOverview, "Overview", "Vue d’ensemble";
    MailFlow = "/t/{slug}/mail-flow", ViewMailFlow, "Mail flow", "Flux de courrier";
    PolicyAgents = "/t/{slug}/policy-agents", ViewPolicyAgents, "Policy agents", "Agents";
    PolicyAgent = "/t/{slug}/policy-agents/{id}", ViewPolicyAgents, "Policy agent", "Agent";
    Events = "/t/{slug}/events", ViewEvents, "Events", "Événements";
    Event = "/t/{slug}/events/{id}", ViewEvents, "Event", "Événement";
    Team = "/t/{slug}/team", ViewTeam, "Team", "Équipe";
    Member = "/t/{slug}/team/{id}", ViewTeam, "Member", "Membre";
    Roles = "/t/{slug}/team/roles", ViewTeam, "Roles", "Rôles";
    Audit = "/t/{slug}/audit", ViewAudit, "Audit log", "Journal d’audit";
    AuditEntry = "/t/{slug}/audit/{id}", ViewAudit, "Entry of the audit log", "Entrée du journal d’audit";
    Plan = "/t/{slug}/plan", ViewPlan, "Plan", "Formule";
    Settings = "/t/{slug}/settings", ManageSettings, "Settings", "Réglages";
    Environments = "/t/{slug}/settings/environments", ManageEnvironments, "Environments", "Environnements";
    Security = "/t/{slug}/settings/security", ManageSecurity, "Sign-in", "Connexion";
    ApiKeys = "/t/{slug}/settings/api-keys", ManageApiKeys, "API keys", "Clés d’API";
    ShareLinks = "/t/{slug}/settings/share-links", ManageSharing, "Share links", "Liens de partage";
    ShareLink = "/t/{slug}/settings/share-links/{id}", ManageSharing, "Share link", "Lien de partage";
    Jobs = "/t/{slug}/settings/jobs", ViewAudit, "Jobs", "Tâches";
    Job = "/t/{slug}/settings/jobs/{id}", ViewAudit, "Job", "Tâche";
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
    NewShareLink = "/t/{slug}/settings/share-links/new", ManageSharing, "New share link", "Nouveau lien de partage";
    Leave = "/t/{slug}/leave", member, "Leave this space", "Quitter cet espace";
    Why = "/t/{slug}/why", member, "Why?", "Pourquoi ?";
}

impl Route {
    /// The entries of a space's rail, each with its icon.
    pub const RAIL: &'static [(Self, &'static str)] = &[
        (Self::Overview, "overview"),
        (Self::MailFlow, "mail"),
        (Self::PolicyAgents, "agent"),
        (Self::Events, "logs"),
        (Self::Team, "team"),
        (Self::Audit, "audit"),
        (Self::Plan, "plans"),
        (Self::Settings, "settings"),
    ];

    /// The pages of the settings, as they stand above each of them. The rail leads to the first.
    pub const TABS: &'static [Self] =
        &[Self::Settings, Self::Environments, Self::Security, Self::ApiKeys, Self::ShareLinks, Self::Jobs];

    /// The page at an address, and the values in it: the slug first where there is one. Where several patterns fit,
    /// the one that says most of it literally.
    pub fn find(path: &str) -> Option<(Self, [&str; 2])> {
        let fitting = Self::ALL.iter().filter_map(|route| Some((*route, values(route.as_str(), path)?)));
        fitting.min_by_key(|(route, _)| route.as_str().matches('{').count())
    }

    /// Its address in a space.
    pub fn of_space(self, slug: &str) -> String {
        self.as_str().replace("{slug}", slug)
    }

    /// The entry of the rail that a page of a space belongs to, by how its address begins.
    pub fn rail_entry(self) -> Option<Self> {
        let first = |route: Self| route.as_str().split('/').nth(3);
        let mut entries = Self::RAIL.iter().map(|(route, _)| *route);
        entries.find(|route| self.is_of_space() && first(*route) == first(self))
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
        self.as_str().starts_with("/t/{slug}")
    }
}
