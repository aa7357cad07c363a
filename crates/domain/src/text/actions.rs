//! How the audit log tells what was done. Every action there is stands here, by area.

use super::Locale;

/// Each action with its words in English and French.
const ACTIONS: &[(&str, &str, &str)] = &[
    ("access.refuse", "Attempt refused", "Tentative refusée"),
    ("accounts.change-password", "Password changed", "Mot de passe changé"),
    ("accounts.create", "Account created", "Compte créé"),
    ("accounts.refuse", "Wrong current password", "Mot de passe actuel erroné"),
    ("accounts.set-locale", "Language changed", "Langue changée"),
    ("api-keys.create", "API key created", "Clé d’API créée"),
    ("api-keys.refuse", "API key refused", "Clé d’API refusée"),
    ("api-keys.revoke", "API key revoked", "Clé d’API révoquée"),
    ("api-keys.rotate", "API key renewed", "Clé d’API renouvelée"),
    (
        "authenticators.cancel",
        "Set-up of an authenticator app given up",
        "Configuration de l’application abandonnée",
    ),
    ("authenticators.confirm", "Authenticator app added", "Application d’authentification ajoutée"),
    ("authenticators.enrol", "Authenticator app being set up", "Application en cours de configuration"),
    ("authenticators.remove", "Authenticator app removed", "Application d’authentification retirée"),
    ("domains.add", "Domain added", "Domaine ajouté"),
    ("domains.delete", "Domain deleted", "Domaine supprimé"),
    ("domains.update", "Domain changed", "Domaine modifié"),
    ("email-domains.add", "E-mail domain claimed", "Domaine e-mail revendiqué"),
    ("email-domains.delete", "E-mail domain given up", "Domaine e-mail abandonné"),
    ("email-domains.verify", "E-mail domain proved", "Domaine e-mail prouvé"),
    ("environments.add", "Environment added", "Environnement ajouté"),
    ("environments.delete", "Environment deleted", "Environnement supprimé"),
    ("environments.rename", "Environment renamed", "Environnement renommé"),
    ("events.expire", "Old events deleted", "Anciens événements supprimés"),
    ("identities.link", "Provider linked", "Fournisseur lié"),
    ("identities.refuse", "Sign-in through the provider failed", "Connexion par le fournisseur échouée"),
    ("identities.unlink", "Provider unlinked", "Fournisseur délié"),
    ("invitations.accept", "Invitation accepted", "Invitation acceptée"),
    ("invitations.decline", "Invitation declined", "Invitation refusée par la personne"),
    ("invitations.refuse", "Invitation refused", "Invitation rejetée"),
    ("invitations.resend", "Invitation sent again", "Invitation renvoyée"),
    ("invitations.send", "Invitation sent", "Invitation envoyée"),
    ("invitations.withdraw", "Invitation withdrawn", "Invitation retirée"),
    ("members.add", "Member added", "Membre ajouté"),
    ("networks.add", "Network added", "Réseau ajouté"),
    ("networks.delete", "Network deleted", "Réseau supprimé"),
    ("networks.update", "Network changed", "Réseau modifié"),
    ("passkeys.add", "Passkey added", "Clé d’accès ajoutée"),
    ("passkeys.refuse", "Passkey refused", "Clé d’accès refusée"),
    ("passkeys.remove", "Passkey removed", "Clé d’accès retirée"),
    ("passkeys.rename", "Passkey renamed", "Clé d’accès renommée"),
    ("password-resets.finish", "New password set by mail", "Nouveau mot de passe défini par e-mail"),
    ("password-resets.start", "New password asked for", "Nouveau mot de passe demandé"),
    ("policy-agents.contact", "Agent’s first contact", "Premier contact de l’agent"),
    ("policy-agents.enrol", "Agent enrolled", "Agent enrôlé"),
    ("policy-agents.pause", "Agent paused", "Agent mis en pause"),
    ("policy-agents.pin", "Agent pinned to its address", "Agent lié à son adresse"),
    ("policy-agents.refuse", "Agent’s upload refused", "Envoi de l’agent refusé"),
    ("policy-agents.resume", "Agent resumed", "Agent repris"),
    ("policy-agents.revoke", "Agent revoked", "Agent révoqué"),
    ("policy-agents.rotate", "Agent’s key renewed", "Clé de l’agent renouvelée"),
    ("policy-agents.update", "Agent changed", "Agent modifié"),
    ("recovery-codes.renew", "Recovery codes made", "Codes de secours créés"),
    ("roles.create", "Role made", "Rôle créé"),
    ("roles.delete", "Role deleted", "Rôle supprimé"),
    ("roles.update", "Role changed", "Rôle modifié"),
    ("roll-ups.mend", "Counts mended", "Décomptes corrigés"),
    ("roll-ups.recount-days", "Days counted anew", "Jours recomptés"),
    ("second-factors.demand", "Second factor asked for", "Second facteur demandé"),
    ("second-factors.refuse", "Wrong second factor", "Second facteur erroné"),
    (
        "second-factors.reset",
        "Second factors taken away by the operator",
        "Seconds facteurs retirés par l’opérateur",
    ),
    ("second-factors.show", "Second factor shown", "Second facteur montré"),
    (
        "security.require-second-factor",
        "Demand for a second factor changed",
        "Exigence d’un second facteur modifiée",
    ),
    ("sessions.confirm", "Identity confirmed", "Identité confirmée"),
    ("sessions.end", "Signed out", "Déconnexion"),
    ("sessions.end-others", "Other sessions ended", "Autres sessions terminées"),
    ("sessions.refuse", "Sign-in refused", "Connexion refusée"),
    ("sessions.start", "Signed in", "Connexion"),
    ("share-links.create", "Share link made", "Lien de partage créé"),
    ("share-links.revoke", "Share link revoked", "Lien de partage révoqué"),
    ("sign-ups.refuse", "Wrong code typed", "Code erroné saisi"),
    ("sign-ups.resend", "Confirmation mailed again", "Confirmation renvoyée"),
    ("sign-ups.start", "Sign-up started", "Inscription commencée"),
    ("step-up.confirm", "Identity proved again", "Identité prouvée à nouveau"),
    ("step-up.refuse", "Wrong proof of identity", "Preuve d’identité erronée"),
    ("team.change-role", "Role changed", "Rôle modifié"),
    ("team.expire", "Ended roles cleared away", "Rôles terminés retirés"),
    ("team.give-role", "Role given", "Rôle donné"),
    ("team.hand-over", "Space handed over", "Espace transmis"),
    ("team.leave", "Left the space", "A quitté l’espace"),
    ("team.remove", "Member removed", "Membre retiré"),
    ("team.set-email-domains", "Allowed e-mail domains changed", "Domaines e-mail autorisés modifiés"),
    ("team.take-role", "Role taken away", "Rôle retiré"),
    ("tenant-providers.delete", "Identity provider removed", "Fournisseur d’identité retiré"),
    ("tenant-providers.register", "Identity provider set up", "Fournisseur d’identité configuré"),
    ("tenant-providers.require", "Identity provider demanded", "Fournisseur d’identité exigé"),
    ("tenants.become-company", "Made a company space", "Devenu un espace d’entreprise"),
    ("tenants.create", "Space made", "Espace créé"),
    ("tenants.prepare", "Database prepared", "Base de données préparée"),
    ("tenants.set-plan", "Plan changed", "Formule changée"),
    ("tenants.update-settings", "Settings changed", "Réglages modifiés"),
    (
        "view-as.end",
        "View as a member ended: not allowed any more",
        "Vue comme un membre terminée : plus permise",
    ),
    ("view-as.start", "Began to view as a member", "Vue comme un membre commencée"),
    ("view-as.stop", "Stopped viewing as a member", "Vue comme un membre quittée"),
];

/// What an action is called; the action itself when nothing better is known.
pub fn told(action: &str, locale: Locale) -> &str {
    ACTIONS.iter().find(|(name, _, _)| *name == action).map_or(action, |(_, english, french)| match locale {
        Locale::En => english,
        Locale::Fr => french,
    })
}

/// Every action, for choosing one.
pub fn all() -> impl Iterator<Item = &'static str> {
    ACTIONS.iter().map(|(name, _, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_stand_in_order_and_once() {
        assert!(ACTIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
