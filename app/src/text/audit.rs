//! What the pages of the audit log say.

use super::Say;

domain::texts! {
    impl Say {
        audit_lead = "Who did what, from where, and why it was allowed or refused. Nothing here can be changed.", "Qui a fait quoi, d’où, et pourquoi c’était permis ou refusé. Rien ici ne peut être modifié.";
        audit_all = "All entries", "Toutes les entrées";
        audit_who = "Who", "Qui";
        audit_action = "Action", "Action";
        audit_outcome = "Outcome", "Résultat";
        audit_source = "Source", "Source";
        audit_text = "About", "Concerne";
        audit_any_action = "All actions", "Toutes les actions";
        audit_any_outcome = "All outcomes", "Tous les résultats";
        audit_any_source = "All sources", "Toutes les sources";
        audit_whole_area(area: &str) = "{area}: all", "{area} : tout";
        audit_allowed = "Allowed", "Permis";
        audit_refused = "Refused", "Refusé";
        audit_page = "Console", "Console";
        audit_api = "API", "API";
        audit_agent = "Policy agent", "Agent";
        audit_cli = "Command line", "Ligne de commande";
        audit_job = "Background job", "Tâche de fond";
        audit_none = "No entry matches", "Aucune entrée ne correspond";
        audit_none_text = "Choose other dates or fewer filters.", "Choisissez d’autres dates ou moins de filtres.";
        audit_csv = "Download as CSV", "Télécharger en CSV";
        audit_ndjson = "Download as NDJSON", "Télécharger en NDJSON";
        audit_key(name: &str, maker: &str) = "API key “{name}” of {maker}", "Clé d’API « {name} » de {maker}";
        audit_share_link(name: &str, maker: &str) = "Share link “{name}” of {maker}", "Lien de partage « {name} » de {maker}";
        audit_named_agent(name: &str) = "Policy agent “{name}”", "Agent « {name} »";
        audit_named_job(name: &str) = "Background job “{name}”", "Tâche de fond « {name} »";
        audit_visitor = "Somebody not signed in", "Quelqu’un de non connecté";
        audit_target = "Target", "Cible";
        audit_changes = "What changed", "Ce qui a changé";
        audit_field = "Value", "Valeur";
        audit_before = "Before", "Avant";
        audit_after = "After", "Après";
        audit_decision = "Decision", "Décision";
        audit_decision_rule = "Rule", "Règle";
        audit_no_decision = "No permission of this space had to be decided for this.", "Aucune permission de cet espace n’avait à être décidée.";
        audit_request = "Request", "Demande";
        audit_address = "Address", "Adresse";
        audit_trail = "Kept in", "Conservée dans";
        audit_trail_own = "this space’s own log", "le journal propre à l’espace";
        audit_trail_control = "the log of people and roles", "le journal des personnes et des rôles";
        audit_number = "Number", "Numéro";
        audit_hash = "Hash", "Empreinte";
        audit_previous_hash = "Hash before", "Empreinte d’avant";
        filters_refused(values: &str) = "These filters mean nothing here and were left out: {values}. Choose from the lists below.", "Ces filtres ne correspondent à rien ici et ont été ignorés : {values}. Choisissez dans les listes ci-dessous.";
    }
}
