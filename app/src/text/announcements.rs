//! What the operators' page of announcements says.

use super::Say;

domain::texts! {
    impl Say {
        announcements_lead = "A sentence on every page of the spaces it is for, from one day until another, and by mail to their owners if you wish.", "Une phrase sur chaque page des espaces concernés, d’un jour à un autre, et par e-mail à leurs propriétaires si vous le souhaitez.";
        announcements_none = "Nothing was announced", "Aucune annonce";
        announcements_none_text = "Announce maintenance, a new version or a change before it comes.", "Annoncez une maintenance, une nouvelle version ou un changement avant qu’il n’arrive.";
        announcement = "Announcement", "Annonce";
        announcement_english = "In English", "En anglais";
        announcement_french = "In French", "En français";
        audience = "For", "Pour";
        audience_all = "every space", "tous les espaces";
        audience_company = "companies", "les entreprises";
        audience_personal = "personal spaces", "les espaces personnels";
        audience_tenant = "one space", "un seul espace";
        audience_slug_hint = "For one space alone: what stands behind /t/.", "Pour un seul espace : ce qui suit /t/.";
        announcement_from_hint = "Empty: at once. Days are in UTC.", "Vide : tout de suite. Les jours sont en UTC.";
        announcement_until = "Last day", "Dernier jour";
        announcement_until_hint = "Empty: for a week.", "Vide : pendant une semaine.";
        announcement_by_mail = "By mail, too", "Aussi par e-mail";
        announcement_by_mail_hint = "To the owners of these spaces, once each.", "Aux propriétaires de ces espaces, une fois chacun.";
        announcement_publish = "Publish", "Publier";
        announcement_withdraw = "Withdraw", "Retirer";
        announcement_mailed = "by mail, too", "aussi par e-mail";
        announcement_shown = "Shown", "Affichée";
        announcement_coming = "To come", "À venir";
        announcement_over = "Over", "Terminée";
        announcement_withdrawn = "Withdrawn", "Retirée";
        announcement_span(from: &str, until: &str) = "From {from} until {until}.", "Du {from} au {until}.";
    }
}
