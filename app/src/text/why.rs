//! What the pages of decisions and of the plan say.

use super::Say;

domain::texts! {
    impl Say {
        why_title = "Why am I allowed, or not?", "Pourquoi est-ce permis, ou non ?";
        why_lead = "What you may do in this space, and which rule decides it.", "Ce que vous pouvez faire dans cet espace, et quelle règle en décide.";
        why_refusal_lead = "What was refused, as it was recorded at that moment.", "Ce qui a été refusé, tel qu’enregistré à cet instant.";
        why_all = "All permissions", "Toutes les permissions";
        why_permission = "Permission", "Permission";
        why_answer = "Answer", "Réponse";
        why_rule = "Deciding rule", "Règle qui décide";
        why_allowed = "Allowed", "Permis";
        why_denied = "Not allowed", "Non permis";
        why_over_quota = "Limit reached", "Limite atteinte";
        why_considered = "Roles that were considered", "Rôles examinés";
        why_no_role = "You hold no role in this space.", "Vous n’avez aucun rôle dans cet espace.";
        why_role = "Role", "Rôle";
        why_scope = "Where", "Où";
        why_ends = "Until", "Jusqu’au";
        why_gives = "Result", "Résultat";
        why_verdict_gives = "gives it", "la donne";
        why_verdict_not_part = "not part of it", "n’en fait pas partie";
        why_verdict_ended = "has ended", "a pris fin";
        why_verdict_elsewhere = "gives it elsewhere", "la donne ailleurs";
        why_counts_for(part: &str) = "The role or key applies to: {part}.", "Le rôle ou la clé s’applique à : {part}.";
        why_no_end = "no end", "sans fin";
        why_sign_in_rules = "How you signed in", "Votre connexion";
        why_second_factor = "Second factor", "Second facteur";
        why_second_factor_missing = "This space asks for one and this session has shown none.", "Cet espace en demande un et cette session n’en a pas présenté.";
        why_second_factor_shown = "This space asks for one and this session has shown it.", "Cet espace en demande un et cette session l’a présenté.";
        why_not_asked = "Not asked for.", "Non demandé.";
        why_provider = "The space’s own provider", "Le fournisseur de l’espace";
        why_provider_missing = "This space asks for it and this session came another way.", "Cet espace le demande et cette session est venue autrement.";
        why_provider_fine = "Nothing is missing.", "Rien ne manque.";
        why_view = "Seen as", "Vu comme";
        why_view_text(email: &str) = "{email}; until you leave the view you only look.", "{email} ; jusqu’à ce que vous quittiez cette vue, vous ne faites que regarder.";
        why_numbers = "Numbers", "Chiffres";
        why_refused_at = "Refused", "Refusé";
        why_by = "Who asked", "Qui demandait";
        why_now = "How it is decided now", "La décision actuelle";
        why_changes_at_once = "A change takes effect with the next request.", "Un changement prend effet dès la requête suivante.";

        plan_lead = "What the plan of this space allows, and how much of it is used.", "Ce que permet la formule de cet espace, et ce qui en est utilisé.";
        plan_records = "Records a day, of each policy agent", "Enregistrements par jour et par agent";
        plan_log_lines = "Log lines a day, of each policy agent", "Lignes de journal par jour et par agent";
        retention = "What is let go of", "Ce qui n’est plus conservé";
        retention_lead = "What is older than the plan keeps goes each hour, a piece at a time. What was counted stays.", "Ce qui dépasse la durée de la formule part chaque heure, par morceaux. Ce qui a été compté reste.";
        retention_kind = "Kind", "Catégorie";
        retention_events = "Events", "Événements";
        retention_messages = "Messages", "Messages";
        retention_log_lines = "Log lines", "Lignes de journal";
        retention_days = "Kept for", "Durée";
        retention_oldest = "The oldest is of", "Le plus ancien date du";
        retention_goes = "and goes", "et part";
        retention_next = "Go within a day", "Partent sous un jour";
        retention_more(count: &str) = "more than {count}", "plus de {count}";
        plan_retention = "Events are kept", "Événements gardés";
        plan_frozen(day: &str, until: &str, days: &str) = "The plan became smaller on {day}. Nothing was deleted for that: events from before are kept as long as they were promised, the last of them until {until}; newer ones are kept {days}. To keep more, ask your provider for a larger plan before then.", "La formule a été réduite le {day}. Rien n’a été supprimé pour autant : les événements antérieurs sont gardés aussi longtemps que promis, les derniers jusqu’au {until} ; les suivants, {days}. Pour garder davantage, demandez d’ici là une formule supérieure à votre fournisseur.";
        plan_price = "Price", "Prix";
        plan_no_limit(used: &str) = "{used} in use, without limit", "{used} utilisés, sans limite";
        plan_at_limit = "At the limit and beyond", "À la limite et au-delà";
        plan_at_limit_text = "At the limit, what is there goes on working, and mail goes on being counted. Only adding one more is refused, with the numbers, until one is deleted or the plan is larger. Beyond it, such as on a smaller plan, the domains, networks, policy agents and members that there is no room for are frozen. Nothing is deleted: they can be looked at and exported, and thaw by themselves once there is room.", "À la limite, ce qui existe continue de fonctionner, et le courrier d’être compté. Seul l’ajout est refusé, chiffres à l’appui, jusqu’à une suppression ou une formule supérieure. Au-delà, par exemple dans une formule plus petite, les domaines, réseaux, agents et membres qui n’ont plus de place sont gelés. Rien n’est supprimé : ils se consultent et s’exportent, et dégèlent d’eux-mêmes dès qu’il y a de la place.";
        plan_who = "Who can change it", "Qui peut changer cela";
        plan_agents_address = "Addresses of policy agents", "Adresses des agents";
        plan_never = "Permissions, sign-in rules and the audit log are part of every plan.", "Permissions, règles de connexion et journal d’audit font partie de toute formule.";
    }
}
