//! What the pages of roles and the view as a member say.

use super::Say;

domain::texts! {
    impl Say {
        roles_lead = "What each role may do. Seven are built in; a space can make its own.", "Ce que chaque rôle peut faire. Sept sont intégrés ; un espace peut créer les siens.";
        roles_built_in = "All roles", "Tous les rôles";
        roles_own = "Roles of this space", "Rôles de cet espace";
        roles_none = "No role of its own yet", "Aucun rôle propre à l’espace";
        roles_none_text = "The built-in roles fit most teams. Make one below when none of them does.", "Les rôles intégrés conviennent à la plupart des équipes. Créez-en un ci-dessous si aucun ne convient.";
        roles_name = "Name of the role", "Nom du rôle";
        roles_name_hint = "For example Night shift.", "Par exemple Équipe de nuit.";
        roles_description = "What it is for", "À quoi il sert";
        roles_permissions = "What it may do", "Ce qu’il peut faire";
        permissions_mail = "Mail flow", "Flux de courrier";
        permissions_space = "The space", "L’espace";
        permissions_outside = "Links and keys for others", "Liens et clés pour des tiers";
        permissions_people = "People and roles", "Personnes et rôles";
        permissions_security = "Security", "Sécurité";
        roles_not_yours = "You do not have it yourself.", "Vous ne l’avez pas vous-même.";
        roles_beyond(what: &str) = "This role holds “{what}”, which you do not have, so you cannot change it.", "Ce rôle contient « {what} », que vous n’avez pas ; vous ne pouvez donc pas le modifier.";
        roles_used(members: &str, invitations: &str) = "Members: {members}; open invitations: {invitations}", "Membres : {members} ; invitations ouvertes : {invitations}";
        roles_create = "Make the role", "Créer le rôle";
        roles_preview = "See what it changes", "Voir ce que cela change";
        roles_delete_lost = "The role is gone for good. Nobody holds it when it is deleted.", "Le rôle disparaît pour de bon. Personne ne l’a au moment de sa suppression.";
        roles_to = "Roles and what they may do", "Les rôles et ce qu’ils peuvent faire";

        preview_title = "This is what will change", "Voici ce qui va changer";
        preview_nothing_yet = "Nothing is changed yet.", "Rien n’est encore modifié.";
        preview_adds = "The role gains", "Le rôle gagne";
        preview_removes = "The role loses", "Le rôle perd";
        preview_who = "Who", "Qui";
        preview_gains = "Gains", "Gagne";
        preview_loses = "Loses", "Perd";
        preview_nobody = "Nobody holds this role, so nobody gains or loses anything.", "Personne n’a ce rôle ; personne ne gagne ni ne perd rien.";
        preview_nothing = "nothing", "rien";
        preview_invitations(count: &str) = "Open invitations that will give it as it is then: {count}.", "Invitations ouvertes qui le donneront tel qu’il sera : {count}.";
        preview_confirm = "Save this change", "Enregistrer ce changement";
        preview_back = "Leave it as it is", "Laisser tel quel";

        view_as_title = "View as this member", "Voir comme ce membre";
        view_as_lead(email: &str) = "See the console as {email} sees it. You only look: nothing can be changed until you leave the view. The audit log notes when it begins and ends.", "Voyez la console comme {email} la voit. Vous ne faites que regarder : rien ne peut être modifié avant d’avoir quitté cette vue. Le journal d’audit note son début et sa fin.";
        view_as_button = "View as this member", "Voir comme ce membre";
        viewing_as_other = "You see a space as another member does, without changing anything.", "Vous voyez un espace comme un autre membre, sans rien modifier.";
        view_ended_title = "The view has ended", "La vue a pris fin";
        view_ended_button = "Back to my own view", "Revenir à ma vue";
    }
}
