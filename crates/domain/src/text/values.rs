//! How the audit log calls the values that were changed.

use super::Locale;

/// Each value's name with its words in English and French.
const VALUES: &[(&str, &str, &str)] = &[
    ("account", "Account", "Compte"),
    ("address", "Address", "Adresse"),
    ("cidr", "Network", "Réseau"),
    ("client_id", "Client ID", "Identifiant client"),
    ("corrects", "Takes back", "Annule"),
    ("country", "Country", "Pays"),
    ("currency", "Currency", "Devise"),
    ("description", "Description", "Description"),
    ("email", "E-mail address", "Adresse e-mail"),
    ("email_domains", "Allowed e-mail domains", "Domaines de messagerie autorisés"),
    ("enabled", "Enabled", "Activé"),
    ("ends_at", "End", "Fin"),
    ("environment", "Environment", "Environnement"),
    ("expires_at", "Valid until", "Valable jusqu’au"),
    ("frozen_until", "Earlier promise until", "Promesse antérieure jusqu’au"),
    ("gross", "With VAT, in minor units", "TTC, en centimes"),
    ("has_password", "With a password", "Avec mot de passe"),
    ("invited_by", "Invited by", "Invité par"),
    ("issuer", "Issuer", "Émetteur (issuer)"),
    ("kept_days", "Days kept", "Jours gardés"),
    ("key", "Key", "Clé"),
    ("kind", "Kind", "Type"),
    ("label", "Label", "Libellé"),
    ("left", "Left to pay, in minor units", "Reste à régler, en centimes"),
    ("linked", "People linked", "Personnes associées"),
    ("locale", "Language", "Langue"),
    ("method", "Way of signing in", "Moyen de connexion"),
    ("name", "Name", "Nom"),
    ("networks", "Addresses it may come from", "Adresses d’où elle peut venir"),
    ("number", "Number", "Numéro"),
    ("old_ends_at", "Old secret until", "Ancien secret jusqu’au"),
    ("owner", "Owner", "Propriétaire"),
    ("paid", "Paid, in minor units", "Réglé, en centimes"),
    ("passkey", "Passkey", "Clé d’accès"),
    ("permissions", "Permissions", "Permissions"),
    ("pinned", "Fixed address", "Adresse fixe"),
    ("plan", "Plan", "Formule"),
    ("proof", "Proof", "Preuve"),
    ("provider", "Provider", "Fournisseur"),
    ("reason", "Reason", "Raison"),
    ("refused", "Refused", "Refusé"),
    ("replaces_older", "Replaces an older one", "Remplace une plus ancienne"),
    ("required", "Required", "Exigé"),
    ("role", "Role", "Rôle"),
    ("roles", "Roles", "Rôles"),
    ("scope", "Applies to", "S’applique à"),
    ("second_factor", "Second factor", "Second facteur"),
    ("session", "Session", "Session"),
    ("sessions", "Sessions", "Sessions"),
    ("shows", "Shows", "Montre"),
    ("sign_up", "Sign-up", "Inscription"),
    ("slug", "Address of the space", "Adresse de l’espace"),
    ("space", "Space", "Espace"),
    ("state", "State", "État"),
    ("stay", "What they are afterwards", "Ce qu’elle est ensuite"),
    ("time_zone", "Time zone", "Fuseau horaire"),
    ("title", "Name", "Nom"),
    ("tries", "Tries", "Essais"),
    ("version", "Version", "Version"),
    ("view_limit", "Views at most", "Vues au plus"),
    ("views", "Views", "Vues"),
    ("why", "Reason", "Raison"),
    ("xml_sha256", "SHA-256 of the XML", "SHA-256 du XML"),
];

/// What a value is called; `None` where nothing better is known than its name. Of one within another, what the
/// inner one is called.
pub fn title(name: &str, locale: Locale) -> Option<&'static str> {
    let name = name.rsplit('.').next().unwrap_or(name);
    VALUES.iter().find(|(known, _, _)| *known == name).map(|(_, english, french)| match locale {
        Locale::En => *english,
        Locale::Fr => *french,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_order_and_once() {
        assert!(VALUES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(title("given.role", Locale::Fr), Some("Rôle"));
        assert_eq!(title("no-such", Locale::En), None);
    }
}
