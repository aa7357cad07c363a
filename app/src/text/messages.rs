//! What pages say of messages, and of the events they are made of.

use super::Say;

domain::texts! {
    impl Say {
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
        decided_by = "Why this direction", "Pourquoi cette direction";
        seen_at = "Seen", "Vu";
        received_at = "Received", "Reçu";
        helo = "HELO name", "Nom HELO";
        queue_id = "Queue id", "Identifiant de file";
        instance = "Message (instance)", "Message (instance)";
        size = "Size", "Taille";
        bytes(count: &str) = "{count} bytes", "{count} octets";
        user = "Authenticated user", "Utilisateur authentifié";
        tls = "Encryption", "Chiffrement";
        recipient_count = "Recipients of the message", "Destinataires du message";
        own_domain = "Your domain", "Votre domaine";
        whole_record = "The record as it was sent", "L’enregistrement tel qu’envoyé";

        // Messages.
        messages_lead = "One row for each mail, newest first. With recipients inside and outside it counts once in all, and once in each direction.", "Une ligne par courrier, le plus récent d’abord. Avec des destinataires internes et externes, il compte une fois au total et une fois dans chaque direction.";
        messages_none = "No message yet", "Aucun message";
        messages_none_match = "No message matches", "Aucun message ne correspond";
        messages_none_match_text = "Remove something you look for, or look at all of them.", "Retirez un critère, ou regardez-les tous.";
        messages_all = "All messages", "Tous les messages";
        messages_look = "Search", "Chercher";
        messages_more = "More to look for", "Plus de critères";
        messages_asked = "What you look for", "Ce que vous cherchez";
        messages_take_out(asked: &str) = "Remove {asked}", "Retirer {asked}";
        messages_refused = "Left out, because it cannot be read:", "Laissé de côté, car illisible :";
        messages_so_far(time: &str) = "So far back to {time} was looked through. There may be more before.", "Recherche faite en remontant jusqu’au {time}. Il peut y en avoir d’autres avant.";
        messages_go_on = "Go on looking", "Continuer la recherche";
        messages_requests = "Events, one for each request", "Événements, un par requête";
        messages_file = "These as a file:", "Le tout en fichier :";
        messages_time_hint(zone: &str) = "Times in {zone}: a day or a time, such as 2026-11-28, 2026-11-28 14:30, or as this page writes it.", "Heures du fuseau {zone} : un jour ou une heure, comme 2026-11-28, 2026-11-28 14:30, ou comme cette page l’écrit.";
        messages_party_hint = "An address, @domain or a part of one.", "Une adresse, @domaine ou une partie.";
        messages_client_hint = "An address or a network.", "Une adresse ou un réseau.";
        messages_text_hint = "Words that stand in the Message-ID, the HELO name, an address or a reply.", "Des mots du Message-ID, du nom HELO, d’une adresse ou d’une réponse.";
        messages_size_hint = "Bytes: 2000, 10M.. or 10k..2M.", "En octets : 2000, 10M.. ou 10k..2M.";
        messages_delay_hint = "Seconds: 60..300, or 3600.. and more.", "En secondes : 60..300, ou 3600.. et plus.";
        became_any_kind = "Any reason", "Toutes les raisons";
        encryption_any = "Either", "Peu importe";
        user_anybody = "anybody", "n’importe qui";
        became = "Outcome", "Issue";
        became_any = "Any outcome", "Toutes les issues";
        became_delivered = "Delivered", "Remis";
        became_deferred = "Deferred", "Différé";
        became_bounced = "Bounced", "Retourné";
        became_expired = "Expired", "Expiré";
        became_rejected = "Rejected", "Rejeté";
        became_partly = "Not the same for all", "Selon le destinataire";
        became_unknown = "Not known", "Inconnue";
        not_encrypted = "not encrypted", "non chiffré";
        others_too(count: &str) = "and {count} more", "et {count} de plus";
        message_from(sender: &str) = "From {sender}", "De {sender}";
        message_id = "Message-ID", "Message-ID";
        message_recipients = "Recipients", "Destinataires";
        message_requests = "What Postfix asked", "Ce que Postfix a demandé";
        message_requests_none = "No request of this message is kept.", "Aucune requête de ce message n’est conservée.";
        message_lines = "What the log says", "Ce que dit le journal";
        message_lines_none = "No line of the log is known. They come when a policy agent follows the log of Postfix.", "Aucune ligne du journal n’est connue. Elles arrivent lorsqu’un agent suit le journal de Postfix.";
        message_first_rows(count: &str) = "The first {count} are shown.", "Les {count} premiers sont affichés.";
        message_program = "Program", "Programme";
        message_line = "Line", "Ligne";
        message_relay = "Next hop", "Saut suivant";
        message_others = "Others like it", "Autres messages proches";
        message_same_client = "From the same client", "Du même client";
        message_same_sender = "From the same sender", "Du même expéditeur";
        message_same_user = "From the same user", "Du même utilisateur";
        message_of_event = "The message of this event", "Le message de cet événement";
        message_first_seen = "First seen", "Vu d’abord";
        message_last_heard = "Last heard of", "Dernière nouvelle";
        views_title = "Saved views", "Vues enregistrées";
        views_save = "Save this view", "Enregistrer cette vue";
        views_name = "Name of the view", "Nom de la vue";
        views_share = "Share with the space", "Partager avec l’espace";
        views_unshare = "No longer share", "Ne plus partager";
        views_shared = "shared", "partagée";
        views_rename = "Rename", "Renommer";
    }
}
