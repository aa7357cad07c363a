//! What the overview says beyond its numbers, and what search engines say of public pages.

use super::Say;

domain::texts! {
    impl Say {
        range_24h = "24 hours", "24 heures";
        range_7d = "7 days", "7 jours";
        range_30d = "30 days", "30 jours";
        range_12m = "12 months", "12 mois";
        range_custom = "Custom", "Personnalisé";
        range = "Range", "Période";
        range_all = "All", "Tout";
        tile_totals = "Totals", "Totaux";
        tile_csv(tile: &str) = "{tile} as CSV", "{tile} en CSV";
        attempts_counted = "Requests and attempts are counted: mail that was refused or put off counts too, and again with each new attempt.", "Ce sont des requêtes et des tentatives : le courrier refusé ou différé compte aussi, et de nouveau à chaque tentative.";
        hours_lead = "When mail comes, over the last four weeks: the darker, the more.", "Quand le courrier arrive, sur les quatre dernières semaines : plus c’est foncé, plus il y en a.";
        hours_day = "Day", "Jour";
        of_host_lead = "The overview, of this host alone.", "La vue d’ensemble, pour cet hôte seul.";
        of_domain_lead = "The overview, of this domain alone.", "La vue d’ensemble, pour ce domaine seul.";
        to_all = "The whole overview", "Toute la vue d’ensemble";
        tiles_lead = "Which parts of the overview you see, and in which order.", "Quelles parties de la vue d’ensemble vous voyez, et dans quel ordre.";
        tiles_own = "What you see", "Ce que vous voyez";
        tiles_space = "What newcomers see", "Ce que voient les nouveaux venus";
        tiles_space_hint = "And everybody else who has chosen nothing.", "Et toutes les personnes qui n’ont rien choisi.";
        tiles_usual = "Back to the usual order", "Revenir à l’ordre habituel";
        tiles_arrange = "Arrange", "Disposer";
        tile_name = "Tile", "Tuile";
        tile_shown = "Shown", "Affichée";
        tile_hidden = "Hidden", "Masquée";
        tile_up = "Up", "Monter";
        tile_down = "Down", "Descendre";
        tile_hide = "Hide", "Masquer";
        tile_show = "Show", "Afficher";
        tile_press(word: &str, tile: &str) = "{word}: {tile}", "{word} : {tile}";
        annotations_lead = "What happened, written on the time axis, so that others know why a bar is high or missing.", "Ce qui s’est passé, noté sur l’axe du temps, pour que chacun sache pourquoi une barre est haute ou manque.";
        no_annotations = "No annotation yet", "Aucune annotation";
        no_annotations_text = "Write down a move, a new filter or an outage when it happens.", "Notez un déménagement, un nouveau filtre ou une panne quand cela arrive.";
        annotation_text = "What happened", "Ce qui s’est passé";
        annotation_text_hint = "At most 200 characters.", "200 caractères au plus.";
        annotation_author = "Written by", "Écrit par";
        annotation_at = "When", "Quand";
        annotation_at_hint(zone: &str) = "In {zone}, such as 2026-11-28T14:30; empty for now.", "Dans le fuseau {zone}, par exemple 2026-11-28T14:30 ; vide pour maintenant.";
        annotation_add = "Write it down", "Noter";
        annotation_delete(text: &str) = "Delete: {text}", "Supprimer : {text}";
        annotate = "Annotate", "Annoter";
        compare = "Compared with", "Comparé à";
        compare_before = "The period before", "La période précédente";
        compare_year = "A year ago", "Un an auparavant";
        compared_year = "than a year ago", "qu’un an auparavant";
        times_year_before(times: &str) = "{times} times what it was a year ago", "{times} fois plus qu’un an auparavant";
        same_year_before = "the same as a year ago", "comme un an auparavant";
        describe_sign_up = "Open a space for your mail servers in a minute and see what comes in, what goes out and what should not be there.", "Créez en une minute un espace pour vos serveurs de messagerie et voyez ce qui entre, ce qui sort et ce qui ne devrait pas être là.";
        describe_sign_in = "Sign in to the space where you watch the mail flow of your servers.", "Connectez-vous à l’espace où vous suivez le trafic de vos serveurs de messagerie.";
        describe_forgot_password = "Ask for a link with which you choose a new password.", "Demandez un lien pour choisir un nouveau mot de passe.";
        none_year_before = "nothing a year ago", "rien un an auparavant";
    }
}
