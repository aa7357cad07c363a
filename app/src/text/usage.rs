//! What the page of plan and usage says of meters, history and alerts.

use super::Say;

domain::texts! {
    impl Say {
        gap_over_plan = "More came than the plan takes.", "Il en est arrivé plus que la formule n’en accepte.";
        usage_reserved(count: &str) = "{count} more promised to what is under way.", "{count} de plus promis à ce qui est en cours.";
        usage_none = "Your plan gives none of this.", "Votre formule n’en comprend pas.";
        usage_resets(when: &str) = "Starts again at zero on {when}.", "Repart de zéro le {when}.";
        usage_forecast(count: &str) = "At this pace: {count} by then.", "À ce rythme : {count} d’ici là.";
        usage_reached_at(when: &str) = "At this pace the limit is reached on {when}.", "À ce rythme, la limite est atteinte le {when}.";
        usage_no_forecast = "Too early to say how it goes on.", "Encore trop tôt pour une prévision.";
        usage_at_step(step: &str) = "{step}% used", "{step} % utilisés";
        usage_over = "Over the limit", "Limite dépassée";
        usage_beyond = "More than is included", "Plus que ce qui est inclus";
        usage_used(count: &str) = "{count} used", "{count} utilisés";
        usage_priced(included: &str, price: &str) = "Included: {included}. What is beyond goes on being counted and costs {price}, without VAT.", "Inclus : {included}. Au-delà, le décompte continue et coûte {price} HT.";
        used_none(used: &str) = "{used} in use, none given", "{used} utilisés, aucun accordé";
        rate_each(price: &str) = "{price} each", "{price} l’unité";
        rate_for(price: &str, per: &str) = "{price} for {per}", "{price} les {per}";
        usage_lost(count: &str) = "{count} more came and were not kept.", "{count} de plus sont arrivés et n’ont pas été conservés.";
        usage_held(count: &str, until: &str) = "{count} events more than the plan takes are held until {until} at the latest. They are on no page meanwhile; with a larger plan they come back.", "{count} événements au-delà de la formule sont mis de côté, jusqu’au {until} au plus tard. Ils ne figurent sur aucune page d’ici là ; une formule supérieure les fait revenir.";
        meter_lead = "What stands behind the number: the window day by day, and each event while it is kept.", "Ce qui se trouve derrière le nombre : la fenêtre jour par jour, et chaque événement tant qu’il est conservé.";
        meter_window = "Window", "Fenêtre";
        meter_from_to(from: &str, to: &str) = "{from} to {to}", "du {from} au {to}";
        meter_number = "Used", "Utilisé";
        meter_way = "How it is counted", "Mode de calcul";
        meter_sum = "The sum of all values", "Somme des valeurs";
        meter_last = "The last value", "Dernière valeur";
        meter_max = "The largest value", "Plus grande valeur";
        meter_average = "The average of the values, rounded half up", "Moyenne des valeurs, arrondie au plus proche";
        meter_unique = "How many different subjects", "Nombre d’objets distincts";
        meter_events = "Events", "Événements";
        meter_nothing = "Nothing was reported in this window.", "Rien n’a été déclaré dans cette fenêtre.";
        meter_single = "Single events", "Événements un par un";
        meter_kept(days: &str) = "They are kept for {days} days after they happened.", "Ils sont conservés {days} jours après avoir eu lieu.";
        meter_pruned(days: &str) = "Events are no longer kept {days} days after they happened. What stands on invoices stays as it was counted then.", "Les événements ne sont plus conservés au-delà de {days} jours. Ce qui figure sur les factures reste tel qu’il a été compté.";
        meter_key = "Key", "Clé";
        meter_at = "Happened", "Date";
        meter_arrived = "Arrived", "Arrivée";
        meter_subject = "Subject", "Objet";
        meter_value = "Value", "Valeur";
        meter_claimed(when: &str) = "said: {when}", "déclaré : {when}";
        meter_more = "More events", "Événements suivants";
        usage_ask = "Ask for more", "Demander davantage";
        usage_history = "Day by day", "Jour par jour";
        usage_history_lead = "The last 90 days, as they were counted. A day that is not there was not counted.", "Les 90 derniers jours, tels qu’ils ont été comptés. Un jour absent n’a pas été compté.";
        usage_history_none = "The first day is written down within an hour.", "Le premier jour s’inscrit d’ici une heure.";
        usage_limit = "Limit", "Limite";
        usage_day_lost = "Not kept", "Non conservés";
        usage_alerts = "Who is told", "Qui est averti";
        usage_alerts_lead = "At 50, 80 and 100% of what is used up by itself, a mail goes out, once for each window and step.", "À 50, 80 et 100 % de ce qui se consomme de soi-même, un e-mail part, une fois par fenêtre et par seuil.";
        usage_alerts_emails = "Members who get the mail", "Membres qui reçoivent l’e-mail";
        usage_alerts_hint = "Their addresses with commas between them, 20 at most; empty: nobody. Until somebody chooses, the owners get it.", "Leurs adresses, séparées par des virgules, 20 au plus ; vide : personne. Sans choix, ce sont les propriétaires.";
    }
}
