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

        clients = "Programs that people sign in to here", "Programmes auxquels on se connecte par ici";
        clients_lead = "A Grafana elsewhere, or another program that knows OpenID Connect: people open it by signing in here, as long as they are members.", "Un Grafana situé ailleurs, ou un autre programme qui connaît OpenID Connect : on l’ouvre en se connectant ici, tant que l’on est membre.";
        clients_none = "No program yet", "Aucun programme";
        clients_none_text = "Register one to get its client id, its secret and what to write into its settings.", "Enregistrez-en un pour obtenir son identifiant client, son secret et ce qu’il faut écrire dans ses réglages.";
        client_name = "Name", "Nom";
        client_name_hint = "What people read on the way there.", "Ce qui se lit en chemin.";
        client_redirects = "Addresses to return to", "Adresses de retour";
        client_redirects_hint = "One in each line, letter by letter as the program sends it: https://grafana.example.com/login/generic_oauth", "Une par ligne, lettre pour lettre comme le programme l’envoie : https://grafana.example.com/login/generic_oauth";
        client_space = "Space", "Espace";
        client_space_hint = "The word behind /t/ in its address: only its members get in. Empty: the members of all spaces, and the program is told which. It cannot be changed later.", "Le mot après /t/ dans son adresse : seuls ses membres y entrent. Vide : les membres de tous les espaces, et le programme apprend lesquels. Cela ne se change plus ensuite.";
        client_all = "all", "tous";
        client_id = "Client id", "Identifiant client";
        client_add = "Register the program", "Enregistrer le programme";
        client_once = "Copy this secret now, into a file that only the program reads. It is not shown again.", "Copiez ce secret maintenant, dans un fichier que seul le programme lit. Il ne sera plus affiché.";
        client_secret_of(name: &str) = "Secret of “{name}”", "Secret de « {name} »";
        client_settings = "Its client id and its settings", "Son identifiant et ses réglages";
        client_renew = "Renew the secret", "Renouveler le secret";
        client_renew_lead = "The secret before ends at once, and whoever is signed in there signs in again.", "L’ancien secret cesse aussitôt, et ceux qui y sont connectés se reconnectent.";
        client_remove = "Remove the program", "Retirer le programme";
        client_remove_lead = "Nobody gets in there from here any more.", "Plus personne n’y entre par ici.";

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
    }
}
