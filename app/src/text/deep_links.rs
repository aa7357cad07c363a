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

        links_tenants = "What spaces have there", "Ce que les espaces y ont";
        links_tenants_lead = "Each gets its part when somebody of it looks, or with the buttons here. A run looks first and writes what differs.", "Chacun reçoit sa part quand quelqu’un de l’espace regarde, ou avec les boutons d’ici. Chaque passage regarde d’abord et n’écrit que ce qui diffère.";
        links_tenants_none = "No space to show", "Aucun espace à afficher";
        links_tenants_none_text = "Nobody looked yet whose plan gives it, or none fits what you look for.", "Personne n’a encore regardé dont la formule le donne, ou aucun ne correspond à la recherche.";
        links_place = "Place", "Emplacement";
        links_problem = "What is wrong", "Problème";
        links_again = "Again", "À nouveau";
        links_prepare = "Prepare again", "Préparer de nouveau";
        links_prepare_all = "Prepare all again", "Tout préparer de nouveau";
        links_flows = "How spaces’ events arrive", "Comment arrivent les événements des espaces";
        links_flows_lead = "As it was seen when something was last sent, at most some minutes ago. A space’s own page looks at once.", "Tel que vu lors du dernier envoi, il y a quelques minutes au plus. La page d’un espace regarde tout de suite.";
        links_flows_none_text = "Nothing was sent there yet, or none fits what you look for.", "Rien n’y a encore été envoyé, ou aucun ne correspond à la recherche.";
        links_flow_open = "Look at this space", "Voir cet espace";
        links_counted(name: &str, count: &str) = "{name}: {count}", "{name} : {count}";
        links_no_secrets = "Ids and reasons alone: what stood in a mail is its space’s to see.", "Identifiants et raisons seulement : le contenu d’un message ne regarde que son espace.";

        stores_lead = "Your events go to these stores, from which other programs read them.", "Vos événements vont dans ces entrepôts, que lisent d’autres programmes.";
        stores_none = "No store is connected", "Aucun entrepôt n’est raccordé";
        stores_none_text = "Your provider connected none, or your plan does not give what reads from it. Your events stay here all the same.", "Votre fournisseur n’en a raccordé aucun, ou votre formule ne comprend pas ce qui les lit. Vos événements restent ici dans tous les cas.";
        stores_nothing = "Nothing was sent yet. It begins with the next event.", "Rien n’a encore été envoyé. Cela commence au prochain événement.";
        stores_is_again = "A stretch of time is being sent once more.", "Une période est en cours de renvoi.";
        stores_sent(count: &str) = "{count} sent", "{count} envoyés";
        stores_sent_at(when: &str) = "last at {when}", "le dernier le {when}";
        stores_rejected = "What it would not take", "Ce qu’il a refusé";
        stores_event = "Event", "Événement";
        stores_reason = "Reason", "Raison";
        stores_at = "Seen", "Constaté";
        stores_again = "Send a stretch of time again", "Renvoyer une période";
        stores_again_lead = "What is there stays as it is, so that nothing is there twice. Use it after the store lost something.", "Ce qui y est reste tel quel, rien n’y est donc en double. À utiliser quand l’entrepôt a perdu quelque chose.";
        stores_from = "First day", "Premier jour";
        stores_to = "Last day", "Dernier jour";
        stores_again_do = "Send again", "Renvoyer";
        stores_retry = "Try these again", "Les retenter";
        stores_clear = "Forget these", "Les oublier";
        stores_clear_lead = "They stay in the space and are missing in the store.", "Ils restent dans l’espace et manquent dans l’entrepôt.";
        stores_link = "Where these events go", "Où vont ces événements";

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
