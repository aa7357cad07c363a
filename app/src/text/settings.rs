//! What the rail and the settings pages say.

use super::Say;

domain::texts! {
    impl Say {
        team = "Team", "Équipe";
        audit = "Audit log", "Journal d’audit";
        general = "General", "Général";
        environments = "Environments", "Environnements";
        security = "Sign-in", "Connexion";
        api_keys = "API keys", "Clés d’API";
        share_links = "Share links", "Liens de partage";
        viewing_as(email: &str) = "You see this space as {email} does, without changing anything.", "Vous voyez cet espace comme {email}, sans rien modifier.";
        why = "Why?", "Pourquoi ?";
        stop_viewing = "Leave the view", "Quitter cette vue";
    }
}
