//! What the price page says, and whoever chooses a plan is told.

use super::Say;

domain::texts! {
    impl Say {
        plan_domains(count: &str) = "Domains and networks: {count} each", "Domaines et réseaux : {count} de chaque";
        plan_agents(count: &str) = "Policy agents: {count}", "Agents : {count}";
        plan_people(members: &str, guests: &str) = "Members: {members}, guests: {guests}", "Membres : {members}, invités : {guests}";
        plan_days(days: &str) = "Events kept {days}", "Événements gardés {days}";
        plans_lead = "What each plan gives and costs. Whoever has a plan keeps it as it was when they took it.", "Ce que chaque formule donne et coûte. Qui a une formule la garde telle qu’elle était à la souscription.";
        plans_lead_without_prices = "What each plan gives. Whoever has a plan keeps it as it was when they took it.", "Ce que chaque formule donne. Qui a une formule la garde telle qu’elle était à la souscription.";
        plans_all = "All plans", "Toutes les formules";
        plans_month = "Monthly", "Au mois";
        plans_year = "Yearly", "À l’année";
        plans_period = "Billed", "Facturation";
        per_year = "per year", "par an";
        plans_trial(days: &str) = "{days} free of charge first.", "{days} d’essai sans frais d’abord.";
        plans_included(included: &str, price: &str) = "{included} included, then {price}", "{included} inclus, puis {price}";
        plans_choose(plan: &str) = "Choose {plan}", "Choisir {plan}";
        plans_ask(plan: &str) = "Ask for {plan}", "Demander {plan}";
        feature_of(name: &str, value: &str) = "{name}: {value}", "{name} : {value}";
        kind_starts(plan: &str) = "Starts on {plan} unless you chose another plan.", "Commence en formule {plan}, sauf autre choix.";
        sign_up_plan(plan: &str) = "You chose the plan {plan}.", "Vous avez choisi la formule {plan}.";
        sign_up_paid_plan(plan: &str, price: &str, start: &str) = "You chose the plan {plan} ({price}). The space starts on {start}, which costs nothing, and your provider is asked for {plan}. Until they answer, you owe nothing.", "Vous avez choisi la formule {plan} ({price}). L’espace commence en formule {start}, gratuite, et votre fournisseur reçoit la demande pour {plan}. Tant qu’il n’a pas répondu, vous ne devez rien.";
        sign_up_no_year(plan: &str) = "{plan} has no price for a year: it is billed by the month.", "La formule {plan} n’a pas de prix à l’année : elle est facturée au mois.";
        sign_up_asked_plan(plan: &str, start: &str) = "You chose the plan {plan}. The space starts on {start}, and your provider is asked for {plan}.", "Vous avez choisi la formule {plan}. L’espace commence en formule {start}, et {plan} est demandée à votre fournisseur.";
        more_title = "Ask for more", "Demander plus";
        more_lead = "Whoever provides this space can give it more than its plan says, or another plan. Nothing changes, and nothing is owed, before they answer.", "Qui fournit cet espace peut lui accorder plus que sa formule, ou une autre formule. Rien ne change, et rien n’est dû, avant sa réponse.";
        more_about = "What", "Quoi";
        more_wanted = "How much", "Combien";
        more_wanted_hint = "A number or “unlimited”, a few words for what has no number; leave it empty for a plan.", "Un nombre ou « unlimited » pour illimité, quelques mots pour ce qui n’a pas de nombre ; laissez vide pour une formule.";
        more_reason = "What for", "Pourquoi";
        more_button = "Ask the provider", "Demander au fournisseur";
        more_plan(plan: &str) = "The plan {plan}", "La formule {plan}";
        more_by = "Asked by", "Demandé par";
        more_open = "Waits for an answer", "En attente de réponse";
        more_granted = "Granted", "Accordé";
        more_declined = "Declined", "Refusé";
        more_withdrawn = "Taken back", "Retiré";
        more_withdraw = "Take back", "Retirer";
    }
}
