//! What the pages of share links say, and the page a link opens.

use super::Say;

domain::texts! {
    impl Say {
        share = "Share", "Partager";
        share_lead = "A link shows one dashboard to whoever has it, until the day it ends, and nothing else of this space.", "Un lien montre un seul tableau de bord aux personnes qui l’ont, jusqu’à son expiration, et rien d’autre de cet espace.";
        kind_of_link = "Kind", "Type";
        share_shows = "It will show", "Il montrera";
        share_showing = "Shows", "Montre";
        share_shows_all = "all hosts and domains", "tous les hôtes et domaines";
        share_choose = "Choose the range and filters on the overview, then “Share”.", "Choisissez la période et les filtres sur la vue d’ensemble, puis « Partager ».";
        share_name = "Name", "Nom";
        share_name_hint = "Whoever opens the link sees it too.", "Visible aussi par les personnes qui ouvrent le lien.";
        share_kind = "What does it show?", "Que montre-t-il ?";
        share_snapshot = "A snapshot", "Un instantané";
        share_snapshot_hint = "The numbers as they are now; they do not change.", "Les chiffres actuels ; ils ne changeront pas.";
        share_live = "Live numbers", "Chiffres en direct";
        share_live_hint = "The numbers of the moment. It ends with your own right to see them.", "Les chiffres du moment. Il prend fin avec votre droit de les voir.";
        share_days = "Days until it ends", "Jours jusqu’à la fin";
        share_days_hint = "1 to 90.", "De 1 à 90.";
        share_password_hint = "Asked before anything is shown. 12 characters or more.", "Demandé avant de montrer quoi que ce soit. 12 caractères ou plus.";
        share_limit = "Views at most", "Vues au plus";
        share_limit_hint = "Whoever opens it presses a button first, and that is one view; it may be looked at for an hour. What a mail scanner or a chat opens is none.", "La personne qui l’ouvre appuie d’abord sur un bouton : cela compte pour une vue, valable une heure. Ce qu’ouvre un antivirus ou une messagerie n’en est pas une.";
        share_make = "Make the link", "Créer le lien";
        share_made(name: &str) = "The link “{name}” is ready", "Le lien « {name} » est prêt";
        share_once = "Copy it now: it is shown this once.", "Copiez-le maintenant : il n’est affiché que cette fois.";
        share_none = "No link yet", "Aucun lien";
        share_none_text = "Links you make stand here, with who opened them.", "Les liens créés apparaissent ici, avec leurs ouvertures.";
        share_views = "Views", "Vues";
        share_views_of(views: &str, limit: &str) = "{views} of {limit}", "{views} sur {limit}";
        share_ends = "Ends", "Fin";
        share_made_by = "Made by", "Créé par";
        share_made_at = "Made", "Créé";
        share_has_password = "Password", "Mot de passe";
        share_open = "Open", "Ouvert";
        share_expired = "Ended", "Terminé";
        share_revoked = "Revoked", "Révoqué";
        share_used_up = "Used up", "Épuisé";
        share_revoke = "Revoke the link", "Révoquer le lien";
        share_revoke_hint = "It stops working at once and cannot be brought back.", "Il cesse aussitôt de fonctionner, définitivement.";
        share_log = "Who opened it", "Qui l’a ouvert";
        share_log_none = "Nobody opened it yet.", "Personne ne l’a encore ouvert.";
        share_log_kept(count: &str) = "The last {count} are kept.", "Les {count} dernières sont gardées.";
        share_outcome_shown = "Shown", "Montré";
        share_outcome_previewed = "Preview, nothing shown", "Aperçu, rien de montré";
        share_outcome_unlocked = "Unlocked", "Déverrouillé";
        share_outcome_asked = "Password asked", "Mot de passe demandé";
        share_outcome_wrong = "Wrong password", "Mot de passe erroné";
        share_outcome_guesses = "Too many guesses", "Trop d’essais";
        share_all = "All links", "Tous les liens";

        shared_by(space: &str) = "Shared by {space}", "Partagé par {space}";
        shared_until(time: &str) = "This page can be seen until {time}.", "Cette page est visible jusqu’au {time}.";
        shared_for_a_while = "This browser can show the page for an hour.", "Ce navigateur peut afficher la page pendant une heure.";
        shared_as_of(time: &str) = "Numbers of {time}.", "Chiffres du {time}.";
        shared_live = "Numbers of this moment; open the page again for newer ones.", "Chiffres de ce moment ; rouvrez la page pour en voir de plus récents.";
        shared_password_title = "This page has a password", "Cette page a un mot de passe";
        shared_password_lead = "Whoever sent you the link knows it.", "La personne qui vous a envoyé le lien le connaît.";
        shared_show = "Show the page", "Afficher la page";
        shared_waiting_title = "A shared page", "Une page partagée";
        shared_waiting_lead = "It is shown when you open it.", "Elle s’affiche quand vous l’ouvrez.";
        shared_counted_lead = "It can be shown only so often, so nothing is shown before you press the button. You may then look at it for an hour.", "Elle ne peut être affichée qu’un nombre limité de fois : rien ne s’affiche avant que vous appuyiez sur le bouton. Vous pourrez ensuite la consulter pendant une heure.";
        shared_expired_title = "This link has ended", "Ce lien a pris fin";
        shared_expired_text = "Ask whoever sent it for a new one.", "Demandez-en un nouveau à la personne qui vous l’a envoyé.";
        shared_revoked_title = "This link was withdrawn", "Ce lien a été retiré";
        shared_used_up_title = "This link was opened as often as it may be", "Ce lien a été ouvert autant de fois que permis";
        shared_closed_title = "The space behind this link is closed", "L’espace derrière ce lien est fermé";
        shared_closed_text = "If it is opened again, so is this page. Ask whoever sent you the link.", "S’il est rouvert, cette page le sera aussi. Adressez-vous à la personne qui vous a envoyé le lien.";
        shared_unknown_title = "This link leads nowhere", "Ce lien ne mène nulle part";
        shared_unknown_text = "Perhaps a part of it is missing. Copy the whole link and try again.", "Il en manque peut-être une partie. Copiez le lien entier et réessayez.";
    }
}
