//! What pages say of the programs that links lead to, and of opening them.

use super::Say;

domain::texts! {
    impl Say {
        links_lead = "The programs that links out of spaces lead to, and the stores behind them. Each is looked at every minute.", "Les programmes auxquels mènent les liens depuis les espaces, et les bases qui les alimentent. Chacun est vérifié chaque minute.";
        links_program = "Program", "Programme";
        links_mode = "How it is used", "Utilisation";
        links_state = "State", "État";
        links_version = "Version", "Version";
        links_since(when: &str) = "since {when} (UTC)", "depuis le {when} (UTC)";
        links_all = "All programs", "Tous les programmes";
        links_found = "What the last look found", "Résultat de la dernière vérification";
        links_found_lead = "Every minute, and at once with the button.", "Chaque minute, et tout de suite avec le bouton.";
        links_probed = "Looked at (UTC)", "Vérifié (UTC)";
        links_finding = "What to do", "À faire";
        links_fine = "Nothing.", "Rien.";
        links_clock = "Its clock", "Son horloge";
        links_clock_same = "as this server’s, to the second", "celle de ce serveur, à la seconde près";
        links_clock_ahead(seconds: &str) = "{seconds} s ahead of this server’s", "{seconds} s en avance sur celle de ce serveur";
        links_clock_behind(seconds: &str) = "{seconds} s behind this server’s", "{seconds} s en retard sur celle de ce serveur";
        links_probe = "Look now", "Vérifier maintenant";
        links_connect = "How it is connected", "Raccordement";
        links_flavor = "Which program", "Quel programme";
        links_flavor_hint = "In OpenSearch Dashboards nothing is made for a space. As plain links they open Discover in the tenant that is called as the space’s id, on the index pattern whose id is that with “-events” behind it: make both, say who may read them, and bring the events there. Through this server it is offered to nobody.", "Dans OpenSearch Dashboards, rien n’est créé pour un espace. En liens simples, ils ouvrent Discover dans le tenant nommé comme l’identifiant de l’espace, sur le motif d’index qui a cet identifiant suivi de « -events » : créez les deux, dites qui peut les lire et amenez-y les événements. Par ce serveur, il n’est proposé à personne.";
        links_source = "Where it reads from", "Où il lit";
        links_source_hint = "PostgreSQL shows the same counts without a second store, and how the agents are now alone.", "PostgreSQL montre les mêmes comptes sans second stockage, et des agents seulement l’état présent.";
        links_reading_url = "Address for people of spaces", "Adresse pour les personnes des espaces";
        links_reading_url_hint = "Where their own programs read it, each with a credential that reads one space. Leave it empty and none can be made.", "Là où leurs propres programmes le lisent, chacun avec un accès qui lit un seul espace. Laissez vide et aucun ne peut être créé.";
        links_public_url = "Address for browsers", "Adresse pour les navigateurs";
        links_public_url_hint = "Where people open it, on a host name of its own: https://grafana.example.com/", "Là où il s’ouvre, sous un nom d’hôte qui lui est propre : https://grafana.example.com/";
        links_internal_url = "Internal address", "Adresse interne";
        links_internal_url_hint = "Where this server reaches it: http://10.0.0.7:3000/", "Là où ce serveur le joint : http://10.0.0.7:3000/";
        links_username = "User", "Utilisateur";
        links_username_grafana = "An administrator of the server: no other may make organisations.", "Un administrateur du serveur : lui seul peut créer des organisations.";
        links_username_kibana = "The user in whose name people are signed in; its role holds run_as and nothing else.", "L’utilisateur au nom duquel les personnes sont connectées ; son rôle comporte run_as et rien d’autre.";
        links_username_store = "Whoever makes users and their rights there.", "Celui qui y crée les utilisateurs et leurs droits.";
        links_password = "Password", "Mot de passe";
        links_password_none = "It is kept encrypted and never shown.", "Il est conservé chiffré et n’est jamais affiché.";
        links_password_kept = "One is kept. Leave this empty to keep it; where the internal address leads to another server, type it again.", "Un mot de passe est conservé. Laissez vide pour le garder ; si l’adresse interne mène à un autre serveur, saisissez-le de nouveau.";
        links_remove_password = "Remove the password", "Retirer le mot de passe";
        links_remove_password_lead = "What takes it stops working until another is typed.", "Ce qui en a besoin cesse de fonctionner jusqu’à ce qu’un autre soit saisi.";
        links_snippets = "What to write there", "Ce qu’il faut y écrire";
        links_snippets_lead = "Filled with what is known here. Save first, so that they fit.", "Rempli avec ce qui est connu ici. Enregistrez d’abord, pour que cela corresponde.";
        links_templates = "Links into other programs", "Liens vers d’autres programmes";
        links_templates_lead = "An address with variables, such as one of Graphite, Prometheus or a page of your own.", "Une adresse avec des variables, par exemple vers Graphite, Prometheus ou une page à vous.";
        links_templates_none = "No link yet", "Aucun lien";
        links_templates_none_text = "First add the host that it leads to, then the link.", "Ajoutez d’abord l’hôte auquel il mène, puis le lien.";
        links_title = "Title", "Titre";
        links_title_hint = "What people read on the button.", "Ce qui se lit sur le bouton.";
        links_address = "Address", "Adresse";
        links_address_hint(variables: &str) = "Behind the host, variables carry what somebody looks at: {variables}. Behind a | stands what is written where there is nothing.", "Après l’hôte, des variables portent ce que l’on regarde : {variables}. Après un | figure ce qui est écrit quand il n’y a rien.";
        links_add = "Add the link", "Ajouter le lien";
        links_remove = "Remove the link", "Retirer le lien";
        links_hosts = "Hosts that links may lead to", "Hôtes autorisés pour les liens";
        links_hosts_hint = "One name in each line, such as graphs.example.com. No link leads elsewhere.", "Un nom par ligne, comme graphs.example.com. Aucun lien ne mène ailleurs.";

        // In a space, before something is opened.
        open_in(program: &str) = "Open in {program}", "Ouvrir dans {program}";
        open_lead = "The same question in another program: same stretch of time, same host and domain.", "La même question dans un autre programme : même période, même hôte et même domaine.";
        open_what = "What opens", "Ce qui s’ouvre";
        open_view = "View", "Vue";
        open_window = "Stretch of time", "Période";
        open_window_text(from: &str, to: &str) = "{from} to {to}", "du {from} au {to}";
        open_zone = "Time zone", "Fuseau horaire";
        open_all = "all", "tous";
        open_here = "The same question here", "La même question ici";
        open_link = "This page’s address can be passed on: it holds no secret, and whoever opens it is checked.", "L’adresse de cette page peut être transmise : elle ne contient aucun secret, et chacun est vérifié à l’ouverture.";
        open_leaving(program: &str) = "On to {program}", "Vers {program}";
        open_leaving_lead = "You are taken there. Who opened it stands in the audit log of the space.", "Vous y êtes conduit. Le journal d’audit de l’espace note qui l’a ouvert.";
        open_beside = "Open in another program", "Ouvrir dans un autre programme";
        read_lead = "Your own programs read the space’s data where it is kept, each with a credential that reads this space and changes nothing.", "Vos propres programmes lisent les données de l’espace là où elles sont conservées, chacun avec un accès qui lit cet espace et ne modifie rien.";
        no_reads = "No read-only credential yet", "Aucun accès en lecture";
        no_reads_text = "Make one for each program that reads.", "Créez-en un pour chaque programme qui lit.";
        read_create = "Make a credential", "Créer un accès";
        read_name = "Name of the credential", "Nom de l’accès";
        read_name_hint = "What uses it, for example the monthly statistics.", "Ce qui l’utilise, par exemple les statistiques du mois.";
        read_kind = "What it reads", "Ce qu’il lit";
        read_expires_hint = "It works to the end of this day. Leave it empty and it works until you revoke it.", "Il fonctionne jusqu’à la fin de ce jour. Laissez vide : il fonctionne jusqu’à sa révocation.";
        read_nothing = "Nothing can be read now.", "Rien ne peut être lu pour l’instant.";
        read_title(name: &str) = "The credential “{name}”", "L’accès « {name} »";
        read_once = "The password is shown this once and kept nowhere. Copy it now; if it is lost, make a new one.", "Le mot de passe est affiché cette seule fois et n’est conservé nulle part. Copiez-le maintenant ; s’il est perdu, créez-en un autre.";
        read_address = "Address", "Adresse";
        read_place = "Database, schema or data stream", "Base, schéma ou flux de données";
        read_try = "Try it: the command asks for the password", "Essayez : la commande demande le mot de passe";
        read_credential = "Credential", "Accès";
        read_made_by(email: &str) = "made by {email}", "créé par {email}";
        read_renewed(day: &str) = "new password on {day}", "nouveau mot de passe le {day}";
        read_change = "New password or revoke", "Nouveau mot de passe ou révoquer";
        read_rotate = "Make a new password", "Créer un nouveau mot de passe";
        read_rotate_lead = "The present one stops working at once.", "L’actuel cesse aussitôt de fonctionner.";
        read_revoke_lost = "Programs that use it are refused at once. This cannot be taken back.", "Les programmes qui l’utilisent sont refusés aussitôt. C’est définitif.";
        read_pending_note = "Its store did not take the last password. Make a new one, or revoke it.", "Son stockage n’a pas pris le dernier mot de passe. Créez-en un nouveau, ou révoquez-le.";
        read_ending_note = "Its store did not answer yet and may still let it in. It is tried again every few minutes.", "Son stockage n’a pas encore répondu et peut encore l’accepter. Une tentative a lieu toutes les quelques minutes.";
    }
}
