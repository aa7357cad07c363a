//! What pages say, in English and French side by side. Each larger area has a file of its own.

mod account;
mod agents;
mod alerts;
mod announcements;
mod api_keys;
mod audit;
mod bench;
mod brands;
mod catalogue;
mod consents;
mod deep_links;
mod environments;
mod identities;
mod invoices;
mod jobs;
mod messages;
mod operator;
mod operator_people;
mod operator_tenants;
mod origin;
mod overview;
mod plans;
mod roles;
mod rows;
mod settings;
mod share_links;
mod spaces;
mod subscriptions;
mod team;
mod tenant_providers;
mod usage;
mod why;

domain::texts! {
    pub struct Say {
        // Everywhere.
        skip = "Skip to the content", "Aller au contenu";
        sign_in = "Sign in", "Se connecter";
        sign_up = "Sign up", "Créer un espace";
        sign_out = "Sign out", "Se déconnecter";
        close = "Close", "Fermer";
        new_mark = "New", "Nouveau";
        space = "Space", "Espace";
        overview = "Overview", "Vue d’ensemble";
        account = "Account", "Compte";
        language = "Language", "Langue";
        theme = "Appearance", "Apparence";
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
        no = "no", "non";
        none = "none", "aucun";

        // Start page.
        home_title = "See your mail flow as it happens", "Votre trafic de messagerie, en direct";
        home_lead = "A small agent beside your Postfix tells what it sees. You watch what comes in, what goes out and what should not be there.", "Un petit agent, installé à côté de votre Postfix, transmet ce qu’il voit. Vous suivez ce qui entre, ce qui sort et ce qui ne devrait pas être là.";
        home_start = "Open your space", "Créer votre espace";
        home_go = "Go to your spaces", "Aller à vos espaces";
        feature_space = "A space of your own", "Un espace à vous";
        feature_space_text = "Every customer has a database of their own: nothing of yours is mixed with anybody else’s.", "Chaque client dispose de sa propre base de données : rien de ce qui est à vous n’est mélangé à ce qui est aux autres.";
        feature_live = "Live, and exact", "En direct, et exact";
        feature_live_text = "A mail is on your dashboard within two seconds. Nothing is lost while the server cannot be reached, and nothing counts twice.", "Un message apparaît sur votre tableau de bord en moins de deux secondes. Rien n’est perdu si le serveur est injoignable, et rien n’est compté deux fois.";
        feature_calm = "One line in main.cf", "Une ligne dans main.cf";
        feature_calm_text = "The agent answers Postfix at once, whatever happens behind it. Your mail never waits for us.", "L’agent répond aussitôt à Postfix, quoi qu’il arrive derrière. Votre courrier n’attend jamais.";
        plans = "Plans", "Formules";
        plans_company = "For companies", "Pour les entreprises";
        plans_personal = "For one person", "Pour un particulier";
        per_month = "per month", "par mois";
        on_quote = "On quote", "Sur devis";
        plan_pinned = "Agents send from one fixed address", "Agents à adresse fixe";
        plan_unpinned = "Agents send from any address", "Agents depuis n’importe quelle adresse";

        // Sign-up.
        sign_up_lead = "One minute, no card. You confirm your address by mail and your space is there.", "Une minute, sans carte bancaire. Vous confirmez votre adresse par e-mail et votre espace est prêt.";
        email = "E-mail address", "Adresse e-mail";
        password = "Password", "Mot de passe";
        password_hint = "12 characters or more. A few unrelated words are strong and easy to remember.", "12 caractères ou plus. Quelques mots sans lien entre eux font un mot de passe sûr et facile à retenir.";
        space_name = "Name of the space", "Nom de l’espace";
        space_name_hint = "Your company, your team or your own name.", "Votre entreprise, votre équipe ou votre nom.";
        slug = "Address of the space", "Adresse de l’espace";
        slug_hint = "Leave it empty to have one made from the name.", "Laissez vide : elle sera tirée du nom.";
        slug_free = "This address is free.", "Cette adresse est libre.";
        slug_unchecked = "Whether it is free could not be checked now. It is when you go on.", "Sa disponibilité n’a pas pu être vérifiée. Elle le sera à l’étape suivante.";
        kind = "Who is it for?", "Pour qui ?";
        kind_company = "A company", "Une entreprise";
        kind_company_hint = "For a team.", "Pour une équipe.";
        kind_personal = "Just me", "Moi seul";
        kind_personal_hint = "For one person.", "Pour une personne.";
        sign_up_zone_hint = "Days on your overview begin at midnight in this zone. You can change it later under Settings.", "Les jours de votre vue d’ensemble commencent à minuit dans ce fuseau. Vous pourrez le changer dans les réglages.";
        zone_taken = "This is the zone of your browser.", "C’est le fuseau de votre navigateur.";
        zone_other = "Your browser is in ", "Votre navigateur est réglé sur ";
        zone_take = "Use this zone", "Choisir ce fuseau";
        have_account = "Already have an account?", "Déjà un compte ?";

        // Confirmation.
        confirm_title = "Confirm your address", "Confirmez votre adresse";
        confirm_sent(email: &str) = "We sent a mail to {email}. Open its link, or type its six digits here.", "Nous avons envoyé un message à {email}. Ouvrez son lien, ou saisissez ses six chiffres ici.";
        confirm_linked(email: &str, space: &str) = "One click confirms {email} and opens the space “{space}”.", "Un clic confirme {email} et ouvre l’espace « {space} ».";
        confirm_button = "Confirm and open the space", "Confirmer et ouvrir l’espace";
        code = "Code from the mail", "Code reçu par e-mail";
        code_button = "Confirm", "Confirmer";
        resend = "Send the mail again", "Renvoyer le message";
        resend_hint = "Nothing after a minute? Look in the spam folder first.", "Rien après une minute ? Regardez d’abord dans les indésirables.";
        resend_wait(wait: &str) = "You can ask for a new mail in {wait}.", "Vous pourrez demander un nouveau message dans {wait}.";
        mail_refused(email: &str, codes: &str) = "The mail server for {email} refused our mail ({codes}). Check the address for a slip.", "Le serveur de messagerie de {email} a refusé notre message ({codes}). Vérifiez que l’adresse est juste.";
        mail_given_up(email: &str) = "A mail to {email} could not be delivered for a whole day. Ask for it again; if it still does not arrive, tell whoever runs this site.", "Un message à {email} n’a pas pu être remis pendant toute une journée. Redemandez-le ; s’il n’arrive toujours pas, prévenez le responsable de ce site.";
        start_over = "Sign up again", "Recommencer l’inscription";

        // Sign-in and passwords.
        sign_in_title = "Sign in", "Se connecter";
        forgot = "Forgot your password?", "Mot de passe oublié ?";
        no_account = "No account yet?", "Pas encore de compte ?";
        forgot_lead = "Enter your address and we mail you a link.", "Indiquez votre adresse : nous vous enverrons un lien.";
        forgot_button = "Mail me a link", "M’envoyer un lien";
        new_password = "New password", "Nouveau mot de passe";
        current_password = "Current password", "Mot de passe actuel";
        change_password = "Change the password", "Changer le mot de passe";
        ask_new_link = "Ask for a new link", "Demander un nouveau lien";
        password_lost = "All other sessions end when you change it.", "Toutes vos autres sessions seront fermées.";

        // Spaces.
        no_spaces = "You belong to no space yet", "Vous n’appartenez à aucun espace";
        no_spaces_text = "Open one of your own, or ask a space’s team to invite you.", "Ouvrez le vôtre, ou demandez à l’équipe d’un espace de vous inviter.";
        // Checklist.
        setup_title = "Set up your space", "Mettez votre espace en route";
        setup_done = "Done", "Fait";
        setup_todo = "To do", "À faire";
        setup_domain = "Declare a domain", "Déclarez un domaine";
        setup_domain_hint = "So that mail to it counts as coming in.", "Pour que le courrier qui lui est adressé compte comme entrant.";
        setup_network = "Declare a network", "Déclarez un réseau";
        setup_network_hint = "So that mail from your own hosts counts as going out.", "Pour que le courrier de vos machines compte comme sortant.";
        setup_agent = "Enrol a policy agent", "Enrôlez un agent";
        setup_agent_hint = "You get a key, a command and one line for main.cf.", "Vous obtenez une clé, une commande et une ligne pour main.cf.";
        setup_event = "Receive the first event", "Recevez le premier événement";
        setup_event_waiting = "Waiting for the first event. Send a mail through your Postfix.", "En attente du premier événement. Envoyez un message par votre Postfix.";
        setup_event_contact = "The agent is connected. Send a mail through your Postfix.", "L’agent est connecté. Envoyez un message par votre Postfix.";
        setup_event_hint = "It appears here within two seconds.", "Il apparaît ici en moins de deux secondes.";

        // Overview.
        from = "From", "Du";
        to = "To", "Au";
        host = "Host", "Hôte";
        domain = "Domain", "Domaine";
        measure = "Counted", "Mesure";
        all_hosts = "All hosts", "Tous les hôtes";
        all_domains = "All domains", "Tous les domaines";
        show = "Show", "Afficher";
        messages = "Messages", "Messages";
        recipients = "Recipients", "Destinataires";
        requests = "Requests", "Requêtes";
        compared = "than the period before", "que la période précédente";
        times_before(times: &str) = "{times} times the period before", "{times} fois la période précédente";
        more(percent: &str) = "{percent}% more", "{percent} % de plus";
        less(percent: &str) = "{percent}% less", "{percent} % de moins";
        same = "the same as the period before", "comme la période précédente";
        none_before = "nothing in the period before", "rien sur la période précédente";
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
        foreign = "Foreign", "Hors périmètre";
        undecided = "Undecided", "Indéterminé";
        top_senders = "Sender domains", "Domaines expéditeurs";
        top_recipients = "Recipient domains", "Domaines destinataires";
        top_clients = "Client addresses", "Adresses des clients";
        top_hosts = "Hosts", "Hôtes";
        null_sender = "(empty sender: bounces)", "(expéditeur vide : avis de non-remise)";
        no_domain = "(none)", "(aucun)";
        nothing_counted = "Nothing in this range.", "Rien sur cette période.";
        times_in(zone: &str) = "Times in {zone}.", "Heures du fuseau {zone}.";
        counted_how = "A message counts once, with its first request; a recipient with each RCPT request. Attempts are counted: refused and greylisted mail is in here, each try once.", "Un message compte une fois, à sa première requête ; un destinataire à chaque requête RCPT. Ce sont des tentatives : le courrier refusé ou mis en liste grise y figure, une fois par essai.";
        csv = "Numbers as CSV", "Chiffres en CSV";
        gaps = "Gaps", "Interruptions";
        gap_stopped = "The agent was not running.", "L’agent ne tournait pas.";
        gap_paused = "The agent is paused; it keeps its records.", "L’agent est en pause ; il garde ses enregistrements.";
        gap_spool_full = "The agent’s spool was full.", "La file d’attente de l’agent était pleine.";
        gap_silent = "Not heard from since: the agent, its host or the network is down.", "Plus de nouvelles depuis : l’agent, son hôte ou le réseau est à l’arrêt.";
        gap_lost(count: &str) = "{count} records lost.", "{count} enregistrements perdus.";
        colon = ": ", " : ";
        gap_now = "now", "maintenant";
        live = "Live", "En direct";
        live_waiting = "Connecting", "Connexion";
        chart_by_direction = "Volume over time by direction", "Volume au fil du temps, par direction";
        chart_by_host = "Volume over time by host", "Volume au fil du temps, par hôte";
        live_stale = "Not live at the moment, refreshed every 15 seconds", "Pas en direct pour le moment, actualisé toutes les 15 secondes";
        live_ended = "Your access to this page has ended.", "Votre accès à cette page a pris fin.";
        live_again = "Open it again", "La rouvrir";

        // Mail flow.
        mail_flow_lead = "Which way a mail went is told from what you declare here. Mail seen before keeps its direction.", "La direction d’un message se déduit de ce que vous déclarez ici. Le courrier déjà vu garde la sienne.";
        who_is = "How mail is told apart now", "Comment le courrier est classé";
        who_in = "IN: mail from outside to", "IN : courrier de l’extérieur vers";
        who_out = "OUT: mail to anywhere else from", "OUT : courrier vers le reste du monde depuis";
        who_internal = "INTERNAL: mail to your own domains from", "INTERNAL : courrier vers vos domaines depuis";
        who_relay = "RELAY: mail from anywhere to", "RELAY : courrier de toute provenance vers";
        who_foreign = "FOREIGN: everything else, such as a stranger who tries to relay through your servers.", "FOREIGN (hors périmètre) : tout le reste, par exemple un inconnu qui tente de relayer par vos serveurs.";
        authenticated = "any authenticated client (SASL)", "tout client authentifié (SASL)";
        nobody_domain = "none yet: declare a local domain", "aucun pour l’instant : déclarez un domaine local";
        nobody_relay = "none: no relay domain is declared", "aucun : pas de domaine relayé déclaré";
        domains = "Domains", "Domaines";
        networks = "Networks", "Réseaux";
        domain_names = "Domains to add", "Domaines à ajouter";
        domain_names_hint = "One per line, or a pasted list, such as example.com. International names are fine.", "Un par ligne, ou une liste collée, par exemple exemple.fr. Les noms internationaux conviennent.";
        domain_kind = "Delivery", "Distribution";
        kind_local = "Local: delivered here", "Local : distribué ici";
        kind_local_short = "Local", "Local";
        kind_relay = "Relay: passed on to another server (backup MX)", "Relais : transmis à un autre serveur (MX de secours)";
        kind_relay_short = "Relay", "Relais";
        add_domains = "Add domains", "Ajouter les domaines";
        network_cidrs = "Networks to add", "Réseaux à ajouter";
        network_cidrs_hint = "One per line, or the value of mynetworks: 192.0.2.0/24, 2001:db8::/32, or a single address.", "Un par ligne, ou la valeur de mynetworks : 192.0.2.0/24, 2001:db8::/32, ou une adresse seule.";
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
        delete_domain_lost = "Mail to it will count as foreign from now on. Events and counts so far stay.", "Le courrier qui lui est adressé comptera désormais comme hors périmètre. Les événements et les comptages restent.";
        delete_network_lost = "Mail from it will count as coming from outside from now on. Events and counts so far stay.", "Le courrier qui en vient comptera désormais comme venant de l’extérieur. Les événements et les comptages restent.";
        lines_refused_one = "This one was not added:", "Celui-ci n’a pas été ajouté :";
        lines_refused_all = "None of these was added:", "Aucun de ceux-ci n’a été ajouté :";
        lines_refused_some = "The others were added. These were not:", "Les autres ont été ajoutés. Ceux-ci, non :";
        lines_good(good: &str) = "Ready to add: {good}.", "Prêts à être ajoutés : {good}.";
        lines_bad(bad: &str) = "To mend: {bad}.", "À corriger : {bad}.";
        lines_there(there: &str) = "Already in the list: {there}.", "Déjà dans la liste : {there}.";

        // Policy agents.
        agents_lead = "A policy agent is a small program beside your Postfix. It answers at once and sends on what it saw.", "Un agent est un petit programme à côté de votre Postfix. Il répond aussitôt et transmet ce qu’il a vu.";
        enrol = "Enrol an agent", "Enrôler un agent";
        agent_name = "Name of the mail host", "Nom du serveur de courrier";
        agent_name_hint = "For example mx1. It appears on charts and in addresses.", "Par exemple mx1. Il figure sur les graphiques et dans les adresses.";
        time_zone = "Time zone", "Fuseau horaire";
        agent_zone_hint = "The zone of the host’s own clock and logs.", "Le fuseau de l’horloge et des journaux de cette machine.";
        pinned_address = "Fixed address", "Adresse fixe";
        pinned_hint = "The key then works from this IP address only. An IPv6 host that changes its address is given as its /64, such as 2001:db8:0:7::/64.", "La clé ne sert alors que depuis cette adresse IP. Une machine IPv6 dont l’adresse change s’indique par son /64, comme 2001:db8:0:7::/64.";
        pinned_plan_hint = "Your plan pins each agent to one IP address, or one IPv6 /64. Leave it empty and the first address it comes from is kept.", "Votre formule fixe chaque agent à une adresse IP, ou à un /64 en IPv6. Laissez vide : la première adresse d’où il vient sera retenue.";
        no_agents = "No policy agent yet", "Aucun agent";
        no_agents_text = "Enrol one below; you get everything to copy.", "Enrôlez-en un ci-dessous ; tout est prêt à copier.";
        version = "Version", "Version";
        last_seen = "Last seen", "Vu pour la dernière fois";
        spool_depth = "Waiting", "En attente";
        events_today = "Events today", "Événements aujourd’hui";
        dropped = "Dropped in total", "Perdus au total";
        key = "Key", "Clé";
        address = "Address", "Adresse";
        any_address = "any address", "n’importe quelle adresse";
        first_address = "the first it comes from", "la première d’où il vient";
        state_waiting = "Waiting for contact", "En attente de contact";
        state_active = "Active", "Actif";
        state_silent = "Silent", "Silencieux";
        state_paused = "Paused", "En pause";
        state_revoked = "Revoked", "Révoqué";
        key_title(name: &str) = "The key of {name}", "La clé de {name}";
        key_once = "Copy it now: it is shown this once and stored only as a fingerprint.", "Copiez-la maintenant : elle n’est affichée qu’une fois, seule son empreinte est gardée.";
        install_command = "Run it on the mail host", "Lancez-le sur le serveur de courrier";
        install_unit = "Or as a systemd unit, in /etc/systemd/system/parvis-agent.service", "Ou comme unité systemd, dans /etc/systemd/system/parvis-agent.service";
        install_main_cf = "One line in main.cf, as the first entry of smtpd_recipient_restrictions, then postfix reload", "Une ligne dans main.cf, en première entrée de smtpd_recipient_restrictions, puis postfix reload";
        install_check = "Check the key, the server and the spool", "Vérifiez la clé, le serveur et la file";
        to_overview = "Watch the overview", "Voir la vue d’ensemble";
        rotate = "Rotate the key", "Renouveler la clé";
        rotate_lost = "The present key stops working with the next request; the agent keeps its records until it has the new one.", "La clé actuelle cesse de fonctionner à la prochaine requête ; l’agent garde ses enregistrements jusqu’à la nouvelle.";
        pause = "Pause", "Mettre en pause";
        pause_lost = "The agent goes on answering Postfix and keeps its records until you resume it.", "L’agent continue de répondre à Postfix et garde ses enregistrements jusqu’à la reprise.";
        resume = "Resume", "Reprendre";
        revoke = "Revoke", "Révoquer";
        revoke_lost = "The key stops working for good. What the agent sent stays; what it still keeps is lost.", "La clé cesse définitivement de fonctionner. Ce que l’agent a envoyé reste ; ce qu’il garde encore est perdu.";
        rejected = "Records that could not be read", "Enregistrements illisibles";
        reason = "Reason", "Raison";
        record = "Record", "Enregistrement";

        // Settings.
        settings_lead = "What this space is called, and when its days begin.", "Le nom de cet espace et le fuseau de ses journées.";
        settings_zone_hint = "Days, months and years are counted in this zone. Changing it counts the days anew.", "Jours, mois et années sont comptés dans ce fuseau. En changer fait recompter les jours.";
        account_lead(email: &str) = "Signed in as {email}.", "Connecté en tant que {email}.";

        // Errors.
        error_title_404 = "Not found", "Introuvable";
        error_title_403 = "Not allowed", "Non autorisé";
        error_title_410 = "No longer valid", "N’est plus valable";
        error_title_429 = "Too many attempts", "Trop de tentatives";
        error_title_500 = "Something went wrong", "Une erreur s’est produite";
        error_title_503 = "Busy", "Occupé";
        being_updated_title = "Being updated", "Mise à jour en cours";
        error_title_other = "This did not work", "Cela n’a pas fonctionné";
    }
}

