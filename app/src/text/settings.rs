//! What the rail and the settings pages say.

use super::Say;

domain::texts! {
    impl Say {
        menu = "Menu", "Menu";
        general = "General", "Général";
        viewing_as(email: &str) = "You see this space as {email} does, without changing anything.", "Vous voyez cet espace comme {email}, sans rien modifier.";
        why = "Why?", "Pourquoi ?";
        stop_viewing = "Leave the view", "Quitter cette vue";
    }
}
