//! What pages say, in English and French side by side. Each larger area has a file of its own.

mod account;
mod api_keys;
mod audit;
mod environments;
mod identities;
mod roles;
mod settings;
mod share_links;
mod team;
mod tenant_providers;
mod why;

domain::texts! {
    pub struct Say {
        // Everywhere.
        skip = "Skip to the content", "Aller au contenu";
        sign_in = "Sign in", "Se connecter";
        sign_up = "Sign up", "Créer un espace";
        sign_out = "Sign out", "Se déconnecter";
        menu = "Menu", "Menu";
        close = "Close", "Fermer";
        space = "Space", "Espace";
        spaces = "Your spaces", "Vos espaces";
        overview = "Overview", "Vue d’ensemble";
        mail_flow = "Mail flow", "Flux de courrier";
        events = "Events", "Événements";
        policy_agents = "Policy agents", "Agents";
        settings = "Settings", "Réglages";
        account = "Account", "Compte";
        language = "Language", "Langue";
        theme = "Colours", "Couleurs";
        theme_auto = "System", "Système";
        theme_light = "Light", "Clair";
        theme_dark = "Dark", "Sombre";
        save = "Save", "Enregistrer";
        edit = "Edit", "Modifier";
        delete = "Delete", "Supprimer";
        copy = "Copy", "Copier";
        copied = "Copied", "Copié";
        optional = "optional", "facultatif";
        request_number(id: &str) = "Request {id}", "Demande {id}";
        back_home = "Go to the start page", "Aller à la page d’accueil";
        try_again = "Try again", "Réessayer";
        never = "never", "jamais";
        yes = "yes", "oui";
        none = "none", "aucun";
        unlimited = "Unlimited", "Illimité";

        // Notices after a success.
        done_welcome = "Welcome. Your space is ready; these steps bring it to life.", "Bienvenue. Votre espace est prêt ; ces étapes lui donnent vie.";
        done_signed_out = "You are signed out.", "Vous êtes déconnecté.";
        done_password_changed = "Your password is changed and all other sessions are ended.", "Votre mot de passe est changé et toutes les autres sessions sont terminées.";
        done_reset_mailed = "If this address has an account, a mail with a link is on its way. The link works for one hour.", "Si cette adresse a un compte, un message avec un lien est en route. Le lien sert pendant une heure.";
        done_resent = "A new mail is on its way. Older links and codes no longer work.", "Un nouveau message est en route. Les liens et codes précédents ne servent plus.";
        done_domains_added = "Domains added. New mail is counted with them from now on.", "Domaines ajoutés. Le nouveau courrier les prend en compte dès maintenant.";
        done_networks_added = "Networks added. New mail is counted with them from now on.", "Réseaux ajoutés. Le nouveau courrier les prend en compte dès maintenant.";
        done_saved = "Saved.", "Enregistré.";
        done_deleted = "Deleted. What was counted before stays as it is.", "Supprimé. Ce qui a été compté reste tel quel.";
        done_paused = "Paused. The agent keeps its records until you resume it.", "En pause. L’agent garde ses enregistrements jusqu’à sa reprise.";
        done_resumed = "Resumed. What the agent kept arrives within half a minute.", "Repris. Ce que l’agent a gardé arrive en moins d’une demi-minute.";
        done_revoked = "Revoked. Its key stopped working; what it sent stays.", "Révoqué. Sa clé ne sert plus ; ce qu’il a envoyé reste.";

        // Start page.
        home_title = "See your mail flow, a second later", "Votre courrier en direct, une seconde après";
        home_lead = "A small agent beside your Postfix tells Parvis what it sees. You watch what comes in, what goes out and what should not be there.", "Un petit agent à côté de votre Postfix dit à Parvis ce qu’il voit. Vous suivez ce qui entre, ce qui sort et ce qui ne devrait pas être là.";
        home_start = "Open your space", "Ouvrir votre espace";
        home_go = "Go to your spaces", "Aller à vos espaces";
        feature_space = "A space of your own", "Un espace à vous";
        feature_space_text = "Every customer has a database of their own. Nothing is mixed, and everything can be taken away whole.", "Chaque client a sa propre base de données. Rien n’est mélangé, et tout peut être emporté en entier.";
        feature_live = "Live, and exact", "En direct, et exact";
        feature_live_text = "A mail is on your dashboard within two seconds. Nothing is lost when the server is away, and nothing counts twice.", "Un message est sur votre tableau de bord en deux secondes. Rien n’est perdu si le serveur est absent, rien ne compte deux fois.";
        feature_calm = "One line in main.cf", "Une ligne dans main.cf";
        feature_calm_text = "The agent answers Postfix at once, whatever happens behind it. Your mail never waits for us.", "L’agent répond aussitôt à Postfix, quoi qu’il arrive derrière. Votre courrier ne nous attend jamais.";
        plans = "Plans", "Formules";
        plans_company = "For companies", "Pour les entreprises";
        plans_personal = "For one person", "Pour une personne";
        per_month = "a month", "par mois";
        on_quote = "On quote", "Sur devis";
        plan_domains(count: &str) = "Domains and networks: {count} each", "Domaines et réseaux : {count} de chaque";
        plan_agents(count: &str) = "Policy agents: {count}", "Agents : {count}";
        plan_days(days: &str) = "Events kept {days} days", "Événements gardés {days} jours";
        plan_pinned = "Agents send from one fixed address", "Agents à adresse fixe";
        plan_unpinned = "Agents send from any address", "Agents depuis toute adresse";

        // Sign-up.
        sign_up_title = "Open a space", "Ouvrir un espace";
        sign_up_lead = "One minute, no card. You confirm your address by mail and your space is there.", "Une minute, sans carte. Vous confirmez votre adresse par e-mail et votre espace est là.";
        email = "E-mail address", "Adresse e-mail";
        password = "Password", "Mot de passe";
        password_hint = "12 characters or more. A few unrelated words are strong and easy to remember.", "12 caractères ou plus. Quelques mots sans lien sont sûrs et faciles à retenir.";
        space_name = "Name of the space", "Nom de l’espace";
        space_name_hint = "Your company, your team or your own name.", "Votre entreprise, votre équipe ou votre nom.";
        slug = "Address of the space", "Adresse de l’espace";
        slug_hint = "Leave it empty to have one made from the name.", "Laissez vide pour la tirer du nom.";
        slug_free = "This address is free.", "Cette adresse est libre.";
        kind = "Who is it for?", "Pour qui ?";
        kind_company = "A company", "Une entreprise";
        kind_company_hint = "For a team; starts on the Starter plan.", "Pour une équipe ; commence en formule Starter.";
        kind_personal = "Just me", "Pour moi";
        kind_personal_hint = "For one person; starts on the Free plan.", "Pour une personne ; commence en formule Free.";
        have_account = "Already have an account?", "Déjà un compte ?";

        // Confirmation.
        confirm_title = "Confirm your address", "Confirmez votre adresse";
        confirm_sent(email: &str) = "We sent a mail to {email}. Open its link, or type its six digits here.", "Nous avons envoyé un message à {email}. Ouvrez son lien, ou saisissez ses six chiffres ici.";
        confirm_linked(email: &str, space: &str) = "One click confirms {email} and opens the space “{space}”.", "Un clic confirme {email} et ouvre l’espace « {space} ».";
        confirm_button = "Confirm and open the space", "Confirmer et ouvrir l’espace";
        code = "Code from the mail", "Code du message";
        code_button = "Confirm", "Confirmer";
        resend = "Send the mail again", "Renvoyer le message";
        resend_hint = "Nothing after a minute? Look in the spam folder first.", "Rien après une minute ? Regardez d’abord dans les indésirables.";
        resend_wait(wait: &str) = "You can ask for a new mail in {wait}.", "Vous pourrez demander un nouveau message dans {wait}.";
        start_over = "Sign up again", "Recommencer l’inscription";

        // Sign-in and passwords.
        sign_in_title = "Sign in", "Se connecter";
        forgot = "Forgot your password?", "Mot de passe oublié ?";
        no_account = "No account yet?", "Pas encore de compte ?";
        forgot_title = "Choose a new password", "Choisir un nouveau mot de passe";
        forgot_lead = "Enter your address and we mail you a link.", "Indiquez votre adresse et nous vous envoyons un lien.";
        forgot_button = "Mail me a link", "M’envoyer un lien";
        new_password = "New password", "Nouveau mot de passe";
        current_password = "Current password", "Mot de passe actuel";
        change_password = "Change the password", "Changer le mot de passe";
        ask_new_link = "Ask for a new link", "Demander un nouveau lien";
        password_lost = "All other sessions end when you change it.", "Toutes les autres sessions se terminent au changement.";

        // Spaces.
        no_spaces = "You belong to no space yet", "Vous n’appartenez à aucun espace";
        no_spaces_text = "Open one with another address, or ask your provider to make one for you.", "Ouvrez-en un avec une autre adresse, ou demandez à votre fournisseur de vous en créer un.";

        // Checklist.
        setup_title = "Bring your space to life", "Donnez vie à votre espace";
        setup_done = "Done", "Fait";
        setup_todo = "To do", "À faire";
        setup_domain = "Declare a domain", "Déclarez un domaine";
        setup_domain_hint = "So that mail to it counts as coming in.", "Pour que son courrier compte comme entrant.";
        setup_network = "Declare a network", "Déclarez un réseau";
        setup_network_hint = "So that mail from your own hosts counts as going out.", "Pour que le courrier de vos machines compte comme sortant.";
        setup_agent = "Enrol a policy agent", "Enrôlez un agent";
        setup_agent_hint = "You get a key, a command and one line for main.cf.", "Vous obtenez une clé, une commande et une ligne pour main.cf.";
        setup_event = "Receive the first event", "Recevez le premier événement";
        setup_event_waiting = "Waiting for the first event. Send a mail through your Postfix.", "En attente du premier événement. Envoyez un message par votre Postfix.";
        setup_event_contact = "The agent is connected. Send a mail through your Postfix.", "L’agent est connecté. Envoyez un message par votre Postfix.";
        setup_event_hint = "It appears here within a second.", "Il apparaît ici en une seconde.";

        // Overview.
        range_24h = "24 hours", "24 heures";
        range_7d = "7 days", "7 jours";
        range_30d = "30 days", "30 jours";
        range_12m = "12 months", "12 mois";
        range_custom = "Custom", "Personnalisé";
        range = "Range", "Période";
        from = "From", "Du";
        to = "To", "Au";
        host = "Host", "Hôte";
        domain = "Domain", "Domaine";
        measure = "Count", "Compter";
        all_hosts = "All hosts", "Tous les hôtes";
        all_domains = "All domains", "Tous les domaines";
        show = "Show", "Afficher";
        messages = "Messages", "Messages";
        recipients = "Recipients", "Destinataires";
        requests = "Requests", "Requêtes";
        compared = "than the stretch before", "que la période d’avant";
        more(percent: &str) = "{percent}% more", "{percent} % de plus";
        less(percent: &str) = "{percent}% less", "{percent} % de moins";
        same = "the same as the stretch before", "comme la période d’avant";
        none_before = "nothing in the stretch before", "rien dans la période d’avant";
        by_direction = "By direction", "Par direction";
        by_host = "By host", "Par hôte";
        numbers = "Numbers", "Chiffres";
        time = "Time", "Heure";
        total = "Total", "Total";
        direction = "Direction", "Direction";
        inbound = "Inbound", "Entrant";
        outbound = "Outbound", "Sortant";
        internal = "Internal", "Interne";
        relay = "Relay", "Relais";
        foreign = "Foreign", "Étranger";
        undecided = "Undecided", "Indécis";
        top_senders = "Sender domains", "Domaines expéditeurs";
        top_recipients = "Recipient domains", "Domaines destinataires";
        top_clients = "Client addresses", "Adresses clientes";
        top_hosts = "Hosts", "Hôtes";
        null_sender = "(bounces, without a sender)", "(rebonds, sans expéditeur)";
        no_domain = "(none)", "(aucun)";
        nothing_counted = "Nothing in this range.", "Rien sur cette période.";
        times_in(zone: &str) = "Times in {zone}.", "Heures en {zone}.";
        counted_how = "A message counts once, with its first request; a recipient with each RCPT request.", "Un message compte une fois, à sa première requête ; un destinataire à chaque requête RCPT.";
        csv = "Numbers as CSV", "Chiffres en CSV";
        gaps = "Gaps", "Trous";
        gap_stopped = "The agent was not running.", "L’agent ne tournait pas.";
        gap_paused = "The agent is paused; it keeps its records.", "L’agent est en pause ; il garde ses enregistrements.";
        gap_spool_full = "The agent’s spool was full.", "La file de l’agent était pleine.";
        gap_silent = "Not heard of since: the agent, its host or the network is down.", "Sans nouvelles depuis : l’agent, son hôte ou le réseau est arrêté.";
        gap_lost(count: &str) = "{count} records lost.", "{count} enregistrements perdus.";
        colon = ": ", " : ";
        gap_now = "now", "maintenant";
        live = "Live", "En direct";
        live_waiting = "Connecting", "Connexion";
        chart_by_direction = "Volume over time by direction", "Volume dans le temps par direction";
        chart_by_host = "Volume over time by host", "Volume dans le temps par hôte";

        // Mail flow.
        mail_flow_lead = "Parvis tells which way a mail went from what you declare here. Mail seen before keeps its direction.", "Parvis déduit la direction d’un message de ce que vous déclarez ici. Le courrier déjà vu garde la sienne.";
        who_is = "Who is who now", "Qui est qui maintenant";
        who_in = "IN: mail from outside to", "IN : courrier du dehors vers";
        who_out = "OUT: mail to anywhere else from", "OUT : courrier vers le reste du monde depuis";
        who_internal = "INTERNAL: mail to your own domains from", "INTERNAL : courrier vers vos domaines depuis";
        who_relay = "RELAY: mail from anywhere to", "RELAY : courrier de partout vers";
        who_foreign = "FOREIGN: everything else, such as a stranger who tries to send through you.", "FOREIGN : tout le reste, par exemple un inconnu qui tente d’envoyer à travers vous.";
        authenticated = "any signed-in (SASL) client", "tout client authentifié (SASL)";
        nobody_domain = "nobody yet: declare a local domain", "personne encore : déclarez un domaine local";
        nobody_relay = "nobody: no relay domain is declared", "personne : aucun domaine relayé déclaré";
        domains = "Domains", "Domaines";
        networks = "Networks", "Réseaux";
        domain_names = "Domain names, one per line", "Noms de domaine, un par ligne";
        domain_names_hint = "For example example.com. International names are fine.", "Par exemple exemple.fr. Les noms internationaux conviennent.";
        domain_kind = "What are they?", "Que sont-ils ?";
        kind_local = "Local: the mail ends here", "Local : le courrier s’arrête ici";
        kind_local_short = "Local", "Local";
        kind_relay = "Relay: you pass the mail on (backup MX)", "Relais : vous faites suivre (MX de secours)";
        kind_relay_short = "Relay", "Relais";
        add_domains = "Add domains", "Ajouter les domaines";
        network_cidrs = "Networks in CIDR form, one per line", "Réseaux en notation CIDR, un par ligne";
        network_cidrs_hint = "For example 192.0.2.0/24 or 2001:db8::/32. A single address is fine too.", "Par exemple 192.0.2.0/24 ou 2001:db8::/32. Une adresse seule convient aussi.";
        label = "Label", "Libellé";
        add_networks = "Add networks", "Ajouter les réseaux";
        network = "Network", "Réseau";
        state = "State", "État";
        actions = "Actions", "Actions";
        enabled = "Enabled", "Activé";
        disabled = "Disabled", "Désactivé";
        no_domains = "No domain yet", "Aucun domaine";
        no_domains_text = "Add the domains your Postfix receives mail for.", "Ajoutez les domaines dont votre Postfix reçoit le courrier.";
        no_networks = "No network yet", "Aucun réseau";
        no_networks_text = "Add the networks your own hosts send from.", "Ajoutez les réseaux d’où vos machines envoient.";
        used_of(used: &str, limit: &str) = "{used} of {limit} in use", "{used} sur {limit} utilisés";
        used_only(used: &str) = "{used} in use", "{used} utilisés";
        type_name(name: &str) = "Type {name} to confirm", "Tapez {name} pour confirmer";
        delete_domain_lost = "Mail to it will count as foreign from now on. Events and counts so far stay.", "Son courrier comptera désormais comme étranger. Événements et comptes restent.";
        delete_network_lost = "Mail from it will count as coming from outside from now on. Events and counts so far stay.", "Son courrier comptera désormais comme venant du dehors. Événements et comptes restent.";
        lines_refused = "These lines were not added, the others were:", "Ces lignes n’ont pas été ajoutées, les autres oui :";

        // Policy agents.
        agents_lead = "A policy agent is a small program beside your Postfix. It answers at once and sends on what it saw.", "Un agent est un petit programme à côté de votre Postfix. Il répond aussitôt et transmet ce qu’il a vu.";
        enrol = "Enrol an agent", "Enrôler un agent";
        agent_name = "Name of the mail host", "Nom du serveur de courrier";
        agent_name_hint = "For example mx1. It appears on charts and in addresses.", "Par exemple mx1. Il figure sur les graphiques et dans les adresses.";
        time_zone = "Time zone", "Fuseau horaire";
        agent_zone_hint = "The zone of the host’s own clock and logs.", "Le fuseau de l’horloge et des journaux de cette machine.";
        pinned_address = "Fixed address", "Adresse fixe";
        pinned_hint = "The key then works from this IP address only.", "La clé ne sert alors que depuis cette adresse IP.";
        pinned_plan_hint = "Your plan pins each agent to one IP address. Leave it empty and the first address it comes from is kept.", "Votre formule fixe chaque agent à une adresse IP. Laissez vide : la première adresse d’où il vient sera retenue.";
        no_agents = "No policy agent yet", "Aucun agent";
        no_agents_text = "Enrol one below; you get everything to copy.", "Enrôlez-en un ci-dessous ; tout est prêt à copier.";
        version = "Version", "Version";
        last_seen = "Last seen", "Vu pour la dernière fois";
        spool_depth = "Waiting", "En attente";
        events_today = "Events today", "Événements aujourd’hui";
        dropped = "Dropped in all", "Perdus en tout";
        key = "Key", "Clé";
        address = "Address", "Adresse";
        any_address = "any", "toutes";
        first_address = "the first it comes from", "la première d’où il vient";
        state_waiting = "Waiting for contact", "En attente de contact";
        state_active = "Active", "Actif";
        state_silent = "Silent", "Silencieux";
        state_paused = "Paused", "En pause";
        state_revoked = "Revoked", "Révoqué";
        key_title(name: &str) = "The key of {name}", "La clé de {name}";
        key_once = "Copy it now: it is shown this once and stored only as a fingerprint.", "Copiez-la maintenant : elle n’est montrée qu’une fois, seule son empreinte est gardée.";
        install_command = "Run it on the mail host", "Lancez-le sur le serveur de courrier";
        install_unit = "Or as a systemd unit, in /etc/systemd/system/parvis-agent.service", "Ou comme unité systemd, dans /etc/systemd/system/parvis-agent.service";
        install_main_cf = "One line in main.cf, as the first entry of smtpd_recipient_restrictions, then postfix reload", "Une ligne dans main.cf, en première entrée de smtpd_recipient_restrictions, puis postfix reload";
        install_check = "Check the key, the server and the spool", "Vérifiez la clé, le serveur et la file";
        to_agents = "To the policy agents", "Vers les agents";
        to_overview = "Watch the overview", "Voir la vue d’ensemble";
        rotate = "Rotate the key", "Renouveler la clé";
        rotate_lost = "The present key stops working with the next request; the agent keeps its records until it has the new one.", "La clé actuelle cesse de servir à la prochaine requête ; l’agent garde ses enregistrements jusqu’à la nouvelle.";
        pause = "Pause", "Mettre en pause";
        pause_lost = "The agent goes on answering Postfix and keeps its records until you resume it.", "L’agent continue de répondre à Postfix et garde ses enregistrements jusqu’à la reprise.";
        resume = "Resume", "Reprendre";
        revoke = "Revoke", "Révoquer";
        revoke_lost = "The key stops working for good. What the agent sent stays; what it still keeps is lost.", "La clé cesse de servir pour toujours. Ce que l’agent a envoyé reste ; ce qu’il garde encore est perdu.";
        rejected = "Records that could not be read", "Enregistrements illisibles";
        reason = "Reason", "Raison";
        record = "Record", "Enregistrement";
        up_since = "Running since", "Tourne depuis";
        enrolled = "Enrolled", "Enrôlé";

        // Events.
        events_lead = "What your policy agents saw, newest first.", "Ce que vos agents ont vu, le plus récent d’abord.";
        all_directions = "All directions", "Toutes les directions";
        all_states = "All stages", "Toutes les étapes";
        stage = "Stage", "Étape";
        sender = "Sender", "Expéditeur";
        recipient = "Recipient", "Destinataire";
        client = "Client", "Client";
        no_events = "No event yet", "Aucun événement";
        no_events_text = "They appear here as soon as a policy agent sees mail.", "Ils apparaissent dès qu’un agent voit du courrier.";
        no_events_match = "No event matches", "Aucun événement ne correspond";
        no_events_match_text = "Loosen a filter, or look at all of them.", "Assouplissez un filtre, ou regardez-les tous.";
        all_events = "All events", "Tous les événements";
        newer = "Newest", "Les plus récents";
        older = "Older", "Plus anciens";
        event = "Event", "Événement";
        decided_by = "Decided by", "Décidé par";
        seen_at = "Seen", "Vu";
        received_at = "Received", "Reçu";
        helo = "HELO name", "Nom HELO";
        queue_id = "Queue id", "Identifiant de file";
        instance = "Message (instance)", "Message (instance)";
        size = "Size", "Taille";
        bytes(count: &str) = "{count} bytes", "{count} octets";
        user = "Signed-in user", "Utilisateur authentifié";
        tls = "Encryption", "Chiffrement";
        recipient_count = "Recipients of the message", "Destinataires du message";
        own_domain = "Your domain", "Votre domaine";
        whole_record = "The record as it was sent", "L’enregistrement tel qu’envoyé";
        rule_recipient_relayed = "the recipient’s domain is one you relay for", "le domaine du destinataire est relayé par vous";
        rule_network_local = "the client is in one of your networks, the recipient’s domain is local", "le client est dans un de vos réseaux, le domaine du destinataire est local";
        rule_authenticated_local = "the client is signed in, the recipient’s domain is local", "le client est authentifié, le domaine du destinataire est local";
        rule_outside_local = "the client is outside, the recipient’s domain is local", "le client est dehors, le domaine du destinataire est local";
        rule_network_elsewhere = "the client is in one of your networks, the recipient is elsewhere", "le client est dans un de vos réseaux, le destinataire est ailleurs";
        rule_authenticated_elsewhere = "the client is signed in, the recipient is elsewhere", "le client est authentifié, le destinataire est ailleurs";
        rule_outside_elsewhere = "neither the client nor the recipient is yours", "ni le client ni le destinataire ne sont à vous";
        rule_same_message = "an earlier request of the same message", "une requête précédente du même message";
        rule_no_recipient = "no recipient was named at this stage", "aucun destinataire nommé à cette étape";

        // Settings.
        settings_lead = "What this space is called, and when its days begin.", "Le nom de cet espace, et quand commencent ses jours.";
        settings_zone_hint = "Days, months and years are counted in this zone. Changing it counts the days anew.", "Jours, mois et années sont comptés dans ce fuseau. Le changer recompte les jours.";
        plan = "Plan", "Formule";
        account_lead(email: &str) = "Signed in as {email}.", "Connecté en tant que {email}.";

        // Errors.
        error_title_404 = "Not found", "Introuvable";
        error_title_403 = "Not allowed", "Non autorisé";
        error_title_410 = "No longer valid", "Plus valable";
        error_title_429 = "Too many attempts", "Trop de tentatives";
        error_title_500 = "Something went wrong", "Une erreur s’est produite";
        error_title_503 = "Busy", "Occupé";
        error_title_other = "This did not work", "Cela n’a pas marché";
    }
}