#[cfg(feature = "ssr")]
impl Say {
    /// What a page is called.
    pub const fn title(self, route: domain::areas::Route) -> &'static str {
        route.title(self.0)
    }
}

/// Every text of pages as it is written.
#[cfg(feature = "ssr")]
pub fn written() -> impl Iterator<Item = domain::text::Written> {
    let files = [
        WRITTEN,
        account::WRITTEN,
        agents::WRITTEN,
        alerts::WRITTEN,
        announcements::WRITTEN,
        api_keys::WRITTEN,
        audit::WRITTEN,
        bench::WRITTEN,
        brands::WRITTEN,
        environments::WRITTEN,
        identities::WRITTEN,
        invoices::WRITTEN,
        jobs::WRITTEN,
        messages::WRITTEN,
        catalogue::WRITTEN,
        consents::WRITTEN,
        deep_links::WRITTEN,
        operator::WRITTEN,
        operator_people::WRITTEN,
        operator_tenants::WRITTEN,
        origin::WRITTEN,
        overview::WRITTEN,
        plans::WRITTEN,
        roles::WRITTEN,
        settings::WRITTEN,
        share_links::WRITTEN,
        subscriptions::WRITTEN,
        spaces::WRITTEN,
        rows::WRITTEN,
        team::WRITTEN,
        tenant_providers::WRITTEN,
        usage::WRITTEN,
        why::WRITTEN,
    ];
    files.into_iter().flatten().copied()
}
