//! What is said of changing the plan: choosing, what it means, what it costs, and what is to come.

use super::Say;

domain::texts! {
    impl Say {
        change_lead = "See what another plan would mean before you take it. A change deletes nothing, and until it takes effect you can undo it.", "Voyez ce que changerait une autre formule avant de la prendre. Un changement ne supprime rien, et tant qu’il n’a pas pris effet vous pouvez l’annuler.";
        change_now = "What you have", "Ce que vous avez";
        change_plan_named(plan: &str, number: &str) = "{plan}, version {number}", "{plan}, version {number}";
        change_until = "Invoiced until", "Facturé jusqu’au";
        change_first_invoice = "First invoice on", "Première facture le";
        change_trial = "Free of charge until", "Gratuit jusqu’au";
        change_to_come = "What is to come", "Ce qui est à venir";
        change_comes(plan: &str, day: &str) = "On {day} the space goes over to {plan}. Until then nothing changes.", "Le {day}, l’espace passe en formule {plan}. D’ici là, rien ne change.";
        change_turns(day: &str, price: &str) = "From {day} on it is billed otherwise: {price}.", "À partir du {day}, la facturation change : {price}.";
        change_ends(plan: &str, day: &str) = "The plan is cancelled and ends on {day}. From then on the space has {plan}, and nothing is deleted.", "La formule est résiliée et prend fin le {day}. L’espace a ensuite la formule {plan}, et rien n’est supprimé.";
        change_undo = "Undo", "Annuler ce changement";
        change_choose = "Another plan", "Une autre formule";
        change_choose_lead = "What costs more comes at once. What costs less comes when that is over which is paid for.", "Ce qui coûte plus prend effet aussitôt. Ce qui coûte moins prend effet au terme de ce qui est réglé.";
        change_which = "Plan", "Formule";
        change_interval = "Billed", "Facturation";
        change_quote_button = "See what it would mean", "Voir ce que cela changerait";
        change_none = "There is no other plan that you can take by yourself.", "Il n’y a pas d’autre formule que vous puissiez prendre vous-même.";
        change_asked = "On request", "Sur demande";
        change_asked_lead = "Your provider gives these plans. Ask for one; until they answer nothing changes, and nothing is owed.", "Votre fournisseur accorde ces formules. Demandez-en une ; avant sa réponse rien ne change, et rien n’est dû.";
        change_means(plan: &str) = "Going over to {plan}", "Passer en formule {plan}";
        change_at_once = "As soon as you confirm.", "Dès votre confirmation.";
        change_at(day: &str) = "On {day}, when that is over which is paid for. Until then everything stays, and you can undo it.", "Le {day}, au terme de ce qui est réglé. D’ici là tout reste, et vous pouvez l’annuler.";
        change_when = "When", "Quand";
        change_costs_then = "From then on", "Ensuite";
        change_before_tax(price: &str) = "{price}, without VAT", "{price} HT";
        change_invoiced = "What is invoiced at once", "Ce qui est facturé aussitôt";
        change_nothing_now = "Nothing is invoiced at once.", "Rien n’est facturé aussitôt.";
        change_in_favour = "It is in your favour, and is taken off the next invoice.", "C’est en votre faveur, et déduit de la prochaine facture.";
        change_holds(time: &str) = "This quote holds until {time}. What it says is what is charged, to the second it was made.", "Ce devis est valable jusqu’au {time}. Ce qu’il indique est ce qui est facturé, à la seconde où il a été établi.";
        change_ended = "This quote does not hold any more: it has ended, or the space’s plan was changed meanwhile. Ask for a new one below.", "Ce devis n’est plus valable : il a expiré, ou la formule de l’espace a été modifiée entre-temps. Demandez-en un nouveau ci-dessous.";
        change_missing(what: &str) = "Before you can confirm, the billing contact needs: {what}.", "Avant de confirmer, il manque au contact de facturation : {what}.";
        change_complete = "Complete the billing contact", "Compléter le contact de facturation";
        change_gains = "You gain", "Vous gagnez";
        change_loses = "You lose", "Vous perdez";
        change_from_to(name: &str, before: &str, after: &str) = "{name}: {after} instead of {before}", "{name} : {after} au lieu de {before}";
        change_confirm(plan: &str) = "Change to {plan}", "Passer en formule {plan}";
        change_confirm_pays(plan: &str, amount: &str) = "Change to {plan} and pay {amount} by invoice", "Passer en formule {plan} et payer {amount} sur facture";
        change_other = "Choose another plan", "Choisir une autre formule";
        frozen = "Frozen", "Gelé";
        frozen_why = "The plan has no room for it", "La formule n’a pas de place pour lui";
        frozen_agent = "This policy agent is frozen: the plan has room for fewer. It is answered with an error and keeps its records; as soon as there is room it sends them by itself. Its events stay and can be exported.", "Cet agent est gelé : la formule a de la place pour moins d’agents. Il reçoit une erreur et garde ses enregistrements ; dès qu’il y a de la place il les envoie de lui-même. Ses événements restent et peuvent être exportés.";
        freeze_room(stay: &str, all: &str) = "{stay} of {all} stay at work", "{stay} sur {all} restent actifs";
        freeze_things = "What is frozen still counts for mail, and cannot be edited.", "Ce qui est gelé compte encore pour le courrier, et ne peut être modifié.";
        freeze_agents = "A frozen policy agent keeps its records until there is room again.", "Un agent gelé garde ses enregistrements jusqu’à ce qu’il y ait de la place.";
        freeze_members = "A frozen member signs in and looks, and changes nothing.", "Un membre gelé se connecte et consulte, sans rien modifier.";
        freeze_rest = "Tick what is to stay; of more than there is room for the oldest do. Nothing is deleted, and all of it thaws by itself.", "Cochez ce qui doit rester ; s’il y en a plus que de place, les plus anciens restent. Rien n’est supprimé, et tout dégèle de lui-même.";
        freeze_title = "What stays at work", "Ce qui reste actif";
        freeze_nothing = "Nothing freezes: there is room for all there is.", "Rien ne gèle : il y a de la place pour tout.";
        freeze_named(names: &str) = "Freezes: {names}.", "Gelé : {names}.";
        what_if_freezes = "What would freeze", "Ce qui gèlerait";
        what_if_waits = "Asking what it costs.", "Calcul du prix en cours.";
        what_if_not = "This cannot be quoted. The button above says why.", "Ceci ne peut faire l’objet d’un devis. Le bouton ci-dessus dit pourquoi.";
        what_if_costs(net: &str, gross: &str) = "{net} without VAT, {gross} in all", "{net} HT, {gross} TTC";
        what_if_go_on = "Look at this quote and confirm", "Voir ce devis et confirmer";
        replay(days: &str) = "Your last {days} days with this plan", "Vos {days} derniers jours avec cette formule";
        replay_limit = "Limit of events a day", "Limite d’événements par jour";
        replay_reached_none = "Would not have been reached on any day.", "N’aurait été atteinte aucun jour.";
        replay_reached(count: &str, limit: &str, named: &str) = "{limit}; reached on {count} days: {named}.", "{limit} ; atteinte {count} jours : {named}.";
        replay_day(day: &str, events: &str) = "{day} ({events})", "{day} ({events})";
        replay_events = "Events that are kept", "Événements conservés";
        replay_hidden_none = "All of these days.", "Tous ces jours.";
        replay_hidden(hidden: &str, kept: &str) = "New ones for {kept} days. The events of {hidden} older days stay as long as they were promised.", "Les nouveaux pendant {kept} jours. Les événements de {hidden} jours plus anciens restent aussi longtemps que promis.";
        replay_unknown = "Days without records", "Jours sans enregistrement";
        replay_unknown_days(days: &str) = "{days}: of them nothing is known.", "{days} : on n’en sait rien.";
        replay_cost = "These days would have cost", "Ces jours auraient coûté";
        replay_costs(cost: &str, before: &str) = "{cost} without VAT, instead of {before}", "{cost} HT, au lieu de {before}";
        cancel_title = "Cancel", "Résilier";
        cancel_text(day: &str, plan: &str) = "The plan then ends on {day}, and the space goes on with {plan}, which costs nothing. What it has no room for is frozen, and nothing is deleted.", "La formule prend alors fin le {day}, et l’espace continue en formule {plan}, gratuite. Ce qui n’y a plus sa place est gelé, et rien n’est supprimé.";
        cancel_button = "Cancel the plan", "Résilier la formule";
    }
}
