//! What the operators' pages of people and of the installation say.

use super::Say;

domain::texts! {
    impl Say {
        people_lead = "Everybody with an account here. What they do in their spaces stays theirs.", "Toutes les personnes qui ont un compte ici. Ce qu’elles font dans leurs espaces ne regarde qu’elles.";
        people_none = "Nobody found", "Personne";
        people_none_text = "Search for another part of the address.", "Cherchez une autre partie de l’adresse.";
        people_spaces = "Spaces", "Espaces";
        people_authenticator = "Authenticator app", "Application d’authentification";
        people_passkeys = "Passkeys", "Clés d’accès";
        people_codes = "Recovery codes left", "Codes de secours restants";
        people_no_sessions = "Not signed in anywhere.", "Aucune session ouverte.";
        people_end_all = "End all sessions", "Fermer toutes les sessions";
        people_limit = "What is limited", "Ce qui est limité";
        people_limit_until = "Used up in part until (UTC)", "Entamé jusqu’au (UTC)";
        people_limits = "Limits", "Limites";
        people_limits_lead = "What this person used up of their own allowances. Those of a network are not shown.", "Ce que cette personne a consommé de ses propres quotas de tentatives. Ceux d’un réseau n’apparaissent pas.";
        people_no_limits = "Nothing is used up.", "Rien n’est entamé.";
        people_lift = "Lift all of them", "Lever toutes ces limites";
        people_reset = "Take all second factors away", "Retirer tous les seconds facteurs";
        people_reset_title = "Lost every second factor", "Tous les seconds facteurs perdus";
        people_reset_text = "Takes the authenticator app, all passkeys and recovery codes away and ends every session; a mail tells the person. Be sure that it is them who asks.", "Retire l’application d’authentification, toutes les clés d’accès et les codes de secours, et ferme toutes les sessions ; un e-mail prévient la personne. Assurez-vous que c’est bien elle qui le demande.";
        limit_sign_in = "Signing in", "Connexion";
        limit_sign_up = "Signing up", "Inscription";
        limit_reset = "Asking for a new password", "Demande de nouveau mot de passe";
        limit_mail = "Mails to this address", "E-mails vers cette adresse";
        limit_invite = "Invitations to this address", "Invitations vers cette adresse";
        limit_password = "Changing the password", "Changement de mot de passe";
        limit_factor = "Codes and proofs of identity", "Codes et preuves d’identité";
        installation_lead = "The settings as they count now, passwords and keys masked. They are changed in the file or the variables, and count from the next start.", "Les réglages tels qu’ils s’appliquent, mots de passe et clés masqués. Ils se changent dans le fichier ou les variables, et comptent au prochain démarrage.";
        installation_mail = "Does mail leave?", "L’e-mail part-il ?";
        installation_mail_lead = "A mail to your own address. If it does not arrive, the list of jobs says why.", "Un e-mail à votre propre adresse. S’il n’arrive pas, la liste des tâches dit pourquoi.";
        installation_try_mail = "Send me a test mail", "M’envoyer un e-mail d’essai";
        setting = "Setting", "Réglage";
        setting_value = "Value", "Valeur";
        setting_source = "From", "Origine";
        setting_variable = "Variable", "Variable";
        setting_file = "File", "Fichier";
        setting_default = "Default", "Par défaut";
        log_lead = "What belongs to no space: sign-ins, operators and what they did, keys. Each space has a log of its own.", "Ce qui n’appartient à aucun espace : connexions, exploitants et leurs actes, clés. Chaque espace a son propre journal.";
        log_any = "All actions", "Toutes les actions";
        log_verify = "Verify the chain", "Vérifier la chaîne";
        log_whole(count: &str) = "The chain is whole: {count} entries, none changed and none removed.", "La chaîne est intacte : {count} entrées, aucune modifiée ni supprimée.";
        log_broken(number: &str) = "The chain is not whole from entry {number} on. Compare it with a copy kept elsewhere: parvis audit verify --heads.", "La chaîne n’est plus intacte à partir de l’entrée {number}. Comparez-la à une copie gardée ailleurs : parvis audit verify --heads.";
    }
}
