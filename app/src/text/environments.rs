//! What the pages of environments say.

use super::Say;

domain::texts! {
    impl Say {
        environments_lead = "An environment groups policy agents, so that a role can be given for that part of the space alone.", "Un environnement regroupe des agents, pour qu’un rôle puisse être donné pour cette seule partie de l’espace.";
        environment = "Environment", "Environnement";
        no_environment = "None", "Aucun";
        environment_hint = "Somebody whose role is for this environment alone sees its policy agents and nothing else.", "Une personne dont le rôle se limite à cet environnement en voit les agents, et rien d’autre.";
        environment_name = "Name", "Nom";
        environment_name_hint = "Such as Production, Paris or a customer’s name.", "Par exemple Production, Paris ou le nom d’un client.";
        no_environments = "No environment yet", "Aucun environnement";
        no_environments_text = "Without environments every role is for the whole space or for single policy agents. Add one, then choose it on the page of a policy agent.", "Sans environnement, chaque rôle vaut pour tout l’espace ou pour un agent précis. Ajoutez-en un, puis choisissez-le sur la page d’un agent.";
        add_environment = "Add an environment", "Ajouter un environnement";
        rename_environment = "Rename", "Renommer";
        delete_environment_lost = "Its name is gone for good. Policy agents and what they counted stay.", "Son nom disparaît pour de bon. Les agents et ce qu’ils ont compté restent.";
        part_of_space = "You see the part of this space you were given.", "Vous voyez la partie de cet espace qui vous est confiée.";
    }
}
