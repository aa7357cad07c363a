//! What the page of API keys says.

use super::Say;

domain::texts! {
    impl Say {
        api_keys_lead = "An API key lets a program use the space, within what its maker may do.", "Une clé d’API permet à un programme d’utiliser l’espace, dans la limite des droits de son auteur.";
        no_api_keys = "No API key yet", "Aucune clé d’API";
        no_api_keys_text = "Create one below; a program then uses the space as you do.", "Créez-en une ci-dessous ; un programme peut alors utiliser l’espace comme vous.";
        create_key = "Create a key", "Créer une clé";
        key_name = "Name of the key", "Nom de la clé";
        key_name_hint = "What uses it, for example the nightly report.", "Ce qui l’utilise, par exemple le rapport de nuit.";
        key_permissions = "What it may do", "Ce qu’elle peut faire";
        key_permissions_hint = "Choose no more than the program needs. If you lose a permission, your keys lose it too.", "Ne choisissez que le nécessaire. Si vous perdez une permission, vos clés la perdent aussi.";
        key_scope_label = "Applies to", "S’applique à";
        key_scope_hint = "A key limited to a part can only be given what can be limited: the overview, events and policy agents.", "Une clé limitée à une partie ne peut recevoir que ce qui se limite : la vue d’ensemble, les événements et les agents.";
        only_resource(the: &str, name: &str) = "Only {the} {name}", "Seulement {the} {name}";
        only_environment(name: &str) = "Only the environment {name}", "Seulement l’environnement {name}";
        only_part = "A part that is gone", "Une partie disparue";
        key_networks = "Addresses it may come from", "Adresses d’où elle peut venir";
        key_networks_hint = "One per line or a pasted list, such as 192.0.2.7 or 2001:db8::/32. Leave it empty for any address.", "Une par ligne ou une liste collée, par exemple 192.0.2.7 ou 2001:db8::/32. Laissez vide pour toutes.";
        key_expires = "Last day", "Dernier jour";
        key_expires_hint = "It works to the end of this day. Leave it empty and it works until you revoke it.", "Elle fonctionne jusqu’à la fin de ce jour. Laissez vide : elle fonctionne jusqu’à sa révocation.";
        expires_never = "does not expire", "sans expiration";
        expires_on(day: &str) = "until {day}", "jusqu’au {day}";
        state_expired = "Expired", "Expirée";
        state_key_revoked = "Revoked", "Révoquée";
        old_goes_on(prefix: &str, day: &str) = "The secret before, {prefix}, goes on until {day}.", "Le secret précédent, {prefix}, fonctionne jusqu’au {day}.";
        last_used = "Last used", "Dernière utilisation";
        used_from(day: &str, address: &str) = "{day} from {address}", "{day} depuis {address}";
        made_by(email: &str) = "made by {email}", "créée par {email}";
        validity = "Validity", "Validité";
        limits = "Limits", "Limites";
        from_any_address = "from any address", "de toute adresse";
        from_addresses(networks: &str) = "from {networks}", "depuis {networks}";
        change_key = "Rotate or revoke", "Renouveler ou révoquer";
        key_is_below_you = "You lack some of what this key may do, so you cannot see a new secret of it. Somebody who has all of it can rotate it.", "Il vous manque une partie des droits de cette clé : vous ne pouvez donc pas en voir un nouveau secret. Une personne qui les a tous peut la renouveler.";
        overlap = "Keep the present secret working for", "Le secret actuel reste valable";
        overlap_hint = "Long enough to install the new one everywhere.", "Le temps d’installer le nouveau partout.";
        overlap_none = "not at all", "pas du tout";
        overlap_hour = "one hour", "une heure";
        overlap_day = "24 hours", "24 heures";
        overlap_week = "7 days", "7 jours";
        rotate_api_key = "Make a new secret", "Créer un nouveau secret";
        revoke_api_key_lost = "Programs that use it are refused from the next request on. This cannot be taken back.", "Les programmes qui l’utilisent sont refusés dès la prochaine requête. C’est définitif.";
        try_key = "Try it", "Essayez-la";
        read_api_docs = "What programs can do with it", "Ce que les programmes peuvent en faire (en anglais)";
    }
}
