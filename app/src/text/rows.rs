//! What pages say of rows of the catalogue: help, availability, reports.

use super::Say;

domain::texts! {
    impl Say {
        help_lead = "What the plan of this space gives you when you are stuck.", "Ce que la formule de cet espace prévoit lorsque vous êtes bloqué.";
        help_read = "Read on", "Pour en savoir plus";
        help_read_agents = "Install a policy agent", "Installer un agent";
        help_read_agents_text = "The commands for your host, with checksum.", "Les commandes pour votre serveur, avec somme de contrôle.";
        help_read_flow = "Declare domains and networks", "Déclarer domaines et réseaux";
        help_read_flow_text = "What tells incoming mail from outgoing.", "Ce qui distingue le courrier entrant du courrier sortant.";
        help_read_api = "Interface for programs", "Interface pour les programmes";
        help_read_api_text = "Every operation with its fields, in English.", "Chaque opération et ses champs, en anglais.";
        help_read_why = "What may I do here?", "Que puis-je faire ici ?";
        help_read_why_text = "Each permission with the rule that decides.", "Chaque permission avec la règle qui décide.";
        on_premise = "On your own premises", "Dans vos propres locaux";
        on_premise_text = "Your plan lets you run this server yourself. It is one file that carries its pages and the agent, for hosts like this one.", "Votre formule vous permet d’exploiter vous-même ce serveur. C’est un seul fichier, pages et agent compris, pour des machines semblables à celle-ci.";
        on_premise_server = "Download the server", "Télécharger le serveur";
        on_premise_agent = "Download the agent", "Télécharger l’agent";
        on_premise_hint = "The option --help lists its commands; its command config shows every setting, read from a file or from variables.", "L’option --help énumère ses commandes ; sa commande config montre chaque réglage, lu dans un fichier ou dans des variables.";
        help_larger = "Look at larger plans", "Voir les formules supérieures";
        help_at_once = "When it cannot wait", "Quand cela ne peut pas attendre";
        help_ask_subject = "Subject", "Objet";
        help_ask_text = "Question", "Question";
        help_ask_hint = "What you did, what you expected, what came instead. Leave out passwords and keys.", "Ce que vous avez fait, ce que vous attendiez, ce qui s’est produit. N’indiquez ni mot de passe ni clé.";
        help_ask_button = "Send the question", "Envoyer la question";
        help_all = "Questions of this space", "Questions de cet espace";
        help_own = "Your questions", "Vos questions";
        help_nobody = "Nobody has asked yet", "Aucune question pour l’instant";
        help_nobody_text = "Questions stand here with their answers.", "Les questions et leurs réponses figureront ici.";
        help_asked_by = "Asked by", "Posée par";
        help_since = "Since", "Depuis";
        help_provider = "Your provider", "Votre fournisseur";
        help_wrote(who: &str, at: &str) = "{who}, {at}", "{who}, le {at}";
        help_add = "Write again", "Écrire de nouveau";
        help_add_text = "Message", "Message";
        help_add_button = "Send", "Envoyer";
        help_close = "No answer needed", "Plus besoin de réponse";
        support_lead = "Who has more support stands first, then who waits longest.", "Les formules les mieux assistées d’abord, puis les plus anciennes.";
        support_none = "Nothing here", "Rien ici";
        support_none_text = "No question is in this state.", "Aucune question n’est dans cet état.";
        support_level = "Support", "Assistance";
        support_answer = "Answer", "Répondre";
        support_answer_hint = "It stands on the page of the space, under “your provider”, and goes to whoever asked by mail.", "La réponse figure sur la page de l’espace, sous « votre fournisseur », et part par e-mail à l’auteur de la question.";
        support_answer_button = "Send the answer", "Envoyer la réponse";
        support_close = "Close", "Clore";
        support_reopen = "Open again", "Rouvrir";
        availability = "Availability", "Disponibilité";
        availability_promise(percent: &str) = "Your plan promises {percent}% a month.", "Votre formule garantit {percent} % par mois.";
        availability_no_promise = "Your plan promises nothing here. It is measured all the same.", "Votre formule ne garantit rien à ce sujet. La mesure est faite malgré tout.";
        availability_month = "Month (UTC)", "Mois (UTC)";
        availability_console = "Console and interface", "Console et interface";
        availability_ingest = "Taking events", "Réception des événements";
        availability_share(percent: &str) = "{percent}%", "{percent} %";
        availability_minutes(there: &str, of: &str) = "Minutes at work: {there} of {of}", "Minutes en service : {there} sur {of}";
        availability_unknown = "unknown", "inconnue";
        availability_below = "below the promise", "sous la garantie";
        availability_how = "Measured by the servers themselves: a minute counts when at least one was at work and could write. Minutes before the first measurement are unknown.", "Mesurée par les serveurs eux-mêmes : une minute compte si l’un d’eux au moins était au travail et pouvait écrire. Les minutes antérieures à la première mesure sont inconnues.";
        availability_lead = "The running month and the twelve before it.", "Le mois en cours et les douze précédents.";
        reports_lead = "Mail flow of one month, for reading, printing and filing.", "Le flux de courrier d’un mois, à lire, imprimer ou archiver.";
        reports_day = "Day", "Jour";
        reports_month = "Month", "Mois";
        reports_csv = "Download as CSV", "Télécharger en CSV";
        reports_print = "The browser prints this page on A4 without its frame.", "Le navigateur imprime cette page en A4, sans son cadre.";
        reports_nothing = "Nothing was counted in this month", "Rien n’a été compté ce mois-là";
        reports_nothing_text = "Choose another month, or look whether an agent sends.", "Choisissez un autre mois, ou vérifiez qu’un agent transmet.";
        reports_total = "The whole month", "Le mois entier";
        reports_days = "Day by day", "Jour par jour";
        reports_domains = "By domain", "Par domaine";
        reports_no_domain = "of no domain of yours", "d’aucun de vos domaines";
        reports_domains_hint(count: &str) = "The {count} busiest lines; the file has all of them, for each day.", "Les {count} lignes les plus actives ; le fichier les contient toutes, pour chaque jour.";
        reports_part = "Only the agents you may see are counted here.", "Seuls les agents que vous pouvez voir sont comptés ici.";
        lacking_plans(plans: &str) = "It comes with: {plans}.", "Elle fait partie de : {plans}.";
        lacking_asked = "No plan on offer gives it; ask your provider.", "Aucune formule proposée ne la comprend ; demandez à votre fournisseur.";
    }
}
