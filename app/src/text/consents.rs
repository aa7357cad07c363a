//! What is said of operators who look into a space.

use super::Say;

domain::texts! {
    impl Say {
        looks_lead(name: &str) = "What is in {name} is seen by its owners’ leave, or at once in an emergency, of which they are told.", "Le contenu de {name} se consulte avec l’accord de ses propriétaires, ou tout de suite en cas d’urgence, ce dont ils sont prévenus.";
        looks_none = "Nobody has asked to look into this space.", "Personne n’a demandé à consulter cet espace.";
        look_reason = "Reason", "Raison";
        look_reason_hint = "Its owners read this.", "Ses propriétaires la lisent.";
        look_scope = "What is seen", "Ce qui est vu";
        look_scope_overview = "Overview", "Vue d’ensemble";
        look_scope_overview_text = "The overview and the plan.", "La vue d’ensemble et la formule.";
        look_scope_everything = "Everything", "Tout";
        look_scope_everything_text = "Every page, and nothing can be changed.", "Toutes les pages, sans rien pouvoir modifier.";
        look_hours = "Hours", "Heures";
        look_hours_hint = "From 1 to 168, counted from the owner’s answer.", "De 1 à 168, à compter de la réponse du propriétaire.";
        look_break_hours_hint = "From 1 to 24, counted from now.", "De 1 à 24, à compter de maintenant.";
        look_kind_consent = "By consent", "Avec accord";
        look_kind_emergency = "In an emergency", "En urgence";
        look_asked = "Asked", "Demandé";
        look_asked_next = "An owner answers under “Looks by the operator” in the settings.", "Un propriétaire répond sous « Consultations par l’exploitant » dans les réglages.";
        look_given = "Open", "Ouvert";
        look_given_next(until: &str) = "Until {until}, or until an owner revokes it.", "Jusqu’au {until}, ou jusqu’à ce qu’un propriétaire le révoque.";
        look_ended = "Ended", "Terminé";
        look_ended_next(until: &str) = "Since {until}. Nothing is seen any more.", "Depuis le {until}. Plus rien n’est visible.";
        look_refused = "Refused", "Refusé";
        look_revoked = "Revoked", "Révoqué";
        look_over_next = "Nothing is seen.", "Rien n’est visible.";
        look_stop = "End it", "Y mettre fin";
        look_go = "Look into the space", "Consulter l’espace";
        look_ask_title = "Ask for leave", "Demander l’accord";
        look_ask_text = "Every owner gets a mail and answers on a page of their space.", "Chaque propriétaire reçoit un e-mail et répond sur une page de son espace.";
        look_ask = "Ask the owners", "Demander aux propriétaires";
        look_break_title = "Look at once", "Consulter tout de suite";
        look_break_text = "For an emergency. The owners are told by mail at once, it stands in their audit log, and they can end it.", "En cas d’urgence. Les propriétaires sont aussitôt prévenus par e-mail, leur journal d’audit en garde trace, et ils peuvent y mettre fin.";
        look_break = "Look now and tell the owners", "Consulter et prévenir les propriétaires";
        looking_banner(reason: &str, until: &str) = "You look into this space as an operator until {until} UTC: {reason} Its people see that you do, and nothing can be changed.", "Vous consultez cet espace en tant qu’exploitant jusqu’au {until} UTC : {reason} Ses membres le voient, et rien ne peut être modifié.";
        consents_lead = "Operators of this installation who ask to look into this space, who look now, and who looked. They see what you let them see, and change nothing.", "Les exploitants de cette installation qui demandent à consulter cet espace, qui le consultent, ou l’ont consulté. Ils voient ce que vous leur montrez et ne modifient rien.";
        consents_none = "Nobody has asked", "Aucune demande";
        consents_none_text = "When an operator asks to look into this space, you get a mail and answer here.", "Quand un exploitant demande à consulter cet espace, vous recevez un e-mail et répondez ici.";
        consent_accept = "Let them look", "Autoriser";
        consent_refuse = "Refuse", "Refuser";
        consent_revoke = "End it now", "Mettre fin";
    }
}
